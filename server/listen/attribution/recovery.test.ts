import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, HOUR_MS, WEEK_MS } from '#lib/duration.ts';
import { includes, interval } from '#lib/interval.ts';
import { splitEffect, timeToTrustRecovery } from './recovery.ts';
import type { Series } from './series.ts';
import { MONDAY_MS, visits } from './testing.ts';

const WEEKS_BEFORE = 16;
const outage = interval(
  MONDAY_MS + WEEKS_BEFORE * WEEK_MS + 34 * HOUR_MS,
  MONDAY_MS + WEEKS_BEFORE * WEEK_MS + 40 * HOUR_MS,
);
const untilMs = MONDAY_MS + (WEEKS_BEFORE + 5) * WEEK_MS;
const site = (seed: number, after: (days: number) => number): Series => ({
  kind: 'count',
  bucketMs: HOUR_MS,
  points: visits({
    seed,
    weeks: WEEKS_BEFORE + 5,
    effect: (atMs) =>
      includes(outage, atMs) ? 0 : atMs < outage.endMs ? 1 : after((atMs - outage.endMs) / DAY_MS),
  }),
});

test('lost while down, and nothing after', () => {
  const split = splitEffect(
    site(1, () => 1),
    { outage, untilMs: outage.endMs + 14 * DAY_MS },
  );
  assert.equal(split.whileDown.verdict, 'fell');
  assert.equal(split.whileDown.effect!.value, -1);
  assert.equal(split.lasting!.verdict, 'no effect seen');
  assert.equal(split.displaced!.value, 0);
});

test('what comes back within days is displaced, never more than was lost', () => {
  const split = splitEffect(
    site(2, (days) => (days < 1 ? 1.6 : 1)),
    {
      outage,
      untilMs: outage.endMs + 14 * DAY_MS,
      displacedMs: DAY_MS,
    },
  );
  assert.equal(split.cameBack!.verdict, 'rose');
  const lost = -split.whileDown.difference!.value;
  assert.ok(split.displaced!.value > 0.5 * lost && split.displaced!.value <= lost);
  assert.ok(
    split.displaced!.low <= split.displaced!.value && split.displaced!.value <= split.displaced!.high,
  );
});

test('who stays away is a lasting effect', () => {
  const split = splitEffect(
    site(3, () => 0.75),
    { outage, untilMs: outage.endMs + 14 * DAY_MS },
  );
  assert.equal(split.lasting!.verdict, 'fell');
  assert.ok(split.lasting!.effect!.low <= -0.25 && split.lasting!.effect!.high >= -0.25);
  assert.equal(split.displaced!.value, 0);
});

test('right after the recovery there is nothing to say about after', () => {
  const split = splitEffect(
    site(1, () => 1),
    { outage, untilMs: outage.endMs },
  );
  assert.equal(split.cameBack, null);
  assert.equal(split.lasting, null);
  assert.equal(split.displaced, null);
});

test('trust that was never lost is back from the first day, known after seven', () => {
  const recovery = timeToTrustRecovery(
    site(1, () => 1),
    { outage, untilMs, delta: 0.05 },
  );
  assert.deepEqual([recovery.answer, recovery.afterMs], ['yes', 0]);
  assert.equal(recovery.knownAtMs, outage.endMs + 7 * DAY_MS);
});

test('trust that comes back in ten days is back when it is', () => {
  const recovery = timeToTrustRecovery(
    site(4, (days) => (days < 10 ? 0.7 : 1)),
    { outage, untilMs, delta: 0.05 },
  );
  assert.equal(recovery.answer, 'yes');
  const days = recovery.afterMs! / DAY_MS;
  assert.ok(days >= 5 && days <= 11, `after ${days} days`);
  assert.ok(recovery.steps.slice(0, -1).every(({ recovered }) => !recovered));
});

test('trust that stays away is not back yet', () => {
  const recovery = timeToTrustRecovery(
    site(5, () => 0.7),
    { outage, untilMs, delta: 0.05 },
  );
  assert.deepEqual([recovery.answer, recovery.afterMs, recovery.knownAtMs], ['not yet', null, null]);
  assert.ok(recovery.steps.length > 10);
});

test('for a measure that harms by rising, a rise is what has to be gone', () => {
  const rising = site(6, (days) => (days < 10 ? 1.4 : 1));
  const recovery = timeToTrustRecovery(rising, { outage, untilMs, delta: 0.05, harm: 'rise' });
  assert.equal(recovery.answer, 'yes');
  assert.ok(recovery.afterMs! >= 5 * DAY_MS);
});

test('before seven days are measured it is not yet, and with a short history it cannot tell', () => {
  const early = timeToTrustRecovery(
    site(1, () => 1),
    { outage, untilMs: outage.endMs + 3 * DAY_MS, delta: 0.05 },
  );
  assert.deepEqual([early.answer, early.steps.length], ['not yet', 0]);
  const whole = site(1, () => 1);
  const recent = { ...whole, points: whole.points.filter(({ atMs }) => atMs > outage.startMs - 8 * WEEK_MS) };
  const short = timeToTrustRecovery(recent, { outage, untilMs, delta: 0.05 });
  assert.deepEqual([short.answer, short.afterMs], ['cannot tell', null]);
});
