/**
 * The rank of one window among windows in which nothing happened, and the same question put to those windows
 * themselves: how often would this site have been told of an effect that was not there, and how often would a real
 * one have been found?
 */
import { type ShareInterval, wilson } from './rates.ts';

/** A window by its buckets [start, end), its ratio to the expectation, and how much traffic the profile saw there. */
export type Placebo = { start: number; end: number; ratio: number; volume: number };

export type Judgement = {
  /** Two-sided rank, never zero. */
  p: number;
  /** The placebos' outer quantiles and median: what nothing looks like. */
  low: number;
  middle: number;
  high: number;
};

/** Night windows of a few visits scatter more than busy ones: like is compared with like where there is enough of it. */
const LIKE = 2;
const LEAST_LIKE = 80;
const LEAST_POOL = 39;
const LEAST_TRIALS = 20;

export function judge(window: Placebo, placebos: readonly Placebo[], alpha: number): Judgement {
  const pool = likeOf(window, placebos);
  const sorted = pool.map(({ ratio }) => ratio).sort((a, b) => a - b);
  // Order statistics at the rank where p reaches alpha, so that the interval excludes 1 just when the rank flags.
  const k = Math.max(1, Math.floor(((sorted.length + 1) * alpha) / 2));
  const half = (sorted.length - 1) / 2;
  return {
    p: rank(window.ratio, pool),
    low: sorted[k - 1]!,
    middle: (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2,
    high: sorted[sorted.length - k]!,
  };
}

function rank(ratio: number, pool: readonly Placebo[]): number {
  let [below, above] = [1, 1];
  for (const placebo of pool) {
    if (placebo.ratio <= ratio) below += 1;
    if (placebo.ratio >= ratio) above += 1;
  }
  return Math.min(1, (2 * Math.min(below, above)) / (pool.length + 1));
}

/** The placebos with half to twice the traffic of the window, or all of them where those are few. */
function likeOf(window: Placebo, placebos: readonly Placebo[]): readonly Placebo[] {
  const like = placebos.filter(
    ({ volume }) => volume * LIKE >= window.volume && volume <= window.volume * LIKE,
  );
  return like.length >= LEAST_LIKE ? like : placebos;
}

/**
 * Each placebo judged as if it were the incident: by those before it, as in life; where the history is too short for
 * that, by all that do not overlap it. Null when even that leaves too few.
 */
export function selfTest(
  placebos: readonly Placebo[],
  alpha: number,
  dip: number,
): { falseFlags: ShareInterval | null; power: ShareInterval | null } {
  const trialsBy = (others: (window: Placebo, other: Placebo) => boolean) =>
    placebos.flatMap((window) => {
      const pool = placebos.filter((other) => others(window, other));
      return pool.length < LEAST_POOL ? [] : [trial(window, pool, alpha, dip)];
    });
  const forward = trialsBy((window, other) => other.end <= window.start);
  const enough = forward.length >= LEAST_TRIALS;
  const trials = enough
    ? forward
    : trialsBy((window, other) => other.end <= window.start || other.start >= window.end);
  if (trials.length < LEAST_TRIALS) return { falseFlags: null, power: null };
  const count = (key: 'flagged' | 'found') => trials.filter((one) => one[key]).length;
  return {
    falseFlags: wilson(count('flagged'), trials.length),
    power: wilson(count('found'), trials.length),
  };
}

function trial(window: Placebo, placebos: readonly Placebo[], alpha: number, dip: number) {
  const dipped = { ...window, ratio: window.ratio * (1 - dip) };
  const judged = judge(dipped, placebos, alpha);
  return {
    flagged: rank(window.ratio, likeOf(window, placebos)) <= alpha,
    found: judged.p <= alpha && dipped.ratio < judged.middle,
  };
}
