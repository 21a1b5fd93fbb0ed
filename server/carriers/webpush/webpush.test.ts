/** The whole way from the ledger to the browser, over a pretend push service that checks everything. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startPushService } from '../../../mocks/push-service.ts';
import { createWorld, plan, reader, START, stateOf, update } from '../testing.ts';

async function open(t: TestContext) {
  const world = await createWorld(t);
  const service = await startPushService({ now: world.clock.nowMs });
  t.after(() => service.close());
  const house = await world.open();
  await house.carriers.start();
  const browser = (id: string) => {
    const one = service.browser();
    const { endpoint, keys } = one.subscription;
    return {
      ...one,
      recipient: reader(id, { carrier: 'webpush', address: endpoint, secret: `${keys.p256dh}.${keys.auth}` }),
    };
  };
  const tell = (recipient: ReturnType<typeof reader>, phase: string, rank: number, more = {}) =>
    plan(world, house.carriers, update(phase, rank, more), [recipient]);
  return { ...world, ...house, service, browser, tell };
}

const incident = (severity: number) => ({
  type: 'incident.update.published',
  data: { incident: { id: 'inc_1', severity, url: 'https://status.example.org/incidents/inc_1' } },
});

test('a browser gets what only it can read, and a newer word replaces what it has not fetched', async (t) => {
  const { browser, tell, settle, service, carriers, clock } = await open(t);
  const { recipient, waiting } = browser('sub_1');
  await tell(recipient, 'investigating', 1, { event: incident(1) });
  await settle();
  await clock.moveTo(Date.parse(START) + 60_000);
  await tell(recipient, 'resolved', 4, { event: incident(3) });
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_1'), ['accepted', 'accepted']);
  const [first, second] = service.inbox();
  assert.deepEqual([first!.faults, second!.faults], [[], []]);
  assert.deepEqual(first!.message, {
    title: 'API is failing',
    body: 'We are investigating.',
    url: 'https://status.example.org/incidents/inc_1',
    tag: 'inc_1',
    at: START,
    dir: 'auto',
  });
  const { ttl, urgency, topic } = first!.headers;
  assert.deepEqual([ttl, urgency], ['86400', 'high']);
  assert.match(topic!, /^[\w-]{32}$/);
  assert.equal(second!.headers['urgency'], 'normal');
  assert.equal(first!.claims!.sub, 'mailto:status@acme.example');
  assert.notEqual(first!.raw, second!.raw);
  assert.deepEqual(
    waiting().map(({ text }) => JSON.parse(text).body),
    ['We are resolved.'],
  );
  const { items } = await carriers.ledger.list({ recipientId: 'sub_1', limit: 10 });
  assert.deepEqual(Object.keys(items[0]!.receipt!).sort(), ['at', 'service', 'status']);
  assert.ok(!JSON.stringify(items).includes(recipient.secret!), 'no key in what staff see');
  assert.ok(
    !JSON.stringify(items).includes(new URL(recipient.address).pathname.slice(10)),
    'nor the address',
  );
});

test('a browser that wants nothing more is never called again', async (t) => {
  const { browser, tell, settle, service, carriers } = await open(t);
  const suppressed: string[] = [];
  carriers.ledger.onSuppressed(async (_tx, { recipientId }) => void suppressed.push(recipientId));
  const { recipient, revoke } = browser('sub_1');
  revoke();
  await tell(recipient, 'investigating', 1);
  await settle();
  await tell(recipient, 'resolved', 4);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_1'), ['suppressed', 'suppressed']);
  assert.deepEqual(suppressed, ['sub_1']);
  assert.equal(service.inbox().length, 1);
});

test('every way to fail ends as it should, and what can wait arrives', async (t) => {
  const { browser, tell, settle, service, carriers, moveBy } = await open(t);
  const trial = async (id: string, fault: Parameters<typeof service.setFault>[0], waitMs: number) => {
    const { recipient } = browser(id);
    service.setFault(fault);
    await tell(recipient, 'investigating', 1, { incidentId: `inc_${id}`, updateId: `upd_${id}` });
    await settle();
    const before = await stateOf(carriers, id);
    const [{ lastError } = { lastError: null }] = (await carriers.ledger.list({ recipientId: id, limit: 1 }))
      .items;
    service.setFault({ mode: 'accept' });
    if (waitMs > 0) await moveBy(waitMs);
    return [...before, ...(await stateOf(carriers, id)), lastError];
  };
  const later = async (
    id: string,
    fault: Parameters<typeof service.setFault>[0],
    words: RegExp,
    waitMs = 2_500,
  ) => {
    const [before, after, error] = await trial(id, fault, waitMs);
    assert.deepEqual([before, after], ['deferred', 'accepted'], `${id}: ${error}`);
    assert.match(error!, words);
  };
  await later('busy', { mode: 'status', status: 503, body: 'try later' }, /answered 503: try later/);
  await later('refused', { mode: 'status', status: 403 }, /answered 403/);
  await later('broken', { mode: 'drop' }, /./);
  await later('moved', { mode: 'status', status: 307 }, /answered 307/);
  const many = await trial('many', { mode: 'status', status: 429, retryAfter: '60' }, 30_000);
  assert.deepEqual(many.slice(0, 2), ['deferred', 'deferred'], 'Retry-After is waited for');
  await moveBy(31_000);
  assert.deepEqual(await stateOf(carriers, 'many'), ['accepted']);
  const large = await trial('large', { mode: 'status', status: 413 }, 0);
  assert.equal(large[0], 'failed');
  const { recipient } = browser('stranger');
  await tell({ ...recipient, address: 'http://127.0.0.2:1/send/x' }, 'investigating', 1, {
    incidentId: 'inc_s',
  });
  await tell({ ...recipient, id: 'keyless', secret: 'x.y' }, 'investigating', 1, { incidentId: 'inc_k' });
  await settle();
  assert.deepEqual(await stateOf(carriers, 'stranger'), ['failed'], 'no service that is known');
  assert.deepEqual(await stateOf(carriers, 'keyless'), ['suppressed']);
});

test('what staff see of the carrier: its public key, and a notification before it is sent', async (t) => {
  const { carriers } = await open(t);
  const view = carriers.describe().find(({ name }) => name === 'webpush')!;
  assert.equal(view.ready, true);
  assert.equal(Buffer.from(String(view.settings['publicKey']), 'base64url').length, 65);
  assert.deepEqual(view.settings['services'], ['127.0.0.1']);
  const form = { subject: 'API is failing', text: 'We look into it.' };
  const shown = carriers.all.get('webpush')!.show({ form, event: incident(1) });
  const [text] = shown.texts;
  assert.equal(text!.text, 'We look into it.');
  assert.deepEqual([text!.measure.limit, text!.measure.unit], [3_993, 'bytes']);
});
