/** What is in the way of a window: other work on the same components, or an incident that is still open. Pure. */
import type { MaintenanceConflict } from '@candor/protocol/maintenance.ts';
import type { Window } from '#calendar';
import { Problem } from '#lib/problem.ts';
import type { Incident } from '#timeline';

/** What is open now says nothing of a window later than this. */
const SOON_MS = 24 * 3_600_000;

type Asked = { id: string | null; componentIds: readonly string[]; startsAt: string; endsAt: string };

export function conflictsOf(
  asked: Asked,
  known: {
    windows: readonly Window[];
    open: readonly Incident[];
    titleOf: (id: string) => Incident['title'];
    nowMs: number;
  },
): MaintenanceConflict[] {
  const shared = (ids: readonly string[]) => ids.filter((id) => asked.componentIds.includes(id));
  const overlaps = known.windows.flatMap(({ id, componentIds, startsAt, endsAt }) =>
    id !== asked.id && startsAt < asked.endsAt && asked.startsAt < endsAt && shared(componentIds).length > 0
      ? [
          {
            kind: 'overlap',
            id,
            title: known.titleOf(id),
            startsAt,
            endsAt,
            componentIds: shared(componentIds),
          } as const,
        ]
      : [],
  );
  if (Date.parse(asked.startsAt) - known.nowMs > SOON_MS) return overlaps;
  const incidents = known.open.flatMap(({ id, kind, title, startedAt, components }) => {
    const hit = shared(components.map(({ componentId }) => componentId));
    return kind === 'incident' && hit.length > 0
      ? [{ kind: 'incident', id, title, startsAt: startedAt, endsAt: null, componentIds: hit } as const]
      : [];
  });
  return [...overlaps, ...incidents];
}

export function refuseConflicts(conflicts: readonly MaintenanceConflict[]): void {
  if (conflicts.length === 0) return;
  const say = ({ kind, id, title, startsAt, endsAt }: MaintenanceConflict) => {
    const name = `${id} (${title['en'] ?? Object.values(title)[0] ?? id})`;
    return kind === 'overlap'
      ? `${name} touches the same components from ${startsAt} to ${endsAt}.`
      : `The incident ${name} on the same components is open.`;
  };
  throw new Problem(
    'state.conflict',
    `${conflicts.slice(0, 3).map(say).join(' ')} Choose another time, or send acceptConflicts: true.`,
    { extra: { conflicts } },
  );
}
