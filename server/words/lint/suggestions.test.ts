/** What a finding proposes mends it: applied to the text, the finding is gone and no rule objects that did not before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrongProposals } from '../fixtures/proposals.ts';
import { HELD_OUT, LABELLED } from '../fixtures/sets.ts';
import { lint } from './lint.ts';

const ALL = [...Object.values(LABELLED), ...Object.values(HELD_OUT)].flat();

// A part in each run; `lint.long.test.ts` tries all of them.
test('what a finding proposes removes it and raises no other', () => {
  const { tried, wrong } = wrongProposals(ALL.filter((_, i) => i % 12 === 0));
  assert.ok(tried > 50, `${tried}`);
  assert.deepEqual(wrong, []);
});

test('in place of a vague time stands the next word, never an estimate', () => {
  const vague: Readonly<Record<string, [text: string, proposed: string]>> = {
    en: ['It will be fixed soon.', '(next word by 14:30 UTC)'],
    de: ['Das ist bald behoben.', '(nächste Meldung bis 14:30 UTC)'],
    fr: ['Ce sera bientôt réparé.', '(prochain point avant 14:30 UTC)'],
    es: ['Pronto estará resuelto.', '(próxima actualización antes de las 14:30 UTC)'],
    pt: ['Em breve estará resolvido.', '(próxima atualização até as 14:30 UTC)'],
    ja: ['まもなく復旧します。', '（次回のお知らせは14:30 UTCまで）'],
  };
  for (const [locale, [text, proposed]] of Object.entries(vague)) {
    const facts = { nextUpdateBy: '2026-03-03T14:30:00.000Z' };
    const found = lint(text, { phase: 'identified', locale, facts }).find(({ rule }) => rule === 'H03');
    assert.equal(found?.suggestion, proposed, locale);
  }
});

test('a time without a zone is given the one in which it is on record', () => {
  const facts = { nextUpdateBy: '2026-03-03T14:30:00.000Z' };
  const zoned = (text: string) =>
    lint(text, { phase: 'identified', facts }).find(({ rule }) => rule === 'U06')?.suggestion;
  assert.equal(zoned('Next word by 14:30.'), '14:30 UTC');
  assert.equal(zoned('Next word by 15:30.'), '15:30 UTC+1');
  assert.equal(zoned('Next word by 9:30 am.'), '9:30 am UTC-5');
  // Minutes that happen to be those of the promise make no zone of a time that speaks of something else.
  assert.equal(zoned('Paying failed at 15:30.'), '15:30 UTC');
  const started = { startedAt: '2026-03-03T03:30:00.000Z' };
  const since = (text: string) =>
    lint(text, { phase: 'identified', facts: started }).find(({ rule }) => rule === 'U06')?.suggestion;
  assert.equal(since('Paying has failed since 04:30.'), '04:30 UTC+1');
  assert.equal(since('Next word by 04:30.'), '04:30 UTC');
});
