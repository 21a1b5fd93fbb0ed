/** Who is signed in, and what they may do. The server decides; this only keeps buttons away that it would refuse. */
import type { Session } from '@candor/protocol/people.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { del, get, isProblem, onSignedOut, type Problem } from './api.ts';

const KEY = ['/session', {}] as const;

/** `null` is nobody; `undefined` is not known yet. */
export function useSession() {
  return useQuery<Session | null, Problem>({
    queryKey: KEY,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      get<Session>('/session', {}, signal).catch((error: unknown) => {
        if (isProblem(error) && error.status === 401) return null;
        throw error;
      }),
  });
}

export const useMe = () => useSession().data?.person ?? null;

/** Whether the signed-in person has a scope such as `tell:write`. */
export function useMay(): (scope: string) => boolean {
  const scopes = useSession().data?.scopes ?? [];
  return (scope) => scopes.includes(scope);
}

/** How a session begins and ends in this tab. */
export function useSessionChanges() {
  const client = useQueryClient();
  return {
    begin: (session: Session) => client.setQueryData(KEY, session),
    async end() {
      await del('/session').catch(() => null);
      // Whoever signs in next on this device sees nothing of what was read before.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
      client.setQueryData(KEY, null);
    },
  };
}

/** Leads to the sign-in when the server says that the session is over. */
export function useSignedOut() {
  const client = useQueryClient();
  useEffect(() => onSignedOut(() => client.setQueryData(KEY, null)), [client]);
}
