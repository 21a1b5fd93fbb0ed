/**
 * The 90 daily bars and the uptime figure of a component, pure: worst status and minutes per calendar day of the
 * page's zone, from the spans of trouble that incidents prove, and from the times when nobody was watching.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { type Span, worse } from '#timeline';

export type Day = { date: string; startMs: number; endMs: number };
export type DayRecord = {
  date: string;
  status: ComponentStatus | 'no_data';
  downMinutes: number;
  degradedMinutes: number;
  maintenanceMinutes: number;
};

const MOST_DAYS = 64;
const daysMade = new Map<string, Day[]>();

/** The last `count` calendar days of a zone, oldest first; a day may have 23 or 25 hours. The same list all day long. */
export function lastDays(nowMs: number, timeZone: string, count: number): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).startOfDay();
  const key = `${today.toString()} ${count}`;
  const known = daysMade.get(key);
  if (known) return known;
  const days = Array.from({ length: count }, (_, i) => {
    const day = today.subtract({ days: count - 1 - i });
    return {
      date: day.toPlainDate().toString(),
      startMs: day.epochMilliseconds,
      endMs: day.add({ days: 1 }).startOfDay().epochMilliseconds,
    };
  });
  if (daysMade.size >= MOST_DAYS) daysMade.clear();
  daysMade.set(key, days);
  return days;
}

const MINUTE_MS = 60_000;
const DOWN: ComponentStatus[] = ['major_outage', 'partial_outage'];

type Piece = { startMs: number; endMs: number };

/** Total time that a set of pieces covers; overlapping incidents are a union, never a sum. */
export function unionMs(pieces: readonly Piece[]): number {
  let total = 0;
  let reachedMs = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs } of pieces.toSorted((a, b) => a.startMs - b.startMs)) {
    const fromMs = Math.max(startMs, reachedMs);
    if (endMs > fromMs) {
      total += endMs - fromMs;
      reachedMs = endMs;
    }
  }
  return total;
}

type Calm = { known: DayRecord[]; unknown: DayRecord[] };
const calmDays = new WeakMap<readonly Day[], Calm>();

/** Days on which nothing happened: most days of most components, so they share the same records. */
function calmOf(days: readonly Day[]): Calm {
  const found = calmDays.get(days);
  if (found) return found;
  const calm = (status: DayRecord['status']) =>
    days.map(({ date }) => ({
      date,
      status,
      downMinutes: 0,
      degradedMinutes: 0,
      maintenanceMinutes: 0,
    }));
  const made = { known: calm('operational'), unknown: calm('no_data') };
  calmDays.set(days, made);
  return made;
}

export function dayRecords(
  spans: readonly Span[],
  days: readonly Day[],
  nowMs: number,
  knownSinceMs: number,
): DayRecord[] {
  const calm = calmOf(days);
  return days.map((day, i) => {
    const until = Math.min(day.endMs, nowMs);
    const touching = spans.filter((span) => span.startMs < until && (span.endMs ?? nowMs) > day.startMs);
    if (touching.length === 0) return (until > knownSinceMs ? calm.known : calm.unknown)[i]!;
    const pieces = touching
      .map((span) => ({
        status: span.status,
        startMs: Math.max(span.startMs, day.startMs),
        endMs: Math.min(span.endMs ?? nowMs, until),
      }))
      .filter((piece) => piece.endMs > piece.startMs);
    const minutes = (which: (status: ComponentStatus) => boolean) =>
      Math.round((unionMs(pieces.filter((piece) => which(piece.status))) / MINUTE_MS) * 100) / 100;
    const known = until > knownSinceMs || pieces.length > 0;
    return {
      date: day.date,
      status: known
        ? pieces.reduce<ComponentStatus>((status, piece) => worse(status, piece.status), 'operational')
        : 'no_data',
      downMinutes: minutes((status) => DOWN.includes(status)),
      degradedMinutes: minutes((status) => status === 'degraded_performance'),
      maintenanceMinutes: minutes((status) => status === 'under_maintenance'),
    };
  });
}

/** Percent of the known time in which the component was not down; null when nothing is known. */
export function uptimePercent(spans: readonly Span[], fromMs: number, nowMs: number): number | null {
  if (nowMs <= fromMs) return null;
  const clipped = spans.map((span) => ({
    ...span,
    startMs: Math.max(span.startMs, fromMs),
    endMs: Math.min(span.endMs ?? nowMs, nowMs),
  }));
  const maintenanceMs = unionMs(
    clipped.filter((span) => span.status === 'under_maintenance' && span.endMs > span.startMs),
  );
  const downMs = unionMs(clipped.filter((span) => DOWN.includes(span.status) && span.endMs > span.startMs));
  const wholeMs = nowMs - fromMs - maintenanceMs;
  return wholeMs <= 0 ? null : (100 * (wholeMs - Math.min(downMs, wholeMs))) / wholeMs;
}

/** With three decimals, never rounded up, so that it changes when a reader could see it and not with every second. */
export const floored = (percent: number | null): number | null =>
  percent === null ? null : Math.floor(percent * 1_000) / 1_000;

export type MonthRecord = { month: string; uptime: number | null; downMinutes: number };

/** The last `count` calendar months of a zone, newest first, none that ended before anything was known. */
export function monthRecords(
  spans: readonly Span[],
  nowMs: number,
  timeZone: string,
  knownSinceMs: number,
  count: number,
): MonthRecord[] {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const first = now.with({ day: 1 }).startOfDay();
  return Array.from({ length: count }, (_, back) => first.subtract({ months: back })).flatMap((begin) => {
    const endMs = Math.min(begin.add({ months: 1 }).epochMilliseconds, nowMs);
    const startMs = Math.max(begin.epochMilliseconds, knownSinceMs);
    if (endMs <= startMs) return [];
    const down = spans
      .filter(({ status }) => DOWN.includes(status))
      .map((span) => ({
        startMs: Math.max(span.startMs, startMs),
        endMs: Math.min(span.endMs ?? nowMs, endMs),
      }))
      .filter((piece) => piece.endMs > piece.startMs);
    return [
      {
        month: begin.toPlainDate().toString().slice(0, 7),
        uptime: floored(uptimePercent(spans, startMs, endMs)),
        downMinutes: Math.round((unionMs(down) / MINUTE_MS) * 100) / 100,
      },
    ];
  });
}
