/**
 * The calendar: when is which component under maintenance? Foundation room: `tell` writes the windows in the
 * transaction that announces them, `watch` asks it before a failure is announced. Answers come from memory, so that
 * a lost database never turns planned work into an alarm. Records no facts, sends nothing, starts nothing.
 */
import type { Clock } from '#lib/clock.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Store, Tx } from '#store';
import { createSeriesShelf, type SeriesShelf } from './series.ts';
import type { CalendarTables } from './tables.ts';
import { coverEndsMs, type Window, windowAt } from './window.ts';

export { instantOf, isTimeZone } from './local.ts';
export { checkedRecurrence, type Exception, type Occurrence, occurrencesOf } from './occurrence.ts';
export type { Series } from './series.ts';
export type { Window };

export type Calendar = {
  windows: {
    /** Adds a window, or replaces the one of this id. */
    add(tx: Tx, window: Window): Promise<void>;
    /** Moves the end: later to extend, now to end early. A window that would end before it starts is removed. */
    end(tx: Tx, id: string, endsAt: string): Promise<void>;
    /** Those that end after `from`, by their start. */
    list(from?: string, tx?: Tx): Promise<Window[]>;
  };
  /** Windows that recur. */
  series: SeriesShelf;
  /** The window that covers the component now or at an instant, from memory. */
  silencing(componentId: string, atMs?: number): Window | null;
  /** When the cover that holds now ends; null when nothing covers the component. */
  silencedUntilMs(componentId: string, atMs?: number): number | null;
  /** Called when a window was added, moved or ended by this process. */
  onChange(listener: () => void): void;
  /** Reads the windows anew from the database. */
  refresh(): Promise<void>;
  /** Refreshes now and every few seconds, for windows that another process wrote. */
  start(): void;
};

/** Another process may write a window; here it is known at the latest after this long. */
const LOOK_AGAIN_MS = 5_000;
/** Results that were measured in a window may be judged a while after its end. */
const REMEMBERED_MS = 24 * 3_600_000;

export function createCalendar({
  store,
  clock,
  loops,
}: {
  store: Store;
  clock: Clock;
  loops: Loops;
}): Calendar {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<CalendarTables>();
  let known: Window[] = [];
  let loop: Loop | undefined;
  const listeners: (() => void)[] = [];

  async function list(from?: string, tx?: Tx): Promise<Window[]> {
    const rows = await on(tx)
      .selectFrom('calendarWindow')
      .select(['id', 'componentIds', 'startsAt', 'endsAt'])
      .where('endsAt', '>', from ?? clock.now())
      .orderBy('startsAt')
      .orderBy('id')
      .execute();
    return rows;
  }

  /** What this process committed holds at once; the database is asked again a moment later. */
  const changed = (tx: Tx, apply: (windows: Window[]) => Window[]) =>
    store.afterCommit(tx, () => {
      known = apply(known);
      loop?.kick();
      for (const listener of listeners) listener();
    });

  const calendar: Calendar = {
    windows: {
      async add(tx, { id, componentIds, startsAt, endsAt }) {
        const row = { componentIds: JSON.stringify(componentIds), startsAt, endsAt, updatedAt: clock.now() };
        await on(tx)
          .insertInto('calendarWindow')
          .values({ id, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        const window = { id, componentIds: [...componentIds], startsAt, endsAt };
        changed(tx, (windows) => [...windows.filter((other) => other.id !== id), window]);
      },
      async end(tx, id, endsAt) {
        await on(tx)
          .updateTable('calendarWindow')
          .set({ endsAt, updatedAt: clock.now() })
          .where('id', '=', id)
          .execute();
        await on(tx)
          .deleteFrom('calendarWindow')
          .where('id', '=', id)
          .whereRef('endsAt', '<=', 'startsAt')
          .execute();
        changed(tx, (windows) =>
          windows
            .map((window) => (window.id === id ? { ...window, endsAt } : window))
            .filter((window) => window.endsAt > window.startsAt),
        );
      },
      list,
    },
    series: createSeriesShelf({ store, clock }),
    onChange: (listener) => void listeners.push(listener),
    silencing: (componentId, atMs = clock.nowMs()) => windowAt(known, componentId, atMs),
    silencedUntilMs: (componentId, atMs = clock.nowMs()) => coverEndsMs(known, componentId, atMs),
    async refresh() {
      known = await list(new Date(clock.nowMs() - REMEMBERED_MS).toISOString());
    },
    start() {
      loop = loops.start('calendar', async () => {
        if (store.state() === 'up') await calendar.refresh();
        return clock.nowMs() + LOOK_AGAIN_MS;
      });
    },
  };
  return calendar;
}
