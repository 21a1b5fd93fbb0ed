/**
 * Slack by a bot of one's own workspace, through the vendor's client over the guarded door: channels by name or id,
 * threads, and a check that tells nobody. The client is loaded at the first message and retries nothing by itself.
 * Source: docs.slack.dev/reference/methods/chat.postMessage, …/auth.test.
 */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Finding, Outcome, Send, Tools } from '../carrier.ts';
import { provider } from '../carrier.ts';
import { BaseUrl, isUrl, Token } from '../chat/address.ts';
import { carried, findingOf, TIMEOUT_MS } from '../chat/exchange.ts';
import { noteOf } from '../chat/note.ts';
import { messageOf } from './blocks.ts';

const Settings = z.strictObject({
  token: Token.regex(/^xox[a-z.-]/, 'A bot token starts with xoxb-.').meta({
    title: 'Bot token',
    description: 'Under “OAuth & Permissions” of the app, after it was installed.',
    example: 'xoxb-…',
    secret: true,
  }),
  apiUrl: BaseUrl.default('https://slack.com/api').meta({
    title: 'API address',
    description: 'Another one only for Slack’s government cloud.',
  }),
});
type Settings = z.output<typeof Settings>;

export const slackBot = provider({
  name: 'bot',
  title: 'Bot',
  detail: 'Posts to any channel it was invited to, and keeps every incident in one thread.',
  setUp: [
    'Create an app at [api.slack.com/apps](https://api.slack.com/apps), “From scratch”, in your workspace.',
    'Under “OAuth & Permissions” add the bot scope `chat:write` (and `chat:write.public` to post to public channels without an invitation).',
    'Install the app to the workspace and copy the “Bot User OAuth Token”.',
    'Invite the bot to each channel: `/invite @NAME`.',
  ],
  settings: Settings,
  serves: (_settings, address) => !isUrl(address),
  open: (settings, tools) => ({
    send: (delivery, content, signal) => send(settings, tools, delivery, content, signal),
    check: (signal) => check(settings, tools, signal),
  }),
});

/** The client of one call, because its door carries that call's signal. */
async function clientFor(
  { token, apiUrl }: Settings,
  outbound: Outbound,
  signal: AbortSignal,
): Promise<WebClient> {
  const { WebClient: Client } = await import('@slack/web-api');
  const silent = () => {};
  return new Client(token, {
    slackApiUrl: `${apiUrl}/`,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: fetchOver(outbound, signal),
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: silent,
      setLevel: silent,
      setName: silent,
      getLevel: () => 'error' as never,
    },
  });
}

const fetchOver =
  (outbound: Outbound, signal: AbortSignal) =>
  async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { status, headers, body } = await outbound.request(String(url), {
      method: 'POST',
      headers: init.headers as Record<string, string>,
      body: String(init.body ?? ''),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    return new Response(status === 204 || status === 304 ? null : new Uint8Array(body), { status, headers });
  };

const send = (
  settings: Settings,
  { outbound, clock }: Tools,
  ...[delivery, content, signal]: Parameters<Send>
): Promise<Outcome> =>
  carried(
    { outbound, url: settings.apiUrl, title: 'Slack', whose: 'account', secrets: [settings.token] },
    async () => {
      const note = noteOf(content, delivery);
      const client = await clientFor(settings, outbound, signal);
      const first = delivery.thread?.first.id;
      const post = async (thread: string | undefined): Promise<Outcome> => {
        const answer = await client.chat.postMessage({
          channel: delivery.address,
          ...(messageOf(note) as { text: string; blocks: never[] }),
          unfurl_links: false,
          unfurl_media: false,
          // The end of an incident is said to the whole channel, not to the thread alone.
          ...(thread ? { thread_ts: thread, reply_broadcast: note.settled } : {}),
        } as never);
        const { ts, channel } = answer as { ts?: string; channel?: string };
        if (!ts) return { outcome: 'later', error: 'Slack said yes without naming the message.' };
        return { outcome: 'accepted', receipt: { id: ts, channel, at: clock.now(), status: 200 } };
      };
      try {
        return await post(first);
      } catch (error) {
        if (first && NO_THREAD.has(codeIn(error))) return post(undefined).catch(outcomeOf);
        return outcomeOf(error);
      }
    },
  );

/** The thread cannot be answered any more; the word itself can still be said. */
const NO_THREAD = new Set([
  'thread_not_found',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
]);

/** The workspace, the app or the token: every channel would be refused. */
const WAY = new Set([
  'access_denied',
  'accesslimited',
  'account_inactive',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'fatal_error',
  'internal_error',
  'invalid_auth',
  'message_limit_exceeded',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'request_timeout',
  'service_unavailable',
  'team_access_not_granted',
  'team_added_to_org',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);

const ADVICE: Record<string, string> = {
  channel_not_found: 'there is no such channel, or the bot was not invited to it',
  not_in_channel: 'invite the bot to the channel',
  is_archived: 'the channel is archived',
  missing_scope: 'the app lacks the scope chat:write',
  restricted_action: 'the workspace does not let the bot post there',
};

type SlackFailure = { code?: string; statusCode?: number; retryAfter?: number; data?: { error?: string } };

const codeIn = (error: unknown): string => (error as SlackFailure).data?.error ?? '';

function outcomeOf(error: unknown): Outcome {
  const { code, statusCode = 0, retryAfter } = error as SlackFailure;
  const said = codeIn(error);
  if (code === 'slack_webapi_rate_limited_error' || /^rate_?limited$/.test(said))
    return {
      outcome: 'later',
      error: 'Slack asks to wait.',
      throttled: true,
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1_000 }),
    };
  if (code === 'slack_webapi_platform_error') {
    // A body that is no answer of Slack's API at all, such as the page of a proxy, is the way's.
    const known = /^[a-z_]{1,60}$/.test(said);
    const words = known
      ? `Slack answered ${said}${ADVICE[said] ? `: ${ADVICE[said]}` : ''}.`
      : 'Slack’s answer cannot be read.';
    return !known || WAY.has(said)
      ? { outcome: 'later', error: words, scope: 'provider' }
      : { outcome: 'never', error: words };
  }
  if (code === 'slack_webapi_http_error')
    return { outcome: 'later', error: `Slack answered ${statusCode}.`, scope: 'provider' };
  throw (error as { original?: Error }).original ?? error;
}

async function check(settings: Settings, { outbound }: Tools, signal: AbortSignal): Promise<Finding[]> {
  const found = await carried(
    { outbound, url: settings.apiUrl, title: 'Slack', whose: 'account', secrets: [settings.token] },
    async () => {
      try {
        const answer = await (await clientFor(settings, outbound, signal)).auth.test();
        return { outcome: 'accepted', receipt: { user: answer.user, team: answer.team } };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  );
  return findingOf('The token, by auth.test', found, ({ user, team }) => `${user} in ${team}`);
}
