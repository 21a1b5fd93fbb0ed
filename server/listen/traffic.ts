/**
 * Traffic in buckets: read for charts and for reckoning, and brought in from elsewhere. A bucket is measured when an
 * import covers it, or when the collector was there for nearly all of it and browsers lost next to nothing; else it
 * is missing, which is never the same as zero. Where both spoke, the import counts.
 */
import type { TrafficBucket, TrafficImportReport } from '@candor/protocol/listen.ts';
import { TrafficRow } from '@candor/protocol/listen.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { type Interval, subtract } from '#lib/interval.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Alive } from './beacon/alive.ts';
import type { SettingsShelf } from './settings.ts';
import type { ListenTables } from './tables.ts';

export type Traffic = {
  /** Every bucket that begins within the window, whole multiples of the width from the epoch. */
  read(window: Interval, widthMs: number): Promise<TrafficBucket[]>;
  /** The start of the oldest bucket; null when there is none. */
  since(): Promise<number | null>;
  /** All rows or none. Importing a bucket again replaces what was imported for it. */
  import(rows: readonly unknown[]): Promise<TrafficImportReport>;
};

/** A collector that restarts for a moment has not missed the hour. */
const LEAST_COVERED = 0.95;
/** Of all events of a bucket: more than this lost, and its figures say nothing. */
const MOST_DROPPED = 0.1;
const AT_ONCE = 5_000;

const FIGURES = [
  'sessions',
  'pageViews',
  'bounces',
  'durationSeconds',
  'conversions',
  'conversionValue',
] as const;
type Figures = Record<(typeof FIGURES)[number], number>;
type Sums = Figures & { atMs: number; dropped: number };

export function createTraffic({
  store,
  clock,
  settings,
  alive,
}: {
  store: Store;
  clock: Clock;
  settings: SettingsShelf;
  alive: Alive;
}): Traffic {
  const on = () => store.db.withTables<ListenTables>();
  const iso = (ms: number) => new Date(ms).toISOString();

  async function since(source?: 'beacon'): Promise<number | null> {
    let query = on()
      .selectFrom('listenBucket')
      .select((eb) => eb.fn.min('at').as('at'));
    if (source) query = query.where('source', '=', source);
    const row = await query.executeTakeFirst();
    return row?.at ? Date.parse(row.at) : null;
  }

  /** Rows of this width and finer ones that fit into it, added up where they lie; the database does it. */
  async function sumsIn({ startMs, endMs }: Interval, widthMs: number): Promise<Sums[]> {
    const width = sql.lit(widthMs / 1_000);
    const { rows } = await sql<Figures & { epoch: number; dropped: number }>`
      select (floor(extract(epoch from b.at) / ${width}) * ${width})::bigint as epoch,
        sum(sessions) as sessions, sum(page_views) as page_views, sum(bounces) as bounces,
        sum(duration_seconds) as duration_seconds, sum(conversions) as conversions,
        sum(conversion_value) as conversion_value, sum(dropped) as dropped
      from listen_bucket b
      where b.at >= ${iso(startMs)}::timestamptz and b.at < ${iso(endMs)}::timestamptz
        and ${width} % b.width_seconds = 0
        and (b.source = 'import' or not exists (
          select 1 from listen_bucket i
          where i.source = 'import' and ${width} % i.width_seconds = 0
            and i.at > b.at - interval '1 day' and i.at < b.at + b.width_seconds * interval '1 second'
            and i.at + i.width_seconds * interval '1 second' > b.at))
      group by 1`.execute(store.db);
    return rows.map(({ epoch, ...sums }) => ({ ...sums, atMs: epoch * 1_000 }));
  }

  /** What imports cover, neighbours joined. */
  async function importsIn({ startMs, endMs }: Interval, widthMs: number): Promise<Interval[]> {
    const { rows } = await sql<{ from: string; until: string }>`
      with part as (
        select at as start, at + width_seconds * interval '1 second' as stop
        from listen_bucket
        where source = 'import' and at >= ${iso(startMs)}::timestamptz and at < ${iso(endMs)}::timestamptz
          and ${sql.lit(widthMs / 1_000)} % width_seconds = 0
      ), edge as (
        select start, stop, case when start = lag(stop) over (order by start) then 0 else 1 end as fresh from part
      ), island as (
        select start, stop, sum(fresh) over (order by start) as number from edge
      )
      select min(start) as "from", max(stop) as until from island group by number order by 1`.execute(
      store.db,
    );
    return rows.map(({ from, until }) => ({ startMs: Date.parse(from), endMs: Date.parse(until) }));
  }

  return {
    since: () => since(),
    async read(window, widthMs) {
      const whole = {
        startMs: Math.ceil(window.startMs / widthMs) * widthMs,
        endMs: Math.ceil(window.endMs / widthMs) * widthMs,
      };
      const [sums, imported, lives, firstBeacon] = await Promise.all([
        sumsIn(whole, widthMs),
        importsIn(whole, widthMs),
        alive.spans(whole),
        since('beacon'),
      ]);
      // Before the first event ever there was no beacon on the site, however long the collector was waiting for it.
      const listened =
        firstBeacon === null
          ? []
          : subtract(lives, [...imported, { startMs: Number.NEGATIVE_INFINITY, endMs: firstBeacon }]);
      return bucketsOf(whole, widthMs, sums, { imported, listened });
    },
    async import(given) {
      const { bucketSeconds } = await settings.get();
      const rows = parseRows(given, { widthMs: bucketSeconds * 1_000, nowMs: clock.nowMs() });
      await store.transaction(async (tx) => {
        await clearOtherGrains(tx, rows, bucketSeconds);
        for (let i = 0; i < rows.length; i += AT_ONCE) {
          const part = rows.slice(i, i + AT_ONCE).map((row) => ({
            at: row.at,
            sessions: row.sessions,
            page_views: row.pageViews,
            bounces: row.bounces,
            duration_seconds: row.durationSeconds,
            conversions: row.conversions,
            conversion_value: row.conversionValue,
          }));
          await sql`
            insert into listen_bucket (source, width_seconds, at, sessions, page_views, bounces, duration_seconds,
              conversions, conversion_value)
            select 'import', ${bucketSeconds}::integer, r.* from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
              as r (at timestamptz, sessions integer, page_views integer, bounces integer,
                duration_seconds double precision, conversions integer, conversion_value double precision)
            on conflict (source, width_seconds, at) do update set sessions = excluded.sessions,
              page_views = excluded.page_views, bounces = excluded.bounces,
              duration_seconds = excluded.duration_seconds, conversions = excluded.conversions,
              conversion_value = excluded.conversion_value`.execute(tx);
        }
      });
      const last = Date.parse(rows.at(-1)!.at) + bucketSeconds * 1_000;
      return { imported: rows.length, from: rows[0]!.at, until: iso(last) };
    },
  };
}

