import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lint } from '../lint/lint.ts';
import { noChangeNote } from '../note.ts';
import { SHIPPED_LOCALES } from '../templates/shipped.ts';
import { cells, formsToCheck, NOW, neutralFacts, renderCell } from '../templates/testing.ts';
import { sentencesOf } from '../text/sentences.ts';
import { inMarks, listIn } from './languages.ts';
import { renderMessage } from './message.ts';
import { phrases } from './phrases.ts';
import { formatDuration, formatTime, localizeTimes } from './times.ts';
import { asSentence, sampleFacts } from './variables.ts';

const nowMs = Date.parse('2026-03-03T13:00:00.000Z');
const style = (locale: string, timeZone = 'UTC') => ({ locale, timeZone, nowMs });
const minutes = (n: number) => n * 60_000;

test('a moment is written as each language writes it, the date only on another day', () => {
  const today = '2026-03-03T14:30:00.000Z';
  for (const locale of ['fr', 'es', 'pt', 'ja']) assert.equal(formatTime(today, style(locale)), '14:30 UTC');
  assert.equal(formatTime(today, style('fr', 'Europe/Paris')), '15:30 CET (14:30 UTC)');
  assert.equal(formatTime(today, style('ja', 'Asia/Tokyo')), '23:30 JST（14:30 UTC）');
  assert.equal(formatTime(today, style('pt-BR', 'America/Sao_Paulo')), '11:30 BRT (14:30 UTC)');
  const late = '2026-04-01T22:30:00.000Z';
  assert.equal(formatTime(late, style('fr')), 'le 1er avril à 22:30 UTC');
  assert.equal(
    formatTime(late, style('fr', 'Europe/Paris')),
    'le 2 avril à 00:30 CEST (le 1er avril à 22:30 UTC)',
  );
  assert.equal(formatTime(late, style('es')), '22:30 UTC del 1 de abril');
  assert.equal(
    formatTime(late, style('es', 'Europe/Madrid')),
    '00:30 CEST del 2 de abril (22:30 UTC del 1 de abril)',
  );
  assert.equal(formatTime(late, style('pt')), '22:30 UTC de 1º de abril');
  assert.equal(formatTime(late, style('ja')), '4月1日 22:30 UTC');
  assert.equal(formatTime('2027-01-05T12:00:00.000Z', style('ja')), '2027年1月5日 12:00 UTC');
  assert.equal(formatTime('2027-01-05T12:00:00.000Z', style('es')), '12:00 UTC del 5 de enero de 2027');
});

test('durations, lists and numbers follow the language', () => {
  assert.equal(formatDuration(minutes(68), 'fr').replace(/\s/g, ' '), '1 heure et 8 minutes');
  assert.equal(formatDuration(minutes(68), 'es'), '1 hora y 8 minutos');
  assert.equal(formatDuration(minutes(61), 'pt-BR'), '1 hora e 1 minuto');
  assert.equal(formatDuration(minutes(68), 'ja'), '1時間8分');
  assert.equal(formatDuration(minutes(26 * 60), 'ja'), '1日2時間');
  assert.equal(listIn(['Facturación', 'Inicio'], 'es'), 'Facturación e Inicio');
  assert.equal(listIn(['A', 'B'], 'ja'), 'AとB');
  assert.equal(listIn(['A', 'B', 'C'], 'ja'), 'A、B、C');
  assert.equal(phrases('fr').affected(1_204).replace(/\s/g, ' '), 'Clients touchés : 1 204.');
  assert.equal(phrases('pt').affected(1_204), 'Clientes afetados: 1.204.');
});

test('marks are set as a careful writer sets them', () => {
  assert.equal(
    inMarks('Correction : « Oui ? » Non !', 'fr'),
    'Correction\u202f: «\u202fOui\u202f?\u202f» Non\u202f!',
  );
  assert.equal(inMarks('Environ 20 % des clients', 'fr'), 'Environ 20\u202f% des clients');
  assert.equal(
    inMarks('antes de las 01:30 UTC, desde las 11:30 UTC', 'es'),
    'antes de la 01:30 UTC, desde las 11:30 UTC',
  );
  assert.equal(inMarks('das 01:05 às 01:30, até as 13:30', 'pt'), 'da 01:05 à 01:30, até as 13:30');
  assert.equal(
    inMarks('「動きます。」とお伝えしました。It fails.次は', 'ja'),
    '「動きます」とお伝えしました。It fails. 次は',
  );
  for (const locale of SHIPPED_LOCALES) {
    assert.equal(inMarks('Is it down?.', locale), 'Is it down?');
    assert.equal(inMarks('https://example.com/a?b=c;d', locale), 'https://example.com/a?b=c;d');
  }
});

test('nothing ends twice, whatever a person’s words end with', () => {
  assert.equal(asSentence('サインインできません', 'ja'), 'サインインできません。');
  assert.equal(asSentence('サインインできません。', 'ja'), 'サインインできません。');
  for (const locale of SHIPPED_LOCALES)
    for (const end of ['', '.', '。', '?', '!', '…', '...', '»', '」'])
      for (const kind of ['update', 'correction', 'survey', 'internal'] as const) {
        const facts = {
          title: `Acme Pay${end}`,
          whatUsersSee: `Acme Pay fails${end}`,
          wrote: `All fine${end}`,
        };
        const message = renderMessage({ kind, phase: 'investigating', locale, facts, now: NOW });
        for (const text of Object.values(formsToCheck(message)))
          assert.doesNotMatch(
            text,
            /[.。]{2}(?!\.)(?<!\.\.\.)|[?!…。]\.(?!\.)|\. \./,
            `${locale} ${end}: ${text}`,
          );
      }
});

