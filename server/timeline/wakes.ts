/**
 * Wakes are due times as rows: "at this instant, think about this subject". They survive every restart. A wake's
 * handler runs in one transaction with the removal of its row; it writes facts, rows and ledger entries only.
 */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Store, Tx } from '#store';
import type { TimelineTables } from './tables.ts';

export type Wake = {
  key: string;
  kind: string;
  subject: string;
  dueAt: string;
  payload: Record<string, unknown>;
  because: string | null;
};
export type WakeDraft = Omit<Wake, 'payload' | 'because'> & {
  payload?: Record<string, unknown>;
  because?: string | null;
};

export type Wakes = {
  /** Sets or moves the wake of this key. */
  set(tx: Tx, draft: WakeDraft): Promise<void>;
  cancel(tx: Tx, which: { subject: string; kind?: string }): Promise<void>;
  /**
   * `elapsed`: it is due when so much time has passed, and not at a time of the calendar. A clock that is set back
   * brings it forward by as much, so that nobody waits longer than was meant.
   */
  on(kind: string, run: (wake: Wake, tx: Tx) => Promise<void>, options?: { elapsed?: boolean }): void;
  list(which: { subject?: string; kind?: string }): Promise<Wake[]>;
  start(): void;
  kick(): void;
};

/** Another process may set a wake; without a kick it is seen at the latest after this long. */
const LOOK_AGAIN_MS = 5_000;
/** Less is the ordinary work of whoever keeps the clock right. */
const SET_BACK_MS = 1_000;
/** How often the time is written down while something waits, so that the next process knows of a clock set back. */
const SEEN_EVERY_MS = 4_000;
/** Its row among the cursors: how far time was seen, in milliseconds since the epoch. */
const SEEN = 'clock';
const RETRY_MS = [1_000, 5_000, 30_000, 300_000];

export function createWakes({
  store,
  clock,
  log,
  loops,
}: {
  store: Store;
  clock: Clock;
  log: Log;
  loops: Loops;
}): Wakes {
  const handlers = new Map<string, (wake: Wake, tx: Tx) => Promise<void>>();
  const elapsed = new Set<string>();
  let loop: Loop | undefined;

  /** Wall clock minus monotonic clock, as long as nobody sets the clock. */
  let offsetMs: number | null = null;

  let seenAtMs = Number.NEGATIVE_INFINITY;

  /** At the start: how far what was seen lies in the future. Later: how far the clock went back since the last look. */
  async function setBackMs(): Promise<number> {
    if (offsetMs !== null) return offsetMs - (clock.nowMs() - clock.monotonicMs());
    const seen = await store.db
      .withTables<TimelineTables>()
      .selectFrom('timelineCursor')
      .select('position')
      .where('name', '=', SEEN)
      .executeTakeFirst();
    return seen ? seen.position - clock.nowMs() : 0;
  }

  async function writeSeen(db: Store['db'] | Tx): Promise<void> {
    const position = Math.floor(clock.nowMs());
    await db
      .withTables<TimelineTables>()
      .insertInto('timelineCursor')
      .values({ name: SEEN, position })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ position }))
      .execute();
    seenAtMs = clock.monotonicMs();
  }

  async function followClock(): Promise<void> {
    const backMs = await setBackMs();
    if (backMs >= SET_BACK_MS && elapsed.size > 0) {
      log.warn(
        { backMs },
        'the clock was set back; what waits for time to pass is brought forward by as much',
      );
      await store.transaction(async (tx) => {
        const rows = await tx
          .withTables<TimelineTables>()
          .selectFrom('timelineWake')
          .select(['key', 'dueAt'])
          .where('kind', 'in', [...elapsed])
          .forUpdate()
          .execute();
        for (const { key, dueAt } of rows)
          await tx
            .withTables<TimelineTables>()
            .updateTable('timelineWake')
            .set({ dueAt: new Date(Date.parse(dueAt) - backMs).toISOString() })
            .where('key', '=', key)
            .execute();
        // With the shift, so that whoever comes after a crash shifts nothing twice.
        await writeSeen(tx);
      });
    }
    offsetMs = clock.nowMs() - clock.monotonicMs();
  }

  async function runOne(): Promise<boolean> {
    let failed: { key: string; attempts: number } | undefined;
    try {
      return await store.transaction(async (tx) => {
        const db = tx.withTables<TimelineTables>();
        const wake = await db
          .selectFrom('timelineWake')
          .selectAll()
          .where('dueAt', '<=', clock.now())
          .where('kind', 'in', [...handlers.keys()])
          .orderBy('dueAt')
          .orderBy('key')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .executeTakeFirst();
        if (!wake) return false;
        failed = wake;
        // The row goes first, so that the handler may set the same key anew.
        await db.deleteFrom('timelineWake').where('key', '=', wake.key).execute();
        await handlers.get(wake.kind)!(wake, tx);
        return true;
      });
    } catch (error) {
      if (!failed || store.state() === 'down') throw error;
      log.error({ err: error, wake: failed.key }, 'a wake failed and will be tried again');
      const pauseMs = RETRY_MS[Math.min(failed.attempts, RETRY_MS.length - 1)]!;
      await store.db
        .withTables<TimelineTables>()
        .updateTable('timelineWake')
        .set({ attempts: failed.attempts + 1, dueAt: new Date(clock.nowMs() + pauseMs).toISOString() })
        .where('key', '=', failed.key)
        .execute();
      return true;
    }
  }

  async function nextDueMs(): Promise<number> {
    const next = await store.db
      .withTables<TimelineTables>()
      .selectFrom('timelineWake')
      .select((eb) => eb.fn.min('dueAt').as('dueAt'))
      .where('kind', 'in', [...handlers.keys()])
      .executeTakeFirst();
    return next?.dueAt ? Date.parse(next.dueAt) : Number.POSITIVE_INFINITY;
  }

  return {
    async set(tx, { payload = {}, because = null, ...draft }) {
      const row = { ...draft, because, payload: JSON.stringify(payload), attempts: 0 };
      const { key: _key, ...rest } = row;
      await tx
        .withTables<TimelineTables>()
        .insertInto('timelineWake')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(rest))
        .execute();
      store.afterCommit(tx, () => loop?.kick());
    },
    async cancel(tx, { subject, kind }) {
      let query = tx.withTables<TimelineTables>().deleteFrom('timelineWake').where('subject', '=', subject);
      if (kind) query = query.where('kind', '=', kind);
      await query.execute();
    },
    on(kind, run, options = {}) {
      handlers.set(kind, run);
      if (options.elapsed) elapsed.add(kind);
    },
    async list({ subject, kind }) {
      let query = store.db
        .withTables<TimelineTables>()
        .selectFrom('timelineWake')
        .selectAll()
        .orderBy('dueAt');
      if (subject) query = query.where('subject', '=', subject);
      if (kind) query = query.where('kind', '=', kind);
      return query.execute();
    },
    start() {
      loop = loops.start('wakes', async () => {
        if (handlers.size === 0) return null;
        await followClock();
        for (;;) {
          const nextMs = await nextDueMs();
          if (Number.isFinite(nextMs) && clock.monotonicMs() - seenAtMs >= SEEN_EVERY_MS)
            await writeSeen(store.db);
          if (nextMs > clock.nowMs()) return Math.min(nextMs, clock.nowMs() + LOOK_AGAIN_MS);
          // Due, but another process is at work on it.
          if (!(await runOne())) return clock.nowMs() + LOOK_AGAIN_MS;
        }
      });
    },
    kick: () => loop?.kick(),
  };
}
