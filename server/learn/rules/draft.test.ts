import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PostmortemDocument, type Sentence } from '@candor/protocol/postmortem.ts';
import fc from 'fast-check';
import { checkPostmortem } from './check.ts';
import { draftPostmortem, type IncidentRecord } from './draft.ts';
import { toMarkdown } from './markdown.ts';
import { finished, record } from './testing.ts';

const sentencesOf = ({ sections }: PostmortemDocument): Sentence[] => [
  ...sections.summary,
  ...sections.impact,
  ...sections.detection,
  ...sections.mitigation,
  ...Object.values(sections.reflection).flat(),
  ...sections.communication,
  ...sections.unknowns.items,
  ...Object.values(sections.publicVersion).flat(),
];
const texts = (list: readonly Sentence[]) => list.map(({ text }) => text);

/** What the record knows about: no sentence may rest on anything else. */
const factsOf = (of: IncidentRecord) =>
  new Set([
    of.openedFactId,
    ...[
      ...of.updates,
      ...of.promises,
      ...of.evidence,
      ...of.notes,
      ...of.corrections,
      ...of.severityChanges,
    ].map(({ factId }) => factId),
    ...[of.acknowledged, of.recovered, of.resolved, of.credits].flatMap((one) => (one ? [one.factId] : [])),
    ...of.figures.flatMap(({ evidence }) => evidence),
  ]);

test('a draft is a valid document, and each of its sentences rests on facts of the incident', () => {
  const doc = draftPostmortem(record());
  assert.deepEqual(PostmortemDocument.parse(doc), doc);
  const known = factsOf(record());
  for (const { text, evidence, origin } of sentencesOf(doc)) {
    assert.equal(origin, 'facts', text);
    assert.ok(evidence.length > 0, text);
    for (const id of evidence) assert.ok(known.has(id), `${id} under “${text}”`);
  }
});

test('all that a draft can pass it passes; what is left is for people', () => {
  const findings = checkPostmortem(draftPostmortem(record()));
  assert.deepEqual(
    findings.map(({ rule, path }) => `${rule} ${path}`),
    ['PM07 sections.factors.factors', 'PM10 sections.publicVersion.whatWeDo'],
  );
  assert.deepEqual(draftPostmortem(record()), draftPostmortem(record()), 'the same record, the same draft');
});

test('the story is told from the record', () => {
  const doc = draftPostmortem(record());
  assert.deepEqual(texts(doc.sections.summary), [
    'Checkout and API v2 did not work as they should for 1 h 35 min, from 2026-03-02 10:00 UTC to 2026-03-02 11:35 UTC.',
    'We knew after 45 s, and the first public word came after 2 min.',
  ]);
  assert.deepEqual(texts(doc.sections.impact), [
    'You could not pay.',
    'Checkout: unavailable for 1 h 35 min; failed payments: 1234.',
    'API v2: in trouble for 40 min.',
  ]);
  assert.deepEqual(texts(doc.sections.communication), [
    'The first public word came 2 min after the start; the target is 15 min.',
    'There were 4 updates, 2 of them by a person.',
    '2 of 3 promises of a next update were kept.',
    'The longest time between two updates was 48 min.',
  ]);
  assert.deepEqual(texts(doc.sections.reflection.wentBadly), [
    '1 of 3 promises of a next update was missed.',
    '1 promise was kept only by an automatic note.',
  ]);
  assert.deepEqual(texts(doc.sections.publicVersion.apology), [
    'We are sorry that you could not pay for 1 h 35 min.',
  ]);
});

test('the timeline has every recorded moment, in order', () => {
  const rows = draftPostmortem(record()).sections.timeline;
  assert.deepEqual(
    rows.map(({ at, kind }) => `${at.slice(11, 16)} ${kind}`),
    [
      '09:55 change',
      '10:00 impact-start',
      '10:00 other',
      '10:00 detection',
      '10:02 first-word',
      '10:03 acknowledgement',
      '10:10 other',
      '10:32 update',
      '10:32 promise-kept',
      '11:02 promise-missed',
      '11:20 update',
      '11:30 mitigation',
      '11:35 other',
      '11:35 recovery',
      '11:40 update',
      '11:40 promise-kept',
      '11:40 all-clear',
    ],
  );
  assert.match(rows.find(({ kind }) => kind === 'first-word')!.text, /Next word promised by 10:32 UTC/);
});

