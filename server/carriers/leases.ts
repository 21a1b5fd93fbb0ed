/**
 * The dispatcher's statements on the ledger. A row moves like this:
 *
 *   planned ──claim──► leased ──settle──► accepted | failed | suppressed | superseded
 *      ▲                 │  ▲
 *      └────release──────┤  └──claim── deferred ◄──settle (try later)── leased
 *                        └──reclaim (the lease ended or its holder died)──► deferred
 *
 * Every statement is safe with any number of processes: claiming skips what another one locks, and each lease counts
 * `fence` up, so that a holder that was too slow cannot overwrite what came after it. Only acceptance is recorded
 * whoever reports it, because it is true.
 */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { PREPARED, type Store } from '#store';
import type { Outgoing, Receipt } from './carrier.ts';
import { coalesce } from './coalesce.ts';
import { jsonText } from './json.ts';
import {
  byTurn,
  type Check,
  CLAIMED,
  type Leased,
  type LeasedRow,
  type Ref,
  type Settlement,
  toLeased,
  toRecord,
} from './leased.ts';
import type { MessageContent } from './tables.ts';
import { counted } from './tally.ts';

type Db = Store['db'];
type Moved = { id: string; state: Settlement['state'] };

/** What may concern somebody who is about to be told: the newest words of these incidents, and whether anybody stopped. */
export type Question = { incidentIds: readonly string[]; sinceMs: number };
export type News = { newest: ReadonlyMap<string, number>; stopped: boolean };
type NewsRow = { incidentId: string | null; seq: number; stopped: boolean };
export type Settled = { states: (Settlement['state'] | null)[]; news: News | null };

/** The newest word that makes `d` pointless, or null. */
const SUPERSEDER = sql`(
  select n.message_id from carriers_delivery n
  where d.phase_rank is not null and n.recipient_id = d.recipient_id and n.incident_id = d.incident_id
    and n.carrier = d.carrier and n.seq > d.seq and n.phase_rank <> d.phase_rank
  order by n.seq desc limit 1)`;

/** Its reader has not yet got an earlier word of the same incident. */
const BLOCKED = sql`(d.follows and exists (
  select 1 from carriers_delivery e
  where e.recipient_id = d.recipient_id and e.incident_id = d.incident_id and e.carrier = d.carrier
    and e.seq < d.seq and e.phase_rank is not null and e.state in ('planned', 'leased', 'deferred')))`;

const NOTHING: Question = { incidentIds: [], sinceMs: 0 };

type Look = { due: boolean; nextMs: number | null };
type LeasesEnd = { ended: boolean; othersMs: number | null };

