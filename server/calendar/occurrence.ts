/**
 * The windows of a series, pure: every one at the same time on the wall, whatever the clock does meanwhile. An exception
 * skips one or moves it; the rest stays.
 */
import { Problem } from '#lib/problem.ts';
import { instantOf, isTimeZone, readLocal } from './local.ts';
import { daysOf, parseRule } from './rule.ts';

export type Exception = { date: string; startsAt?: string | undefined; endsAt?: string | undefined };

export type Recurrence = {
  rule: string;
  /** The wall's time of the first start, `2026-03-01T02:00`. */
  startsLocal: string;
  durationMinutes: number;
  timeZone: string;
  /** Days whose window is left out, or takes place at other times. */
  exceptions: readonly Exception[];
};

/** `date`: the day of the rule, which names it also when it was moved. */
export type Occurrence = { date: string; startsAt: string; endsAt: string };

/** A window that the clock leaves out or shows twice: the series has to say something, and asks nobody each year. */
function startOf(local: Temporal.PlainDateTime, timeZone: string): string {
  const read = readLocal(local, timeZone);
  // RFC 5545 §3.3.5: left out, it is as long after the change as it would have been; shown twice, it is the first.
  return read.kind === 'one' ? read.instant : read.kind === 'twice' ? read.earlier : read.after;
}

function windowOn(
  date: Temporal.PlainDate,
  start: Temporal.PlainDateTime,
  recurrence: Recurrence,
): Occurrence {
  const { timeZone, durationMinutes } = recurrence;
  const local = date.toPlainDateTime(start.toPlainTime());
  const startsAt = startOf(local, timeZone);
  const end = readLocal(local.add({ minutes: durationMinutes }), timeZone);
  // "Until 04:00" is what the wall shows; of a time that it shows twice the window lasts to the second.
  const endsAt = end.kind === 'one' ? end.instant : end.kind === 'twice' ? end.later : end.after;
  // Where the clock leaves all of it out, it takes as long as ever.
  const exact = new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString();
  return { date: date.toString(), startsAt, endsAt: endsAt > startsAt ? endsAt : exact };
}

/** Without end unless the rule has one, in the order of the rule: take as many as are needed. */
export function* occurrencesOf(recurrence: Recurrence): Generator<Occurrence> {
  const { timeZone, exceptions } = recurrence;
  const start = Temporal.PlainDateTime.from(recurrence.startsLocal);
  for (const date of daysOf(parseRule(recurrence.rule), start, timeZone)) {
    const exception = exceptions.find((each) => each.date === date.toString());
    if (!exception) yield windowOn(date, start, recurrence);
    else if (exception.startsAt && exception.endsAt)
      yield { date: exception.date, startsAt: exception.startsAt, endsAt: exception.endsAt };
  }
}

const invalid = (path: string, message: string) =>
  new Problem('request.invalid', message, { errors: [{ path, message }] });

/** Refuses what cannot recur as it is written; answers the first windows. */
export function checkedRecurrence(recurrence: Recurrence, count = 2): Occurrence[] {
  const { startsLocal, timeZone, durationMinutes, rule } = recurrence;
  if (!isTimeZone(timeZone)) throw invalid('timeZone', `There is no time zone ${timeZone.slice(0, 64)}.`);
  // Asked once, for the first; later ones follow the rule of the format.
  instantOf(startsLocal, timeZone, { path: 'startsLocal', choose: 'earlier' });
  const first: Occurrence[] = [];
  const all = occurrencesOf({ ...recurrence, exceptions: [] });
  for (const each of all) {
    first.push(each);
    if (first.length >= Math.max(2, count)) break;
  }
  if (first.length === 0) throw invalid('rule', 'By this rule it never takes place.');
  if (first[0]!.date !== startsLocal.slice(0, 10))
    throw invalid(
      'startsLocal',
      `The first window is on ${startsLocal.slice(0, 10)}, and the rule (${rule}) begins on ${first[0]!.date}; let it begin on that day.`,
    );
  const gapMinutes = shortestGapMinutes(recurrence);
  if (durationMinutes > gapMinutes)
    throw invalid(
      'durationMinutes',
      `A window of ${durationMinutes} minutes would go on when the next one begins, ${gapMinutes} minutes after its start.`,
    );
  return first.slice(0, count);
}

/** How close two starts come within the first hundred. */
function shortestGapMinutes(recurrence: Recurrence): number {
  let shortest = Number.POSITIVE_INFINITY;
  let before: Temporal.PlainDate | undefined;
  let looked = 0;
  const start = Temporal.PlainDateTime.from(recurrence.startsLocal);
  for (const day of daysOf(parseRule(recurrence.rule), start, recurrence.timeZone)) {
    if (before) shortest = Math.min(shortest, before.until(day, { largestUnit: 'days' }).days * 1_440);
    before = day;
    if (++looked === 100) break;
  }
  return shortest;
}
