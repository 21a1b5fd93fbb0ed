/** Whether the intervals hold what they promise, over as many made-up sites as it takes to know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR_MS, WEEK_MS } from '#lib/duration.ts';
import { includes, interval } from '#lib/interval.ts';
import { profileRatio } from './profile-ratio.ts';
import { MONDAY_MS, visits } from './testing.ts';

test('the interval holds the true effect in at least nine of ten of two hundred made-up sites', () => {
  const startMs = MONDAY_MS + 9 * WEEK_MS + 34 * HOUR_MS;
  const window = interval(startMs, startMs + 6 * HOUR_MS);
  const effect = (atMs: number) => (includes(window, atMs) ? 0.7 : 1);
  let [covered, found] = [0, 0];
  for (let seed = 1; seed <= 200; seed++) {
    const points = visits({ seed, weeks: 10, effect });
    const result = profileRatio({ kind: 'count', bucketMs: HOUR_MS, points }, { window });
    if (result.effect!.low <= -0.3 && result.effect!.high >= -0.3) covered += 1;
    if (result.verdict === 'fell') found += 1;
  }
  assert.ok(covered >= 180, `covered ${covered} of 200`);
  assert.ok(found >= 180, `found ${found} of 200`);
});
