import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createTestStore } from '../store/testing.ts';
import { createCalendar } from './index.ts';

const AT = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const ID = 'mnt_01kjpzv280e00r7sjetkz5nyvd';

async function world(t: TestContext) {
  const store = await createTestStore();
  t.after(() => store.close());
  const clock = handClock(AT(10));
  const make = () => createCalendar({ store, clock, loops: createLoops({ clock, log: silentLog() }) });
  const window = { id: ID, componentIds: ['cmp_a', 'cmp_b'], startsAt: AT(11), endsAt: AT(13) };
  return { store, clock, make, calendar: make(), window };
}

test('a window is known the moment its transaction is committed, and not when it is not', async (t) => {
  const { store, calendar, window } = await world(t);
  await assert.rejects(
    store.transaction(async (tx) => {
      await calendar.windows.add(tx, window);
      throw new Error('changed my mind');
    }),
  );
  assert.equal(calendar.silencing('cmp_a', Date.parse(AT(12))), null);
  await store.transaction((tx) => calendar.windows.add(tx, window));
  assert.equal(calendar.silencing('cmp_a', Date.parse(AT(12)))?.id, ID);
  assert.equal(calendar.silencing('cmp_c', Date.parse(AT(12))), null);
  assert.equal(calendar.silencedUntilMs('cmp_b', Date.parse(AT(12))), Date.parse(AT(13)));
});

test('now is the time unless another one is named', async (t) => {
  const { store, calendar, window, clock } = await world(t);
  await store.transaction((tx) => calendar.windows.add(tx, window));
  assert.equal(calendar.silencing('cmp_a'), null);
  clock.jumpTo(Date.parse(AT(12)));
  assert.equal(calendar.silencing('cmp_a')?.id, ID);
});

test('a window is extended, ended early, and gone when it is cancelled before it starts', async (t) => {
  const { store, calendar, window } = await world(t);
  await store.transaction((tx) => calendar.windows.add(tx, window));
  await store.transaction((tx) => calendar.windows.end(tx, ID, AT(15)));
  assert.equal(calendar.silencing('cmp_a', Date.parse(AT(14)))?.id, ID);
  await store.transaction((tx) => calendar.windows.end(tx, ID, AT(12)));
  assert.equal(calendar.silencing('cmp_a', Date.parse(AT(12))), null);
  await store.transaction((tx) => calendar.windows.end(tx, ID, AT(10)));
  assert.deepEqual(await calendar.windows.list(), []);
  assert.equal(calendar.silencing('cmp_a', Date.parse(AT(11))), null);
});

test('another process learns of it by reading, and keeps windows that ended a short while ago', async (t) => {
  const { store, calendar, window, make, clock } = await world(t);
  const other = make();
  await store.transaction((tx) => calendar.windows.add(tx, window));
  assert.equal(other.silencing('cmp_a', Date.parse(AT(12))), null);
  clock.jumpTo(Date.parse(AT(14)));
  await other.refresh();
  assert.equal(other.silencing('cmp_a', Date.parse(AT(12)))?.id, ID, 'results from then are judged by it');
  assert.equal(other.silencing('cmp_a'), null);
});

test('adding the same window again moves it', async (t) => {
  const { store, calendar, window } = await world(t);
  await store.transaction((tx) => calendar.windows.add(tx, window));
  await store.transaction((tx) => calendar.windows.add(tx, { ...window, startsAt: AT(10) }));
  assert.equal((await calendar.windows.list()).length, 1);
  assert.equal(calendar.silencing('cmp_a', Date.parse(AT(10)))?.id, ID);
});
