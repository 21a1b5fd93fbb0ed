import assert from 'node:assert/strict';
import { test } from 'node:test';
import { target, world } from './testing.ts';

const MINUTE = 60_000;

test('a failing target is confirmed by two re-checks two seconds apart, and recorded with its evidence', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const monitor = await it.http(site.url);
  await it.pass(MINUTE);
  assert.equal(it.watch.state(monitor.id)?.verdict, 'up');
  site.set('bad');
  await it.pass(MINUTE);
  const [failed, ...rest] = await it.facts();
  assert.deepEqual(rest, []);
  assert.ok(failed?.kind === 'monitor.failed');
  assert.equal(failed.monitorId, monitor.id);
  assert.equal(failed.monitorName, 'Front door');
  assert.equal(failed.status, 'major_outage');
  assert.equal(failed.opensIncident, 2);
  assert.equal(Date.parse(failed.at) - Date.parse(failed.firstFailedAt), 4_000);
  assert.equal(failed.evidence.failure, 'status');
  assert.match(failed.evidence.detail, /^answered 500 after/);
  assert.equal(it.watch.failing()[0]?.monitorId, monitor.id);
  assert.equal(it.watch.failing()[0]?.downSince, failed.firstFailedAt);
});

test('the recovery is confirmed too, and says since when it was down and since when it is good', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  await it.http(site.url);
  site.set('bad');
  await it.pass(MINUTE);
  site.set('good');
  await it.pass(MINUTE);
  const [failed, recovered] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed' && recovered?.kind === 'monitor.recovered');
  assert.equal(recovered.downSince, failed.firstFailedAt);
  assert.equal(Date.parse(recovered.at) - Date.parse(recovered.firstGoodAt), 2_000);
  assert.deepEqual(it.watch.failing(), []);
});

test('one failure among good checks is no failure', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const monitor = await it.http(site.url);
  await it.pass(MINUTE);
  site.set('bad');
  await it.pass(Date.parse(it.watch.state(monitor.id)!.nextDueAt!) - it.clock.nowMs());
  assert.equal(it.watch.state(monitor.id)?.doubts, 1);
  site.set('good');
  await it.pass(MINUTE);
  assert.deepEqual(await it.kinds(), []);
  assert.equal(it.watch.state(monitor.id)?.doubts, 0);
});

test('a target that hangs is confirmed within 15 seconds of the first failing check, with default settings', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  await it.http(site.url);
  await it.pass(MINUTE);
  site.set('hang');
  await it.pass(MINUTE);
  const [failed] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed');
  assert.equal(failed.evidence.detail, 'no answer within 10 s');
  assert.equal(Date.parse(failed.at) - Date.parse(failed.firstFailedAt), 14_000);
});

test('maintenance silences a failure and says what it hid; what outlives it is announced when it ends', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  await it.http(site.url, { intervalSeconds: 600 });
  const startsAt = it.clock.now();
  const endsAt = new Date(it.clock.nowMs() + 30 * MINUTE).toISOString();
  const id = it.ids.next('mnt');
  await it.store.transaction((tx) =>
    it.calendar.windows.add(tx, { id, componentIds: [it.componentId], startsAt, endsAt }),
  );
  site.set('bad');
  await it.pass(20 * MINUTE);
  const [silenced] = await it.facts();
  assert.ok(silenced?.kind === 'monitor.silenced');
  assert.equal(silenced.windowId, id);
  assert.deepEqual(it.watch.failing(), []);
  assert.equal(it.watch.states()[0]?.state.silencedBy, id);
  await it.pass(10 * MINUTE + 1_000);
  const [, failed] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed');
  assert.equal(failed.firstFailedAt, endsAt, 'at the end of the window, not at the next planned check');
  assert.equal(it.watch.failing().length, 1);
});

test('a failure that ends within its maintenance leaves only what was hidden', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  await it.http(site.url);
  const endsAt = new Date(it.clock.nowMs() + 30 * MINUTE).toISOString();
  const window = { id: it.ids.next('mnt'), componentIds: [it.componentId], startsAt: it.clock.now(), endsAt };
  await it.store.transaction((tx) => it.calendar.windows.add(tx, window));
  site.set('bad');
  await it.pass(5 * MINUTE);
  site.set('good');
  await it.pass(40 * MINUTE);
  assert.deepEqual(await it.kinds(), ['monitor.silenced']);
});

test('after a restart the story goes on: a failure is not told twice, and a recovery meanwhile is told', async (t) => {
  const [before, site] = [await world(t), await target(t)];
  await before.start();
  const monitor = await before.http(site.url);
  site.set('bad');
  await before.pass(MINUTE);
  await before.kill();

  const during = await world(t, { on: before });
  await during.start();
  assert.equal(during.watch.failing()[0]?.monitorId, monitor.id, 'known before the first check');
  await during.pass(2 * MINUTE);
  assert.deepEqual(await during.kinds(), ['monitor.failed']);
  await during.kill();

  site.set('good');
  const after = await world(t, { on: during });
  await after.start();
  await after.pass(MINUTE);
  assert.deepEqual(await after.kinds(), ['monitor.failed', 'monitor.recovered']);
});

