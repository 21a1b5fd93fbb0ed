/**
 * Token buckets per reader in bounded memory. A bucket is one number, the instant at which it is full again, so an
 * idle reader costs nothing: full buckets are forgotten, and when memory is full the longest known goes first.
 */
import type { Clock } from '#lib/clock.ts';

export type Limiter = {
  /** Takes one; when there is none left, answers the whole seconds until there is. */
  take(key: string, perMinute: number): { ok: true } | { ok: false; retryAfterSeconds: number };
  size(): number;
};

const REMEMBERED = 20_000;

export function createLimiter({
  clock,
  remembered = REMEMBERED,
}: {
  clock: Clock;
  remembered?: number;
}): Limiter {
  const fullAt = new Map<string, number>();
  return {
    take(key, perMinute) {
      const nowMs = clock.nowMs();
      const oneMs = 60_000 / perMinute;
      const debtMs = Math.max(0, (fullAt.get(key) ?? 0) - nowMs);
      if (debtMs + oneMs > 60_000 + 1e-6)
        return { ok: false, retryAfterSeconds: Math.ceil((debtMs + oneMs - 60_000) / 1_000) };
      fullAt.delete(key);
      if (fullAt.size >= remembered) fullAt.delete(fullAt.keys().next().value!);
      fullAt.set(key, nowMs + debtMs + oneMs);
      return { ok: true };
    },
    size: () => fullAt.size,
  };
}
