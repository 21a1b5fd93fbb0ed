/** Made-up sites whose truth is known, the same for the same seed. For tests alone. */
import { HOUR_MS } from '#lib/duration.ts';
import type { Point } from './series.ts';

/** Mulberry32: small, seeded, good enough to make test data. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Poisson by inversion, in slices so that large means do not underflow. */
export function poisson(mean: number, random: () => number): number {
  let [left, sum] = [mean, 0];
  while (left > 0) {
    const slice = Math.min(left, 30);
    left -= slice;
    const limit = Math.exp(-slice);
    for (let product = random(); product > limit; product *= random()) sum += 1;
  }
  return sum;
}

export const MONDAY_MS = Date.parse('2026-01-05T00:00:00Z');

/**
 * Hourly visits with a daily and a weekly rhythm, days that differ, and growth; `effect(atMs)` multiplies the truth.
 */
export function visits({
  seed,
  weeks,
  perHour = 400,
  growthPerWeek = 0,
  effect = () => 1,
}: {
  seed: number;
  weeks: number;
  perHour?: number;
  growthPerWeek?: number;
  effect?: (atMs: number) => number;
}): Point[] {
  const random = randomOf(seed);
  let mood = 0;
  return Array.from({ length: weeks * 168 }, (_, i) => {
    const atMs = MONDAY_MS + i * HOUR_MS;
    const [hour, day] = [i % 24, Math.floor(i / 24) % 7];
    if (hour === 0) mood = 0.5 * mood + 0.06 * (random() + random() + random() - 1.5);
    const rhythm = 1 + 0.8 * Math.sin(((hour - 9) / 24) * 2 * Math.PI);
    const weekday = day >= 5 ? 0.6 : 1;
    const trend = (1 + growthPerWeek) ** (i / 168);
    const mean = perHour * rhythm * weekday * trend * Math.exp(mood) * effect(atMs);
    return { atMs, value: poisson(mean, random) };
  });
}
