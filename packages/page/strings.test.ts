/** Every language says everything, in its own words, and no language changes a fact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderComponent, renderPage } from './index.ts';
import { plural } from './strings/type.ts';
import { LANGUAGES, localeOfText, textIn } from './strings.ts';
import { idOf, snapshotOf } from './testing.ts';

/** Each leaf as text: what is a function is called with marks that have to come through. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const counts = /workingFine|troubleMany|Promises/.test(path);
    const made: string = counts
      ? value(5, 17, 23)
      : /Postmortems/.test(path)
        ? value(5, 17, 'M')
        : value('M', 2);
    return [[path, made]];
  }
  return Object.entries(value as object).flatMap(([name, inner]) => leaves(inner, `${path}/${name}`));
}

/** Words that two languages truly share. */
const SHARED = new Set(['/maintenance', '/inSlack']);

test('no language lacks a text or copies it from English', () => {
  const english = new Map(leaves(LANGUAGES['en']));
  assert.equal(Object.keys(LANGUAGES).length, 12);
  assert.ok(english.size > 100, `${english.size} texts`);
  for (const [language, strings] of Object.entries(LANGUAGES)) {
    const found = new Map(leaves(strings));
    assert.deepEqual([...found.keys()], [...english.keys()], language);
    for (const [path, text] of found) {
      if (path === '/origin/person') continue;
      assert.ok(text.trim().length > 0, `${language}${path} is empty`);
      if (language !== 'en' && !SHARED.has(path))
        assert.notEqual(text, english.get(path), `${language}${path}`);
    }
  }
});

test('numbers, names and times that a text is given stand in it in every language', () => {
  for (const [language, strings] of Object.entries(LANGUAGES)) {
    for (const [path, text] of leaves(strings)) {
      if (/troubleMany/.test(path))
        for (const number of ['5', '17']) assert.ok(text.includes(number), language + path);
      else if (/Promises/.test(path))
        for (const number of ['5', '17', '23']) assert.ok(text.includes(number), language + path);
      else if (/workingFine/.test(path)) assert.ok(text.includes('5'), language + path);
      else if (/Postmortems/.test(path))
        for (const mark of ['5', '17', 'M']) assert.ok(text.includes(mark), language + path);
      else if (
        /\/(stillWatching|trouble|asOf|treatAsUnknown|uptime|down|degraded|maintained|lastSpan|recordFirstWord|resolvedAfter)(\/|$)/.test(
          path,
        )
      )
        assert.ok(text.includes('M'), language + path);
    }
  }
});

test('counts take the form that the language wants', () => {
  const polish = LANGUAGES['pl']!.workingFine;
  assert.deepEqual([1, 2, 5, 22].map(polish), [
    'Działa 1 składnik.',
    'Działa 2 składniki.',
    'Działa 5 składników.',
    'Działa 22 składniki.',
  ]);
  const arabic = LANGUAGES['ar']!.workingFine;
  assert.equal(new Set([0, 1, 2, 3, 11, 100].map(arabic)).size, 6, 'six forms');
  assert.match(arabic(11), /^11 /);
  assert.equal(plural('he', { one: 'a', two: 'b', other: '#' })(2), 'b');
});

test('a page in any language shows the same facts', () => {
  const snapshot = snapshotOf();
  for (const locale of snapshot.page.locales) {
    const made = renderPage(snapshot, locale);
    for (const fact of ['12:05 UTC', '12:20 UTC', '13:10 UTC'])
      assert.ok(
        made.includes(fact) || made.includes(fact.split(' ').reverse().join(' ')),
        `${locale}: ${fact}`,
      );
    assert.match(made, /99[.,]983/, locale);
    assert.match(made, /7[.,]5/, locale);
    assert.match(made, locale === 'de' ? /Dienst 1/ : /Service 1/, locale);
    assert.match(
      made,
      new RegExp(`<html lang="${locale}" dir="${/^(ar|he)$/.test(locale) ? 'rtl' : 'ltr'}">`),
    );
    const times = (html: string) => [...html.matchAll(/<time datetime="([^"]+)"/g)].map(([, at]) => at);
    assert.deepEqual(times(made), times(renderPage(snapshot, 'en')), locale);
    assert.ok(renderComponent(snapshot, idOf('cmp', 1), locale));
  }
});

test('a text of a person falls back: locale, base language, first of the page, English, any', () => {
  const text = { en: 'e', de: 'd', 'de-AT': 'a', fr: 'f' };
  assert.equal(textIn(text, 'de-AT', 'fr'), 'a');
  assert.equal(textIn(text, 'de-CH', 'fr'), 'd');
  assert.equal(textIn(text, 'ja', 'fr'), 'f');
  assert.equal(textIn(text, 'ja', 'nl'), 'e');
  assert.equal(textIn({ it: 'i' }, 'ja', 'nl'), 'i');
  assert.equal(localeOfText(text, 'pl', 'fr-CA'), 'fr');
});

test('what is not in the language of the page says so', () => {
  const snapshot = snapshotOf();
  const german = renderPage(snapshot, 'de');
  assert.match(german, /<span lang="en" dir="auto">New certificates<\/span>/);
  assert.doesNotMatch(german, /lang="en" dir="auto">Dienst/);
  assert.match(renderPage(snapshot, 'ja'), /<div lang="en" dir="auto"><p>A database is <ins>full/);
  assert.doesNotMatch(renderPage(snapshot, 'en'), /<(span|div) lang="en"/);
  // A language that the page does not speak: its frame is English and says so, texts of people are marked.
  const swedish = snapshotOf({ page: { ...snapshot.page, locales: ['sv'], name: 'Butiken' } });
  swedish.components[0]!.name = { sv: 'Kassan' };
  const made = renderPage(swedish, 'sv');
  assert.match(made, /<html lang="en" dir="ltr">/);
  assert.match(made, /<span lang="sv" dir="auto">Kassan<\/span>/);
});
