/** Planned work that overruns, with real monitors, a process that is killed in the middle of it, and the incident that it becomes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse, seconds } from './house.ts';
import { planIn } from './maintenance.ts';

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t);
  await house.subscribe('reader@example.com');
  await house.forward(minutes(1));
  const told = (to: string) => house.mail.inbox().filter((mail) => mail.to.includes(to));
  const plan = (from: number, until: number) => planIn(house, from, until);
  const phases = () => told('reader@example.com').map(({ subject }) => /^\[(.+?)\]/.exec(subject)?.[1]);
  return { house, plan, phases };
}

test('an overrun is an incident from the end of its window on, linked with it, and it is completed when it is green', {
  timeout: 180_000,
}, async (t) => {
  const { house, plan, phases } = await world(t);
  const planned = await plan(1, 5);
  const until = planned.scheduledUntil!;
  await house.forward(minutes(2));
  house.service.set('500');
  await house.forward(minutes(4));
  const [incident] = await house.app.timeline.incidents({ kind: 'incident', limit: 5 });
  assert.ok(incident!.startedAt >= until && Date.parse(incident!.startedAt) - Date.parse(until) < seconds(2));
  assert.deepEqual(incident!.related, [planned.id]);
  const late = (await house.app.timeline.incident(planned.id))!;
  assert.equal(late.phase, 'in_progress');
  assert.equal(late.plan?.extendedByHouse, true, 'nobody answered, and the public was told before the end');
  assert.match(late.updates.at(-1)!.text['en']!, /takes longer than we said.*Our checks of .* still fail/s);
  const shown = (await house.page(`/incidents/${planned.id}`)).text;
  assert.match(shown, /See also/);
  // Killed in the middle of it, another process goes on where it was.
  await house.kill();
  await house.begin();
  await house.forward(minutes(5));
  assert.equal(
    (await house.app.timeline.incident(planned.id))!.phase,
    'in_progress',
    'never completed while red',
  );
  house.service.set('fine');
  await house.until(
    async () => (await house.app.timeline.incident(planned.id))!.phase === 'completed',
    minutes(4),
    5_000,
  );
  const { symptoms } = (await house.app.timeline.incident(incident!.id))!;
  assert.ok(symptoms.every(({ recoveredAt }) => recoveredAt !== null));
  assert.equal((await house.app.timeline.incidents({ kind: 'incident', limit: 5 })).length, 1);
  assert.equal(phases().filter((phase) => phase === 'In progress').length, 1, 'nothing was said twice');
});
