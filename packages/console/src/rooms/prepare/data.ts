/** What is edited here is read and saved with its ETag, so that two editors do not overwrite one another. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getTagged, type Problem, putTagged, type Tagged } from '../../api.ts';
import { useSend } from '../../query.ts';

const keyOf = (path: string) => [path, 'tagged'];

export const useTagged = <T>(path: string) =>
  useQuery<Tagged<T>, Problem>({
    queryKey: keyOf(path),
    queryFn: ({ signal }) => getTagged<T>(path, signal),
  });

/** The answer of a save is the newest state, with the tag under which the next save is made. */
export function useTaggedSave<T, Input>(path: string, touches: readonly string[]) {
  const client = useQueryClient();
  return useSend(({ input, etag }: { input: Input; etag: string }) => putTagged<T>(path, input, etag), {
    touches,
    done: (saved) => client.setQueryData(keyOf(path), saved),
  });
}
