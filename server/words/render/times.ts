/**
 * Times as people read them: the reader's own zone first with UTC beside, `16:30 CEST (14:30 UTC)`; the date only
 * when it is another day; seconds only when a promise falls between two minutes. Brief, for an SMS, leaves UTC out.
 */
import { type ClockTime, clockTimesIn } from '../text/clock-times.ts';
import { ZONE_SOURCE } from '../text/zones.ts';
import { languageIn } from './languages.ts';

export type TimeStyle = {
  locale: string;
  timeZone: string;
  nowMs: number;
  dated?: boolean;
  seconds?: boolean;
  brief?: boolean;
};

const DAY_MS = 86_400_000;

/** An unknown zone reads as UTC: a wrong setting must never keep a message back. */
export function knownZone(timeZone: string): string {
  const known = zones.get(timeZone);
  if (known) return known;
  let zone = 'UTC';
  try {
    zone = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // It stays UTC.
  }
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(timeZone, zone);
  return zone;
}

/** To ask Intl takes longer than to render the rest of a message. */
const zones = new Map<string, string>();
const MOST_ZONES = 1_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

const clock = (at: Date, timeZone: string, seconds: boolean): string =>
  format('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(at);

const day = (at: Date, timeZone: string): string =>
  format('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** No single locale of Intl knows every abbreviation, so the ones that know them are asked in turn. */
const ABBREVIATING = ['en-GB', 'en-US', 'en-AU', 'en-NZ'];

export function zoneName(at: Date, timeZone: string, locale: string): string {
  for (const each of [...languageIn(locale).zones, ...ABBREVIATING]) {
    const name =
      format(each, { timeZone, timeZoneName: 'short' })
        .formatToParts(at)
        .find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (new RegExp(`^(?:${ZONE_SOURCE})$`, 'u').test(name) && !/\d/.test(name)) return name;
  }
  const offset =
    format('en-US', { timeZone, timeZoneName: 'shortOffset' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
  return offset.replace('GMT', 'UTC').replace('−', '-');
}

const isUtc = (at: Date, timeZone: string): boolean =>
  clock(at, timeZone, false) === clock(at, 'UTC', false) && day(at, timeZone) === day(at, 'UTC');

function date(at: Date, timeZone: string, { locale, nowMs }: TimeStyle): string {
  const sameYear = day(at, timeZone).slice(0, 4) === day(new Date(nowMs), timeZone).slice(0, 4);
  const { intl, date: written = (plain: string) => plain } = languageIn(locale);
  return written(
    format(intl, {
      timeZone,
      day: 'numeric',
      month: 'long',
      ...(sameYear ? {} : { year: 'numeric' }),
    }).format(at),
  );
}

export function formatTime(instant: string, style: TimeStyle): string {
  const at = new Date(instant);
  const timeZone = knownZone(style.timeZone);
  const seconds = style.seconds === true && at.getUTCSeconds() !== 0;
  const language = languageIn(style.locale);
  const mine = isUtc(at, timeZone) ? 'UTC' : timeZone;
  const local = language.local(
    clock(at, mine, seconds),
    mine === 'UTC' ? 'UTC' : zoneName(at, mine, style.locale),
  );
  const dated = style.dated === true || day(at, mine) !== day(new Date(style.nowMs), mine);
  const utc = mine === 'UTC' || style.brief ? '' : `${clock(at, 'UTC', seconds)} UTC`;
  return language.whole({
    local,
    date: dated ? date(at, mine, style) : '',
    utc,
    utcDate: utc && dated && day(at, 'UTC') !== day(at, mine) ? date(at, 'UTC', style) : '',
  });
}

/** How long: `1 hour and 24 minutes`. Under a minute in seconds. */
export function formatDuration(ms: number, locale: string): string {
  const { intl, compact } = languageIn(locale);
  const unit = (n: number, name: 'day' | 'hour' | 'minute' | 'second') => {
    const words = new Intl.NumberFormat(intl, { style: 'unit', unit: name, unitDisplay: 'long' }).format(n);
    return compact ? words.replace(/\s/g, '') : words;
  };
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor((minutes % 1_440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  // Minutes no longer matter to anybody after days.
  const shown = parts
    .filter(([n], i) => n > 0 && !(i === 2 && minutes >= 1_440))
    .map(([n, name]) => unit(n, name));
  return compact ? shown.join('') : new Intl.ListFormat(intl).format(shown);
}

/**
 * Instants that a text names with their date in UTC, as the house writes them (a promise beyond midnight, the window of
 * planned work), in the reader's zone. What is not written exactly so stays.
 */
export function localizeInstants(
  text: string,
  instants: readonly (string | null | undefined)[],
  style: TimeStyle,
): string {
  const told = new Map<string, string>();
  for (const instant of instants)
    for (const seconds of [true, false])
      if (instant) {
        const say = (timeZone: string) => formatTime(instant, { ...style, timeZone, dated: true, seconds });
        told.set(say('UTC'), say(style.timeZone));
      }
  // Each is looked for in the text alone, and not in what stands there instead of another.
  let parts = [text];
  for (const [written, local] of told)
    parts = parts.flatMap((part, i) =>
      i % 2 === 1 ? [part] : part.split(written).flatMap((rest, k) => (k === 0 ? [rest] : [local, rest])),
    );
  return parts.join('');
}

/** "le 10 mars à", "el 10 de marzo a las", "10 de março às", "3月10日". */
const DATE_BEFORE =
  /\d{1,2}(?:er)? \p{Ll}{3,9}\.?(?: \d{4})? (?:à|de|entre) $|\d{1,2}º? de \p{Ll}{4,10}(?: de \d{4})?,? (?:a las?|às?|das|de(?: las?)?|desde las?|entre(?: las?)?) $|\d{1,2}日\s?$/u;

/**
 * Times that a person wrote in UTC, in the reader's zone with UTC beside; of "from 14:02 to 14:47 UTC" both. A time with
 * its own date behind it stays, because the date could be wrong in the other zone.
 */
export function localizeTimes(text: string, { locale, timeZone, nowMs }: TimeStyle): string {
  const zone = knownZone(timeZone);
  const { local, whole } = languageIn(locale);
  const times = clockTimesIn(text);
  const written = (time: ClockTime) => text.slice(time.start, time.end);
  const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
  /** The written time of day nearest to now. */
  const nearest = (time: ClockTime) => {
    const candidates = [-1, 0, 1].map((days) => midnight + days * DAY_MS + time.utcMinutes! * 60_000);
    return new Date(
      candidates.reduce((best, each) => (Math.abs(each - nowMs) < Math.abs(best - nowMs) ? each : best)),
    );
  };
  /** "14:02" of "14:02 to 14:47 UTC". */
  const hasItsZoneFromBehind = (time: ClockTime | undefined) =>
    time !== undefined && time.utcMinutes !== null && !written(time).includes(time.zone ?? '');
  let out = text;
  for (let i = times.length - 1; i >= 0; i--) {
    const last = times[i]!;
    if (!/(?:UTC|GMT)$/.test(written(last)) || last.utcMinutes === null) continue;
    const group = [last];
    while (hasItsZoneFromBehind(times[i - 1])) group.unshift(times[--i]!);
    // One before them of which nobody can tell the zone would be read in that of the reader.
    const before = times[i - 1];
    if (before?.zone === null && group[0]!.start - before.end < 12) continue;
    if (group.some((time) => /\d:\d\d:\d\d/.test(written(time))) || isDated(text, group[0]!.start, last.end))
      continue;
    const instants = group.map(nearest);
    if (instants.every((at) => isUtc(at, zone))) continue;
    // Whether several are a range or a list, the author's own words say.
    const utc =
      group.length === 1
        ? `${clock(instants[0]!, 'UTC', false)} UTC`
        : text.slice(group[0]!.start, last.end).replace(/[*_`]/g, '');
    for (const [k, time] of [...group.entries()].reverse()) {
      const at = instants[k]!;
      const mine = clock(at, zone, false);
      const said =
        time === last
          ? whole({ local: local(mine, zoneName(at, zone, locale)), date: '', utc, utcDate: '' })
          : local(mine, '').trim();
      out = `${out.slice(0, time.start)}${said}${out.slice(time.end)}`;
    }
  }
  return out;
}

/** Whether a day stands beside it, or its author has put it into another zone beside. */
function isDated(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const near = before.slice(-22);
  return (
    /[(（]$/.test(before) ||
    /^\s*[(（]\d/.test(text.slice(end, end + 4)) ||
    /^\)?,? (?:on|of|am|del|de|le) |^\)?,? \d{1,2}\.? \p{Lu}/u.test(text.slice(end, end + 12)) ||
    (/(?:\d|\p{Lu}\p{Ll}+),? (?:at |um |from |between |von |zwischen )?$/u.test(near) && /\d/.test(near)) ||
    DATE_BEFORE.test(before)
  );
}
