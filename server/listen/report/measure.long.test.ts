/** Whether a report tells the truth about shops whose truth is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListenSettings, type TrafficBucket } from '@candor/protocol/listen.ts';
import { DAY_MS, HOUR_MS, WEEK_MS } from '#lib/duration.ts';
import { type Interval, includes } from '#lib/interval.ts';
import { MONDAY_MS, poisson, randomOf } from '../attribution/testing.ts';
import { shopTraffic } from '../testing.ts';
import { measureTrust, planOf } from './measure.ts';

const WEEKS = 10;
const settings = ListenSettings.parse({});
/** Tuesday of the last full week, ten to four. */
const down: Interval = {
  startMs: MONDAY_MS + WEEKS * WEEK_MS + 34 * HOUR_MS,
  endMs: MONDAY_MS + WEEKS * WEEK_MS + 40 * HOUR_MS,
};
const during = (share: number) => (atMs: number) => (includes(down, atMs) ? 1 + share : 1);

async function measured(
  more: {
    seed: number;
    buying?: (atMs: number) => number;
    coming?: (atMs: number) => number;
    perHour?: number;
  },
  { afterMs = 3 * HOUR_MS, others = [] as (Interval & { id: string })[], at = down, earlierWeeks = 0 } = {},
) {
  const nowMs = at.endMs + afterMs;
  const plan = planOf(at, settings, nowMs);
  const fromMs = MONDAY_MS - earlierWeeks * WEEK_MS;
  const hours = Math.floor((nowMs - fromMs) / HOUR_MS);
  const buckets = shopTraffic({ fromMs, hours, ...more });
  const incident = { id: 'inc_x', title: { en: 'Checkout is down' } };
  const report = measureTrust({ incident, others, buckets, plan, settings, nowMs });
  const of = (metric: string) => report.metrics.find((each) => each.metric === metric)!;
  return { report, of, buckets };
}

test('a third fewer of the visitors buy: the interval covers the truth, and nothing else is claimed', async () => {
  let [covered, fell, others] = [0, 0, 0];
  for (let seed = 1; seed <= 20; seed++) {
    const { of } = await measured({ seed, buying: during(-0.3) });
    const { verdict, effect } = of('conversionRate').whileDown;
    if (verdict === 'fell') fell += 1;
    if (effect!.low <= -0.3 && effect!.high >= -0.3) covered += 1;
    if (of('sessions').whileDown.verdict !== 'no effect seen') others += 1;
  }
  assert.ok(covered >= 18, `covered ${covered} of 20`);
  assert.ok(fell >= 18, `fell ${fell} of 20`);
  assert.ok(others <= 3, `claimed about visits ${others} of 20`);
});

test('where nothing happened, next to nothing is claimed', async () => {
  let claims = 0;
  let verdicts = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { report } = await measured({ seed: 100 + seed });
    for (const { whileDown } of report.metrics) {
      verdicts += 1;
      if (whileDown.verdict === 'fell' || whileDown.verdict === 'rose') claims += 1;
    }
  }
  assert.equal(verdicts, 100);
  assert.ok(claims <= 12, `${claims} of ${verdicts}`);
});

test('what it cost is what was lost, within its interval', async () => {
  const truth = { sessions: 0, conversions: 0 };
  const [hit, calm] = await Promise.all([measured({ seed: 7, coming: during(-0.4) }), measured({ seed: 7 })]);
  calm.buckets.forEach((bucket, i) => {
    if (!includes(down, Date.parse(bucket.at))) return;
    truth.sessions += bucket.sessions! - hit.buckets[i]!.sessions!;
    truth.conversions += bucket.conversions! - hit.buckets[i]!.conversions!;
  });
  const { cost } = hit.report;
  for (const what of ['sessions', 'conversions'] as const) {
    const { low, high } = cost[what].lost!;
    assert.ok(low <= truth[what] && truth[what] <= high, `${what}: ${truth[what]} in ${low} to ${high}`);
    assert.ok(low > 0);
  }
  assert.ok(Math.abs(cost.value.lost!.value - 25 * cost.conversions.lost!.value) < 1);
});

test('every claim stands beside how often the method is wrong here, and how much it would find', async () => {
  const { report } = await measured({ seed: 3, buying: during(-0.5) });
  for (const { whileDown } of report.metrics) {
    assert.ok(whileDown.falseFlags!.of >= 20);
    assert.ok(whileDown.falseFlags!.share < 0.25);
    assert.ok(whileDown.power!.share >= 0.5);
    assert.equal(whileDown.from, new Date(down.startMs).toISOString());
  }
});

test('with few visitors or a short history it cannot tell, and says why', async () => {
  const few = await measured({ seed: 4, perHour: 3, buying: during(-0.3) });
  assert.equal(few.of('conversionRate').whileDown.verdict, 'cannot tell');
  assert.ok(few.of('conversionRate').whileDown.reasons.length > 0);
  assert.equal(few.report.cost.conversions.lost, null);
  const early: Interval = { startMs: MONDAY_MS + 3 * WEEK_MS, endMs: MONDAY_MS + 3 * WEEK_MS + 6 * HOUR_MS };
  const short = await measured({ seed: 4 }, { at: early });
  for (const { whileDown } of short.report.metrics)
    assert.deepEqual([whileDown.verdict, whileDown.reasons], ['cannot tell', ['too little history']]);
  assert.equal(short.report.recovery.answer, 'not yet');
});

