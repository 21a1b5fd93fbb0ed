/** A person wrote in English alone: whoever reads another language is told in it what it is and when the next word comes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameIn, inFrame, withPromise } from './frame.ts';

const message = {
  title: 'Kasse nimmt keine Zahlungen an',
  body: 'You **cannot** pay.',
  bodyHtml: '<p>You cannot pay.</p>',
};
const framed = (locale: string, own = false) => {
  const frame = frameIn({ locale, timeZone: 'Europe/Berlin', now: '2026-11-26T23:46:00.000Z' });
  return inFrame(message, {
    label: frame.phase.identified,
    readOn: frame.readOn,
    nextWord: frame.nextWord('2026-11-27T00:16:00.000Z'),
    url: 'https://status.example.com/incidents/inc_1',
    locale: own ? locale : 'en',
    ...(own ? {} : { around: locale }),
  });
};

test('the reader’s language stands around words of another, with the promise in the reader’s zone', () => {
  const german = framed('de');
  assert.match(german.subject, /^\[Ursache gefunden\] Kasse/);
  assert.match(
    german.text,
    /^You cannot pay\.\n\nNächste Meldung bis .*01:16.*00:16.*\n.+: https:\/\/status/,
  );
  assert.match(
    german.html,
    /<div dir="ltr" lang="en"><p>You cannot pay\.<\/p><\/div>\n<div dir="ltr" lang="de">/,
  );
  assert.match(framed('ar').html, /lang="en"><p>You.*<\/div>\n<div dir="rtl" lang="ar">/);
});

test('words in the reader’s own language carry their promise themselves', () => {
  assert.doesNotMatch(framed('it', true).text, /01:16/);
  assert.match(framed('it', true).short, /01:16/);
  assert.match(framed('ar', true).html, /^<div dir="rtl" lang="ar">/);
});

test('a text in a language that no template speaks gets its promise in that language, once', () => {
  const next = { nextUpdateBy: '2026-11-27T00:16:00.000Z', now: '2026-11-26T23:46:00.000Z' };
  assert.match(
    withPromise('Nie można płacić.', { ...next, locale: 'pl' }),
    /^Nie.*\n\n\*\*Następna wiadomość do .*00:16 UTC\*\*$/,
  );
  assert.match(withPromise('الدفع لا يعمل.', { ...next, locale: 'ar' }), /\*\*الخبر التالي قبل .*00:16/);
  const own = 'Kolejna wiadomość o 00:16 UTC.';
  assert.equal(withPromise(own, { ...next, locale: 'pl' }), own, 'its author said it');
  assert.equal(withPromise(own, { ...next, nextUpdateBy: null, locale: 'pl' }), own);
});
