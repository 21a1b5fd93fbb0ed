import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from '#lib/duration.ts';
import { type Interval, includes, interval } from '#lib/interval.ts';
import { profileRatio } from './profile-ratio.ts';
import type { Point, Series } from './series.ts';
import { MONDAY_MS, poisson, randomOf, visits } from './testing.ts';

const count = (points: readonly Point[]): Series => ({ kind: 'count', bucketMs: HOUR_MS, points });
/** Tuesday of the last of ten weeks, from ten in the morning. */
const tuesday = (hours: number): Interval =>
  interval(MONDAY_MS + 9 * WEEK_MS + 34 * HOUR_MS, MONDAY_MS + 9 * WEEK_MS + (34 + hours) * HOUR_MS);
const during = (window: Interval, factor: number) => (atMs: number) => (includes(window, atMs) ? factor : 1);

test('the interval holds the true effect in nine of ten made-up sites', () => {
  const window = tuesday(6);
  const effect = during(window, 0.7);
  let [covered, found] = [0, 0];
  for (let seed = 1; seed <= 30; seed++) {
    const result = profileRatio(count(visits({ seed, weeks: 10, effect })), { window });
    if (result.effect!.low <= -0.3 && result.effect!.high >= -0.3) covered += 1;
    if (result.verdict === 'fell') found += 1;
  }
  assert.ok(covered >= 27, `covered ${covered} of 30`);
  assert.ok(found >= 27, `found ${found} of 30`);
});

test('where nothing happened it is seldom said that something did', () => {
  let flagged = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const { verdict } = profileRatio(count(visits({ seed, weeks: 10 })), { window: tuesday(6) });
    if (verdict === 'fell' || verdict === 'rose') flagged += 1;
  }
  assert.ok(flagged <= 12, `flagged ${flagged} of 100`);
});

test('growth is not mistaken for an effect', () => {
  const window = tuesday(6);
  const result = profileRatio(count(visits({ seed: 5, weeks: 12, growthPerWeek: 0.05 })), { window });
  assert.equal(result.verdict, 'no effect seen');
  assert.ok(Math.abs(result.effect!.value) < 0.12, String(result.effect!.value));
});

test('every claim carries what it rests on', () => {
  const window = tuesday(6);
  const result = profileRatio(count(visits({ seed: 3, weeks: 10, effect: during(window, 0.6) })), { window });
  assert.equal(result.verdict, 'fell');
  assert.deepEqual(result.reasons, []);
  assert.ok(result.p! <= 0.05 && result.p! > 0);
  assert.ok(result.placebos >= 100 && result.independentPlacebos >= 30);
  assert.ok(result.falseFlags!.share < 0.2 && result.falseFlags!.of >= 20);
  assert.ok(result.power!.share > 0.5);
  assert.equal(result.coverage, 1);
  assert.equal(result.seasons, 8);
  const { observed, expected, difference, effect } = result;
  assert.ok(Math.abs(difference!.value - (observed! - expected!.value)) < 1e-9);
  assert.ok(Math.abs(effect!.value - (observed! / expected!.value - 1)) < 1e-12);
  assert.ok(effect!.low < effect!.value && effect!.value < effect!.high);
  assert.ok(effect!.high < 0, 'what is flagged excludes no effect');
});

test('the same input gives the same answer, in whatever order it comes', () => {
  const window = tuesday(6);
  const points = visits({ seed: 3, weeks: 10 });
  const shuffled = [...points].sort((a, b) => ((a.atMs * 7919) % 104_729) - ((b.atMs * 7919) % 104_729));
  assert.deepEqual(profileRatio(count(points), { window }), profileRatio(count(shuffled), { window }));
});

test('nothing that comes after the window changes the answer', () => {
  const window = tuesday(6);
  const points = visits({ seed: 3, weeks: 11 });
  const until = points.filter(({ atMs }) => atMs < window.endMs);
  assert.deepEqual(profileRatio(count(points), { window }), profileRatio(count(until), { window }));
});

test('a total loss is a loss of all, and its interval still allows for a few', () => {
  const window = tuesday(6);
  const result = profileRatio(count(visits({ seed: 3, weeks: 10, effect: during(window, 0) })), { window });
  assert.equal(result.verdict, 'fell');
  assert.equal(result.effect!.value, -1);
  assert.ok(result.effect!.high > -1 && result.effect!.high < -0.99);
});

test('missing is not zero', async (t) => {
  const window = tuesday(6);
  const points = visits({ seed: 3, weeks: 10 });
  const without = (hours: number) =>
    points.map((point) =>
      point.atMs >= window.startMs && point.atMs < window.startMs + hours * HOUR_MS
        ? { ...point, value: null }
        : point,
    );
  await t.test('the rest of the window is compared with the same hours', () => {
    const result = profileRatio(count(without(2)), { window });
    assert.equal(result.verdict, 'no effect seen');
    assert.equal(result.coverage, 4 / 6);
  });
  await t.test('an absent point is as missing as a null', () => {
    const absent = without(2).filter(({ value }) => value !== null);
    assert.deepEqual(profileRatio(count(absent), { window }), profileRatio(count(without(2)), { window }));
  });
  await t.test('too much missing cannot tell', () => {
    const result = profileRatio(count(without(4)), { window });
    assert.deepEqual(
      [result.verdict, result.reasons],
      ['cannot tell', ['too much of the window is missing']],
    );
  });
  await t.test('all missing cannot tell', () => {
    const result = profileRatio(count(without(6)), { window });
    assert.deepEqual([result.verdict, result.reasons], ['cannot tell', ['nothing measured in the window']]);
    assert.equal(profileRatio(count([]), { window }).verdict, 'cannot tell');
  });
});