test('a private target is a mistake in the settings, not an outage', async (t) => {
  const it = await world(t);
  await it.start();
  await assert.rejects(it.http('http://10.0.0.7/'), { code: 'target.private-address' });
  const monitor = await it.http('http://127.0.0.1:1/');
  await it.watch.monitors
    .update(monitor.id, { target: { kind: 'http', url: 'http://[::1]:1/' } }, 'system:test')
    .then(
      () => assert.fail('was accepted'),
      (error) => assert.equal(error.code, 'target.private-address'),
    );
});

test('changes hold at once, and removing a failing monitor withdraws what it said', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const monitor = await it.http(site.url);
  site.set('bad');
  await it.pass(MINUTE);
  await it.watch.monitors.update(monitor.id, { name: 'Side door' }, 'system:test');
  assert.equal(it.watch.failing()[0]?.monitorName, 'Side door');
  assert.deepEqual(await it.kinds(), ['monitor.failed'], 'a new name proves nothing');

  await it.watch.monitors.update(monitor.id, { enabled: false }, 'system:test');
  assert.deepEqual(it.watch.failing(), []);
  const [, withdrawn] = await it.facts();
  assert.ok(withdrawn?.kind === 'monitor.recovered');
  assert.equal(withdrawn.evidence.failure, 'withdrawn');
  const asked = site.requests();
  await it.pass(5 * MINUTE);
  assert.equal(site.requests(), asked, 'a monitor that is switched off asks nobody');

  await it.watch.monitors.update(monitor.id, { enabled: true }, 'system:test');
  await it.pass(MINUTE);
  assert.deepEqual(await it.kinds(), ['monitor.failed', 'monitor.recovered', 'monitor.failed']);
  await it.watch.monitors.remove(monitor.id, 'system:test');
  assert.equal((await it.kinds()).at(-1), 'monitor.recovered');
  assert.equal(it.watch.state(monitor.id), null);
  await assert.rejects(it.watch.monitors.get(monitor.id), { code: 'not-found' });
});

test('secret headers are used, kept, and never given out', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const headers = [{ name: 'X-Key', value: 'hush', secret: true }];
  const monitor = await it.http(site.url, { target: { kind: 'http', url: site.url, headers } });
  const shown = async () => JSON.stringify([await it.watch.monitors.list(), it.watch.states()]);
  assert.doesNotMatch(JSON.stringify(monitor), /hush/);
  assert.doesNotMatch(await shown(), /hush/);
  const again = [{ name: 'X-Key', value: null, secret: true }];
  await it.watch.monitors.update(
    monitor.id,
    { target: { kind: 'http', url: `${site.url}other`, headers: again } },
    'system:test',
  );
  await assert.rejects(
    it.watch.monitors.update(
      monitor.id,
      { target: { kind: 'http', url: 'https://elsewhere.example/', headers: again } },
      'system:test',
    ),
    { code: 'request.invalid' },
    'a secret does not travel to another origin',
  );
});

test('what makes no sense is refused, field by field', async (t) => {
  const it = await world(t);
  await assert.rejects(
    it.http('ftp://example.com/'),
    (error: { code: string; errors: { path: string }[] }) => {
      assert.equal(error.code, 'request.invalid');
      assert.equal(error.errors[0]?.path, 'target.url');
      return true;
    },
  );
  await assert.rejects(it.http('http://user:pass@example.com/'), { code: 'request.invalid' });
  await assert.rejects(it.http('http://example.com/', { intervalSeconds: 0 }), { code: 'request.invalid' });
});

test('check now answers the phases and counts as a check', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const monitor = await it.http(site.url, { intervalSeconds: 3_600 });
  const result = await it.watch.checkNow(monitor.id);
  assert.equal(result.outcome, 'up');
  assert.ok('connect' in result.phases && 'total' in result.phases);
  assert.equal(it.watch.state(monitor.id)?.verdict, 'up');
  await assert.rejects(it.watch.checkNow('mon_none'), { code: 'not-found' });
});

test('a listener that throws does not disturb watching, and is told before anything is written', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  const told: string[] = [];
  it.watch.onTransition(() => {
    throw new Error('clumsy');
  });
  it.watch.onTransition(({ transition }) => told.push(transition.kind));
  await it.start();
  await it.http(site.url);
  site.set('bad');
  await it.pass(MINUTE);
  assert.deepEqual(told, ['failed']);
  assert.deepEqual(await it.kinds(), ['monitor.failed']);
});
