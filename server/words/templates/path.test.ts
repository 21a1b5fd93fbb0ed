/** Which template speaks: the stated path, step by step, and what the answer says of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RenderInput, TemplateKey } from '@candor/protocol/words.ts';
import { renderMessage } from '../render/message.ts';
import { cellOf, type OwnTemplate, pathOf } from './path.ts';

const own = (key: Partial<TemplateKey>, body = 'Own words.'): OwnTemplate => ({
  kind: 'update',
  phase: 'identified',
  tone: 'plain',
  locale: 'en',
  segment: null,
  ...key,
  subject: 'S',
  body,
  short: 'K',
  banner: 'B',
  source: `site:${[key.segment, key.tone, key.locale, key.kind].filter(Boolean).join('-') || 'plain'}`,
});
const ask = (more: Partial<RenderInput>, templates: OwnTemplate[] = []) =>
  renderMessage({
    kind: 'update',
    phase: 'identified',
    facts: { title: 'Search is slow' },
    now: '2026-03-03T13:00:00.000Z',
    own: templates,
    ...more,
  });

test('the path: own for the segment, own for all, shipped in the language, own English, shipped English', () => {
  const asked = cellOf({
    kind: 'update',
    phase: 'identified',
    tone: 'warm',
    segment: 'partners',
    locale: 'de-AT',
  });
  const said = pathOf(asked).map(({ from, cell: { tone, segment, locale } }) =>
    [from, segment ?? '-', tone, locale].join(' '),
  );
  assert.deepEqual(said, [
    'own partners warm de-AT',
    'own partners warm de',
    'own partners plain de-AT',
    'own partners plain de',
    'own - warm de-AT',
    'own - warm de',
    'own - plain de-AT',
    'own - plain de',
    'shipped - warm de',
    'shipped - plain de',
    'own partners warm en',
    'own partners plain en',
    'own - warm en',
    'own - plain en',
    'shipped - warm en',
    'shipped - plain en',
  ]);
});

test('each nearer template takes the place of a farther one', () => {
  const nearestFirst = [
    own({ segment: 'partners', tone: 'warm' }),
    own({ segment: 'partners' }),
    own({ tone: 'warm' }),
    own({}),
  ];
  for (let from = 0; from < nearestFirst.length; from++) {
    const there = nearestFirst.slice(from);
    // In any order in which they are handed in.
    const message = ask({ tone: 'warm', segment: 'partners' }, there.toReversed());
    assert.equal(message.source, there[0]!.source);
    assert.equal(message.path.steps.filter(({ outcome }) => outcome === 'empty').length, from);
  }
  assert.equal(ask({ tone: 'warm', segment: 'partners' }).source, 'shipped:en/warm');
  // A phase of its own comes before one for all phases, and a segment is found however it is written.
  assert.equal(ask({}, [own({ phase: null }, 'For all.'), own({}, 'For this.')]).body, 'For this.');
  assert.equal(ask({}, [own({ phase: null }, 'For all.')]).body, 'For all.');
  assert.equal(
    ask({ segment: 'Key Accounts' }, [own({ segment: 'key-accounts' })]).source,
    'site:key-accounts',
  );
});

test('the answer says what was asked, what answered, and why', () => {
  const { path } = ask({ tone: 'warm', locale: 'de', segment: 'partners' }, [own({ locale: 'de' })]);
  assert.deepEqual(path.asked, {
    kind: 'update',
    phase: 'identified',
    tone: 'warm',
    segment: 'partners',
    locale: 'de',
  });
  assert.deepEqual(path.answered, { ...path.asked, tone: 'plain', segment: null });
  assert.equal(
    path.because,
    'The site’s own template speaks; in plain, because there is nothing in warm; as to everybody, because there is nothing for partners.',
  );
  assert.equal(
    ask({ locale: 'fi' }).path.because,
    'The shipped words speak; in en, because there is nothing in fi.',
  );
  assert.equal(ask({ body: 'Mine.' }).path.because, 'A person wrote it.');
});

test('a template that breaks when it is needed gives way, and the answer says so', () => {
  const broken = own({ tone: 'warm' }, '{{ affectedCount | plural: one: "x" }}');
  const silent = own({}, '{% if cause %}x{% endif %}');
  const message = ask({ tone: 'warm' }, [broken, silent]);
  assert.equal(message.source, 'shipped:en/warm');
  assert.match(message.path.because, /2 nearer templates failed/);
  assert.deepEqual(
    message.path.steps.map(({ outcome }) => outcome),
    ['failed', 'failed', 'used'],
  );
  assert.match(message.passedOver[0]!, /^site:warm: Line 1, column 1: plural needs the form "other"/);
  assert.match(message.passedOver[1]!, /^site:plain: it says nothing/);
});

test('support and internal are segments with words of their own, whatever it is about', () => {
  assert.match(ask({ segment: 'Support script' }).body, /^\*\*What is known\.\*\*/);
  assert.match(ask({ segment: 'internal', locale: 'de' }).body, /Leitfaden für den Support/);
  const planned = ask({
    kind: 'maintenance',
    phase: 'scheduled',
    segment: 'support',
    facts: { title: 'Work', startsAt: '2026-03-05T02:00:00.000Z', endsAt: '2026-03-05T04:00:00.000Z' },
  });
  assert.match(planned.body, /The planned work lasts from 02:00 UTC on 5 March/);
  assert.doesNotMatch(planned.body, /I am sorry/);
  // The words for customers never stand in for those for the own people.
  assert.equal(ask({ segment: 'internal' }, [own({})]).source, 'shipped:en/plain');
  const scripted = own({ kind: 'support_script' }, 'Our script.');
  assert.equal(ask({ segment: 'support' }, [own({}), scripted]).body, 'Our script.');
});

test('a site’s English stands in before the shipped English, in English', () => {
  const message = ask(
    { locale: 'fi', facts: { title: 'Search is slow', components: [{ name: 'A', status: 'major_outage' }] } },
    [own({}, '{{ phase }}: {{ whatUsersSee }}')],
  );
  assert.equal(message.body, 'Identified: You cannot use A at the moment.');
  assert.equal(message.locale, 'en');
});
