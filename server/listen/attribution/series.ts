/**
 * A measured series in regular buckets, as the estimator wants it: by position, in the local time of the site (people
 * come by their own clocks), missing where nothing was measured. Missing is never zero: a beacon that died with the
 * service is no visitor who stayed away.
 */
import { type Interval, overlaps } from '#lib/interval.ts';

/** One bucket: a count, or a numerator over a denominator (conversions over sessions, seconds over sessions). */
export type Point = { atMs: number; value: number | null; of?: number | null };

export type Series = {
  /** `count`: values add up (sessions, sign-ups). `rate`: value over `of` (conversion rate, mean duration). */
  kind: 'count' | 'rate';
  bucketMs: number;
  /** In any order; what is absent is missing. The latest of two for the same bucket counts. */
  points: readonly Point[];
};

export type Grid = {
  bucketMs: number;
  kind: Series['kind'];
  length: number;
  /** NaN where missing. */
  value: Float64Array;
  of: Float64Array;
  /** The position of the bucket that an instant falls into. */
  at(ms: number): number;
};

const MOST_BUCKETS = 500_000;

/** `exclude` blanks out known incidents, so that they are neither history nor placebo. `keep` wins over it. */
export function gridOf(
  series: Series,
  {
    timeZone = 'UTC',
    exclude = [],
    keep,
  }: { timeZone?: string; exclude?: readonly Interval[]; keep: readonly Interval[] },
): Grid | null {
  const { bucketMs } = series;
  if (!Number.isInteger(bucketMs) || bucketMs <= 0)
    throw new RangeError('bucketMs has to be positive milliseconds.');
  const local = localClock(timeZone);
  const placed = series.points.map((point) => ({ ...point, localMs: local(point.atMs) }));
  if (placed.length === 0) return null;
  let [first, last] = [Infinity, -Infinity];
  for (const { localMs } of placed) {
    first = Math.min(first, localMs);
    last = Math.max(last, localMs);
  }
  const startMs = Math.floor(first / bucketMs) * bucketMs;
  const length = Math.floor((last - startMs) / bucketMs) + 1;
  if (length > MOST_BUCKETS)
    throw new RangeError(`${length} buckets are more than ${MOST_BUCKETS}; use longer ones.`);
  const value = new Float64Array(length).fill(Number.NaN);
  const of = new Float64Array(length).fill(Number.NaN);
  for (const point of placed) {
    const bucket = { startMs: point.atMs, endMs: point.atMs + bucketMs };
    const blanked =
      exclude.some((hole) => overlaps(hole, bucket)) && !keep.some((window) => overlaps(window, bucket));
    const base = series.kind === 'rate' ? point.of : 1;
    if (blanked || point.value === null || base === null || base === undefined) continue;
    const position = Math.floor((point.localMs - startMs) / bucketMs);
    value[position] = point.value;
    of[position] = base;
  }
  return {
    bucketMs,
    kind: series.kind,
    length,
    value,
    of,
    at: (ms) => Math.floor((local(ms) - startMs) / bucketMs),
  };
}

/** Every change of a zone's offset falls on a quarter of an hour, so it is asked for once in each. */
const OFFSET_STEP_MS = 900_000;

/** Local wall time as if it were UTC. */
function localClock(timeZone: string): (ms: number) => number {
  if (timeZone === 'UTC') return (ms) => ms;
  const offsets = new Map<number, number>();
  return (ms) => {
    const step = Math.floor(ms / OFFSET_STEP_MS);
    let offsetMs = offsets.get(step);
    if (offsetMs === undefined) {
      const instant = Temporal.Instant.fromEpochMilliseconds(step * OFFSET_STEP_MS);
      offsetMs = instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
      offsets.set(step, offsetMs);
    }
    return ms + offsetMs;
  };
}
