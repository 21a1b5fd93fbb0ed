/** Rules on a real house: never in a circle, held by people, tried again, and given up where everybody sees it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { FactBody } from '#timeline';
import { minutes, seconds } from '../../../stories/house.ts';
import { KNOWN, LOOKING, refused, task, text, world } from './testing.ts';

test('rules stop in a circle and at their rate, and say so', { timeout: 120_000 }, async (t) => {
  const house = await world(t);
  const back = await house.rule({
    name: 'Back',
    trigger: { kind: 'phase-reached', settings: { phase: 'identified' } },
    everyTime: true,
    actions: [{ kind: 'update', settings: { phase: 'investigating', notify: false } }],
  });
  await house.rule({
    name: 'Forth',
    trigger: { kind: 'phase-reached', settings: { phase: 'investigating' } },
    everyTime: true,
    actions: [{ kind: 'update', settings: { phase: 'identified', notify: false } }],
  });
  const { id } = await house.open();
  await house.say(id, 'identified', KNOWN);
  await house.jump(seconds(30));
  const facts = await house.factsOf(id);
  const said = facts.filter(({ body }) => body.kind === 'update.published');
  assert.ok(said.length <= 3, `${said.length} updates`);
  assert.ok(said.slice(1).every(({ by }) => /^rule:wfr-/.test(by)));
  const states = (await house.runs(back.id)).map(({ state }) => state);
  assert.deepEqual(states, ['refused', 'running']);
  assert.ok(
    facts.some(({ body }) => body.kind === 'workflow.failed' && /set it off again/.test(body.detail)),
  );

  const eager = await house.rule({
    trigger: { kind: 'incident-opened' },
    maxPerHour: 2,
    actions: [task('Look')],
  });
  for (let i = 0; i < 4; i++) await house.open();
  assert.deepEqual((await house.runs(eager.id)).map(({ state }) => state).toSorted(), [
    'refused',
    'refused',
    'running',
    'running',
  ]);
});

test('an approval holds up what follows; what fails is tried again, given up, and tried by hand', {
  timeout: 120_000,
}, async (t) => {
  const house = await world(t);
  const { workflows } = house.app;
  const asks = await house.rule({
    trigger: { kind: 'incident-opened' },
    actions: [
      task('Before'),
      { kind: 'approval', settings: { personIds: [house.ada.id], text: 'May we close the checkout?' } },
      task('After'),
      { kind: 'post', settings: { carrier: 'email', address: 'press@shop.example' } },
    ],
  });
  const { id } = await house.open();
  const steps = async () => (await house.runs(asks.id))[0]!.steps;
  const states = async () => (await steps()).map(({ state }) => state);
  assert.deepEqual(await states(), ['done', 'asked', 'held', 'held']);
  await house.until(() => house.mail.inbox().some(({ to }) => to.includes('ada@shop.example')));
  const asked = (await steps())[1]!;
  await workflows.steps.answer(asked.id, true, house.by);
  await assert.rejects(workflows.steps.answer(asked.id, true, house.by), refused('state.conflict'));
  await house.settled();
  assert.deepEqual(await states(), ['done', 'done', 'done', 'waiting']);
  assert.match((await steps())[3]!.detail!, /no public word yet/);
  // Each attempt comes at the latest half an hour after the one before.
  for (let i = 0; i < 7; i++) await house.jump(minutes(31));
  assert.deepEqual(await states(), ['done', 'done', 'done', 'failed']);
  const failed = (await house.factsOf(id)).find(({ body }) => body.kind === 'workflow.failed');
  assert.ok(failed?.body.kind === 'workflow.failed' && failed.body.attempts === 7);
  await house.say(id, 'investigating', LOOKING);
  await workflows.steps.again((await steps())[3]!.id);
  await house.until(() => house.mail.inbox().some(({ to }) => to.includes('press@shop.example')));
  assert.deepEqual(await states(), ['done', 'done', 'done', 'done']);
});

test('a segment is told the newest word, and nobody is told it twice', { timeout: 120_000 }, async (t) => {
  const house = await world(t);
  await house.subscribe('all@example.com');
  await house.subscribe('enterprise@example.com');
  await sql`update audience_subscriber set plan = 'enterprise' where address = 'enterprise@example.com'`.execute(
    house.store.db,
  );
  await house.rule({
    trigger: { kind: 'phase-reached', settings: { phase: 'identified' } },
    everyTime: true,
    actions: [
      { kind: 'tell', settings: { audience: { plans: ['enterprise'] } } },
      { kind: 'tell', settings: { audience: { plans: ['enterprise'] } } },
    ],
  });
  const { id, startedAt } = await house.open();
  await house.app.tell.update(
    id,
    { phase: 'identified', text: text(startedAt, KNOWN), notify: false, holdSeconds: 0 },
    house.by,
  );
  await house.until(() => house.mail.inbox().some(({ to }) => to.includes('enterprise@example.com')));
  await house.jump(minutes(2));
  const told = house.mail.inbox().flatMap(({ to }) => to);
  assert.deepEqual(
    told.filter((to) => to.endsWith('example.com')),
    ['enterprise@example.com'],
  );
});

test('a maintenance that goes on after its announced end sets a rule off, once the end did not move', {
  timeout: 120_000,
}, async (t) => {
  const house = await world(t);
  const { timeline } = house.app;
  const id = 'mnt_01m8cw8n8ne00ahfcay0n0j6e0';
  const rule = await house.rule({
    trigger: { kind: 'maintenance-overran', settings: { graceSeconds: 60 } },
    actions: [task('Ask why it is not over')],
  });
  const later = (ms: number) => new Date(house.clock.nowMs() + ms).toISOString();
  const record = async (body: FactBody) => {
    await house.store.transaction((tx) =>
      timeline.record(tx, [{ subject: `incident:${id}`, by: 'system:test', body }]),
    );
    await house.settled();
  };
  await record({
    kind: 'maintenance.scheduled',
    title: { en: 'Another database' },
    reason: null,
    components: [{ componentId: house.component.id, status: 'under_maintenance' }],
    scheduledFor: house.clock.now(),
    scheduledUntil: later(minutes(10)),
  });
  await record({ kind: 'maintenance.started' });
  await house.jump(minutes(5));
  await record({ kind: 'maintenance.extended', scheduledUntil: later(minutes(10)), reason: null });
  await house.jump(minutes(7));
  assert.deepEqual(await house.runs(rule.id), [], 'its end moved');
  await house.jump(minutes(4));
  assert.deepEqual(await house.tasksOf(id), ['Ask why it is not over']);
});
