/**
 * Counts what people do on the page, so that the cost of an outage can be measured: views, how long a view was
 * visible, conversions. No cookie, no name, no id of ours beyond a random one that lives as long as the visit.
 *
 * An event is kept in the browser, with its own time, until a collector has acknowledged it: missing is not zero, and
 * the collector often falls with the service. sendBeacon is not used, because it never says whether anything arrived.
 * What had to be given up for space is counted, and the count is sent too.
 */
import type { BeaconBatch, BeaconEvent } from '@candor/protocol/beacon.ts';
import { createDrawer, inOneTab } from './drawer.ts';
import type { Env, Store } from './env.ts';

export type Beacon = {
  view(): void;
  conversion(name: string, value?: number): void;
  /** True when nothing is left to send. */
  flush(): Promise<boolean>;
  stop(): void;
};

const LIMIT = 200;
const BATCH = 50;
const FLUSH_MS = 10_000;
const TIMEOUT_MS = 8_000;
const LONGEST_QUIET_MS = 300_000;
const PATH_LENGTH = 300;
/** The usual end of a visit: half an hour in which nothing was done. */
const VISIT_MS = 30 * 60_000;

type Backlog = { events: BeaconEvent[]; dropped: number };
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export function createBeacon({
  url,
  env,
  session,
  path = () => location.pathname,
}: {
  url: string;
  env: Env;
  session: Store;
  path?: () => string;
}): Beacon {
  const key = `candor:beacon:${url}`;
  const { load, save } = createDrawer<Backlog>(env.store, key, (found) => {
    const kept = found as Backlog | null;
    return Array.isArray(kept?.events) && kept.dropped >= 0 ? kept : { events: [], dropped: 0 };
  });
  let failures = 0;
  let quietUntilMs = 0;
  let sending: Promise<boolean> | null = null;
  let viewed: string | null = null;
  let visibleSinceMs: number | null = null;

  /** The visit's random id; a new one after half an hour of nothing. */
  const visit = (nowMs: number): string => {
    const last = session.json<{ id: string; atMs: number }>('candor:visit');
    const id = last && nowMs - last.atMs < VISIT_MS ? last.id : crypto.randomUUID();
    session.set('candor:visit', JSON.stringify({ id, atMs: nowMs }));
    return id;
  };
  const add = (event: Without<BeaconEvent, 'id' | 'session' | 'at'>) => {
    const nowMs = env.nowMs();
    const { events, dropped } = load();
    events.push({
      ...event,
      id: crypto.randomUUID(),
      session: visit(nowMs),
      at: new Date(nowMs).toISOString(),
    });
    const over = Math.max(0, events.length - LIMIT);
    save({ events: events.slice(over), dropped: dropped + over });
  };

  async function send(): Promise<boolean> {
    for (;;) {
      const { events, dropped } = load();
      const part = events.slice(0, BATCH);
      if (part.length === 0) return true;
      let status = 0;
      try {
        const response = await env.fetch(url, {
          method: 'POST',
          // text/plain needs no preflight, which would be one more thing to fail.
          headers: { 'Content-Type': 'text/plain' },
          body: JSON.stringify({
            sentAt: new Date(env.nowMs()).toISOString(),
            dropped,
            events: part,
          } satisfies BeaconBatch),
          // Outlives the page.
          keepalive: true,
          credentials: 'omit',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        status = response.status;
      } catch {}
      // A final refusal will not become an acceptance; anything else may.
      const refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
      if (!refused && (status < 200 || status > 299)) {
        failures += 1;
        const waitMs = Math.min(LONGEST_QUIET_MS, FLUSH_MS * 2 ** failures);
        quietUntilMs = env.nowMs() + waitMs * (0.5 + env.random() / 2);
        return false;
      }
      failures = 0;
      quietUntilMs = 0;
      // Read again: this tab or another may have added or sent meanwhile.
      const now = load();
      const done = new Set(part.map(({ id }) => id));
      const left = now.events.filter(({ id }) => !done.has(id));
      const lost = refused ? now.events.length - left.length : Math.max(-now.dropped, -dropped);
      save({ events: left, dropped: now.dropped + lost });
    }
  }
  const flush = () => {
    sending ??= inOneTab(key, send).finally(() => {
      sending = null;
    });
    return sending;
  };

  const leave = () => {
    const since = visibleSinceMs;
    visibleSinceMs = null;
    if (since === null || viewed === null) return;
    const visibleMs = Math.min(86_400_000, Math.max(0, Math.round(env.nowMs() - since)));
    add({ kind: 'leave', path: viewed, visibleMs });
  };
  const part = () => {
    leave();
    // Waiting for a lock would be waiting longer than the page may live.
    if (env.nowMs() >= quietUntilMs) void send();
  };
  const onVisibility = () => {
    if (document.hidden) part();
    else if (viewed !== null) visibleSinceMs ??= env.nowMs();
  };
  const timer = setInterval(() => {
    if (env.nowMs() >= quietUntilMs && load().events.length > 0) void flush();
  }, FLUSH_MS);
  globalThis.document?.addEventListener('visibilitychange', onVisibility);
  globalThis.addEventListener?.('pagehide', part);

  return {
    view() {
      leave();
      viewed = nameless(path());
      if (!globalThis.document?.hidden) visibleSinceMs = env.nowMs();
      add({ kind: 'view', path: viewed });
    },
    conversion(name, value) {
      add({
        kind: 'conversion',
        name: name.slice(0, 100) || '?',
        ...(Number.isFinite(value) && Math.abs(value!) <= 1e12 ? { value: value! } : {}),
      });
    },
    flush,
    stop() {
      clearInterval(timer);
      leave();
      globalThis.document?.removeEventListener('visibilitychange', onVisibility);
      globalThis.removeEventListener?.('pagehide', part);
    },
  };
}

/** A path in which no segment can name a person or a thing of theirs. */
export const nameless = (path: string): string =>
  path.replace(/[^/]*(@|%40|\d{4}|[0-9a-f-]{16})[^/]*/gi, ':id').slice(0, PATH_LENGTH);
