/**
 * Discord: to a channel by a webhook, whose address is its own key, or by a bot whose messages answer each other. A
 * webhook of a forum opens one post for each incident. Reads nothing, mentions nobody.
 * Source: docs.discord.com/developers/resources/webhook#execute-webhook, …/resources/message#create-message.
 */
import { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import { inUtf16 } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { type Carrier, type Outcome, provider, type Send } from '../carrier.ts';
import { BaseUrl, isOwnUrl, isUrl, secretOf, Token, webhookUrl } from '../chat/address.ts';
import {
  ask,
  carried,
  findingOf,
  isGood,
  perRoom,
  refusalOf,
  type Said,
  type Whose,
} from '../chat/exchange.ts';
import { noteOf, shortened, wordsOf } from '../chat/note.ts';
import { DESCRIPTION, fit, messageOf, THREAD_NAME } from './embed.ts';

/** Discord wants to know who calls, in this form. */
const agent = (publicUrl: string) => ({ 'user-agent': `DiscordBot (${publicUrl}, 1.0)` });
const UNKNOWN_CHANNEL = 10_003;
const UNKNOWN_WEBHOOK = 10_015;
const WRONG_WEBHOOK_TOKEN = 50_027;
const FORUM_NEEDS_THREAD = 220_001;
/** At most so long, and remembered for some minutes. */
const NONCE = 25;

const ADVICE: Record<number, string> = {
  50001: 'the bot does not see the channel',
  50013: 'the bot may not write there: give it “Send Messages” and “Embed Links”',
};

function outcomeOf(said: Said, whose: Whose, at: string): Outcome {
  const { json, status } = said;
  if (isGood(said) && typeof json['id'] === 'string')
    return { outcome: 'accepted', receipt: { id: json['id'], channel: json['channel_id'], status, at } };
  if (isGood(said)) return { outcome: 'later', error: 'Discord answered without naming the message.' };
  const code = Number(json['code']);
  const seconds = Number(json['retry_after']);
  const wait = status === 429 && seconds >= 0 ? { retryAfterMs: Math.ceil(seconds * 1_000) } : {};
  const words = [json['message'], ADVICE[code]].filter((each) => typeof each === 'string').join('; ');
  const outcome = refusalOf({ ...said, ...wait }, 'Discord', whose, words);
  const gone = [UNKNOWN_CHANNEL, UNKNOWN_WEBHOOK, WRONG_WEBHOOK_TOKEN].includes(code);
  return gone && outcome.outcome === 'never' ? { ...outcome, suppress: true } : outcome;
}

const Settings = z.strictObject({
  token: Token.meta({
    title: 'Bot token',
    description: 'Under “Bot” of the application, “Reset Token”.',
    secret: true,
  }),
  apiUrl: BaseUrl.default('https://discord.com/api/v10').meta({ title: 'API address' }),
});

const bot = (clock: Clock) =>
  provider({
    name: 'bot',
    title: 'Bot',
    detail: 'Posts to channels by their id; messages of one incident answer the first.',
    setUp: [
      'Create an application at [discord.com/developers/applications](https://discord.com/developers/applications) and copy the token under “Bot”.',
      'Under “OAuth2” make an address with the scope `bot` and the permissions “View Channels”, “Send Messages”, “Embed Links” and “Read Message History”; open it and add the bot to your server.',
      'A channel’s id: switch on “Developer Mode” in Discord’s settings, then “Copy Channel ID”.',
    ],
    settings: Settings,
    serves: (_settings, address) => !isUrl(address),
    open({ token, apiUrl }, { outbound, publicUrl }) {
      const given = { outbound, url: apiUrl, title: 'Discord', whose: 'account', secrets: [token] } as const;
      const headers = { ...agent(publicUrl()), authorization: `Bot ${token}` };
      return {
        send: (delivery, content, signal) =>
          carried(given, async () => {
            const first = delivery.thread?.first.id;
            const said = await ask(outbound, `${apiUrl}/channels/${delivery.address}/messages`, {
              headers,
              json: {
                ...messageOf(noteOf(content, delivery)),
                ...(first ? { message_reference: { message_id: first, fail_if_not_exists: false } } : {}),
                nonce: delivery.key.slice(0, NONCE),
                enforce_nonce: true,
              },
              signal,
            });
            return outcomeOf(said, 'account', clock.now());
          }),
        async check(signal) {
          const found = await carried(given, async () => {
            const said = await ask(outbound, `${apiUrl}/users/@me`, { method: 'GET', headers, signal });
            const { username } = said.json;
            return typeof username === 'string'
              ? { outcome: 'accepted', receipt: { username } }
              : outcomeOf(said, 'account', clock.now());
          });
          return findingOf('The token, by /users/@me', found, ({ username }) => username);
        },
      };
    },
  });

export function createDiscordCarrier({
  outbound,
  clock,
  config,
}: {
  outbound: Outbound;
  clock: Clock;
  config: { publicUrl: string };
}): Carrier {
  const toWebhook: Send = (delivery, content, signal) => {
    const { address } = delivery;
    const given = {
      outbound,
      url: address,
      title: 'Discord',
      whose: 'address',
      secrets: secretOf(address),
    } as const;
    return carried(given, async () => {
      const note = noteOf(content, delivery);
      const post = (thread: string | null, name?: string) => {
        const url = new URL(address);
        // Without it Discord answers before it has kept the message.
        url.searchParams.set('wait', 'true');
        if (thread) url.searchParams.set('thread_id', thread);
        return ask(outbound, url.href, {
          headers: agent(config.publicUrl),
          json: { ...messageOf(note), ...(name ? { thread_name: name } : {}) },
          signal,
        });
      };
      const known = delivery.thread?.first['thread'];
      let thread = typeof known === 'string' ? known : null;
      let said = await post(thread);
      if (thread && Number(said.json['code']) === UNKNOWN_CHANNEL) {
        thread = null;
        said = await post(null);
      }
      const isForum = Number(said.json['code']) === FORUM_NEEDS_THREAD;
      if (isForum) said = await post(null, shortened(note.title || '…', THREAD_NAME));
      const outcome = outcomeOf(said, 'address', clock.now());
      if (outcome.outcome !== 'accepted' || !(isForum || thread)) return outcome;
      return { ...outcome, receipt: { ...outcome.receipt, thread: outcome.receipt['channel'] } };
    });
  };

  return {
    name: 'discord',
    title: 'Discord',
    summary: 'Posts to channels and forums, by a webhook or by a bot.',
    receiptMeaning:
      'Discord kept the message and named it. A bot’s repeats within a few minutes are recognised; a webhook’s are not, so a crash between Discord’s answer and our note can post twice.',
    audience: 'staff',
    address: {
      label: 'Webhook or channel',
      help: 'The address of a webhook (the channel’s settings, “Integrations”, “Webhooks”, “Copy Webhook URL”), or a channel’s id for the bot.',
      example: 'https://discord.com/api/webhooks/…',
      secret: true,
      own: isOwnUrl,
      parse(text) {
        const given = text.trim();
        if (isUrl(given))
          return webhookUrl(outbound, given, {
            path: /^\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]+$/,
            wanted: 'webhook of Discord: its path is /api/webhooks/ID/TOKEN',
          });
        if (/^\d{15,21}$/.test(given)) return { address: given };
        return { fault: 'Enter the address of a webhook, or a channel’s id of 15 to 21 digits.' };
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('discord'),
    threads: true,
    providers: [bot(clock)],
    fixed: {
      name: 'Webhooks',
      detail: 'Webhooks need no account. Add a bot to post by channel, with answers to the first message.',
      serves: isUrl,
      way: { send: toWebhook },
    },
    show(content) {
      const note = fit(noteOf(content));
      const message = messageOf(note);
      const measure = inUtf16(message.embeds[0]!.description, DESCRIPTION);
      return { texts: [{ text: wordsOf(note), measure }], payload: message };
    },
  };
}
