/** Windows whose end is moved, by a person or by the clocks of a country. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, seconds } from './house.ts';
import { at, schedule, world } from './maintenance.ts';

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
