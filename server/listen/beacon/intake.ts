/**
 * Takes what browsers report and answers only for what is stored. Batches that come while one is being written go
 * together in the next transaction, so that hundreds of browsers a second cost a handful of statements; what would
 * not fit into memory is asked to come again. Keeps no address, no cookie and no name.
 */
import { BeaconBatch } from '@candor/protocol/beacon.ts';
import type { BeaconReceipt } from '@candor/protocol/listen.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS } from '#lib/duration.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { SettingsShelf } from '../settings.ts';
import type { ListenTables } from '../tables.ts';
import { applyEvents, type BucketChange, type Session, sessionKey } from './sessions.ts';
import { type BeaconRow, isStorable, type TakenBatch, takeBatch } from './take.ts';

export type Intake = {
  /** `body` is what came over the wire. */
  take(body: string): Promise<BeaconReceipt>;
};

/** What waits or is being written. */
const MOST_WAITING = 20_000;
const MOST_AT_ONCE = 5_000;
/** Even where events are kept longer, nobody's browser holds them back for more than a week. */
const OLDEST_MS = 7 * DAY_MS;
const SETTINGS_MS = 30_000;

type Waiting = {
  batch: TakenBatch;
  done: (receipt: BeaconReceipt) => void;
  failed: (error: unknown) => void;
};

export function createIntake({
  store,
  clock,
  settings,
}: {
  store: Store;
  clock: Clock;
  settings: SettingsShelf;
}): Intake {
  const queue: Waiting[] = [];
  let waiting = 0;
  let writing = false;
  let kept = { ms: 0, untilMs: 0 };

  /** Asked anew every half minute, not for each of hundreds of batches a second. */
  async function keepMs(): Promise<number> {
    if (clock.nowMs() < kept.untilMs) return kept.ms;
    const { keepDays } = await settings.get();
    kept = { ms: Math.min(OLDEST_MS, (keepDays - 1) * DAY_MS), untilMs: clock.nowMs() + SETTINGS_MS };
    return kept.ms;
  }

  async function drain() {
    writing = true;
    while (queue.length > 0) {
      const part: Waiting[] = [];
      for (let events = 0; queue.length > 0 && events < MOST_AT_ONCE; ) {
        const next = queue.shift()!;
        events += next.batch.rows.length;
        part.push(next);
      }
      try {
        const stored = await write(part.map(({ batch }) => batch));
        part.forEach(({ batch, done }, i) => {
          const { rows, ignored } = batch;
          done({ stored: stored[i]!, repeated: rows.length - stored[i]!, ignored });
        });
      } catch (error) {
        for (const { failed } of part) failed(error);
      }
      waiting -= part.reduce((sum, { batch }) => sum + batch.rows.length, 0);
    }
    writing = false;
  }

  /** How many of each batch were new. */
  const write = (batches: readonly TakenBatch[]): Promise<number[]> =>
    store.transaction(async (tx) => {
      const { bucketSeconds } = await settings.get(tx);
      const first = new Map<string, { row: BeaconRow; batch: number }>();
      batches.forEach(({ rows }, batch) => {
        for (const row of rows) {
          const key = `${sessionKey(row)} ${row.id}`;
          if (!first.has(key)) first.set(key, { row, batch });
        }
      });
      const isNew = await insertEvents(
        tx,
        [...first.values()].map(({ row }) => row),
      );
      const fresh = [...first].filter(([key]) => isNew.has(key)).map(([, found]) => found);
      const stored = batches.map((_, i) => fresh.filter(({ batch }) => batch === i).length);
      // What a browser gave up is older than what it still had. A batch that came before was counted before.
      const gaps = batches.flatMap(({ rows, dropped }, i) =>
        dropped === 0 || stored[i] === 0
          ? []
          : [{ dropped, atMs: rows.reduce((oldest, { atMs }) => Math.min(oldest, atMs), Infinity) }],
      );
      const rows = fresh.map(({ row }) => row);
      const known = await lockSessions(tx, rows);
      const { sessions, buckets } = applyEvents(known, rows, { widthMs: bucketSeconds * 1_000, gaps });
      await saveSessions(tx, sessions);
      await addToBuckets(tx, buckets);
      return stored;
    });

  return {
    async take(body) {
      const batch = parse(body);
      const taken = takeBatch(batch, { nowMs: clock.nowMs(), keepMs: await keepMs() });
      if (taken.rows.length === 0) return { stored: 0, repeated: 0, ignored: taken.ignored };
      if (waiting + taken.rows.length > MOST_WAITING)
        throw new Problem('request.rate-limited', 'More comes in than can be written; send it again later.', {
          extra: { retryAfterSeconds: 10 },
        });
      waiting += taken.rows.length;
      return new Promise((done, failed) => {
        queue.push({ batch: taken, done, failed });
        if (!writing) void drain();
      });
    },
  };
}

