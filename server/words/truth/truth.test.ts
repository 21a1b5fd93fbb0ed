import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeText, readClaims } from './index.ts';
import { PAIRS } from './pairs.ts';
import { EARLIER } from './pairs-earlier.ts';
import { FRENCH, FRENCH_LATER } from './pairs-french.ts';
import { GERMAN } from './pairs-german.ts';
import { JAPANESE, JAPANESE_LATER } from './pairs-japanese.ts';
import { PORTUGUESE, PORTUGUESE_LATER } from './pairs-portuguese.ts';
import { SECOND } from './pairs-second.ts';
import { SPANISH, SPANISH_LATER } from './pairs-spanish.ts';
import { STRANGER } from './pairs-stranger.ts';
import { STRANGER_LATER } from './pairs-stranger-earlier.ts';
import { THIRD } from './pairs-third.ts';
import { type Pair, world } from './testing.ts';

const errorsOf = (text: string, locale = 'en', of: Parameters<typeof world>[0] = {}) =>
  judgeText(text, locale, world(of)).filter(({ level }) => level === 'error');

function measured(pairs: readonly Pair[]) {
  const missed: string[] = [];
  const alarms: string[] = [];
  let hits = 0;
  for (const { text, locale, world: of, contradicted } of pairs) {
    const errors = errorsOf(text, locale, of);
    if (errors.length > 0 && contradicted) hits++;
    else if (errors.length > 0) alarms.push(`${text} ${JSON.stringify(errors)}`);
    else if (contradicted) missed.push(text);
  }
  return { precision: hits / (hits + alarms.length), recall: hits / (hits + missed.length), missed, alarms };
}

test('drafts and facts: what is contradicted is found, what is true passes', () => {
  const all = [...PAIRS, ...EARLIER, ...GERMAN, ...SECOND, ...THIRD];
  assert.ok(all.length >= 500, `only ${all.length} pairs`);
  assert.ok(all.filter(({ contradicted }) => contradicted).length >= 200);
  assert.ok(all.filter(({ locale }) => locale === 'de').length >= 80);
  const { precision, recall, missed, alarms } = measured(all);
  assert.ok(precision >= 0.98, `false alarms:\n${alarms.join('\n')}`);
  assert.ok(recall >= 0.97, `missed:\n${missed.join('\n')}`);
});

test('what a stranger wrote is read as closely, and a time that has passed is a start', () => {
  const { precision, recall, missed, alarms } = measured([...STRANGER, ...STRANGER_LATER]);
  assert.ok(precision === 1, `false alarms:\n${alarms.join('\n')}`);
  assert.ok(recall === 1, `missed:\n${missed.join('\n')}`);
  const kinds = (locale: string, text: string) =>
    judgeText(text, locale, world({ down: ['Payments'] })).map(({ kind, level }) => `${kind} ${level}`);
  // Earlier than the first sign on record may be right: somebody may have been told before the monitors saw it.
  for (const [locale, text] of [
    ['en', 'Payments stopped working at 13:15 UTC.'],
    ['de', 'Seit zwei Stunden schlagen Zahlungen fehl.'],
    ['fr', 'Les paiements échouent depuis deux heures.'],
    ['es', 'Los pagos dejaron de funcionar a las 13:15 UTC.'],
    ['pt', 'Os pagamentos falham há duas horas.'],
    ['ja', '2時間前から決済が失敗しています。'],
  ] as const)
    assert.ok(kinds(locale, text).includes('start warning'), text);
});

test('French, Spanish, Portuguese and Japanese are read as closely', () => {
  for (const [language, pairs] of Object.entries({
    fr: [...FRENCH, ...FRENCH_LATER],
    es: [...SPANISH, ...SPANISH_LATER],
    pt: [...PORTUGUESE, ...PORTUGUESE_LATER],
    ja: [...JAPANESE, ...JAPANESE_LATER],
  })) {
    assert.ok(pairs.length >= 70 && pairs.every(({ locale }) => locale === language), language);
    const { precision, recall, missed, alarms } = measured(pairs);
    assert.ok(precision >= 0.98, `${language}, false alarms:\n${alarms.join('\n')}`);
    assert.ok(recall >= 0.95, `${language}, missed:\n${missed.join('\n')}`);
  }
});

