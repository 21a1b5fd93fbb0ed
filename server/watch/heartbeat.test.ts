import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { world } from './testing.ts';

const MINUTE = 60_000;

async function job(t: TestContext) {
  const it = await world(t);
  await it.start();
  const monitor = await it.watch.monitors.create({
    name: 'Nightly backup',
    componentId: it.componentId,
    target: { kind: 'heartbeat', periodSeconds: 600, graceSeconds: 60 },
  });
  const token = monitor.heartbeatPath!.slice('/heartbeats/'.length);
  return { ...it, monitor, token, beat: (how?: { failed?: boolean }) => it.watch.heartbeat(token, how) };
}

test('before its first beat a heartbeat is unknown, for as long as that takes', async (t) => {
  const it = await job(t);
  await it.pass(60 * MINUTE);
  assert.equal(it.watch.state(it.monitor.id)?.verdict, 'unknown');
  assert.deepEqual(await it.kinds(), []);
});

test('silence beyond period and grace is a failure since the beat that did not come', async (t) => {
  const it = await job(t);
  assert.equal(it.beat(), true);
  const beatMs = it.clock.nowMs();
  await it.pass(10 * MINUTE + 59_000);
  assert.deepEqual(await it.kinds(), []);
  await it.pass(2_000);
  const [failed] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed');
  assert.equal(failed.evidence.failure, 'missed');
  assert.equal(Date.parse(failed.firstFailedAt), beatMs + 10 * MINUTE);
  assert.equal(Date.parse(failed.at), beatMs + 11 * MINUTE);
});

test('the next beat is the recovery', async (t) => {
  const it = await job(t);
  it.beat();
  await it.pass(30 * MINUTE);
  it.beat();
  await it.pass(1_000);
  assert.deepEqual(await it.kinds(), ['monitor.failed', 'monitor.recovered']);
});

test('a job that beats on time is up, and says nothing', async (t) => {
  const it = await job(t);
  for (let i = 0; i < 8; i++) {
    it.beat();
    await it.pass(9 * MINUTE);
  }
  assert.equal(it.watch.state(it.monitor.id)?.verdict, 'up');
  assert.deepEqual(await it.kinds(), []);
});

test('a job may say itself that it failed', async (t) => {
  const it = await job(t);
  it.beat();
  await it.pass(MINUTE);
  it.beat({ failed: true });
  await it.pass(1_000);
  assert.deepEqual(await it.kinds(), ['monitor.failed']);
});

test('a storm of beats is one beat a second, and an unknown token is nobody', async (t) => {
  const it = await job(t);
  for (let i = 0; i < 500; i++) it.beat();
  assert.ok(it.watch.recorder().samples <= 1);
  assert.equal(it.watch.heartbeat('nonsense'), false);
  assert.equal(it.watch.heartbeat('__proto__'), false);
});

test('a beat that was due while nobody listened is not held against the job', async (t) => {
  const before = await job(t);
  before.beat();
  await before.pass(MINUTE);
  await before.kill();
  before.clock.jumpTo(before.clock.nowMs() + 30 * MINUTE);
  const after = await world(t, { on: before });
  await after.start();
  await after.pass(9 * MINUTE);
  assert.deepEqual(await after.kinds(), []);
  await after.pass(3 * MINUTE);
  assert.deepEqual(await after.kinds(), ['monitor.failed'], 'and then it is');
});

test('a machine that slept does not hold the silence against the job', async (t) => {
  const it = await job(t);
  it.beat();
  await it.pass(MINUTE);
  it.clock.jumpTo(it.clock.nowMs() + 120 * MINUTE);
  await it.pass(9 * MINUTE);
  assert.deepEqual(await it.kinds(), []);
  await it.pass(3 * MINUTE);
  assert.deepEqual(await it.kinds(), ['monitor.failed'], 'and then it is');
});