/** What was imported for the same time in another grain goes, so that nothing counts twice. */
async function clearOtherGrains(tx: Tx, rows: readonly TrafficRow[], bucketSeconds: number): Promise<void> {
  const width = sql.lit(bucketSeconds);
  await sql`
    delete from listen_bucket b
    using unnest(${rows.map(({ at }) => at)}::timestamptz[]) as fresh (at)
    where b.source = 'import' and b.width_seconds <> ${width}
      and b.at > fresh.at - interval '1 day' and b.at < fresh.at + ${width} * interval '1 second'
      and b.at + b.width_seconds * interval '1 second' > fresh.at`.execute(tx);
}

/** Sorted by time, without doubles; or a problem that names every wrong row, up to twenty. */
function parseRows(
  given: readonly unknown[],
  { widthMs, nowMs }: { widthMs: number; nowMs: number },
): TrafficRow[] {
  const errors: { path: string; message: string }[] = [];
  const rows: TrafficRow[] = [];
  const seen = new Map<string, number>();
  given.forEach((raw, i) => {
    const wrong = (field: string, message: string) =>
      errors.push({ path: `rows.${i}${field && `.${field}`}`, message });
    const parsed = TrafficRow.safeParse(raw);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) wrong(path.join('.'), message);
      return;
    }
    const row = parsed.data;
    const atMs = Date.parse(row.at);
    if (!(atMs % widthMs === 0))
      wrong('at', `a bucket of ${widthMs / 1_000} s begins at a multiple of its width`);
    else if (atMs + widthMs > nowMs) wrong('at', 'this bucket is not over yet');
    if (row.bounces > row.sessions) wrong('bounces', 'there are more bounces than sessions');
    const twice = seen.get(row.at);
    if (twice !== undefined) wrong('at', `this bucket came before, as row ${twice}`);
    seen.set(row.at, i);
    rows.push(row);
  });
  if (errors.length > 0)
    throw new Problem(
      'import.invalid',
      `${errors.length === 1 ? 'One thing is' : `${errors.length} things are`} wrong; nothing was imported. ${errors[0]!.path}: ${errors[0]!.message}.`,
      { errors: errors.slice(0, 20) },
    );
  return rows.sort((a, b) => (a.at < b.at ? -1 : 1));
}

function bucketsOf(
  { startMs, endMs }: Interval,
  widthMs: number,
  sums: readonly Sums[],
  { imported, listened }: { imported: Interval[]; listened: Interval[] },
): TrafficBucket[] {
  const byBucket = new Map(sums.map((each) => [each.atMs, each]));
  const fromImport = createSweep(imported);
  const fromBeacon = createSweep(listened);
  const buckets: TrafficBucket[] = [];
  for (let atMs = startMs; atMs < endMs; atMs += widthMs) {
    const whole = { startMs: atMs, endMs: atMs + widthMs };
    const byImport = fromImport.covered(whole);
    const byBeacon = fromBeacon.covered(whole);
    const mine = byBucket.get(atMs);
    const dropped = mine?.dropped ?? 0;
    const figures = Object.fromEntries(
      FIGURES.map((name) => [name, Math.max(0, mine?.[name] ?? 0)]),
    ) as Figures;
    const complete = byImport + byBeacon >= LEAST_COVERED * widthMs;
    const measured =
      complete && dropped <= MOST_DROPPED * (dropped + figures.pageViews + figures.conversions);
    buckets.push({
      at: new Date(atMs).toISOString(),
      measured,
      source: !measured ? null : byImport === 0 ? 'beacon' : byBeacon === 0 ? 'import' : 'both',
      ...(measured
        ? figures
        : (Object.fromEntries(FIGURES.map((name) => [name, null])) as Record<keyof Figures, null>)),
    });
  }
  return buckets;
}

/** How much of each asked stretch a sorted, disjoint list covers; the stretches have to be asked in rising order. */
function createSweep(list: readonly Interval[]) {
  let first = 0;
  return {
    covered({ startMs, endMs }: Interval): number {
      while (first < list.length && list[first]!.endMs <= startMs) first += 1;
      let sum = 0;
      for (let i = first; i < list.length && list[i]!.startMs < endMs; i++)
        sum += Math.min(endMs, list[i]!.endMs) - Math.max(startMs, list[i]!.startMs);
      return sum;
    },
  };
}
