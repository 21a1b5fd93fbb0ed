/** Planned maintenance: announced, quiet while it runs, honest about what it hid, and over when it is over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, seconds } from './house.ts';
import { at, schedule, world } from './maintenance.ts';

test('a failure within the window is hidden, listed, and nobody’s alarm', { timeout: 180_000 }, async (t) => {
  const house = await world(t);
  const planned = await schedule(house, at(house, minutes(2)), at(house, minutes(8)));
  await house.until(() => house.mail.inbox().length === 1);
  assert.match((await house.page()).text, /New database for the checkout/);
  await house.forward(minutes(3));
  assert.equal((await house.app.timeline.incident(planned.id))!.phase, 'in_progress');
  assert.match((await house.page()).text, /maintenance/i);
  house.service.set('500');
  await house.forward(minutes(2));
  house.service.set('fine');
  await house.forward(minutes(5));
  const over = (await house.app.timeline.incident(planned.id))!;
  assert.equal(over.phase, 'completed');
  assert.deepEqual(await house.app.timeline.incidents({ kind: 'incident', limit: 10 }), []);
  assert.deepEqual(house.app.watch.failing(), []);
  assert.deepEqual(
    house.mail.inbox().filter(({ to }) => to.includes('owner@example.com')),
    [],
    'nobody was called',
  );
  const hidden = await house.app.tell.maintenance.silenced(planned.id);
  assert.deepEqual(
    hidden.map(({ monitorId, componentId }) => [monitorId, componentId]),
    [[house.monitor!.id, house.component.id]],
    'what it hid is listed',
  );
  assert.match(hidden[0]!.detail, /500/);
  assert.match((await house.page()).text, /Everything works\./);
  const told = house.mail.inbox().filter(({ to }) => to.includes('reader@example.com'));
  assert.deepEqual(
    told.map(({ subject }) => /^\[(.+?)\]/.exec(subject)?.[1]),
    ['Scheduled', 'In progress', 'Completed'],
    'readers hear of each step',
  );
  assert.match(told[0]!.text, /starts at 12:03 UTC on 1 March and ends at 12:09 UTC on 1 March/);
});

test('an announcement that does not say why is refused, and nothing is planned', {
  timeout: 180_000,
}, async (t) => {
  const house = await world(t);
  await assert.rejects(
    house.app.tell.maintenance.schedule(
      {
        title: { en: 'Maintenance' },
        text: { en: 'We perform maintenance.' },
        componentIds: [house.component.id],
        scheduledFor: at(house, minutes(5)),
        scheduledUntil: at(house, minutes(9)),
      },
      'system:test',
    ),
    (error: { code?: string }) => error.code === 'words.blocked',
  );
  await house.forward(minutes(6));
  assert.deepEqual(await house.app.timeline.incidents({ limit: 10 }), []);
  assert.equal(house.mail.inbox().length, 0);
});

test('a failure that outlives the window is an outage from its end on, and the owner is called', {
  timeout: 180_000,
}, async (t) => {
  const house = await world(t);
  const until = at(house, minutes(5));
  await schedule(house, at(house, minutes(1)), until);
  await house.forward(minutes(2));
  house.service.set('500');
  await house.until(async () => (await house.incident())?.kind === 'incident', minutes(6), 5_000);
  const incident = (await house.incident())!;
  assert.ok(incident.startedAt >= until, 'the announced time does not count');
  assert.ok(Date.parse(incident.startedAt) - Date.parse(until) < seconds(31), 'and what follows does');
  await house.until(() => house.mail.inbox().some(({ to }) => to.includes('owner@example.com')), minutes(1));
});
