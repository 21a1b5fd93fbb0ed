/**
 * Clock times on a wall somewhere, and the instants that they are. Pure. Where the clock is put forward some times do
 * not exist, and where it is put back some exist twice: whoever plans one of those is asked, never guessed for.
 */
import { Problem } from '#lib/problem.ts';

export type LocalTime =
  | { kind: 'one'; instant: string }
  /** The clock is put back: it shows this time twice. */
  | { kind: 'twice'; earlier: string; later: string }
  /** The clock is put forward over it: as much before the change, as much after it. */
  | { kind: 'never'; before: string; after: string };

const iso = (zoned: Temporal.ZonedDateTime) => new Date(zoned.epochMilliseconds).toISOString();

export const isTimeZone = (timeZone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
};

export function readLocal(local: Temporal.PlainDateTime, timeZone: string): LocalTime {
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: 'one', instant: iso(earlier) };
  return earlier.toPlainDateTime().equals(local)
    ? { kind: 'twice', earlier: iso(earlier), later: iso(later) }
    : { kind: 'never', before: iso(earlier), after: iso(later) };
}

/** What the wall shows at an instant: `2026-03-29T03:00`. */
export const localOf = (instant: string, timeZone: string): Temporal.PlainDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();

/** `+02:00` */
export const offsetOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).offset;

/**
 * The instant of a planned time. Of one that the clock shows twice or never, `choose` says which is meant; without it
 * the problem names both.
 */
export function instantOf(
  local: string,
  timeZone: string,
  { path, choose }: { path: string; choose?: 'earlier' | 'later' | undefined },
): string {
  if (!isTimeZone(timeZone)) throw asked(`There is no time zone ${timeZone.slice(0, 64)}.`, 'timeZone', []);
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    throw asked(`${local} is no date with a time.`, path, []);
  }
  const read = readLocal(wall, timeZone);
  if (read.kind === 'one') return read.instant;
  const [first, second] = read.kind === 'twice' ? [read.earlier, read.later] : [read.before, read.after];
  if (choose) return choose === 'earlier' ? first : second;
  const say = (instant: string) =>
    `${localOf(instant, timeZone).toString({ smallestUnit: 'minute' }).replace('T', ' ')} (UTC${offsetOf(instant, timeZone)})`;
  throw asked(
    read.kind === 'twice'
      ? `The clock in ${timeZone} is put back and shows ${shown(wall)} twice; choose the earlier or the later one.`
      : `The clock in ${timeZone} is put forward and never shows ${shown(wall)}; choose the earlier, ${say(first)}, or the later, ${say(second)}.`,
    path,
    [first, second],
  );
}

const shown = (wall: Temporal.PlainDateTime) => wall.toString({ smallestUnit: 'minute' }).replace('T', ' ');

const asked = (message: string, path: string, choices: readonly string[]) =>
  new Problem('request.invalid', message, {
    errors: [{ path, message }],
    extra: choices.length > 0 ? { choices: { earlier: choices[0], later: choices[1] } } : {},
  });
