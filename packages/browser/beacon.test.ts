import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BeaconBatch } from '@candor/protocol/beacon.ts';
import { createBeacon } from './beacon.ts';
import { handEnv } from './testing.ts';

function world() {
  let code = 202;
  const batches: BeaconBatch[] = [];
  const hand = handEnv((_, init) => {
    if (code < 300) batches.push(JSON.parse(String(init!.body)));
    return new Response(null, { status: code });
  });
  const open = () =>
    createBeacon({ url: 'https://c/beacon', env: hand.env, session: hand.env.store, path: () => '/shop' });
  return {
    ...hand,
    batches,
    open,
    answer: (status: number) => {
      code = status;
    },
  };
}

test('views, their visible time and conversions', async () => {
  const w = world();
  const beacon = w.open();
  beacon.view();
  w.pass(3_000);
  beacon.conversion('order', 20);
  beacon.view();
  assert.equal(await beacon.flush(), true);
  beacon.stop();
  const events = w.batches[0]!.events;
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['view', 'conversion', 'leave', 'view'],
  );
  const [, order, leave] = events;
  assert.ok(leave?.kind === 'leave' && leave.visibleMs === 3_000);
  assert.ok(order?.kind === 'conversion' && order.value === 20);
  assert.equal(new Set(events.map(({ id }) => id)).size, 4);
  assert.equal(new Set(events.map(({ session }) => session)).size, 1);
});

test('a dead collector: kept with the original time and sent when it is back; what is too much is counted', async () => {
  const w = world();
  const beacon = w.open();
  w.answer(503);
  beacon.conversion('first');
  assert.equal(await beacon.flush(), false);
  w.pass(600_000);
  for (let n = 0; n < 204; n++) beacon.conversion('more');
  w.answer(202);
  assert.equal(await beacon.flush(), true);
  beacon.stop();
  const sent = w.batches.flatMap(({ events }) => events);
  assert.equal(sent.length, 200);
  assert.equal(
    w.batches.reduce((sum, { dropped }) => sum + dropped, 0),
    5,
  );
  assert.equal(sent[0]!.at, '2026-01-02T03:10:00.000Z');
});

test('what a collector refuses for good is not sent for ever', async () => {
  const w = world();
  const beacon = w.open();
  beacon.conversion('x');
  w.answer(400);
  await beacon.flush();
  assert.equal(await beacon.flush(), true);
  assert.equal(w.calls.length, 1);
  beacon.stop();
});
