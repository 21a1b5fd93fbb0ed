/**
 * The promise's arithmetic, pure: when the next word is due, and who is called before. The automatic note is written
 * a moment before the due time, because a note that comes after it would have kept nothing.
 */
import type { TellSettings } from '@candor/protocol/tell.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import { afterWorking, workingSpans } from './business-hours.ts';

/** A due time is shown to people, so it is a full minute where the cadence is minutes. */
const ROUND_ABOVE_SECONDS = 300;

/** The longest head start that the automatic note takes. */
const NOTE_LEAD_MS = 5_000;

export type Cadence = Pick<TellSettings, 'cadenceSeconds' | 'cadenceHours' | 'businessHours'>;

/** Rounded down: a promise may be kept early, never late. */
const shownAs = (ms: number, seconds: number) =>
  new Date(seconds >= ROUND_ABOVE_SECONDS ? Math.floor(ms / 60_000) * 60_000 : ms).toISOString();

export function nextUpdateBy(nowMs: number, severity: Severity, settings: Cadence): string {
  const seconds = settings.cadenceSeconds[severity];
  const dueMs =
    settings.cadenceHours[severity] === 'business'
      ? afterWorking(nowMs, seconds * 1_000, settings.businessHours)
      : nowMs + seconds * 1_000;
  return shownAs(dueMs, seconds);
}

/** The latest time that a person may promise for the next word. */
export function latestNextUpdate(
  nowMs: number,
  severity: Severity,
  settings: Cadence & Pick<TellSettings, 'longestSilenceSeconds'>,
): string {
  const byCadence = nextUpdateBy(nowMs, severity, settings);
  const longest = new Date(nowMs + settings.longestSilenceSeconds * 1_000).toISOString();
  return byCadence > longest ? byCadence : longest;
}

/** Whether business hours moved the promise behind the time that the cadence alone would give. */
export const movedByHours = (madeMs: number, dueAt: string, severity: Severity, settings: Cadence): boolean =>
  settings.cadenceHours[severity] === 'business' &&
  Date.parse(dueAt) > madeMs + settings.cadenceSeconds[severity] * 1_000;

export type PromiseTimes = {
  remindOwnerAt: string;
  remindDeputyAt: string;
  callEverybodyAt: string | null;
  noteAt: string;
};

/**
 * `wordBy` is the due time, or earlier where the incident became worse meanwhile. Shares count the hours in which
 * people work, where the cadence does: nobody is called on Saturday for what is due on Monday.
 */
export function promiseTimes(
  madeMs: number,
  wordBy: string,
  severity: Severity,
  settings: Cadence & Pick<TellSettings, 'remindOwnerShare' | 'remindDeputyShare' | 'callEverybodyShare'>,
): PromiseTimes {
  const dueMs = Date.parse(wordBy);
  const spanMs = Math.max(0, dueMs - madeMs);
  const spans =
    settings.cadenceHours[severity] === 'business' ? workingSpans(madeMs, dueMs, settings.businessHours) : [];
  const workedMs = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const leftOf = (share: number) => {
    if (workedMs === 0) return new Date(dueMs - spanMs * share).toISOString();
    let leftMs = workedMs * share;
    for (const { startMs, endMs } of spans.toReversed()) {
      if (leftMs <= endMs - startMs) return new Date(endMs - leftMs).toISOString();
      leftMs -= endMs - startMs;
    }
    return new Date(spans[0]!.startMs).toISOString();
  };
  const { remindOwnerShare, remindDeputyShare, callEverybodyShare } = settings;
  return {
    remindOwnerAt: leftOf(remindOwnerShare),
    remindDeputyAt: leftOf(remindDeputyShare),
    callEverybodyAt: callEverybodyShare > 0 ? leftOf(callEverybodyShare) : null,
    noteAt: new Date(dueMs - Math.min(NOTE_LEAD_MS, spanMs / 10)).toISOString(),
  };
}
