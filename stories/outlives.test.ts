/** A clock that is wrong by hours: versions only rise, and the page says its times so that a reader's own clock decides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import { minutes, openHouse, seconds } from './house.ts';

const HOUR_MS = minutes(60);

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, { monitors: false });
  await house.forward(seconds(5));
  const read = async () => ((await house.send('GET', '/snapshot.json')).body as SignedSnapshot).snapshot;
  const touch = async (name: string) => {
    await house.app.catalog.components.update(house.component.id, { name: { en: name } });
    await house.settled();
  };
  return { house, read, touch };
}

test('versions rise while the clock is set back by hours, also over a restart', {
  timeout: 120_000,
}, async (t) => {
  const { house, read, touch } = await world(t);
  const first = await read();
  house.clock.jumpTo(house.clock.nowMs() - 3 * HOUR_MS);
  await touch('Set back');
  const second = await read();
  assert.ok(second.version > first.version, `${second.version} after ${first.version}`);
  assert.equal(second.components[0]!.name['en'], 'Set back');
  await house.restart();
  await house.settled();
  const third = await read();
  assert.ok(
    third.version > second.version,
    `${third.version} after ${second.version}, although it is earlier`,
  );
  // Whoever reads with a right clock sees that this page was made long ago, and treats it as unknown.
  assert.ok(Date.parse(third.validUntil) < Date.parse(first.madeAt));
});

test('a clock that was ahead by hours and is mended leaves no reader behind', {
  timeout: 120_000,
}, async (t) => {
  const { house, read, touch } = await world(t);
  const rightMs = house.clock.nowMs();
  house.clock.jumpTo(rightMs + 5 * HOUR_MS);
  await touch('Ahead');
  const ahead = await read();
  assert.ok(ahead.version >= rightMs + 5 * HOUR_MS);
  house.clock.jumpTo(rightMs + minutes(1));
  await touch('Mended');
  const mended = await read();
  assert.ok(mended.version > ahead.version);
  assert.ok(Date.parse(mended.validUntil) < Date.parse(ahead.madeAt));
  assert.equal(Date.parse(mended.validUntil) - Date.parse(mended.madeAt), minutes(3));
});
