/** What an SMS costs, whom a number means, what a word means: rules without a network. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cheaper, segmentsOf } from '#lib/measure/gsm.ts';
import { parsePhone, reaches } from '../phone/number.ts';
import { told } from '../posts/testing.ts';
import { meaningOf } from './keywords.ts';
import { measureSms, smsText } from './text.ts';

test('segments are counted as networks bill them', () => {
  const cases: [string, string, number, number][] = [
    ['a'.repeat(160), 'GSM', 160, 1],
    ['a'.repeat(161), 'GSM', 161, 2],
    ['a'.repeat(306), 'GSM', 306, 2],
    ['a'.repeat(307), 'GSM', 307, 3],
    ['€'.repeat(80), 'GSM', 160, 1],
    ['€'.repeat(81), 'GSM', 162, 2],
    // A mark of two places does not stand in two segments: 152 and one place left empty.
    [`${'a'.repeat(152)}€${'a'.repeat(151)}`, 'GSM', 305, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM', 306, 3],
    ['äöüßñéàÄÖÜÑ@£$¥', 'GSM', 15, 1],
    ['ё'.repeat(70), 'UCS-2', 70, 1],
    ['ё'.repeat(71), 'UCS-2', 71, 2],
    ['😀'.repeat(35), 'UCS-2', 70, 1],
    ['😀'.repeat(36), 'UCS-2', 72, 2],
    // Pairs stay together: 66 of 67 places are used.
    ['😀'.repeat(67), 'UCS-2', 134, 3],
    ['ç', 'UCS-2', 1, 1],
    ['Ç', 'GSM', 1, 1],
    ['', 'GSM', 0, 1],
  ];
  for (const [text, encoding, units, parts] of cases) {
    const found = segmentsOf(text);
    assert.deepEqual([found.encoding, found.units, found.parts], [encoding, units, parts], text.slice(0, 20));
  }
});

test('plain marks stand in where they save segments, and nowhere else', () => {
  const long = `“Sign-in” fails – we’re looking … ${'a'.repeat(60)}`;
  assert.match(cheaper(long), /^"Sign-in" fails - we're looking \.\.\. a/);
  assert.equal(segmentsOf(cheaper(long)).parts, 1);
  assert.equal(cheaper('“Short”'), '“Short”');
  const cyrillic = `“Вход” не работает ${'ё'.repeat(60)}`;
  assert.equal(cheaper(cyrillic), cyrillic, 'nothing is saved: the letters need UCS-2 anyway');
});

test('an SMS never takes more segments than allowed, and keeps its link', () => {
  const url = 'https://status.acme.com/incidents/inc_01kj5w8m9v2n3p4q5r6s7t8v9w';
  const content = fc.record({
    subject: fc.string({ unit: 'grapheme' }),
    text: fc.lorem({ maxCount: 90, mode: 'words' }),
    short: fc.option(
      fc
        .oneof(fc.lorem({ maxCount: 40, mode: 'sentences' }), fc.string({ unit: 'grapheme', maxLength: 400 }))
        .map((words) => `${words} ${url}`),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(content, fc.integer({ min: 1, max: 4 }), ({ short, ...rest }, most) => {
      const form = { ...rest, ...(short === undefined ? {} : { short }) };
      const text = smsText(
        { form, event: { type: 'x', data: {} } },
        { unsubscribeUrl: null, ownUrl: null },
        most,
      );
      assert.ok(segmentsOf(text).parts <= most, text);
      if (short && (most > 1 || segmentsOf(text).encoding === 'GSM')) assert.ok(text.endsWith(url), text);
    }),
    { numRuns: 150 },
  );
});

test('the receiver’s own links stand in the text; an update without a short form is told from its parts', () => {
  const links = { unsubscribeUrl: 'https://s.example/u/1', ownUrl: 'https://s.example/c/2' };
  const own = smsText(
    {
      form: { subject: '', text: '', short: 'Confirm: {{ownUrl}} Leave: {{unsubscribeUrl}}' },
      event: { type: 'x', data: {} },
    },
    links,
    3,
  );
  assert.equal(own, 'Confirm: https://s.example/c/2 Leave: https://s.example/u/1');
  const text = smsText(told('[Investigating] Sign-in fails'), links, 3);
  assert.match(text, /^\[Investigating\] Sign-in fails\n\nAbout one in five cannot sign in/);
  assert.deepEqual(measureSms('a'.repeat(200)), {
    used: 200,
    limit: 306,
    unit: 'characters (GSM)',
    parts: 2,
  });
});

test('a note for a segment stands in the SMS where it fits whole, and is left out where it does not', () => {
  const short = 'Sign-in fails. Next word by 10:30 UTC. https://s.example/i/1';
  const said = (note: string, most: number) => {
    const shortWithNote = `Sign-in fails. ${note} Next word by 10:30 UTC. https://s.example/i/1`;
    const form = { subject: '', text: '', short, shortWithNote };
    return smsText({ form, event: { type: 'x', data: {} } }, { unsubscribeUrl: null, ownUrl: null }, most);
  };
  assert.match(
    said('Repeat requests with the same key.', 1),
    /^Sign-in fails\. Repeat requests .* Next word/,
  );
  assert.equal(said('Long. '.repeat(20).trim(), 1), short);
  assert.match(said('Long. '.repeat(20).trim(), 2), /Long\. Next word/);
  // Letters beyond the short alphabet leave room for 70.
  assert.equal(said('Schlüssel “ключ” behalten.', 1), short);
});

test('a number is understood in the spellings of people, and refused with what to do', () => {
  for (const given of [
    '+49 30 1234567',
    '0049-30-1234567',
    '+49 (0)30 123 45 67',
    '+49.30.1234567',
    '＋４９ 30 1234567',
  ])
    assert.deepEqual(parsePhone(given), { address: '+49301234567' }, given);
  assert.match((parsePhone('030 1234567') as { fault: string }).fault, /with its country, for example \+49/);
  assert.match((parsePhone('+49') as { fault: string }).fault, /7 to 15 digits/);
  assert.match((parsePhone('call me') as { fault: string }).fault, /not a phone number/);
  assert.ok(
    'fault' in parsePhone('+0301234567') &&
      'fault' in parsePhone('') &&
      'fault' in parsePhone('+4930123456789012'),
  );
  assert.ok(reaches('', '+1555') && reaches('+49, +43', '+4366') && !reaches('+49 +43', '+4175'));
});

test('only a message that is nothing but the word means it', () => {
  for (const word of ['STOP', ' stop. ', 'Stopp!', 'UN-SUBSCRIBE', 'ABMELDEN', 'arrêt', 'ＳＴＯＰ'])
    assert.equal(meaningOf(word), 'stop', word);
  assert.equal(meaningOf('START'), 'start');
  assert.equal(meaningOf('Hilfe?'), 'help');
  for (const word of ["please don't stop", 'yes', '', 'stop it now'])
    assert.equal(meaningOf(word), null, word);
});
