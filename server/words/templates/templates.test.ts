import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { MessageFacts, Tone } from '@candor/protocol/words.ts';
import { hasErrors, lint } from '../lint/lint.ts';
import { compareLocales } from '../lint/locales.ts';
import { checkLiquid } from '../render/liquid.ts';
import { variablesDocument } from '../render/manual.ts';
import { renderMessage, renderWith } from '../render/message.ts';
import { VARIABLE_NAMES, VARIABLES } from '../render/variable-table.ts';
import { sampleFacts } from '../render/variables.ts';
import { positionOfKind } from './check.ts';
import type { TemplateName } from './shape.ts';
import { SEGMENT_NAMES, SHIPPED_LOCALES, segmentNote, shippedTemplates, TEMPLATE_NAMES } from './shipped.ts';
import { keyOf } from './testing.ts';

const NOW = '2026-03-03T15:12:00.000Z';

const errorsOf = (
  text: string,
  name: TemplateName,
  locale: string,
  facts: MessageFacts,
  tone: Tone,
  severity: 1 | 2 = 2,
) => {
  const { kind, phase } = keyOf(name);
  return lint(text, {
    phase,
    locale,
    severity,
    position: positionOfKind(kind, phase),
    technical: tone === 'technical',
    facts: {
      startedAt: facts.startedAt ?? null,
      nextUpdateBy: facts.nextUpdateBy ?? null,
      approvedBy: facts.approvedBy ?? null,
      components: facts.components ?? [],
      failingMonitors:
        kind === 'update' && phase === 'resolved'
          ? []
          : phase === 'resolved' || kind === 'maintenance'
            ? []
            : ['sign-in check'],
    },
  }).filter((finding) => finding.level === 'error');
};

for (const locale of SHIPPED_LOCALES)
  for (const tone of Tone.options)
    test(`every shipped ${tone} template in ${locale} passes the linter, with full and with scarce facts`, () => {
      for (const name of TEMPLATE_NAMES) {
        const { kind, phase } = keyOf(name);
        const full = sampleFacts(locale, Date.parse(NOW));
        const scarce: MessageFacts = {
          title: full.title,
          components: [{ name: locale === 'de' ? 'Anmeldung' : 'Sign-in', status: 'major_outage' }],
          startedAt: full.startedAt ?? null,
          resolvedAt: full.resolvedAt ?? null,
          nextUpdateBy: full.nextUpdateBy ?? null,
          startsAt: full.startsAt ?? null,
          endsAt: full.endsAt ?? null,
          creditAmount: '€1.00',
          correct: full.correct ?? null,
          surveyUrl: full.surveyUrl ?? null,
          postmortemUrl: full.postmortemUrl ?? null,
        };
        // Nobody counted yet, a list that is too long to be read, many checks, and a start on another day.
        const awkward: Partial<MessageFacts> = {
          components: [...'ABCDEFGHIJKLMN'].map((each) => ({ name: `Pay ${each}`, status: 'major_outage' })),
          affectedCount: 0,
          checksFailing: 12_345,
          checksTotal: 1_000_000,
          startedAt: '2026-02-28T22:10:00.000Z',
        };
        const open = kind === 'update' && phase !== 'resolved' ? { resolvedAt: null } : {};
        const asSeen = sampleFacts(locale, Date.parse(NOW), { kind, phase });
        for (const [facts, timeZone, severity] of [
          [{ ...full, ...open }, 'Europe/Berlin', 2],
          [{ ...scarce, ...open }, 'UTC', 1],
          [asSeen, 'Asia/Kolkata', 1],
          ...(tone === 'plain' ? [[{ ...scarce, ...awkward, ...open }, 'Asia/Kathmandu', 1] as const] : []),
        ] as const) {
          const message = renderMessage({ kind, phase, tone, locale, timeZone, facts, now: NOW });
          assert.equal(message.source, `shipped:${locale}/${tone}`, name);
          const errors = errorsOf(message.body, name, locale, facts, tone, severity);
          assert.deepEqual(errors, [], `${name} in ${timeZone}:\n${message.body}`);
          // The short forms are the same in every tone.
          if (tone !== 'plain') continue;
          for (const [channel, text] of [
            ['sms', message.short],
            ['banner', message.banner],
            ['banner', message.subject],
          ] as const) {
            const found = lint(text, {
              phase,
              locale,
              channel,
              position: positionOfKind(kind, phase),
              facts: { approvedBy: 'Jo Sample' },
            });
            assert.equal(hasErrors(found), false, `${name} ${channel}: ${text} ${JSON.stringify(found)}`);
          }
        }
      }
    });

