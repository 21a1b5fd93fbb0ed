/**
 * One account of Bluesky, on its own server or any other of the AT protocol. The session is opened with an app
 * password, renewed, and kept in memory only. A post is put under a key that follows from the delivery: a repeat
 * overwrites the post with itself.
 */

import { BLUESKY } from '#lib/measure/posts.ts';
import { attempt, type Called, call, failureOf, field, type Request, says, textAt } from '../call.ts';
import type { Content, Finding, Outcome, Outgoing, Receipt, Tools, Way } from '../carrier.ts';
import { languageOf, postOf } from '../posts/carrier.ts';
import { handedOver, type Picture, pictureOf } from '../posts/picture.ts';
import { type Blob, postRecord, type Ref, recordKey } from './record.ts';

type Session = { did: string; access: string; refresh: string };

const COLLECTION = 'app.bsky.feed.post';
const MOST_ALT = 2_000;

export function createBlueskyWay(
  settings: { server: string; handle: string; appPassword: string },
  tools: Tools,
): Way {
  const { clock, outbound, log } = tools;
  const { origin } = new URL(settings.server);
  let session: Session | null = null;
  const secrets = [settings.appPassword];
  let signingIn: Promise<Session | Outcome> | null = null;

  const xrpc = (method: string, request: Request): Promise<Called> =>
    call(outbound, `${origin}/xrpc/${method}`, request);

  async function signIn(signal: AbortSignal): Promise<Session | Outcome> {
    // Sessions are few a day: an expired one is renewed before the password is shown again.
    const renewed = session
      ? await xrpc('com.atproto.server.refreshSession', {
          headers: { authorization: `Bearer ${session.refresh}` },
          signal,
        })
      : null;
    const answer =
      renewed?.status === 200
        ? renewed
        : await xrpc('com.atproto.server.createSession', {
            json: { identifier: settings.handle.replace(/^@/, ''), password: settings.appPassword },
            signal,
          });
    const [did, access, refresh] = ['did', 'accessJwt', 'refreshJwt'].map((name) =>
      textAt(answer.json, name),
    );
    if (answer.status !== 200 || !did || !access || !refresh) {
      session = null;
      // Refused sign-in waits as every fault of the way does, and with it the limit of tries a day.
      return { ...verdictOf(answer, clock.nowMs()), scope: 'provider' } as Outcome;
    }
    secrets.splice(1, secrets.length, access, refresh);
    session = { did, access, refresh };
    return session;
  }

  /** With a session; an expired one is renewed once. */
  async function within(
    signal: AbortSignal,
    make: (session: Session) => Promise<Called>,
  ): Promise<Called | Outcome> {
    const begin = () => {
      signingIn ??= signIn(signal).finally(() => {
        signingIn = null;
      });
      return signingIn;
    };
    let open = session ?? (await begin());
    if ('outcome' in open) return open;
    const answer = await make(open);
    const expired =
      answer.status === 401 ||
      (answer.status === 400 && /^(ExpiredToken|InvalidToken)$/.test(textAt(answer.json, 'error')));
    if (!expired) return answer;
    // Somebody else may have renewed it meanwhile.
    open = session && session !== open ? session : await begin();
    return 'outcome' in open ? open : make(open);
  }

  async function upload(picture: Picture, signal: AbortSignal): Promise<Blob | null> {
    const answer = await within(signal, ({ access }) =>
      xrpc('com.atproto.repo.uploadBlob', {
        headers: { authorization: `Bearer ${access}`, 'content-type': picture.type },
        body: picture.bytes,
        signal,
      }),
    );
    return 'status' in answer && answer.status === 200
      ? ((field(answer.json, 'blob') as Blob) ?? null)
      : null;
  }

  async function send(delivery: Outgoing, content: Content, signal: AbortSignal): Promise<Outcome> {
    const text = postOf(content, BLUESKY);
    if (!text) return { outcome: 'never', error: 'The message has no text.' };
    const picture = await pictureOf(content.form, tools, signal);
    const blob = await handedOver(picture, log, (one) => upload(one, signal));
    const root = refOf(delivery.thread?.first);
    const parent = refOf(delivery.thread?.last);
    const record = postRecord({
      text,
      createdAt: delivery.createdAt,
      language: languageOf(delivery),
      reply: root && parent ? { root, parent } : null,
      image: picture && blob ? { blob, alt: picture.alt.slice(0, MOST_ALT) } : null,
    });
    const answer = await within(signal, ({ did, access }) =>
      xrpc('com.atproto.repo.putRecord', {
        headers: { authorization: `Bearer ${access}` },
        json: { repo: did, collection: COLLECTION, rkey: recordKey(delivery), record },
        signal,
      }),
    );
    if ('outcome' in answer) return answer;
    const uri = textAt(answer.json, 'uri');
    const cid = textAt(answer.json, 'cid');
    if (answer.status !== 200 || !uri || !cid) return verdictOf(answer, clock.nowMs());
    return {
      outcome: 'accepted',
      receipt: {
        id: uri,
        cid,
        status: 200,
        at: clock.now(),
        handle: settings.handle,
        answers: parent?.uri ?? null,
      },
    };
  }

  return {
    send: (delivery, content, signal) => attempt(secrets, () => send(delivery, content, signal)),
    async check(signal): Promise<Finding[]> {
      const what = 'Sign-in';
      let finding: Finding = { what, ok: true, detail: '' };
      const outcome = await attempt(secrets, async () => {
        const answer = await within(signal, ({ access }) =>
          xrpc('com.atproto.server.getSession', {
            method: 'GET',
            headers: { authorization: `Bearer ${access}` },
            signal,
          }),
        );
        if ('outcome' in answer) return answer;
        const handle = textAt(answer.json, 'handle');
        if (answer.status !== 200 || !handle) return verdictOf(answer, clock.nowMs());
        const same = handle.toLowerCase() === settings.handle.replace(/^@/, '').toLowerCase();
        const detail = same
          ? `Signed in as @${handle}.`
          : `This password belongs to @${handle}, not to ${settings.handle}.`;
        finding = { what, ok: same, detail };
        return { outcome: 'accepted', receipt: {} };
      });
      return [outcome.outcome === 'accepted' ? finding : { what, ok: false, detail: outcome.error }];
    },
    async close() {
      session = null;
    },
  };
}

const refOf = (receipt: Receipt | undefined): Ref | null =>
  receipt?.id && typeof receipt['cid'] === 'string' ? { uri: receipt.id, cid: receipt['cid'] } : null;

function verdictOf(answer: Called, nowMs: number): Outcome {
  const name = textAt(answer.json, 'error');
  const said = says(answer, [name, textAt(answer.json, 'message')].filter(Boolean).join(': '));
  const resetMs = Number(answer.headers['ratelimit-reset'] ?? Number.NaN) * 1_000 - nowMs;
  const wait =
    answer.status === 429 && answer.retryAfterMs === undefined && Number.isFinite(resetMs)
      ? { retryAfterMs: Math.max(1_000, resetMs) }
      : {};
  // The account itself is closed: no post of it will be taken, but another account's may be.
  if (/^Account(?:Takedown|Suspended|Deactivated)|^AuthFactorTokenRequired$/.test(name))
    return { outcome: 'later', error: `Bluesky: ${said}`, scope: 'provider' };
  return failureOf('Bluesky', { ...answer, ...wait }, said);
}
