/**
 * The one source of time. Everything that needs "now" or "later" gets a Clock handed in; nothing else in
 * the product reads the time, so that stories can move a whole outage by hand in one process.
 */

/** Milliseconds since the Unix epoch. */
export type Millis = number;
export type Cancel = () => void;

export type Clock = {
  nowMs(): Millis;
  /** Now as an ISO 8601 UTC instant with milliseconds, the form that facts and the API carry. */
  now(): string;
  /** Milliseconds that never jump backwards; only differences mean anything. */
  monotonicMs(): number;
  /**
   * Calls `ring` once, at or soon after `dueMs`. A clock that is set back meanwhile makes nobody wait longer: the ring
   * comes when the time that was asked for has passed, and who rings looks at the clock again.
   */
  at(dueMs: Millis, ring: () => void): Cancel;
};

/** setTimeout holds 31 bits of milliseconds; longer waits are split. */
const LONGEST_TIMEOUT_MS = 2_000_000_000;

/** How often a waiting timer looks at the wall clock again, so that a clock jump or a suspend is noticed. */
const LOOK_AGAIN_MS = 1_000;

export function systemClock({
  nowMs = () => Date.now(),
  monotonicMs = () => performance.now(),
}: Partial<Pick<Clock, 'nowMs' | 'monotonicMs'>> = {}): Clock {
  // Thousands ask within one millisecond when there is much to tell.
  let last = { ms: Number.NaN, text: '' };
  return {
    nowMs,
    now() {
      const ms = nowMs();
      if (ms !== last.ms) last = { ms, text: new Date(ms).toISOString() };
      return last.text;
    },
    monotonicMs,
    at(dueMs, ring) {
      let timer: NodeJS.Timeout;
      const passedMs = monotonicMs() + Math.max(0, dueMs - nowMs());
      const wait = () => {
        const leftMs = Math.min(dueMs - nowMs(), passedMs - monotonicMs());
        if (leftMs <= 0) return ring();
        timer = setTimeout(
          wait,
          Math.min(leftMs, leftMs > 2 * LOOK_AGAIN_MS ? LOOK_AGAIN_MS : leftMs, LONGEST_TIMEOUT_MS),
        );
      };
      timer = setTimeout(wait, Math.max(0, Math.min(dueMs - nowMs(), LOOK_AGAIN_MS)));
      return () => clearTimeout(timer);
    },
  };
}

export type HandClock = Clock & {
  /**
   * Jumps to an instant without ringing what lies between: a suspended machine or a stepped clock. Back, whoever waits
   * still waits as long as was asked for.
   */
  jumpTo(ms: Millis): void;
  /** The earliest ring still waiting, or null. */
  nextDueMs(): Millis | null;
  /**
   * Moves to `ms`, ringing everything that falls due on the way, in order, and letting `settle` finish after each
   * instant. What is due at one instant rings together, as timers do, so that who shares a question shares it here.
   */
  moveTo(ms: Millis, settle?: () => Promise<void>): Promise<void>;
};

/** A clock that moves only when a test says so. */
export function handClock(start: string): HandClock {
  let now = Date.parse(start);
  /** What jumps took from the wall clock: the monotonic one knows nothing of them. */
  let jumpedMs = 0;
  let order = 0;
  const waiting = new Map<number, { dueMs: Millis; ring: () => void }>();
  const next = () => {
    let best: { id: number; dueMs: Millis } | null = null;
    for (const [id, { dueMs }] of waiting) if (!best || dueMs < best.dueMs) best = { id, dueMs };
    return best;
  };
  return {
    nowMs: () => now,
    now: () => new Date(now).toISOString(),
    monotonicMs: () => now - jumpedMs,
    at(dueMs, ring) {
      const id = order++;
      waiting.set(id, { dueMs, ring });
      return () => waiting.delete(id);
    },
    jumpTo(ms) {
      const backMs = Math.max(0, now - ms);
      for (const each of waiting.values()) each.dueMs -= backMs;
      jumpedMs += ms - now;
      now = ms;
    },
    nextDueMs: () => next()?.dueMs ?? null,
    async moveTo(ms, settle = async () => {}) {
      await settle();
      for (let due = next(); due && due.dueMs <= ms; due = next()) {
        now = Math.max(now, due.dueMs);
        // Cancelled by one that rang before it, it does not ring.
        for (const [id, { dueMs, ring }] of [...waiting]) if (dueMs <= now && waiting.delete(id)) ring();
        await settle();
      }
      now = Math.max(now, ms);
      await settle();
    },
  };
}
