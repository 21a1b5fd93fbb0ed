/** The crash case that takes longest: a receiver that answers 500 for a while, and is told everything once, in order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWord, resolve, told, world } from './crash.ts';
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
