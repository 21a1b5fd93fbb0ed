/**
 * One account of X, by API v2: posts, answers to its own posts, pictures. X knows no key by which a repeat is
 * recognised, but it refuses the same text twice; then the account's last posts are read, and a post of this text is
 * taken for the one that was sent before.
 */
import { randomBytes } from 'node:crypto';
import { X } from '#lib/measure/posts.ts';
import { attempt, type Called, call, failureOf, field, type Request, says, textAt } from '../call.ts';
import type { Content, Finding, Outcome, Outgoing, Tools, Way } from '../carrier.ts';
import { answered, postOf } from '../posts/carrier.ts';
import { handedOver, multipart, type Picture, pictureOf } from '../posts/picture.ts';
import { authorization, type Keys } from './oauth.ts';

const DUPLICATE = /duplicate content/i;
const GONE = /deleted or not visible/i;
/** Said of this post, not of the account. */
const TOO_LONG = /too long/i;
const LOOK_BACK = 20;
const CLOCKS_APART_MS = 60_000;
const MOST_ALT = 1_000;

export function createXWay(settings: Keys & { handle: string; baseUrl: string }, tools: Tools): Way {
  const { clock, outbound, log } = tools;
  const base = settings.baseUrl.replace(/\/+$/, '');
  const secrets = [settings.apiKeySecret, settings.accessToken, settings.accessTokenSecret];
  let ownId: string | null = null;

  const ask = (path: string, request: Request): Promise<Called> => {
    const url = `${base}${path}`;
    const once = { nonce: randomBytes(16).toString('hex'), seconds: Math.floor(clock.nowMs() / 1_000) };
    const signed = authorization(settings, request.method ?? 'POST', url, once);
    return call(outbound, url, { ...request, headers: { ...request.headers, authorization: signed } });
  };

  async function upload(picture: Picture, key: string, signal: AbortSignal): Promise<string | null> {
    const fields = { media_category: 'tweet_image', media_type: picture.type };
    const sent = multipart(fields, { name: 'media', picture }, `candor-${key.slice(0, 24)}`);
    const answer = await ask('/2/media/upload', { ...sent, signal });
    const id = textAt(answer.json, 'data', 'id');
    if (answer.status >= 300 || !id) return null;
    const alt = { alt_text: { text: picture.alt.slice(0, MOST_ALT) } };
    const described = await ask('/2/media/metadata', { json: { id, metadata: alt }, signal });
    // A picture that says nothing to whoever cannot see it is left out.
    return described.status < 300 ? id : null;
  }

  const post = (text: string, reply: string | null, media: string | null, signal: AbortSignal) =>
    ask('/2/tweets', {
      json: {
        text,
        ...(reply ? { reply: { in_reply_to_tweet_id: reply } } : {}),
        ...(media ? { media: { media_ids: [media] } } : {}),
      },
      signal,
    });

  /** The account's own number, asked for once. */
  async function me(signal: AbortSignal): Promise<Called> {
    const answer = await ask('/2/users/me', { method: 'GET', signal });
    ownId = textAt(answer.json, 'data', 'id') || null;
    return answer;
  }

  /** The post of this text that is not older than its message. */
  async function sentBefore(text: string, createdAt: string, signal: AbortSignal): Promise<string | null> {
    if (!ownId) await me(signal);
    if (!ownId) return null;
    const query = `max_results=${LOOK_BACK}&tweet.fields=created_at,entities`;
    const answer = await ask(`/2/users/${encodeURIComponent(ownId)}/tweets?${query}`, {
      method: 'GET',
      signal,
    });
    const posts = field(answer.json, 'data');
    if (!Array.isArray(posts)) return null;
    const sinceMs = Date.parse(createdAt) - CLOCKS_APART_MS;
    const found = posts.find(
      (one) => asWritten(one) === text.normalize('NFC') && Date.parse(textAt(one, 'created_at')) >= sinceMs,
    );
    return found ? textAt(found, 'id') : null;
  }

  async function send(delivery: Outgoing, content: Content, signal: AbortSignal): Promise<Outcome> {
    const text = postOf(content, X);
    if (!text) return { outcome: 'never', error: 'The message has no text.' };
    const picture = await pictureOf(content.form, tools, signal);
    const media = await handedOver(picture, log, (one) => upload(one, delivery.key, signal));
    const reply = answered(delivery)?.last ?? null;
    let answer = await post(text, reply, media, signal);
    let thread = reply;
    if (reply && answer.status === 403 && GONE.test(answer.text)) {
      thread = null;
      answer = await post(text, null, media, signal);
    }
    const id = textAt(answer.json, 'data', 'id');
    const receipt = { at: clock.now(), handle: settings.handle, answers: thread };
    if (answer.status < 300 && id)
      return { outcome: 'accepted', receipt: { id, status: answer.status, ...receipt } };
    if (answer.status === 403 && DUPLICATE.test(answer.text)) {
      const before = await sentBefore(text, delivery.createdAt, signal);
      if (before)
        return { outcome: 'accepted', receipt: { id: before, status: 403, foundAgain: true, ...receipt } };
      return {
        outcome: 'never',
        error:
          'X says that this text was posted already, and no post since then has it; look at the account.',
      };
    }
    return verdictOf(answer, clock.nowMs());
  }

  return {
    send: (delivery, content, signal) => attempt(secrets, () => send(delivery, content, signal)),
    async check(signal): Promise<Finding[]> {
      const what = 'Sign-in';
      let finding: Finding = { what, ok: false, detail: '' };
      const outcome = await attempt(secrets, async () => {
        const answer = await me(signal);
        const name = textAt(answer.json, 'data', 'username');
        if (!name)
          return answer.status < 300
            ? { outcome: 'never', error: 'X named no account.' }
            : verdictOf(answer, clock.nowMs());
        const same = name.toLowerCase() === settings.handle.replace(/^@/, '').toLowerCase();
        const detail = same
          ? `Signed in as @${name}. Whether it may post is seen at the first post: the app needs read and write.`
          : `These keys belong to @${name}, not to ${settings.handle}.`;
        finding = { what, ok: same, detail };
        return { outcome: 'accepted', receipt: {} };
      });
      return [outcome.outcome === 'accepted' ? finding : { ...finding, detail: outcome.error }];
    },
  };
}

