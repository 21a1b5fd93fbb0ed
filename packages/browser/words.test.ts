/** What the SDK says by itself stands in six languages, whole and with the same figures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMBED_WORDS, embedWordsFor } from './embed-words.ts';
import { WORDS, wordsFor } from './words.ts';

/** Two languages write these alike. */
const SHARED = new Set(['progress']);

test('every language says all of it in its own words', () => {
  for (const catalog of [WORDS, EMBED_WORDS]) {
    assert.deepEqual(Object.keys(catalog), ['en', 'de', 'fr', 'es', 'pt', 'ja']);
    const said = (words: object) =>
      Object.entries(words).map(([key, text]): [string, string] => [
        key,
        typeof text === 'function' ? text(3, 7) : text,
      ]);
    const english = new Map(said(catalog['en']!));
    for (const [locale, words] of Object.entries(catalog)) {
      const own = said(words);
      assert.deepEqual(own.map(([key]) => key).sort(), [...english.keys()].sort(), locale);
      for (const [key, text] of own) {
        assert.ok(text.trim(), `${locale} ${key}`);
        assert.deepEqual(
          text.match(/\d+/g)?.sort(),
          english.get(key)!.match(/\d+/g)?.sort(),
          `${locale} ${key}`,
        );
        if (locale !== 'en' && !SHARED.has(key)) assert.notEqual(text, english.get(key), `${locale} ${key}`);
      }
    }
  }
});

test('a reader gets the language of the page, whatever its region; English where there is none', () => {
  assert.equal(wordsFor('pt-BR'), WORDS['pt']);
  assert.equal(embedWordsFor('JA'), EMBED_WORDS['ja']);
  assert.equal(wordsFor('sv'), WORDS['en']);
});
