/** From its start to its end: late starts, questions, extensions, proof, and the overrun that becomes an incident. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BY, MINUTE, plannedWorld } from './testing.ts';

test('it starts at its time, and is completed at its end where no monitor looks', async (t) => {
  const it = await plannedWorld(t);
  const { id, scheduledFor, scheduledUntil } = await it.plan(10, 40);
  await it.pass(10 * MINUTE);
  assert.deepEqual(await it.said(id), ['scheduled', 'in_progress']);
  await it.pass(30 * MINUTE);
  const { phase, startedAt, resolvedAt } = await it.get(id);
  assert.deepEqual([phase, startedAt, resolvedAt], ['completed', scheduledFor, scheduledUntil]);
  assert.deepEqual(await it.kinds(id), [
    'maintenance.scheduled',
    'workaround.given',
    'update.published',
    'maintenance.started',
    'update.published',
    'maintenance.completed',
    'update.published',
  ]);
});

test('a start that was slept over is made late, and says so', async (t) => {
  const it = await plannedWorld(t);
  const { id } = await it.plan(10, 60);
  it.clock.jumpTo(it.clock.nowMs() + 30 * MINUTE);
  await it.forward(6_000);
  const { phase, startedAt } = await it.get(id);
  assert.equal(phase, 'in_progress');
  assert.ok(startedAt > '2026-03-01T10:30', 'nobody here saw it begin earlier');
  assert.match(await it.lastText(id), /planned start was 10:10 UTC; we tell you later than we should have/);
  assert.match(await it.lastText(id, 'de'), /Geplant war der Beginn um 10:10 UTC/);
});

test('begun early, it hides its failures from then on', async (t) => {
  const it = await plannedWorld(t);
  const { id } = await it.plan(30, 60);
  await it.tell.maintenance.start(id, BY);
  assert.equal(it.calendar.silencing(it.component.id)?.id, id);
  assert.equal(it.calendar.silencedUntilMs(it.component.id), Date.parse(it.at(60)));
});

test('while a monitor fails at its end it is not completed; green for a while, it is', async (t) => {
  const it = await plannedWorld(t);
  await it.settings.set({ maintenanceVerifySeconds: 120 });
  it.looks('up');
  const { id } = await it.plan(10, 40);
  await it.pass(30 * MINUTE);
  it.looks('down');
  await it.pass(11 * MINUTE);
  assert.deepEqual(await it.said(id), ['scheduled', 'in_progress', 'extended']);
  await it.pass(31 * MINUTE);
  assert.equal((await it.get(id)).phase, 'in_progress');
  it.looks('up');
  await it.pass(MINUTE);
  assert.equal((await it.get(id)).phase, 'verifying');
  await it.pass(MINUTE);
  const done = await it.get(id);
  assert.equal(done.phase, 'completed');
  assert.deepEqual((await it.said(id)).slice(-2), ['verifying', 'completed']);
});

test('one that is unknown vouches for nothing', async (t) => {
  const it = await plannedWorld(t);
  it.looks('unknown');
  const { id } = await it.plan(10, 40);
  await it.pass(45 * MINUTE);
  assert.equal((await it.get(id)).phase, 'verifying');
});

test('a person who says that it is done while a monitor fails is not believed at once, and the public knows', async (t) => {
  const it = await plannedWorld(t);
  it.looks('down');
  const { id } = await it.plan(1, 60);
  await it.pass(2 * MINUTE);
  const answered = await it.tell.maintenance.complete(id, BY);
  assert.equal(answered.phase, 'verifying');
  assert.match(await it.lastText(id), /Our checks of Checkout still fail\./);
  assert.equal(it.calendar.silencing(it.component.id)?.id, id, 'the announced window still hides');
  it.looks('up');
  await it.pass(2 * MINUTE);
  assert.equal((await it.get(id)).phase, 'completed');
  assert.equal(it.calendar.silencing(it.component.id), null, 'and what fails now is an alarm');
});

test('before its end would be missed its owner is asked, then the house extends it once, and then it is an incident', async (t) => {
  const it = await plannedWorld(t);
  const reader = await it.reader('ada');
  const owner = await it.person('owner');
  const { id, scheduledUntil } = await it.plan(10, 70, { completes: 'manual', ownerId: owner.id });
  // A quarter of an hour before the end; the last third of that is when the house speaks.
  await it.pass(56 * MINUTE);
  const asked = (await it.facts(id)).find(({ body }) => body.kind === 'maintenance.extension_asked');
  assert.deepEqual(asked?.body, {
    kind: 'maintenance.extension_asked',
    dueAt: scheduledUntil,
    personId: owner.id,
  });
  const [notice] = (await it.carriers.ledger.list({ recipientId: owner.id, limit: 9 })).items;
  assert.equal(notice?.kind, 'staff');
  await it.pass(10 * MINUTE);
  assert.deepEqual(await it.said(id), ['scheduled', 'in_progress', 'extended']);
  const extended = await it.get(id);
  assert.equal(extended.scheduledUntil, it.at(34), 'by half an hour');
  assert.equal(extended.plan?.extendedByHouse, true);
  assert.match(await it.lastText(id), /takes longer than we said: it was to end at 11:10 UTC/);
  assert.equal(
    it.calendar.silencedUntilMs(it.component.id),
    Date.parse(scheduledUntil!),
    'the silence stays',
  );
  await it.pass(33 * MINUTE);
  assert.deepEqual(await it.outages(), []);
  await it.pass(2 * MINUTE);
  const [incident] = await it.outages();
  assert.equal(incident!.startedAt, extended.scheduledUntil, 'since the end that was missed');
  assert.deepEqual(incident!.related, [id]);
  assert.deepEqual((await it.get(id)).plan?.overran, {
    incidentId: incident!.id,
    since: extended.scheduledUntil,
  });
  assert.match(incident!.updates[0]!.text['en']!, /was to end at 11:40 UTC, and it is not finished/);
  assert.ok(incident!.promise, 'and the next word is promised');
  const subjects = (await it.textsTo(reader)).map(({ subject }) => /^\[(.+?)\]/.exec(subject)?.[1]);
  assert.deepEqual(subjects, ['Scheduled', 'In progress', 'Takes longer', 'Identified']);
  await it.pass(2 * MINUTE);
  assert.equal((await it.get(id)).phase, 'in_progress', 'nobody said that it is done');
  assert.equal((await it.outages()).length, 1);
  const done = await it.tell.maintenance.complete(id, BY);
  assert.equal(done.phase, 'completed');
});

test('an answer of the owner keeps the promise: no note of the house, and the silence goes on', async (t) => {
  const it = await plannedWorld(t);
  const { id } = await it.plan(10, 70, { completes: 'manual' });
  await it.pass(58 * MINUTE);
  const until = it.at(60);
  await it.tell.maintenance.extend(id, { scheduledUntil: until, reason: 'The copy takes longer.' }, BY);
  assert.equal(it.calendar.silencedUntilMs(it.component.id), Date.parse(until));
  await it.pass(20 * MINUTE);
  assert.deepEqual(await it.said(id), ['scheduled', 'in_progress', 'extended']);
  assert.deepEqual(await it.outages(), []);
  assert.equal(
    (await it.get(id)).plan?.announcedUntil,
    '2026-03-01T11:10:00.000Z',
    'what was announced ahead stays known',
  );
  // Asked again for the new end.
  await it.pass(30 * MINUTE);
  const asked = (await it.kinds(id)).filter((kind) => kind === 'maintenance.extension_asked');
  assert.equal(asked.length, 2);
});

test('work that the monitors prove asks nobody anything', async (t) => {
  const it = await plannedWorld(t);
  it.looks('up');
  const { id } = await it.plan(10, 70);
  await it.pass(71 * MINUTE);
  assert.deepEqual(await it.said(id), ['scheduled', 'in_progress', 'completed']);
});

test('a failure that joins an incident while it is under way is linked with it', async (t) => {
  const it = await plannedWorld(t);
  it.looks('down');
  const { id, scheduledUntil } = await it.plan(1, 10);
  await it.pass(10 * MINUTE);
  await it.failed('door', { failedAt: scheduledUntil! });
  await it.settled();
  const [incident] = await it.outages();
  assert.equal(incident!.startedAt, scheduledUntil);
  assert.deepEqual(incident!.related, [id]);
  const { plan, related } = await it.get(id);
  assert.deepEqual(plan?.overran, { incidentId: incident!.id, since: scheduledUntil });
  assert.deepEqual(related, [incident!.id]);
  await it.pass(15 * MINUTE);
  assert.equal((await it.outages()).length, 1, 'it is one outage, not two');
});

test('a monitor that opens no incident by itself is told of all the same when it fails after the end', async (t) => {
  const it = await plannedWorld(t);
  it.looks('down');
  const { id } = await it.plan(1, 10);
  await it.pass(25 * MINUTE);
  const [incident] = await it.outages();
  assert.deepEqual(incident!.related, [id]);
  assert.equal((await it.get(id)).phase, 'in_progress');
});

test('what is expected to work on keeps its alarms', async (t) => {
  const it = await plannedWorld(t);
  await it.plan(10, 40, {
    componentIds: [],
    components: [{ componentId: it.component.id, status: 'operational' }],
  });
  assert.equal(it.calendar.silencing(it.component.id, Date.parse(it.at(20))), null);
});

test('two who start it together start it once', async (t) => {
  const it = await plannedWorld(t);
  const reader = await it.reader('ada');
  const { id } = await it.plan(30, 60);
  await Promise.all([it.tell.maintenance.start(id, BY), it.tell.maintenance.start(id, BY)]);
  assert.deepEqual(await it.said(id), ['scheduled', 'in_progress']);
  assert.equal((await it.textsTo(reader)).length, 2);
});
