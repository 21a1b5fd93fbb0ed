/** Two services fail together: one incident, as severe as the worst of them, with a title that names both. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse } from './house.ts';

test('a failure that joins raises the severity and is named', { timeout: 180_000 }, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const search = await house.app.catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  const target = { kind: 'http' as const, url: house.service.url };
  const watch = (componentId: string, opensIncident: 1 | 3) =>
    house.app.watch.monitors.create({ name: `Check of ${componentId}`, componentId, target, opensIncident });
  await watch(house.component.id, 3);
  await watch(search.id, 1);
  await house.forward(minutes(1));

  house.service.set('500');
  await house.until(async () => (await house.incident())?.symptoms.length === 2, minutes(3));
  await house.settled();
  const incident = (await house.incident())!;
  assert.equal((await house.app.timeline.incidents({ limit: 10 })).length, 1);
  assert.equal(incident.severity, 1);
  assert.match(incident.title['en']!, /^(Checkout and Search|Search and Checkout) are not working$/);
  assert.match(incident.title['de']!, /^(Kasse und Search|Search und Kasse) funktionieren nicht$/);

  await house.app.respond.retitle(
    incident.id,
    { title: { en: 'Payments fail' }, impact: null },
    'system:test',
  );
  const third = await house.app.catalog.components.create({ slug: 'mail', name: { en: 'Mail' } });
  await watch(third.id, 3);
  await house.until(async () => (await house.incident())?.symptoms.length === 3, minutes(3));
  await house.settled();
  assert.equal((await house.incident())?.title['en'], 'Payments fail', 'a person’s title stays');
});