/** X shortens links and escapes three letters; as its author wrote it. */
function asWritten(post: unknown): string {
  const links = field(post, 'entities', 'urls');
  let text = textAt(post, 'text');
  for (const link of Array.isArray(links) ? links : []) {
    const short = textAt(link, 'url');
    // The link of an attached picture was written by X.
    if (short) text = text.replaceAll(short, field(link, 'media_key') ? '' : textAt(link, 'expanded_url'));
  }
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
    .normalize('NFC');
}

function verdictOf(answer: Called, nowMs: number): Outcome {
  const { status, headers } = answer;
  const said = says(answer, textAt(answer.json, 'detail') || textAt(answer.json, 'title'));
  if (status === 403 && TOO_LONG.test(said)) return { outcome: 'never', error: `X answered 403: ${said}` };
  if (status !== 429) return failureOf('X', answer, said);
  // The month's posts are used up: another account may have some left.
  if (/usage-capped|monthly|UsageCapExceeded/i.test(answer.text))
    return { outcome: 'later', error: `X: the account's posts are used up. ${said}`, scope: 'provider' };
  const spent = ['x-user-limit-24hour', 'x-app-limit-24hour'].find(
    (one) => headers[`${one}-remaining`] === '0',
  );
  const reset = Number(headers[`${spent ?? 'x-rate-limit'}-reset`]);
  const untilMs = Number.isFinite(reset) ? Math.max(1_000, reset * 1_000 - nowMs) : undefined;
  const wait = answer.retryAfterMs ?? untilMs;
  return {
    outcome: 'later',
    error: `X answered 429: ${said}`,
    throttled: true,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}
