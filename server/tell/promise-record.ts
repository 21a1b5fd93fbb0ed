/**
 * The record of promises over everything that ever happened here, pure: how many were kept and by whom, and every one
 * that was missed, with how late the next word came. What another house promised before an import is not counted.
 */
import type { PromiseRecord } from '@candor/protocol/tell.ts';
import { type Incident, promiseOf } from '#timeline';

export function promiseRecord(incidents: readonly Incident[]): PromiseRecord {
  const counted = incidents.filter(({ kind, detectedBy }) => kind === 'incident' && detectedBy !== 'import');
  const count = (outcome: string) =>
    counted.reduce((sum, { promises }) => sum + promises.filter((one) => one.outcome === outcome).length, 0);
  const misses = counted.flatMap((incident) =>
    incident.updates.flatMap((update, i) => {
      const ended = promiseOf(incident, i);
      if (ended?.outcome !== 'missed' || !update.nextUpdateBy) return [];
      const { spokenAt, lateSeconds } = ended;
      const { id: updateId, at: madeAt, nextUpdateBy: dueAt } = update;
      return [{ incidentId: incident.id, updateId, madeAt, dueAt, spokenAt, lateSeconds }];
    }),
  );
  return {
    kept: count('kept'),
    keptByNote: count('kept-by-note'),
    missed: count('missed'),
    postponed: counted.reduce((sum, { snoozes }) => sum + snoozes.length, 0),
    longestLateSeconds: misses.reduce<number | null>(
      (longest, { lateSeconds }) => (lateSeconds === null ? longest : Math.max(longest ?? 0, lateSeconds)),
      null,
    ),
    misses: misses.sort((a, b) => b.dueAt.localeCompare(a.dueAt)),
  };
}
