/** Answer times of whole hours and days, of all monitors of a component together; what is not over is left out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { HOUR_MS } from '#lib/duration.ts';
import { bucketOf } from './bucket.ts';
import { createLatency } from './latency.ts';
import type { Level } from './levels.ts';

const NOW = '2026-03-02T10:30:00.000Z';
const at = (instant: string) => Date.parse(instant);

test('it begins where something was measured, leaves gaps, and ends with the last whole step', async () => {
  const asked: [string, string, string][] = [];
  const samples = [
    { number: 1, atMs: at('2026-03-02T06:10:00.000Z'), ms: 100 },
    { number: 2, atMs: at('2026-03-02T06:40:00.000Z'), ms: 400 },
    { number: 1, atMs: at('2026-03-02T08:10:00.000Z'), ms: 50 },
    { number: 1, atMs: at('2026-03-02T10:10:00.000Z'), ms: 9_000 },
  ];
  const history = {
    read: async (number: number, level: Level | 'raw', fromMs: number, toMs: number) => {
      if (level === 'raw') return [];
      asked.push([level.name, new Date(fromMs).toISOString(), new Date(toMs).toISOString()]);
      return samples
        .filter((sample) => sample.number === number && sample.atMs >= fromMs && sample.atMs < toMs)
        .map(({ atMs, ms }) => ({ ...bucketOf('up', ms), atMs: atMs - (atMs % level.ms) }));
    },
  };
  const latency = createLatency({ history, clock: handClock(NOW) });
  const monitor = (componentId: string, kind: 'http' | 'heartbeat') => ({
    componentId,
    target: (kind === 'http' ? { kind, url: 'http://127.0.0.1/' } : { kind, everySeconds: 60 }) as never,
  });
  await latency.refresh([
    { number: 1, monitor: monitor('a', 'http') },
    { number: 2, monitor: monitor('a', 'http') },
    { number: 3, monitor: monitor('b', 'heartbeat') },
    { number: 4, monitor: monitor('c', 'http') },
  ]);
  assert.deepEqual([...latency.current().keys()], ['a'], 'who measured nothing has no chart');
  const [hours, ...days] = latency.current().get('a')!;
  assert.deepEqual(days, [], 'today is not over');
  assert.equal(hours!.from, '2026-03-02T06:00:00.000Z');
  assert.equal(hours!.stepSeconds, HOUR_MS / 1_000);
  assert.deepEqual(
    hours!.p50.map((ms) => ms !== null),
    [true, false, true, false],
  );
  assert.ok(hours!.p95[0]! > hours!.p50[0]!);
  assert.equal(hours!.p95[2], 50);
  assert.deepEqual(asked[0], ['hour', '2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z']);
});
