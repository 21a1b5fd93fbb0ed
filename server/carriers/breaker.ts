/**
 * One per carrier: when the way out itself fails (the relay is down or refuses our sign-in), nothing but a single
 * probe goes that way until it works again, and no recipient's attempts are used up meanwhile. Pure but for its state.
 */
const STEPS_MS = [1_000, 2_000, 3_000, 5_000, 5_000, 5_000, 10_000, 15_000, 30_000, 60_000];

export type Breaker = {
  /** How many may be under way now, given the carrier's limit. */
  room(nowMs: number, limit: number): number;
  /** `retryAfterMs`: when whoever failed may be asked again, where that is known. */
  failed(nowMs: number, error: string, retryAfterMs?: number): void;
  worked(): void;
  state(): { state: 'closed' | 'open'; error: string | null; retryAtMs: number | null };
};

export function createBreaker(): Breaker {
  let failures = 0;
  let retryAtMs: number | null = null;
  let error: string | null = null;
  return {
    room(nowMs, limit) {
      if (retryAtMs === null) return limit;
      return nowMs >= retryAtMs ? 1 : 0;
    },
    failed(nowMs, why, retryAfterMs) {
      // Deliveries that were under way together fail together: that is one failure.
      if (retryAtMs !== null && nowMs < retryAtMs) return;
      const step = STEPS_MS[Math.min(failures, STEPS_MS.length - 1)]!;
      retryAtMs = nowMs + (retryAfterMs ?? step);
      failures += 1;
      error = why;
    },
    worked() {
      failures = 0;
      retryAtMs = null;
      error = null;
    },
    state: () => ({ state: retryAtMs === null ? 'closed' : 'open', error, retryAtMs }),
  };
}
