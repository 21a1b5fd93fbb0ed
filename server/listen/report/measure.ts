/**
 * The trust report of one outage, reckoned from traffic: per metric what happened while it was down, what came back
 * and what stayed away, when trust was back, and what it cost. Pure. It claims nothing where the site's own
 * history cannot tell.
 */
import type {
  Claim,
  ListenSettings,
  Loss,
  MeasuredMetric,
  TrafficBucket,
  TrustMetric,
  TrustRecovery,
  TrustReport,
} from '@candor/protocol/listen.ts';
import type { Interval } from '#lib/interval.ts';
import { overlaps } from '#lib/interval.ts';
import type { Incident } from '#timeline';
import { type ProfileResult, profileRatio } from '../attribution/profile-ratio.ts';
import { splitEffect, timeToTrustRecovery } from '../attribution/recovery.ts';
import type { Series } from '../attribution/series.ts';

type Figure = 'sessions' | 'conversions' | 'conversionValue' | 'bounces' | 'durationSeconds';
type Definition = { metric: TrustMetric; value: Figure; of?: Figure; harm: 'fall' | 'rise' };

export const METRICS: readonly Definition[] = [
  { metric: 'sessions', value: 'sessions', harm: 'fall' },
  { metric: 'conversions', value: 'conversions', harm: 'fall' },
  { metric: 'conversionRate', value: 'conversions', of: 'sessions', harm: 'fall' },
  { metric: 'bounceRate', value: 'bounces', of: 'sessions', harm: 'rise' },
  { metric: 'sessionDuration', value: 'durationSeconds', of: 'sessions', harm: 'fall' },
];

/** A season has so many "days": seven, because it is a week nearly everywhere. */
const DAYS_A_SEASON = 7;
/** What was lost comes back within so many of them, or stays away. */
const DISPLACED_DAYS = 3;
const RECOVERY_STEPS = 30;
/** A finer grain costs much arithmetic and tells little more. */
const MOST_BUCKETS_A_SEASON = 672;
/** Buckets that were down from their start to their end say more clearly how deep it went than the two at its edges. */
const LEAST_WHOLE_BUCKETS = 2;
const HISTORY_SEASONS = 30;

export type Plan = {
  /** The width to read traffic in. */
  bucketMs: number;
  dayMs: number;
  down: Interval;
  /** What has to be read. */
  reads: Interval;
  /** What is measured ends here. */
  untilMs: number;
};

/** What to read for an outage, at this moment. */
export function planOf(down: Interval, settings: ListenSettings, nowMs: number): Plan {
  const bucketMs = grainOf(settings);
  const seasonMs = settings.seasonSeconds * 1_000;
  const dayMs = Math.max(1, Math.round(seasonMs / DAYS_A_SEASON / bucketMs)) * bucketMs;
  const lastMs = down.endMs + seasonMs + (RECOVERY_STEPS + 1) * dayMs;
  const untilMs = Math.floor(Math.min(nowMs, lastMs) / bucketMs) * bucketMs;
  const fromMs = Math.floor((down.startMs - HISTORY_SEASONS * seasonMs) / bucketMs) * bucketMs;
  return { bucketMs, dayMs, down, untilMs, reads: { startMs: fromMs, endMs: Math.max(untilMs, down.endMs) } };
}

function grainOf({ bucketSeconds, seasonSeconds }: ListenSettings): number {
  for (let times = 1; ; times++) {
    const seconds = bucketSeconds * times;
    const buckets = seasonSeconds / seconds;
    if (buckets <= MOST_BUCKETS_A_SEASON && Number.isInteger(buckets)) return seconds * 1_000;
  }
}

export type Question = {
  incident: Pick<Incident, 'id' | 'title'>;
  /** Other outages and maintenances: neither history nor yardstick. */
  others: readonly (Interval & { id: string })[];
  buckets: readonly TrafficBucket[];
  plan: Plan;
  settings: ListenSettings;
  nowMs: number;
};

