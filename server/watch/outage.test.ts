/** When our own database is gone: watching goes on, is bounded in memory, and is written down afterwards. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import type { FactDraft } from '#timeline';
import type { History, Sample } from './history.ts';
import { createRecorder } from './recorder.ts';
import { target, world } from './testing.ts';
import { newStanding } from './verdict.ts';

const MINUTE = 60_000;

/** The world's store behind a switch: while it is off, the database cannot be reached. */
function breakable(store: Store) {
  let on = true;
  const listeners = new Set<(state: 'up' | 'down') => void>();
  const { transaction } = store;
  store.transaction = (work) => {
    if (!on) return Promise.reject(new Problem('store.unavailable', 'gone'));
    return transaction(work);
  };
  store.state = () => (on ? 'up' : 'down');
  store.onState = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return (state: 'up' | 'down') => {
    on = state === 'up';
    for (const listener of listeners) listener(state);
  };
}

test('an outage that happens while the database is gone is known at once and recorded afterwards, with its own times', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  const database = breakable(it.store);
  const told: string[] = [];
  it.watch.onTransition(({ transition }) => told.push(transition.kind));
  await it.start();
  const monitor = await it.http(site.url);
  await it.pass(MINUTE);

  database('down');
  site.set('bad');
  await it.pass(2 * MINUTE);
  assert.equal(it.watch.state(monitor.id)?.verdict, 'down', 'state is known from memory');
  assert.equal(it.watch.failing().length, 1);
  assert.deepEqual(told, ['failed'], 'the direct way needs no database');
  site.set('good');
  await it.pass(2 * MINUTE);
  assert.deepEqual(await it.kinds(), []);
  assert.equal(it.watch.recorder().facts, 2);
  const downAt = it.clock.now();

  database('up');
  await it.pass(MINUTE);
  const [failed, recovered] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed' && recovered?.kind === 'monitor.recovered');
  assert.ok(
    failed.at < downAt && recovered.at < downAt,
    'true when they happened, not when they were written',
  );
  assert.equal(recovered.downSince, failed.firstFailedAt);
  assert.deepEqual(it.watch.recorder(), { samples: 0, facts: 0, dropped: 0 });
  const points = await it.watch.series(monitor.id, failed.firstFailedAt, recovered.firstGoodAt, 60);
  assert.ok(points.reduce((sum, { down }) => sum + down, 0) >= 3, 'the samples of the outage are there too');
});

test('cut connections lose nothing and double nothing', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const monitor = await it.http(site.url, { intervalSeconds: 10 });
  const from = it.clock.now();
  await it.pass(30_000);
  await it.databases.cutConnections();
  site.set('bad');
  await it.pass(30_000);
  for (let i = 0; i < 40 && it.watch.recorder().facts > 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await it.pass(1_000);
  }
  await it.pass(2_000);
  assert.deepEqual(await it.kinds(), ['monitor.failed']);
  const points = await it.watch.series(monitor.id, from, it.clock.now(), 60);
  assert.ok(points.reduce((sum, { up }) => sum + up, 0) >= 3);
});

function bareRecorder() {
  const clock = handClock('2026-01-01T00:00:00.000Z');
  const log = silentLog();
  const written: Sample[] = [];
  const facts: FactDraft[] = [];
  let up = false;
  const transaction = async (work: (tx: never) => Promise<unknown>) => {
    if (!up) throw new Problem('store.unavailable', 'gone');
    return work({ withTables: () => ({ insertInto: () => chain }) } as never);
  };
  const chain = { values: () => chain, onConflict: () => chain, execute: async () => [] };
  const recorder = createRecorder({
    store: { transaction, state: () => 'up', onState: () => () => {} } as unknown as Store,
    timeline: {
      record: async (_tx, drafts) => {
        facts.push(...drafts);
        return [];
      },
    },
    clock,
    log,
    loops: createLoops({ clock, log }),
    history: {
      rawEdgeMs: () => 0,
      write: async (_tx: unknown, samples: readonly Sample[]) => void written.push(...samples),
    } as unknown as History,
  });
  const note = { standing: newStanding(), last: null, lastPlannedMs: null, lastBeatMs: null };
  const add = (monitor: number, atMs: number, drafts: FactDraft[] = []) =>
    recorder.add(
      `mon_${monitor}`,
      { monitor, atMs, outcome: 'up', latencyMs: 1, failure: null, httpStatus: 200, detail: null },
      note,
      drafts,
    );
  return { recorder, add, written, facts, repair: () => (up = true) };
}

test('memory is bounded: the newest samples of each monitor stay, and every transition', async () => {
  const { recorder, add, written, facts, repair } = bareRecorder();
  for (let i = 0; i < 3_000; i++) {
    add(1, i);
    if (i % 100 === 0) {
      add(2, i);
      add(1, i, [{ subject: 'component:x', by: 'system:x', body: { kind: 'maintenance.started' } }]);
    }
    if (i % 500 === 0) await assert.rejects(recorder.flush(), { code: 'store.unavailable' });
  }
  assert.equal(recorder.waiting().samples, 1_000 + 30);
  assert.equal(recorder.waiting().facts, 30);
  repair();
  await recorder.flush();
  assert.equal(facts.length, 30);
  assert.equal(
    written.filter(({ monitor }) => monitor === 2).length,
    30,
    'a busy neighbour displaces nobody',
  );
  const own = written.filter(({ monitor }) => monitor === 1).map(({ atMs }) => atMs);
  assert.equal(Math.max(...own), 2_999);
  assert.deepEqual(recorder.waiting().samples, 0);
});
