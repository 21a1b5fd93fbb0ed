/** Which components a page shows, by its selection. Pure. */
import type { Page } from '@candor/protocol/catalog.ts';

/** The ids of the components that a page shows; null is all, those of the past too. */
export function chosenComponents(
  { selection }: Pick<Page, 'selection'>,
  components: readonly { id: string; groupId: string | null }[],
): ReadonlySet<string> | null {
  if (selection.kind === 'all') return null;
  const groups = new Set(selection.groupIds);
  // A component that was retired is in no list any more; the page goes on to tell of it when it was named.
  return new Set([
    ...selection.componentIds,
    ...components.filter(({ groupId }) => groupId !== null && groups.has(groupId)).map(({ id }) => id),
  ]);
}
