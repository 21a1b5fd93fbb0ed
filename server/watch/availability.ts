/**
 * When was a component down, degraded or not watched? Pure. Exact intervals come from the facts of its monitors;
 * hours in which no check decided anything are unknown, never good.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { DAY_MS } from '#lib/duration.ts';
import { type Interval, intersect, subtract, totalMs, union } from '#lib/interval.ts';
import type { Fact } from '#timeline';
import { floorTo } from './levels.ts';

export type Trouble = Interval & { monitorId: string; status: ComponentStatus };

export type DayAvailability = { date: string; downMs: number; degradedMs: number; unknownMs: number };

export type Availability = {
  componentId: string;
  days: DayAvailability[];
  /** Sorted by start; the last one may still go on (`endAt` null). */
  troubles: { monitorId: string; status: ComponentStatus; startAt: string; endAt: string | null }[];
  downMs: number;
  degradedMs: number;
  unknownMs: number;
};

/** Failures and their ends, in the order of the log; what has not ended goes on until `nowMs`. */
export function troublesOf(facts: readonly Fact[], nowMs: number): (Trouble & { open: boolean })[] {
  const open = new Map<string, Trouble>();
  const ended: (Trouble & { open: boolean })[] = [];
  for (const { body } of facts) {
    if (body.kind === 'monitor.failed') {
      const startMs = Date.parse(body.firstFailedAt);
      open.set(body.monitorId, { monitorId: body.monitorId, status: body.status, startMs, endMs: nowMs });
    }
    if (body.kind === 'monitor.recovered') {
      const trouble = open.get(body.monitorId);
      open.delete(body.monitorId);
      if (trouble) ended.push({ ...trouble, endMs: Date.parse(body.firstGoodAt), open: false });
    }
  }
  const lasting = [...open.values()].map((trouble) => ({ ...trouble, open: true }));
  return [...ended, ...lasting].sort((a, b) => a.startMs - b.startMs);
}

export function availabilityOf(
  componentId: string,
  troubles: readonly (Trouble & { open: boolean })[],
  /** Stretches in which nothing was decided. */
  unknown: readonly Interval[],
  { startMs, endMs }: Interval,
): Availability {
  const whole = [{ startMs, endMs }];
  const bad = (test: (status: ComponentStatus) => boolean) =>
    intersect(union(troubles.filter(({ status }) => test(status))), whole);
  const down = bad((status) => status === 'major_outage' || status === 'partial_outage');
  const degraded = subtract(
    bad((status) => status === 'degraded_performance'),
    down,
  );
  const dark = subtract(intersect(union(unknown), whole), union(down, degraded));
  const days: DayAvailability[] = [];
  for (let ms = floorTo(startMs, DAY_MS); ms < endMs; ms += DAY_MS) {
    const day = [{ startMs: ms, endMs: ms + DAY_MS }];
    days.push({
      date: new Date(ms).toISOString().slice(0, 10),
      downMs: totalMs(intersect(down, day)),
      degradedMs: totalMs(intersect(degraded, day)),
      unknownMs: totalMs(intersect(dark, day)),
    });
  }
  return {
    componentId,
    days,
    troubles: troubles
      .filter((trouble) => trouble.startMs < endMs && trouble.endMs > startMs)
      .map((trouble) => ({
        monitorId: trouble.monitorId,
        status: trouble.status,
        startAt: new Date(trouble.startMs).toISOString(),
        endAt: trouble.open ? null : new Date(trouble.endMs).toISOString(),
      })),
    downMs: totalMs(down),
    degradedMs: totalMs(degraded),
    unknownMs: totalMs(dark),
  };
}
