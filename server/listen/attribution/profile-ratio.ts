/**
 * How far a window lies from what the same hours of earlier weeks led to expect, and how often nothing at all lies as
 * far: the seasonal profile ratio with placebo-in-time. The window's total (or rate) is divided by the median of the
 * same weekday-hours in five to eight earlier weeks and by the level of the week before; the same is done to many
 * windows of the same length in the site's own history, and the rank among them is the certainty.
 *
 * It never draws at random, never reads a missing bucket as zero, never looks at what came after the reference ended,
 * and says "cannot tell" when the site's own history shows that it would have missed a dip of a fifth half the time.
 */
import { DAY_MS, WEEK_MS } from '#lib/duration.ts';
import type { Interval } from '#lib/interval.ts';
import { judge, type Placebo, selfTest } from './placebo.ts';
import { median, type ShareInterval } from './rates.ts';
import { type Grid, gridOf, type Series } from './series.ts';
import { effectInterval } from './thinning.ts';

export type ProfileOptions = {
  window: Interval;
  /** Known incidents and their aftermath: neither history nor placebo. The window itself may be among them. */
  exclude?: readonly Interval[];
  /** What lies after this is not used as history; the start of the window when left out. Earlier than the window for "after the recovery". */
  referenceEndMs?: number;
  timeZone?: string;
  /** How long until things repeat; a week. Shorter for sites (and demos) whose history is short. */
  seasonMs?: number;
  leastSeasons?: number;
  mostSeasons?: number;
  /** Two-sided. */
  alpha?: number;
};

export type Verdict = 'fell' | 'rose' | 'no effect seen' | 'cannot tell';
export type Reason =
  | 'nothing measured in the window'
  | 'too much of the window is missing'
  | 'too little history'
  | 'too little traffic'
  | 'a dip of 20 % would be missed more often than found';

export type Estimate = { value: number; low: number; high: number };

export type ProfileResult = {
  verdict: Verdict;
  /** Why it cannot be told; empty otherwise. */
  reasons: Reason[];
  /** The window's total, or its rate. */
  observed: number | null;
  /** What would have been without an effect, with the interval of nothing happening. */
  expected: Estimate | null;
  /** Observed over expected, less one: −0.25 is a quarter less. */
  effect: Estimate | null;
  /** Observed less expected, in the series' own unit. */
  difference: Estimate | null;
  /** Two-sided rank among the placebos. */
  p: number | null;
  placebos: number;
  /** How many windows of this length fit side by side into the history that gave the placebos. */
  independentPlacebos: number;
  /** How often this method flags nothing on this very site; print it beside every claim. */
  falseFlags: ShareInterval | null;
  /** How often it would find a dip of 20 % here. */
  power: ShareInterval | null;
  /** The share of the window's buckets that were measured. */
  coverage: number;
  seasons: number;
};

const LEAST_COVERAGE = 0.5;
const LEAST_PLACEBO_COVERAGE = 0.8;
const LEAST_INDEPENDENT = 5;
const MOST_PLACEBOS = 400;
/** The rank of the most extreme of n is 2/(n + 1), so fewer could never reach 5 %. */
export const LEAST_PLACEBOS = 39;
const DIP = 0.2;
const LEAST_POWER = 0.5;

type Shape = { season: number; least: number; most: number };
type Reading = {
  observed: number;
  expected: number;
  /** What the observed rate is a share of. */
  base: number;
  volume: number;
  coverage: number;
  seasons: number;
};

