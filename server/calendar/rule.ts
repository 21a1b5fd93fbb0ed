/**
 * When does it happen again? A part of the recurrence rules of RFC 5545 §3.3.10, pure: daily, weekly, monthly and
 * yearly, with INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, COUNT, UNTIL and WKST. What is not read is refused by name, so that
 * no rule means something else here than where it was copied from.
 */
import { Problem } from '#lib/problem.ts';

type Freq = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
export type Rule = {
  freq: Freq;
  interval: number;
  /** Monday is 1; `nth` counts within the month (or the year), from its end when negative. */
  byDay: { weekday: number; nth: number | null }[];
  byMonthDay: number[];
  byMonth: number[];
  count: number | null;
  /** The last day, or the last instant, as it was written. */
  until: string | null;
  weekStart: number;
};

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FREQS = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
/** A rule that finds no day for so long never will. */
const YEARS_LOOKED_AT = 30;

const invalid = (message: string) =>
  new Problem('request.invalid', message, { errors: [{ path: 'rule', message }] });

function numbers(name: string, text: string, least: number, most: number, zero = false): number[] {
  const read = text.split(',').map((each) => (/^[+-]?\d{1,4}$/.test(each) ? Number(each) : Number.NaN));
  if (read.some((each) => Number.isNaN(each) || each < least || each > most || (each === 0 && !zero)))
    throw invalid(`${name}=${text.slice(0, 40)} is not read: it takes ${least} to ${most}.`);
  return read;
}

function days(text: string, freq: Freq): Rule['byDay'] {
  return text.split(',').map((each) => {
    const [, nth = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(each) ?? [];
    const weekday = DAYS.indexOf(name) + 1;
    if (weekday === 0) throw invalid(`BYDAY=${text.slice(0, 40)} is not read: days are MO, TU, … SU.`);
    if (nth && (freq === 'DAILY' || freq === 'WEEKLY'))
      throw invalid(`BYDAY=${each} counts days of a month, which FREQ=${freq} has not.`);
    if (nth && (Number(nth) === 0 || Math.abs(Number(nth)) > (freq === 'YEARLY' ? 53 : 5)))
      throw invalid(`BYDAY=${each}: there is no such day.`);
    return { weekday, nth: nth ? Number(nth) : null };
  });
}

/** `FREQ=WEEKLY;BYDAY=SU`, with or without `RRULE:` before it. */
export function parseRule(text: string): Rule {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')
    .filter(Boolean)) {
    const [name = '', value = ''] = part.split('=', 2);
    if (value === '') throw invalid(`“${part.slice(0, 40)}” in the rule has no value.`);
    if (parts.has(name)) throw invalid(`${name} stands in the rule twice.`);
    parts.set(name, value);
  }
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };
  const freq = take('FREQ') ?? '';
  if (!FREQS.has(freq))
    throw invalid(
      freq === ''
        ? 'The rule does not say how often: it begins with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.'
        : `FREQ=${freq.slice(0, 20)} is not read: a window recurs DAILY, WEEKLY, MONTHLY or YEARLY.`,
    );
  const given = {
    interval: take('INTERVAL'),
    byDay: take('BYDAY'),
    byMonthDay: take('BYMONTHDAY'),
    byMonth: take('BYMONTH'),
    count: take('COUNT'),
    until: take('UNTIL'),
    weekStart: take('WKST') ?? 'MO',
  };
  const [strange] = parts.keys();
  if (strange !== undefined) throw invalid(`${strange.slice(0, 40)} is not read in a rule here.`);
  if (given.count && given.until) throw invalid('A rule has COUNT or UNTIL, not both.');
  if (given.until && !/^\d{8}(T\d{6}Z?)?$/.test(given.until))
    throw invalid(
      `UNTIL=${given.until.slice(0, 40)} is not read: it looks like 20261231 or 20261231T230000Z.`,
    );
  if (!DAYS.includes(given.weekStart)) throw invalid('WKST is a day: MO, TU, … SU.');
  const rule: Rule = {
    freq: freq as Freq,
    interval: given.interval ? numbers('INTERVAL', given.interval, 1, 999)[0]! : 1,
    byDay: given.byDay ? days(given.byDay, freq as Freq) : [],
    byMonthDay: given.byMonthDay ? numbers('BYMONTHDAY', given.byMonthDay, -31, 31) : [],
    byMonth: given.byMonth ? numbers('BYMONTH', given.byMonth, 1, 12) : [],
    count: given.count ? numbers('COUNT', given.count, 1, 9_999)[0]! : null,
    until: given.until ?? null,
    weekStart: DAYS.indexOf(given.weekStart) + 1,
  };
  if (rule.freq === 'WEEKLY' && rule.byMonthDay.length > 0)
    throw invalid('BYMONTHDAY goes with FREQ=MONTHLY, YEARLY or DAILY.');
  return rule;
}

type Day = Temporal.PlainDate;

