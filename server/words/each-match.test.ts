/** The matches are those of the language's own `matchAll`, whatever the pattern and the text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eachMatch } from './each-match.ts';

const PATTERNS = [/a/, /a*/, /(?<=b)a?/u, /\p{L}*/u, /(?<x>b)|c/iu, /^/m, /$/gmu];

test('it finds what matchAll finds, twice, and leaves the pattern as it was', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c', '\n', '😀', 'é', ' ') });
  fc.assert(
    fc.property(fc.constantFrom(...PATTERNS), text, (pattern, text) => {
      const expected = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))];
      for (let time = 0; time < 2; time++) {
        assert.deepEqual(eachMatch(pattern, text), expected);
        assert.equal(pattern.lastIndex, 0);
      }
      assert.deepEqual(eachMatch(pattern, text, 1), expected.slice(0, 1));
    }),
  );
});
