/** How a promise ended, as the page shows it and as anybody can reckon it again from the public log. Pure. */
import type { SnapshotPromise } from '@candor/protocol/snapshot.ts';
import type { Incident } from './incident.ts';

/** How the promise of one update ended; the next word says how late it was, whatever is written after. */
export function promiseOf({ updates, promises }: Incident, i: number): SnapshotPromise | null {
  const settled = promises.find(({ updateId }) => updateId === updates[i]!.id);
  if (!settled) return null;
  const { outcome, dueAt } = settled;
  const spokenAt = updates[i + 1]?.at ?? null;
  const lateMs = spokenAt === null ? 0 : Date.parse(spokenAt) - Date.parse(dueAt);
  const lateSeconds =
    outcome === 'missed' && spokenAt !== null ? Math.max(0, Math.ceil(lateMs / 1_000)) : null;
  return { outcome, spokenAt, lateSeconds };
}
