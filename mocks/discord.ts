/**
 * A pretend Discord: webhooks of a channel and of a forum, and a bot's messages. Refuses what Discord refuses: wrong
 * tokens, embeds beyond their limits, a forum without a thread's name.
 * Source: docs.discord.com/developers (webhook, message, rate limits, JSON error codes).
 */
import { type Asked, type Reply, type Service, startService, unescaped } from './services.ts';

export const DISCORD_TOKEN = 'pretend.discord.token-0001';
export const DISCORD_CHANNEL = '100000000000000001';
const HOOK = '/api/webhooks/200000000000000001/pretend-webhook-token-01';
const FORUM = '/api/webhooks/200000000000000002/pretend-webhook-token-02';
const FORUM_CHANNEL = '100000000000000002';

export type PretendDiscord = Service & { apiUrl: string; hookUrl: string; forumUrl: string };

type Embed = {
  title?: string;
  description?: string;
  author?: { name?: string };
  footer?: { text?: string };
  fields?: unknown[];
};
type Post = {
  content?: string;
  embeds?: Embed[];
  allowed_mentions?: { parse?: string[] };
  thread_name?: string;
  message_reference?: { message_id?: string };
  nonce?: string;
  enforce_nonce?: boolean;
};

const no = (status: number, code: number, message: string): Reply => ({ status, body: { message, code } });

export async function startDiscord(): Promise<PretendDiscord> {
  const threads = new Set<string>();
  const byNonce = new Map<string, string>();
  let last = 300_000_000_000_000_000n;
  const snowflake = () => String(++last);

  function keep(given: Post, to: string, channel: string): Reply {
    const id = (given.enforce_nonce && byNonce.get(given.nonce ?? '')) || snowflake();
    if (given.enforce_nonce && given.nonce) byNonce.set(given.nonce, id);
    const [embed] = given.embeds ?? [];
    const text = [embed?.title, embed?.author?.name, embed?.description, given.content]
      .filter(Boolean)
      .join('\n');
    return {
      body: { id, channel_id: channel, type: 0, timestamp: '2026-03-01T10:00:00.000000+00:00' },
      message: { to, text: unescaped(text), id: given.nonce ?? id },
    };
  }

  function hook({ body, query, path }: Asked): Reply {
    const given = body as Post;
    const fault = faultIn(given);
    if (fault) return fault;
    const isForum = path === FORUM;
    const thread = query.get('thread_id');
    if (thread && !threads.has(thread)) return no(404, 10_003, 'Unknown Channel');
    if (isForum && !thread && !given.thread_name)
      return no(400, 220_001, 'Webhooks posted to forum channels must have a thread_name or thread_id');
    if (!isForum && given.thread_name)
      return no(400, 220_003, 'Webhooks can only create threads in forum channels');
    let channel = thread ?? (isForum ? FORUM_CHANNEL : DISCORD_CHANNEL);
    if (given.thread_name) {
      channel = snowflake();
      threads.add(channel);
    }
    const reply = keep(given, `webhook${thread ? ` in ${thread}` : ''}`, channel);
    return query.get('wait') === 'true' ? reply : { ...reply, status: 204, body: '' };
  }

  const service = await startService({
    name: 'discord',
    answer(asked) {
      if (!/^DiscordBot \(.+, .+\)$/.test(asked.headers['user-agent'] ?? ''))
        return no(403, 40_333, 'internal network error');
      if (asked.path === HOOK || asked.path === FORUM) return hook(asked);
      if (asked.path.startsWith('/api/webhooks/')) return no(404, 10_015, 'Unknown Webhook');
      if (asked.headers['authorization'] !== `Bot ${DISCORD_TOKEN}`) return no(401, 0, '401: Unauthorized');
      if (asked.path === '/api/v10/users/@me')
        return { body: { id: '400000000000000001', username: 'candor', bot: true } };
      const channel = /^\/api\/v10\/channels\/(\d+)\/messages$/.exec(asked.path)?.[1];
      if (asked.method !== 'POST' || !channel) return no(404, 0, '404: Not Found');
      if (channel === '100000000000000009') return no(403, 50_001, 'Missing Access');
      if (channel !== DISCORD_CHANNEL) return no(404, 10_003, 'Unknown Channel');
      const given = asked.body as Post;
      if ((given.nonce ?? '').length > 25) return no(400, 50_035, 'Invalid Form Body');
      const answers = given.message_reference?.message_id;
      return faultIn(given) ?? keep(given, `${channel}${answers ? ` to ${answers}` : ''}`, channel);
    },
    failure: ({ status, retryAfterSeconds = 1.5 }) =>
      status === 429
        ? {
            status,
            headers: { 'retry-after': String(Math.ceil(retryAfterSeconds)), 'x-ratelimit-scope': 'user' },
            body: { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global: false },
          }
        : { status, body: '<html>upstream error</html>' },
  });
  return {
    ...service,
    apiUrl: `${service.url}/api/v10`,
    hookUrl: service.url + HOOK,
    forumUrl: service.url + FORUM,
  };
}

function faultIn({ content = '', embeds = [], allowed_mentions, thread_name = '' }: Post): Reply | null {
  const sizes = embeds.map(({ title = '', description = '', author, footer }) => [
    title.length,
    description.length,
    author?.name?.length ?? 0,
    footer?.text?.length ?? 0,
  ]);
  const isTooLong = sizes.some(
    ([title = 0, description = 0, author = 0, footer = 0]) =>
      title > 256 || description > 4_096 || author > 256 || footer > 2_048,
  );
  const all = sizes.flat().reduce((sum, size) => sum + size, 0);
  if (isTooLong || all > 6_000 || embeds.length > 10 || content.length > 2_000 || thread_name.length > 100)
    return no(400, 50_035, 'Invalid Form Body');
  if (!content && all === 0) return no(400, 50_006, 'Cannot send an empty message');
  // Not Discord's rule but ours: without it any @everyone of a text would ring.
  if (allowed_mentions?.parse?.length !== 0) return no(400, 50_035, 'allowed_mentions is open');
  return null;
}
