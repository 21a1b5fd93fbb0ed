/**
 * A pretend Mattermost: incoming webhooks, and posts of a bot with threads and its memory of repeats.
 * Source: developers.mattermost.com/integrate/webhooks/incoming, api.mattermost.com (posts, users/me, errors).
 */
import { type Asked, type Reply, type Service, startService, unescaped } from './services.ts';

export const MATTERMOST_TOKEN = 'pretendmattermosttoken0001';
export const MATTERMOST_CHANNEL = 'pretendchannel000000000001';
const HOOK = '/hooks/pretendhook000000000000001';

export type PretendMattermost = Service & { hookUrl: string; goneUrl: string };

const no = (status: number, id: string, message: string): Reply => ({
  status,
  body: { id, message, detailed_error: '', request_id: 'pretend', status_code: status },
});

export async function startMattermost(): Promise<PretendMattermost> {
  const posts = new Set<string>();
  const pending = new Map<string, string>();

  function post({ body }: Asked): Reply {
    const { channel_id, message = '', root_id, pending_post_id = '' } = body as Record<string, string>;
    if (channel_id !== MATTERMOST_CHANNEL)
      return no(403, 'api.context.permissions.app_error', 'You do not have the appropriate permissions.');
    if ([...message].length > 16_383)
      return no(
        400,
        'model.post.is_valid.message_length.app_error',
        'Post Message property is longer than the maximum.',
      );
    if (root_id && !posts.has(root_id))
      return no(400, 'api.post.create_post.root_id.app_error', 'Invalid RootId parameter.');
    const id = pending.get(pending_post_id) ?? `post${String(posts.size + 1).padStart(22, '0')}`;
    if (pending_post_id) pending.set(pending_post_id, id);
    posts.add(id);
    return {
      status: 201,
      body: { id, channel_id, root_id: root_id ?? '', message, create_at: 1_772_359_200_000 },
      message: {
        to: `${channel_id}${root_id ? ` in ${root_id}` : ''}`,
        text: unescaped(message),
        id: pending_post_id,
      },
    };
  }

  const service = await startService({
    name: 'mattermost',
    answer(asked) {
      if (asked.path === HOOK && asked.method === 'POST') {
        const { text = '' } = asked.body as { text?: string };
        if (!text) return no(400, 'web.incoming_webhook.text.app_error', 'No text specified.');
        return { body: 'ok', message: { to: 'webhook', text: unescaped(text) } };
      }
      if (asked.path.startsWith('/hooks/'))
        return no(400, 'web.incoming_webhook.invalid.app_error', 'Invalid webhook.');
      if (asked.headers['authorization'] !== `Bearer ${MATTERMOST_TOKEN}`)
        return no(
          401,
          'api.context.session_expired.app_error',
          'Invalid or expired session, please login again.',
        );
      if (asked.path === '/api/v4/users/me')
        return { body: { id: 'user', username: 'candor', is_bot: true } };
      return asked.path === '/api/v4/posts' && asked.method === 'POST'
        ? post(asked)
        : no(404, 'api.context.404.app_error', "Sorry, we couldn't find the page.");
    },
    failure: ({ status, retryAfterSeconds = 1 }) =>
      status === 429
        ? {
            status,
            body: 'limit exceeded',
            headers: { 'retry-after': String(retryAfterSeconds), 'x-ratelimit-remaining': '0' },
          }
        : { status, body: '<html>proxy</html>' },
  });
  return {
    ...service,
    hookUrl: service.url + HOOK,
    goneUrl: `${service.url}/hooks/pretendhook000000000000002`,
  };
}