test('a finding says what is claimed, what is known, by which evidence, where, and how to put it right', () => {
  const source = 'We are sorry. **Payments** are [not affected](https://status.example.com).';
  const [finding] = errorsOf(source, 'en', { down: ['Payments'] });
  assert.deepEqual(
    { ...finding, start: 0, end: 0 },
    {
      kind: 'scope',
      level: 'error',
      claimed: 'Payments are not affected',
      known: 'Payments fails since 14:02 UTC: answered 500',
      evidence: [{ kind: 'monitor', id: 'Payments', at: '2026-03-01T14:02:00.000Z' }],
      remedy: 'Name it as affected, or leave the sentence out.',
      start: 0,
      end: 0,
    },
  );
  assert.equal(source.slice(finding!.start, finding!.end), 'Payments** are [not affected');
});

test('every language of a name counts, whichever the text speaks', () => {
  const of = { down: ['Payments'] };
  assert.equal(errorsOf('Zahlungen sind nicht betroffen.', 'de', of).length, 1);
  assert.equal(errorsOf('Payments sind nicht betroffen.', 'de', of).length, 1);
  assert.equal(errorsOf('Zahlungen are not affected.', 'en-GB', of).length, 1);
  assert.equal(errorsOf('Les paiements ne sont pas affectés.', 'fr-CA', of).length, 1);
  assert.equal(errorsOf('決済に影響はありません。', 'ja', of).length, 1);
  assert.deepEqual(errorsOf('Betalingen werken normaal.', 'nl', of), [], 'a language that nobody reads');
});

test('zones are taken by the letter and as people mean them, also where the clocks change', () => {
  const start = (text: string, startedAt: string, now: string) =>
    errorsOf(text, 'en', { down: ['Payments'], startedAt, now }).map(({ kind }) => kind);
  const spring = ['2026-03-08T09:30:00.000Z', '2026-03-08T11:00:00.000Z'] as const;
  for (const text of [
    'Payments fail since 1:30 AM PST.',
    'Payments fail since 1:30 AM PT.',
    'Payments fail since 09:30 UTC.',
  ])
    assert.deepEqual(start(text, ...spring), [], text);
  const later = ['2026-03-08T10:30:00.000Z', '2026-03-08T12:00:00.000Z'] as const;
  for (const text of ['Payments fail since 3:30 AM PDT.', 'Payments fail since 3:30 AM PT.'])
    assert.deepEqual(start(text, ...later), [], text);
  assert.deepEqual(start('Payments fail since 2:30 AM PDT.', ...spring), [], '2:30 PDT is 09:30 UTC');
  assert.deepEqual(start('Payments fail since 4:30 AM PDT.', ...later), ['start']);
  const autumn = ['2026-10-25T00:30:00.000Z', '2026-10-25T02:30:00.000Z'] as const;
  for (const text of [
    'Payments fail since 02:30 CEST.',
    'Payments fail since 00:30 UTC.',
    'Payments fail since 25 October, 02:30 CEST.',
  ])
    assert.deepEqual(start(text, ...autumn), [], text);
  assert.deepEqual(
    start('Payments fail since 02:30 CET.', ...autumn),
    ['start'],
    'in the hour that comes twice, the letter decides',
  );
});

test('hostile and long texts are read in bounded time, and nothing throws', () => {
  const evil = [
    '14:02 UTC '.repeat(2_400),
    'all our customers '.repeat(1_300),
    'no '.repeat(8_000),
    '"'.repeat(25_000),
    'Sign-in '.repeat(3_000),
    'the issue with a b '.repeat(1_300),
    'x'.repeat(25_000),
  ];
  for (const text of evil) {
    const began = process.cpuUsage();
    judgeText(text, 'en', world({ down: ['Payments'] }));
    const { user, system } = process.cpuUsage(began);
    assert.ok(user + system < 2_000_000, `${text.slice(0, 20)}: ${(user + system) / 1_000} ms of CPU`);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const { claims } = readClaims(text, 'en', { names: [], now: '2026-03-01T15:00:00.000Z', around: null });
      return claims.every(({ start, end }) => start >= 0 && end <= text.length && start <= end);
    }),
    { numRuns: 200 },
  );
});
