import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createTestWeb } from '../web/testing.ts';
import { watchRoutes } from './index.ts';
import { target, world } from './testing.ts';

async function site(t: TestContext) {
  const it = await world(t);
  await it.start();
  const web = await createTestWeb({ routes: [watchRoutes(it.watch)] });
  t.after(() => web.close());
  const input = (url: string) => ({
    name: 'API',
    componentId: it.componentId,
    target: { kind: 'http', url },
  });
  return { ...it, ask: web.ask, input };
}

test('a monitor is made, read, changed and removed; who may not, may not', async (t) => {
  const [it, peer] = [await site(t), await target(t)];
  assert.equal((await it.ask('GET', '/api/v1/monitors')).status, 401);
  assert.equal(
    (await it.ask('POST', '/api/v1/monitors', { as: 'viewer', body: it.input(peer.url) })).status,
    403,
  );

  const secret = { name: 'X-Key', value: 'hush', secret: true };
  const body = { ...it.input(peer.url), target: { kind: 'http', url: peer.url, headers: [secret] } };
  const made = await it.ask('POST', '/api/v1/monitors', { as: 'responder', body });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.intervalSeconds, 30);
  assert.equal(made.json.state.verdict, 'unknown');
  assert.doesNotMatch(made.text, /hush/);

  const path = `/api/v1/monitors/${made.json.id}`;
  const changed = await it.ask('PATCH', path, {
    as: 'responder',
    body: { name: 'The API', confirmations: 2 },
  });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.json.name, 'The API');
  assert.equal(changed.json.intervalSeconds, 30, 'what was not sent stays');
  const listed = await it.ask('GET', '/api/v1/monitors', { as: 'viewer' });
  assert.equal(listed.json.items.length, 1);
  assert.equal(listed.json.next, null);
  assert.doesNotMatch(listed.text, /hush/);
  assert.equal((await it.ask('DELETE', path, { as: 'responder' })).status, 204);
  assert.equal((await it.ask('GET', path, { as: 'viewer' })).status, 404);
});

test('bad input is named field by field, and a private target is refused', async (t) => {
  const it = await site(t);
  const wrong = await it.ask('POST', '/api/v1/monitors', {
    as: 'owner',
    body: { ...it.input('http://x/'), intervalSeconds: 'often' },
  });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.json.code, 'request.invalid');
  const secret = await it.ask('POST', '/api/v1/monitors', {
    as: 'owner',
    body: it.input('http://169.254.169.254/latest'),
  });
  assert.equal(secret.status, 422);
  assert.equal(secret.json.code, 'target.private-address');
});

test('check now shows the phases, and the chart holds the check', async (t) => {
  const [it, peer] = [await site(t), await target(t)];
  const { json: monitor } = await it.ask('POST', '/api/v1/monitors', {
    as: 'owner',
    body: it.input(peer.url),
  });
  const checked = await it.ask('POST', `/api/v1/monitors/${monitor.id}/checks`, { as: 'responder' });
  assert.equal(checked.status, 201, checked.text);
  assert.equal(checked.json.outcome, 'up');
  assert.ok('total' in checked.json.phases);
  await it.watch.flush();
  const query = `from=${it.clock.now().slice(0, 11)}00:00:00.000Z&to=${new Date(it.clock.nowMs() + 60_000).toISOString()}`;
  const chart = await it.ask('GET', `/api/v1/monitors/${monitor.id}/samples?${query}&step=3600`, {
    as: 'viewer',
  });
  assert.equal(chart.status, 200, chart.text);
  assert.equal(chart.json.items.at(-1).up, 1);
  const tooFine = await it.ask('GET', `/api/v1/monitors/${monitor.id}/samples?${query}&step=1`, {
    as: 'viewer',
  });
  assert.equal(tooFine.status, 400);
});

test('a heartbeat is sent without signing in, by any method, to its own address only', async (t) => {
  const it = await site(t);
  const target = { kind: 'heartbeat', periodSeconds: 60, graceSeconds: 5 };
  const { json: monitor } = await it.ask('POST', '/api/v1/monitors', {
    as: 'owner',
    body: { ...it.input('http://x/'), target },
  });
  for (const method of ['GET', 'POST', 'HEAD']) {
    await it.pass(2_000);
    assert.equal((await it.ask(method, monitor.heartbeatPath)).status, 200, method);
    assert.equal(it.watch.state(monitor.id)?.last?.at, it.clock.now());
  }
  assert.equal((await it.ask('GET', '/heartbeats/guess')).status, 404);
  await it.pass(2_000);
  assert.equal((await it.ask('POST', `${monitor.heartbeatPath}/failures`)).status, 200);
  assert.equal(it.watch.state(monitor.id)?.verdict, 'down');
});

test('samples of the past are imported', async (t) => {
  const [it, peer] = [await site(t), await target(t)];
  const { json: monitor } = await it.ask('POST', '/api/v1/monitors', {
    as: 'owner',
    body: it.input(peer.url),
  });
  const samples = [{ at: '2026-01-05T00:00:00.000Z', outcome: 'up', latencyMs: 12 }];
  const done = await it.ask('POST', `/api/v1/monitors/${monitor.id}/samples`, {
    as: 'owner',
    body: { samples },
  });
  assert.equal(done.status, 200, done.text);
  assert.deepEqual(done.json, { samples: 1, facts: 0 });
});
