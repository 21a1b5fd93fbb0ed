/** How instants and spans are written. Pure: no clock, no zone of its own. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `45 s`, `12 min`, `3 h 20 min`, `5 days`: two parts at most, never more exact than it helps. */
export function spanText(ms: number): string {
  const abs = Math.abs(ms);
  if (abs < MINUTE) return `${Math.floor(abs / 1_000)} s`;
  if (abs < HOUR) return `${Math.floor(abs / MINUTE)} min`;
  if (abs < DAY) {
    const minutes = Math.floor((abs % HOUR) / MINUTE);
    return `${Math.floor(abs / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  const days = Math.floor(abs / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

export function relativeText(atMs: number, nowMs: number): string {
  const ms = atMs - nowMs;
  // A display that is drawn again every few seconds lags by as much.
  if (ms < 10_000 && ms > -5_000) return 'just now';
  return ms < 0 ? `${spanText(ms)} ago` : `in ${spanText(ms)}`;
}

/** `04:59`, `1:04:59`: what a promise's clock shows. */
export function countdown(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

const dayKey = (ms: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(ms);

/** `14:30 CET` today, `3 Mar 14:30 CET` on other days, with the year when it is another one. */
export function absoluteText(atMs: number, timeZone: string, nowMs: number, seconds = false): string {
  const today = dayKey(atMs, timeZone) === dayKey(nowMs, timeZone);
  const sameYear = dayKey(atMs, timeZone).slice(0, 4) === dayKey(nowMs, timeZone).slice(0, 4);
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    timeZoneName: 'short',
  }).format(atMs);
  if (today) return clock;
  const date = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(atMs);
  return `${date}, ${clock}`;
}
