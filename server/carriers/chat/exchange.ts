/**
 * One call to a chat's API and what its answer means. Every call goes through the guarded door, every failure becomes
 * an outcome, and no error repeats a secret. Retries nothing: the ledger does.
 */
import type { Outbound, OutboundRequest } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import { withoutSecret } from '#lib/secret-box.ts';
import type { Carrier, Finding, Outcome, Receipt } from '../carrier.ts';
import { addressHash } from '../keys.ts';

export type Said = {
  status: number;
  headers: Record<string, string>;
  /** The answer as an object; empty when it is none. */
  json: Record<string, unknown>;
  text: string;
  retryAfterMs?: number;
};

export const TIMEOUT_MS = 15_000;
/** One at a time to each room, so that words arrive in order and no room's limit is run against. */
const LIMITS = { inFlight: 32, perEndpoint: 1, timeoutMs: TIMEOUT_MS };

/** Each room has a fate of its own. */
export const perRoom = (carrier: string): Pick<Carrier, 'limits' | 'endpointOf'> => ({
  limits: LIMITS,
  endpointOf: (address) => addressHash(carrier, address).slice(0, 16),
});

const ANSWER_BYTES = 64 * 1024;
/** How much of an answer's words is repeated in an error. */
const QUOTED = 200;

export async function ask(
  outbound: Outbound,
  url: string,
  {
    method = 'POST',
    headers = {},
    json,
    signal,
  }: {
    method?: NonNullable<OutboundRequest['method']>;
    headers?: Record<string, string>;
    json?: unknown;
    signal: AbortSignal;
  },
): Promise<Said> {
  const answer = await outbound.request(url, {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'Candor/1.0',
      ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: ANSWER_BYTES,
    signal,
  });
  const text = answer.body.toString('utf8');
  const { status, retryAfterMs } = answer;
  return {
    status,
    headers: answer.headers,
    json: objectOf(text),
    text,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

export const isGood = ({ status }: Said) => status >= 200 && status < 300;

/** Whose the way is: an account of the house, or an address that belongs to the recipient. */
export type Whose = 'account' | 'address';

/**
 * What an answer means that is no success, where the vendor's own words say nothing more exact. With an account,
 * refused sign-in and failing servers are the way's; with an address that is a key itself, they are the recipient's.
 */
export function refusalOf(said: Said, title: string, whose: Whose, why = reasonIn(said)): Outcome {
  const { status, retryAfterMs } = said;
  const error = `${title} answered ${status}${why ? `: ${why}` : '.'}`;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const way = whose === 'account' ? ({ scope: 'provider' } as const) : {};
  if (status === 429) return { outcome: 'later', error, ...wait, throttled: true };
  if (status >= 500 || status === 408 || status === 425) return { outcome: 'later', error, ...wait, ...way };
  if (status >= 300 && status < 400)
    return { outcome: 'later', error: `${title} answered ${status}; redirects are not followed.`, ...way };
  // Words that are not the API's come from something that stands where the API should be.
  const isElsewhere = status === 404 && Object.keys(said.json).length === 0;
  if (whose === 'account' && (status === 401 || isElsewhere))
    return { outcome: 'later', error, scope: 'provider' };
  if (whose === 'address' && (status === 404 || status === 410))
    return { outcome: 'never', error, suppress: true };
  return { outcome: 'never', error };
}

/** The sentence in which most APIs say what is wrong. */
function reasonIn({ json, text }: Said): string {
  const inner = json['error'];
  const nested =
    typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)['message'] : inner;
  const said = [json['message'], json['description'], nested].find((each) => typeof each === 'string');
  return String(said ?? text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, QUOTED);
}

/** Runs one sending: what throws on the way is a failure of the way or of the address, and no error tells a secret. */
export async function carried(
  {
    outbound,
    url,
    title,
    whose,
    secrets,
  }: { outbound: Outbound; url: string; title: string; whose: Whose; secrets: readonly string[] },
  send: () => Promise<Outcome>,
): Promise<Outcome> {
  const quiet = (text: string) => secrets.reduce(withoutSecret, text);
  try {
    const outcome = await send();
    return outcome.outcome === 'accepted' ? outcome : { ...outcome, error: quiet(outcome.error) };
  } catch (error) {
    const words = quiet((error as Error).message) || 'no answer';
    // An address that policy refuses today is refused tomorrow; a name may resolve to something else by then.
    if (whose === 'address' && error instanceof Problem && isRefused(outbound, url))
      return { outcome: 'never', error: words };
    return {
      outcome: 'later',
      error: `${title} cannot be reached: ${words}`,
      ...(whose === 'account' ? { scope: 'provider' } : {}),
    };
  }
}

/** What was found by asking who the account is. */
export const findingOf = (what: string, outcome: Outcome, who: (receipt: Receipt) => unknown): Finding[] => [
  outcome.outcome === 'accepted'
    ? { what, ok: true, detail: `It is ${who(outcome.receipt)}.` }
    : { what, ok: false, detail: outcome.error },
];

function isRefused(outbound: Outbound, url: string): boolean {
  try {
    outbound.checkUrl(url);
    return false;
  } catch {
    return true;
  }
}
