/**
 * One call of a provider's HTTP API through the guarded door, and what its failure means when nothing better is known.
 * Follows no redirect, keeps no secret in what it says, and decides nothing about a recipient.
 */
import type { Outbound } from '#lib/outbound/index.ts';
import { withoutSecret } from '#lib/secret-box.ts';
import type { Outcome } from './carrier.ts';

export type Called = {
  status: number;
  headers: Record<string, string>;
  /** Parsed JSON, or null when the answer was none. */
  json: unknown;
  text: string;
  retryAfterMs?: number;
};

export type Request = {
  method?: 'GET' | 'POST' | 'PUT';
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  form?: Record<string, string>;
  /** Sent as it is; `headers` name its type. */
  body?: Uint8Array;
  signal: AbortSignal;
};

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES = 256 * 1024;

/** Throws an Error with one sentence when there was no answer. */
export async function call(outbound: Outbound, url: string, request: Request): Promise<Called> {
  const { method = 'POST', headers = {}, json, form, body, signal } = request;
  const sent =
    json !== undefined
      ? { body: JSON.stringify(json), type: 'application/json' }
      : form
        ? { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' }
        : body
          ? { body, type: null }
          : null;
  const answer = await outbound.request(url, {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'Candor',
      ...(sent?.type ? { 'content-type': sent.type } : {}),
      ...headers,
    },
    ...(sent ? { body: sent.body } : {}),
    timeoutMs: TIMEOUT_MS,
    maxBytes: ANSWER_BYTES,
    signal,
  });
  const text = answer.body.toString('utf8');
  return {
    status: answer.status,
    headers: answer.headers,
    json: parsed(text),
    text,
    ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A field of an answer whose shape nobody vouches for. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      at !== null && typeof at === 'object' ? (at as Record<string | number, unknown>)[name] : undefined,
    value,
  );
}
export const textAt = (value: unknown, ...path: (string | number)[]): string => {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
};

const SAID = 200;
export const says = ({ text }: Called, words = ''): string =>
  (words || text.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim().slice(0, SAID);

/** What an answer means by its status alone: 429 waits, 5xx and refused sign-in are the way's fault, the rest is final. */
export function failureOf(who: string, answer: Called, words = ''): Outcome {
  const { status, retryAfterMs } = answer;
  const said = says(answer, words);
  const error = `${who} answered ${status}${said ? `: ${said}` : ''}`;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { outcome: 'later', error, throttled: true, ...wait };
  if (status >= 500 || status === 401 || status === 403 || status === 408)
    return { outcome: 'later', error, scope: 'provider', ...wait };
  // A redirect is somebody else answering: the address of the account is wrong.
  if (status >= 300 && status < 400) return { outcome: 'later', error, scope: 'provider' };
  return { outcome: 'never', error };
}

/** Runs one delivery: no answer at all is the way's fault, and no secret is repeated in what is said. */
export async function attempt(secrets: readonly string[], run: () => Promise<Outcome>): Promise<Outcome> {
  const clean = (text: string) => secrets.reduce((left, secret) => withoutSecret(left, secret), text);
  try {
    const outcome = await run();
    return outcome.outcome === 'accepted' ? outcome : { ...outcome, error: clean(outcome.error) };
  } catch (error) {
    const words = (error as Error).message || 'The provider cannot be reached.';
    return { outcome: 'later', error: clean(words), scope: 'provider' };
  }
}
