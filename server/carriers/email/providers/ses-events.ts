/**
 * What Amazon SES reports, in both of its forms (a topic's notifications and a configuration set's events). Pure.
 * "Permanent" bounces mean that the mailbox is dead, except where SES itself had the address on its list.
 */
import type { Echo } from '../../carrier.ts';
import { instantOf } from './given.ts';
import { listField, textField } from './http.ts';

export function sesEchoes(message: unknown, now: string): Echo[] {
  const kind = textField(message, 'eventType') || textField(message, 'notificationType');
  const id = textField(message, 'mail', 'messageId');
  if (id === '') return [];
  const echo = (event: Echo['event'], permanent: boolean, detail: string, at: unknown): Echo[] => [
    { ref: { id }, event, permanent, detail: detail.slice(0, 500), at: instantOf(at, now) },
  ];
  const at = (part: string) => textField(message, part, 'timestamp');

  if (kind === 'Delivery')
    return echo('delivered', false, textField(message, 'delivery', 'smtpResponse'), at('delivery'));
  if (kind === 'DeliveryDelay') {
    const [first] = listField(message, 'deliveryDelay', 'delayedRecipients');
    const detail = textField(first, 'diagnosticCode') || textField(message, 'deliveryDelay', 'delayType');
    return echo('delayed', false, detail, at('deliveryDelay'));
  }
  if (kind === 'Bounce') {
    const [first] = listField(message, 'bounce', 'bouncedRecipients');
    const type = textField(message, 'bounce', 'bounceType');
    const sub = textField(message, 'bounce', 'bounceSubType');
    const detail = [type, sub, textField(first, 'status'), textField(first, 'diagnosticCode')]
      .filter(Boolean)
      .join(' ');
    return echo('bounced', type === 'Permanent' && sub !== 'OnAccountSuppressionList', detail, at('bounce'));
  }
  if (kind === 'Complaint') {
    const detail = textField(message, 'complaint', 'complaintFeedbackType') || 'complaint';
    // The first takes a complaint back, the second is about a check that failed.
    if (detail === 'not-spam' || detail === 'auth-failure') return [];
    return echo('complained', true, detail, at('complaint'));
  }
  if (kind === 'Reject' || kind === 'Rendering Failure')
    return echo('bounced', false, textField(message, 'reject', 'reason') || kind, null);
  return [];
}