test('the linter reads every time that is rendered as the instant it was, in every language', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: nowMs - 3e9, max: nowMs + 3e10 }),
      fc.constantFrom(
        'UTC',
        'Europe/Paris',
        'America/Sao_Paulo',
        'Asia/Tokyo',
        'Asia/Kolkata',
        'Pacific/Apia',
      ),
      fc.constantFrom('fr', 'es', 'pt', 'ja'),
      (ms, timeZone, locale) => {
        const nextUpdateBy = new Date(ms).toISOString();
        const text = phrases(locale).promise(formatTime(nextUpdateBy, style(locale, timeZone)));
        const wrong = lint(text, { phase: 'identified', locale, facts: { nextUpdateBy } }).filter(
          ({ rule }) => rule === 'U05' || rule === 'U06',
        );
        assert.deepEqual(wrong, [], text);
      },
    ),
    { numRuns: 150 },
  );
});

test('times that a person wrote in UTC reach the reader in both zones; a time with its date stays', () => {
  const say = (text: string, locale: string, zone: string) => localizeTimes(text, style(locale, zone));
  assert.equal(say('Depuis 14:02 UTC.', 'fr', 'Europe/Paris'), 'Depuis 15:02 CET (14:02 UTC).');
  assert.equal(say('14:02 UTCから', 'ja', 'Asia/Tokyo'), '23:02 JST（14:02 UTC）から');
  for (const [text, locale] of [
    ['le 10 mars à 14:02 UTC', 'fr'],
    ['14:02 UTC del 10 de marzo', 'es'],
    ['el 10 de marzo a las 14:02 UTC', 'es'],
    ['14:02 UTC de 10 de março', 'pt'],
    ['10 de março às 14:02 UTC', 'pt'],
    ['3月10日 14:02 UTCから', 'ja'],
  ] as const)
    assert.equal(say(text, locale, 'Asia/Tokyo'), text);
});

/** Words that no text in the other language contains, unless somebody forgot to translate. */
const ENGLISH =
  /(?<![\p{L}/.])(?:the|we|our|you|your|with|this|that|have|has|been|will|not|and|are|sorry|since|until|next)(?![\p{L}/])/iu;

test('nothing in English is left over, and no language borrows from another', () => {
  const spoken = ['fr', 'es', 'pt', 'ja'];
  for (const cell of cells(spoken).filter(({ tone, segment }) => segment === null || tone === 'plain'))
    for (const facts of cell.segment === null ? [neutralFacts, { title: 'Acme Pay' }] : [neutralFacts])
      for (const [form, text] of Object.entries(formsToCheck(renderCell(cell, facts)))) {
        const bare = text.replace(/https?:\/\/\S+/g, '').replace(/[“«]/g, '');
        assert.doesNotMatch(bare, ENGLISH, `${form} of ${JSON.stringify(cell)}: ${text}`);
        if (cell.locale === 'ja') assert.doesNotMatch(bare, /(?<!\d)[,;!?.](?!\d)/, text);
        if (cell.locale === 'fr' && form !== 'short') assert.doesNotMatch(text, / [:;!?»]|« /);
      }
});

test('the automatic note takes up what a person said we are doing', () => {
  const said: Record<string, [written: string, goesOn: string | null]> = {
    fr: ['Nous redémarrons le service de paiement.', 'Nous redémarrons toujours le service de paiement.'],
    es: ['Estamos reiniciando el servicio de pagos.', 'Seguimos reiniciando el servicio de pagos.'],
    pt: ['Estamos reiniciando o serviço de pagamentos.', 'Continuamos reiniciando o serviço de pagamentos.'],
    ja: ['決済サービスを再起動しています。', '引き続き、決済サービスを再起動しています。'],
  };
  for (const [locale, [written, goesOn]] of Object.entries(said)) {
    const facts = { ...sampleFacts(locale, nowMs, { kind: 'update', phase: 'identified' }), action: null };
    const note = { facts, locale, now: NOW, phase: 'identified' as const, lastHumanText: written };
    const first = noChangeNote({ ...note, previousTexts: [] });
    assert.ok(first.includes(goesOn!), `${goesOn} in ${first}`);
    assert.notEqual(first, noChangeNote({ ...note, previousTexts: [first] }));
  }
  assert.equal(phrases('fr').goesOn('Nous publierons un message.'), null);
  assert.equal(phrases('es').goesOn('Estamos experimentando lentitud.'), null);
  assert.equal(phrases('ja').goesOn('お客様に影響しています。'), null);
});

test('an unknown locale falls back along the path: region, language, English', () => {
  const of = (locale: string) =>
    renderMessage({ kind: 'update', phase: 'identified', locale, facts: { title: 'Acme Pay' }, now: NOW });
  assert.equal(of('pt-BR').source, 'shipped:pt/plain');
  assert.equal(of('fr-CA').source, 'shipped:fr/plain');
  assert.equal(of('es-419').source, 'shipped:es/plain');
  assert.equal(of('zh').source, 'shipped:en/plain');
  assert.equal(of('zh').locale, 'en');
});

test('Japanese sentences end at their marks', () => {
  assert.deepEqual(
    sentencesOf('復旧しました。「はい。」と答えました！次は14:30 UTCです。').map(({ text }) => text),
    ['復旧しました。', '「はい。」', 'と答えました！', '次は14:30 UTCです。'],
  );
});
