/** What people do in the incident room: each change is its fact, and what is refused leaves none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measuresOf } from './measures.ts';
import { createWorld, START, seconds } from './testing.ts';

const TITLE = { en: 'Checkout fails' };

test('a person opens an incident: impact in the past, detected now, and nobody speaks by itself', async (t) => {
  const w = await createWorld(t);
  await w.forward(seconds(600));
  const incident = await w.respond.open(
    {
      title: TITLE,
      severity: 3,
      components: [{ componentId: w.component.id, status: 'partial_outage' }],
      startedAt: START,
    },
    'system:test',
  );
  assert.deepEqual(await w.kinds(incident.id), ['incident.opened']);
  assert.equal(incident.automaticFirstWord, false);
  assert.equal(measuresOf(incident).minutesToDetect, 10);
});

test('what cannot be is refused and leaves no fact', async (t) => {
  const w = await createWorld(t);
  const later = new Date(w.clock.nowMs() + 60_000).toISOString();
  await assert.rejects(w.respond.open({ title: TITLE, startedAt: later }, 'system:test'), {
    code: 'request.invalid',
    message: /startedAt lies in the future/,
  });
  await assert.rejects(
    w.respond.open(
      { title: TITLE, components: [{ componentId: 'cmp_none', status: 'major_outage' }] },
      'system:test',
    ),
    { code: 'not-found' },
  );
  assert.equal((await w.timeline.head()).position, 0);

  const { id } = await w.respond.open({ title: TITLE }, 'system:test');
  const before = await w.kinds(id);
  const nobody = { role: 'owner' as const, personId: 'usr_none' };
  await assert.rejects(w.respond.assignRole(id, nobody, 'system:test'), { code: 'not-found' });
  await assert.rejects(w.respond.finishTask(id, 'tsk_none', 'system:test'), { code: 'not-found' });
  await assert.rejects(w.respond.addNote('inc_none', 'A note.', 'system:test'), { code: 'not-found' });
  assert.deepEqual(await w.kinds(id), before);
});

test('severity, title, roles, tasks and notes are facts, each said once', async (t) => {
  const w = await createWorld(t);
  const ada = await w.person('ada');
  const by = `person:${ada.id}`;
  const { id } = await w.respond.open({ title: TITLE, severity: 2 }, by);
  await w.respond.changeSeverity(id, { severity: 2, reason: null }, by);
  await w.respond.changeSeverity(id, { severity: 1, reason: 'Everybody is affected.' }, by);
  await w.respond.retitle(id, { title: { en: 'Nobody can pay' }, impact: { en: 'You cannot pay.' } }, by);
  await w.respond.assignRole(id, { role: 'scribe', personId: ada.id }, by);
  const { tasks } = await w.respond.addTask(
    id,
    { title: 'Call the bank', personId: ada.id, dueAt: null },
    by,
  );
  await w.respond.finishTask(id, tasks[0]!.id, by);
  await w.respond.finishTask(id, tasks[0]!.id, by);
  await w.respond.addNote(id, 'The bank knows.', by);
  const incident = await w.respond.get(id);
  assert.deepEqual(await w.kinds(id), [
    'incident.opened',
    'severity.changed',
    'incident.retitled',
    'role.assigned',
    'task.added',
    'task.done',
    'note.entered',
  ]);
  assert.equal(incident.severity, 1);
  assert.equal(incident.title['en'], 'Nobody can pay');
  assert.equal(incident.roles.scribe, ada.id);
  assert.ok(incident.tasks[0]!.doneAt);
  const given = await w.respond.assignRole(id, { role: 'scribe', personId: null }, by);
  assert.equal(given.roles.scribe, undefined, 'a role can be given back');
});
