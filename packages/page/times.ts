/** Times as the page says them: absolute with zone, in the page's zone; script adds the relative form. */
import { type Html, html } from './html.ts';

export type Times = {
  /** `14:30 UTC`, with the date when it is not the day of `now`. */
  clock(instant: string): string;
  date(instant: string): string;
  time(instant: string, kind?: 'ago' | 'due', overdue?: string): Html;
  duration(fromInstant: string, toInstant: string): string;
};

/** Making a formatter takes a thousand times as long as using it, and there are as many as languages and zones. */
const made = new Map<string, ReturnType<typeof makeFormats>>();

function formatsIn(locale: string, timeZone: string) {
  const key = `${locale} ${timeZone}`;
  const formats = made.get(key) ?? makeFormats(locale, timeZone);
  made.set(key, formats);
  return formats;
}

function makeFormats(locale: string, timeZone: string) {
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const dayAndYear = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const hour = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const ymd = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return { day, dayAndYear, hour, ymd };
}

export function timesIn(locale: string, timeZone: string, now: string): Times {
  const { day, dayAndYear, hour, ymd } = formatsIn(locale, timeZone);
  const today = ymd.format(new Date(now));

  const clock = (instant: string) => {
    const date = new Date(instant);
    const time = hour.format(date);
    if (ymd.format(date) === today) return time;
    return `${(date.getUTCFullYear() === new Date(now).getUTCFullYear() ? day : dayAndYear).format(date)}, ${time}`;
  };
  const unit = (value: number, name: 'minute' | 'hour' | 'day' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);

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
