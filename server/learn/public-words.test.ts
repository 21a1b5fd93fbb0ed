/** The public postmortem's own words stand in six languages, whole and with the same figures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POSTMORTEM_WORDS, postmortemWords } from './public-words.ts';

test('every language says all of it, with the same figures, in its own words', () => {
  assert.deepEqual(Object.keys(POSTMORTEM_WORDS), ['en', 'de', 'fr', 'es', 'pt', 'ja']);
  const said = (words: object) =>
    Object.entries(words).map(([key, text]): [string, string] => [
      key,
      typeof text === 'function' ? text('⟦1⟧', 2) : text,
    ]);
  const english = new Map(said(postmortemWords('en')));
  for (const [locale, words] of Object.entries(POSTMORTEM_WORDS))
    for (const [key, text] of said(words)) {
      assert.ok(text.trim(), `${locale} ${key}`);
      assert.deepEqual(text.match(/\d/g)?.sort(), english.get(key)!.match(/\d/g)?.sort(), `${locale} ${key}`);
      if (locale !== 'en') assert.notEqual(text, english.get(key), `${locale} ${key}`);
    }
  assert.equal(postmortemWords('fr-CA'), POSTMORTEM_WORDS['fr']);
  assert.equal(postmortemWords('sv'), POSTMORTEM_WORDS['en']);
});
