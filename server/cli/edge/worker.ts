/**
 * The edge reader for runtimes of the workers kind: one module with a fetch handler. It asks the origins when somebody
 * asks it, at most every `pollSeconds`, and meanwhile serves what it has; documents are fetched when they are read and
 * kept in the runtime's cache by their digest. `candor edge --worker FILE` writes it with its settings in it.
 */
import { answerFrom } from './answer.ts';
import { type Bytes, createReader, type Keep } from './reader.ts';

export type WorkerSettings = { origins: string[]; publicKey: string; pollSeconds: number };
type Context = { waitUntil?(work: Promise<unknown>): void };
/** The runtime's own cache, where it has one. */
type EdgeCache = {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
};

const KEPT = 'https://copy.candor.invalid/';

function runtimeKeep(): Keep | null {
  const cache = (globalThis as { caches?: { default?: EdgeCache } }).caches?.default;
  if (!cache) return null;
  return {
    async get(sha256) {
      const found = await cache.match(KEPT + sha256);
      return found ? (new Uint8Array(await found.arrayBuffer()) as Bytes) : null;
    },
    put: (sha256, body) =>
      cache.put(KEPT + sha256, new Response(body, { headers: { 'cache-control': 'max-age=604800' } })),
  };
}

export function createWorker({ origins, publicKey, pollSeconds }: WorkerSettings) {
  const keep = runtimeKeep();
  const reader = createReader({
    origins,
    publicKey,
    fetch: (...given) => globalThis.fetch(...given),
    nowMs: () => Date.now(),
    eager: false,
    keep,
  });
  let askedMs = 0;
  return {
    async fetch(request: Request, _env?: unknown, context: Context = {}): Promise<Response> {
      const nowMs = Date.now();
      if (nowMs - askedMs >= pollSeconds * 1_000) {
        askedMs = nowMs;
        const polled = reader.poll();
        const list = reader.held()?.list;
        // Nothing at hand, or nothing that may be believed: this reader waits for the answer.
        if (!list || nowMs >= Date.parse(list.validUntil)) await polled;
        else context.waitUntil?.(polled.catch(() => {}));
      }
      const { status, headers, body } = await answerFrom(
        reader,
        {
          method: request.method,
          path: new URL(request.url).pathname,
          ifNoneMatch: request.headers.get('if-none-match'),
        },
        nowMs,
      );
      const empty = request.method === 'HEAD' || status === 304 || status === 308;
      return new Response(empty ? null : body, { status, headers });
    },
  };
}
