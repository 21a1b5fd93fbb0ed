/**
 * Wall times in a subscriber's own zone: until when a night lasts, and when a digest is due. Pure, and right on the
 * days when clocks are put forward or back: an hour that does not exist is the one after it, and of an hour that
 * exists twice the next to come counts.
 */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Night = { timeZone: string; quietFrom: string | null; quietUntil: string | null };

/** An unknown zone reads as UTC: a wrong setting must never keep a message back. */
function wallClock(nowMs: number, timeZone: string): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(nowMs);
  try {
    return instant.toZonedDateTimeISO(timeZone);
  } catch {
    return instant.toZonedDateTimeISO('UTC');
  }
}

/** The next time after `now` at which the clock on the wall says this, in epoch ms. */
function nextAt(now: Temporal.ZonedDateTime, wallTime: string): number {
  for (let days = 0; ; days++) {
    const wanted = now.toPlainDate().add({ days }).toPlainDateTime(Temporal.PlainTime.from(wallTime));
    for (const disambiguation of ['earlier', 'later'] as const) {
      const at = wanted.toZonedDateTime(now.timeZoneId, { disambiguation }).epochMilliseconds;
      // Before a gap lies a time that the wall never shows: the later reading is the one that comes.
      const exists = wanted
        .toZonedDateTime(now.timeZoneId, { disambiguation })
        .toPlainDateTime()
        .equals(wanted);
      if (at > now.epochMilliseconds && (exists || disambiguation === 'later')) return at;
    }
  }
}

/** When the night ends that it is now, in epoch ms; null while it is day. */
export function quietUntilMs(nowMs: number, { timeZone, quietFrom, quietUntil }: Night): number | null {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return null;
  const now = wallClock(nowMs, timeZone);
  const time = now.toPlainTime().toString().slice(0, 5);
  const over = quietFrom > quietUntil;
  const quiet = over ? time >= quietFrom || time < quietUntil : time >= quietFrom && time < quietUntil;
  return quiet ? nextAt(now, quietUntil) : null;
}

/** When a digest is due: at the next full hour, or at this time of day, and never in a night. Epoch ms. */
export function digestDueMs(
  nowMs: number,
  { every, dailyAt, ...night }: Night & { every: 'hourly' | 'daily'; dailyAt: string },
): number {
  const due =
    every === 'hourly'
      ? (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS
      : nextAt(wallClock(nowMs, night.timeZone), dailyAt);
  return quietUntilMs(due, night) ?? due;
}
