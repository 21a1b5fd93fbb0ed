/** Kill −9 in the middle of an import's incidents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from '../../../stories/house.ts';
import { parseDocument } from './document.ts';
import { incidentsOf, smallDocument } from './testing.ts';

const OPTIONS = { open: false, startMonitors: false };

test('a server that dies in the middle of an import goes on by itself, without doubles', {
  timeout: 60_000,
}, async (t) => {
  let inserts = 0;
  let died!: () => void;
  const dead = new Promise<void>((resolve) => {
    died = resolve;
  });
  const hook = (moment: string, text: string) => {
    if (moment === 'before' && text.startsWith('insert into "timeline_fact"') && ++inserts === 310) died();
  };
  const house = await openHouse(t, { monitors: false, hook });
  const document = parseDocument(smallDocument({ incidents: incidentsOf(105) }));
  const { id } = await house.app.transfer.plan(document, OPTIONS, 'system:test');
  await house.app.transfer.apply(id, 'system:test');
  await dead;
  await house.kill();
  await house.begin(() => {});
  const incidents = async () => (await house.app.timeline.incidents({ limit: 200, kind: 'incident' })).length;
  assert.equal(await incidents(), 100, 'a batch is there whole or not at all');
  await house.until(async () => (await house.app.transfer.get(id)).state === 'applied', 120_000, 10_000);
  assert.equal(await incidents(), 105);
  assert.equal((await house.app.catalog.components.list()).length, 3);
  assert.equal(await house.app.timeline.verify(), null);
});
