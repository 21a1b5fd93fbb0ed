/** Some hundred random tamperings with everything that is stored, served and shown: each is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trials, wholeHistory } from './fixtures/tampering.ts';

test('200 random tamperings with history, files and page are all found', async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const made = await trials(await wholeHistory(t), { count: 50, seed });
  assert.deepEqual(
    made.filter(({ found }) => found === null),
    [],
    `seed ${seed}`,
  );
});
