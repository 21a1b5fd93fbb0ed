import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBurst } from './burst.ts';
import { handClock } from './clock.ts';

test('the first passes at once, what follows passes together, and nothing is lost', async () => {
  const clock = handClock('2026-03-01T10:00:00.000Z');
  const passed: string[][] = [];
  const take = createBurst<string>({ clock, everyMs: 500 }, (items) => passed.push([...items]));
  take(['a']);
  take(['b', 'c']);
  take(['b', 'd']);
  assert.deepEqual(passed, [['a']]);
  await clock.moveTo(clock.nowMs() + 500, async () => {});
  assert.deepEqual(passed, [['a'], ['b', 'c', 'd']]);
  take(['e']);
  assert.equal(passed.length, 2, 'half a second lies between two');
  await clock.moveTo(clock.nowMs() + 5_000, async () => {});
  take(['f']);
  assert.deepEqual(passed.slice(2), [['e'], ['f']]);
});
