/**
 * The breaker of one component: a pure state machine that stops calling what is down, by the status its owner
 * declared or by what this client saw. Time and the client's place in the crowd are handed in. It never calls anything.
 *
 *           fail × failures, or declared down
 *   closed ───────────────────────────────────▶ open
 *     ▲                                          │ `untilMs` has come, or the declaration ended
 *     │ ok                                       ▼
 *     └────────────────────────────────────── half-open ──▶ open (fail: waits twice as long)
 *
 * Half-open lets in the clients whose place is below a share that grows step by step (1 % → 10 % → 100 %), so that
 * the crowd does not kill the service at the moment it comes back.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';

export type BreakerPolicy = {
  /** Consecutive failures that open it. */
  failures: number;
  /** The first wait; it doubles with each failed probe up to `openMaxMs`. */
  openMs: number;
  openMaxMs: number;
  /** Shares of clients let in at recovery, one after the other, each for `stepMs`. */
  shares: readonly number[];
  stepMs: number;
};

export const DEFAULT_POLICY: BreakerPolicy = {
  failures: 3,
  openMs: 5_000,
  openMaxMs: 60_000,
  shares: [0.01, 0.1, 1],
  stepMs: 5_000,
};

export type BreakerState = {
  phase: 'closed' | 'open' | 'half-open';
  declaredDown: boolean;
  failures: number;
  /** How often it opened since it was last closed. */
  opened: number;
  /** When a locally opened breaker tries again. */
  untilMs: number;
  halfOpenSinceMs: number;
  /** A half-open breaker has one probe in flight at most; this one is given up at that time. */
  probeUntilMs: number;
};

export const CLOSED: BreakerState = {
  phase: 'closed',
  declaredDown: false,
  failures: 0,
  opened: 0,
  untilMs: 0,
  halfOpenSinceMs: 0,
  probeUntilMs: 0,
};

export type BreakerEvent =
  | { kind: 'declared'; status: ComponentStatus }
  | { kind: 'asked'; probeMs: number }
  | { kind: 'succeeded' }
  | { kind: 'failed' };

/** A full outage is declared down; a partial one is left to what this client sees. */
const isDown = (status: ComponentStatus) => status === 'major_outage';

export function step(
  state: BreakerState,
  event: BreakerEvent,
  nowMs: number,
  policy = DEFAULT_POLICY,
): BreakerState {
  const now = settle(state, nowMs);
  switch (event.kind) {
    case 'declared': {
      const down = isDown(event.status);
      if (down === now.declaredDown) return now;
      return down
        ? { ...now, declaredDown: true, phase: 'open', opened: Math.max(1, now.opened), untilMs: nowMs }
        : { ...now, declaredDown: false, phase: 'half-open', halfOpenSinceMs: nowMs, probeUntilMs: 0 };
    }
    case 'asked':
      return now.phase === 'half-open' ? { ...now, probeUntilMs: nowMs + event.probeMs } : now;
    case 'succeeded':
      // An answer that was under way when the outage was declared does not end the declaration.
      return now.phase === 'open' ? now : CLOSED;
    case 'failed': {
      const failures = now.failures + 1;
      if (now.phase === 'open') return now;
      if (now.phase === 'closed' && failures < policy.failures) return { ...now, failures };
      const waitMs = Math.min(policy.openMaxMs, policy.openMs * 2 ** now.opened);
      return { ...now, phase: 'open', failures, opened: now.opened + 1, untilMs: nowMs + waitMs };
    }
  }
}

/** An open breaker whose wait is over is half-open since then. */
export function settle(state: BreakerState, nowMs: number): BreakerState {
  if (state.phase !== 'open' || state.declaredDown || nowMs < state.untilMs) return state;
  return { ...state, phase: 'half-open', halfOpenSinceMs: state.untilMs, probeUntilMs: 0 };
}

/** The share of clients that may call now. */
export function share(state: BreakerState, nowMs: number, policy = DEFAULT_POLICY): number {
  const now = settle(state, nowMs);
  if (now.phase === 'closed') return 1;
  if (now.phase === 'open') return 0;
  const at = Math.max(0, Math.floor((nowMs - now.halfOpenSinceMs) / policy.stepMs));
  return policy.shares[Math.min(at, policy.shares.length - 1)] ?? 1;
}

/** May the client at this place (0 ≤ place < 1) call now? */
export function admits(state: BreakerState, place: number, nowMs: number, policy = DEFAULT_POLICY): boolean {
  const now = settle(state, nowMs);
  if (now.phase === 'half-open' && nowMs < now.probeUntilMs) return false;
  return place < share(now, nowMs, policy);
}

/** A client's place in the crowd for one component: FNV-1a with a final mix, even over [0, 1). */
export function placeOf(clientId: string, component: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${clientId}|${component}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
