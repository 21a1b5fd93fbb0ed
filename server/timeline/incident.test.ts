/** The incident as a fold: every arrow of the drawing, and the spans of trouble that follow from it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IncidentPhase } from '@candor/protocol/words-of-state.ts';
import { troubleSpans } from './downtime.ts';
import type { Fact, FactBody } from './fact.ts';
import { foldIncident, type Incident, isFailing, isOpen } from './incident.ts';

const id = (prefix: string, n = 1) => `${prefix}_${String(n).padStart(26, '0')}`;
const START = Date.parse('2026-03-01T12:00:00.000Z');
const minute = (n: number) => new Date(START + n * 60_000).toISOString();
const CHECKOUT = id('cmp', 1);
const SEARCH = id('cmp', 2);

function history(bodies: [at: number, body: FactBody][], incidentId = id('inc')): Incident {
  const facts = bodies.map(
    ([at, body], i): Fact => ({
      id: id('fct', i + 1),
      position: i + 1,
      subject: `incident:${incidentId}`,
      seq: i + 1,
      at: minute(at),
      recordedAt: minute(at),
      by: 'system:test',
      because: null,
      key: null,
      body,
    }),
  );
  return foldIncident(facts)!;
}

const opened = (more: Partial<Extract<FactBody, { kind: 'incident.opened' }>> = {}): FactBody => ({
  kind: 'incident.opened',
  title: { en: 'Checkout is not working' },
  severity: 1,
  components: [{ componentId: CHECKOUT, status: 'major_outage' }],
  startedAt: minute(0),
  detectedAt: minute(0),
  detectedBy: 'monitor',
  impact: null,
  automaticFirstWord: true,
  ...more,
});
const update = (n: number, phase: IncidentPhase, more: object = {}): FactBody => ({
  kind: 'update.published',
  updateId: id('upd', n),
  phase,
  text: { en: phase },
  origin: 'person',
  nextUpdateBy: phase === 'resolved' ? null : minute(60),
  components: [],
  ...more,
});
const joined = (n: number, componentId: string, at: number): FactBody => ({
  kind: 'symptom.joined',
  monitorId: id('mon', n),
  monitorName: `monitor ${n}`,
  componentId,
  status: 'major_outage',
  failedAt: minute(at),
  detail: '500',
});
const cleared = (n: number, at: number): FactBody => ({
  kind: 'symptom.cleared',
  monitorId: id('mon', n),
  recoveredAt: minute(at),
});

const ARROWS: [IncidentPhase, IncidentPhase][] = [
  ['investigating', 'identified'],
  ['investigating', 'monitoring'],
  ['investigating', 'resolved'],
  ['identified', 'investigating'],
  ['identified', 'monitoring'],
  ['identified', 'resolved'],
  ['monitoring', 'investigating'],
  ['monitoring', 'identified'],
  ['monitoring', 'resolved'],
  ['resolved', 'investigating'],
  ['resolved', 'identified'],
];
for (const [from, to] of ARROWS)
  test(`${from} → ${to}`, () => {
    const incident = history([
      [0, opened()],
      [1, update(1, from)],
      [2, update(2, to)],
    ]);
    assert.equal(incident.phase, to);
    assert.equal(isOpen(incident), to !== 'resolved');
    assert.equal(incident.resolvedAt, to === 'resolved' ? minute(2) : null);
    assert.deepEqual(incident.promise?.updateId ?? null, to === 'resolved' ? null : id('upd', 2));
    assert.equal(incident.firstWordAt, minute(1), 'the first word stays the first');
  });

test('the start moves back to the earliest failure, and one recovery among two is none', () => {
  const open: [number, FactBody][] = [
    [1, opened({ startedAt: minute(1) })],
    [1, joined(1, CHECKOUT, 0)],
    [2, joined(2, SEARCH, 2)],
    [5, cleared(1, 5)],
  ];
  const half = history(open);
  assert.equal(half.startedAt, minute(0));
  assert.equal(half.recoveredAt, null);
  assert.ok(isFailing(half));
  assert.deepEqual(
    half.components.map(({ componentId }) => componentId),
    [CHECKOUT, SEARCH],
  );
  const whole = history([...open, [9, cleared(2, 8)]]);
  assert.equal(whole.recoveredAt, minute(8));
  assert.ok(!isFailing(whole));
  assert.deepEqual(
    troubleSpans([whole]).map(({ componentId, startMs, endMs }) => [componentId, startMs, endMs]),
    [
      [CHECKOUT, START, START + 300_000],
      [SEARCH, START + 120_000, START + 480_000],
    ],
  );
});

test('a monitor that fails twice makes two spans, and the pause between them counts for nobody', () => {
  const incident = history([
    [0, opened()],
    [0, joined(1, CHECKOUT, 0)],
    [5, cleared(1, 5)],
    [7, joined(1, CHECKOUT, 7)],
    [9, cleared(1, 9)],
  ]);
  const total = troubleSpans([incident]).reduce((sum, { startMs, endMs }) => sum + endMs! - startMs, 0);
  assert.equal(total, 7 * 60_000);
});

test('where only people declared it, the declared statuses count, change by change', () => {
  const states = (status: 'major_outage' | 'partial_outage' | 'operational') => [
    { componentId: CHECKOUT, status },
  ];
  const incident = history([
    [10, opened({ detectedBy: 'person', startedAt: minute(0) })],
    [20, update(1, 'identified', { components: states('partial_outage') })],
    [25, update(2, 'monitoring', { components: states('partial_outage') })],
    [30, update(3, 'resolved', { components: states('operational') })],
  ]);
  assert.deepEqual(
    troubleSpans([incident]).map(({ status, startMs, endMs }) => [
      status,
      (startMs - START) / 60_000,
      (endMs! - START) / 60_000,
    ]),
    [
      ['major_outage', 0, 20],
      ['partial_outage', 20, 30],
    ],
  );
});

test('what goes on has no end, and a maintenance that was only planned or was cancelled hurts nobody', () => {
  const open = history([
    [0, opened()],
    [0, joined(1, CHECKOUT, 0)],
  ]);
  assert.equal(troubleSpans([open])[0]!.endMs, null);
  const plan: [number, FactBody] = [
    0,
    {
      kind: 'maintenance.scheduled',
      title: { en: 'New database' },
      reason: null,
      components: [{ componentId: CHECKOUT, status: 'under_maintenance' }],
      scheduledFor: minute(60),
      scheduledUntil: minute(90),
    },
  ];
  const cancelled: [number, FactBody] = [5, { kind: 'maintenance.cancelled', reason: null }];
  assert.deepEqual(troubleSpans([history([plan], id('mnt')), history([plan, cancelled], id('mnt'))]), []);
  const run = history(
    [plan, [61, { kind: 'maintenance.started' }], [95, { kind: 'maintenance.completed' }]],
    id('mnt'),
  );
  assert.equal(run.phase, 'completed');
  assert.deepEqual(
    troubleSpans([run]).map(({ startMs, endMs }) => [(startMs - START) / 60_000, (endMs! - START) / 60_000]),
    [[61, 95]],
  );
});

test('a promise is settled once; a correction keeps the original beside it', () => {
  const incident = history([
    [0, opened()],
    [1, update(1, 'investigating')],
    [2, { kind: 'update.corrected', updateId: id('upd', 1), text: { en: 'better' }, reason: 'typo' }],
    [60, { kind: 'promise.missed', updateId: id('upd', 1), dueAt: minute(60) }],
    [61, { kind: 'promise.missed', updateId: id('upd', 1), dueAt: minute(60) }],
  ]);
  assert.equal(incident.promises.length, 1);
  assert.equal(incident.updates[0]!.text['en'], 'better');
  assert.deepEqual(incident.updates[0]!.corrections[0]!.was, { en: 'investigating' });
});

test('roles come and go, tasks end, and the first acknowledgement stays', () => {
  const incident = history([
    [0, opened()],
    [1, { kind: 'role.assigned', role: 'owner', personId: id('usr') }],
    [2, { kind: 'role.assigned', role: 'owner', personId: null }],
    [3, { kind: 'incident.acknowledged' }],
    [4, { kind: 'incident.acknowledged' }],
    [5, { kind: 'task.added', taskId: id('tsk'), title: 'Call', personId: null, dueAt: null }],
    [6, { kind: 'task.done', taskId: id('tsk') }],
  ]);
  assert.deepEqual(incident.roles, {});
  assert.equal(incident.acknowledgedAt, minute(3));
  assert.equal(incident.tasks[0]!.doneAt, minute(6));
});
