/**
 * What the service says about itself: the signed snapshot from one or more origins, kept current by the live stream
 * and, where that is closed, by asking again. Versions only rise. The last copy is kept in the browser, so that a
 * page opened in the middle of an outage knows at once. After `validUntil` it is unknown, whatever it said before.
 *
 * The live stream is not signed: with a public key its events are only a reason to fetch the signed document.
 */
import type { SignedSnapshot, Snapshot, SnapshotIncident } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { Env } from './env.ts';

export type StatusIncident = Pick<
  SnapshotIncident,
  'id' | 'title' | 'phase' | 'severity' | 'nextUpdateBy' | 'components' | 'updates'
>;
export type StatusView = {
  version: number;
  madeAt: string;
  validUntil: string;
  components: { id: string; status: ComponentStatus }[];
  /** Open incidents, each with its newest word. */
  incidents: StatusIncident[];
};
export type StatusState = {
  view: StatusView | null;
  /** False when nothing was heard yet or the last word has expired. */
  known: boolean;
  /** True: the signature was checked. False: it could not be, or no key was given. */
  verified: boolean;
};
export type Status = {
  current(): StatusState;
  /** `unknown` when not known. */
  of(component: string): ComponentStatus;
  subscribe(listener: (state: StatusState) => void): () => void;
  /** Asks the origins now; true when one answered acceptably. */
  refresh(): Promise<boolean>;
  start(): void;
  stop(): void;
};

const LIVE_POLL_MS = 60_000;
const POLL_MS = 15_000;
const TIMEOUT_MS = 5_000;

export function createStatus({
  origins,
  publicKey,
  env,
}: {
  origins: readonly string[];
  publicKey?: string | undefined;
  env: Env;
}): Status {
  const key = `candor:status:${origins[0]}`;
  const listeners = new Set<(state: StatusState) => void>();
  const kept = env.store.json<{ view: StatusView; verified: boolean }>(key);
  let view = isView(kept?.view) && (!publicKey || kept!.verified) ? kept!.view : null;
  let verified = view !== null && kept!.verified === true;
  let trusted = publicKey;
  let preferred = 0;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let running = false;

  const current = (): StatusState => ({
    view,
    known: view !== null && env.nowMs() < Date.parse(view.validUntil),
    verified,
  });
  const tell = () => {
    for (const listener of listeners) listener(current());
    clearTimeout(expiry);
    const leftMs = view ? Date.parse(view.validUntil) - env.nowMs() : 0;
    if (running && leftMs > 0) expiry = setTimeout(tell, Math.min(leftMs + 50, 2 ** 30));
  };

  /** Takes a view unless it is older than the one at hand. */
  function take(next: StatusView, proven: boolean): boolean {
    if (!isView(next) || (view && next.version < view.version)) return false;
    if (view && next.version === view.version && verified && !proven) return false;
    view = next;
    verified = proven;
    env.store.set(key, JSON.stringify({ view, verified }));
    tell();
    return true;
  }

  async function ask(origin: string): Promise<boolean> {
    try {
      const response = await env.fetch(`${origin}/snapshot.json`, {
        credentials: 'omit',
        cache: 'no-cache',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) return false;
      const signed = (await response.json()) as SignedSnapshot;
      let proof: boolean | null = null;
      if (trusted) {
        const { prove } = await import('./verify.ts');
        const chain = async () =>
          (await env.fetch(`${origin}/log/keys.json`, { credentials: 'omit' })).json();
        ({ proof, trusted } = await prove(trusted, signed, chain));
      }
      if (proof === false) return false;
      return take(viewOf(signed.snapshot), proof === true);
    } catch {
      return false;
    }
  }

  async function refresh(): Promise<boolean> {
    for (let n = 0; n < origins.length; n++) {
      const at = (preferred + n) % origins.length;
      if (!(await ask(origins[at]!))) continue;
      preferred = at;
      return true;
    }
    return false;
  }

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (running) timer = setTimeout(poll, ms * (0.8 + 0.4 * env.random()));
  };
  async function poll() {
    if (!globalThis.document?.hidden) await refresh();
    if (!running) return;
    follow();
    schedule(source?.readyState === 1 ? LIVE_POLL_MS : POLL_MS);
  }
  /** Opens the stream when there is none; a browser gives up on one that was refused, so the next turn tries again. */
  function follow() {
    if (!globalThis.EventSource || (source && source.readyState !== 2)) return;
    source = new EventSource(`${origins[preferred]}/live`);
    source.addEventListener('snapshot', ({ data }) => {
      // Spread over a second: every reader hears the same event at the same time.
      if (publicKey) return schedule(1_000 * env.random());
      try {
        take(JSON.parse(data), false);
      } catch {}
    });
  }
  const onVisible = () => document.hidden || schedule(0);

  return {
    current,
    of: (component) =>
      (current().known && view!.components.find(({ id }) => id === component)?.status) || 'unknown',
    subscribe(listener) {
      listeners.add(listener);
      listener(current());
      return () => listeners.delete(listener);
    },
    refresh,
    start() {
      if (running) return;
      running = true;
      globalThis.document?.addEventListener('visibilitychange', onVisible);
      void poll();
    },
    stop() {
      running = false;
      clearTimeout(timer);
      clearTimeout(expiry);
      source?.close();
      source = null;
      globalThis.document?.removeEventListener('visibilitychange', onVisible);
    },
  };
}

const isView = (view: StatusView | undefined | null): view is StatusView =>
  !!view &&
  view.version > 0 &&
  Date.parse(view.validUntil) > 0 &&
  Array.isArray(view.components) &&
  Array.isArray(view.incidents);

/** The part of a snapshot that a client needs: states, and open incidents with their newest word. */
export function viewOf({ version, madeAt, validUntil, components, incidents }: Snapshot): StatusView {
  return {
    version,
    madeAt,
    validUntil,
    components: components.map(({ id, status }) => ({ id, status })),
    incidents: incidents
      .filter(({ phase }) => phase !== 'resolved')
      .map(({ id, title, phase, severity, nextUpdateBy, components: hit, updates }) => ({
        id,
        title,
        phase,
        severity,
        nextUpdateBy,
        components: hit,
        updates: updates.slice(0, 1),
      })),
  };
}