test('earlier incidents are neither history nor placebo', () => {
  const window = tuesday(6);
  const outages = [2, 4, 6, 8].map((week) =>
    interval(MONDAY_MS + week * WEEK_MS + 30 * HOUR_MS, MONDAY_MS + week * WEEK_MS + 44 * HOUR_MS),
  );
  const effect = (atMs: number) => (outages.some((outage) => includes(outage, atMs)) ? 0.1 : 1);
  const points = visits({ seed: 9, weeks: 10, effect });
  const known = profileRatio(count(points), { window, exclude: outages, leastSeasons: 5 });
  assert.equal(known.verdict, 'no effect seen');
  const ignored = profileRatio(count(points), { window });
  assert.ok(known.effect!.high - known.effect!.low < ignored.effect!.high - ignored.effect!.low);
});

test('four weeks are too little history, and few visits are too little traffic', () => {
  const short = visits({ seed: 1, weeks: 5 });
  const early = interval(MONDAY_MS + 4 * WEEK_MS, MONDAY_MS + 4 * WEEK_MS + 6 * HOUR_MS);
  assert.deepEqual(profileRatio(count(short), { window: early }).reasons, ['too little history']);
  const nobody = visits({ seed: 1, weeks: 10, perHour: 0 });
  assert.deepEqual(profileRatio(count(nobody), { window: tuesday(6) }).reasons, ['too little traffic']);
});

test('where a dip of a fifth would be missed it cannot tell, whatever it sees', () => {
  const window = tuesday(2);
  const few = visits({ seed: 4, weeks: 10, perHour: 6, effect: during(window, 0.5) });
  const result = profileRatio(count(few), { window });
  assert.equal(result.verdict, 'cannot tell');
  assert.deepEqual(result.reasons, ['a dip of 20 % would be missed more often than found']);
  assert.ok(result.power!.share < 0.5);
  assert.notEqual(result.effect, null, 'the estimate is still shown');
});

test('rates: a fall of conversions and a rise of bounces, at unchanged and at fallen traffic', () => {
  const window = tuesday(12);
  const rateWith = (seed: number, base: number, factor: number, traffic: number) => {
    const random = randomOf(seed + 1_000);
    const sessions = visits({ seed, weeks: 10, perHour: 2_000, effect: during(window, traffic) });
    return {
      kind: 'rate' as const,
      bucketMs: HOUR_MS,
      points: sessions.map(({ atMs, value }) => ({
        atMs,
        value: poisson(value! * base * (includes(window, atMs) ? factor : 1), random),
        of: value,
      })),
    };
  };
  const fewer = profileRatio(rateWith(1, 0.05, 0.6, 1), { window });
  assert.equal(fewer.verdict, 'fell');
  assert.ok(fewer.effect!.low <= -0.4 && fewer.effect!.high >= -0.4);
  assert.ok(Math.abs(fewer.expected!.value - 0.05) < 0.005, 'a rate, not a total');
  const bounces = profileRatio(rateWith(2, 0.4, 1.3, 0.5), { window });
  assert.equal(bounces.verdict, 'rose');
  assert.ok(bounces.effect!.low <= 0.3 && bounces.effect!.high >= 0.3);
  const steady = profileRatio(rateWith(3, 0.05, 1, 0.5), { window });
  assert.notEqual(steady.verdict, 'fell', 'fewer sessions are not a lower rate');
});

test('a short season: two weeks of five-minute buckets that repeat daily', () => {
  const bucketMs = 5 * MINUTE_MS;
  const random = randomOf(11);
  const window = interval(MONDAY_MS + 13 * DAY_MS + 10 * HOUR_MS, MONDAY_MS + 13 * DAY_MS + 10.5 * HOUR_MS);
  const points = Array.from({ length: 14 * 288 }, (_, i) => {
    const atMs = MONDAY_MS + i * bucketMs;
    const mean = 60 * (1 + 0.6 * Math.sin((i / 288) * 2 * Math.PI)) * (includes(window, atMs) ? 0.4 : 1);
    return { atMs, value: poisson(mean, random) };
  });
  const result = profileRatio({ kind: 'count', bucketMs, points }, { window, seasonMs: DAY_MS });
  assert.equal(result.verdict, 'fell');
  assert.ok(result.effect!.low <= -0.6 && result.effect!.high >= -0.6);
});

test('people come by their own clocks: a change to summer time in between moves nothing', () => {
  const zone = 'Europe/Berlin';
  const start = Temporal.ZonedDateTime.from('2026-02-02T00:00[Europe/Berlin]').epochMilliseconds;
  const random = randomOf(21);
  const points = Array.from({ length: 10 * 168 }, (_, i) => {
    const atMs = start + i * HOUR_MS;
    const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
    const open = local.hour >= 9 && local.hour < 17;
    return { atMs, value: poisson(open ? 900 : 30, random) };
  });
  // The hour in which the doors open, two days after the change of 29 March.
  const at = Temporal.ZonedDateTime.from('2026-03-31T09:00[Europe/Berlin]').epochMilliseconds;
  const window = interval(at, at + HOUR_MS);
  const local = profileRatio(count(points), { window, timeZone: zone });
  assert.ok(Math.abs(local.effect!.value) < 0.1);
  const utc = profileRatio(count(points), { window, timeZone: 'UTC' });
  assert.ok(utc.effect!.value > 5, 'which is what ignoring the zone would claim');
});

test('a window that cuts buckets takes every bucket that it touches', () => {
  const window = tuesday(3);
  const points = visits({ seed: 3, weeks: 10 });
  const inner = interval(window.startMs + 20 * MINUTE_MS, window.endMs - 20 * MINUTE_MS);
  assert.deepEqual(
    profileRatio(count(points), { window: inner }).observed,
    profileRatio(count(points), { window }).observed,
  );
});
