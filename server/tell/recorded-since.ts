/** What happened since the public last heard, for the note that says so. Writes nothing. */
import type { Tx } from '#store';
import type { Incident } from '#timeline';
import type { Watch } from '#watch';
import type { SinceLast } from '#words';

export type Recorded = Pick<Watch, 'states'> & { reports?: Pick<Watch['reports'], 'countSince'> };

/** What is on record since the last public word; of people only that somebody took it, never who. */
export async function recordedSince(watch: Recorded, incident: Incident, tx?: Tx) {
  const said = incident.updates.at(-1)?.at ?? incident.startedAt;
  const concerned = incident.components.map(({ componentId }) => componentId);
  const looks = watch
    .states()
    .filter(({ monitor }) => monitor.enabled && concerned.includes(monitor.componentId))
    .flatMap(({ state }) => (state.last ? [state.last.at] : []));
  const after = (at: string | null) => at !== null && at > said;
  const since: SinceLast = {
    joined: incident.symptoms.filter(({ failedAt, recoveredAt }) => after(failedAt) && !recoveredAt).length,
    cleared: incident.symptoms.filter(({ recoveredAt }) => after(recoveredAt)).length,
    reports: (await watch.reports?.countSince(concerned, said, tx)) ?? 0,
    tasksDone: incident.tasks.filter(({ doneAt }) => after(doneAt)).length,
    tasksOpen: incident.tasks.filter(({ doneAt }) => doneAt === null).length,
    led: incident.acknowledgedAt !== null && incident.roles.owner !== undefined,
  };
  return { since, lookedAt: looks.sort().at(-1) ?? null };
}
