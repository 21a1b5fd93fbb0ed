import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@candor/protocol/watch.ts';
import fc from 'fast-check';
import { type Bucket, bucketOf, emptyBucket, mergeBuckets, quantile, stepOf, toPoint } from './bucket.ts';

const sample = fc.record({
  outcome: fc.constantFrom<Verdict>('up', 'down', 'unknown'),
  latencyMs: fc.option(fc.integer({ min: 0, max: 200_000 })),
});
const samples = fc.array(sample, { maxLength: 60 });
type Sample = { outcome: Verdict; latencyMs: number | null };
const sum = (list: readonly Sample[]): Bucket =>
  list.map((s) => bucketOf(s.outcome, s.latencyMs)).reduce(mergeBuckets, emptyBucket());

test('property: merging keeps every count, in any order and grouping', () => {
  fc.assert(
    fc.property(samples, fc.nat(60), (list, cut) => {
      const whole = sum(list);
      assert.equal(whole.up + whole.down + whole.unknown, list.length);
      assert.deepEqual(mergeBuckets(sum(list.slice(0, cut)), sum(list.slice(cut))), whole);
      assert.deepEqual(sum(list.toReversed()), whole);
      const counted = whole.histogram.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b, 0);
      assert.equal(counted, whole.latencyCount);
    }),
  );
});

test('property: quantiles lie between the extremes, rise with q, and are near the truth', () => {
  const latencies = fc.array(fc.integer({ min: 2, max: 60_000 }), { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(latencies, (list) => {
      const bucket = sum(list.map((latencyMs) => ({ outcome: 'up', latencyMs })));
      const [p50, p95] = [quantile(bucket, 0.5)!, quantile(bucket, 0.95)!];
      assert.ok(bucket.latencyMin! <= p50 && p50 <= p95 && p95 <= bucket.latencyMax!);
      const sorted = list.toSorted((a, b) => a - b);
      const truth = sorted[Math.ceil(0.95 * sorted.length) - 1]!;
      assert.ok(p95 >= truth / 1.42 && p95 <= truth * 1.42, `${p95} against ${truth}`);
    }),
  );
});

test('steps hold what they say', () => {
  assert.equal(stepOf(0), 0);
  assert.equal(stepOf(1), 0);
  assert.equal(stepOf(2), 2);
  assert.equal(stepOf(2.1), 3);
  assert.equal(stepOf(1e9), 40);
});

test('a point without decided checks claims nothing', () => {
  const point = toPoint('2026-01-01T00:00:00.000Z', sum([{ outcome: 'unknown', latencyMs: null }]));
  assert.equal(point.upRatio, null);
  assert.equal(point.averageMs, null);
  assert.equal(point.p95Ms, null);
});