export function profileRatio(series: Series, options: ProfileOptions): ProfileResult {
  const { window, exclude = [], timeZone = 'UTC', seasonMs = WEEK_MS, alpha = 0.05 } = options;
  const { leastSeasons = 5, mostSeasons = 8 } = options;
  const grid = gridOf(series, { timeZone, exclude, keep: [window] });
  if (!grid) return unknown(['nothing measured in the window']);
  const season = Math.round(seasonMs / grid.bucketMs);
  if (season * grid.bucketMs !== seasonMs || season < 1)
    throw new RangeError('seasonMs has to be a whole number of buckets.');
  const shape: Shape = { season, least: leastSeasons, most: mostSeasons };
  const start = grid.at(window.startMs);
  // Every bucket that the window touches belongs to it.
  const length = Math.max(1, grid.at(window.endMs - 1) + 1 - start);
  const referenceEnd = Math.min(start, grid.at(options.referenceEndMs ?? window.startMs));

  const coverage = coverageOf(grid, start, length);
  if (coverage === 0) return unknown(['nothing measured in the window']);
  if (coverage < LEAST_COVERAGE) return unknown(['too much of the window is missing'], { coverage });
  const here = levelled(grid, shape, start, length, referenceEnd);
  if (here === 'too little history') return unknown(['too little history'], { coverage });
  if (here === 'too little traffic')
    return unknown(['too little traffic'], { coverage, observed: observedOf(grid, start, length) });

  const placebos = placebosOf(grid, shape, length, referenceEnd, start - referenceEnd);
  const first = placebos[0]?.start ?? referenceEnd;
  const independentPlacebos = Math.floor((referenceEnd - first) / length);
  const known = {
    coverage,
    observed: here.observed,
    seasons: here.seasons,
    placebos: placebos.length,
    independentPlacebos,
  };
  if (placebos.length < LEAST_PLACEBOS || independentPlacebos < LEAST_INDEPENDENT)
    return unknown(['too little history'], known);

  const self: Placebo = {
    start,
    end: start + length,
    ratio: here.observed / here.expected,
    volume: here.volume,
  };
  const seen = judge(self, placebos, alpha);
  const { falseFlags, power } = selfTest(placebos, alpha, DIP);
  const claim = {
    ...unknown([], known),
    p: seen.p,
    falseFlags,
    power,
    ...estimates(series.kind, here, seen),
  };
  if (!power || !falseFlags) return { ...claim, reasons: ['too little history'] };
  if (power.share < LEAST_POWER)
    return { ...claim, reasons: ['a dip of 20 % would be missed more often than found'] };
  return {
    ...claim,
    verdict: seen.p > alpha ? 'no effect seen' : self.ratio < seen.middle ? 'fell' : 'rose',
  };
}

function unknown(reasons: Reason[], known: Partial<ProfileResult> = {}): ProfileResult {
  return {
    verdict: 'cannot tell',
    reasons,
    observed: null,
    expected: null,
    effect: null,
    difference: null,
    p: null,
    placebos: 0,
    independentPlacebos: 0,
    falseFlags: null,
    power: null,
    coverage: 0,
    seasons: 0,
    ...known,
  };
}

/** The expectation between the placebos' outer quantiles, and the effect that follows from it. */
function estimates(kind: Series['kind'], here: Reading, seen: { low: number; middle: number; high: number }) {
  const { observed } = here;
  const expected: Estimate = {
    value: here.expected * seen.middle,
    low: here.expected * seen.low,
    high: here.expected * seen.high,
  };
  // Of a count that came out as zero no more is known than that its mean was hardly above three (rule of three).
  const mostFor = (base: number) => Math.max(observed, kind === 'count' && observed === 0 ? 3 : 0) / base;
  const events = expected.value * (kind === 'rate' ? here.base : 1);
  const bounds =
    observed > 0 && seen.low > 0
      ? effectInterval({ ratio: observed / here.expected, ...seen, events })
      : { low: observed / expected.high - 1, high: mostFor(expected.low) - 1 };
  const effect: Estimate = { value: observed / expected.value - 1, ...bounds };
  const difference: Estimate = {
    value: observed - expected.value,
    low: observed - expected.high,
    high: observed - expected.low,
  };
  return { expected, effect, difference };
}

