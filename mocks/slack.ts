/**
 * A pretend Slack: chat.postMessage and auth.test of the Web API, and incoming webhooks. Refuses what Slack refuses:
 * unknown tokens and channels, blocks that break their limits, threads that are none.
 * Source: docs.slack.dev (methods chat.postMessage and auth.test, Block Kit reference, incoming webhooks).
 */
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const SLACK_TOKEN = 'xoxb-000000000000-pretend';
export const SLACK_CHANNEL = 'C0PRETEND1';
export const SLACK_HOOK = '/services/T0PRETEND/B0PRETEND/pretendpretendpretend01';

export type PretendSlack = Service & {
  /** The address of the Web API, and of the incoming webhook. */
  apiUrl: string;
  hookUrl: string;
  /** From now on the API answers so, whatever is asked; null: as it should. */
  refuse(error: string | null): void;
};

type Block = Record<string, unknown> & { type?: string };

export async function startSlack(): Promise<PretendSlack> {
  let refused: string | null = null;
  const threads = new Set<string>();
  const no = (error: string): Reply => ({ body: { ok: false, error } });

  function post({ body, headers }: Asked): Reply {
    if (headers['authorization'] !== `Bearer ${SLACK_TOKEN}`) return no('invalid_auth');
    const given = body as Record<string, string>;
    if (given['channel'] !== SLACK_CHANNEL && given['channel'] !== '#status') return no('channel_not_found');
    const blocks = parsed(given['blocks']);
    if (!given['text'] && blocks.length === 0) return no('no_text');
    if (faultIn(blocks)) return no('invalid_blocks');
    const thread = given['thread_ts'];
    if (thread !== undefined && !threads.has(thread)) return no('thread_not_found');
    const ts = `1700000000.${String(threads.size + 1).padStart(6, '0')}`;
    threads.add(ts);
    return {
      body: { ok: true, channel: SLACK_CHANNEL, ts, message: { type: 'message', ts, text: given['text'] } },
      message: { to: `${given['channel']}${thread ? ` in ${thread}` : ''}`, text: wordsOf(blocks), id: ts },
    };
  }

  function hook({ body }: Asked): Reply {
    const { text, blocks = [] } = body as { text?: string; blocks?: Block[] };
    if (typeof body !== 'object') return { status: 400, body: 'invalid_payload' };
    if (!text && blocks.length === 0) return { status: 400, body: 'no_text' };
    if (faultIn(blocks)) return { status: 400, body: 'invalid_blocks' };
    return { body: 'ok', message: { to: 'webhook', text: wordsOf(blocks) } };
  }

  const service = await startService({
    name: 'slack',
    answer(asked) {
      if (asked.method !== 'POST') return { status: 404, body: 'not found' };
      if (asked.path === SLACK_HOOK) return refused ? { status: 404, body: refused } : hook(asked);
      if (asked.path.startsWith('/services/')) return { status: 404, body: 'no_service' };
      if (refused) return no(refused);
      if (asked.path === '/api/chat.postMessage') return post(asked);
      if (asked.path === '/api/auth.test')
        return asked.headers['authorization'] === `Bearer ${SLACK_TOKEN}`
          ? {
              body: {
                ok: true,
                url: 'https://pretend.slack.com/',
                team: 'Pretend',
                user: 'candor',
                team_id: 'T0PRETEND',
                user_id: 'U0PRETEND',
                bot_id: 'B0PRETEND',
              },
            }
          : no('invalid_auth');
      return no('unknown_method');
    },
    failure: ({ status, retryAfterSeconds = 30 }, { path }) =>
      status === 429
        ? {
            status,
            headers: { 'retry-after': String(retryAfterSeconds) },
            body: path.startsWith('/api/') ? { ok: false, error: 'ratelimited' } : 'rate_limited',
          }
        : { status, body: 'rollup_error' },
  });
  return {
    ...service,
    apiUrl: `${service.url}/api`,
    hookUrl: `${service.url}${SLACK_HOOK}`,
    refuse(error) {
      refused = error;
    },
  };
}

const parsed = (text: string | undefined): Block[] => (text ? (JSON.parse(text) as Block[]) : []);

const textIn = (block: unknown): { type?: string; text?: string } =>
  ((block as Record<string, unknown>)['text'] ?? {}) as { type?: string; text?: string };

/** Null, or the limit of Block Kit that is broken. */
function faultIn(blocks: readonly Block[]): string | null {
  if (blocks.length > 50) return 'more than 50 blocks';
  for (const block of blocks) {
    const { type, text = '' } = textIn(block);
    if (block.type === 'header' && (type !== 'plain_text' || text.length < 1 || text.length > 150))
      return 'header';
    if (block.type === 'section' && (type !== 'mrkdwn' || text.length < 1 || text.length > 3_000))
      return 'section';
    if (block.type === 'context') {
      const elements = block['elements'] as { text?: string }[];
      if (elements.length < 1 || elements.length > 10) return 'context';
      if (elements.some((each) => !each.text || each.text.length > 3_000)) return 'context';
    } else if (!['header', 'section'].includes(block.type ?? '')) return 'type';
  }
  return null;
}

/** As Slack shows it, with its three escaped characters written out. */
const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) =>
      block.type === 'context'
        ? (block['elements'] as { text: string }[]).map(({ text }) => text)
        : [textIn(block).text ?? ''],
    )
    .join('\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