function parse(body: string): BeaconBatch {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new Problem('request.invalid', 'The body has to be one JSON object.');
  }
  const parsed = BeaconBatch.safeParse(json);
  if (!parsed.success)
    throw new Problem('request.invalid', 'The batch could not be read; nothing of it was taken.', {
      errors: parsed.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ path: path.join('.'), message })),
    });
  if (!isStorable(parsed.data))
    throw new Problem('request.invalid', 'A text holds characters that are no text.');
  return parsed.data;
}

const iso = (ms: number) => new Date(ms).toISOString();
const bySession = <R extends { shard: number; session: string }>(a: R, b: R) =>
  a.shard - b.shard || (a.session < b.session ? -1 : a.session > b.session ? 1 : 0);

/** The keys of those that were not there yet. */
async function insertEvents(tx: Tx, rows: readonly BeaconRow[]): Promise<Set<string>> {
  const json = JSON.stringify(
    rows.toSorted(bySession).map(({ atMs, ...row }) => ({ ...row, at: iso(atMs) })),
  );
  const written = await sql<{ shard: number; session: string; id: string }>`
    insert into listen_event (shard, session, id, at, kind, path, name, value)
    select * from jsonb_to_recordset(${json}::jsonb) as r (
      shard smallint, session text, id text, at timestamptz, kind text, path text, name text, value double precision)
    on conflict do nothing
    returning shard, session, id`.execute(tx);
  return new Set(written.rows.map((row) => `${sessionKey(row)} ${row.id}`));
}

/**
 * The visits as they are, held until the end of the transaction: another process may write to the same ones. One that
 * nobody knew yet gets an empty row first, because only what is there can be held.
 */
async function lockSessions(tx: Tx, rows: readonly BeaconRow[]): Promise<Map<string, Session>> {
  const wanted = [...new Map(rows.map(({ shard, session }) => [session, { shard, session }])).values()];
  const json = JSON.stringify(wanted.toSorted(bySession));
  const asked = sql`jsonb_to_recordset(${json}::jsonb) as r (shard smallint, session text)`;
  await sql`
    insert into listen_session (shard, session, first_at, last_at, views, conversions, width_seconds)
    select r.shard, r.session, 'epoch', 'epoch', 0, 0, 0 from ${asked}
    on conflict do nothing`.execute(tx);
  const found = await sql<{
    shard: number;
    session: string;
    firstAt: string;
    lastAt: string;
    views: number;
    conversions: number;
    widthSeconds: number;
  }>`
    select s.* from listen_session s join ${asked} on r.shard = s.shard and r.session = s.session
    order by s.shard, s.session
    for update of s`.execute(tx);
  return new Map(
    found.rows
      .filter(({ widthSeconds }) => widthSeconds > 0)
      .map(({ firstAt, lastAt, widthSeconds, ...row }) => [
        sessionKey(row),
        { ...row, firstMs: Date.parse(firstAt), lastMs: Date.parse(lastAt), widthMs: widthSeconds * 1_000 },
      ]),
  );
}

async function saveSessions(tx: Tx, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  const json = JSON.stringify(
    sessions.toSorted(bySession).map(({ firstMs, lastMs, widthMs, ...row }) => ({
      ...row,
      first_at: iso(firstMs),
      last_at: iso(lastMs),
      width_seconds: widthMs / 1_000,
    })),
  );
  await sql`
    insert into listen_session (shard, session, first_at, last_at, views, conversions, width_seconds)
    select * from jsonb_to_recordset(${json}::jsonb) as r (shard smallint, session text, first_at timestamptz,
      last_at timestamptz, views integer, conversions integer, width_seconds integer)
    on conflict (shard, session) do update set first_at = excluded.first_at, last_at = excluded.last_at,
      views = excluded.views, conversions = excluded.conversions, width_seconds = excluded.width_seconds`.execute(
    tx,
  );
}

/** In order of time, so that two processes never wait for each other in a circle. */
async function addToBuckets(tx: Tx, buckets: readonly BucketChange[]): Promise<void> {
  if (buckets.length === 0) return;
  await tx
    .withTables<ListenTables>()
    .insertInto('listenBucket')
    .values(
      buckets.map(({ widthMs, atMs, ...figures }) => ({
        source: 'beacon' as const,
        widthSeconds: widthMs / 1_000,
        at: iso(atMs),
        ...figures,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['source', 'widthSeconds', 'at']).doUpdateSet((eb) => {
        const sum = (column: keyof Omit<BucketChange, 'widthMs' | 'atMs'>) =>
          eb(`listenBucket.${column}`, '+', eb.ref(`excluded.${column}`));
        return {
          sessions: sum('sessions'),
          pageViews: sum('pageViews'),
          bounces: sum('bounces'),
          durationSeconds: sum('durationSeconds'),
          conversions: sum('conversions'),
          conversionValue: sum('conversionValue'),
          dropped: sum('dropped'),
        };
      }),
    )
    .execute();
}
