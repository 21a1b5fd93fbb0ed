/** An offer reaches every reader, in their language or by name in another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHIPPED_LOCALES } from '#words';
import { offerIn } from './offer.ts';

test('the path to an offer: the language, its base, a relative, English, the first', () => {
  const offer = { 'pt-BR': 'Um mês grátis.', de: 'Ein Monat frei.', en: 'A month is free.' };
  assert.equal(offerIn(offer, 'de-AT'), 'Ein Monat frei.');
  assert.equal(offerIn(offer, 'pt-BR'), 'Um mês grátis.');
  assert.equal(offerIn(offer, 'pt'), 'Um mês grátis.', 'another country is nearer than another language');
  assert.equal(offerIn(offer, 'fr'), 'Ce que nous vous proposons (en anglais)\u202f: A month is free.');
  assert.equal(offerIn({ de: 'Ein Monat frei.' }, 'en'), 'Our offer to you, in German: Ein Monat frei.');
  assert.equal(offerIn({ de: 'Ein Monat frei.' }, 'it'), 'Our offer to you, in German: Ein Monat frei.');
});

test('it is empty only when nothing is offered', () => {
  for (const locale of [...SHIPPED_LOCALES, 'it', 'zh-Hant']) {
    assert.equal(offerIn(undefined, locale), null);
    assert.equal(offerIn({ en: '  ' }, locale), null);
    assert.match(offerIn({ ja: '一か月無料です。' }, locale)!, /一か月無料です。/);
    assert.match(
      offerIn({ ja: '一か月無料です。', en: ' ' }, locale)!,
      /一か月無料です。/,
      'blanks are no offer',
    );
  }
});
