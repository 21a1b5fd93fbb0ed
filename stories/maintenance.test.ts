/** Planned maintenance: announced, quiet while it runs, honest about what it hid, and over when it is over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type House, minutes, openHouse, seconds } from './house.ts';

const at = (house: House, ms: number) => new Date(house.clock.nowMs() + ms).toISOString();

async function world(t: Parameters<typeof openHouse>[0], start?: string) {
  const house = await openHouse(t, start ? { start } : {});
  await house.subscribe('reader@example.com');
  await house.person('owner@example.com', 'owner');
  const [policy] = await house.app.respond.policies.list();
  const [owner] = await house.app.people.persons.list();
  await house.app.respond.policies.save(policy!.id, { name: 'Default', ownerId: owner!.id });
  await house.forward(minutes(1));
  return house;
}

const schedule = (house: House, scheduledFor: string, scheduledUntil: string) =>
  house.app.tell.maintenance.schedule(
    {
      title: { en: 'New database for the checkout' },
      text: {
        en: 'We move the checkout to a new database, so that payments go through faster. You cannot pay while we do. You do not need to do anything.',
      },
      componentIds: [house.component.id],
      scheduledFor,
      scheduledUntil,
    },
    'system:test',
  );

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

test('an extended window hides on, a cancelled one does not', { timeout: 180_000 }, async (t) => {
  const house = await world(t);
  const planned = await schedule(house, at(house, minutes(1)), at(house, minutes(3)));
  await house.forward(minutes(2));
  house.service.set('500');
  await house.forward(seconds(40));
  await house.app.tell.maintenance.extend(
    planned.id,
    { scheduledUntil: at(house, minutes(4)), reason: 'The copy takes longer.' },
    'system:test',
  );
  await house.until(() => house.mail.inbox().some(({ text }) => /takes longer than we said/.test(text)));
  await house.forward(minutes(3));
  assert.deepEqual(await house.app.timeline.incidents({ kind: 'incident', limit: 10 }), []);
  await house.app.tell.maintenance.complete(planned.id, 'system:test');
  await house.until(async () => (await house.incident())?.kind === 'incident', minutes(2), 5_000);
});

test('a window over the night on which an hour is left out begins and ends at its instants', {
  timeout: 180_000,
}, async (t) => {
  // In Berlin 01:59:59 CET is followed by 03:00:00 CEST, at 01:00 UTC: 01:57 to 03:03 there are six minutes.
  const house = await world(t, '2026-03-29T00:55:00.000Z');
  const [page] = await house.app.catalog.pages.list();
  await house.app.catalog.pages.update(page!.id, { timeZone: 'Europe/Berlin' });
  const planned = await schedule(house, '2026-03-29T00:57:00.000Z', '2026-03-29T01:03:00.000Z');
  await house.forward(seconds(5));
  const { text } = await house.page();
  assert.match(text, /01:57/);
  assert.match(text, /03:03/);
  await house.forward(Date.parse('2026-03-29T01:02:59.000Z') - house.clock.nowMs());
  assert.equal((await house.app.timeline.incident(planned.id))!.phase, 'in_progress');
  await house.forward(seconds(2));
  const over = (await house.app.timeline.incident(planned.id))!;
  assert.equal(over.phase, 'completed');
  const facts = await house.app.timeline.read({ subject: `incident:${planned.id}` });
  const when = (kind: string) => facts.find(({ body }) => body.kind === kind)!.at.slice(0, 19);
  assert.equal(when('maintenance.started'), '2026-03-29T00:57:00');
  assert.equal(when('maintenance.completed'), '2026-03-29T01:03:00');
});
