/**
 * Slack: to a channel by a bot (threads, one per incident) or to an incoming webhook, whose address is its own key and
 * which can neither reply nor be asked. Says nothing in private, reads nothing, calls nobody by name.
 */
import type { Clock } from '#lib/clock.ts';
import { inUtf16 } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier, Outcome, Send } from '../carrier.ts';
import { isOwnUrl, isUrl, secretOf, webhookUrl } from '../chat/address.ts';
import { ask, carried, isGood, perRoom, refusalOf } from '../chat/exchange.ts';
import { noteOf, wordsOf } from '../chat/note.ts';
import { fit, messageOf, SECTION } from './blocks.ts';
import { slackBot } from './bot.ts';

export function createSlackCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  /** Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. */
  const toWebhook: Send = (delivery, content, signal) =>
    carried(
      {
        outbound,
        url: delivery.address,
        title: 'Slack',
        whose: 'address',
        secrets: secretOf(delivery.address),
      },
      async (): Promise<Outcome> => {
        const said = await ask(outbound, delivery.address, {
          json: { ...messageOf(noteOf(content, delivery)), unfurl_links: false, unfurl_media: false },
          signal,
        });
        if (isGood(said) && said.text.trim() === 'ok')
          return { outcome: 'accepted', receipt: { status: said.status, body: 'ok', at: clock.now() } };
        if (isGood(said)) return { outcome: 'later', error: 'The address answered, but not as Slack does.' };
        const outcome = refusalOf(said, 'Slack', 'address');
        // A channel can come back; a webhook that was removed cannot.
        return outcome.outcome === 'never' && /^channel_/.test(said.text)
          ? { outcome: 'never', error: outcome.error }
          : outcome;
      },
    );

  return {
    name: 'slack',
    title: 'Slack',
    summary: 'Posts to channels: by a bot with one thread for each incident, or by an incoming webhook.',
    receiptMeaning:
      'Slack took the message and named it (bot) or said ok (webhook). Slack knows no repeats: a crash between its answer and our note can post a message twice.',
    audience: 'staff',
    address: {
      label: 'Channel or webhook',
      help: 'A channel’s id or #name for the bot (invite it there), or the address of an incoming webhook: in your Slack app, “Incoming Webhooks”, “Add New Webhook”. Only the bot can answer in threads.',
      example: '#status',
      secret: true,
      own: isOwnUrl,
      parse(text) {
        const given = text.trim();
        if (isUrl(given))
          return webhookUrl(outbound, given, {
            path: /^\/services\/[\w/-]+$/,
            wanted: 'incoming webhook of Slack: its path starts with /services/',
          });
        if (/^[CGD][A-Z0-9]{7,20}$/.test(given)) return { address: given };
        if (/^#[\p{L}\p{N}_-]{1,80}$/u.test(given)) return { address: given.toLowerCase() };
        return { fault: 'Enter a channel’s id (C…), its #name, or an address that starts with https://.' };
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('slack'),
    threads: true,
    providers: [slackBot],
    fixed: {
      name: 'Incoming webhooks',
      detail: 'Incoming webhooks need no account. Add a bot to post by channel and in threads.',
      serves: isUrl,
      way: { send: toWebhook },
    },
    show(content) {
      const note = fit(noteOf(content));
      const message = messageOf(note);
      const { text } = (message.blocks.at(-1) as { text: { text: string } }).text;
      return { texts: [{ text: wordsOf(note), measure: inUtf16(text, SECTION) }], payload: message };
    },
  };
}
