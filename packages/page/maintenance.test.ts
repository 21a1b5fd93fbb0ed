/** Planned work as readers see it: what it does to them, when on their own clock, and what came of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SnapshotMaintenance } from '@candor/protocol/snapshot.ts';
import { renderIncident, renderPage } from './page.ts';
import { idOf, incidentOf, snapshotOf } from './testing.ts';

const text = (markup: string) =>
  markup
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' .', '.');

const planned = (n: number, more: Partial<SnapshotMaintenance> = {}): SnapshotMaintenance => ({
  id: idOf('mnt', n),
  title: { en: `Work ${n}` },
  components: [{ componentId: idOf('cmp', 1), status: 'degraded_performance' }],
  startedAt: '2026-03-02T22:00:00.000Z',
  createdAt: '2026-02-20T10:00:00.000Z',
  updatedAt: '2026-02-21T10:00:00.000Z',
  resolvedAt: null,
  phase: 'scheduled',
  scheduledFor: '2026-03-02T22:00:00.000Z',
  scheduledUntil: '2026-03-03T01:30:00.000Z',
  impact: { en: 'Payments take longer.' },
  whatToDo: { en: 'Pay before it.' },
  updates: [
    {
      id: idOf('upd', n),
      phase: 'scheduled',
      at: '2026-02-20T10:00:00.000Z',
      text: { en: 'We move the database.' },
      origin: 'person',
      nextUpdateBy: null,
      components: [],
      corrections: [],
    },
  ],
  ...more,
});

test('a plan says what is expected, what to do, and how to put it into a calendar', () => {
  const made = renderPage(snapshotOf({ maintenances: [planned(1)] }), 'en');
  const said = text(made);
  assert.match(said, /Affects Service 1 \(Slow or unreliable\)/);
  assert.match(said, /What you may see Payments take longer\./);
  assert.match(said, /What you can do now Pay before it\./);
  assert.ok(made.includes(`href="/incidents/${idOf('mnt', 1)}.ics"`));
  assert.match(
    made,
    /data-from="2026-03-02T22:00:00.000Z" data-to="2026-03-03T01:30:00.000Z" data-zone="UTC" hidden/,
  );
});

test('what the announcement says already is not said twice', () => {
  const [update] = planned(1).updates;
  const told = { ...update!, text: { en: 'We move the database. Payments take longer.' } };
  const said = text(renderPage(snapshotOf({ maintenances: [planned(1, { updates: [told] })] }), 'en'));
  assert.equal(said.match(/Payments take longer/g)?.length, 1);
});

test('a reminder is called one, and stands in place of the announcement on the front page', () => {
  const [update] = planned(1).updates;
  const reminder = {
    ...update!,
    id: idOf('upd', 9),
    step: 'reminded' as const,
    text: { en: 'It is tomorrow.' },
  };
  const snapshot = snapshotOf({ maintenances: [planned(1, { updates: [reminder, update!] })] });
  const front = text(renderPage(snapshot, 'en'));
  assert.match(front, /Reminder .*It is tomorrow\./);
  assert.doesNotMatch(front, /We move the database/);
  assert.match(
    text(renderIncident(snapshot, idOf('mnt', 1), 'en')!),
    /It is tomorrow\..*We move the database/,
  );
});

test('the next three are shown in full, and what is further ahead as a line, the next first', () => {
  const many = Array.from({ length: 8 }, (_, i) =>
    planned(i, {
      scheduledFor: `2026-03-${String(10 + i)}T22:00:00.000Z`,
      scheduledUntil: `2026-03-${String(10 + i)}T23:00:00.000Z`,
    }),
  );
  const made = renderPage(snapshotOf({ maintenances: many.toReversed() }), 'en');
  assert.equal(made.match(/data-from=/g)?.length, 3);
  for (const { id } of many) assert.ok(made.includes(`/incidents/${id}"`));
  assert.ok(
    made.indexOf('Work 0') < made.indexOf('Work 1') && made.indexOf('Work 3') < made.indexOf('Work 4'),
  );
});

test('an overrun and its incident name each other', () => {
  const incident = incidentOf(1);
  const snapshot = snapshotOf({
    incidents: [{ ...incident, related: [idOf('mnt', 1)] }],
    maintenances: [planned(1, { phase: 'in_progress', related: [incident.id] })],
  });
  assert.match(text(renderIncident(snapshot, incident.id, 'en')!), /See also: Work 1/);
  assert.match(
    text(renderIncident(snapshot, idOf('mnt', 1), 'en')!),
    new RegExp(`See also: ${incident.title['en']}`),
  );
});