/** The days of a rule from its first on, in their order, without end unless the rule has one. */
export function* daysOf(rule: Rule, start: Temporal.PlainDateTime, timeZone: string): Generator<Day> {
  const first = start.toPlainDate();
  const last = lastOf(rule.until, start, timeZone);
  const giveUp = first.add({ years: YEARS_LOOKED_AT });
  let found = 0;
  let lastFound = first;
  for (let period = 0; ; period++) {
    const { begins, days: candidates } = periodOf(rule, first, period * rule.interval);
    if (Temporal.PlainDate.compare(begins, lastFound.add({ years: YEARS_LOOKED_AT })) > 0) return;
    if (last && Temporal.PlainDate.compare(begins, last) > 0) return;
    if (found === 0 && Temporal.PlainDate.compare(begins, giveUp) > 0) return;
    for (const day of candidates) {
      if (Temporal.PlainDate.compare(day, first) < 0) continue;
      if (last && Temporal.PlainDate.compare(day, last) > 0) return;
      found++;
      lastFound = day;
      yield day;
      if (found === rule.count) return;
    }
  }
}

/** UNTIL includes the occurrence that starts exactly then; here it is the last day that may have one. */
function lastOf(until: string | null, start: Temporal.PlainDateTime, timeZone: string): Day | null {
  if (!until) return null;
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  try {
    if (until.length === 8) return Temporal.PlainDate.from(date, { overflow: 'reject' });
    const time = `${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`;
    const wall = until.endsWith('Z')
      ? Temporal.Instant.from(`${date}T${time}Z`).toZonedDateTimeISO(timeZone).toPlainDateTime()
      : Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' });
    const within = Temporal.PlainTime.compare(start.toPlainTime(), wall.toPlainTime()) <= 0;
    return within ? wall.toPlainDate() : wall.toPlainDate().subtract({ days: 1 });
  } catch {
    throw invalid(`UNTIL=${until} is no date.`);
  }
}

function periodOf(rule: Rule, first: Day, steps: number): { begins: Day; days: Day[] } {
  const { freq, byDay, byMonthDay, byMonth, weekStart } = rule;
  const inMonth = (day: Day) => byMonth.length === 0 || byMonth.includes(day.month);
  const onMonthDay = (day: Day) =>
    byMonthDay.length === 0 ||
    byMonthDay.includes(day.day) ||
    byMonthDay.includes(day.day - day.daysInMonth - 1);
  const onWeekday = (day: Day) =>
    byDay.length === 0 || byDay.some(({ weekday }) => weekday === day.dayOfWeek);
  if (freq === 'DAILY') {
    const day = first.add({ days: steps });
    return { begins: day, days: inMonth(day) && onMonthDay(day) && onWeekday(day) ? [day] : [] };
  }
  if (freq === 'WEEKLY') {
    const monday = first.subtract({ days: (first.dayOfWeek - weekStart + 7) % 7 }).add({ weeks: steps });
    const week = Array.from({ length: 7 }, (_, i) => monday.add({ days: i }));
    const wanted = byDay.length > 0 ? onWeekday : (day: Day) => day.dayOfWeek === first.dayOfWeek;
    return { begins: monday, days: week.filter((day) => wanted(day) && inMonth(day)) };
  }
  if (freq === 'MONTHLY') {
    const begins = first.with({ day: 1 }).add({ months: steps });
    return { begins, days: inMonth(begins) ? monthDays(rule, begins, first.day) : [] };
  }
  const begins = first.with({ month: 1, day: 1 }).add({ years: steps });
  if (byMonth.length === 0 && byDay.length > 0 && byMonthDay.length === 0)
    return { begins, days: nths(byDay, begins, begins.daysInYear) };
  const months =
    byMonth.length > 0
      ? byMonth.toSorted((a, b) => a - b)
      : byMonthDay.length > 0
        ? Array.from({ length: 12 }, (_, i) => i + 1)
        : [first.month];
  return { begins, days: months.flatMap((month) => monthDays(rule, begins.with({ month }), first.day)) };
}

/** The days of one month: those named by weekday and by number, or the day on which it began where the month has it. */
function monthDays({ byDay, byMonthDay }: Rule, begins: Day, startDay: number): Day[] {
  const { daysInMonth } = begins;
  const byNumber = [
    ...new Set(
      (byMonthDay.length > 0 ? byMonthDay : byDay.length > 0 ? [] : [startDay])
        .map((day) => (day < 0 ? daysInMonth + 1 + day : day))
        .filter((day) => day >= 1 && day <= daysInMonth),
    ),
  ]
    .sort((a, b) => a - b)
    .map((day) => begins.with({ day }));
  if (byDay.length === 0) return byNumber;
  const byWeekday = nths(byDay, begins, daysInMonth);
  return byMonthDay.length === 0
    ? byWeekday
    : byWeekday.filter((day) => byNumber.some((other) => other.equals(day)));
}

/** Every (or the n-th) of these weekdays in a span of days. */
function nths(byDay: Rule['byDay'], begins: Day, length: number): Day[] {
  const offsets = new Set<number>();
  for (const { weekday, nth } of byDay) {
    const firstOne = (weekday - begins.dayOfWeek + 7) % 7;
    const all: number[] = [];
    for (let offset = firstOne; offset < length; offset += 7) all.push(offset);
    const chosen = nth === null ? all : [all.at(nth > 0 ? nth - 1 : nth)];
    for (const offset of chosen) if (offset !== undefined) offsets.add(offset);
  }
  return [...offsets].sort((a, b) => a - b).map((days) => begins.add({ days }));
}
