/**
 * Telegram by a bot: to groups, their topics, channels and people who wrote to the bot first. Staff adds the chats;
 * readers cannot subscribe by themselves here. Reads nothing of what is said in a chat.
 * Source: core.telegram.org/bots/api (sendMessage, getMe, ResponseParameters).
 */
import { z } from 'zod';
import { inUtf16 } from '#lib/measure/text.ts';
import { type Carrier, type Outcome, provider } from '../carrier.ts';
import { BaseUrl } from '../chat/address.ts';
import { ask, carried, findingOf, isGood, perRoom, refusalOf, type Said } from '../chat/exchange.ts';
import { noteOf } from '../chat/note.ts';
import { MESSAGE, messageOf } from './html.ts';

const Settings = z.strictObject({
  token: z
    .string()
    .trim()
    .regex(/^\d{5,15}:[\w-]{30,60}$/, 'A bot’s token looks like 123456789:AA….')
    .meta({ title: 'Bot token', description: 'As @BotFather gave it.', secret: true }),
  apiUrl: BaseUrl.default('https://api.telegram.org').meta({
    title: 'API address',
    description: 'Another one for a Bot API server of your own.',
  }),
});

const telegramBot = provider({
  name: 'bot',
  title: 'Bot',
  detail: 'One bot for all chats. It has to be a member of a group, and an administrator of a channel.',
  setUp: [
    'Write `/newbot` to [@BotFather](https://t.me/BotFather) and copy the token.',
    'Add the bot to the group, or to the channel as an administrator that may post.',
    'A public channel is addressed by its @name. The id of a group is what `getUpdates` of the bot shows after somebody wrote `/start@NAME` there; it begins with `-`.',
  ],
  settings: Settings,
  open({ token, apiUrl }, { outbound, clock }) {
    const given = { outbound, url: apiUrl, title: 'Telegram', whose: 'account', secrets: [token] } as const;
    const call = (method: string, json: unknown, signal: AbortSignal) =>
      ask(outbound, `${apiUrl}/bot${token}/${method}`, { json, signal });
    return {
      send: (delivery, content, signal) =>
        carried(given, async () => {
          const message = messageOf(noteOf(content, delivery));
          const [chat, topic] = delivery.address.split('/');
          const first = Number(delivery.thread?.first.id?.split('/').at(-1));
          const post = (to: string, words: { text: string; parse_mode?: 'HTML' }) =>
            call(
              'sendMessage',
              {
                chat_id: to.startsWith('@') ? to : Number(to),
                ...(topic ? { message_thread_id: Number(topic) } : {}),
                ...words,
                link_preview_options: { is_disabled: true },
                ...(first
                  ? { reply_parameters: { message_id: first, allow_sending_without_reply: true } }
                  : {}),
              },
              signal,
            );
          const tagged = { text: message.html, parse_mode: 'HTML' } as const;
          let said = await post(chat!, tagged);
          // A group that became a supergroup has another id from then on, and says so.
          const moved = parametersOf(said)['migrate_to_chat_id'];
          if (moved !== undefined) said = await post(String(moved), tagged);
          else if (said.status === 400 && /can't parse entities/i.test(descriptionOf(said)))
            said = await post(chat!, { text: message.text });
          return outcomeOf(said, clock.now());
        }),
      async check(signal) {
        const found = await carried(given, async () => {
          const said = await call('getMe', {}, signal);
          const { username } = (said.json['result'] ?? {}) as { username?: string };
          return username ? { outcome: 'accepted', receipt: { username } } : outcomeOf(said, clock.now());
        });
        return findingOf('The token, by getMe', found, ({ username }) => `@${username}`);
      },
    };
  },
});

const parametersOf = ({ json }: Said) => (json['parameters'] ?? {}) as Record<string, unknown>;
const descriptionOf = ({ json }: Said) => String(json['description'] ?? '');

/** The chat will never hear this bot again, unless somebody there lets it in. */
const SHUT_OUT = /bot was (blocked|kicked)|user is deactivated|group chat was deleted|chat was deleted/i;

function outcomeOf(said: Said, at: string): Outcome {
  const { status, json } = said;
  const result = json['result'] as { message_id?: number; chat?: { id?: number } } | undefined;
  if (isGood(said) && json['ok'] === true && result?.message_id !== undefined) {
    const id = `${result.chat?.id}/${result.message_id}`;
    return { outcome: 'accepted', receipt: { id, status, at } };
  }
  if (isGood(said)) return { outcome: 'later', error: 'Telegram answered without naming the message.' };
  const seconds = Number(parametersOf(said)['retry_after']);
  const wait = seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
  // A wrong token is no address of the API at all: 404 without the name of a chat.
  if (status === 404) return { outcome: 'later', error: 'Telegram knows no such bot.', scope: 'provider' };
  const outcome = refusalOf({ ...said, ...wait }, 'Telegram', 'account', descriptionOf(said));
  return outcome.outcome === 'never' && SHUT_OUT.test(descriptionOf(said))
    ? { ...outcome, suppress: true }
    : outcome;
}

export function createTelegramCarrier(): Carrier {
  return {
    name: 'telegram',
    title: 'Telegram',
    summary: 'Posts to groups, topics and channels by a bot; messages of one incident answer the first.',
    receiptMeaning:
      'Telegram took the message and named it; it says nothing of who read it. Telegram knows no repeats: a crash between its answer and our note can post a message twice.',
    audience: 'staff',
    address: {
      label: 'Chat',
      help: 'A channel’s @name, or the id of a group or channel (it begins with -). For a topic of a group, the id, a slash and the topic’s number.',
      example: '@acme_status',
      secret: false,
      parse(text) {
        const address = text.trim().replace(/^https:\/\/t\.me\//, '@');
        if (/^@[a-z]\w{3,31}$/i.test(address)) return { address: address.toLowerCase() };
        if (/^-?\d{3,17}(\/\d{1,12})?$/.test(address)) return { address };
        return { fault: 'Enter a channel’s @name, or a chat’s id such as -1001234567890.' };
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('telegram'),
    threads: true,
    providers: [telegramBot],
    show(content) {
      const { html, text } = messageOf(noteOf(content));
      return { html, texts: [{ text, measure: inUtf16(text, MESSAGE) }] };
    },
  };
}
