/**
 * The promise's arithmetic, pure: when the next word is due, and who is reminded before. The automatic note is
 * written a moment before the due time, because a note that comes after it would have kept nothing.
 */
import type { TellSettings } from '@candor/protocol/tell.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';

/** A due time is shown to people, so it is a full minute where the cadence is minutes. */
const ROUND_ABOVE_SECONDS = 300;

/** The longest head start that the automatic note takes. */
const NOTE_LEAD_MS = 5_000;

export function nextUpdateBy(
  nowMs: number,
  severity: Severity,
  settings: Pick<TellSettings, 'cadenceSeconds'>,
): string {
  const seconds = settings.cadenceSeconds[severity];
  const dueMs = nowMs + seconds * 1_000;
  // Rounded down: a promise may be kept early, never late.
  return new Date(seconds >= ROUND_ABOVE_SECONDS ? Math.floor(dueMs / 60_000) * 60_000 : dueMs).toISOString();
}

export type PromiseTimes = { remindOwnerAt: string; remindDeputyAt: string; noteAt: string; dueAt: string };

export function promiseTimes(
  madeMs: number,
  dueAt: string,
  { remindOwnerShare, remindDeputyShare }: Pick<TellSettings, 'remindOwnerShare' | 'remindDeputyShare'>,
): PromiseTimes {
  const dueMs = Date.parse(dueAt);
  const spanMs = Math.max(0, dueMs - madeMs);
  const before = (ms: number) => new Date(dueMs - Math.min(ms, spanMs)).toISOString();
  return {
    remindOwnerAt: before(spanMs * remindOwnerShare),
    remindDeputyAt: before(spanMs * remindDeputyShare),
    noteAt: before(Math.min(NOTE_LEAD_MS, spanMs / 10)),
    dueAt,
  };
}