export function measureTrust({ incident, others, buckets, plan, settings, nowMs }: Question): TrustReport {
  const { down, bucketMs, dayMs, untilMs } = plan;
  const seasonMs = settings.seasonSeconds * 1_000;
  const shared = { exclude: others, timeZone: settings.timeZone, seasonMs };
  const core = coreOf(down, bucketMs);
  const displacedMs = DISPLACED_DAYS * dayMs;
  const afterMs = Math.ceil(down.endMs / bucketMs) * bucketMs;
  const metrics: MeasuredMetric[] = [];
  for (const definition of METRICS) {
    const series = seriesOf(buckets, definition, bucketMs);
    const split = splitEffect(series, {
      ...shared,
      outage: down,
      untilMs: Math.max(afterMs, Math.min(untilMs, afterMs + displacedMs + seasonMs)),
      displacedMs,
    });
    // How deep it went is read from the whole buckets; what it cost, from every bucket that it touched.
    const whileDown = profileRatio(series, {
      ...shared,
      exclude: [down, ...others],
      window: core,
      referenceEndMs: down.startMs,
    });
    const recovery = timeToTrustRecovery(series, {
      ...shared,
      outage: down,
      untilMs,
      delta: settings.marginShare,
      harm: definition.harm,
      windowMs: seasonMs,
      stepMs: dayMs,
      mostSteps: RECOVERY_STEPS,
    });
    const early = { startMs: afterMs, endMs: Math.min(untilMs, afterMs + displacedMs) };
    const isLate = split.lasting !== null && split.lasting !== split.cameBack;
    metrics.push({
      metric: definition.metric,
      kind: series.kind,
      harm: definition.harm,
      whileDown: claimOf(whileDown, core),
      cameBack: split.cameBack && claimOf(split.cameBack, early),
      displaced: split.displaced,
      lasting: isLate
        ? claimOf(split.lasting!, {
            startMs: early.endMs,
            endMs: Math.min(untilMs, afterMs + displacedMs + seasonMs),
          })
        : null,
      recovery: {
        answer: recovery.answer,
        afterSeconds: recovery.afterMs === null ? null : recovery.afterMs / 1_000,
        knownAt: recovery.knownAtMs === null ? null : iso(recovery.knownAtMs),
        windows: recovery.steps.length,
      },
    });
  }
  const lossOf = (value: Figure): Loss => {
    const series = seriesOf(buckets, { value }, bucketMs);
    const { difference, verdict, reasons } = profileRatio(series, {
      ...shared,
      exclude: [down, ...others],
      window: down,
      referenceEndMs: down.startMs,
    });
    if (verdict === 'cannot tell' || !difference) return { lost: null, reasons };
    return {
      lost: { value: -difference.value, low: -difference.high, high: -difference.low },
      reasons: [],
    };
  };
  return {
    incidentId: incident.id,
    title: incident.title,
    measuredAt: iso(nowMs),
    down: { from: iso(down.startMs), until: iso(down.endMs) },
    measuredUntil: iso(untilMs),
    bucketSeconds: bucketMs / 1_000,
    seasonSeconds: settings.seasonSeconds,
    timeZone: settings.timeZone,
    marginShare: settings.marginShare,
    metrics,
    cost: {
      sessions: lossOf('sessions'),
      conversions: lossOf('conversions'),
      value: lossOf('conversionValue'),
    },
    recovery: slowest(metrics.map(({ recovery }) => recovery)),
    overlaps: others.filter((other) => overlaps(other, down)).map(({ id }) => id),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();

function coreOf({ startMs, endMs }: Interval, bucketMs: number): Interval {
  const core = {
    startMs: Math.ceil(startMs / bucketMs) * bucketMs,
    endMs: Math.floor(endMs / bucketMs) * bucketMs,
  };
  return core.endMs - core.startMs >= LEAST_WHOLE_BUCKETS * bucketMs ? core : { startMs, endMs };
}

export function seriesOf(
  buckets: readonly TrafficBucket[],
  { value, of }: Pick<Definition, 'value' | 'of'>,
  bucketMs: number,
): Series {
  return {
    kind: of ? 'rate' : 'count',
    bucketMs,
    points: buckets.map((bucket) => ({
      atMs: Date.parse(bucket.at),
      value: bucket[value],
      ...(of ? { of: bucket[of] } : {}),
    })),
  };
}

const claimOf = (result: ProfileResult, { startMs, endMs }: Interval): Claim => ({
  from: iso(startMs),
  until: iso(endMs),
  ...result,
});

/** Trust is back when the slowest metric is; one that cannot be told proves nothing either way. */
function slowest(recoveries: readonly TrustRecovery[]): TrustRecovery {
  const told = recoveries.filter(({ answer }) => answer !== 'cannot tell');
  const windows = Math.max(0, ...recoveries.map((recovery) => recovery.windows));
  const open = told.find(({ answer }) => answer === 'not yet');
  if (told.length === 0 || open)
    return { answer: open ? 'not yet' : 'cannot tell', afterSeconds: null, knownAt: null, windows };
  return told.reduce((worst, one) => (one.afterSeconds! > worst.afterSeconds! ? one : worst));
}
