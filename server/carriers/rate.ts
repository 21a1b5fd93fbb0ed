/**
 * A rate that learns: free until a receiver says "too fast", then half of what was going on, nothing at all for as long
 * as it asked, and from there up again by a tenth in each second in which something was taken. Pure but for its state.
 */
const LEAST_PER_SECOND = 0.2;
/** Below this nobody is sent too many: "too fast" then asks for a pause, and says nothing about a rate. */
const SLOW_PER_SECOND = 3;
/** Who waits asks again at the latest after this: by then the rate may have grown. */
const LONGEST_WAIT_MS = 60_000;
/** How far apart those come back who only wait for a pause to end. */
const AFTER_PAUSE_MS = 20;
const PAUSE_MS = 1_000;
/** A rate that has grown so far beyond the one that was too fast limits nobody any more. */
const FREE_AT = 4;
/** Of a second: how much may leave at once after a silence. */
const BURST = 0.25;

export type Rate = {
  /** Zero: one leaves now, and is counted. Otherwise how long to wait before asking again; nothing is counted. */
  take(nowMs: number): number;
  throttled(nowMs: number, retryAfterMs?: number): void;
  worked(nowMs: number): void;
  state(nowMs: number): { perSecond: number | null; pausedUntilMs: number | null };
};

/** `most`: what its settings allow at all; null leaves that to the receiver. */
export function createRate({ most = null, going = 0 }: { most?: number | null; going?: number } = {}): Rate {
  let limit = most;
  let tooFast: number | null = null;
  let pausedUntilMs = 0;
  let tokens = 1;
  let filledMs = 0;
  let raisedMs = 0;
  /** The last place in the line of those who were told to wait. */
  let slotMs = 0;
  let secondMs = 0;
  let count = 0;
  let lastCount = going;

  function fill(nowMs: number): void {
    if (nowMs - secondMs >= 1_000) {
      lastCount = nowMs - secondMs < 2_000 ? count : 0;
      count = 0;
      secondMs = nowMs;
    }
    if (limit === null) return;
    tokens = Math.min(Math.max(1, limit * BURST), tokens + ((nowMs - filledMs) / 1_000) * limit);
    filledMs = nowMs;
  }

  return {
    take(nowMs) {
      fill(nowMs);
      // A hair below one is one: fractions of milliseconds add up to nothing.
      const isFree = nowMs >= pausedUntilMs && (limit === null || tokens >= 0.999);
      if (!isFree) {
        const each = limit === null ? AFTER_PAUSE_MS : 1_000 / limit;
        const firstMs = Math.max(pausedUntilMs, nowMs + (1 - Math.min(1, tokens)) * each);
        // Each a little later than the one before, so that they do not all come back together.
        slotMs = Math.max(firstMs, slotMs + each);
        const longest = Math.max(LONGEST_WAIT_MS, pausedUntilMs - nowMs);
        if (slotMs - nowMs > longest) slotMs = firstMs;
        return Math.max(1, Math.ceil(slotMs - nowMs));
      }
      if (limit !== null) tokens -= 1;
      count += 1;
      return 0;
    },
    throttled(nowMs, retryAfterMs = PAUSE_MS) {
      // Those that were under way together were too fast together.
      const isNews = nowMs >= pausedUntilMs;
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + retryAfterMs);
      if (!isNews) return;
      const pace = Math.max(count, lastCount, going);
      if (limit === null && pace < SLOW_PER_SECOND) return;
      tooFast = limit ?? pace;
      limit = Math.max(LEAST_PER_SECOND, tooFast / 2);
      tokens = 1;
      filledMs = pausedUntilMs;
      raisedMs = pausedUntilMs;
    },
    worked(nowMs) {
      if (limit === null || tooFast === null || nowMs - raisedMs < 1_000) return;
      raisedMs = nowMs;
      limit = limit * 1.1 + 0.1;
      if (limit <= tooFast * FREE_AT && (most === null || limit < most)) return;
      limit = most;
      tooFast = null;
    },
    state: (nowMs) => ({ perSecond: limit, pausedUntilMs: nowMs < pausedUntilMs ? pausedUntilMs : null }),
  };
}
