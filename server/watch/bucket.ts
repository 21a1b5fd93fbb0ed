/**
 * A bucket: what the checks of a minute, an hour or a day say together. Pure; merging is associative and
 * commutative and keeps every count, so that hours from minutes equal hours from samples.
 */
import type { SeriesPoint, Verdict } from '@candor/protocol/watch.ts';

export type Bucket = {
  up: number;
  down: number;
  unknown: number;
  latencyCount: number;
  latencySum: number;
  latencyMin: number | null;
  latencyMax: number | null;
  /** Pairs of step and count, sparse, rising; step n holds latencies up to 2^(n/2) ms. */
  histogram: number[];
};

export const emptyBucket = (): Bucket => ({
  up: 0,
  down: 0,
  unknown: 0,
  latencyCount: 0,
  latencySum: 0,
  latencyMin: null,
  latencyMax: null,
  histogram: [],
});

/** Steps of √2: a quantile read back is wrong by a fifth at most. */
const MOST_STEP = 40;
export const stepOf = (ms: number): number =>
  ms <= 1 ? 0 : Math.min(MOST_STEP, Math.ceil(2 * Math.log2(ms) - 1e-9));
const topOf = (step: number): number => 2 ** (step / 2);

/** Only good checks have a latency worth averaging: a refused connection is quick, a hung one as long as the timeout. */
export function bucketOf(outcome: Verdict, latencyMs: number | null): Bucket {
  const bucket = emptyBucket();
  bucket[outcome] = 1;
  if (outcome !== 'up' || latencyMs === null) return bucket;
  return {
    ...bucket,
    latencyCount: 1,
    latencySum: latencyMs,
    latencyMin: latencyMs,
    latencyMax: latencyMs,
    histogram: [stepOf(latencyMs), 1],
  };
}

export function mergeBuckets(a: Bucket, b: Bucket): Bucket {
  return {
    up: a.up + b.up,
    down: a.down + b.down,
    unknown: a.unknown + b.unknown,
    latencyCount: a.latencyCount + b.latencyCount,
    latencySum: a.latencySum + b.latencySum,
    latencyMin: extreme(Math.min, a.latencyMin, b.latencyMin),
    latencyMax: extreme(Math.max, a.latencyMax, b.latencyMax),
    histogram: mergeHistograms(a.histogram, b.histogram),
  };
}

const extreme = (pick: (a: number, b: number) => number, a: number | null, b: number | null) =>
  a === null ? b : b === null ? a : pick(a, b);

function mergeHistograms(a: readonly number[], b: readonly number[]): number[] {
  const merged: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i] ?? Number.POSITIVE_INFINITY;
    const right = b[j] ?? Number.POSITIVE_INFINITY;
    merged.push(Math.min(left, right), (left <= right ? a[i + 1]! : 0) + (right <= left ? b[j + 1]! : 0));
    if (left <= right) i += 2;
    if (right <= left) j += 2;
  }
  return merged;
}

/** The latency below which the share `q` of the good checks lies; null without any. */
export function quantile(
  { histogram, latencyCount, latencyMin, latencyMax }: Bucket,
  q: number,
): number | null {
  if (latencyCount === 0 || latencyMin === null || latencyMax === null) return null;
  const rank = q * latencyCount;
  let before = 0;
  for (let i = 0; i < histogram.length; i += 2) {
    const [step, count] = [histogram[i]!, histogram[i + 1]!];
    if (before + count >= rank) {
      const low = step === 0 ? 0 : topOf(step - 1);
      const value = low + (topOf(step) - low) * ((rank - before) / count);
      return round(Math.min(latencyMax, Math.max(latencyMin, value)));
    }
    before += count;
  }
  return round(latencyMax);
}

export function toPoint(at: string, bucket: Bucket): SeriesPoint {
  const { up, down, unknown, latencyCount, latencySum, latencyMin, latencyMax } = bucket;
  return {
    at,
    up,
    down,
    unknown,
    upRatio: up + down === 0 ? null : up / (up + down),
    averageMs: latencyCount === 0 ? null : round(latencySum / latencyCount),
    minMs: latencyMin === null ? null : round(latencyMin),
    maxMs: latencyMax === null ? null : round(latencyMax),
    p50Ms: quantile(bucket, 0.5),
    p95Ms: quantile(bucket, 0.95),
  };
}

const round = (ms: number) => Math.round(ms * 100) / 100;
