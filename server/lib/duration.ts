/** Lengths of time: read as operators write them ("90s", "1h30m"), written as people read them ("4 h 17 min"). */

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
/** 24 hours; a calendar day with a change of the clock is longer or shorter, so never use this for dates. */
export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

const UNITS: Record<string, number> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: WEEK_MS,
};

/** "1h30m" → 5400000. Each unit at most once, largest first; null when the text is not a duration. */
export function parseDuration(text: string): number | null {
  const match = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text.trim());
  if (!match || text.trim() === '') return null;
  const total = ['w', 'd', 'h', 'm', 's', 'ms'].reduce(
    (sum, unit, i) => sum + Number(match[i + 1] ?? 0) * UNITS[unit]!,
    0,
  );
  return Number.isSafeInteger(total) ? total : null;
}

/** The two largest units that say something, rounded down: "4 h 17 min", "2 d", "45 s", "less than 1 s". */
export function formatDuration(ms: number): string {
  if (ms < 0) return `minus ${formatDuration(-ms)}`;
  if (ms < SECOND_MS) return ms === 0 ? '0 s' : 'less than 1 s';
  const parts = [
    [Math.floor(ms / DAY_MS), 'd'],
    [Math.floor((ms % DAY_MS) / HOUR_MS), 'h'],
    [Math.floor((ms % HOUR_MS) / MINUTE_MS), 'min'],
    [Math.floor((ms % MINUTE_MS) / SECOND_MS), 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** ISO 8601, for machines: 15420000 → "PT4H17M". */
export function isoDuration(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = (ms % MINUTE_MS) / SECOND_MS;
  const parts = [
    [hours, 'H'],
    [minutes, 'M'],
    [seconds, 'S'],
  ] as const;
  const text = parts
    .filter(([count]) => count !== 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('');
  return `PT${text || '0S'}`;
}
