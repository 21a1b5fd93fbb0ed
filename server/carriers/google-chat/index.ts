/**
 * Google Chat: cards to a space by an incoming webhook, whose address is its own key; one thread for each incident by
 * a key of ours. Reads nothing.
 * Source: developers.google.com/workspace/chat/quickstart/webhooks, …/reference/rest/v1/spaces.messages/create.
 */
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier } from '../carrier.ts';
import { isOwnUrl, secretOf, webhookUrl } from '../chat/address.ts';
import { ask, carried, isGood, perRoom, refusalOf } from '../chat/exchange.ts';
import { noteOf, wordsOf } from '../chat/note.ts';
import { bytesOf, fit, MESSAGE_BYTES, messageOf } from './card.ts';

export function createGoogleChatCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  return {
    name: 'google-chat',
    title: 'Google Chat',
    summary: 'Posts cards to a space by its webhook, one thread for each incident.',
    receiptMeaning:
      'Google Chat kept the message and named it. Repeats are told by a request id that stays the same through every attempt.',
    audience: 'staff',
    address: {
      label: 'Webhook address',
      help: 'In the space: its name, “Apps & integrations”, “Webhooks”, add one and copy its address.',
      example: 'https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…',
      secret: true,
      own: isOwnUrl,
      parse(text) {
        const parsed = webhookUrl(outbound, text, {
          path: /^\/v1\/spaces\/[\w-]+\/messages$/,
          wanted: 'webhook of Google Chat: its path is /v1/spaces/SPACE/messages',
        });
        if ('fault' in parsed) return parsed;
        const { searchParams } = new URL(parsed.address);
        return searchParams.has('key') && searchParams.has('token')
          ? parsed
          : { fault: 'The address is not whole: its “key” or “token” is missing.' };
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('google-chat'),
    providers: [],
    send: (delivery, content, signal) =>
      carried(
        {
          outbound,
          url: delivery.address,
          title: 'Google Chat',
          whose: 'address',
          secrets: secretOf(delivery.address),
        },
        async () => {
          const url = new URL(delivery.address);
          url.searchParams.set('requestId', delivery.key.slice(0, 60));
          const { incidentId } = delivery;
          if (incidentId) url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
          const said = await ask(outbound, url.href, {
            json: {
              ...messageOf(noteOf(content, delivery)),
              ...(incidentId ? { thread: { threadKey: incidentId } } : {}),
            },
            signal,
          });
          if (!isGood(said)) return refusalOf(said, 'Google Chat', 'address');
          const { name, thread } = said.json as { name?: string; thread?: { name?: string } };
          if (!name) return { outcome: 'later', error: 'The address answered, but not as Google Chat does.' };
          return {
            outcome: 'accepted',
            receipt: { id: name, thread: thread?.name, status: said.status, at: clock.now() },
          };
        },
      ),
    show(content) {
      const note = fit(noteOf(content));
      const message = messageOf(note);
      const measure = { used: bytesOf(message), limit: MESSAGE_BYTES, unit: 'bytes', parts: 1 };
      return { texts: [{ text: wordsOf(note), measure }], payload: message };
    },
  };
}
