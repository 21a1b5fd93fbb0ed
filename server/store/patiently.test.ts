/** A start waits for a database that goes away in the middle of it, and for nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';
import { patiently } from './patiently.ts';

test('what the start needs is asked until the database is back; another fault is not waited for', async () => {
  let asked = 0;
  const answer = await patiently(silentLog(), async () => {
    asked += 1;
    if (asked === 1) throw new Problem('store.unavailable', 'The database cannot be reached at the moment.');
    return 'here';
  });
  assert.deepEqual([answer, asked], ['here', 2]);
  await assert.rejects(
    patiently(silentLog(), async () => {
      throw new Problem('request.invalid', 'no');
    }),
    /no/,
  );
});
