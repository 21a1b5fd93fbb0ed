/** The whole matrix: kind and phase × tone × segment × language × form, with any facts missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageFacts } from '@candor/protocol/words.ts';
import fc from 'fast-check';
import { segmentsOf } from '#lib/measure/gsm.ts';
import { graphemes } from '#lib/measure/text.ts';
import { countsOf } from '../render/rooms.ts';
import { SHIPPED_LOCALES } from './shipped.ts';
import { cells, faultOf, formsToCheck, neutralFacts, renderCell, type TestCell } from './testing.ts';

const ALL = cells();
const FACTS = Object.keys(neutralFacts).filter((name) => name !== 'title');

function check(cell: TestCell, facts: MessageFacts): void {
  const message = renderCell(cell, facts);
  const about = JSON.stringify({ ...cell, facts: Object.keys(facts) });
  assert.equal(message.source, `shipped:${cell.locale}/${cell.tone}`, about);
  for (const [form, text] of Object.entries(formsToCheck(message))) {
    const fault = faultOf(text, cell.locale);
    assert.equal(fault, null, `${form} of ${about}`);
  }
  assert.ok(message.bodyHtml.startsWith('<p>') && message.html.includes(message.bodyHtml), about);
  assert.ok(segmentsOf(message.short).units <= 160 && graphemes(message.post) <= 300, about);
  for (const { form, used, limit } of countsOf(message))
    if (form !== 'x') assert.ok(limit === null || used <= limit, `${form}: ${used} of ${limit}, ${about}`);
}

test('every cell speaks in every form when nothing but the title is known', () => {
  for (const cell of ALL.filter(({ segment }) => segment === null)) check(cell, { title: 'Acme Pay' });
});

test('every cell speaks with any subset of the facts', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ALL), fc.subarray(FACTS), (cell, names) => {
      const known = Object.fromEntries(names.map((name) => [name, neutralFacts[name]]));
      check(cell, { title: 'Acme Pay', ...known });
    }),
    { numRuns: 250 },
  );
});

test('every cell speaks whatever the facts contain, also at their longest', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }),
    fc.constantFrom(
      '{{ title }}',
      '{% if x %}',
      '<script>alert(1)</script>',
      '[x](javascript:alert(1))',
      '> '.repeat(200),
    ),
    fc.constant('ä'.repeat(2_000)),
  );
  const SENTENCES = [
    'whatUsersSee',
    'whoIsAffected',
    'cause',
    'action',
    'workaround',
    'dataStatement',
    'lessons',
    'wrote',
    'correct',
    'reason',
    'whatToDo',
  ];
  const facts = fc.record({
    title: text.map((each) => each.slice(0, 500)),
    components: fc.array(
      text.map((each) => ({ name: each.slice(0, 500), status: 'major_outage' as const })),
      { maxLength: 40 },
    ),
    ...Object.fromEntries(SENTENCES.map((name) => [name, text])),
  });
  fc.assert(
    fc.property(fc.constantFrom(...ALL), facts, (cell, given) => {
      const message = renderCell(cell, { ...neutralFacts, ...given } as MessageFacts);
      assert.equal(message.source, `shipped:${cell.locale}/${cell.tone}`);
      assert.doesNotMatch(message.html, /<script|href="javascript/);
      assert.doesNotMatch(message.subject, /[\r\n]/);
      for (const { form, used, limit } of countsOf(message))
        if (form !== 'x') assert.ok(limit === null || used <= limit, `${form}: ${used} of ${limit}`);
    }),
    { numRuns: 60 },
  );
});

test('a list of names too long to be read says how many more there are', () => {
  const components = Array.from({ length: 300 }, (_, i) => ({
    name: `C${i}`,
    status: 'major_outage' as const,
  }));
  const cell = ALL.find(
    ({ name, locale, tone }) => name === 'relapse' && locale === 'en' && tone === 'plain',
  )!;
  assert.match(renderCell(cell, { title: 'X', components }).body, /C10, C11,? and 288 more/);
});

test('every language has the same cells', () => {
  const keys = (locale: string) => ALL.filter((cell) => cell.locale === locale).length;
  for (const locale of SHIPPED_LOCALES) assert.equal(keys(locale), keys('en'));
});
