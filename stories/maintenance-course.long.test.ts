/** Planned work from its announcement to its end, with real monitors that prove it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse, seconds } from './house.ts';
import { at, planIn } from './maintenance.ts';

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t);
  await house.subscribe('reader@example.com');
  const owner = await house.person('owner@example.com', 'owner');
  await house.forward(minutes(1));
  const told = (to: string) => house.mail.inbox().filter((mail) => mail.to.includes(to));
  const plan = (from: number, until: number) => planIn(house, from, until, { ownerId: owner.id });
  const phases = () => told('reader@example.com').map(({ subject }) => /^\[(.+?)\]/.exec(subject)?.[1]);
  return { house, plan, phases, told };
}

test('announced, reminded, started, extended, verified by monitors, completed', {
  timeout: 180_000,
}, async (t) => {
  const { house, plan, phases, told } = await world(t);
  const planned = await plan(4, 8);
  await house.until(() => phases().length === 1);
  const calendar = await house.page('/calendar.ics');
  assert.match(calendar.text, /DTSTART:20260301T120500Z\r\nDTEND:20260301T120900Z\r\nSTATUS:CONFIRMED/);
  await house.forward(minutes(2) + seconds(1));
  assert.deepEqual(phases(), ['Scheduled', 'Reminder']);
  await house.forward(minutes(2));
  assert.match((await house.page()).text, /You cannot pay while we do this\./);
  house.service.set('500');
  await house.forward(minutes(3) + seconds(1));
  // A minute before the end the owner was asked, because a monitor fails; they answer.
  assert.ok(told('owner@example.com').some(({ subject }) => subject.startsWith('Ends at 12:09 UTC')));
  await house.app.tell.maintenance.extend(
    planned.id,
    { scheduledUntil: at(house, minutes(4)), reason: 'The copy takes longer.' },
    'system:test',
  );
  await house.forward(minutes(1));
  house.service.set('fine');
  await house.forward(seconds(30));
  const done = await house.app.tell.maintenance.complete(planned.id, 'system:test');
  assert.equal(done.phase, 'verifying', 'green, but not for long enough yet');
  assert.equal((await house.page(`/incidents/${planned.id}.ics`)).status, 200);
  await house.forward(minutes(1));
  assert.equal((await house.app.timeline.incident(planned.id))!.phase, 'completed');
  assert.deepEqual(await house.app.timeline.incidents({ kind: 'incident', limit: 5 }), []);
  await house.until(() => phases().length === 6);
  assert.deepEqual(phases(), [
    'Scheduled',
    'Reminder',
    'In progress',
    'Takes longer',
    'Verifying',
    'Completed',
  ]);
  const after = await house.page(`/components/${house.component.id}.ics`);
  assert.match(after.text, /STATUS:CONFIRMED/);
  const uid = /UID:(.+)/.exec(calendar.text)![1];
  assert.ok(after.text.includes(`UID:${uid}`), 'the same event in every calendar');
});
