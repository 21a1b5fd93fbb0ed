/**
 * The public log: history that its owner cannot rewrite unseen. The facts that were published are the leaves of an
 * append-only Merkle tree with signed checkpoints, which anybody can read, keep and check. It follows the log of facts
 * by itself, from the first one on; it publishes nothing that the page does not show, and changes nothing.
 */
import type { HistoryLog } from '@candor/page';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Store } from '#store';
import type { SigningKey } from '../keys.ts';
import type { TimelineTables } from '../tables.ts';
import { appendNext, type MayShow, signs } from './append.ts';
import { createDocuments, type LogDocuments } from './documents.ts';

export type { MayShow } from './append.ts';

export type PublicLog = {
  /** Who may see what: for installations with pages that are not for everybody. Default: everything is public. */
  restrict(mayShow: MayShow): void;
  /** Where the files go, as a whole set, after each change. */
  serve(put: (files: LogDocuments, at: HistoryLog) => Promise<void>): void;
  /** What stands around the files has changed; they are served anew. */
  refresh(): void;
  start(): void;
  kick(): void;
  /** Publishes everything there is to publish; for those who do not run the loop. */
  catchUp(): Promise<void>;
};

/** Another process may have published; without a kick it is seen at the latest after this long. */
const LOOK_AGAIN_MS = 60_000;

export function createPublicLog({
  store,
  clock,
  log,
  loops,
  key,
}: {
  store: Store;
  clock: Clock;
  log: Log;
  loops: Loops;
  key: SigningKey;
}): PublicLog {
  const documents = createDocuments(store, () => key.publicKey);
  let mayShow: MayShow = async () => true;
  let put: Parameters<PublicLog['serve']>[0] | null = null;
  let loop: Loop | undefined;
  let served = '';
  let complained = false;

  const rowNow = () =>
    store.db.withTables<TimelineTables>().selectFrom('timelinePublicLog').selectAll().executeTakeFirst();

  async function catchUp() {
    for (;;) {
      // A cheap question first: most facts are recorded while nothing public is new.
      const row = await rowNow();
      const head = await store.db
        .withTables<TimelineTables>()
        .selectFrom('timelineHead')
        .select('position')
        .executeTakeFirstOrThrow();
      // On a calm day this is where a process learns that the key was handed over.
      key.use(row?.keyId ?? null);
      if (row && row.position >= head.position) return;
      const outcome = await store.transaction((tx) => appendNext(tx, { key, mayShow }));
      if (outcome === 'more') continue;
      if (outcome === 'foreign' && !complained) {
        complained = true;
        log.error('the public log is signed by a key that is not in this data folder, and stands still here');
      }
      return;
    }
  }

  async function publish() {
    const row = await rowNow();
    if (!put || !row || !signs(key, row)) return;
    const version = `${row.size} ${row.keyId}`;
    if (version === served) return;
    const made = await documents();
    if (!made) return;
    await put(made.files, made);
    served = version;
  }

  return {
    restrict(given) {
      mayShow = given;
    },
    serve(given) {
      put = given;
    },
    refresh() {
      served = '';
      loop?.kick();
    },
    start() {
      loop = loops.start('public log', async () => {
        await catchUp();
        await publish();
        return clock.nowMs() + LOOK_AGAIN_MS;
      });
    },
    kick: () => loop?.kick(),
    catchUp,
  };
}
