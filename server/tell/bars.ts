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

/** The last `count` calendar days of a zone, oldest first; a day may have 23 or 25 hours. */
export function lastDays(nowMs: number, timeZone: string, count: number): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).startOfDay();
  return Array.from({ length: count }, (_, i) => {
    const day = today.subtract({ days: count - 1 - i });
    return {
      date: day.toPlainDate().toString(),
      startMs: day.epochMilliseconds,
      endMs: day.add({ days: 1 }).startOfDay().epochMilliseconds,
    };
  });
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

/** A day on which nothing happened, the same record wherever it says the same: most days of most components. */
const calmDays = new Map<string, DayRecord>();
const MOST_CALM_DAYS = 1_000;
function calm(date: string, known: boolean): DayRecord {
  const key = `${date} ${known}`;
  let record = calmDays.get(key);
  if (!record) {
    if (calmDays.size >= MOST_CALM_DAYS) calmDays.clear();
    record = {
      date,
      status: known ? 'operational' : 'no_data',
      downMinutes: 0,
      degradedMinutes: 0,
      maintenanceMinutes: 0,
    };
    calmDays.set(key, record);
  }
  return record;
}

export function dayRecords(
  spans: readonly Span[],
  days: readonly Day[],
  nowMs: number,
  knownSinceMs: number,
): DayRecord[] {
  return days.map((day) => {
    const until = Math.min(day.endMs, nowMs);
    const touching = spans.filter((span) => span.startMs < until && (span.endMs ?? nowMs) > day.startMs);
    if (touching.length === 0) return calm(day.date, until > knownSinceMs);
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
