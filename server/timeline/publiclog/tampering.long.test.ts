/** Ten thousand random tamperings with everything that is stored, served and shown: each is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trials, wholeHistory } from './fixtures/tampering.ts';

test('10,000 random tamperings with history, files and page are all found', async (t) => {
  const made = await trials(await wholeHistory(t), { count: 2_500, seed: 20_260_301 });
  assert.equal(made.length, 10_000);
  const missed = made.filter(({ found }) => found === null);
  assert.deepEqual(missed.slice(0, 10), [], `${missed.length} were missed`);
});
