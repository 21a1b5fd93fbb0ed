/**
 * The rates towards receivers that said "too fast": a mail domain, or whatever shares an endpoint. Only these are kept,
 * and only until they are free again, so that a throttled domain costs nobody else anything. Pure but for its state.
 */
import type { Leased } from './leased.ts';
import { createRate, type Rate } from './rate.ts';

const MOST = 1_000;

export type Throttle = { to: string; perSecond: number | null; pausedUntilMs: number | null };

export function createThrottles(carrier: string) {
  const rates = new Map<string, Rate>();
  /** What left for each lately, so that half of it is known when one is too fast. */
  let recent = new Map<string, number>();
  let before = new Map<string, number>();
  let sinceMs = 0;

  const keyOf = ({ endpoint, outgoing: { address } }: Leased) =>
    carrier === 'email' ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : endpoint;

  return {
    /** Zero when it may leave now, and then it is counted. */
    wait(delivery: Leased, nowMs: number): number {
      const key = keyOf(delivery);
      if (nowMs - sinceMs >= 1_000) {
        before = nowMs - sinceMs < 2_000 ? recent : new Map();
        recent = new Map();
        sinceMs = nowMs;
      }
      const wait = rates.get(key)?.take(nowMs) ?? 0;
      if (wait === 0) recent.set(key, (recent.get(key) ?? 0) + 1);
      return wait;
    },
    throttled(delivery: Leased, nowMs: number, retryAfterMs?: number): void {
      const key = keyOf(delivery);
      const going = Math.max(recent.get(key) ?? 0, before.get(key) ?? 0);
      const rate = rates.get(key) ?? createRate({ going });
      if (rates.size >= MOST && !rates.has(key)) rates.delete(rates.keys().next().value!);
      rates.set(key, rate);
      rate.throttled(nowMs, retryAfterMs);
    },
    worked(delivery: Leased, nowMs: number): void {
      if (rates.size === 0) return;
      const key = keyOf(delivery);
      const rate = rates.get(key);
      rate?.worked(nowMs);
      const now = rate?.state(nowMs);
      if (now?.perSecond === null && now.pausedUntilMs === null) rates.delete(key);
    },
    describe: (nowMs: number): Throttle[] =>
      [...rates].flatMap(([to, rate]) => {
        const { perSecond, pausedUntilMs } = rate.state(nowMs);
        return perSecond === null && pausedUntilMs === null ? [] : [{ to, perSecond, pausedUntilMs }];
      }),
  };
}
