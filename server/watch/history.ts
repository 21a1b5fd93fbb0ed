/**
 * What was measured: raw samples in, roll-ups by minute, hour and day out. A roll-up replaces its bucket from the
 * level below, so that doing it twice changes nothing; a watermark says how far it has come, and a sample that
 * arrives late (the database was gone, or an import) moves it back. Invariants:
 *  1. Samples are pruned only when they are rolled up.
 *  2. The counts of a day are the counts of its hours are the counts of its minutes are its samples.
 *  3. What is not rolled up yet is read from the level below: a chart ends now, not at the last full hour.
 */
import type { SeriesPoint, Verdict } from '@candor/protocol/watch.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS } from '#lib/duration.ts';
import type { Store, Tx } from '#store';
import { type Bucket, bucketOf, emptyBucket, mergeBuckets, toPoint } from './bucket.ts';
import { floorTo, keptFromMs, LEVELS, type Level, levelFor, RAW_KEEP_MS } from './levels.ts';
import { createPartitions } from './partitions.ts';
import { type RollupRow, type SampleRow, shardOf, type WatchTables } from './tables.ts';

export type Sample = {
  monitor: number;
  atMs: number;
  outcome: Verdict;
  latencyMs: number | null;
  failure: SampleRow['failure'];
  httpStatus: number | null;
  detail: string | null;
};

export type TimedBucket = Bucket & { atMs: number };

export type History = {
  /** Writes samples of the last two days; one that is there already is left as it is. */
  write(tx: Tx, samples: readonly Sample[]): Promise<void>;
  /** Writes old samples of one monitor straight into roll-ups; an import states the whole of each bucket it touches. */
  writeOld(tx: Tx, samples: readonly Sample[]): Promise<void>;
  /** Samples before this instant are old: their raw form is not kept. */
  rawEdgeMs(): number;
  /** Rolls up a bounded piece of what is due; true when there is more. */
  rollUp(): Promise<boolean>;
  /** Removes a bounded piece of what is older than its level is kept; true when there is more. */
  prune(): Promise<boolean>;
  /** Buckets of one level, oldest first; the youngest of them from the levels below. */
  read(monitor: number, level: Level | 'raw', fromMs: number, toMs: number): Promise<TimedBucket[]>;
  series(monitor: number, fromMs: number, toMs: number, stepMs: number): Promise<SeriesPoint[]>;
  forget(tx: Tx, monitor: number): Promise<void>;
};

/** A check that hangs is written when it ends, with the time at which it began: minutes stay open for that long. */
const SETTLE_MS = 20_000;
const PAGE_ROWS = 5_000;
const INSERT_ROWS = 1_000;
const PRUNE_ROWS = 5_000;
const CHUNK_MS = { minute: 10 * 60_000, hour: 6 * 3_600_000, day: 7 * DAY_MS } as const;
const OUTCOMES: readonly Verdict[] = ['down', 'up', 'unknown'];

const iso = (ms: number) => new Date(ms).toISOString();

