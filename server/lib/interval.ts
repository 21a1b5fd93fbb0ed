/**
 * Half-open stretches of time [startMs, endMs): they include their start and not their end, so that neighbours
 * meet without overlapping. A set of them is kept sorted and disjoint, so that downtime is a union, never a sum.
 */

/** Epoch milliseconds. */
export type Interval = { readonly startMs: number; readonly endMs: number };

export const interval = (startMs: number, endMs: number): Interval => ({ startMs, endMs });

/** Sorted, merged where they touch or overlap, without the empty ones. */
export function union(...lists: readonly (readonly Interval[])[]): Interval[] {
  const sorted = lists
    .flat()
    .filter((part) => part.endMs > part.startMs)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const merged: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of sorted) {
    const last = merged.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const [left, right] = [union(a), union(b)];
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const startMs = Math.max(left[i]!.startMs, right[j]!.startMs);
    const endMs = Math.min(left[i]!.endMs, right[j]!.endMs);
    if (startMs < endMs) common.push({ startMs, endMs });
    if (left[i]!.endMs < right[j]!.endMs) i++;
    else j++;
  }
  return common;
}

/** What is in `a` and not in `b`. */
export function subtract(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const holes = union(b);
  return union(a).flatMap(({ startMs, endMs }) => {
    const rest: Interval[] = [];
    let from = startMs;
    for (const hole of holes) {
      if (hole.endMs <= from) continue;
      if (hole.startMs >= endMs) break;
      if (hole.startMs > from) rest.push({ startMs: from, endMs: hole.startMs });
      from = hole.endMs;
    }
    if (from < endMs) rest.push({ startMs: from, endMs });
    return rest;
  });
}

/** Milliseconds covered; overlaps count once. */
export const totalMs = (list: readonly Interval[]): number =>
  union(list).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

export const overlaps = (a: Interval, b: Interval): boolean => a.startMs < b.endMs && b.startMs < a.endMs;
export const includes = (whole: Interval, atMs: number): boolean =>
  atMs >= whole.startMs && atMs < whole.endMs;
