/** The postmortem of one incident in the cache, and the changes that answer it anew. */
import type { StoredPostmortem } from '@candor/protocol/learn.ts';
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import type { FactView } from '@candor/protocol/respond.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { get, isProblem, type Listed, type Problem, post, put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';

const pathOf = (incidentId: string) => `/incidents/${incidentId}/postmortem`;

/** Null when there is none yet: that is no error here, but where one begins. */
export const usePostmortem = (incidentId: string) =>
  useQuery<StoredPostmortem | null, Problem>({
    queryKey: [pathOf(incidentId), {}],
    queryFn: ({ signal }) =>
      get<StoredPostmortem>(pathOf(incidentId), {}, signal).catch((error: unknown) => {
        if (isProblem(error) && error.status === 404) return null;
        throw error;
      }),
  });

export function useFacts(incidentId: string): ReadonlyMap<string, FactView> {
  const { data } = useGet<Listed<FactView>>(`/incidents/${incidentId}/facts`, { limit: 1_000 });
  return new Map(data?.items.map((fact) => [fact.id, fact]));
}

export function usePostmortemChanges(incidentId: string) {
  const client = useQueryClient();
  const path = pathOf(incidentId);
  // The answer is the new state; reading it again right away would only race with the next edit.
  const after = {
    touches: ['/postmortems', '/actions'],
    done: (stored: StoredPostmortem) => client.setQueryData([path, {}], stored),
  };
  return {
    draft: useSend(() => post<StoredPostmortem>(path), after),
    save: useSend(
      (edit: { document: PostmortemDocument; revision: number }) => put<StoredPostmortem>(path, edit),
      after,
    ),
    publish: useSend(
      (correction: string | null) => post<StoredPostmortem>(`${path}/publication`, { correction }),
      after,
    ),
  };
}
