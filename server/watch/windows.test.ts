/** What a maintenance window hides, and the moment from which it hides nothing any more. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { target, world } from './testing.ts';

const MINUTE = 60_000;

async function watched(t: TestContext, minutes: number, intervalSeconds = 600) {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  await it.http(site.url, { intervalSeconds });
  const id = it.ids.next('mnt');
  const endsAt = new Date(it.clock.nowMs() + minutes * MINUTE).toISOString();
  await it.store.transaction((tx) =>
    it.calendar.windows.add(tx, { id, componentIds: [it.componentId], startsAt: it.clock.now(), endsAt }),
  );
  return { ...it, site, id, endsAt };
}

test('a window that ends early hides nothing from that moment on, not from the next planned check', async (t) => {
  const it = await watched(t, 60);
  it.site.set('bad');
  await it.pass(20 * MINUTE);
  assert.deepEqual(await it.kinds(), ['monitor.silenced']);
  const endedAt = it.clock.now();
  await it.store.transaction((tx) => it.calendar.windows.end(tx, it.id, endedAt));
  await it.pass(2_000);
  const [, failed] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed');
  assert.ok(Date.parse(failed.firstFailedAt) - Date.parse(endedAt) < 2_000);
});

test('of a failure that is confirmed after the end, what lay in the window does not count', async (t) => {
  const it = await watched(t, 10, 30);
  await it.pass(10 * MINUTE - 1_000);
  it.site.set('bad');
  await it.pass(MINUTE);
  const [failed] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed', 'nothing was confirmed within the window');
  assert.ok(failed.firstFailedAt >= it.endsAt);
});

test('a heartbeat that went missing within the window is missed from its end on', async (t) => {
  const it = await world(t);
  await it.start();
  const monitor = await it.watch.monitors.create({
    name: 'Nightly backup',
    componentId: it.componentId,
    target: { kind: 'heartbeat', periodSeconds: 60, graceSeconds: 10 },
  });
  it.watch.heartbeat(monitor.heartbeatPath!.slice('/heartbeats/'.length));
  const endsAt = new Date(it.clock.nowMs() + 10 * MINUTE).toISOString();
  const window = { id: it.ids.next('mnt'), componentIds: [it.componentId], startsAt: it.clock.now(), endsAt };
  await it.store.transaction((tx) => it.calendar.windows.add(tx, window));
  await it.pass(9 * MINUTE);
  assert.deepEqual(await it.kinds(), ['monitor.silenced']);
  await it.pass(2 * MINUTE);
  const [, failed] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed');
  assert.equal(failed.firstFailedAt, endsAt);
});