test('what the record does not know is said', () => {
  const bare = record({
    detectedAt: null,
    acknowledged: null,
    firstWordAt: null,
    updates: [],
    promises: [],
    evidence: [],
    notes: [],
    figures: [],
    recovered: null,
    resolved: null,
    credits: null,
    askUrl: null,
    impact: null,
    components: [{ id: 'cmp_api', name: 'API', allDown: false, downMs: null }],
  });
  const doc = draftPostmortem(bare);
  PostmortemDocument.parse(doc);
  assert.deepEqual(texts(doc.sections.unknowns.items), [
    'Which factors led to this is not written down yet.',
    'Whether a change came just before is not recorded.',
    'How many users were affected is not recorded.',
    'Whether data was lost is not recorded.',
    'When we first knew is not recorded.',
    'Nobody acknowledged the incident, so when work on it began is not recorded.',
    'When the service worked again is not known yet.',
    'For how long API was in trouble is not recorded.',
  ]);
  assert.match(doc.sections.summary[0]!.text, /when this was drafted it was not over/);
  assert.match(doc.sections.publicVersion.credits[0]!.text, /not been decided/);
  const rules = new Set(checkPostmortem(doc).map(({ rule }) => rule));
  assert.deepEqual([...rules].sort(), ['PM03', 'PM07', 'PM09', 'PM10']);
});

test('the public reads no host, no check and no id', () => {
  const shown = toMarkdown(draftPostmortem(record()), 'public');
  for (const inner of ['web-03', 'fct_', 'usr_', 'cmp_', 'refused'])
    assert.equal(shown.includes(inner), false, inner);
  assert.match(toMarkdown(draftPostmortem(record()), 'internal'), /web-03 checkout/);
});

test('whatever the texts hold, a draft is valid, true to its numbers and repeats no forbidden words as its own', () => {
  const wild = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60 }),
    fc.constantFrom('should have', '“quoted”', '<script>', '| a | b |', 'failed to\nconnect'),
  );
  fc.assert(
    fc.property(wild, wild, fc.integer({ min: 1, max: 10 ** 9 }), (detail, text, lengthMs) => {
      const base = record();
      const end = new Date(Date.parse(base.startedAt) + lengthMs).toISOString();
      const doc = draftPostmortem({
        ...base,
        evidence: base.evidence.map((piece) => ({ ...piece, detail })),
        updates: base.updates.map((update) => ({ ...update, text })),
        recovered: { factId: 'fct_r1', at: end },
        resolved: { factId: 'fct_u4', at: end },
        acknowledged: null,
        detectedAt: base.startedAt,
      });
      PostmortemDocument.parse(doc);
      const rules = checkPostmortem(doc).map(({ rule }) => rule);
      for (const rule of ['PM01', 'PM02', 'PM03', 'PM05', 'PM11', 'PM14'])
        assert.equal(rules.includes(rule), false, rule);
    }),
    { numRuns: 100 },
  );
});

test('as Markdown: twelve sections for the house, the public part for everybody', () => {
  const doc = finished((draft) => {
    draft.title = 'Checkout <b>did not</b> work';
    draft.sections.timeline[0]!.text = 'a | b\nc';
    draft.sections.corrections.push({
      at: '2026-03-06T00:00:00.000Z',
      by: 'usr_ada',
      what: 'The duration was wrong.',
      version: 2,
    });
  });
  const internal = toMarkdown(doc, 'internal');
  for (let i = 1; i <= 12; i++) assert.match(internal, new RegExp(`^## ${i} `, 'm'));
  assert.match(internal, /^# Checkout &lt;b>did not&lt;\/b> work$/m);
  assert.match(internal, /\| 2026-03-02 09:55:00 UTC \| a \\\| b c \| fct_n1 \|/);
  assert.match(internal, /\| Test time limits under load \| prevent \| usr_ada \| 2026-04-01 \|/);
  const shown = toMarkdown(doc, 'public');
  assert.deepEqual(
    [...shown.matchAll(/^##? .*$/gm)].map(([line]) => line),
    [
      '# Checkout &lt;b>did not&lt;/b> work',
      '## What happened',
      '## What we do',
      '## Credits',
      '## Where to ask',
      '## Corrections',
    ],
  );
  assert.match(shown, /2026-03-06 00:00:00 UTC: The duration was wrong\.\n$/);
});
