/**
 * The cache of what the API answered. Every entry's key begins with the address below /api/v1 (`['/incidents', …]`),
 * so that a live event or a change says which addresses are out of date, by their beginning.
 */
import {
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { get, isProblem, type Listed, type Problem, type Query } from './api.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Problem;
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      // What the server refused it refuses again; only an unreachable server is worth asking twice.
      retry: (count, error) => count < 2 && (!isProblem(error) || error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
});

/** Everything whose address begins with one of these is read again. */
export const refresh = (client: QueryClient, touched: readonly string[]): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && touched.some((prefix) => path.startsWith(prefix)),
  });

/** Reads one address. A null path waits (until an id is known, or because nobody may look). */
export function useGet<T>(
  path: string | null,
  query: Query = {},
  { everyMs }: { everyMs?: number } = {},
): UseQueryResult<T, Problem> {
  return useQuery<T, Problem>({
    queryKey: [path, query],
    queryFn: ({ signal }) => get<T>(path ?? '', query, signal),
    enabled: path !== null,
    ...(everyMs ? { refetchInterval: everyMs } : {}),
  });
}

/** Reads a list page by page; `items` holds the pages read so far. */
export function useList<T>(path: string | null, query: Query = {}, { everyMs }: { everyMs?: number } = {}) {
  const found = useInfiniteQuery({
    queryKey: [path, query, 'pages'],
    queryFn: ({ signal, pageParam }) =>
      get<Listed<T>>(path ?? '', { ...query, after: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: path !== null,
    ...(everyMs ? { refetchInterval: everyMs } : {}),
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

/** A change: afterwards every address that begins with one of `touches` is read again. */
export function useSend<Answer, Given = void>(
  send: (given: Given) => Promise<Answer>,
  {
    touches,
    done,
  }: { touches: readonly string[]; done?: ((answer: Answer, given: Given) => void) | undefined },
): UseMutationResult<Answer, Problem, Given> {
  const client = useQueryClient();
  return useMutation<Answer, Problem, Given>({
    mutationFn: send,
    onSuccess: (answer, given) => {
      done?.(answer, given);
      return refresh(client, touches);
    },
  });
}
