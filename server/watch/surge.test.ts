/** A surge is many reports at once compared with an ordinary hour, never a trickle and never one reader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { surgeOf } from './surge.ts';

test('five reports within ten minutes are a surge where hardly anybody reports otherwise', () => {
  assert.equal(surgeOf({ recent: 4, before: 0 }), null);
  assert.deepEqual(surgeOf({ recent: 5, before: 0 }), { count: 5, usualPerHour: 0 });
  // 168 hours in a week: 280 reports are 1.67 an hour, three times that is just above five.
  assert.deepEqual(surgeOf({ recent: 5, before: 279 }), { count: 5, usualPerHour: 1.66 });
  assert.equal(surgeOf({ recent: 5, before: 281 }), null);
  assert.equal(surgeOf({ recent: 29, before: 1_680 }), null, 'ten an hour is usual here');
  assert.notEqual(surgeOf({ recent: 30, before: 1_680 }), null);
});

test('more reports never end a surge, and a higher norm never begins one', () => {
  const count = fc.nat(5_000);
  fc.assert(
    fc.property(count, count, fc.nat(50), (recent, before, more) => {
      if (surgeOf({ recent, before })) assert.ok(surgeOf({ recent: recent + more, before }));
      else assert.equal(surgeOf({ recent, before: before + more }), null);
    }),
  );
});
