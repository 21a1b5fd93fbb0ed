/**
 * How fast each component answered, for its page: the last 24 whole hours and the last 90 whole days, of all monitors
 * of a component together, made once an hour and kept in memory. Hours and days that are not over are left out, so
 * that the page does not change with every check. Heartbeats do not measure.
 */
import type { LatencySeries } from '@candor/protocol/snapshot.ts';
import type { Monitor } from '@candor/protocol/watch.ts';
import type { Clock } from '#lib/clock.ts';
import { type Bucket, emptyBucket, mergeBuckets, quantile } from './bucket.ts';
import type { History } from './history.ts';
import { floorTo, LEVELS } from './levels.ts';

const SPANS = [
  { level: LEVELS[1], count: 24 },
  { level: LEVELS[2], count: 90 },
] as const;

type Known = { number: number; monitor: Pick<Monitor, 'componentId' | 'target'> };

export function createLatency({ history, clock }: { history: Pick<History, 'read'>; clock: Clock }) {
  let made: ReadonlyMap<string, LatencySeries[]> = new Map();

  async function seriesOf(
    numbers: readonly number[],
    span: (typeof SPANS)[number],
  ): Promise<LatencySeries[]> {
    const { level, count } = span;
    const toMs = floorTo(clock.nowMs(), level.ms);
    const fromMs = toMs - count * level.ms;
    const buckets = new Map<number, Bucket>();
    for (const number of numbers)
      for (const { atMs, ...bucket } of await history.read(number, level, fromMs, toMs))
        buckets.set(atMs, mergeBuckets(buckets.get(atMs) ?? emptyBucket(), bucket));
    const steps = Array.from({ length: count }, (_, i) => fromMs + i * level.ms);
    const first = steps.findIndex((atMs) => (buckets.get(atMs)?.latencyCount ?? 0) > 0);
    if (first < 0) return [];
    const read = (q: number) =>
      steps.slice(first).map((atMs) => {
        const value = quantile(buckets.get(atMs) ?? emptyBucket(), q);
        return value === null ? null : Math.round(value);
      });
    const from = new Date(steps[first]!).toISOString();
    return [{ from, stepSeconds: level.ms / 1_000, p50: read(0.5), p95: read(0.95) }];
  }

  return {
    current: () => made,
    async refresh(known: readonly Known[]): Promise<void> {
      const byComponent = new Map<string, number[]>();
      for (const { number, monitor } of known)
        if (monitor.target.kind !== 'heartbeat')
          byComponent.set(monitor.componentId, [...(byComponent.get(monitor.componentId) ?? []), number]);
      const next = new Map<string, LatencySeries[]>();
      for (const [componentId, numbers] of byComponent) {
        const series: LatencySeries[] = [];
        for (const span of SPANS) series.push(...(await seriesOf(numbers, span)));
        if (series.length > 0) next.set(componentId, series);
      }
      made = next;
    },
  };
}
