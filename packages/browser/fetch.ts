/**
 * A fetch that carries a page through an outage: a 5xx counts as an outage like a dead connection does, waiting has an
 * end, what may be repeated is repeated with jitter and at other origins, and a good answer from before is given with
 * its age when there is no new one. Never repeats a write without an idempotency key, never answers a write from a copy.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { admits, type BreakerPolicy, type BreakerState, CLOSED, placeOf, settle, step } from './breaker.ts';
import type { Env } from './env.ts';
import { type Keep, mayKeep } from './keep.ts';

export type ResilientInit = RequestInit & {
  /** The component of the status page that answers this; its declared outage opens the breaker. */
  component?: string;
  /** How old a kept answer may be; 0 (the default) keeps none. GET only. */
  staleForSeconds?: number;
  /** Per attempt. */
  timeoutMs?: number;
  /** Further attempts after the first, where repeating is safe. */
  retries?: number;
  /** The same paths at other origins, in order. */
  fallbackOrigins?: readonly string[];
  /** Makes a POST or PATCH safe to repeat; sent as `Idempotency-Key`. */
  idempotencyKey?: string;
  /** With a kept answer at hand, how long a new one is waited for. */
  patienceMs?: number;
  /** Looks at a copy of a 2xx answer; what is not good counts as an outage, like a 5xx, and is never kept. */
  good?: (response: Response) => boolean | Promise<boolean>;
};

/** No answer, no copy. `retryAtMs` is when the breaker lets the next call through, when that is known. */
export class Unavailable extends Error {
  readonly code = 'candor.unavailable';
  readonly retryAtMs: number | null;
  constructor(message: string, retryAtMs: number | null, cause?: unknown) {
    super(message, { cause });
    this.name = 'Unavailable';
    this.retryAtMs = retryAtMs;
  }
}

export type Resilient = {
  fetch(input: string | URL | Request, init?: ResilientInit): Promise<Response>;
  /** The breaker of a component as it stands now. */
  breaker(component: string): BreakerState;
  declared(statuses: readonly { id: string; status: ComponentStatus }[]): void;
};

