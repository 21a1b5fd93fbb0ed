/** What the outside does to us: failing, hanging, vanishing receivers, and an outside that wants nothing more. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startWebhookReceiver } from '../../mocks/webhook-receiver.ts';
import { createWorld, endpoint, plan, reader, START, stateOf, update } from './testing.ts';

test('a receiver that answers 500 for 20 s is told within 5 s of its recovery, once', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'status', status: 500 });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  await moveBy(20_000);
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['deferred']);
  world.receiver.setFault({ mode: 'accept' });
  await moveBy(5_000);
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['accepted']);
  assert.equal(world.receiver.accepted().length, 1);
  assert.equal(
    new Set(world.receiver.inbox().map(({ id }) => id)).size,
    1,
    'every attempt carries the same id',
  );
});

test('Retry-After is honoured', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'status', status: 429, retryAfter: '60' });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  world.receiver.setFault({ mode: 'accept' });
  await moveBy(59_000);
  assert.equal(world.receiver.inbox().length, 1);
  await moveBy(2_000);
  assert.equal(world.receiver.accepted().length, 1);
});

test('a receiver that hangs delays nobody else, and its attempt ends after 15 s', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  const hung = await startWebhookReceiver({ secret: world.secret, now: world.clock.nowMs });
  t.after(() => hung.close());
  hung.setFault({ mode: 'hang' });
  await carriers.start();
  const others = Array.from({ length: 20 }, (_, i) =>
    endpoint(`whk_${i}`, `${world.receiver.url}/${i}`, world.secret),
  );
  const stuck = Array.from({ length: 50 }, (_, i) =>
    endpoint(`whk_hung_${i}`, hung.url, world.secret, { lane: 0 }),
  );
  await plan(world, carriers, update('investigating', 1), [...stuck, ...others, reader('sub_a')]);
  await settle();
  assert.equal(world.receiver.accepted().length, 20);
  assert.equal(world.mail.inbox().length, 1);
  assert.equal(hung.inbox().length, 2, 'two under way to one endpoint, never more');
  await moveBy(15_000);
  const [first] = (await carriers.ledger.list({ recipientId: 'whk_hung_0' })).items;
  assert.equal(first!.state, 'deferred');
  assert.match(first!.lastError!, /15 s/);
});

test('no later phase waits behind one that cannot be delivered', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'status', status: 500 });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  world.receiver.setFault({ mode: 'accept' });
  await plan(world, carriers, update('resolved', 4), [endpoint('whk_a', world.receiver.url, world.secret)]);
  await settle();
  await moveBy(60_000);
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['superseded', 'accepted']);
  assert.deepEqual(
    world.receiver.accepted().map(({ body }) => (body as { data: { phase: string } }).data.phase),
    ['resolved'],
  );
});

test('an older word that is under way when the later one is committed is not tried again', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'hang' });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  await plan(world, carriers, update('resolved', 4), [endpoint('whk_a', world.receiver.url, world.secret)]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['leased', 'planned'], 'one after the other');
  world.receiver.setFault({ mode: 'accept' });
  await moveBy(20_000);
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['superseded', 'accepted']);
});

test('after a day it is a dead letter; a replay sends it under its old id', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'status', status: 500 });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  // The look every five seconds would make a day long: jump from attempt to attempt.
  for (let i = 0; i < 40 && (await stateOf(carriers, 'whk_a'))[0] === 'deferred'; i++) {
    const [waiting] = (await carriers.ledger.list({ recipientId: 'whk_a' })).items;
    world.clock.jumpTo(Date.parse(waiting!.nextAt!));
    await moveBy(0);
  }
  const [dead] = (await carriers.ledger.list({ recipientId: 'whk_a' })).items;
  assert.equal(dead!.state, 'failed');
  assert.match(dead!.lastError!, /Given up after a day.*500/);
  assert.ok(dead!.attempts >= 12);
  assert.ok(world.clock.nowMs() - Date.parse(START) > 10 * 3_600_000);
  world.receiver.setFault({ mode: 'accept' });
  await carriers.ledger.replay(dead!.id);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['accepted']);
  assert.equal(new Set(world.receiver.inbox().map(({ id }) => id)).size, 1);
  await assert.rejects(carriers.ledger.replay(dead!.id), { code: 'state.conflict' });
});

test('410 ends an endpoint: nothing more goes there, and the audience hears of it', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  const heard: string[] = [];
  carriers.ledger.onSuppressed(
    async (_tx, { recipientId, reason }) => void heard.push(`${recipientId} ${reason}`),
  );
  await carriers.start();
  world.receiver.setFault({ mode: 'status', status: 410 });
  const whk = endpoint('whk_a', world.receiver.url, world.secret);
  await plan(world, carriers, update('investigating', 1), [whk]);
  await settle();
  world.receiver.setFault({ mode: 'accept' });
  await plan(world, carriers, update('resolved', 4), [whk]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['suppressed', 'suppressed']);
  assert.equal(world.receiver.inbox().length, 1);
  assert.deepEqual(heard, ['whk_a The receiver answered 410: it wants nothing more.']);
  await carriers.ledger.lift('webhook', world.receiver.url);
  await plan(world, carriers, update('postmortem', 5), [whk]);
  await settle();
  assert.equal(world.receiver.accepted().length, 1);
});

test('SMTP 5.1.x suppresses the mailbox at once; a confirmation that it asked for is still tried, and lifts it', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.1.1 no such user', only: 'sub_a' });
  await plan(world, carriers, update('investigating', 1), [reader('sub_a'), reader('sub_b')]);
  await settle();
  await plan(world, carriers, update('investigating', 1, { incidentId: 'inc_2', updateId: 'upd_x' }), [
    reader('sub_a'),
  ]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['suppressed', 'suppressed']);
  assert.deepEqual(await stateOf(carriers, 'sub_b'), ['accepted']);
  world.mail.setFault({ mode: 'accept' });
  await plan(world, carriers, { kind: 'confirm', forms: { en: { subject: 'Confirm', text: 'Please.' } } }, [
    reader('sub_a'),
  ]);
  await settle();
  await plan(world, carriers, update('resolved', 4), [reader('sub_a')]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['suppressed', 'suppressed', 'accepted', 'accepted']);
});

test('5xx without 5.1 is a dead letter, not a suppression', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'data', code: 554, text: '5.7.1 looks like spam' });
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  world.mail.setFault({ mode: 'accept' });
  await plan(world, carriers, update('resolved', 4), [reader('sub_a')]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['failed', 'accepted']);
});

test('while the relay is down it is probed alone, nobody’s attempts are used up, and all leaves once it is back', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'connect', code: 421, text: '4.3.2 closing' });
  await plan(
    world,
    carriers,
    update('investigating', 1),
    Array.from({ length: 60 }, (_, i) => reader(`sub_${i}`)),
  );
  await settle();
  await moveBy(20_000);
  const before = world.mail.connections();
  assert.ok(before < 20, `${before} connections for 60 waiting mails`);
  assert.equal(carriers.describe().find(({ name }) => name === 'email')!.breaker.state, 'open');
  world.mail.setFault({ mode: 'accept' });
  await moveBy(5_000);
  assert.equal(world.mail.inbox().length, 60);
  const { items } = await carriers.ledger.list({ limit: 100 });
  assert.deepEqual([...new Set(items.map(({ attempts }) => attempts))], [1]);
  assert.equal(carriers.describe().find(({ name }) => name === 'email')!.breaker.state, 'closed');
});

test('mail without a relay waits in the ledger and says what is missing', async (t) => {
  const world = await createWorld(t, { config: { smtpUrl: '' } });
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  const [item] = (await carriers.ledger.list({})).items;
  assert.equal(item!.state, 'deferred');
  assert.match(item!.lastError!, /SMTP_URL/);
  assert.match(carriers.describe().find(({ name }) => name === 'email')!.detail, /Set SMTP_URL/);
});

test('a private address is refused for good when it is spelled out', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', 'http://169.254.169.254/latest/meta-data', world.secret),
    endpoint('whk_b', 'http://[::ffff:10.0.0.1]/', world.secret),
  ]);
  await settle();
  const { items } = await carriers.ledger.list({});
  assert.deepEqual(
    items.map(({ state }) => state),
    ['failed', 'failed'],
  );
  for (const { lastError } of items) assert.match(lastError!, /private or reserved/);
});

test('an answer full of rubbish is still written down', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  const answers = ['\0\0', Buffer.from([0xff, 0xfe, 0x00]), 'x'.repeat(100_000)];
  const server = createServer((_request, response) => response.end(answers.pop())).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await carriers.start();
  await plan(
    world,
    carriers,
    update('investigating', 1),
    answers.map((_, i) => endpoint(`whk_${i}`, `http://127.0.0.1:${port}/${i}`, world.secret)),
  );
  await settle();
  assert.equal((await carriers.ledger.progress({ incidentId: 'inc_1' })).total.accepted, 3);
});
