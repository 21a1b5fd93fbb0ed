/** The power is cut at a few random writes of a whole outage; power-cut.long.test.ts goes through all of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, runOutage } from './power-cut.ts';

test('the power cut anywhere in an outage leaves the same history', { timeout: 180_000 }, async (t) => {
  const whole = await runOutage(t, []);
  assert.ok(whole.writes > 50, `${whole.writes} writes`);
  for (const moment of ['before', 'after'] as const) {
    const cuts = [0, 1].map((half) => ({
      index: Math.floor(((half + Math.random()) * whole.writes) / 2),
      moment,
    }));
    const where = cuts.map(({ index }) => index).join(' and ');
    await t.test(`cut ${moment} the writes ${where} of ${whole.writes}`, async (inner) =>
      compare(await runOutage(inner, cuts), whole),
    );
  }
});
