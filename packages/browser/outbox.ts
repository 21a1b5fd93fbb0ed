/**
 * Writes that must not be lost in an outage: kept in the browser in the order in which they were made, and sent again
 * with the same key until the server has said yes, or no for good. A write waits for those of the same lane before
 * it, so that the last word on a thing stays the last; other lanes go on. One tab drains at a time. No sign-in is
 * ever stored: the headers that prove it are asked for when a write is sent.
 */
import { createDrawer, inOneTab } from './drawer.ts';
import { browserEnv, type Env } from './env.ts';

export type Write = {
  /** Sent as `Idempotency-Key`, the same at every try. */
  key: string;
  /** Writes of one lane keep their order; by default the address. */
  lane: string;
  method: string;
  url: string;
  /** JSON. */
  body: string;
  at: string;
};
export type Outbox = {
  /** Keeps a write. False when the outbox is full or the body too large: then nothing was kept, and the caller says so. */
  put(write: { method: string; url: string; body: unknown; lane?: string; key?: string }): boolean;
  pending(): Write[];
  /** Sends what it can now; true when nothing is left. */
  drain(): Promise<boolean>;
  /** Drains now and then, and when the network is back. */
  start(): void;
  stop(): void;
};

const LIMIT = 100;
const BODY_LIMIT = 64_000;
const TIMEOUT_MS = 10_000;
const EVERY_MS = 15_000;
const LONGEST_QUIET_MS = 300_000;
/** Not now: too early, too many, or a sign-in that has to be renewed. Every other 4xx is final. */
const LATER = new Set([401, 408, 425, 429]);

export function createOutbox({
  name,
  env = browserEnv(),
  headers = () => ({}),
  onAnswer = () => {},
}: {
  name: string;
  env?: Env;
  headers?: () => Record<string, string>;
  /** The server's final word on a write: its answer, or its refusal. */
  onAnswer?: (write: Write, response: Response) => void | Promise<void>;
}): Outbox {
  const store = `candor:outbox:${name}`;
  const { load, save } = createDrawer<Write[]>(env.store, store, (found) =>
    Array.isArray(found) ? found.filter(isWrite) : [],
  );
  let failures = 0;
  let quietUntilMs = 0;
  let draining: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  /** Sends one write; false when it has to wait. */
  async function send(write: Write): Promise<boolean> {
    let response: Response;
    try {
      response = await env.fetch(write.url, {
        method: write.method,
        headers: { ...headers(), 'Content-Type': 'application/json', 'Idempotency-Key': write.key },
        body: write.body,
        credentials: 'omit',
        keepalive: write.body.length < 30_000,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      return false;
    }
    const final =
      response.ok || (response.status >= 400 && response.status < 500 && !LATER.has(response.status));
    if (!final) return false;
    save(load().filter(({ key }) => key !== write.key));
    // Whoever listens cannot bring a write back by stumbling over its answer.
    try {
      await onAnswer(write, response);
    } catch {}
    return true;
  }

  async function run(): Promise<boolean> {
    const waiting = new Set<string>();
    const tried = new Set<string>();
    for (;;) {
      const next = load().find(({ key, lane }) => !tried.has(key) && !waiting.has(lane));
      if (!next) break;
      tried.add(next.key);
      if (!(await send(next))) waiting.add(next.lane);
      // Two lanes that cannot go are the server's trouble, not the lanes'.
      if (waiting.size >= 2) break;
    }
    failures = waiting.size > 0 ? failures + 1 : 0;
    const waitMs = failures > 0 ? Math.min(LONGEST_QUIET_MS, EVERY_MS * 2 ** (failures - 1)) : 0;
    // Spread, so that everybody's writes do not come in the second in which the service is back.
    quietUntilMs = env.nowMs() + waitMs * (0.5 + env.random() / 2);
    return load().length === 0;
  }
  const drain = () => {
    draining ??= inOneTab(store, run).finally(() => {
      draining = null;
    });
    return draining;
  };
  const later = () => {
    if (env.nowMs() >= quietUntilMs && load().length > 0) void drain();
  };
  const online = () => void drain();

  return {
    put({ method, url, body, lane = url, key = crypto.randomUUID() }) {
      const writes = load();
      const text = JSON.stringify(body);
      if (writes.some((write) => write.key === key)) return true;
      if (writes.length >= LIMIT || text.length > BODY_LIMIT) return false;
      save([...writes, { key, lane, method, url, body: text, at: new Date(env.nowMs()).toISOString() }]);
      return true;
    },
    pending: load,
    drain,
    start() {
      timer ??= setInterval(later, EVERY_MS / 3);
      globalThis.addEventListener?.('online', online);
      if (load().length > 0) void drain();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      globalThis.removeEventListener?.('online', online);
    },
  };
}

/** Storage is shared with the whole app: what does not look like a write is none. */
const isWrite = (found: Partial<Write> | null): found is Write =>
  [found?.key, found?.lane, found?.method, found?.url, found?.body].every(
    (field) => typeof field === 'string',
  );