for (const locale of SHIPPED_LOCALES)
  test(`what each segment hears beside the rest in ${locale} passes the linter, and stands in the text once`, () => {
    for (const segment of SEGMENT_NAMES)
      for (const name of TEMPLATE_NAMES) {
        if (segmentNote(name, segment, locale) === null) continue;
        const { kind, phase } = keyOf(name);
        const facts = sampleFacts(locale, Date.parse(NOW), { kind, phase });
        for (const tone of ['plain', 'warm'] as const) {
          const options = { kind, phase, tone, locale, facts, now: NOW };
          const message = renderMessage({ ...options, segment });
          assert.deepEqual(errorsOf(message.body, name, locale, facts, tone), [], message.body);
          assert.equal(message.path.answered.segment, segment);
          const without = renderMessage(options).body;
          const more = message.body.length - without.length;
          assert.ok(more > 10 && message.body.split('\n\n').length === without.split('\n\n').length + 1);
        }
      }
  });

test('what the house proposes in all languages at once may be published as a person’s word', () => {
  // One set of facts, on another day than now, so that dates stand in it.
  const { title, components, startedAt, resolvedAt, checksFailing, checksTotal } = sampleFacts(
    'en',
    Date.parse(NOW),
  );
  const shared: MessageFacts = MessageFacts.parse({
    title,
    components,
    startedAt,
    resolvedAt,
    checksFailing,
    checksTotal,
    nextUpdateBy: '2026-03-04T00:16:00.000Z',
    startsAt: '2026-03-11T22:00:00.000Z',
    endsAt: '2026-03-12T02:00:00.000Z',
  });
  for (const name of TEMPLATE_NAMES) {
    const { kind, phase } = keyOf(name);
    if (kind !== 'update' && kind !== 'no_change' && kind !== 'relapse' && kind !== 'maintenance') continue;
    const facts = phase === 'resolved' ? shared : { ...shared, resolvedAt: null };
    const texts = Object.fromEntries(
      SHIPPED_LOCALES.map((locale) => [locale, renderMessage({ kind, phase, locale, facts, now: NOW }).body]),
    );
    const errors = Object.values(compareLocales(texts, { phase }))
      .flat()
      .filter(({ level }) => level === 'error');
    assert.deepEqual(errors, [], `${name}: ${JSON.stringify(texts, null, 1)}`);
  }
});

test('every shipped template names documented variables alone', () => {
  for (const locale of SHIPPED_LOCALES)
    for (const tone of Tone.options)
      for (const name of TEMPLATE_NAMES) {
        const { subject, body, short, banner } = shippedTemplates(name, tone, locale)[0]!;
        for (const part of [subject, body, short, banner]) checkLiquid(part, VARIABLE_NAMES);
      }
});

test('each tone and each language has words of its own', () => {
  for (const locale of SHIPPED_LOCALES)
    for (const name of TEMPLATE_NAMES) {
      const bodies = Tone.options.map((tone) => shippedTemplates(name, tone, locale)[0]!.body);
      assert.equal(new Set(bodies).size, bodies.length, `${locale} ${name}`);
    }
});

test('the sample facts are valid, and every variable has a sample', () => {
  for (const locale of SHIPPED_LOCALES) MessageFacts.parse(sampleFacts(locale, Date.parse(NOW)));
  assert.ok(VARIABLES.every((each) => each.description && each.sample));
  assert.equal(VARIABLE_NAMES.size, VARIABLES.length);
});

test('without any template in the language, the message comes in English, never empty', () => {
  const message = renderMessage({
    kind: 'update',
    phase: 'identified',
    tone: 'warm',
    locale: 'fi',
    facts: { title: 'Search is slow' },
    now: NOW,
  });
  assert.equal(message.source, 'shipped:en/warm');
  assert.equal(message.locale, 'en');
  assert.match(message.body, /We know now what went wrong/);
});

test('a template of the site that fails when it is needed gives way to the shipped one', () => {
  const broken = {
    kind: 'update' as const,
    phase: 'investigating' as const,
    segment: null,
    subject: '{{ gone }}',
    body: 'x',
    short: 'x',
    banner: 'x',
    source: 'site:tpl_1',
    locale: 'en',
    tone: 'plain' as const,
  };
  const options = {
    kind: 'update',
    phase: 'investigating',
    facts: { title: 'Search is slow' },
    now: NOW,
  } as const;
  assert.throws(() => renderWith(broken, options), /there is no variable "gone"/);
  const message = renderMessage({ ...options, own: [broken] });
  assert.equal(message.source, 'shipped:en/plain');
  assert.match(message.passedOver[0]!, /^site:tpl_1: Line 1, column \d+: there is no variable "gone"/);
});

test('the manual lists the variables that there are', () => {
  const manual = readFileSync(join(import.meta.dirname, '../../../docs/words-and-templates.md'), 'utf8');
  assert.ok(
    manual.includes(variablesDocument()),
    `docs/words-and-templates.md, section Variables, should read:\n${variablesDocument()}`,
  );
});
