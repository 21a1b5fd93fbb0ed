/** Between an instant and what a `datetime-local` field shows, in the zone that the viewer has chosen. */

const DAY_MS = 86_400_000;

/** Milliseconds by which a zone is ahead of UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(atMs / 1_000) * 1_000;
}

/** `2026-03-01T14:30`. */
export const toField = (instant: string, timeZone: string): string => {
  const atMs = Date.parse(instant);
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 16);
};

/**
 * The instant, or null while the field is incomplete. Of a time that the clock shows twice or never the later reading
 * counts, west of Greenwich too.
 */
export function fromField(value: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return null;
  const wallMs = Date.parse(`${value.slice(0, 16)}:00.000Z`);
  if (Number.isNaN(wallMs)) return null;
  const readings = [-DAY_MS, DAY_MS].map((away) => wallMs - offsetMs(wallMs + away, timeZone));
  const shown = readings.filter((atMs) => atMs + offsetMs(atMs, timeZone) === wallMs);
  return new Date(Math.max(...(shown.length > 0 ? shown : readings))).toISOString();
}
