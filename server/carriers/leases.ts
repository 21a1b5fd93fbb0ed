/**
 * The dispatcher's statements on the ledger. A delivery moves like this:
 *
 *   planned ──claim──► leased ──settle──► accepted | failed | suppressed | superseded
 *      ▲                 │  ▲
 *      └────release──────┤  └──claim── deferred ◄──settle (try later)── leased
 *                        └──reclaim (the lease ended or its holder died)──► deferred
 *
 * A lease is a row of its own in place of the turn (turns.ts); the wide row is written when the delivery ends or waits.
 * Every statement is safe with any number of processes: claiming skips what another one locks, and no two leases have
 * the same `fence`, so that a holder that was too slow cannot overwrite what came after it. Only acceptance is
 * recorded whoever reports it, because it is true.
 */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { PREPARED, type Store } from '#store';
import type { Outgoing, Receipt } from './carrier.ts';
import { createClaim } from './claim.ts';
import { coalesce } from './coalesce.ts';
import { jsonText } from './json.ts';
import { type Check, type Ref, type Settlement, toRecord } from './leased.ts';
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

/** JSON holds no control character as it is. */
const BETWEEN = '\x1f';
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
  const claim = createClaim({ store, clock, owner, leaseUntil, linkOf });
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
  ): Promise<{ ids: string[]; news: News }> {
    const receipts = batch.map(({ receipt }) => jsonText(receipt ?? {}));
    type Row = NewsRow & { ids: string | null };
    const { rows } = await sql<Row>`${PREPARED} ${counted(
      sql`
      update carriers_delivery d
      set state = 'accepted', attempts = d.attempts + 1, last_error = null, private = null, superseded_by = null,
        -- An erased recipient stays erased, also in what the receiver answered; an echo may come before its receipt.
        receipt = case when d.address = '' then null
          when d.receipt ? 'echoes' then r.receipt::jsonb || jsonb_build_object('echoes', d.receipt -> 'echoes')
          else r.receipt::jsonb end,
        settled_at = ${clock.now()}::timestamptz
      from open o join r on r.id = o.id where d.id = r.id and d.shard = r.shard
      returning d.id, d.state, d.message_id, d.carrier`,
      {
        before: sql`
      r as (
        -- As one text each: to write an array's elements for the wire costs more than to send them.
        select * from unnest(string_to_array(${batch.map(({ shard }) => shard).join(' ')}, ' ')::smallint[],
          string_to_array(${batch.map(({ id }) => id).join(' ')}, ' '),
          string_to_array(${receipts.join(BETWEEN)}, ${BETWEEN})) as r (shard, id, receipt)
      ),
      leased as (delete from carriers_lease where id = any(array(select id from r)) returning id),
      waiting as (delete from carriers_turn where id = any(array(select id from r)) returning id),
      open as (select id from leased union all select id from waiting)`,
        // One row for all: to read hundreds costs more than to write them did.
        returning: sql`string_agg(id, ' ') as ids, null as incident_id, null::bigint as seq, false as stopped`,
      },
    )}
      union all select null, n.incident_id, n.seq, s.stopped ${newsOf(question)}`.execute(db);
    const ids = rows.find((row) => row.ids !== null)?.ids;
    return { ids: ids?.split(' ') ?? [], news: toNews(rows) };
  }

  async function end(batch: Settlement[], db: Db): Promise<Moved[]> {
    const { rows } = await counted(
      sql`
      update carriers_delivery d
      set state = case when r.state = 'deferred' and ${SUPERSEDER} is not null then 'superseded' else r.state end,
        superseded_by = case when r.state in ('deferred', 'superseded') then ${SUPERSEDER} end,
        attempts = d.attempts + case when r.tried then 1 else 0 end,
        last_error = coalesce(r.error, d.last_error),
        private = case when r.state in ('deferred', 'failed') then d.private end,
        settled_at = case when r.state = 'deferred' and ${SUPERSEDER} is null then null else ${clock.now()}::timestamptz end
      from ended r
      where d.shard = r.shard and d.id = r.id
      returning d.id, d.state, d.message_id, d.carrier, d.shard, d.urgent, d.lane, d.endpoint, d.follows, r.due`,
      {
        before: sql`
      ended as (
        delete from carriers_lease l
        using jsonb_to_recordset(${jsonText(batch.map(toRecord))}::jsonb) as r (
          shard smallint, id text, fence integer, state text, tried boolean, error text, next_at timestamptz)
        where l.id = r.id and l.fence = r.fence
        returning r.shard, r.id, r.state, r.tried, r.error, coalesce(r.next_at, l.next_at) as due
      )`,
        after: sql`
      queued as (
        insert into carriers_turn (id, shard, carrier, urgent, lane, endpoint, follows, again, next_at)
        select id, shard, carrier, urgent, lane, endpoint, follows, true, due from moved where state = 'deferred'
      )`,
      },
    ).execute(db);
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
    const states = new Map<string, Settlement['state']>(first?.ids.map((id) => [id, 'accepted']));
    if (others.length > 0) for (const { id, state } of await end(others, db)) states.set(id, state);
    return { states: batch.map(({ id }) => states.get(id) ?? null), news: first?.news ?? null };
  }

  /** To their turn as it was, under the leases `which` names. */
  const back = (which: ReturnType<typeof sql>) =>
    sql`
      with ended as (delete from carriers_lease l ${which} returning l.id, l.shard, l.again, l.next_at)
      insert into carriers_turn (id, shard, carrier, urgent, lane, endpoint, follows, again, next_at)
      select d.id, d.shard, d.carrier, d.urgent, d.lane, d.endpoint, d.follows, e.again, e.next_at
      from ended e join carriers_delivery d on d.id = e.id and d.shard = e.shard`.execute(store.db);

  // Every carrier looks every few seconds, and mostly at the same moment: they share one question.
  const look = coalesce<string, Look>(async (carriers) => {
    const again = (urgent: boolean, when: string) => sql`(
      select next_at from carriers_turn
      where carrier = c.carrier and again and urgent = ${sql.lit(urgent)} and next_at ${sql.raw(when)} ${clock.now()}::timestamptz
      order by next_at limit 1)`;
    type Row = { carrier: string; fresh: boolean; due: string | null; next: string | null };
    const { rows } = await sql<Row>`
      select c.carrier, exists (select 1 from carriers_turn where carrier = c.carrier and not again) as fresh,
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
    const { rows } = await sql<{ carrier: string; owner: string; first: string }>`
      select carrier, owner, min(until) as first from carriers_lease
      where carrier = any(${carriers}::text[]) group by carrier, owner`.execute(store.db);
    const now = clock.now();
    return carriers.map((name) => {
      const mine = rows.filter(({ carrier }) => carrier === name);
      const others = mine.filter((lease) => lease.owner !== owner).map(({ first }) => Date.parse(first));
      return {
        ended: mine.some(({ first }) => first <= now),
        othersMs: others.length > 0 ? Math.min(...others) : null,
      };
    });
  });

  return {
    claim,

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
        select d.id, l.id is not null as held, ${SUPERSEDER} is not null as superseded,
          d.address = '' or (d.kind <> 'confirm' and exists (
            select 1 from carriers_suppression s
            where s.carrier = d.carrier and s.address_hash = d.address_hash)) as suppressed
        from ${refsOf(refs)}
        join carriers_delivery d on d.shard = r.shard and d.id = r.id
        left join carriers_lease l on l.id = r.id and l.fence = r.fence`.execute(store.db);
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
        update carriers_lease l set until = ${leaseUntil()}::timestamptz
        from ${refsOf(refs)} where l.id = r.id and l.fence = r.fence`.execute(store.db);
    },

    /** Gives back what was not tried. */
    async release(refs: Ref[]): Promise<void> {
      if (refs.length === 0) return;
      await back(sql`using ${refsOf(refs)} where l.id = r.id and l.fence = r.fence`);
    },

    /** Takes back what a dead holder left: its leases ended, or it is one of `owners`. Whether it was sent, nobody knows. */
    async reclaim(carrier: string, owners: string[] = []): Promise<number> {
      const { numAffectedRows } = await sql`
        with ended as (
          delete from carriers_lease
          where carrier = ${carrier}
            and (until <= ${clock.now()}::timestamptz or owner = any(${owners}::text[]))
          returning id, shard
        ), moved as (
          update carriers_delivery d
          set state = 'deferred',
            last_error = 'The process that was sending this ended; it is sent again under the same id.'
          from ended e where d.id = e.id and d.shard = e.shard
          returning d.*
        )
        insert into carriers_turn (id, shard, carrier, urgent, lane, endpoint, follows, again, next_at)
        select id, shard, carrier, urgent, lane, endpoint, follows, true, ${clock.now()}::timestamptz
        from moved`.execute(store.db);
      return Number(numAffectedRows ?? 0);
    },

    /** What is leased to this process without its knowing, because an answer of the database was lost. */
    async reclaimStrays(carrier: string, heldIds: string[]): Promise<void> {
      await back(sql`
        where l.carrier = ${carrier} and l.owner = ${owner} and l.id <> all(${heldIds}::text[])`);
    },

    async owners(): Promise<string[]> {
      const { rows } = await sql<{ owner: string }>`select distinct owner from carriers_lease`.execute(
        store.db,
      );
      return rows.map((row) => row.owner);
    },

    /** One cheap look at what waits: whether anything is due by now, and when the clock alone makes something due. */
    look,

    /** When the first lease ends: of anybody, and of other processes (theirs may be dead; ours is renewed). */
    leasesEnd,

    /** What failed before is tried at once, because what it failed by was changed. */
    async dueNow(carrier: string): Promise<void> {
      await sql`
        update carriers_turn t set next_at = ${clock.now()}::timestamptz
        from carriers_delivery d
        where t.carrier = ${carrier} and t.again and d.id = t.id and d.shard = t.shard
          and d.attempts > 0 and d.last_error is not null`.execute(store.db);
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
