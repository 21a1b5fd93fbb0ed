/** What the room reads and changes of one incident. */

import type { Suggestion } from '@candor/protocol/composer.ts';
import type {
  EstimateInput,
  FactView,
  IncidentMeasures,
  IncidentView,
  WorkaroundInput,
} from '@candor/protocol/respond.ts';
import type { DraftView } from '@candor/protocol/tell.ts';
import type { IncidentRole } from '@candor/protocol/words-of-state.ts';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { get, type Listed, type Problem, post, put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';

export type IncidentInRoom = IncidentView & { measures: IncidentMeasures };

export const useIncident = (id: string) => useGet<IncidentInRoom>(`/incidents/${id}`);

/** All facts of the incident; an outage of days has a few thousand. */
export function useFacts(id: string) {
  const path = `/incidents/${id}/facts`;
  return useQuery<FactView[], Problem>({
    queryKey: [path, {}],
    queryFn: async ({ signal }) => {
      const all: FactView[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page: { items: FactView[]; next: number | null } = await get(
          path,
          { after, limit: 1_000 },
          signal,
        );
        all.push(...page.items);
        after = page.next;
      }
      return all;
    },
  });
}

const draftsOf = (id: string) => `/incidents/${id}/drafts`;

/** Updates that are not public yet. A change of its words is no fact, so they are looked at again now and then. */
export function useDrafts(id: string) {
  const may = useMay();
  return useGet<Listed<DraftView>>(may('tell:read') ? draftsOf(id) : null, {}, { everyMs: 20_000 });
}

/** What the server has just taken stands among them at once: its hold runs, and what it says is not suggested again. */
export const showDraft = (client: QueryClient, draft: DraftView): void =>
  void client.setQueryData<Listed<DraftView>>(
    [draftsOf(draft.incidentId), {}],
    (list) => list && { ...list, items: [...list.items.filter(({ id }) => id !== draft.id), draft] },
  );

/** What the facts ask for; facts come live. */
export function useSuggestion(id: string | null) {
  const may = useMay();
  return useGet<Suggestion>(id && may('tell:write') ? `/incidents/${id}/suggestion` : null);
}

const touches = ['/incidents', '/promises'];

export function useChanges(id: string) {
  const path = `/incidents/${id}`;
  return {
    acknowledge: useSend(() => put<IncidentView>(`${path}/acknowledgement`), { touches }),
    retitle: useSend(
      (change: Pick<IncidentView, 'title' | 'impact'>) => put<IncidentView>(`${path}/title`, change),
      { touches },
    ),
    severity: useSend(
      (change: { severity: number; reason: string | null }) => put<IncidentView>(`${path}/severity`, change),
      { touches },
    ),
    role: useSend(
      ({ role, personId }: { role: IncidentRole; personId: string | null }) =>
        put<IncidentView>(`${path}/roles/${role}`, { personId }),
      { touches },
    ),
    estimate: useSend((estimate: EstimateInput) => put<IncidentView>(`${path}/estimate`, estimate), {
      touches,
    }),
    workaround: useSend((given: WorkaroundInput) => put<IncidentView>(`${path}/workaround`, given), {
      touches,
    }),
    addTask: useSend(
      (task: { title: string; personId: string | null; dueAt: string | null }) =>
        post<IncidentView>(`${path}/tasks`, task),
      { touches },
    ),
    finishTask: useSend((taskId: string) => put<IncidentView>(`${path}/tasks/${taskId}/completion`), {
      touches,
    }),
    addNote: useSend((text: string) => post<IncidentView>(`${path}/notes`, { text }), { touches }),
  };
}
