import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clockTimesIn, minutesApart } from './clock-times.ts';
import { plainText, withoutMarks } from './plain.ts';
import { sentencesOf } from './sentences.ts';

const times = (text: string) => clockTimesIn(text).map((time) => [time.minutes, time.zone, time.utcMinutes]);

test('clock times are read in the spellings that people use', () => {
  assert.deepEqual(times('since 14:02 UTC'), [[842, 'UTC', 842]]);
  assert.deepEqual(times('by 2:30 PM PDT.'), [[870, 'PDT', 1290]]);
  assert.deepEqual(times('um 14.30 Uhr MESZ'), [[870, 'MESZ', 750]]);
  assert.deepEqual(times('um 14 Uhr'), [[840, null, null]]);
  assert.deepEqual(times('16:30 CEST (14:30 UTC)'), [
    [990, 'CEST', 870],
    [870, 'UTC', 870],
  ]);
  assert.deepEqual(times('at 14:00 (UTC)'), [[840, 'UTC', 840]]);
  assert.deepEqual(times('20:15 UTC+5:30'), [[1215, 'UTC+5:30', 885]]);
  assert.deepEqual(times('2026-03-03T14:30Z'), [[870, 'UTC', 870]]);
  assert.deepEqual(times('5pm PT'), [[1020, 'PT', null]]);
  assert.deepEqual(times('12 a.m. UTC'), [[0, 'UTC', 0]]);
});

test('a place says the zone, in the ways of each language', () => {
  for (const text of [
    'It fails since 14:30 (Paris).',
    'It fails since 14:30 Paris time and we look for the cause.',
    'Next update by 2:30 pm New York time.',
    'Next update by 14:30, London local time.',
    'by 14:30 (Europe/Paris)',
    'by 14:30 Europe/Berlin we know more',
    'by 14:30 (in Berlin)',
    'by 14:30 Sydney.',
    'by 14:30 local time in Berlin',
    'seit 14:30 Uhr (Berlin)',
    'seit 14:30 Uhr Berliner Zeit',
    'seit 14.30 Uhr, Wiener Ortszeit',
    'seit 14:30 Uhr nach Zürcher Zeit',
    'bis 14:30 Uhr New Yorker Zeit',
    'bis 14:30 Uhr mitteleuropäischer Sommerzeit',
    'bis 14:30 Uhr deutscher Zeit',
    'bis 14:30 Uhr (Zeit in München)',
    'bis 14:30 Uhr Ortszeit Berlin',
    'depuis 14 h 30 (Paris)',
    'depuis 14 h 30, heure de Paris',
    'avant 14h30 (heure de Paris)',
    'avant 14:30 à l’heure de Paris',
    'avant 14 h 30, heure locale de Montréal',
    'desde las 14:30 (hora de Madrid)',
    'desde las 14:30, hora local de México',
    'antes de las 14:30 (Ciudad de México)',
    'antes de las 14:30 hora peninsular',
    'desde as 14h30 (horário de Brasília)',
    'até as 14:30 no horário de Brasília',
    'até as 14:30 (São Paulo)',
    'até as 14:30, hora de Lisboa',
    'até as 14:30 horas de Brasília.',
    'desde las 14:30 hora de Nueva York',
    'depuis 14:30 heure de Paris',
    '14:30（パリ時間）からご利用いただけません。',
    'パリ時間14:30までにお知らせします。',
    'ベルリン時間の14時30分までに',
    '14:30（東京）までに',
  ]) {
    const found = times(text);
    assert.deepEqual(
      found.map(([minutes]) => minutes),
      [870],
      text,
    );
    assert.ok(found[0]![1] !== null, text);
  }
  assert.deepEqual(
    times('16:00–17:30 (Paris)').map(([, zone]) => zone),
    ['Paris', 'Paris'],
  );
  assert.deepEqual(
    times('It began at 14:30. By 16:00 it was over (all times Paris time).').map(([, zone]) => zone),
    ['Paris time', 'Paris time'],
  );
});