export function createResilient({
  env,
  keep,
  clientId,
  policy,
  base = globalThis.location?.href,
  statusOf,
}: {
  env: Env;
  keep: Keep;
  clientId: string;
  policy?: BreakerPolicy | undefined;
  base?: string | undefined;
  statusOf: (component: string) => ComponentStatus;
}): Resilient {
  const states = new Map<string, BreakerState>();
  const stateOf = (name: string) => states.get(name) ?? CLOSED;
  const move = (name: string, event: Parameters<typeof step>[1]) =>
    states.set(name, step(stateOf(name), event, env.nowMs(), policy));
  const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

  /** One call to one origin; a 5xx is answered, what never came or is not good is thrown. */
  async function once(
    name: string,
    url: string,
    init: RequestInit,
    timeoutMs: number,
    good: ResilientInit['good'],
  ): Promise<Response> {
    const caller = init.signal;
    const limit = AbortSignal.timeout(timeoutMs);
    move(name, { kind: 'asked', probeMs: timeoutMs });
    try {
      const response = await env.fetch(url, {
        ...init,
        signal: caller ? AbortSignal.any([caller, limit]) : limit,
      });
      if (response.ok && good && !(await good(response.clone()))) throw new TypeError('not a good answer');
      move(name, { kind: response.status < 500 ? 'succeeded' : 'failed' });
      return response;
    } catch (error) {
      // Whoever called and went away says nothing about the service.
      if (!caller?.aborted) move(name, { kind: 'failed' });
      throw error;
    }
  }

  async function network(urls: string[], init: RequestInit, options: ResilientInit): Promise<Response> {
    const { timeoutMs = 8_000, retries = 2 } = options;
    const method = init.method!;
    const repeatable = options.idempotencyKey !== undefined || /^(GET|HEAD|OPTIONS|PUT|DELETE)$/.test(method);
    const targets = repeatable ? urls : urls.slice(0, 1);
    let last: Response | undefined;
    let cause: unknown;
    for (let attempt = 0; attempt <= (repeatable ? retries : 0); attempt++) {
      if (attempt > 0) await wait(env.random() * Math.min(5_000, 300 * 2 ** attempt));
      let asked = false;
      for (const url of targets) {
        const name = nameOf(url, urls[0]!, options);
        if (!admits(stateOf(name), placeOf(clientId, name), env.nowMs(), policy)) continue;
        asked = true;
        try {
          const response = await once(name, url, init, timeoutMs, options.good);
          if (response.status < 500) return response;
          last = response;
        } catch (error) {
          init.signal?.throwIfAborted();
          cause = error;
        }
      }
      if (!asked) break;
    }
    if (last) return last;
    const first = settle(stateOf(nameOf(urls[0]!, urls[0]!, options)), env.nowMs());
    const retryAtMs = first.phase === 'open' && !first.declaredDown ? first.untilMs : null;
    throw new Unavailable(`${new URL(urls[0]!).host} does not answer now`, retryAtMs, cause);
  }

  return {
    async fetch(input, options = {}) {
      const [href, init] = await plain(input, options);
      const url = new URL(href, base).href;
      if (options.component)
        move(options.component, { kind: 'declared', status: statusOf(options.component) });
      const urls = [url, ...(options.fallbackOrigins ?? []).map((origin) => moved(url, origin))];
      const maxAge = init.method === 'GET' ? (options.staleForSeconds ?? 0) : 0;
      const answer = network(urls, init, options);
      if (!maxAge) return answer;
      const fresh = answer.then((response) => {
        if (mayKeep(init, response)) void keep.put(url, response.clone()).catch(() => {});
        return response;
      });
      const gone = fresh.then(
        (response) => (response.status < 500 ? response : null),
        () => null,
      );
      const kept = await keep.get(url).catch(() => null);
      if (!kept || kept.ageSeconds > maxAge) return fresh;
      const first = await Promise.race([gone, wait(options.patienceMs ?? 3_000)]);
      init.signal?.throwIfAborted();
      return first ?? aged(kept.response, kept.ageSeconds);
    },
    breaker: (component) => settle(stateOf(component), env.nowMs()),
    declared(statuses) {
      for (const { id, status } of statuses)
        if (status === 'major_outage' || states.has(id)) move(id, { kind: 'declared', status });
    },
  };
}

/** The first origin is the component itself; another origin has a breaker of its own that nobody declares. */
function nameOf(url: string, first: string, { component }: ResilientInit): string {
  return url === first && component ? component : `${component ?? ''}@${new URL(url).origin}`;
}

function moved(url: string, origin: string): string {
  const { pathname, search } = new URL(url);
  return new URL(pathname + search, origin).href;
}

function aged(response: Response, ageSeconds: number): Response {
  const headers = new Headers(response.headers);
  headers.set('candor-age', String(ageSeconds));
  return new Response(response.body, { status: 200, headers });
}

/** An address and an init that can be used more than once, also from a Request whose body can be read only once. */
async function plain(
  input: string | URL | Request,
  {
    component,
    staleForSeconds,
    timeoutMs,
    retries,
    fallbackOrigins,
    idempotencyKey,
    patienceMs,
    good,
    ...given
  }: ResilientInit,
): Promise<[string, RequestInit]> {
  const from = typeof input === 'object' && 'url' in input ? input : null;
  const init: RequestInit = { ...given };
  if (from) {
    const { headers, mode, credentials, redirect, cache, signal } = from;
    Object.assign(init, { method: from.method, headers, credentials, redirect, cache, signal }, given);
    if (mode !== 'navigate') init.mode ??= mode;
    if (from.body && !given.body) init.body = await from.arrayBuffer();
  }
  init.method = (init.method ?? 'GET').toUpperCase();
  if (idempotencyKey !== undefined) {
    init.headers = new Headers(init.headers);
    init.headers.set('Idempotency-Key', idempotencyKey);
  }
  return [from ? from.url : String(input), init];
}
