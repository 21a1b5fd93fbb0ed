/**
 * One account of a server that speaks Mastodon's API: posts, answers to its own posts, pictures. A repeat within an
 * hour is recognised by its Idempotency-Key. How long a post may be, the server says itself.
 */

import { mastodonRule } from '#lib/measure/posts.ts';
import { attempt, type Called, call, failureOf, field, type Request, says, textAt } from '../call.ts';
import type { Content, Finding, Outcome, Outgoing, Tools, Way } from '../carrier.ts';
import { answered, languageOf, postOf } from '../posts/carrier.ts';
import { handedOver, multipart, type Picture, pictureOf } from '../posts/picture.ts';

export type MastodonSettings = {
  server: string;
  handle: string;
  accessToken: string;
  visibility: 'public' | 'unlisted' | 'private';
};

const USUAL_LIMIT = 500;
/** A server's limit may change; the account is opened for weeks. */
const LIMIT_AGE_MS = 6 * 3_600_000;
const MOST_ALT = 1_500;

export function createMastodonWay(settings: MastodonSettings, tools: Tools): Way {
  const { clock, outbound, log } = tools;
  const { origin } = new URL(settings.server);
  let limit = { chars: USUAL_LIMIT, readAtMs: Number.NEGATIVE_INFINITY };

  const ask = (path: string, request: Request): Promise<Called> =>
    call(outbound, `${origin}${path}`, {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${settings.accessToken}` },
    });

  async function mostChars(signal: AbortSignal): Promise<number> {
    if (clock.nowMs() - limit.readAtMs < LIMIT_AGE_MS) return limit.chars;
    const answer = await ask('/api/v2/instance', { method: 'GET', signal }).catch(() => null);
    const stated = Number(field(answer?.json, 'configuration', 'statuses', 'max_characters'));
    // Nobody reads ten thousand characters in a timeline, and a server that says nothing has the usual limit.
    if (Number.isInteger(stated) && stated > 0)
      limit = { chars: Math.min(stated, 2_000), readAtMs: clock.nowMs() };
    return limit.chars;
  }

  async function upload(picture: Picture, key: string, signal: AbortSignal): Promise<string | null> {
    const fields = { description: picture.alt.slice(0, MOST_ALT) };
    const sent = multipart(fields, { name: 'file', picture }, `candor-${key.slice(0, 24)}`);
    const answer = await ask('/api/v2/media', { ...sent, signal });
    const id = textAt(answer.json, 'id');
    // 202: still at work on it. Words do not wait for pictures.
    return answer.status === 200 && id ? id : null;
  }

  async function send(delivery: Outgoing, content: Content, signal: AbortSignal): Promise<Outcome> {
    const text = postOf(content, mastodonRule(await mostChars(signal)));
    if (!text) return { outcome: 'never', error: 'The message has no text.' };
    const picture = await pictureOf(content.form, tools, signal);
    const media = await handedOver(picture, log, (one) => upload(one, delivery.key, signal));
    const post = (reply: string | null) =>
      ask('/api/v1/statuses', {
        headers: { 'idempotency-key': reply ? delivery.key : `${delivery.key}-first` },
        json: {
          status: text,
          visibility: settings.visibility,
          language: languageOf(delivery),
          ...(reply ? { in_reply_to_id: reply } : {}),
          ...(media ? { media_ids: [media] } : {}),
        },
        signal,
      });
    const reply = answered(delivery)?.last ?? null;
    let thread = reply;
    let answer = await post(reply);
    // Somebody deleted the post that this one answers; in which words the server says so is the account's language.
    if (reply && answer.status === 404) {
      thread = null;
      answer = await post(null);
    }
    const id = textAt(answer.json, 'id');
    if (answer.status !== 200 || !id) return verdictOf(answer, clock.nowMs());
    const url = textAt(answer.json, 'url');
    return {
      outcome: 'accepted',
      receipt: { id, url, status: 200, at: clock.now(), handle: settings.handle, answers: thread },
    };
  }

  const secrets = [settings.accessToken];
  return {
    send: (delivery, content, signal) => attempt(secrets, () => send(delivery, content, signal)),
    async check(signal): Promise<Finding[]> {
      const findings: Finding[] = [];
      const outcome = await attempt(secrets, async () => {
        const answer = await ask('/api/v1/accounts/verify_credentials', { method: 'GET', signal });
        const name = textAt(answer.json, 'acct');
        if (answer.status !== 200 || !name)
          return answer.status === 200
            ? { outcome: 'never', error: 'The server named no account.' }
            : verdictOf(answer, clock.nowMs());
        const found = `@${name}@${new URL(settings.server).hostname}`;
        const same = name.toLowerCase() === settings.handle.replace(/^@/, '').split('@')[0]!.toLowerCase();
        const detail = same
          ? `Signed in as ${found}.`
          : `This token belongs to ${found}, not to ${settings.handle}.`;
        findings.push({ what: 'Sign-in', ok: same, detail });
        limit = { ...limit, readAtMs: Number.NEGATIVE_INFINITY };
        const chars = await mostChars(signal);
        findings.push({
          what: 'Length of a post',
          ok: true,
          detail: `${chars} characters; a link counts 23.`,
        });
        return { outcome: 'accepted', receipt: {} };
      });
      if (outcome.outcome !== 'accepted')
        findings.push({ what: 'Sign-in', ok: false, detail: outcome.error });
      return findings;
    },
  };
}

function verdictOf(answer: Called, nowMs: number): Outcome {
  const said = says(answer, textAt(answer.json, 'error'));
  // The time at which the quota is full again, as ISO 8601.
  const untilMs = Date.parse(answer.headers['x-ratelimit-reset'] ?? '') - nowMs;
  const wait =
    answer.status === 429 && answer.retryAfterMs === undefined && Number.isFinite(untilMs)
      ? { retryAfterMs: Math.max(1_000, untilMs) }
      : {};
  return failureOf('The server', { ...answer, ...wait }, said);
}
