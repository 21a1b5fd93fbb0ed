/**
 * The power is cut before and after every write of a whole outage, some cuts in each run. POWER_CUT_MINUTES bounds the
 * time (0 takes as long as it takes); what is left out is said, and another run begins elsewhere.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cut, compare, runOutage } from './power-cut.ts';

const MINUTES = Number(process.env['POWER_CUT_MINUTES'] ?? 4);
/** Writes between two cuts of a run: room enough for the story to go on. */
const APART = 30;

test('the power cut at every write of an outage leaves the same history', async (t) => {
  const startMs = performance.now();
  const whole = await runOutage(t, []);
  const runs = Array.from({ length: 2 * APART }, (_, i) => ({
    first: i >> 1,
    moment: i % 2 ? ('before' as const) : ('after' as const),
  }));
  // In another order each time, so that what the time cuts off is seldom the same.
  runs.sort(() => Math.random() - 0.5);
  let done = 0;
  for (const { first, moment } of runs) {
    if (MINUTES > 0 && performance.now() - startMs > MINUTES * 60_000) break;
    const cuts: Cut[] = [];
    for (let index = first; index < whole.writes; index += APART) cuts.push({ index, moment });
    await t.test(
      `cut ${moment} write ${first} and each ${APART}th after it, of ${whole.writes}`,
      async (inner) => compare(await runOutage(inner, cuts), whole),
    );
    done += cuts.length;
  }
  console.log(`# ${done} of ${2 * whole.writes} points were cut`);
  assert.ok(done > 0);
});
