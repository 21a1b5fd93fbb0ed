/** What the simulation found: a clock that is set back while one process dies and the next begins. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { temporarySigningKey } from '#timeline';
import { createTestStore } from '../../server/store/testing.ts';
import { startProcess } from './process.ts';

const MINUTE = 60_000;

test('nobody waits longer for the note, also when the process that saw the old time is gone', async (t) => {
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const base = await createTestStore();
  const key = temporarySigningKey();
  const start = () => startProcess(base, clock, key, { left: null, dark: false }, { reaches: false });
  let candor = start();
  t.after(async () => {
    await candor.end();
    await base.close();
  });
  const subject = 'incident:inc_00000000000000000000000001';
  await candor.store.transaction(async (tx) => {
    await candor.timeline.record(tx, [
      {
        subject,
        by: 'rule:open-on-failure',
        body: {
          kind: 'incident.opened',
          title: { en: 'Shop fails' },
          severity: 1,
          components: [],
          startedAt: clock.now(),
          detectedAt: clock.now(),
          detectedBy: 'monitor',
          impact: null,
          automaticFirstWord: true,
        },
      },
    ]);
  });
  const forward = (ms: number) => clock.moveTo(clock.nowMs() + ms, candor.loops.settled);
  await forward(12 * MINUTE);
  await candor.end();
  clock.jumpTo(clock.nowMs() - 8 * MINUTE);
  candor = start();
  const updates = async () => (await candor.respond.get(subject.slice('incident:'.length))).updates.length;
  await forward(7 * MINUTE);
  assert.equal(await updates(), 1);
  await forward(MINUTE);
  assert.equal(await updates(), 2, 'twenty minutes after the first word, though the clock shows twelve');
});
