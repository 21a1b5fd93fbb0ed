/**
 * Business hours, pure: in which spans of time people work, and when so much working time has passed. Days are those
 * of the calendar in the named zone, so a day of 23 or 25 hours is one day, and an hour that the clock skips is none.
 */
import type { BusinessHours } from '@candor/protocol/cadence.ts';

export type WorkingSpan = { startMs: number; endMs: number };

/** A calendar without a working hour in a year is a mistake; then all hours count, rather than never a word. */
const DAYS_LOOKED_AT = 400;

const msOf = (date: Temporal.PlainDate, time: string, timeZone: string): number => {
  const atEnd = time === '24:00';
  const day = atEnd ? date.add({ days: 1 }) : date;
  return day.toPlainDateTime(Temporal.PlainTime.from(atEnd ? '00:00' : time)).toZonedDateTime(timeZone)
    .epochMilliseconds;
};

function* spansFrom(fromMs: number, { timeZone, days, holidays }: BusinessHours): Generator<WorkingSpan> {
  const closed = new Set(holidays);
  let date = Temporal.Instant.fromEpochMilliseconds(Math.floor(fromMs))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  for (let n = 0; n < DAYS_LOOKED_AT; n++, date = date.add({ days: 1 })) {
    if (closed.has(date.toString())) continue;
    const hours = days
      .filter(({ day }) => day === date.dayOfWeek)
      .sort((a, b) => a.from.localeCompare(b.from));
    let doneMs = fromMs;
    for (const { from, until } of hours) {
      // Hours that overlap count once.
      const startMs = Math.max(msOf(date, from, timeZone), doneMs);
      const endMs = msOf(date, until, timeZone);
      if (startMs < endMs) yield { startMs, endMs };
      doneMs = Math.max(doneMs, endMs);
    }
  }
}

/** When `workMs` of working time have passed since `fromMs`. */
export function afterWorking(fromMs: number, workMs: number, hours: BusinessHours): number {
  let leftMs = workMs;
  for (const { startMs, endMs } of spansFrom(fromMs, hours)) {
    if (leftMs <= endMs - startMs) return startMs + leftMs;
    leftMs -= endMs - startMs;
  }
  return fromMs + workMs;
}

/** The working spans between two instants, in order. */
export function workingSpans(fromMs: number, untilMs: number, hours: BusinessHours): WorkingSpan[] {
  const spans: WorkingSpan[] = [];
  for (const { startMs, endMs } of spansFrom(fromMs, hours)) {
    if (startMs >= untilMs) break;
    spans.push({ startMs, endMs: Math.min(endMs, untilMs) });
  }
  return spans;
}
