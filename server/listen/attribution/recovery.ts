/**
 * What an outage did to a measure, in three parts: lost while it was down, displaced (came back within days), and
 * lasting; only the last is trust. And when trust was back: the first day from which the effect of seven days
 * contains nothing and is no worse than a bound that was set before the incident.
 */
import { DAY_MS } from '#lib/duration.ts';
import { type Interval, intersect } from '#lib/interval.ts';
import { type Estimate, type ProfileOptions, type ProfileResult, profileRatio } from './profile-ratio.ts';
import type { Series } from './series.ts';

type Shared = Pick<
  ProfileOptions,
  'exclude' | 'timeZone' | 'seasonMs' | 'leastSeasons' | 'mostSeasons' | 'alpha'
> & {
  outage: Interval;
  /** The end of what was measured. */
  untilMs: number;
};

export type EffectSplit = {
  whileDown: ProfileResult;
  /** The days in which what was lost may have come back. Null before anything was measured after the recovery. */
  cameBack: ProfileResult | null;
  /** How much of the loss came back: only for counts, and only when both the loss and the return were seen. */
  displaced: Estimate | null;
  /** After those days, or after the recovery when no such days were measured yet. Only this is trust. */
  lasting: ProfileResult | null;
};

/** `displacedMs` is the k days within which the displaced come back. */
export function splitEffect(series: Series, options: Shared & { displacedMs?: number }): EffectSplit {
  const { outage, untilMs, displacedMs = 3 * DAY_MS, exclude = [], ...rest } = options;
  const measure = (window: Interval) =>
    profileRatio(series, { ...rest, exclude: [outage, ...exclude], window, referenceEndMs: outage.startMs });
  const fromMs = afterBucket(series, outage.endMs);
  const early = { startMs: fromMs, endMs: Math.min(untilMs, fromMs + displacedMs) };
  const late = { startMs: early.endMs, endMs: untilMs };
  const whileDown = measure(outage);
  const cameBack = early.endMs > early.startMs ? measure(early) : null;
  const lasting = late.endMs - late.startMs >= Math.min(DAY_MS, displacedMs) ? measure(late) : cameBack;
  return {
    whileDown,
    cameBack,
    displaced: series.kind === 'count' && cameBack ? displacedOf(whileDown, cameBack) : null,
    lasting,
  };
}

function displacedOf(whileDown: ProfileResult, cameBack: ProfileResult): Estimate | null {
  if (whileDown.verdict !== 'fell' || cameBack.verdict === 'cannot tell') return null;
  if (cameBack.verdict !== 'rose') return { value: 0, low: 0, high: 0 };
  const lost = -whileDown.difference!.value;
  const within = (amount: number) => Math.min(lost, Math.max(0, amount));
  const { value, low, high } = cameBack.difference!;
  return { value: within(value), low: within(low), high: within(high) };
}

/** The bucket in which the service came back is half an outage; "after" begins with the next. */
const afterBucket = ({ bucketMs }: Series, ms: number) => Math.ceil(ms / bucketMs) * bucketMs;

export type RecoveryStep = { startMs: number; result: ProfileResult; recovered: boolean };

export type TrustRecovery = {
  /** Milliseconds from the recovery of the service to the first window that is back; null while none is. */
  afterMs: number | null;
  /** When that could first be known: the end of that window. */
  knownAtMs: number | null;
  /** `yes`, `not yet` by what was measured so far, or `cannot tell`. */
  answer: 'yes' | 'not yet' | 'cannot tell';
  steps: RecoveryStep[];
};

/**
 * `delta` is the largest loss that still counts as recovered (0.05 = 5 %), decided before the incident. `harm` says
 * which direction is the bad one: a bounce rate harms by rising. A window that cannot tell proves no recovery.
 */
export function timeToTrustRecovery(
  series: Series,
  options: Shared & {
    delta: number;
    harm?: 'fall' | 'rise';
    windowMs?: number;
    stepMs?: number;
    mostSteps?: number;
  },
): TrustRecovery {
  const { outage, untilMs, delta, harm = 'fall', exclude = [], mostSteps = 30, ...shared } = options;
  const { windowMs = 7 * DAY_MS, stepMs = DAY_MS, ...rest } = shared;
  const fromMs = afterBucket(series, outage.endMs);
  const steps: RecoveryStep[] = [];
  for (let i = 0; i < mostSteps; i++) {
    const window = { startMs: fromMs + i * stepMs, endMs: fromMs + i * stepMs + windowMs };
    if (window.endMs > untilMs) break;
    const otherIncidents = exclude.filter((hole) => intersect([hole], [window]).length === 0);
    const result = profileRatio(series, {
      ...rest,
      exclude: [outage, ...otherIncidents],
      window,
      referenceEndMs: outage.startMs,
    });
    const recovered = isBack(result, delta, harm);
    steps.push({ startMs: window.startMs, result, recovered });
    if (recovered) return { afterMs: window.startMs - fromMs, knownAtMs: window.endMs, answer: 'yes', steps };
  }
  const told = steps.some(({ result }) => result.verdict !== 'cannot tell');
  return {
    afterMs: null,
    knownAtMs: null,
    answer: told || steps.length === 0 ? 'not yet' : 'cannot tell',
    steps,
  };
}

function isBack({ verdict, effect }: ProfileResult, delta: number, harm: 'fall' | 'rise'): boolean {
  if (verdict === 'cannot tell' || !effect) return false;
  const containsNothing = effect.low <= 0 && effect.high >= 0;
  return containsNothing && (harm === 'fall' ? effect.value > -delta : effect.value < delta);
}
