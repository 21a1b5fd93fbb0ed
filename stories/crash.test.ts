/**
 * The four crash cases that no other monitor passes whole: a receiver that answers 500 for a while, a kill while a
 * notice is in flight, a kill after the delivery, and a target that recovers while Candor is dead. Here the process
 * vanishes inside the test: its connections break and its clock stops.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type House, minutes, openHouse, seconds } from './house.ts';

const SECRET = `whsec_${Buffer.from('a secret of this story only').toString('base64')}`;

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t);
  await house.app.audience.subscribers.add(
    { carrier: 'webhook', address: house.webhooks.url, secret: SECRET },
    'system:test',
  );
  await house.subscribe('reader@example.com');
  await house.forward(minutes(1));
  return house;
}

const told = (house: House) =>
  house.webhooks.accepted().map(({ id, body }) => ({ id, text: JSON.stringify(body) }));
const letters = (house: House) => house.mail.inbox().map(({ messageId }) => messageId);
const firstWord = (house: House) =>
  house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));

async function resolve(house: House) {
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(5));
  const incident = (await house.incident())!;
  const at = (instant: string) => instant.slice(11, 16);
  await house.app.tell.update(
    incident.id,
    {
      phase: 'resolved',
      text: {
        en: `You have been able to pay again since ${at(incident.recoveredAt!)} UTC. Checkout failed for everybody from ${at(incident.startedAt)} UTC. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`,
      },
    },
    'system:test',
  );
  await house.forward(seconds(12));
  await house.settled();
}

test('A: a receiver that answers 500 for 20 s gets every notice once, in order', {
  timeout: 180_000,
}, async (t) => {
  const house = await world(t);
  house.webhooks.setFault({ mode: 'status', status: 500 });
  house.service.set('500');
  await firstWord(house);
  await house.until(() => house.webhooks.inbox().length > 0);
  await house.forward(seconds(20));
  assert.equal(told(house).length, 0);
  house.webhooks.setFault({ mode: 'accept' });
  await house.until(() => told(house).length > 0, minutes(5));
  assert.equal(told(house)[0]!.id, house.webhooks.inbox()[0]!.id, 'a retry keeps its id');
  house.service.set('fine');
  await resolve(house);
  await house.until(() => told(house).some(({ text }) => text.includes('resolved')), minutes(5));
  assert.deepEqual(house.webhooks.duplicates(), []);
});

test('B: killed while a notice is in flight: it goes out after the restart, under the same id', {
  timeout: 180_000,
}, async (t) => {
  const house = await world(t);
  house.webhooks.setFault({ mode: 'hang' });
  house.service.set('500');
  // The hanging receiver keeps the house busy, so the story waits in real time for the request and not for quiet.
  const moving = firstWord(house).catch(() => {});
  for (let i = 0; i < 1_000 && house.webhooks.inbox().length === 0; i++)
    await new Promise((done) => setTimeout(done, 10));
  assert.equal(house.webhooks.inbox().length, 1, 'the notice is in flight');
  await house.kill();
  house.webhooks.setFault({ mode: 'accept' });
  await house.begin();
  await moving;
  await house.until(() => told(house).length > 0, minutes(2));
  const [before, after] = house.webhooks.inbox();
  assert.equal(before!.id, after!.id);
  assert.deepEqual(house.webhooks.duplicates(), []);
  assert.equal(new Set(letters(house)).size, 1, 'one letter, or the same one again');
});

test('C: delivered, then killed and restarted: nobody is told twice', { timeout: 180_000 }, async (t) => {
  const house = await world(t);
  house.service.set('500');
  await firstWord(house);
  await house.until(() => told(house).length === 1 && letters(house).length === 1);
  await house.settled();
  const before = (await house.incident())!;
  for (let i = 0; i < 3; i++) {
    await house.kill();
    await house.begin();
    await house.forward(seconds(30));
  }
  assert.equal(letters(house).length, 1);
  assert.deepEqual(house.webhooks.duplicates(), []);
  assert.equal(told(house).length, 1);
  const incidents = await house.app.timeline.incidents({ limit: 10 });
  assert.deepEqual(
    incidents.map(({ id, startedAt }) => [id, startedAt]),
    [[before.id, before.startedAt]],
    'the outage goes on as one',
  );
});

test('D: the target recovers while Candor is dead: the recovery is recorded and everybody hears "resolved"', {
  timeout: 180_000,
}, async (t) => {
  const house = await world(t);
  house.service.set('500');
  await firstWord(house);
  await house.until(() => letters(house).length === 1);
  await house.kill();
  house.service.set('fine');
  await house.forwardAlone(minutes(10));
  await house.begin();
  await resolve(house);
  const facts = await house.app.timeline.read();
  for (const kind of ['monitor.recovered', 'symptom.cleared'])
    assert.equal(facts.filter(({ body }) => body.kind === kind).length, 1, kind);
  assert.equal((await house.incident())?.phase, 'resolved');
  await house.until(() => letters(house).length === 2, minutes(2));
  await house.until(() => told(house).some(({ text }) => text.includes('resolved')), minutes(2));
  assert.deepEqual(house.webhooks.duplicates(), []);
  assert.equal(await house.app.timeline.verify(), null);
});
