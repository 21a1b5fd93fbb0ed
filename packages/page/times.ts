/**
 * Times and numbers as the page says them: absolute with zone, in the page's zone; script adds the relative form.
 * Digits and calendar are the same in every language, so that a reader can hold two of them beside each other.
 */
import { type Html, html } from './html.ts';
import { dateFormat, numberFormat } from './remember.ts';
import { isRtl } from './strings.ts';

export type Times = {
  /** `14:30 UTC`, with the date when it is not the day of `now`. */
  clock(instant: string): string;
  date(instant: string): string;
  /** A calendar day such as `2026-03-01`, short. */
  day(date: string): string;
  /** A calendar month such as `2026-03`. */
  month(month: string): string;
  /** The calendar month of the page's zone that holds this instant, such as `2026-03`. */
  monthOf(instant: string): string;
  time(instant: string, kind?: 'ago' | 'due', overdue?: string): Html;
  duration(fromInstant: string, toInstant: string): string;
  /** A duration in minutes, exact to a tenth or to the second. */
  minutes(count: number): string;
  days(count: number): string;
  hours(count: number): string;
  milliseconds(count: number): string;
  /** `90 days ago`, `today`. */
  daysAgo(count: number): string;
  percent(ofHundred: number): string;
};

/** Latin digits and the Gregorian calendar, whatever is usual in the place. */
export const intlOf = (locale: string): string => `${locale}-u-ca-gregory-nu-latn`;

/**
 * What a thing's times look like depends on the day on which they are read: on today's date as long as one of them may
 * fall on it, and then only on the year.
 */
export function dayKey(timeZone: string, now: string, latest: string): string {
  const ymd = dateFormat('en-CA', { timeZone, dateStyle: 'short' });
  const today = ymd.format(new Date(now));
  return ymd.format(new Date(latest)) < today ? now.slice(0, 4) : today;
}

const MOST_TIMES = 64;
const MOST_CLOCKS = 4_000;
const made = new Map<string, Times>();

/** The same times for the same day: a page says most of its times in many documents. */
export function timesIn(locale: string, timeZone: string, now: string): Times {
  const key = `${locale} ${timeZone} ${now.slice(0, 4)} ${dayKey(timeZone, now, now)}`;
  let times = made.get(key);
  if (!times) {
    if (made.size >= MOST_TIMES) made.clear();
    times = timesOf(locale, timeZone, now);
    made.set(key, times);
  }
  return times;
}

const HOUR = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;

function timesOf(locale: string, timeZone: string, now: string): Times {
  const intl = intlOf(locale);
  const hour = dateFormat(intl, { timeZone, ...HOUR });
  const dayHour = dateFormat(intl, { timeZone, day: 'numeric', month: 'short', ...HOUR });
  const dayYearHour = dateFormat(intl, { timeZone, day: 'numeric', month: 'long', year: 'numeric', ...HOUR });
  const dayAndYear = dateFormat(intl, { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
  const calendarDay = dateFormat(intl, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const calendarMonth = dateFormat(intl, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  const ymd = dateFormat('en-CA', { timeZone, dateStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(intl, { numeric: 'auto' });
  const percent = numberFormat(intl, { style: 'percent', maximumFractionDigits: 3 });
  const unit = (value: number, name: string, unitDisplay: 'long' | 'short' = 'long') =>
    numberFormat(intl, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 1 }).format(value);
  const today = ymd.format(new Date(now));
  const year = new Date(now).getUTCFullYear();

  // In a page that runs from right to left a time keeps its own direction.
  const apart = (text: string) => (isRtl(locale) ? `\u2068${text}\u2069` : text);
  const clocks = new Map<string, string>();
  const clock = (instant: string) => {
    let words = clocks.get(instant);
    if (words === undefined) {
      if (clocks.size >= MOST_CLOCKS) clocks.clear();
      words = apart(clockOf(new Date(instant)));
      clocks.set(instant, words);
    }
    return words;
  };
  const clockOf = (date: Date) => {
    if (ymd.format(date) === today) return hour.format(date);
    return (date.getUTCFullYear() === year ? dayHour : dayYearHour).format(date);
  };

  return {
    clock,
    date: (instant) => dayAndYear.format(new Date(instant)),
    day: (date) => calendarDay.format(new Date(date)),
    month: (month) => calendarMonth.format(new Date(`${month}-01`)),
    monthOf: (instant) => ymd.format(new Date(instant)).slice(0, 7),
    time: (instant, kind, overdue) =>
      kind === 'due'
        ? html`<time datetime="${instant}" data-r="due" data-o="${overdue}">${clock(instant)}</time>`
        : kind
          ? html`<time datetime="${instant}" data-r="${kind}">${clock(instant)}</time>`
          : html`<time datetime="${instant}">${clock(instant)}</time>`,
    duration(from, to) {
      const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
      if (seconds < 90) return unit(seconds, 'second');
      const minutes = Math.round(seconds / 60);
      if (minutes < 90) return unit(minutes, 'minute');
      const hours = Math.floor(minutes / 60);
      if (hours < 36)
        return minutes % 60 === 0
          ? unit(hours, 'hour')
          : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`;
      return unit(Math.round(minutes / 1_440), 'day');
    },
    minutes(count) {
      if (count > 0 && count < 1) return unit(Math.round(count * 60), 'second', 'short');
      if (count < 120) return unit(count, 'minute', 'short');
      const rest = Math.round(count % 60);
      return [unit(Math.floor(count / 60), 'hour', 'short'), rest > 0 && unit(rest, 'minute', 'short')]
        .filter(Boolean)
        .join(' ');
    },
    days: (count) => unit(count, 'day'),
    hours: (count) => unit(count, 'hour'),
    milliseconds: (count) => unit(count, 'millisecond', 'short'),
    daysAgo: (count) => relative.format(-count, 'day'),
    // Rounded down: 99.9996 is not all of it.
    percent: (ofHundred) => percent.format(Math.floor(ofHundred * 1_000) / 100_000),
  };
}
