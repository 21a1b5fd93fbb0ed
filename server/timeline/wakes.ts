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
  on(kind: string, run: (wake: Wake, tx: Tx) => Promise<void>): void;
  list(which: { subject?: string; kind?: string }): Promise<Wake[]>;
  start(): void;
  kick(): void;
};

/** Another process may set a wake; without a kick it is seen at the latest after this long. */
const LOOK_AGAIN_MS = 5_000;
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
  let loop: Loop | undefined;

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
    on(kind, run) {
      handlers.set(kind, run);
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
        for (;;) {
          const nextMs = await nextDueMs();
          if (nextMs > clock.nowMs()) return Math.min(nextMs, clock.nowMs() + LOOK_AGAIN_MS);
          // Due, but another process is at work on it.
          if (!(await runOne())) return clock.nowMs() + LOOK_AGAIN_MS;
        }
      });
    },
    kick: () => loop?.kick(),
  };
}
