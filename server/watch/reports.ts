/**
 * What readers report from the page: which part, when, and their own words if they gave any. Nothing else is kept of
 * them, the words go after thirty days, and the table has a bound. Reports are rows, not facts: anybody can send one,
 * so they are a hint to people and never change what the page says by themselves.
 */
import type { Report, ReportInput, ReportsView } from '@candor/protocol/watch.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS, HOUR_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import type { Store, Tx } from '#store';
import { SURGE_NORM_MS, SURGE_WINDOW_MS, surgeOf } from './surge.ts';
import type { WatchTables } from './tables.ts';

export type Reports = {
  add(report: Required<{ [K in keyof ReportInput]: Exclude<ReportInput[K], undefined> }>): Promise<void>;
  /** Newest first, with how many there are of each component and what stands out. */
  list(page: { limit: number; after?: string | undefined }): Promise<ReportsView>;
  /** How many came in about these components, or about none in particular, after this instant. */
  countSince(componentIds: readonly string[], at: string, tx?: Tx): Promise<number>;
  /** Calls at most every few seconds while reports come in, and at once when a surge begins. */
  onChange(listener: (surges: ReportsView['surges']) => void): void;
  /** Removes what is too old or beyond the bound. */
  sweep(): Promise<void>;
};

const KEEP_MS = 30 * DAY_MS;
const MOST_ROWS = 20_000;
const TELL_EVERY_MS = 5_000;

type Counted = {
  componentId: string | null;
  lastTenMinutes: number;
  lastHour: number;
  lastDay: number;
  weekBefore: number;
  since: string | null;
};

export function createReports({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Reports {
  const db = () => store.db.withTables<WatchTables>();
  const listeners: ((surges: ReportsView['surges']) => void)[] = [];
  let toldMs = Number.NEGATIVE_INFINITY;
  let toldOf = '';

  const before = (ms: number) => new Date(clock.nowMs() - ms).toISOString();

  async function counted(): Promise<Counted[]> {
    const [window, hour, day, norm] = [
      before(SURGE_WINDOW_MS),
      before(HOUR_MS),
      before(DAY_MS),
      before(SURGE_WINDOW_MS + SURGE_NORM_MS),
    ];
    const { rows } = await sql<Counted>`
      select component_id,
        count(*) filter (where at > ${window}::timestamptz)::integer as last_ten_minutes,
        count(*) filter (where at > ${hour}::timestamptz)::integer as last_hour,
        count(*) filter (where at > ${day}::timestamptz)::integer as last_day,
        count(*) filter (where at <= ${window}::timestamptz)::integer as week_before,
        min(at) filter (where at > ${window}::timestamptz) as since
      from watch_report where at > ${norm}::timestamptz
      group by component_id order by last_ten_minutes desc, last_day desc, component_id`.execute(store.db);
    return rows;
  }

  const surgesIn = (rows: readonly Counted[]): ReportsView['surges'] =>
    rows.flatMap(({ componentId, lastTenMinutes, weekBefore, since }) => {
      const surge = surgeOf({ recent: lastTenMinutes, before: weekBefore });
      return surge && since ? [{ componentId, since, ...surge }] : [];
    });

  return {
    async countSince(componentIds, at, tx) {
      const { count } = await (tx ?? store.db)
        .withTables<WatchTables>()
        .selectFrom('watchReport')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('at', '>', at)
        .where((eb) =>
          eb.or([
            eb('componentId', 'is', null),
            ...(componentIds.length > 0 ? [eb('componentId', 'in', componentIds)] : []),
          ]),
        )
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async add({ componentId, text, locale }) {
      await db()
        .insertInto('watchReport')
        .values({ id: ids.next('rpt'), at: clock.now(), componentId, locale, text })
        .execute();
      const surges = surgesIn(await counted());
      const of = surges.map(({ componentId: id }) => id).join();
      if (of === toldOf && clock.nowMs() - toldMs < TELL_EVERY_MS) return;
      toldMs = clock.nowMs();
      toldOf = of;
      for (const tell of listeners) tell(surges);
    },

    async list({ limit, after }) {
      let query = db().selectFrom('watchReport').selectAll().orderBy('id', 'desc').limit(limit);
      if (after) query = query.where('id', '<', after);
      const [items, rows]: [Report[], Counted[]] = await Promise.all([query.execute(), counted()]);
      return {
        items,
        next: items.length === limit ? items.at(-1)!.id : null,
        counts: rows
          .filter(({ lastDay }) => lastDay > 0)
          .map(({ componentId, lastTenMinutes, lastHour, lastDay }) => ({
            componentId,
            lastTenMinutes,
            lastHour,
            lastDay,
          })),
        surges: surgesIn(rows),
      };
    },

    onChange: (listener) => void listeners.push(listener),

    async sweep() {
      await db().deleteFrom('watchReport').where('at', '<', before(KEEP_MS)).execute();
      await sql`
        delete from watch_report where id <= (
          select id from watch_report order by id desc offset ${MOST_ROWS} limit 1)`.execute(store.db);
    },
  };
}
