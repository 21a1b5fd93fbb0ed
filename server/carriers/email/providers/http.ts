/**
 * How the providers' HTTP APIs are asked and what their refusals mean for a delivery. What an account may not do, or may
 * no longer do, is the account's trouble, and the next one takes over; what is said of a recipient is the recipient's.
 * Each provider has words of its own for that; what it does not name follows from the status. No error repeats a key.
 */
import type { Outbound, OutboundResponse } from '#lib/outbound/index.ts';
import { withoutSecret } from '#lib/secret-box.ts';
import type { Finding, Outcome } from '../../carrier.ts';

export type Said = Pick<OutboundResponse, 'status' | 'headers' | 'retryAfterMs'> & {
  text: string;
  /** Null when the answer is no JSON. */
  json: unknown;
};

/**
 * `account`: refused or spent; another account may do it. `busy`: too fast. `dead`: nothing is to be sent there again.
 * `refused`: this letter to this recipient, for good. `down`: the service fails. `again`: this one, a little later.
 */
export type Meaning = 'account' | 'busy' | 'dead' | 'refused' | 'down' | 'again';

type Request = {
  method?: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string | Uint8Array;
  signal: AbortSignal;
};

const TIMEOUT_MS = 30_000;
const KEPT = 300;

/** Never throws; what did not answer is a provider that fails. */
export async function ask(
  outbound: Outbound,
  url: string,
  { method = 'POST', headers, body, signal }: Request,
): Promise<Said | { failed: string }> {
  try {
    const answer = await outbound.request(url, {
      method,
      headers: { 'user-agent': 'Candor', accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const text = answer.body.toString('utf8');
    return { ...answer, text, json: jsonOf(text) };
  } catch (error) {
    return { failed: (error as Error).message || 'The provider cannot be reached.' };
  }
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** A field of an object that somebody else made. */
export const field = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    value,
  );
export const textField = (value: unknown, ...path: string[]): string => {
  const found = field(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
};
export const listField = (value: unknown, ...path: string[]): unknown[] => {
  const found = field(value, ...path);
  return Array.isArray(found) ? found : [];
};

export function byStatus(status: number): Meaning {
  if (status === 429) return 'busy';
  if (status === 401 || status === 402 || status === 403 || status === 404 || status === 405)
    return 'account';
  if (status >= 500) return 'down';
  if (status === 408 || status === 409 || status === 425) return 'again';
  // A redirect would be another address than the one that was set.
  return status >= 300 && status < 400 ? 'account' : 'refused';
}

export const isSaid = (answer: Said | { failed: string }): answer is Said => 'status' in answer;

export function outcomeOf(
  said: Said | { failed: string },
  meaning: Meaning,
  message: string,
  secret: string,
): Outcome {
  const error = withoutSecret(
    isSaid(said) ? `${said.status} ${message || said.text || 'without a word'}` : said.failed,
    secret,
  )
    .replace(/\s+/g, ' ')
    .slice(0, KEPT);
  const wait = isSaid(said) && said.retryAfterMs !== undefined ? { retryAfterMs: said.retryAfterMs } : {};
  switch (meaning) {
    case 'account':
    case 'down':
      return { outcome: 'later', error, scope: 'provider', ...wait };
    case 'busy':
      return { outcome: 'later', error, throttled: true, ...wait };
    case 'again':
      return { outcome: 'later', error, ...wait };
    case 'dead':
      return { outcome: 'never', error, suppress: true };
    case 'refused':
      return { outcome: 'never', error };
  }
}

/** The first finding of every check: whether the account lets us in. */
export function entry(said: Said | { failed: string }, message: string, secret: string): Finding {
  if (!isSaid(said)) return { what: 'Sign-in', ok: false, detail: said.failed };
  const ok = said.status < 300;
  const detail = ok
    ? 'The provider lets this account in.'
    : `${said.status} ${message || said.text}`.slice(0, KEPT);
  return { what: 'Sign-in', ok, detail: withoutSecret(detail, secret) };
}
