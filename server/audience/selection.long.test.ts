/** The same property with as many people as a large house has. */
import { test } from 'node:test';
import { checkSelection } from './fixtures/check.ts';

test('the selection is what the rules say, for a hundred thousand', { timeout: 600_000 }, (t) =>
  checkSelection(t, { seed: 2, people: 100_000, matters: 25 }),
);
