/**
 * Which instants a clock time in a text may mean: with the day that stands beside it, or the one nearest to where it is
 * expected; in its zone by the letter, and as people mean it ("CET" in July). Whoever compares takes the kindest.
 */
import { type ClockTime, clockTimesIn } from '../text/clock-times.ts';
import { zoneOffsetMinutes } from '../text/zones.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The places whose clocks an abbreviation stands for; summer names are exact, the others are used all year. */
const PLACES: Record<string, readonly string[]> = {
  PT: ['America/Los_Angeles'],
  PST: ['America/Los_Angeles'],
  MT: ['America/Denver'],
  MST: ['America/Denver', 'America/Phoenix'],
  CT: ['America/Chicago'],
  CST: ['America/Chicago', 'Asia/Shanghai'],
  ET: ['America/New_York'],
  EST: ['America/New_York'],
  CET: ['Europe/Berlin'],
  MEZ: ['Europe/Berlin'],
  WET: ['Europe/Lisbon'],
  EET: ['Europe/Athens'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  CLT: ['America/Santiago'],
  AEST: ['Australia/Sydney'],
  NZST: ['Pacific/Auckland'],
};

const offsets = new Map<string, Intl.DateTimeFormat>();

function offsetAt(timeZone: string, ms: number): number {
  let format = offsets.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    offsets.set(timeZone, format);
  }
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const parts = /([+-])(\d\d):(\d\d)/.exec(name);
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : 0;
}

const MONTHS = 'jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez';
const MONTH: Record<string, number> = {
  jan: 0,
  feb: 1,
  mar: 2,
  mär: 2,
  apr: 3,
  may: 4,
  mai: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  okt: 9,
  nov: 10,
  dec: 11,
  dez: 11,
};
const DATE = new RegExp(
  [
    '(?<iso>\\d{4}-\\d\\d-\\d\\d)',
    '(?<numeric>\\d{1,2}\\.\\d{1,2}\\.\\d{4})',
    `(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? ?(?<month>(?:${MONTHS})\\p{L}*)\\.?(?:,? (?<year>\\d{4}))?`,
    `(?<month2>(?:${MONTHS})\\p{L}*)\\.? (?<day2>\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:)(?:,? (?<year2>\\d{4}))?`,
    '(?<word>yesterday|today|tomorrow|gestern|heute|morgen)(?!\\p{L})',
  ]
    .map((piece) => `(?<![\\p{L}\\d])${piece}`)
    .join('|'),
  'giu',
);

/** Midnight UTC of the day that is named beside a time. */
function dayBeside(text: string, time: ClockTime, nowMs: number): { ms: number; yearKnown: boolean } | null {
  let best: { ms: number; yearKnown: boolean; apart: number } | null = null;
  for (const match of text.matchAll(DATE)) {
    const end = match.index + match[0].length;
    const apart = end <= time.start ? time.start - end : match.index >= time.end ? match.index - time.end : 0;
    if (apart > 16 || (best && best.apart <= apart)) continue;
    const groups = match.groups as Record<string, string | undefined>;
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
    if (groups['iso']) best = { ms: Date.parse(groups['iso']), yearKnown: true, apart };
    else if (groups['numeric']) {
      const [day, month, year] = groups['numeric'].split('.').map(Number) as [number, number, number];
      best = { ms: Date.UTC(year, month - 1, day), yearKnown: true, apart };
    } else if (groups['word']) {
      const shift = /yester|gestern/i.test(groups['word'])
        ? -1
        : /tomorrow|morgen/i.test(groups['word'])
          ? 1
          : 0;
      // "today" is no more than the nearest; its day depends on the zone.
      if (shift !== 0) best = { ms: today + shift * DAY_MS, yearKnown: true, apart };
    } else {
      const month = MONTH[(groups['month'] ?? groups['month2'] ?? '').slice(0, 3).toLowerCase()];
      const year = groups['year'] ?? groups['year2'];
      const day = Number(groups['day'] ?? groups['day2']);
      if (month === undefined) continue;
      best = {
        ms: Date.UTC(year ? Number(year) : new Date(nowMs).getUTCFullYear(), month, day),
        yearKnown: year !== undefined,
        apart,
      };
    }
  }
  return best && Number.isFinite(best.ms) ? best : null;
}

/** Every instant that a time may mean, as milliseconds; none when its zone does not tell. */
export function instantsOf(
  time: ClockTime,
  { text, nowMs, aroundMs }: { text: string; nowMs: number; aroundMs: number },
): number[] {
  if (time.zone === null) return [];
  const zone = time.zone.toUpperCase();
  const beside = dayBeside(text, time, nowMs);
  const literal = zoneOffsetMinutes(time.zone);
  const shifts = [
    ...(literal === null ? [] : [() => literal]),
    ...(PLACES[zone] ?? []).map((place) => (ms: number) => offsetAt(place, ms)),
  ];
  const found = new Set<number>();
  for (const shift of shifts) {
    const on = (dayMs: number) => {
      const wall = dayMs + time.minutes * MINUTE_MS;
      return wall - shift(wall - shift(wall) * MINUTE_MS) * MINUTE_MS;
    };
    if (beside) {
      const years = beside.yearKnown ? [0] : [-1, 0, 1];
      const days = years.map((years) => {
        const day = new Date(beside.ms);
        day.setUTCFullYear(day.getUTCFullYear() + years);
        return on(day.getTime());
      });
      found.add(nearest(days, nowMs));
    } else {
      const day = Math.floor(aroundMs / DAY_MS) * DAY_MS;
      found.add(nearest([day - DAY_MS, day, day + DAY_MS].map(on), aroundMs));
    }
  }
  return [...found];
}

const nearest = (given: readonly number[], toMs: number): number =>
  given.reduce((best, each) => (Math.abs(each - toMs) < Math.abs(best - toMs) ? each : best));

export { type ClockTime, clockTimesIn };
