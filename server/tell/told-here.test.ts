/** A page whose selection is edited goes on counting what it promised, and says nothing else of what it dropped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse } from '../../stories/house.ts';
import { LOOKING, text } from './workflows/testing.ts';

test('a missed promise stays in the record of a page when its component leaves the selection', {
  timeout: 120_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { catalog, respond, tell } = house.app;
  const other = await catalog.components.create({ slug: 'ledger', name: { en: 'Ledger' } });
  const chosen = (...componentIds: string[]) => ({
    selection: { kind: 'chosen' as const, groupIds: [], componentIds },
  });
  const page = await catalog.pages.create({ slug: 'shop', name: 'Shop', ...chosen(house.component.id) });
  const stranger = await catalog.pages.create({ slug: 'other', name: 'Other', ...chosen(other.id) });
  const { id, startedAt } = await respond.open(
    {
      title: { en: 'The secret of the north wing' },
      severity: 2,
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  await tell.update(
    id,
    { phase: 'investigating', text: text(startedAt, LOOKING), holdSeconds: 0 },
    'system:test',
  );
  await house.settled();
  // Nobody was there, not even the process, when the next word was due.
  await house.forwardAlone(minutes(90));
  await house.settled();
  const record = (pageId: string) => house.app.pages.current(pageId)!.snapshot.record;
  const before = record(page.id);
  assert.ok(before.promisesMissed > 0);
  assert.deepEqual(before.otherMisses, []);

  await catalog.pages.update(page.id, chosen(other.id));
  await house.settled();
  const { incidents, record: after } = house.app.pages.current(page.id)!.snapshot;
  assert.deepEqual(incidents, []);
  assert.deepEqual(
    [after.promisesMissed, after.promisesKept, after.promisesKeptByNote],
    [before.promisesMissed, before.promisesKept, before.promisesKeptByNote],
  );
  assert.equal(after.otherMisses.length, before.promisesMissed);
  const read = async (path: string) => (await fetch(`${house.app.web.url()}${path}`)).text();
  const document = await read('/p/shop/promises');
  assert.ok(document.includes('not listed here any more'));
  assert.ok(!document.includes('north wing') && !document.includes(id));
  assert.equal(JSON.parse(await read('/p/shop/promises.json')).missed, before.promisesMissed);
  // A page that never showed it promised nothing.
  assert.equal(record(stranger.id).promisesMissed, 0);

  await catalog.pages.update(page.id, chosen(house.component.id));
  await house.settled();
  assert.deepEqual(record(page.id), before);
});
