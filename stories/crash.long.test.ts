/** More crash cases: a receiver that answers 500 for a while, and a kill after the delivery: everything once, in order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWord, letters, resolve, told, world } from './crash.ts';
import { minutes, seconds } from './house.ts';

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
