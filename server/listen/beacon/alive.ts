/**
 * When the collector was there to be reached. Each run of the process holds one row and moves its end forward; after
 * a silence it begins another, so that a stop, a crash or a lost database leaves a hole. In a hole nothing was
 * measured, which is not the same as nobody having come.
 */
import type { Clock } from '#lib/clock.ts';
import { MINUTE_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import { type Interval, union } from '#lib/interval.ts';
import type { Loops } from '#lib/loop.ts';
import type { Store } from '#store';
import type { SettingsShelf } from '../settings.ts';
import type { ListenTables } from '../tables.ts';

export type Alive = {
  start(): void;
  /** Sorted and disjoint, of all processes; of this one up to now. */
  spans(from: Interval): Promise<Interval[]>;
};

const LONGEST_BEAT_MS = MINUTE_MS / 2;
/** A beat that comes this many beats late was a silence. */
const SILENCE_BEATS = 3;

export function createAlive({
  store,
  clock,
  ids,
  loops,
  settings,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  loops: Loops;
  settings: SettingsShelf;
}): Alive {
  const on = () => store.db.withTables<ListenTables>();
  let own: { id: string; untilMs: number; beatMs: number } | null = null;

  async function beat(): Promise<number> {
    const { bucketSeconds } = await settings.get();
    const beatMs = Math.min(LONGEST_BEAT_MS, Math.max(1_000, bucketSeconds * 100));
    const nowMs = clock.nowMs();
    const silent = own !== null && nowMs - own.untilMs > SILENCE_BEATS * own.beatMs;
    const id = own === null || silent ? ids.next('aliv') : own.id;
    const untilAt = new Date(nowMs).toISOString();
    await on()
      .insertInto('listenAlive')
      .values({ id, fromAt: untilAt, untilAt })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ untilAt }))
      .execute();
    own = { id, untilMs: nowMs, beatMs };
    return nowMs + beatMs;
  }

  return {
    start() {
      loops.start('listen: alive', beat);
    },
    async spans({ startMs, endMs }) {
      const rows = await on()
        .selectFrom('listenAlive')
        .selectAll()
        .where('untilAt', '>', new Date(startMs).toISOString())
        .where('fromAt', '<', new Date(endMs).toISOString())
        .execute();
      const nowMs = clock.nowMs();
      const lives = own !== null && nowMs - own.untilMs <= SILENCE_BEATS * own.beatMs;
      return union(
        rows.map(({ id, fromAt, untilAt }) => ({
          startMs: Date.parse(fromAt),
          endMs: lives && id === own?.id ? nowMs : Date.parse(untilAt),
        })),
      );
    },
  };
}
