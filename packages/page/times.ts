/** Times as the page says them: absolute with zone, in the page's zone; script adds the relative form. */
import { type Html, html } from './html.ts';
import { dateFormat, numberFormat } from './remember.ts';

export type Times = {
  /** `14:30 UTC`, with the date when it is not the day of `now`. */
  clock(instant: string): string;
  date(instant: string): string;
  time(instant: string, kind?: 'ago' | 'due', overdue?: string): Html;
  duration(fromInstant: string, toInstant: string): string;
};

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

function timesOf(locale: string, timeZone: string, now: string): Times {
  const day = dateFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const dayAndYear = dateFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const hour = dateFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const ymd = dateFormat('en-CA', { timeZone, dateStyle: 'short' });
  const today = ymd.format(new Date(now));

  const clocks = new Map<string, string>();
  const clock = (instant: string) => {
    let words = clocks.get(instant);
    if (words === undefined) {
      if (clocks.size >= MOST_CLOCKS) clocks.clear();
      words = clockOf(instant);
      clocks.set(instant, words);
    }
    return words;
  };
  const clockOf = (instant: string) => {
    const date = new Date(instant);
    const time = hour.format(date);
    if (ymd.format(date) === today) return time;
    return `${(date.getUTCFullYear() === new Date(now).getUTCFullYear() ? day : dayAndYear).format(date)}, ${time}`;
  };
  const unit = (value: number, name: 'minute' | 'hour' | 'day' | 'second') =>
    numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);

  return {
    clock,
    date: (instant) => dayAndYear.format(new Date(instant)),
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
  };
}
