/** The promise of the next word, over silence, late authors and dead processes: kept, or missed in public. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse, seconds } from './house.ts';

const hhmm = (instant: string) => instant.slice(11, 16);

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t);
  await house.app.tell.settings.set({ cadenceSeconds: { 1: 300, 2: 300, 3: 300, 4: 300 } });
  await house.forward(minutes(1));
  house.service.set('500');
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2), 5_000);
  return { house, incident: (await house.incident())! };
}

const identified = (startedAt: string) => ({
  phase: 'identified' as const,
  text: {
    en: `You cannot pay at the checkout since ${hhmm(startedAt)} UTC; this affects everybody. We know the cause, and we are starting another database now. There is no workaround yet.`,
  },
});

test('a person’s word in its hold goes out instead of the note, and keeps the promise', {
  timeout: 180_000,
}, async (t) => {
  const { house, incident } = await world(t);
  const due = Date.parse(incident.promise!.dueAt);
  await house.forward(due - seconds(20) - house.clock.nowMs());
  await house.app.tell.update(
    incident.id,
    { ...identified(incident.startedAt), holdSeconds: 120 },
    'system:author',
  );
  await house.forward(seconds(30));
  const after = (await house.incident())!;
  assert.deepEqual(
    after.updates.map(({ origin }) => origin),
    ['automatic', 'person'],
    'the house does not speak over a person',
  );
  assert.equal(after.promises[0]!.outcome, 'kept');
  assert.ok(after.updates[1]!.at <= incident.promise!.dueAt);
  assert.deepEqual(await house.app.tell.drafts.list(incident.id), [], 'and the word goes out once');
  await house.forward(minutes(3));
  assert.equal((await house.incident())!.updates.length, 2);
});

test('a person’s word begins the promise anew: no note comes before the new time', {
  timeout: 180_000,
}, async (t) => {
  const { house, incident } = await world(t);
  await house.forward(minutes(3));
  await house.app.tell.update(
    incident.id,
    { ...identified(incident.startedAt), holdSeconds: 0 },
    'system:author',
  );
  const spoken = (await house.incident())!;
  assert.ok(spoken.promise!.dueAt > incident.promise!.dueAt);
  await house.forward(Date.parse(incident.promise!.dueAt) + minutes(1) - house.clock.nowMs());
  assert.equal((await house.incident())!.updates.length, 2, 'the old time passes without a note');
  await house.forward(Date.parse(spoken.promise!.dueAt) + seconds(1) - house.clock.nowMs());
  const noted = (await house.incident())!;
  assert.deepEqual(
    noted.updates.map(({ origin }) => origin),
    ['automatic', 'person', 'note'],
  );
  assert.deepEqual(
    noted.promises.map(({ outcome }) => outcome),
    ['kept', 'kept-by-note'],
  );
});

test('dead over the due time: the miss is public, the house speaks at once, and nobody is reminded of what has passed', {
  timeout: 180_000,
}, async (t) => {
  const { house, incident } = await world(t);
  const person = await house.person('owner@example.com');
  await house.app.respond.assignRole(incident.id, { role: 'owner', personId: person.id }, 'system:test');
  await house.settled();
  await house.kill();
  await house.forwardAlone(minutes(30));
  await house.begin();
  await house.forward(seconds(10));
  const after = (await house.incident())!;
  assert.equal(after.promises[0]!.outcome, 'missed');
  assert.equal(after.promises[0]!.dueAt, incident.promise!.dueAt);
  assert.equal(after.updates.at(-1)!.origin, 'note', 'a word comes now, late and honest');
  assert.ok(after.promise!.dueAt > house.clock.now());
  assert.match((await house.page()).text, /0 kept by a person, 0 by an automatic note, 1 missed/);
  const { body } = await house.send('GET', '/snapshot.json');
  const { snapshot } = body as {
    snapshot: { incidents: { promises: object }[]; record: { promisesMissed: number } };
  };
  assert.deepEqual(snapshot.incidents[0]!.promises, { kept: 0, keptByNote: 0, missed: 1 });
  assert.equal(snapshot.record.promisesMissed, 1);
  assert.deepEqual(
    house.mail
      .inbox()
      .filter(({ to }) => to.includes('owner@example.com'))
      .map(({ subject }) => subject)
      .filter((subject) => subject.startsWith('Next word due')),
    [],
  );
  const facts = await house.app.timeline.read({ subject: `incident:${incident.id}` });
  assert.equal(facts.filter(({ body }) => body.kind === 'promise.missed').length, 1);
});

test('the owner is reminded before the time, then the deputy, each once', { timeout: 180_000 }, async (t) => {
  const { house, incident } = await world(t);
  for (const role of ['owner', 'deputy'] as const) {
    const person = await house.person(`${role}@example.com`);
    await house.app.respond.assignRole(incident.id, { role, personId: person.id }, 'system:test');
  }
  const reminders = () =>
    house.mail
      .inbox()
      .filter(({ subject }) => subject.startsWith('Next word due'))
      .flatMap(({ to }) => to);
  const due = Date.parse(incident.promise!.dueAt);
  await house.forward(due - seconds(75) - house.clock.nowMs());
  assert.deepEqual(reminders(), ['owner@example.com']);
  await house.forward(due - seconds(30) - house.clock.nowMs());
  assert.deepEqual(reminders(), ['owner@example.com', 'deputy@example.com']);
  const facts = await house.app.timeline.read({ kinds: ['promise.reminded'] });
  assert.deepEqual(
    facts.map(({ body }) => body.kind === 'promise.reminded' && body.role),
    ['owner', 'deputy'],
  );
});
