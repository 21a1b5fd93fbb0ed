/** What a test says: that it is one. */
import type { MessageDraft, Recipient } from './plan.ts';

export function testMessage(
  title: string,
  to: { id: string; carrier: string; address: string },
): { message: MessageDraft; recipients: Recipient[] } {
  const text = `This is a test. Somebody who works on your status page tries whether ${title} reaches you. Nothing is wrong, and there is nothing to do.`;
  return {
    message: {
      kind: 'test',
      forms: { en: { subject: 'Test: nothing is wrong', text, short: text } },
      event: { type: 'test', data: { text } },
    },
    recipients: [{ ...to, kind: 'endpoint', locale: 'en', timeZone: 'UTC', lane: 0 }],
  };
}
