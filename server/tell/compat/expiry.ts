/**
 * The documents of foreign formats cannot say until when they hold, so Candor says it for them: once no new snapshot
 * came in time (the database is gone, or worse), they are shown over again with what is not known as not known. Needs
 * no database; the next snapshot takes it back.
 */
import { compatibleDocuments, embedDocuments } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { Clock } from '#lib/clock.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Shelf } from '#web';
import { itemOf } from './item.ts';

const SET = 'compatible-expired';
const LOOK_AGAIN_MS = 5_000;

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

export function createExpiry({
  shelf,
  clock,
  loops,
}: {
  shelf: Pick<Shelf, 'replace' | 'remove'>;
  clock: Clock;
  loops: Loops;
}) {
  let newest: Snapshot | null = null;
  // What a process before this one left is taken back with the first snapshot too.
  let shown = true;
  let loop: Loop | undefined;

  return {
    start() {
      loop = loops.start('compatible-expiry', async () => {
        const nowMs = clock.nowMs();
        const endsMs = newest ? Date.parse(newest.validUntil) : Number.POSITIVE_INFINITY;
        if (newest && nowMs > endsMs && !shown) {
          shown = true;
          const doubtful = expired(newest);
          const documents = [...compatibleDocuments(doubtful), ...embedDocuments(doubtful)];
          await shelf.replace(SET, new Map(documents.map(itemOf)));
        }
        return newest && !shown ? Math.max(endsMs + 1, nowMs + 1) : nowMs + LOOK_AGAIN_MS;
      });
    },
    async made(snapshot: Snapshot) {
      newest = snapshot;
      if (shown) await shelf.remove(SET);
      shown = false;
      loop?.kick();
    },
  };
}
