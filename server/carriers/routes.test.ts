import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { Problem } from '#lib/problem.ts';
import type { Api } from '#web';
import { carriersRoutes } from './routes.ts';
import { createWorld, endpoint, plan, reader, update } from './testing.ts';

async function open(t: import('node:test').TestContext) {
  const world = await createWorld(t);
  const one = await world.open();
  const api = fastify();
  api.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  api.setErrorHandler((error, _request, reply) =>
    reply.status(error instanceof Problem ? error.status : 400).send({ message: (error as Error).message }),
  );
  carriersRoutes(one.carriers)(api as unknown as Api);
  t.after(() => api.close());
  const get = async (url: string) => {
    const answer = await api.inject(url);
    return { status: answer.statusCode, body: answer.json() };
  };
  return { world, ...one, api, get };
}

test('carriers say what they are, what a receipt means and whether they work', async (t) => {
  const { get } = await open(t);
  const { status, body } = await get('/api/v1/carriers');
  assert.equal(status, 200);
  const names = body.items.map(({ name }: { name: string }) => name);
  for (const name of ['email', 'webhook']) assert.ok(names.includes(name), name);
  assert.ok(body.items.every((one: { receiptMeaning: string }) => one.receiptMeaning.length > 20));
  assert.match(body.items[0].receiptMeaning, /bounce/);
  assert.equal(body.items[0].breaker.state, 'closed');
});

test('the ledger is read in pages, filtered, without whole addresses', async (t) => {
  const { world, carriers, settle, get } = await open(t);
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [
    reader('sub_a'),
    reader('sub_b'),
    reader('sub_c'),
  ]);
  await settle();
  const first = await get('/api/v1/deliveries?incidentId=inc_1&limit=2');
  const second = await get(`/api/v1/deliveries?incidentId=inc_1&limit=2&after=${first.body.next}`);
  assert.equal(first.body.items.length + second.body.items.length, 3);
  assert.equal(second.body.next, null);
  assert.doesNotMatch(JSON.stringify(first.body), /sub_c@example/);
  assert.equal((await get('/api/v1/deliveries?state=failed')).body.items.length, 0);
  const id = first.body.items[0].id;
  assert.equal((await get(`/api/v1/deliveries/${id}`)).body.state, 'accepted');
});

test('progress names every state per carrier', async (t) => {
  const { world, carriers, get } = await open(t);
  await plan(world, carriers, update('investigating', 1), [
    reader('sub_a'),
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  const { body } = await get('/api/v1/deliveries/progress?incidentId=inc_1');
  assert.equal(body.total.planned, 2);
  assert.equal(body.settled, false);
  assert.equal(body.carriers[0].states.planned, 1);
  assert.equal(body.carriers[0].states.accepted, 0);
  // Whoever is called out is no reader.
  await plan(
    world,
    carriers,
    { ...update('investigating', 1), kind: 'staff', phaseRank: null, key: 'call' },
    [reader('psn_a', { kind: 'person' })],
  );
  const planned = async (to: string) =>
    (await get(`/api/v1/deliveries/progress?incidentId=inc_1${to}`)).body.total.planned;
  assert.deepEqual([await planned(''), await planned('&to=readers')], [3, 2]);
});

test('a dead letter is replayed by posting a replay; anything else is a conflict', async (t) => {
  const { world, carriers, settle, api } = await open(t);
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.7.1 no' });
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  const [dead] = (await carriers.ledger.list({})).items;
  world.mail.setFault({ mode: 'accept' });
  const post = () => api.inject({ method: 'POST', url: `/api/v1/deliveries/${dead!.id}/replays` });
  assert.equal((await post()).statusCode, 201);
  await settle();
  assert.equal(world.mail.inbox().length, 1);
  assert.equal((await post()).statusCode, 409);
});

test('why dead letters failed is counted, and those of one reason are replayed together', async (t) => {
  const { world, carriers, settle, api, get } = await open(t);
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.7.1 not from you' });
  await plan(
    world,
    carriers,
    update('investigating', 1),
    ['a', 'b', 'c'].map((name) => reader(`sub_${name}`)),
  );
  await settle();
  for (const where of ['', '?incidentId=inc_1', '?carrier=email']) {
    const [reason] = (await get(`/api/v1/deliveries/reasons${where}`)).body.items;
    assert.equal(reason.count, 3, where);
    assert.match(reason.error, /not from you/);
  }
  assert.deepEqual((await get('/api/v1/deliveries/reasons?incidentId=inc_2')).body.items, []);
  const post = (payload: object) =>
    api.inject({ method: 'POST', url: '/api/v1/deliveries/replays', payload });
  assert.equal((await post({})).statusCode, 400);
  assert.deepEqual((await post({ carrier: 'webhook' })).json(), { replayed: 0 });
  world.mail.setFault({ mode: 'accept' });
  const [{ error }] = (await get('/api/v1/deliveries/reasons')).body.items;
  assert.deepEqual((await post({ incidentId: 'inc_1', error })).json(), { replayed: 3 });
  await settle();
  assert.equal(world.mail.inbox().length, 3);
});

test('the proof for one person says what was sent, when, and what was answered', async (t) => {
  const { world, carriers, settle, get } = await open(t);
  await carriers.start();
  await plan(world, carriers, update('investigating', 1, { because: 'fct_1' }), [reader('sub_a')]);
  await settle();
  await plan(world, carriers, update('identified', 2), [reader('sub_a'), reader('sub_b')]);
  await settle();
  const { status, body } = await get('/api/v1/deliveries/proof?recipientId=sub_a&limit=1');
  assert.equal(status, 200);
  assert.equal(body.items[0].subject, 'API is failing');
  assert.equal(body.items[0].state, 'accepted');
  const rest = (await get(`/api/v1/deliveries/proof?recipientId=sub_a&after=${body.next}`)).body;
  assert.deepEqual(
    rest.items.map(({ because }: { because: string }) => because),
    ['fct_1'],
  );
  assert.match(JSON.stringify(rest.items[0].receipt), /250/);
  assert.equal(rest.next, null);
});

test('nonsense is refused', async (t) => {
  const { get } = await open(t);
  for (const url of [
    '/api/v1/deliveries?limit=0',
    '/api/v1/deliveries?limit=9999',
    '/api/v1/deliveries?state=lost',
    '/api/v1/deliveries/progress',
  ])
    assert.equal((await get(url)).status, 400, url);
  assert.equal((await get('/api/v1/deliveries/dlv_nothing')).status, 404);
});
