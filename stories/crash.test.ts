/**
 * The crash cases that no other monitor passes whole: a kill while a notice is in flight, and a target that recovers
 * while Candor is dead; a kill after the delivery and a receiver that answers 500 for a while are long trials. Here the
 * process vanishes inside the test: its connections break and its clock stops.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWord, letters, resolve, told, world } from './crash.ts';
import { minutes } from './house.ts';

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
