/** How long each grain of the past is kept, and which grain answers a question. Pure. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/duration.ts';

export const RAW_KEEP_MS = 2 * DAY_MS;

export const LEVELS = [
  { name: 'minute', table: 'watchRollupMinute', ms: MINUTE_MS, keepMs: 14 * DAY_MS },
  { name: 'hour', table: 'watchRollupHour', ms: HOUR_MS, keepMs: 400 * DAY_MS },
  { name: 'day', table: 'watchRollupDay', ms: DAY_MS, keepMs: Number.POSITIVE_INFINITY },
] as const;
export type Level = (typeof LEVELS)[number];
export type LevelName = Level['name'];

export const floorTo = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;

/** The finest level that is no finer than the step and still reaches back to `fromMs`. */
export function levelFor(stepMs: number, fromMs: number, nowMs: number): Level | 'raw' {
  if (stepMs < MINUTE_MS && nowMs - fromMs <= RAW_KEEP_MS) return 'raw';
  const fits = LEVELS.filter((level) => nowMs - fromMs <= level.keepMs);
  return fits.findLast((level) => level.ms <= stepMs) ?? fits[0]!;
}

/** What is older leaves this level; cut where a bucket of the next level begins, so that none is left half behind. */
export function keptFromMs(level: Level, nowMs: number): number {
  const above = LEVELS[LEVELS.indexOf(level) + 1];
  return above ? floorTo(nowMs - level.keepMs, above.ms) : Number.NEGATIVE_INFINITY;
}
