/**
 * The shelf of recurring windows: rows only. What is said of each of them, and when, is decided by whoever plans them
 * (`tell`), and `plan` is theirs.
 */
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Exception, Recurrence } from './occurrence.ts';
import type { CalendarTables } from './tables.ts';

export type Series = Recurrence & {
  id: string;
  exceptions: Exception[];
  plan: Record<string, unknown>;
  by: string;
  /** The day of the last window that became a maintenance; later ones are still only a rule. */
  plannedThrough: string | null;
  endedAt: string | null;
  createdAt: string;
  updatedAt: string;
};

export type SeriesShelf = {
  add(tx: Tx, series: Omit<Series, 'plannedThrough' | 'endedAt' | 'createdAt' | 'updatedAt'>): Promise<void>;
  get(id: string, tx?: Tx): Promise<Series>;
  /** Locked until the transaction ends, so that two processes never plan the same window. */
  lock(id: string, tx: Tx): Promise<Series>;
  /** Those that go on first, then those that ended; the newest first. */
  list(tx?: Tx): Promise<Series[]>;
  change(
    tx: Tx,
    id: string,
    change: Partial<Pick<Series, 'exceptions' | 'plannedThrough' | 'endedAt'>>,
  ): Promise<void>;
  /** The window of this day became this maintenance. */
  became(tx: Tx, seriesId: string, date: string, maintenanceId: string): Promise<void>;
  /** Day by day, the windows that became a maintenance. */
  planned(seriesId: string, tx?: Tx): Promise<Map<string, string>>;
};

export function createSeriesShelf({ store, clock }: { store: Store; clock: Clock }): SeriesShelf {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<CalendarTables>();
  const found = (id: string, series: Series | undefined): Series => {
    if (!series) throw new Problem('not-found', `There is no series of maintenance ${id.slice(0, 64)}.`);
    return series;
  };
  const one = (id: string, tx?: Tx) => on(tx).selectFrom('calendarSeries').selectAll().where('id', '=', id);
  return {
    async add(tx, { exceptions, plan, ...series }) {
      const now = clock.now();
      await on(tx)
        .insertInto('calendarSeries')
        .values({
          ...series,
          exceptions: JSON.stringify(exceptions),
          plan: JSON.stringify(plan),
          plannedThrough: null,
          endedAt: null,
          createdAt: now,
          updatedAt: now,
        })
        .execute();
    },
    get: async (id, tx) => found(id, await one(id, tx).executeTakeFirst()),
    lock: async (id, tx) => found(id, await one(id, tx).forUpdate().executeTakeFirst()),
    list: (tx) =>
      on(tx)
        .selectFrom('calendarSeries')
        .selectAll()
        .orderBy('endedAt', (order) => order.desc().nullsFirst())
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .execute(),
    async change(tx, id, { exceptions, ...change }) {
      await on(tx)
        .updateTable('calendarSeries')
        .set({
          ...change,
          ...(exceptions ? { exceptions: JSON.stringify(exceptions) } : {}),
          updatedAt: clock.now(),
        })
        .where('id', '=', id)
        .execute();
    },
    async became(tx, seriesId, date, maintenanceId) {
      await on(tx).insertInto('calendarOccurrence').values({ seriesId, date, maintenanceId }).execute();
    },
    async planned(seriesId, tx) {
      const rows = await on(tx)
        .selectFrom('calendarOccurrence')
        .select(['date', 'maintenanceId'])
        .where('seriesId', '=', seriesId)
        .execute();
      return new Map(rows.map(({ date, maintenanceId }) => [date, maintenanceId]));
    },
  };
}
