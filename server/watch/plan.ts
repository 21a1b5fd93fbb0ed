/**
 * When is a monitor checked next? Pure. Checks keep to the grid of their first planned time, so that a slow answer
 * does not shift them; a grid missed by a pause or a restart is taken up again within seconds, spread, not at once.
 */

/** Overdue checks of a restart are spread over at most this long. */
const CATCH_UP_MS = 1_000;
/** The first check of a new monitor comes soon: somebody is waiting for it. */
const FIRST_MS = 500;

/** A number from 0 to 1 that belongs to the monitor: the same after every restart, different for each. FNV-1a, mixed. */
export function shareOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

export type Planned = { id: string; intervalMs: number; lastPlannedMs: number | null };

/** At start, and for monitors that were just added. */
export function firstDueMs({ id, intervalMs, lastPlannedMs }: Planned, nowMs: number): number {
  if (lastPlannedMs === null) return nowMs + Math.round(shareOf(id) * Math.min(intervalMs, FIRST_MS));
  const dueMs = lastPlannedMs + intervalMs;
  // A planned time in the future was written by a clock that has been set back since.
  if (dueMs > nowMs && dueMs <= nowMs + intervalMs) return dueMs;
  return nowMs + Math.round(shareOf(id) * Math.min(intervalMs, CATCH_UP_MS));
}

/** After a check. The second check of a new monitor leaves the grid of its neighbours: `first` moves it by its share. */
export function nextDueMs({ id, intervalMs, lastPlannedMs }: Planned, nowMs: number, first = false): number {
  const plannedMs = lastPlannedMs ?? nowMs;
  const dueMs = first
    ? plannedMs + Math.max(1, Math.round(intervalMs * (0.5 + shareOf(id) / 2)))
    : plannedMs + intervalMs;
  if (dueMs > nowMs) return Math.min(dueMs, nowMs + intervalMs);
  const missed = Math.floor((nowMs - dueMs) / intervalMs) + 1;
  return dueMs + missed * intervalMs;
}
