/** The forms of subscribing speak every language of the page, each in its own words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formWords } from './form-words.ts';

test('twelve languages say everything, and none copies English', () => {
  const { state: states, ...english } = formWords('en');
  for (const locale of ['de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he']) {
    const { state, ...words } = formWords(locale);
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort(), locale);
    for (const [name, text] of [...Object.entries(words), ...Object.entries(state)])
      assert.ok(text.length > 1 && text !== { ...english, ...states }[name as 'save'], `${locale} ${name}`);
  }
  assert.equal(formWords('sv'), formWords('en'));
});
