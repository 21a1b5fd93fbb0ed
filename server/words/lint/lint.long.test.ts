/** What takes long: texts that were made to be slow, and every proposal on every labelled message. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrongProposals } from '../fixtures/proposals.ts';
import { HELD_OUT, LABELLED } from '../fixtures/sets.ts';
import { lint } from './lint.ts';

/** The longest text that is taken, made of one piece over and over: each invites some pattern to try again and again. */
const LONGEST_CHARS = 25_000;
const PIECES = [
  'a ',
  '1:',
  '1,',
  'we ',
  '!',
  '.a',
  'ä',
  '((',
  '[a](',
  'a-',
  'A-',
  'a1-',
  'x@',
  'x.y@',
  '0:',
  'f:',
  'aa:',
  '"',
  '«',
  '\n',
  'e.g. ',
  'expect fix ',
  'will be ',
  'will soon ',
  'we believe the ',
  'it seems ',
  '12:00 ',
  '12:00 Aa Aa Aa ',
  '12:00 Paris (',
  'It failed at 12:00. ',
  '12:00に発生しました。',
  'some ',
  'the the ',
  'no data ',
  'sorry that you ',
  'name space a',
  'call Anna on ',
  'eyJaaaaaaaaaaaa',
  '-----BEGIN ',
  'http://a:',
  'engineer ',
  'vermutlich ',
  'kein ',
  'sobald wir ',
  'can normal ',
  'by 12:00 all ',
  'neither a ',
  'people a can ',
  'more share ',
  'a las 12:00 ',
  'funcionará ',
  '👩‍👩‍👧‍👦',
  '\u0301',
  '\u202e',
];

// A pattern that tries again and again takes minutes here; what a machine is slower by does not matter.
test('hostile text of 25,000 characters costs no more than ten times what plain text of that length does, or a second', () => {
  const phases = ['investigating', 'resolved'] as const;
  const took = (text: string, locale: string, phase: (typeof phases)[number]) => {
    const before = process.cpuUsage();
    lint(text, { phase, locale });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  const plain = 'Sign-in fails for customers in Europe since 14:02 UTC, and we are restarting the servers. ';
  const long = (piece: string) =>
    `x${piece.repeat(Math.ceil(LONGEST_CHARS / piece.length))}`.slice(0, LONGEST_CHARS);
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'ja', 'fi']) {
    took(long(plain), locale, 'investigating');
    const usual = Math.max(...phases.map((phase) => took(long(plain), locale, phase)));
    const most = Math.max(1_000, 10 * usual);
    for (const [i, piece] of PIECES.entries()) {
      // Each piece in both phases, but not in every language.
      const phase = phases[(i + locale.charCodeAt(0)) % 2]!;
      const once = () => took(long(piece), locale, phase);
      const first = once();
      const ms = first > most ? once() : first;
      assert.ok(ms <= most, `${locale} ${JSON.stringify(piece)}: ${ms} ms beside ${usual} ms`);
    }
  }
});

test('what a finding proposes removes it and raises no other, on every labelled message', () => {
  const { tried, wrong } = wrongProposals([...Object.values(LABELLED), ...Object.values(HELD_OUT)].flat());
  assert.ok(tried > 800, `${tried}`);
  assert.deepEqual(wrong, []);
});