test('trust that comes back at once, and trust that stays away for two weeks', async () => {
  const atOnce = await measured(
    { seed: 11, buying: during(-0.6) },
    { afterMs: 16 * DAY_MS, earlierWeeks: 10 },
  );
  assert.equal(atOnce.of('conversionRate').recovery.answer, 'yes');
  assert.equal(atOnce.of('conversionRate').recovery.afterSeconds, 0);
  assert.equal(atOnce.of('conversionRate').lasting!.verdict, 'no effect seen');
  const away = (atMs: number) => (atMs >= down.startMs && atMs < down.endMs + 14 * DAY_MS ? 0.7 : 1);
  const slow = await measured({ seed: 11, buying: away }, { afterMs: 30 * DAY_MS, earlierWeeks: 10 });
  const { answer, afterSeconds } = slow.of('conversionRate').recovery;
  assert.equal(answer, 'yes');
  assert.ok(afterSeconds! > 8 * 86_400 && afterSeconds! <= 15 * 86_400, String(afterSeconds));
  assert.equal(slow.of('conversionRate').lasting!.verdict, 'fell');
  const notYet = await measured({ seed: 11, buying: away }, { afterMs: 10 * DAY_MS, earlierWeeks: 10 });
  assert.equal(notYet.report.recovery.answer, 'not yet');
});

test('another outage in the same hours is named, and no other is history', async () => {
  const other = { id: 'inc_y', startMs: down.startMs + HOUR_MS, endMs: down.endMs + HOUR_MS };
  const earlier = { id: 'inc_z', startMs: down.startMs - 2 * WEEK_MS, endMs: down.endMs - 2 * WEEK_MS };
  const both = (atMs: number) => (includes(down, atMs) || includes(earlier, atMs) ? 0.5 : 1);
  const { report, of } = await measured({ seed: 5, buying: both }, { others: [other, earlier] });
  assert.deepEqual(report.overlaps, ['inc_y']);
  const { effect } = of('conversionRate').whileDown;
  assert.ok(effect!.low <= -0.5 && effect!.high >= -0.5);
  assert.ok(of('conversionRate').whileDown.seasons <= 8);
});

test('an outage shorter than a bucket, and one in the first minutes of its end, are measured without falling over', async () => {
  const short = { startMs: down.startMs + 600_000, endMs: down.startMs + 900_000 };
  const { of } = await measured({ seed: 6 }, { at: short, afterMs: 60_000 });
  assert.ok(['cannot tell', 'no effect seen'].includes(of('sessions').whileDown.verdict));
  assert.equal(of('sessions').cameBack, null);
});

test('an outage of half a minute in traffic of seconds, as the demo has it, is found with its true depth', async () => {
  const demo = ListenSettings.parse({ bucketSeconds: 5, seasonSeconds: 300 });
  const [bucketMs, seasonMs, perSecond] = [5_000, 300_000, 60];
  let [fell, covered] = [0, 0];
  for (let seed = 1; seed <= 12; seed++) {
    const random = randomOf(seed);
    const startMs = MONDAY_MS + 20 * seasonMs + 20_000 + random() * 5_000;
    const outage = { startMs, endMs: startMs + 25_000 };
    const nowMs = outage.endMs + 15_000;
    const buckets: TrafficBucket[] = [];
    for (let atMs = MONDAY_MS; atMs + bucketMs <= nowMs; atMs += bucketMs) {
      const sessions = poisson(5 * perSecond * (1 + 0.4 * Math.sin((2 * Math.PI * atMs) / seasonMs)), random);
      const downMs = Math.max(0, Math.min(atMs + bucketMs, outage.endMs) - Math.max(atMs, outage.startMs));
      const conversions = poisson(sessions * 0.3 * (1 - (0.6 * downMs) / bucketMs), random);
      const at = new Date(atMs).toISOString();
      const rest = { pageViews: sessions, bounces: 0, durationSeconds: 0, conversionValue: conversions * 30 };
      buckets.push({ at, measured: true, source: 'import', sessions, conversions, ...rest });
    }
    const report = measureTrust({
      incident: { id: 'inc_x', title: { en: 'The shop is down' } },
      others: [],
      buckets,
      plan: planOf(outage, demo, nowMs),
      settings: demo,
      nowMs,
    });
    const { verdict, effect } = report.metrics.find(({ metric }) => metric === 'conversionRate')!.whileDown;
    if (verdict === 'fell') fell += 1;
    if (effect!.low <= -0.6 && effect!.high >= -0.6) covered += 1;
  }
  assert.equal(fell, 12);
  assert.ok(covered >= 10, `covered ${covered} of 12`);
});