test('a place that is no zone, or stands for where it happened, is none', () => {
  for (const text of [
    'since 14:30 (Checkout)',
    'since 14:30 (see below)',
    'since 14:30 Paris customers cannot pay',
    'since 14:30 in Paris',
    'since 14:30 Monday.',
    'since 14:30 (Mars/Olympus)',
    'seit 14:30 Uhr Ortszeit Störungen',
    'seit 14:30 Uhr längerer Zeit',
    'depuis 14:30 (Paiement)',
    'desde las 14:30 hora local',
    'depuis 14:30 heure locale',
    '営業時間14:30',
    '14:30（決済）から',
  ])
    assert.deepEqual(
      times(text).map(([, zone]) => zone),
      [null],
      text,
    );
  assert.deepEqual(times('12 (Paris) and 14 Berlin.'), [], 'a number alone is no time');
});

test('a zone after a range or a remark belongs to every time it covers', () => {
  assert.deepEqual(
    times('from 02:00 to 04:00 UTC').map((time) => time[1]),
    ['UTC', 'UTC'],
  );
  assert.deepEqual(
    times('02:00–04:00 UTC').map((time) => time[1]),
    ['UTC', 'UTC'],
  );
  assert.deepEqual(
    times('At 02:00 it began. By 04:00 it was over (all times UTC).').map((time) => time[2]),
    [120, 240],
  );
  assert.deepEqual(
    times('began at 02:00. Next word by 04:00 UTC').map((time) => time[1]),
    [null, 'UTC'],
  );
});

test('durations, ratios of the version kind and plain numbers are no clock times', () => {
  for (const text of [
    'it took 3:20 hours',
    'version 10.30',
    '30 minutes',
    '1 in 5 customers',
    '42 % of users',
    '10.30 Euro',
    'error 503',
  ])
    assert.deepEqual(times(text), [], text);
});

test('times are the shorter way apart, whichever side of midnight', () => {
  assert.equal(minutesApart(5, 1435), 10);
  fc.assert(
    fc.property(
      fc.nat(1439),
      fc.nat(1439),
      (a, b) => minutesApart(a, b) === minutesApart(b, a) && minutesApart(a, b) <= 720,
    ),
  );
});

test('sentences end where a reader takes a breath', () => {
  const texts = (text: string) => sentencesOf(text).map((sentence) => sentence.text);
  assert.deepEqual(texts('Sign-in fails. We are on it.\nNext word by 14:30 UTC.'), [
    'Sign-in fails.',
    'We are on it.',
    'Next word by 14:30 UTC.',
  ]);
  assert.equal(texts('Some calls, e.g. search, fail at 1.5 % of the rate.').length, 1);
  assert.equal(texts('Seit dem 3. März um 14:02 Uhr UTC ist die Anmeldung gestört.').length, 1);
  assert.equal(texts('We reverted to version 12. Sign-in works.').length, 2);
  assert.equal(texts('It began at 2 p.m. PDT and lasts.').length, 1);
  fc.assert(
    fc.property(fc.string(), (text) => sentencesOf(text).every((s) => text.slice(s.start, s.end) === s.text)),
  );
});

test('positions in the plain text lead back to the markdown', () => {
  const source =
    '**Sign-in** fails, see [the _status_ page](https://status.example.com/a_b). Next by **14:30 UTC**.';
  const plain = plainText(source);
  assert.equal(plain.text, 'Sign-in fails, see the status page. Next by 14:30 UTC.');
  for (const word of ['Sign-in', 'status', '14:30', 'Next']) {
    const at = plain.text.indexOf(word);
    assert.equal(source.slice(plain.sourceAt(at), plain.sourceAt(at) + word.length), word);
  }
  assert.equal(
    withoutMarks(source),
    'Sign-in fails, see the status page: https://status.example.com/a_b. Next by 14:30 UTC.',
  );
  // An address stays to the letter, what leads nowhere is dropped, and nothing turns the order of letters round.
  assert.equal(
    withoutMarks('**[*here*](https://a.example/x*y`z__q)** [x](javascript:alert(1)) \u202egnp'),
    'here: https://a.example/x*y`z__q x gnp',
  );
});
