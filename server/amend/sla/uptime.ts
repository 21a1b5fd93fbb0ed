/**
 * How much of a period a covered service was up: U = 100 (T − X − D) / (T − X), where T is the period (or the
 * customer's part of it), X announced maintenance, which leaves both parts of the fraction, and D the downtime
 * outside X. Exact: milliseconds in, a fraction out. Overlapping incidents are a union, never a sum.
 */
import { compare, parseDecimal, plus, type Ratio, ratio, round, toDecimal } from '#lib/decimal.ts';
import { HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import { type Interval, intersect, interval, subtract, totalMs, union } from '#lib/interval.ts';
import type { Contract } from './contract.ts';

/** One component's trouble, as `timeline` tells it. */
export type DownSpan = {
  incidentId: string;
  componentId: string;
  status: string;
  startMs: number;
  endMs: number;
  /** Percent of customers that it hit, for share-weighted counting; all when left out. */
  sharePct?: string;
  /** Only these customers were hit; everybody when left out. */
  customerIds?: string[];
};

export type MaintenanceSpan = {
  maintenanceId: string;
  componentIds: string[];
  announcedMs: number;
  startMs: number;
  endMs: number;
};

/** Requests of one minute, for contracts that count by error rate. */
export type TrafficMinute = { atMs: number; requests: number; errors: number };

export type Evidence = {
  downtime: readonly DownSpan[];
  maintenance: readonly MaintenanceSpan[];
  traffic?: readonly TrafficMinute[] | null;
};

export type Uptime = {
  /** T, X and D in milliseconds; D is a fraction where it is weighted. */
  totalMs: number;
  excludedMs: number;
  downMs: Ratio;
  /** U in percent; null when nothing of the period is left to measure. */
  pct: Ratio | null;
  down: Interval[];
  excluded: Interval[];
  /** Minutes of the period for which no traffic was recorded or in which there was none; they are not down. */
  minutesWithoutTraffic: number | null;
};

export function uptime(contract: Contract, window: Interval, evidence: Evidence, customerId: string): Uptime {
  const whole = [window];
  const excluded = intersect(whole, exclusionsOf(contract, evidence.maintenance));
  const spans = evidence.downtime.filter(
    (span) =>
      contract.components.includes(span.componentId) &&
      (contract.downStatuses as string[]).includes(span.status) &&
      (span.customerIds === undefined || span.customerIds.includes(customerId)),
  );
  const counted = countDown(contract, spans, evidence.traffic ?? [], window);
  const down = subtract(intersect(whole, counted.down), excluded);
  const baseMs = totalMs(whole) - totalMs(excluded);
  const downMs = contract.counting.method === 'share-weighted' ? weighted(spans, down) : ratio(totalMs(down));
  return {
    totalMs: totalMs(whole),
    excludedMs: totalMs(excluded),
    downMs,
    pct:
      baseMs === 0 ? null : ratio(100n * (BigInt(baseMs) * downMs.d - downMs.n), BigInt(baseMs) * downMs.d),
    down,
    excluded,
    minutesWithoutTraffic: counted.minutesWithoutTraffic,
  };
}

/** Maintenance excludes only what was announced in time, and only when it concerned a covered component. */
export function exclusionsOf(contract: Contract, maintenance: readonly MaintenanceSpan[]): Interval[] {
  const { announcedMaintenance, noticeHours } = contract.exclusions;
  if (!announcedMaintenance) return [];
  return union(
    maintenance.filter(
      (span) =>
        span.componentIds.some((id) => contract.components.includes(id)) &&
        span.announcedMs < span.startMs &&
        span.startMs - span.announcedMs >= noticeHours * HOUR_MS,
    ),
  );
}

type Counted = { down: Interval[]; minutesWithoutTraffic: number | null };

function countDown(
  { counting }: Contract,
  spans: readonly DownSpan[],
  traffic: readonly TrafficMinute[],
  window: Interval,
): Counted {
  const all = union(spans);
  switch (counting.method) {
    case 'wall-minutes':
    case 'share-weighted':
      return { down: all, minutesWithoutTraffic: null };
    case 'minimum-run':
      // The run is judged whole, before maintenance or the period's end cuts it: that is how long users saw it down.
      return {
        down: all.filter((run) => run.endMs - run.startMs >= counting.leastMinutes * MINUTE_MS),
        minutesWithoutTraffic: null,
      };
    case 'error-rate':
      return byErrorRate(counting.abovePct, traffic, window);
  }
}

function byErrorRate(abovePct: string, traffic: readonly TrafficMinute[], window: Interval): Counted {
  const threshold = parseDecimal(abovePct);
  const minutes = traffic.filter(({ atMs }) => atMs >= window.startMs && atMs < window.endMs);
  const busy = minutes.filter(({ requests }) => requests > 0);
  const down = busy.filter(
    ({ requests, errors }) => compare(ratio(100n * BigInt(errors), BigInt(requests)), threshold) > 0,
  );
  const periodMinutes = Math.ceil((window.endMs - window.startMs) / MINUTE_MS);
  return {
    down: union(down.map(({ atMs }) => interval(atMs, atMs + MINUTE_MS))),
    minutesWithoutTraffic: periodMinutes - busy.length,
  };
}

/** Σ length × share. Where incidents overlap the widest share counts, never their sum. */
function weighted(spans: readonly DownSpan[], down: readonly Interval[]): Ratio {
  const edges = [...new Set([...spans, ...down].flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort(
    (a, b) => a - b,
  );
  let sum = ratio(0);
  for (let i = 0; i + 1 < edges.length; i++) {
    const [startMs, endMs] = [edges[i]!, edges[i + 1]!];
    if (totalMs(intersect(down, [{ startMs, endMs }])) === 0) continue;
    const shares = spans
      .filter((span) => span.startMs <= startMs && span.endMs >= endMs)
      .map((span) => parseDecimal(span.sharePct ?? '100'));
    const widest = shares.reduce((a, b) => (compare(a, b) >= 0 ? a : b));
    sum = plus(sum, ratio(widest.n * BigInt(endMs - startMs), widest.d * 100n));
  }
  return sum;
}

/**
 * The percentage as people read it, with four digits after the point, or more where rounding would put it on the
 * other side of a bound (99.89999 must not be shown as 99.9000 beside a tier that begins below 99.9).
 */
export function showPct(pct: Ratio, bounds: readonly string[]): string {
  for (let places = 4; places < 15; places++) {
    const shown = toDecimal(pct, places);
    const honest = bounds.every(
      (bound) => compare(parseDecimal(shown), parseDecimal(bound)) === compare(pct, parseDecimal(bound)),
    );
    if (honest) return shown;
  }
  return `${pct.n}/${pct.d}`;
}

/** Minutes with two digits, for reading only. */
export const showMinutes = (ms: Ratio): string => {
  const minutes = ratio(ms.n, ms.d * BigInt(MINUTE_MS));
  return minutes.d === 1n ? String(round(minutes)) : toDecimal(minutes, 2);
};
