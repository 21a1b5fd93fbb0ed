/** Which stretch of time a chart of traffic shows, in buckets that a screen can hold. Pure. */

export const RANGES = [
  { value: 'hour', label: '1 hour', seconds: 3_600 },
  { value: 'day', label: '24 hours', seconds: 86_400 },
  { value: 'week', label: '7 days', seconds: 7 * 86_400 },
  { value: 'month', label: '28 days', seconds: 28 * 86_400 },
] as const;
export type RangeName = (typeof RANGES)[number]['value'];

const MOST_BUCKETS = 240;

/** From, to and the width: the grain itself, or so many of them that at most 240 buckets are drawn. */
export function rangeOf(name: RangeName, nowMs: number, grainSeconds: number) {
  const { seconds } = RANGES.find(({ value }) => value === name) ?? RANGES[1];
  const least = Math.max(grainSeconds, seconds / MOST_BUCKETS);
  const bucket = Math.ceil(least / grainSeconds) * grainSeconds;
  const untilMs = Math.ceil(nowMs / (bucket * 1_000)) * bucket * 1_000;
  const span = Math.max(seconds, bucket * 7);
  const fromMs = untilMs - Math.ceil(span / bucket) * bucket * 1_000;
  return { from: new Date(fromMs).toISOString(), to: new Date(untilMs).toISOString(), bucket };
}
