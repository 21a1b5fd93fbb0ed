/**
 * The snapshot as it is at this moment, from the rows and facts themselves: for answers that have to show what was
 * just written, where the page's own snapshot is a moment behind.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Timeline } from '#timeline';
import { selectFor } from '../selection.ts';
import { type Blocks, makeSnapshot } from '../snapshot.ts';

export type Now = (options?: {
  /** The whole past, not only what the page shows. */
  whole?: boolean;
}) => Promise<Snapshot>;

export function createNow({
  timeline,
  catalog,
  clock,
  unknown,
  blocks,
  publicUrl,
}: {
  timeline: Pick<Timeline, 'incidents'>;
  catalog: Catalog;
  clock: Clock;
  unknown: () => ReadonlySet<string>;
  blocks: () => Promise<Blocks>;
  publicUrl: () => string;
}): Now {
  return async ({ whole = false } = {}) => {
    const limit = Number.MAX_SAFE_INTEGER;
    const [page, groups, components, incidents, given] = await Promise.all([
      catalog.pages.default(),
      catalog.groups.list(),
      catalog.components.list(),
      timeline.incidents({ limit }),
      blocks(),
    ]);
    const everything = { groups, components, incidents };
    return makeSnapshot({
      nowMs: clock.nowMs(),
      version: clock.nowMs(),
      url: publicUrl(),
      page,
      // Staff see everything; who is told in public, what the default page shows.
      ...(whole ? everything : selectFor(page, everything)),
      unknown: unknown(),
      blocks: given,
      ...(whole ? { past: limit } : {}),
    });
  };
}
