/** Who is told, against the same rules told naively: random wishes × random incidents. */
import { test } from 'node:test';
import { checkSelection } from './fixtures/check.ts';

test('the selection is what the rules say, for everybody and whatever they wish', { timeout: 60_000 }, (t) =>
  checkSelection(t, { seed: 1, people: 400, matters: 60 }),
);
