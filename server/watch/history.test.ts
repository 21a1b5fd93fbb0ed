import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@candor/protocol/watch.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type HandClock, handClock } from '#lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import type { Store } from '#store';
import { createTestStore } from '../store/testing.ts';
import { createHistory, type History, type Sample } from './history.ts';
import { LEVELS } from './levels.ts';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');

async function world(t: { after(work: () => Promise<void>): void }) {
  const store = await createTestStore();
  t.after(() => store.close());
  const clock = handClock(new Date(NOW).toISOString());
  const history = createHistory({ store, clock });
  const write = (samples: Sample[]) => store.transaction((tx) => history.write(tx, samples));
  return { store, clock, history, write };
}

const sample = (
  atMs: number,
  outcome: Verdict = 'up',
  latencyMs: number | null = 20,
  monitor = 7,
): Sample => ({
  monitor,
  atMs,
  outcome,
  latencyMs,
  failure: outcome === 'down' ? 'status' : null,
  httpStatus: null,
  detail: outcome === 'up' ? null : 'answered 500',
});

async function rollUp(history: History) {
  while (await history.rollUp());
}

/** Moves the clock forward and rolls up what that closes. */
async function pass(clock: HandClock, history: History, ms: number) {
  clock.jumpTo(clock.nowMs() + ms);
  await rollUp(history);
}

const countIn = async (store: Store, table: string) =>
  (
    await sql<{
      count: number;
    }>`select coalesce(sum(up + down + unknown), 0)::int as count from ${sql.table(table)}`.execute(store.db)
  ).rows[0]!.count;
const rowsIn = async (store: Store, table: string) =>
  (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(store.db))
    .rows[0]!.count;

test('property: minutes, hours and days each hold every sample exactly once, however they arrive', async (t) => {
  const { store, clock, history, write } = await world(t);
  const arrival = fc.record({
    agoMs: fc.integer({ min: 0, max: 30 * HOUR_MS }),
    outcome: fc.constantFrom<Verdict>('up', 'down', 'unknown'),
    monitor: fc.integer({ min: 1, max: 3 }),
  });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(arrival, { maxLength: 30 }), { maxLength: 4 }), async (batches) => {
      for (const batch of batches) {
        const samples = batch.map(({ agoMs, outcome, monitor }) =>
          sample(clock.nowMs() - agoMs, outcome, 20, monitor),
        );
        await write(samples);
        for (const { monitor, atMs } of samples) seen.add(`${monitor} ${atMs}`);
        await pass(clock, history, 7 * MINUTE_MS);
      }
      const edge = clock.nowMs() + DAY_MS;
      for (const level of LEVELS) {
        let counted = 0;
        for (const monitor of [1, 2, 3])
          for (const { up, down, unknown } of await history.read(monitor, level, 0, edge))
            counted += up + down + unknown;
        assert.equal(counted, seen.size, level.name);
      }
    }),
    { numRuns: 12 },
  );
  await pass(clock, history, 2 * DAY_MS);
  for (const level of LEVELS)
    assert.equal(await countIn(store, `watch_rollup_${level.name}`), seen.size, level.name);
});

test('rolling up twice, and writing the same sample twice, change nothing', async (t) => {
  const { store, clock, history, write } = await world(t);
  const samples = [sample(NOW - 5 * MINUTE_MS), sample(NOW - 5 * MINUTE_MS + 1_000, 'down')];
  await write(samples);
  await pass(clock, history, 2 * HOUR_MS);
  await write(samples);
  await pass(clock, history, 2 * DAY_MS);
  await rollUp(history);
  for (const level of LEVELS) assert.equal(await countIn(store, `watch_rollup_${level.name}`), 2, level.name);
});

test('a chart ends now: what is not rolled up yet is read from the samples', async (t) => {
  const { clock, history, write } = await world(t);
  await write([sample(NOW - 90 * MINUTE_MS, 'up', 10)]);
  await pass(clock, history, MINUTE_MS);
  await write([sample(clock.nowMs() - 5_000, 'up', 30)]);
  const points = await history.series(7, NOW - 2 * HOUR_MS, clock.nowMs(), 3_600_000);
  assert.deepEqual(
    points.map((p) => [p.up, p.averageMs]),
    [
      [1, 10],
      [0, null],
      [1, 30],
    ],
  );
});

test('the past stays bounded: raw two days, minutes two weeks, hours 400 days, days for ever', async (t) => {
  const { store, clock, history } = await world(t);
  // A sample every six hours, lived through for 430 days; pruned as the product does it.
  for (let day = 0; day < 430; day++) {
    const samples = [0, 6, 12, 18].map((hour) => sample(clock.nowMs() - hour * HOUR_MS));
    if (day % 3 === 0 || day > 395) await store.transaction((tx) => history.write(tx, samples));
    clock.jumpTo(clock.nowMs() + DAY_MS);
    if (day % 10 === 0 || day > 410) {
      await rollUp(history);
      while (await history.prune());
    }
  }
  await rollUp(history);
  while (await history.prune());
  assert.ok((await rowsIn(store, 'watch_sample_raw')) <= 4 * 4);
  assert.ok((await rowsIn(store, 'watch_rollup_minute')) <= 15 * 4);
  const oldest = await sql<{ at: string }>`select min(at) as at from watch_rollup_hour`.execute(store.db);
  assert.ok(Date.parse(oldest.rows[0]!.at) >= clock.nowMs() - 401 * DAY_MS);
  const written = 4 * (Math.ceil(396 / 3) + 34);
  assert.equal(await countIn(store, 'watch_rollup_day'), written, 'days remember every check');
  const partitions =
    await sql`select 1 from pg_inherits where inhparent = 'watch_sample_raw'::regclass`.execute(store.db);
  assert.ok(partitions.rows.length <= 5);
});

test('samples are pruned only when they are rolled up', async (t) => {
  const { store, clock, history, write } = await world(t);
  await write([sample(NOW - MINUTE_MS)]);
  clock.jumpTo(NOW + 10 * DAY_MS);
  while (await history.prune());
  assert.equal(await rowsIn(store, 'watch_sample_raw'), 1);
  await rollUp(history);
  while (await history.prune());
  assert.equal(await rowsIn(store, 'watch_sample_raw'), 0);
  assert.equal(await countIn(store, 'watch_rollup_day'), 1);
});

test('old samples go straight into the grain that is kept for their age, once, and up from there', async (t) => {
  const { store, history } = await world(t);
  const old = [5 * DAY_MS, 5 * DAY_MS + 60_000, 100 * DAY_MS, 100 * DAY_MS + HOUR_MS, 800 * DAY_MS].map(
    (ago) => sample(NOW - ago),
  );
  for (let twice = 0; twice < 2; twice++) await store.transaction((tx) => history.writeOld(tx, old));
  assert.equal(await countIn(store, 'watch_rollup_minute'), 2);
  assert.equal(await countIn(store, 'watch_rollup_hour'), 4);
  assert.equal(await countIn(store, 'watch_rollup_day'), 5);
  const days = await history.series(7, NOW - 801 * DAY_MS, NOW, DAY_MS);
  assert.equal(
    days.reduce((sum, { up }) => sum + up, 0),
    5,
  );
});