export function createLeases({
  store,
  clock,
  owner,
  leaseMs,
  linkOf,
}: {
  store: Store;
  clock: Clock;
  owner: string;
  leaseMs: number;
  /** Where this subscriber leaves; null when nobody was given who knows. */
  linkOf: (recipientId: string) => string | null;
}) {
  const at = (ms: number) => new Date(ms).toISOString();
  const leaseUntil = () => at(clock.nowMs() + leaseMs);
  const refsOf = (refs: readonly Ref[]) => sql`
    unnest(${refs.map(({ shard }) => shard)}::smallint[], ${refs.map(({ id }) => id)}::text[],
      ${refs.map(({ fence }) => fence)}::integer[]) as r (shard, id, fence)`;

  const newsOf = ({ incidentIds, sinceMs }: Question) => sql`
    from (select exists (select 1 from carriers_stop where at >= ${at(sinceMs)}::timestamptz) as stopped) s
    left join carriers_newest n on n.incident_id = any(${incidentIds}::text[])`;

  const toNews = (rows: NewsRow[]): News => ({
    newest: new Map(rows.flatMap(({ incidentId, seq }) => (incidentId ? [[incidentId, Number(seq)]] : []))),
    stopped: rows.some(({ stopped }) => stopped),
  });

  /**
   * What was accepted, which is nearly all there is to write: little to plan, little to say. With it comes the answer
   * to what those who leave next will ask.
   */
  async function accept(
    batch: Settlement[],
    question: Question,
    db: Db,
  ): Promise<{ moved: Moved[]; news: News }> {
    const receipts = batch.map(({ receipt }) => jsonText(receipt ?? {}));
    const { rows } = await sql<(Moved & NewsRow) | (NewsRow & { id: null })>`${PREPARED} ${counted(
      sql`
      update carriers_delivery d
      set state = 'accepted', attempts = d.attempts + 1, last_error = null, private = null, superseded_by = null,
        -- An erased recipient stays erased, also in what the receiver answered; an echo may come before its receipt.
        receipt = case when d.address = '' then null
          when d.receipt ? 'echoes' then r.receipt::jsonb || jsonb_build_object('echoes', d.receipt -> 'echoes')
          else r.receipt::jsonb end,
        settled_at = ${clock.now()}::timestamptz, lease_owner = null, lease_until = null
      from unnest(${batch.map(({ shard }) => shard)}::smallint[], ${batch.map(({ id }) => id)}::text[],
        ${receipts}::text[]) as r (shard, id, receipt)
      where d.id = r.id and d.shard = r.shard and d.state in ('planned', 'leased', 'deferred')
      returning d.id, d.state, d.message_id, d.carrier`,
      { returning: sql`id, state, null as incident_id, null as seq, false as stopped` },
    )}
      union all select null, null, n.incident_id, n.seq, s.stopped ${newsOf(question)}`.execute(db);
    const moved = rows.filter((row) => row.id !== null);
    return { moved, news: toNews(rows.filter(({ id }) => id === null)) };
  }

  async function end(batch: Settlement[], db: Db): Promise<Moved[]> {
    const { rows } = await counted(sql`
      update carriers_delivery d
      set state = case when r.state = 'deferred' and ${SUPERSEDER} is not null then 'superseded' else r.state end,
        superseded_by = case when r.state in ('deferred', 'superseded') then ${SUPERSEDER} end,
        attempts = d.attempts + case when r.tried then 1 else 0 end,
        last_error = coalesce(r.error, d.last_error),
        next_at = coalesce(r.next_at, d.next_at),
        private = case when r.state in ('deferred', 'failed') then d.private end,
        settled_at = case when r.state = 'deferred' and ${SUPERSEDER} is null then null else ${clock.now()}::timestamptz end,
        lease_owner = null, lease_until = null
      from jsonb_to_recordset(${jsonText(batch.map(toRecord))}::jsonb) as r (
        shard smallint, id text, fence integer, state text, tried boolean, error text, next_at timestamptz)
      where d.shard = r.shard and d.id = r.id and d.state = 'leased' and d.fence = r.fence
      returning d.id, d.state, d.message_id, d.carrier`).execute(db);
    return rows as Moved[];
  }

  /**
   * Writes how attempts ended; answers with the state that each row has now, or null when it was not ours any more.
   * What was accepted is written first and whoever reports it: its sender waits for that.
   */
  async function settle(
    batch: Settlement[],
    { db = store.db, question = NOTHING }: { db?: Db; question?: Question } = {},
  ): Promise<Settled> {
    const accepted = batch.filter(({ state }) => state === 'accepted');
    const others = batch.filter(({ state }) => state !== 'accepted');
    const first = accepted.length > 0 ? await accept(accepted, question, db) : null;
    const moved = [...(first?.moved ?? []), ...(others.length > 0 ? await end(others, db) : [])];
    const states = new Map(moved.map(({ id, state }) => [id, state]));
    return { states: batch.map(({ id }) => states.get(id) ?? null), news: first?.news ?? null };
  }

  // Every carrier looks every few seconds, and mostly at the same moment: they share one question.
  const look = coalesce<string, Look>(async (carriers) => {
    const again = (urgent: boolean, when: string) => sql`(
      select next_at from carriers_delivery
      where carrier = c.carrier and state = 'deferred' and urgent = ${sql.lit(urgent)} and next_at ${sql.raw(when)} ${clock.now()}::timestamptz
      order by next_at limit 1)`;
    type Row = { carrier: string; fresh: boolean; due: string | null; next: string | null };
    const { rows } = await sql<Row>`
      select c.carrier, exists (select 1 from carriers_delivery where carrier = c.carrier and state = 'planned') as fresh,
        coalesce(${again(true, '<=')}, ${again(false, '<=')}) as due,
        least(${again(true, '>')}, ${again(false, '>')}) as next
      from unnest(${carriers}::text[]) as c (carrier)`.execute(store.db);
    const seen = new Map(rows.map(({ carrier, ...row }) => [carrier, row]));
    return carriers.map((carrier) => {
      const { fresh = false, due = null, next = null } = seen.get(carrier) ?? {};
      return { due: fresh || due !== null, nextMs: next ? Date.parse(next) : null };
    });
  });

  const leasesEnd = coalesce<string, LeasesEnd>(async (carriers) => {
    const { rows } = await sql<{ carrier: string; leaseOwner: string; first: string }>`
      select carrier, lease_owner, min(lease_until) as first from carriers_delivery
      where carrier = any(${carriers}::text[]) and state = 'leased' group by carrier, lease_owner`.execute(
      store.db,
    );
    const now = clock.now();
    return carriers.map((name) => {
      const mine = rows.filter(({ carrier }) => carrier === name);
      const others = mine
        .filter(({ leaseOwner }) => leaseOwner !== owner)
        .map(({ first }) => Date.parse(first));
      return {
        ended: mine.some(({ first }) => first <= now),
        othersMs: others.length > 0 ? Math.min(...others) : null,
      };
    });
  });

  return {
    /** Takes what is due: `fresh` rows wait for their first turn, the others for another try or a time. */
    async claim(what: {
      carrier: string;
      fresh: boolean;
      most: number;
      /** Null: all addresses share one endpoint, so that places need no sharing. */
      perEndpoint: number | null;
      busy: ReadonlyMap<string, number>;
    }): Promise<Leased[]> {
      const busy = [...what.busy];
      const order = what.fresh ? sql`urgent desc, lane, id` : sql`urgent desc, next_at, id`;
      const due = what.fresh
        ? sql`d.state = 'planned'`
        : sql`d.state = 'deferred' and d.next_at <= ${clock.now()}::timestamptz`;
      const { perEndpoint } = what;
      const full = busy.filter(([, n]) => perEndpoint !== null && n >= perEndpoint).map(([name]) => name);
      const chosen =
        perEndpoint === null
          ? sql`
        chosen as (
          select d.shard, d.id from carriers_delivery d
          where d.carrier = ${what.carrier} and ${due} and not ${BLOCKED}
          order by ${order} limit ${what.most} for update skip locked
        )`
          : // The window is wider than what is taken, because one endpoint may fill the front of the queue.
            sql`
        due as (
          select d.shard, d.id, d.endpoint, d.urgent, d.lane, d.next_at, d.seq
          from carriers_delivery d
          where d.carrier = ${what.carrier} and ${due} and d.endpoint <> all(${full}::text[]) and not ${BLOCKED}
          order by ${order} limit ${what.most * 4}
        ), ranked as (
          select due.*, coalesce(busy.n, 0) + row_number() over (partition by due.endpoint order by ${order}) as place
          from due
          left join unnest(${busy.map(([endpoint]) => endpoint)}::text[], ${busy.map(([, n]) => n)}::integer[])
            as busy (name, n) on busy.name = due.endpoint
        ), chosen as (
          select d.shard, d.id
          from carriers_delivery d
          join (select * from ranked where place <= ${perEndpoint} order by ${order} limit ${what.most}) r
            on r.shard = d.shard and r.id = d.id
          where d.state in ('planned', 'deferred')
          for update of d skip locked
        )`;
      const { rows } = await sql<LeasedRow>`${PREPARED}
        with ${chosen}
        update carriers_delivery d
        set state = 'leased', lease_owner = ${owner}, lease_until = ${leaseUntil()}::timestamptz, fence = d.fence + 1
        from chosen
        where d.shard = chosen.shard and d.id = chosen.id
        returning ${CLAIMED}`.execute(store.db);
      return rows.map((row) => toLeased(row, linkOf, !what.fresh)).sort(byTurn);
    },

    async news(question: Question): Promise<News> {
      const { rows } =
        await sql<NewsRow>`${PREPARED} select n.incident_id, n.seq, s.stopped ${newsOf(question)}`.execute(
          store.db,
        );
      return toNews(rows);
    },

    async forgetStops(beforeMs: number): Promise<void> {
      await sql`delete from carriers_stop where at < ${at(beforeMs)}::timestamptz`.execute(store.db);
    },

    /** Looks closer, row by row: is it still ours, and is it still the newest word? */
    async check(refs: Ref[]): Promise<Check[]> {
      const { rows } = await sql<{ id: string; held: boolean; superseded: boolean; suppressed: boolean }>`
        select d.id, d.state = 'leased' and d.fence = r.fence as held, ${SUPERSEDER} is not null as superseded,
          d.address = '' or (d.kind <> 'confirm' and exists (
            select 1 from carriers_suppression s
            where s.carrier = d.carrier and s.address_hash = d.address_hash)) as suppressed
        from ${refsOf(refs)}
        join carriers_delivery d on d.shard = r.shard and d.id = r.id`.execute(store.db);
      const known = new Map(rows.map((row) => [row.id, row]));
      return refs.map(({ id }) => {
        const row = known.get(id);
        if (!row?.held) return 'lost';
        if (row.superseded) return 'superseded';
        return row.suppressed ? 'suppressed' : 'send';
      });
    },

    settle,

    /** Keeps what is held; a lease that was lost meanwhile stays lost. */
    async renew(refs: Ref[]): Promise<void> {
      if (refs.length === 0) return;
      await sql`
        update carriers_delivery d set lease_until = ${leaseUntil()}::timestamptz
        from ${refsOf(refs)}
        where d.shard = r.shard and d.id = r.id and d.fence = r.fence and d.state = 'leased'`.execute(
        store.db,
      );
    },

    /** Gives back what was not tried. */
    async release(refs: Ref[]): Promise<void> {
      if (refs.length === 0) return;
      await sql`
        update carriers_delivery d
        set state = case when d.last_error is null then 'planned' else 'deferred' end, lease_owner = null, lease_until = null
        from ${refsOf(refs)}
        where d.shard = r.shard and d.id = r.id and d.fence = r.fence and d.state = 'leased'`.execute(
        store.db,
      );
    },

    /** Takes back what a dead holder left: its leases ended, or it is one of `owners`. Whether it was sent, nobody knows. */
    async reclaim(carrier: string, owners: string[] = []): Promise<number> {
      const { numAffectedRows } = await sql`
        update carriers_delivery
        set state = 'deferred', next_at = ${clock.now()}::timestamptz, lease_owner = null, lease_until = null,
          last_error = 'The process that was sending this ended; it is sent again under the same id.'
        where carrier = ${carrier} and state = 'leased'
          and (lease_until <= ${clock.now()}::timestamptz or lease_owner = any(${owners}::text[]))`.execute(
        store.db,
      );
      return Number(numAffectedRows ?? 0);
    },

    /** What is leased to this process without its knowing, because an answer of the database was lost. */
    async reclaimStrays(carrier: string, heldIds: string[]): Promise<void> {
      await sql`
        update carriers_delivery
        set state = 'deferred', lease_owner = null, lease_until = null
        where carrier = ${carrier} and state = 'leased' and lease_owner = ${owner}
          and id <> all(${heldIds}::text[])`.execute(store.db);
    },

    async owners(): Promise<string[]> {
      const { rows } = await sql<{ leaseOwner: string }>`
        select distinct lease_owner from carriers_delivery where state = 'leased' and lease_owner is not null`.execute(
        store.db,
      );
      return rows.map(({ leaseOwner }) => leaseOwner);
    },

    /** One cheap look at what waits: whether anything is due by now, and when the clock alone makes something due. */
    look,

    /** When the first lease ends: of anybody, and of other processes (theirs may be dead; ours is renewed). */
    leasesEnd,

    /** What failed before is tried at once, because what it failed by was changed. */
    async dueNow(carrier: string): Promise<void> {
      await sql`
        update carriers_delivery set next_at = ${clock.now()}::timestamptz
        where carrier = ${carrier} and state = 'deferred' and attempts > 0 and last_error is not null`.execute(
        store.db,
      );
    },

    /** The first and the last thing that this recipient accepted on this incident. */
    async thread(
      carrier: string,
      recipientId: string,
      incidentId: string,
    ): Promise<NonNullable<Outgoing['thread']> | null> {
      const { rows } = await sql<{ receipt: string }>`
        select receipt::text as receipt from carriers_delivery
        where recipient_id = ${recipientId} and carrier = ${carrier} and incident_id = ${incidentId}
          and state = 'accepted' and receipt is not null
        order by seq, id`.execute(store.db);
      const receipts = rows.map(({ receipt }) => JSON.parse(receipt) as Receipt);
      return receipts.length > 0 ? { first: receipts[0]!, last: receipts.at(-1)! } : null;
    },

    async content(messageId: string): Promise<MessageContent | null> {
      // As text: the names inside belong to the message and are not ours to change.
      const { rows } = await sql<{ content: string }>`
        select content::text as content from carriers_message where id = ${messageId}`.execute(store.db);
      return rows[0] ? (JSON.parse(rows[0].content) as MessageContent) : null;
    },
  };
}

export type Leases = ReturnType<typeof createLeases>;
