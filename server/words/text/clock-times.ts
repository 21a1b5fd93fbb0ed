/**
 * Clock times in running text: `14:30 UTC`, `2:30 PM PDT`, `14.30 Uhr MESZ`, `2026-03-03T14:30Z`, with the zone
 * that belongs to each. A zone at the end of a range belongs to both ends, and a remark "all times UTC" to all.
 */
import { ZONE_SOURCE, zoneOffsetMinutes } from './zones.ts';

export type ClockTime = {
  start: number;
  end: number;
  /** Minutes after midnight, as written. */
  minutes: number;
  zone: string | null;
  /** Minutes after midnight UTC, 0–1439; null when the zone is missing or does not tell. */
  utcMinutes: number | null;
};

const TIME = new RegExp(
  [
    '(?<iso>\\d{4}-\\d\\d-\\d\\dT)?',
    '(?<![\\d:.,/])(?<hour>2[0-4]|[01]?\\d)(?!\\d)',
    '(?:(?<colon>:)(?<minute>[0-5]\\d)(?::[0-5]\\d(?:\\.\\d+)?)?(?![\\d:])|(?<dot>\\.)(?<dotMinute>[0-5]\\d)(?=\\s*Uhr))?',
    '(?<z>Z(?![\\p{L}]))?',
    '(?:\\s?(?<half>[aApP]\\.?\\s?[mM]\\.?)(?![\\p{L}]))?',
    "(?<uhr>\\s?(?:Uhr|hrs|o'clock)(?![\\p{L}]))?",
    `(?:,?\\s?\\(?(?<zone>${ZONE_SOURCE})(?![\\p{L}]))?`,
  ].join(''),
  'gu',
);

/** "3:20 hours" and a score are not times of day. */
const DURATION_AFTER = /^\s*(?:h\b|hours?\b|hrs?\b|minutes?\b|min\b|Stunden?\b|Minuten?\b)/;
const ALL_TIMES = new RegExp(
  `(?:all times|times are|alle (?:Zeiten|Uhrzeiten)|Zeitangaben)[^.\\n]{0,30}?(?<zone>${ZONE_SOURCE})(?![\\p{L}])`,
  'iu',
);
const JOINED =
  /^\s*(?:[-–—]|to|and|until|till|or|bis|und|oder|through)\s*(?:about |around |etwa |gegen |um )?$/i;

export function clockTimesIn(text: string): ClockTime[] {
  const found: (ClockTime & { joined: boolean })[] = [];
  for (const match of text.matchAll(TIME)) {
    const groups = match.groups as Record<string, string | undefined>;
    const isTime = groups['colon'] || groups['dot'] || groups['half'] || (groups['uhr'] && groups['hour']);
    if (!isTime && !groups['zone']) continue;
    // "14 UTC" is a time, "3 PT" hardly; a bare number before a zone counts only with two digits.
    if (!isTime && (groups['hour'] ?? '').length < 2) continue;
    const end = match.index + match[0].length;
    if (!groups['zone'] && !groups['z'] && DURATION_AFTER.test(text.slice(end))) continue;
    let hour = Number(groups['hour']);
    const minute = Number(groups['minute'] ?? groups['dotMinute'] ?? 0);
    const half = groups['half']?.toLowerCase();
    if (half?.startsWith('p') && hour < 12) hour += 12;
    if (half?.startsWith('a') && hour === 12) hour = 0;
    const start = match.index;
    const before = found.at(-1);
    const gap = before ? text.slice(before.end, start) : '';
    found.push({
      start,
      end,
      minutes: (hour % 24) * 60 + minute,
      zone: groups['z'] ? 'UTC' : (groups['zone'] ?? null),
      utcMinutes: null,
      joined: before !== undefined && JOINED.test(gap),
    });
  }
  const everywhere = ALL_TIMES.exec(text)?.groups?.['zone'] ?? null;
  for (let i = found.length - 1; i >= 0; i--) {
    const time = found[i]!;
    const next = found[i + 1];
    time.zone ??= next?.joined ? next.zone : null;
    time.zone ??= everywhere;
    const offset = time.zone === null ? null : zoneOffsetMinutes(time.zone);
    time.utcMinutes = offset === null ? null : (time.minutes - offset + 2 * 1_440) % 1_440;
  }
  return found.map(({ joined: _, ...time }) => time);
}

/** Minutes between two times of day, the short way round the clock. */
export function minutesApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % 1_440;
  return Math.min(apart, 1_440 - apart);
}

/** The time of day of an instant in UTC, in minutes. */
export const utcMinutesOf = (instant: string): number => {
  const at = new Date(instant);
  return at.getUTCHours() * 60 + at.getUTCMinutes();
};
