/** From what a planner wrote to the two instants of a window, and what no window may be. */
import type { MoveInput } from '@candor/protocol/maintenance.ts';
import { instantOf, isTimeZone } from '#calendar';
import { Problem } from '#lib/problem.ts';

type Given = Pick<MoveInput, 'scheduledFor' | 'scheduledUntil' | 'durationMinutes' | 'local' | 'timeZone'>;
export type Span = { scheduledFor: string; scheduledUntil: string };

const invalid = (path: string, message: string) =>
  new Problem('request.invalid', message, { errors: [{ path, message }] });

/** A clock that differs a little from ours, or a slow form, does not make a start a thing of the past. */
const PAST_MS = 5 * 60_000;
const FURTHEST_MS = 2 * 366 * 86_400_000;

/** `lengthMs`: how long it lasts when no end is given. */
export function spanOf(given: Given, lengthMs?: number): Span {
  const { local, timeZone = 'UTC', durationMinutes } = given;
  if (!isTimeZone(timeZone)) throw invalid('timeZone', `There is no time zone ${timeZone.slice(0, 64)}.`);
  refuseNoTime('scheduledFor', given.scheduledFor);
  const scheduledFor =
    given.scheduledFor ?? instantOf(local!.from, timeZone, { path: 'local.from', choose: local!.choose });
  const addedMs = durationMinutes === undefined ? lengthMs : durationMinutes * 60_000;
  const scheduledUntil =
    given.scheduledUntil ??
    (local?.until
      ? instantOf(local.until, timeZone, { path: 'local.until', choose: local.chooseUntil })
      : new Date(Date.parse(scheduledFor) + (addedMs ?? 0)).toISOString());
  return { scheduledFor, scheduledUntil };
}

/** It looks like an instant and is none, such as 31 February. */
function refuseNoTime(path: string, instant: string | undefined): void {
  if (instant === undefined) return;
  const ms = Date.parse(instant);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== instant)
    throw invalid(path, `There is no such time as ${instant}.`);
}

export function refuseSpan({ scheduledFor, scheduledUntil }: Span, nowMs: number, mostHours: number): void {
  refuseNoTime('scheduledFor', scheduledFor);
  refuseNoTime('scheduledUntil', scheduledUntil);
  const [startMs, endMs] = [Date.parse(scheduledFor), Date.parse(scheduledUntil)];
  if (endMs <= startMs)
    throw invalid(
      'scheduledUntil',
      endMs === startMs
        ? 'A window of 0 minutes is none; the end has to come after the start.'
        : 'The end has to come after the start.',
    );
  if (endMs <= nowMs) throw invalid('scheduledUntil', 'The maintenance would have ended already.');
  if (startMs < nowMs - PAST_MS)
    throw invalid(
      'scheduledFor',
      'It would have begun in the past; plan it from now on, or tell of what happened as an incident.',
    );
  if (startMs - nowMs > FURTHEST_MS)
    throw invalid('scheduledFor', 'Maintenance is planned at most two years ahead.');
  if (endMs - startMs > mostHours * 3_600_000)
    throw invalid(
      'scheduledUntil',
      `The policy of this installation allows ${mostHours} hours at most (maintenanceMostHours of the settings of telling); make it shorter, or several.`,
    );
}
