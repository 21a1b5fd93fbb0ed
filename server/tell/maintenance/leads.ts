/** When planned work is told of again, and when its end is looked after. Pure: instants in milliseconds. */
import type { TellSettings } from '@candor/protocol/tell.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Lead = { minutesBefore: number; atMs: number };
export type SkippedLead = { minutesBefore: number; why: 'past' | 'just_announced' };

/** A reminder that would follow the announcement within a quarter of its lead (at most an hour) says nothing new. */
export function leadsOf(
  startMs: number,
  minutes: readonly number[],
  nowMs: number,
): { due: Lead[]; skipped: SkippedLead[] } {
  const due: Lead[] = [];
  const skipped: SkippedLead[] = [];
  for (const minutesBefore of [...new Set(minutes)].sort((a, b) => b - a)) {
    const atMs = startMs - minutesBefore * MINUTE_MS;
    const tooSoonMs = Math.min(HOUR_MS, (minutesBefore * MINUTE_MS) / 4);
    if (atMs <= nowMs) skipped.push({ minutesBefore, why: 'past' });
    else if (atMs - nowMs < tooSoonMs) skipped.push({ minutesBefore, why: 'just_announced' });
    else due.push({ minutesBefore, atMs });
  }
  return { due, skipped };
}

type Asking = Pick<TellSettings, 'maintenanceAskMinutesBefore' | 'maintenanceExtendMinutes'>;

/**
 * The end is a promise: its owner is asked in the last quarter of the work (at most so many minutes before), and in the
 * last third of that time the house extends it, once, by no more than the work was to last.
 */
export function endTimes(fromMs: number, endMs: number, settings: Asking) {
  const lengthMs = Math.max(0, endMs - fromMs);
  const askMs = Math.min(settings.maintenanceAskMinutesBefore * MINUTE_MS, lengthMs / 4);
  const longerMs = Math.min(
    settings.maintenanceExtendMinutes * MINUTE_MS,
    Math.max(MINUTE_MS, Math.ceil(lengthMs / MINUTE_MS) * MINUTE_MS),
  );
  return { askAtMs: endMs - askMs, extendAtMs: Math.ceil(endMs - askMs / 3), extendedMs: endMs + longerMs };
}
