/**
 * The documents of foreign formats cannot say until when they hold, so Candor says it for them: once no new snapshot of
 * a page came in time (the database is gone, or worse), they are shown over again with what is not known as not known.
 * Needs no database; the next snapshot takes it back.
 */
import { compatibleDocuments, embedDocuments } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { Clock } from '#lib/clock.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { ShelfItem } from '#web';
import { placed, prefixOf } from '../placement.ts';
import { itemOf } from './item.ts';

const LOOK_AGAIN_MS = 5_000;

/** Where the doubtful documents of a page lie over its own. */
export type DoubtfulPlace = {
  show(items: Map<string, ShelfItem>): Promise<void>;
  hide(): Promise<void>;
};

/** What somebody saw failing is still the best word; what was well is no longer vouched for. */
const doubted = (status: ComponentStatus): ComponentStatus =>
  status === 'operational' || status === 'under_maintenance' ? 'unknown' : status;

export const expired = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  page: { ...snapshot.page, updatedAt: snapshot.validUntil },
  components: snapshot.components.map((component) => ({
    ...component,
    status: doubted(component.status),
    updatedAt: snapshot.validUntil,
  })),
});

function doubtfulDocuments(snapshot: Snapshot): Map<string, ShelfItem> {
  const doubtful = expired(snapshot);
  const prefix = prefixOf(snapshot.page.url);
  return new Map(
    [...compatibleDocuments(doubtful), ...embedDocuments(doubtful)].map((document) => {
      const [path, item] = itemOf(document);
      return [`${prefix}${path}`, placed(item, prefix)];
    }),
  );
}

export function createExpiry({ clock, loops }: { clock: Clock; loops: Loops }) {
  const pages = new Map<string, { snapshot: Snapshot; place: DoubtfulPlace; shown: boolean }>();
  let loop: Loop | undefined;

  return {
    start() {
      loop = loops.start('compatible-expiry', async () => {
        const nowMs = clock.nowMs();
        let nextMs = nowMs + LOOK_AGAIN_MS;
        for (const page of pages.values()) {
          if (page.shown) continue;
          const endsMs = Date.parse(page.snapshot.validUntil);
          if (nowMs <= endsMs) {
            nextMs = Math.max(nextMs, endsMs + 1);
            continue;
          }
          page.shown = true;
          await page.place.show(doubtfulDocuments(page.snapshot));
        }
        return nextMs;
      });
    },
    /** A page was made; what a process before this one left over it is taken back with the first snapshot too. */
    async made(name: string, snapshot: Snapshot, place: DoubtfulPlace) {
      const before = pages.get(name);
      pages.set(name, { snapshot, place, shown: false });
      if (before?.shown ?? true) await (before?.place ?? place).hide();
      loop?.kick();
    },
    /** Nothing is said of pages that are not among these any more. */
    async keepOnly(names: ReadonlySet<string>) {
      for (const [name, { place }] of pages) {
        if (names.has(name)) continue;
        pages.delete(name);
        await place.hide();
      }
    },
  };
}