/** Same-length windows of the site's own history, oldest first, spread evenly over the hours of the day. */
function placebosOf(grid: Grid, shape: Shape, length: number, referenceEnd: number, gap: number): Placebo[] {
  const latest = referenceEnd - length;
  const earliest = Math.min(latest, shape.least * shape.season);
  const daily = Math.max(1, Math.round(Math.min(DAY_MS / grid.bucketMs, shape.season)));
  let stride = Math.max(1, Math.ceil((latest - earliest) / MOST_PLACEBOS));
  // A stride that shares a factor with the day would visit the same few hours again and again.
  while (stride > 1 && gcd(stride, daily) > 1) stride += 1;
  const placebos: Placebo[] = [];
  for (let start = latest; start >= earliest; start -= stride) {
    if (coverageOf(grid, start, length) < LEAST_PLACEBO_COVERAGE) continue;
    const reading = levelled(grid, shape, start, length, start - gap);
    if (typeof reading === 'string') continue;
    placebos.push({
      start,
      end: start + length,
      ratio: reading.observed / reading.expected,
      volume: reading.volume,
    });
  }
  return placebos.reverse();
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

type Failure = 'too little history' | 'too little traffic';

/** Seasons to look back for a level, when the last one was mostly an incident or mostly missing. */
const LEVEL_TRIES = 4;

/** The window against its profile, corrected by how the season before the reference's end stood against its own. */
function levelled(
  grid: Grid,
  shape: Shape,
  start: number,
  length: number,
  referenceEnd: number,
): Reading | Failure {
  const { season } = shape;
  const window = against(grid, shape, start, length, referenceEnd);
  if (typeof window === 'string') return window;
  let before: Reading | Failure = 'too little history';
  for (let tries = 0; tries < LEVEL_TRIES && typeof before === 'string'; tries++) {
    const from = referenceEnd - (tries + 1) * season;
    before = against(grid, shape, from, season, from);
  }
  if (typeof before === 'string') return before;
  if (before.observed === 0) return 'too little traffic';
  return { ...window, expected: (window.expected * before.observed) / before.expected };
}

/** The window and the median of the same hours in earlier seasons, all of which end before `referenceEnd`. */
function against(
  grid: Grid,
  shape: Shape,
  start: number,
  length: number,
  referenceEnd: number,
): Reading | Failure {
  const totals: number[] = [];
  const volumes: number[] = [];
  let present = 0;
  let [sum, base] = [0, 0];
  for (let i = Math.max(0, start); i < Math.min(grid.length, start + length); i++) {
    if (Number.isNaN(grid.value[i]!)) continue;
    present += 1;
    sum += grid.value[i]!;
    base += grid.of[i]!;
  }
  if (present < length * LEAST_COVERAGE) return 'too little history';
  for (let k = 1; totals.length < shape.most; k++) {
    const shift = k * shape.season;
    if (start - shift < 0) break;
    if (start - shift + length > referenceEnd) continue;
    let matched = 0;
    let [earlier, earlierBase] = [0, 0];
    for (let i = start; i < start + length && i < grid.length; i++) {
      const j = i - shift;
      if (Number.isNaN(grid.value[i]!) || Number.isNaN(grid.value[j]!)) continue;
      matched += 1;
      earlier += grid.value[j]!;
      earlierBase += grid.of[j]!;
    }
    if (matched < present * LEAST_COVERAGE) continue;
    const scale = present / matched;
    if (grid.kind === 'count') totals.push(earlier * scale);
    else if (earlierBase > 0) totals.push(earlier / earlierBase);
    volumes.push((grid.kind === 'count' ? earlier : earlierBase) * scale);
  }
  if (totals.length < shape.least)
    return volumes.length < shape.least ? 'too little history' : 'too little traffic';
  const expected = median(totals)!;
  if (expected <= 0 || (grid.kind === 'rate' && base === 0)) return 'too little traffic';
  return {
    observed: grid.kind === 'count' ? sum : sum / base,
    expected,
    base,
    volume: median(volumes)!,
    coverage: present / length,
    seasons: totals.length,
  };
}

function coverageOf(grid: Grid, start: number, length: number): number {
  let present = 0;
  for (let i = Math.max(0, start); i < Math.min(grid.length, start + length); i++)
    if (!Number.isNaN(grid.value[i]!)) present += 1;
  return present / length;
}

function observedOf(grid: Grid, start: number, length: number): number | null {
  let [sum, base] = [0, 0];
  for (let i = Math.max(0, start); i < Math.min(grid.length, start + length); i++) {
    if (Number.isNaN(grid.value[i]!)) continue;
    sum += grid.value[i]!;
    base += grid.of[i]!;
  }
  if (grid.kind === 'count') return sum;
  return base === 0 ? null : sum / base;
}
