/** The record of promises as readers and programs see it: every miss with how late it was, in every language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SnapshotUpdate } from '@candor/protocol/snapshot.ts';
import { renderIncident, renderPromises } from './page.ts';
import { promisesBadge, promisesDocument } from './promises.ts';
import { PROMISE_LOCALES, promiseStrings } from './strings/promises.ts';
import { incidentOf, NOW, snapshotOf } from './testing.ts';

const update = (n: number, more: Partial<SnapshotUpdate>): SnapshotUpdate => ({
  id: `upd_${n}`,
  phase: 'investigating',
  at: '2026-03-01T10:00:00.000Z',
  text: { en: `Word ${n}.` },
  origin: 'person',
  nextUpdateBy: '2026-03-01T10:30:00.000Z',
  components: [],
  corrections: [],
  ...more,
});

const incident = incidentOf(1, {
  updates: [
    update(3, { at: '2026-03-01T11:30:00.000Z', nextUpdateBy: '2026-03-01T12:30:00.000Z' }),
    update(2, {
      at: '2026-03-01T10:41:00.000Z',
      nextUpdateBy: '2026-03-01T11:00:00.000Z',
      promise: { outcome: 'missed', spokenAt: '2026-03-01T11:30:00.000Z', lateSeconds: 1_800 },
    }),
    update(1, { promise: { outcome: 'kept', spokenAt: '2026-03-01T10:20:00.000Z', lateSeconds: null } }),
  ],
  promises: { kept: 1, keptByNote: 0, missed: 1 },
  postponed: 1,
});
const whole = snapshotOf({ incidents: [incident] });
const snapshot = {
  ...whole,
  record: {
    ...whole.record,
    promisesKept: 1,
    promisesKeptByNote: 0,
    promisesMissed: 1,
    promisesPostponed: 1,
  },
};

test('every miss stands on the page with how late the word came, and what counts as what', () => {
  const page = renderPromises(snapshot, 'en');
  assert.match(page, /It is missed when nothing came until then; a later message does not change that\./);
  assert.match(page, /1 kept by a person, 0 by an automatic note, 1 missed/);
  assert.match(page, /<strong class="late">missed<\/strong>, 30 minutes late/);
  assert.match(page, /Put off with a reason: 1\./);
  const own = renderIncident(snapshot, incident.id, 'en')!;
  assert.match(own, /kept by a person/);
  assert.match(own, /30 minutes late/);
});

test('the same as data, with definitions', () => {
  const { missed, incidents, definitions } = promisesDocument(snapshot) as {
    missed: number;
    definitions: string[];
    incidents: { missed: number; promises: { outcome: string; lateSeconds: number | null }[] }[];
  };
  assert.equal(missed, 1);
  assert.equal(definitions.length, 3);
  assert.equal(incidents[0]!.missed, 1);
  assert.deepEqual(
    incidents[0]!.promises.map(({ outcome, lateSeconds }) => [outcome, lateSeconds]),
    [
      ['kept', null],
      ['missed', 1_800],
    ],
  );
});

test('the badge is never green with a miss, nor while a word is overdue', () => {
  const badge = (now: string, missed: number) =>
    promisesBadge(
      {
        ...snapshot,
        incidents: [{ ...incident, nextUpdateBy: '2026-03-01T12:30:00.000Z' }],
        record: { ...snapshot.record, promisesMissed: missed },
      },
      { now, locale: 'en' },
    );
  assert.deepEqual(badge(NOW, 1), {
    label: 'promises kept',
    message: '1 of 2',
    state: 'degraded_performance',
  });
  assert.equal(badge(NOW, 0).state, 'operational');
  assert.equal(badge('2026-03-01T12:30:00.001Z', 0).state, 'degraded_performance');
});

test('every language of the page says all of it', () => {
  for (const locale of PROMISE_LOCALES) {
    const say = promiseStrings(locale);
    assert.equal(say.meaning.length, 3, locale);
    assert.match(say.late('X'), /X/);
    assert.match(say.ofAll(1, 2), /1.*2|2.*1/);
    if (locale !== 'en') assert.notEqual(say.title, promiseStrings('en').title, locale);
  }
});