export function createHistory({ store, clock }: { store: Store; clock: Clock }): History {
  const partitions = createPartitions(store);
  const on = (tx?: Tx) => (tx ?? store.db).withTables<WatchTables>();

  /** The watermarks, locked until the transaction ends: nobody closes a bucket while somebody writes into it. */
  async function watermarks(
    tx: Tx,
    lock: 'share' | 'update' | 'none',
  ): Promise<Record<Level['name'], number>> {
    const read = async () => {
      const query = on(tx).selectFrom('watchWatermark').selectAll();
      const rows = await (lock === 'update'
        ? query.forUpdate()
        : lock === 'share'
          ? query.forShare()
          : query
      ).execute();
      return new Map(rows.map((row) => [row.level, Date.parse(row.doneUntil)]));
    };
    let found = await read();
    if (found.size < LEVELS.length && lock !== 'none') {
      const rows = LEVELS.map(({ name, ms }) => ({
        level: name,
        doneUntil: iso(floorTo(clock.nowMs(), ms)),
      }));
      await on(tx)
        .insertInto('watchWatermark')
        .values(rows)
        .onConflict((c) => c.doNothing())
        .execute();
      found = await read();
    }
    const at = (name: Level['name']) => found.get(name) ?? floorTo(clock.nowMs(), DAY_MS);
    return { minute: at('minute'), hour: at('hour'), day: at('day') };
  }

  const moveWatermark = (tx: Tx, level: Level, untilMs: number) =>
    on(tx)
      .updateTable('watchWatermark')
      .set({ doneUntil: iso(untilMs) })
      .where('level', '=', level.name)
      .execute();

  async function upsert(tx: Tx, level: Level, rows: readonly RollupRow[]) {
    for (let i = 0; i < rows.length; i += INSERT_ROWS)
      await on(tx)
        .insertInto(level.table)
        .values(rows.slice(i, i + INSERT_ROWS))
        .onConflict((conflict) =>
          conflict.columns(['shard', 'monitor', 'at']).doUpdateSet((eb) => ({
            up: eb.ref('excluded.up'),
            down: eb.ref('excluded.down'),
            unknown: eb.ref('excluded.unknown'),
            latencyCount: eb.ref('excluded.latencyCount'),
            latencySum: eb.ref('excluded.latencySum'),
            latencyMin: eb.ref('excluded.latencyMin'),
            latencyMax: eb.ref('excluded.latencyMax'),
            histogram: eb.ref('excluded.histogram'),
          })),
        )
        .execute();
  }

  /** Rows of a level (or raw samples) in an interval as buckets; of one monitor or, page by page, of all. */
  async function page(
    tx: Tx | undefined,
    level: Level | 'raw',
    fromMs: number,
    toMs: number,
    which: { monitor: number } | { after: { shard: number; monitor: number; at: string } | null },
  ): Promise<(TimedBucket & { monitor: number; at: string })[]> {
    if (fromMs >= toMs) return [];
    const of =
      'monitor' in which
        ? sql`shard = ${shardOf(which.monitor)} and monitor = ${which.monitor}`
        : which.after
          ? sql`(shard, monitor, at) > (${which.after.shard}, ${which.after.monitor}, ${which.after.at}::timestamptz)`
          : sql`true`;
    const table = level === 'raw' ? 'watch_sample_raw' : `watch_rollup_${level.name}`;
    const limit = 'monitor' in which ? sql`` : sql`limit ${PAGE_ROWS}`;
    const { rows } = await sql<RollupRow & SampleRow>`
      select * from ${sql.table(table)}
      where at >= ${iso(fromMs)}::timestamptz and at < ${iso(toMs)}::timestamptz and ${of}
      order by shard, monitor, at ${limit}`.execute(tx ?? store.db);
    return rows.map((row) => ({
      ...(level === 'raw' ? bucketOf(OUTCOMES[row.outcome] ?? 'unknown', row.latencyMs) : bucketFrom(row)),
      monitor: row.monitor,
      at: row.at,
      atMs: Date.parse(row.at),
    }));
  }

  /** Replaces the buckets of a level in [from, to) by what the level below says. */
  async function rebuild(tx: Tx, level: Level, below: Level | 'raw', fromMs: number, toMs: number) {
    let after: { shard: number; monitor: number; at: string } | null = null;
    let open: RollupRow | null = null;
    for (;;) {
      const rows = await page(tx, below, fromMs, toMs, { after });
      const done: RollupRow[] = [];
      for (const row of rows) {
        const at = iso(floorTo(row.atMs, level.ms));
        if (open && (open.monitor !== row.monitor || open.at !== at)) {
          done.push(open);
          open = null;
        }
        const merged: Bucket = mergeBuckets(open ?? emptyBucket(), row);
        open = { ...merged, shard: shardOf(row.monitor), monitor: row.monitor, at };
      }
      const last = rows.at(-1);
      if (rows.length < PAGE_ROWS || !last) {
        await upsert(tx, level, open ? [...done, open] : done);
        return;
      }
      await upsert(tx, level, done);
      after = { shard: shardOf(last.monitor), monitor: last.monitor, at: last.at };
    }
  }

  const rollUpLevel = (index: number) =>
    store.transaction(async (tx) => {
      const level = LEVELS[index]!;
      const below = index === 0 ? 'raw' : LEVELS[index - 1]!;
      const marks = await watermarks(tx, 'update');
      const ready = below === 'raw' ? clock.nowMs() - SETTLE_MS : marks[below.name];
      const untilMs = floorTo(ready, level.ms);
      let fromMs = marks[level.name];
      if (fromMs >= untilMs) return false;
      // A long pause holds nothing to roll up: begin where there is something again.
      const table = below === 'raw' ? 'watch_sample_raw' : `watch_rollup_${below.name}`;
      const first = await sql<{ at: string | null }>`
        select min(at) as at from ${sql.table(table)} where at >= ${iso(fromMs)}::timestamptz`.execute(tx);
      const firstAt = first.rows[0]?.at;
      fromMs = Math.max(
        fromMs,
        firstAt ? Math.min(floorTo(Date.parse(firstAt), level.ms), untilMs) : untilMs,
      );
      const toMs = Math.min(untilMs, fromMs + CHUNK_MS[level.name]);
      await rebuild(tx, level, below, fromMs, toMs);
      await moveWatermark(tx, level, toMs);
      const above = LEVELS[index + 1];
      if (above && fromMs < toMs && floorTo(fromMs, above.ms) < marks[above.name])
        await moveWatermark(tx, above, floorTo(fromMs, above.ms));
      return toMs < untilMs;
    });

  const history: History = {
    async write(tx, samples) {
      if (samples.length === 0) return;
      const minute = LEVELS[0];
      const marks = await watermarks(tx, 'share');
      await partitions.ensure(
        tx,
        samples.map(({ atMs }) => atMs),
      );
      for (let i = 0; i < samples.length; i += INSERT_ROWS)
        await on(tx)
          .insertInto('watchSampleRaw')
          .values(samples.slice(i, i + INSERT_ROWS).map(toRow))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      const oldestMs = floorTo(
        samples.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY),
        minute.ms,
      );
      if (oldestMs < marks.minute) await moveWatermark(tx, minute, oldestMs);
    },

    async writeOld(tx, samples) {
      const monitor = samples[0]?.monitor;
      if (monitor === undefined) return;
      const nowMs = clock.nowMs();
      const toRows = (buckets: Map<number, Bucket>) =>
        [...buckets].map(([atMs, bucket]) => ({
          ...bucket,
          shard: shardOf(monitor),
          monitor,
          at: iso(atMs),
        }));
      // Each sample goes to the finest level that is kept for its age; from there the coarser ones are rebuilt.
      let changed = new Set<number>();
      for (const [index, level] of LEVELS.entries()) {
        const below = LEVELS[index - 1];
        const rebuilt = below
          ? await rebuildOf(tx, below, level, monitor, changed)
          : new Map<number, Bucket>();
        const [edgeMs, finerEdgeMs] = [
          keptFromMs(level, nowMs),
          below ? keptFromMs(below, nowMs) : nowMs + DAY_MS,
        ];
        const own = samples.filter(({ atMs }) => atMs >= edgeMs && atMs < finerEdgeMs);
        const direct = new Map(
          mergeBy(
            own.map((sample) => ({ ...bucketOf(sample.outcome, sample.latencyMs), atMs: sample.atMs })),
            level.ms,
          ).map(({ atMs, ...bucket }) => [atMs, bucket]),
        );
        await upsert(tx, level, [...toRows(rebuilt), ...toRows(direct)]);
        changed = new Set([...rebuilt.keys(), ...direct.keys()]);
      }
    },

    rawEdgeMs: () => floorTo(clock.nowMs(), DAY_MS) - DAY_MS,

    async rollUp() {
      let more = false;
      for (const index of LEVELS.keys()) more = (await rollUpLevel(index)) || more;
      return more;
    },

    async prune() {
      const nowMs = clock.nowMs();
      const marks = await store.transaction((tx) => watermarks(tx, 'share'));
      await partitions.dropBefore(Math.min(nowMs - RAW_KEEP_MS, marks.minute));
      let more = false;
      for (const [index, level] of LEVELS.entries()) {
        const above = LEVELS[index + 1];
        if (!above) continue;
        const edge = iso(Math.min(keptFromMs(level, nowMs), marks[above.name]));
        const { numAffectedRows } = await sql`
          delete from ${sql.table(`watch_rollup_${level.name}`)} where (shard, monitor, at) in (
            select shard, monitor, at from ${sql.table(`watch_rollup_${level.name}`)}
            where at < ${edge}::timestamptz limit ${PRUNE_ROWS})`.execute(store.db);
        more ||= Number(numAffectedRows ?? 0) === PRUNE_ROWS;
      }
      return more;
    },

    read: (monitor, level, fromMs, toMs) =>
      store.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (tx) => {
          const marks = await watermarks(tx, 'none');
          const found: TimedBucket[] = [];
          let startMs = fromMs;
          const top = level === 'raw' ? -1 : LEVELS.indexOf(level);
          for (let index = top; index >= 0; index--) {
            const from = LEVELS[index]!;
            const untilMs = Math.min(toMs, marks[from.name]);
            found.push(...(await page(tx, from, startMs, untilMs, { monitor })));
            startMs = Math.max(startMs, untilMs);
          }
          found.push(...(await page(tx, 'raw', startMs, toMs, { monitor })));
          if (level === 'raw') return found;
          return mergeBy(found, level.ms);
        }),

    async series(monitor, fromMs, toMs, stepMs) {
      const level = levelFor(stepMs, fromMs, clock.nowMs());
      const grainMs = level === 'raw' ? stepMs : Math.max(stepMs, level.ms);
      const startMs = floorTo(fromMs, grainMs);
      const buckets = new Map(
        mergeBy(await history.read(monitor, level, startMs, toMs), grainMs).map((bucket) => [
          bucket.atMs,
          bucket,
        ]),
      );
      const points: SeriesPoint[] = [];
      for (let ms = startMs; ms < toMs; ms += grainMs)
        points.push(toPoint(iso(ms), buckets.get(ms) ?? emptyBucket()));
      return points;
    },

    async forget(tx, monitor) {
      const shard = shardOf(monitor);
      for (const table of [
        'watchSampleRaw',
        'watchRollupMinute',
        'watchRollupHour',
        'watchRollupDay',
      ] as const)
        await on(tx).deleteFrom(table).where('shard', '=', shard).where('monitor', '=', monitor).execute();
    },
  };

  /** One monitor's buckets of `level` that hold these starts of buckets below, as the level below says. */
  async function rebuildOf(tx: Tx, below: Level, level: Level, monitor: number, starts: ReadonlySet<number>) {
    const wanted = new Set([...starts].map((ms) => floorTo(ms, level.ms)));
    if (wanted.size === 0) return new Map<number, Bucket>();
    const sorted = [...wanted].sort((a, b) => a - b);
    const rows = await page(tx, below, sorted[0]!, sorted.at(-1)! + level.ms, { monitor });
    return new Map(
      mergeBy(rows, level.ms)
        .filter(({ atMs }) => wanted.has(atMs))
        .map(({ atMs, ...bucket }) => [atMs, bucket]),
    );
  }

  return history;
}

function bucketFrom(row: RollupRow): Bucket {
  const { up, down, unknown, latencyCount, latencySum, latencyMin, latencyMax, histogram } = row;
  return { up, down, unknown, latencyCount, latencySum, latencyMin, latencyMax, histogram };
}

const toRow = ({ monitor, atMs, outcome, latencyMs, failure, httpStatus, detail }: Sample): SampleRow => ({
  shard: shardOf(monitor),
  monitor,
  at: iso(atMs),
  outcome: OUTCOMES.indexOf(outcome),
  latencyMs,
  failure,
  httpStatus,
  detail: outcome === 'up' ? null : detail,
});

function mergeBy(buckets: readonly TimedBucket[], stepMs: number): TimedBucket[] {
  const merged = new Map<number, Bucket>();
  for (const bucket of buckets) {
    const atMs = floorTo(bucket.atMs, stepMs);
    merged.set(atMs, mergeBuckets(merged.get(atMs) ?? emptyBucket(), bucket));
  }
  return [...merged].sort(([a], [b]) => a - b).map(([atMs, bucket]) => ({ ...bucket, atMs }));
}
