/** Gathers what comes in quick succession: the first passes at once, the rest together after a while. Loses nothing. */
import type { Clock } from './clock.ts';

export function createBurst<T>(
  { clock, everyMs }: { clock: Clock; everyMs: number },
  pass: (items: ReadonlySet<T>) => void,
): (items: Iterable<T>) => void {
  let gathered: Set<T> | null = null;
  let passedMs = Number.NEGATIVE_INFINITY;
  const flush = () => {
    const items = gathered;
    gathered = null;
    passedMs = clock.nowMs();
    if (items) pass(items);
  };
  return (items) => {
    if (gathered) {
      for (const item of items) gathered.add(item);
      return;
    }
    gathered = new Set(items);
    const nowMs = clock.nowMs();
    if (nowMs - passedMs >= everyMs) flush();
    else clock.at(passedMs + everyMs, flush);
  };
}
