/**
 * When to try again. Pure. The first steps are at most five seconds apart for half a minute, so that a receiver that
 * failed for some seconds hears within five seconds of its recovery; then the steps grow to hours, and a day after
 * the message was planned it is a dead letter.
 */
const STEPS_SECONDS = [2, 3, 5, 5, 5, 5, 5, 10, 30, 120, 300, 900, 3_600, 7_200, 14_400, 28_800];
/** The share of a step that chance takes away, never adds: many that failed together do not come back together. */
const JITTER = 0.2;
const GIVE_UP_MS = 24 * 3_600_000;
/** A receiver may ask for patience, but not for silence until nobody cares. */
const LONGEST_RETRY_AFTER_MS = 6 * 3_600_000;

/** The next attempt in epoch milliseconds, or null to give up. `chance` is from 0 to 1. */
export function nextAttemptMs(given: {
  /** Attempts that failed, this one included. */
  attempts: number;
  nowMs: number;
  /** When the message was planned, or replayed. */
  sinceMs: number;
  retryAfterMs?: number | undefined;
  chance: number;
}): number | null {
  const step = STEPS_SECONDS[Math.min(given.attempts, STEPS_SECONDS.length) - 1] ?? STEPS_SECONDS[0]!;
  const ladderMs = step * 1_000 * (1 - JITTER * given.chance);
  const askedMs = Math.min(given.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  const nextMs = Math.ceil(given.nowMs + Math.max(ladderMs, askedMs));
  return nextMs - given.sinceMs > GIVE_UP_MS ? null : nextMs;
}
