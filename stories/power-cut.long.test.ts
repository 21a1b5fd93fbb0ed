/** The power is cut before and after every write of a whole outage. POWER_CUT_STEP takes every nth only. */
import { test } from 'node:test';
import { compare, runOutage } from './power-cut.ts';

const STEP = Number(process.env['POWER_CUT_STEP'] ?? 1);

test('the power cut at every write of an outage leaves the same history', async (t) => {
  const whole = await runOutage(t, null);
  for (let index = 0; index < whole.writes; index += STEP)
    for (const moment of ['before', 'after'] as const)
      await t.test(`cut ${moment} write ${index} of ${whole.writes}`, { timeout: 60_000 }, async (inner) =>
        compare(await runOutage(inner, { index, moment }), whole),
      );
});
