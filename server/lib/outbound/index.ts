/**
 * The one door for HTTP that leaves the house towards addresses that users may name. Every connection is checked at
 * the moment it is made: literals in every spelling and every answer of DNS. Redirects are never followed, answers
 * are cut at a size, and the whole exchange has one time limit on the clock that was handed in. Knows nothing of what
 * is sent.
 */

import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { createAddressPolicy } from './address-policy.ts';
import { exchange } from './exchange.ts';
import { checkHost, createGuardedLookup } from './guarded-lookup.ts';
import { retryAfterMs } from './retry-after.ts';

export { type AddressPolicy, createAddressPolicy } from './address-policy.ts';

export type OutboundRequest = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Of the whole exchange, from DNS to the last byte. */
  timeoutMs?: number;
  /** What is kept of the answer's body; the rest is not read. */
  maxBytes?: number;
  signal?: AbortSignal;
};
export type OutboundResponse = {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** The body was longer than `maxBytes`. */
  truncated: boolean;
  /** The answer's Retry-After, from now. */
  retryAfterMs?: number;
};

export type Outbound = {
  /** Throws `target.private-address`, or an Error whose message says what went wrong on the way. */
  request(url: string, options?: OutboundRequest): Promise<OutboundResponse>;
  /** Throws a Problem when this can never be a target: not http(s), credentials inside, or a refused literal. */
  checkUrl(url: string): URL;
  /** Throws `target.private-address` when this literal is refused; names pass, see `lookup`. */
  checkAddress(ip: string): void;
  /** For sockets of one's own: the `lookup` option of net.connect and tls.connect. */
  lookup: LookupFunction;
  close(): Promise<void>;
};

const HOSTS_REMEMBERED = 1_000;
const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_MAX_BYTES = 64 * 1024;

export function createOutbound({
  allow,
  clock,
  resolve,
}: {
  /** CANDOR_ALLOW_PRIVATE. */
  allow: string;
  clock: Clock;
  /** Resolves names; the system's resolver unless a test brings its own. */
  resolve?: LookupFunction;
}): Outbound {
  const policy = createAddressPolicy(allow);
  const lookup = createGuardedLookup(policy, resolve);
  /** Hosts that the policy has let pass: it never changes, and each request asks about few of them again and again. */
  const passed = new Set<string>();
  const checkAddress = (ip: string) => {
    if (passed.has(ip)) return;
    checkHost(policy, ip);
    if (passed.size >= HOSTS_REMEMBERED) passed.clear();
    passed.add(ip);
  };
  const connect = buildConnector({ lookup, timeout: 0 });
  const agent = new Agent({
    // node:net asks no lookup for a literal, so literals are checked here and names there.
    connect(options, callback) {
      try {
        checkAddress(options.hostname);
      } catch (error) {
        return callback(error as Error, null);
      }
      connect(options, callback);
    },
    // One clock rules: undici's own timers are off, and what takes too long is given up below.
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: 8,
    pipelining: 1,
    keepAliveTimeout: 10_000,
  });

  const checkUrl = (text: string): URL => {
    let url: URL;
    try {
      url = new URL(text);
    } catch {
      throw new Problem('request.invalid', 'This is not a URL.');
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new Problem('request.invalid', 'A target has to start with http:// or https://.');
    if (url.username || url.password)
      throw new Problem('request.invalid', 'A target must not carry a user name or password.');
    checkAddress(url.hostname);
    return url;
  };

  return {
    checkUrl,
    checkAddress,
    lookup,
    async request(text, options = {}) {
      const url = checkUrl(text);
      const { method = 'GET', timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES } = options;
      const answer = await exchange(
        agent,
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method,
          headers: options.headers ?? {},
          body: options.body ?? null,
        },
        {
          signal: options.signal,
          maxBytes,
          until: (giveUp) =>
            clock.at(clock.nowMs() + timeoutMs, () =>
              giveUp(new Error(`There was no complete answer within ${timeoutMs / 1_000} s.`)),
            ),
        },
      );
      const waitMs = retryAfterMs(answer.headers['retry-after'], clock.nowMs());
      return waitMs === null ? answer : { ...answer, retryAfterMs: waitMs };
    },
    close: () => agent.destroy(),
  };
}
