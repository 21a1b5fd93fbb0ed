/**
 * When many readers report at once, pure. The rule: at least five reports within ten minutes, and at least three times
 * as many as in an ordinary hour of the week before. One angry reader is no surge, and a busy component with a steady
 * trickle is none either. A surge is a hint to people; it never opens an incident by itself.
 */
import { HOUR_MS, MINUTE_MS, WEEK_MS } from '#lib/duration.ts';

export const SURGE_WINDOW_MS = 10 * MINUTE_MS;
export const SURGE_NORM_MS = WEEK_MS;
const FEWEST = 5;
const TIMES_USUAL = 3;

export type Surge = { count: number; usualPerHour: number };

/** `recent`: reports within the window; `before`: reports in the week before it. */
export function surgeOf({ recent, before }: { recent: number; before: number }): Surge | null {
  const usualPerHour = Math.round((before / (SURGE_NORM_MS / HOUR_MS)) * 100) / 100;
  return recent >= FEWEST && recent >= TIMES_USUAL * usualPerHour ? { count: recent, usualPerHour } : null;
}
