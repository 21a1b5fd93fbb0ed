/** The power is cut at a few random statements of a whole outage; power-cut.long.test.ts takes every one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, runOutage } from './power-cut.ts';

test('the power cut anywhere in an outage leaves the same history', { timeout: 60_000 }, async (t) => {
  const whole = await runOutage(t, null);
  assert.ok(whole.writes > 50, `${whole.writes} writes`);
  for (let i = 0; i < 4; i++) {
    const cut = {
      index: Math.floor(Math.random() * whole.writes),
      moment: i % 2 ? ('before' as const) : ('after' as const),
    };
    await t.test(`cut ${cut.moment} write ${cut.index} of ${whole.writes}`, async (inner) =>
      compare(await runOutage(inner, cut), whole),
    );
  }
});
