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
import type { Store } from '#store';
import type { Outgoing, Receipt } from './carrier.ts';
import { jsonText } from './json.ts';
import type { MessageContent, Private } from './tables.ts';

export type Ref = { shard: number; id: string; fence: number };
export type Leased = Ref & {
  messageId: string;
  endpoint: string;
  attempts: number;
  triesSince: string;
  outgoing: Outgoing;
};

export type Settlement = Ref & {
  state: 'accepted' | 'deferred' | 'failed' | 'suppressed' | 'superseded';
  /** Whether this counts as an attempt. */
  tried: boolean;
  error?: string | undefined;
  receipt?: Receipt | undefined;
  nextAt?: string | undefined;
};

/** How things stand just before sending. */
export type Check = 'send' | 'lost' | 'superseded' | 'suppressed';

type Row = {
  shard: number;
  id: string;
  fence: number;
  messageId: string;
  endpoint: string;
  attempts: number;
  idempotencyKey: string;
  kind: string;
  incidentId: string | null;
  updateId: string | null;
  recipientId: string;
  recipientKind: Outgoing['recipientKind'];
  address: string;
  locale: string;
  timeZone: string;
  hidden: string | null;
  triesSince: string;
  createdAt: string;
};

/** The newest word that makes `d` pointless, or null. */
const SUPERSEDER = sql`(
  select n.message_id from carriers_delivery n
  where n.chain = d.chain and n.seq > d.seq and n.phase_rank <> d.phase_rank
  order by n.seq desc limit 1)`;

export function createLeases({
  store,
  clock,
  owner,
  leaseMs,
}: {
  store: Store;
  clock: Clock;
  owner: string;
  leaseMs: number;
}) {
  const at = (ms: number) => new Date(ms).toISOString();
  const leaseUntil = () => at(clock.nowMs() + leaseMs);

  return {
    /** Takes what is due: `fresh` rows were never tried, the others wait for another try. */
    async claim(what: {
      carrier: string;
      fresh: boolean;
      most: number;
      perEndpoint: number;
      busy: ReadonlyMap<string, number>;
    }): Promise<Leased[]> {
      const busy = [...what.busy];
      const full = busy.filter(([, n]) => n >= what.perEndpoint).map(([endpoint]) => endpoint);
      // The window is wider than what is taken, because one endpoint may fill the front of the queue.
      const { rows } = await sql<Row>`
        with due as (
          select d.shard, d.id, d.endpoint, d.urgent, d.lane, d.next_at, d.seq
          from carriers_delivery d
          where d.carrier = ${what.carrier} and d.state in ('planned', 'deferred')
            and d.next_at <= ${clock.now()}::timestamptz
            and ${what.fresh ? sql`d.attempts = 0` : sql`d.attempts > 0`}
            and d.endpoint <> all(${full}::text[])
            and not exists (
              select 1 from carriers_delivery e
              where d.chain is not null and e.chain = d.chain and e.seq < d.seq
                and e.state in ('planned', 'leased', 'deferred'))
          order by d.urgent desc, d.lane, d.next_at, d.seq, d.id
          limit ${what.most * 4}
        ), ranked as (
          select due.*, coalesce(busy.n, 0) + row_number() over (
            partition by due.endpoint order by due.urgent desc, due.lane, due.next_at, due.seq, due.id) as place
          from due
          left join unnest(${busy.map(([endpoint]) => endpoint)}::text[], ${busy.map(([, n]) => n)}::integer[])
            as busy (endpoint, n) on busy.endpoint = due.endpoint
        ), chosen as (
          select d.shard, d.id
          from carriers_delivery d
          join (
            select * from ranked where place <= ${what.perEndpoint}
            order by urgent desc, lane, next_at, seq, id limit ${what.most}
          ) r on r.shard = d.shard and r.id = d.id
          where d.state in ('planned', 'deferred')
          for update of d skip locked
        )
        update carriers_delivery d
        set state = 'leased', lease_owner = ${owner}, lease_until = ${leaseUntil()}::timestamptz, fence = d.fence + 1
        from chosen
        where d.shard = chosen.shard and d.id = chosen.id
        returning d.shard, d.id, d.fence, d.message_id, d.endpoint, d.attempts, d.idempotency_key, d.kind, d.incident_id,
          d.update_id, d.recipient_id, d.recipient_kind, d.address, d.locale, d.time_zone, d.private::text as hidden,
          d.created_at, d.tries_since, d.urgent, d.lane, d.next_at, d.seq`.execute(store.db);
      return rows.sort(byTurn).map(toLeased);
    },

    /** Just before sending: is it still ours, and is it still the newest word? */
    async check(refs: Ref[]): Promise<Check[]> {
      const { rows } = await sql<{ id: string; held: boolean; superseded: boolean; suppressed: boolean }>`
        select d.id, d.state = 'leased' and d.fence = r.fence as held, ${SUPERSEDER} is not null as superseded,
          d.address = '' or (d.kind <> 'confirm' and exists (
            select 1 from carriers_suppression s
            where s.carrier = d.carrier and s.address_hash = d.address_hash)) as suppressed
        from jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) as r (shard smallint, id text, fence integer)
        join carriers_delivery d on d.shard = r.shard and d.id = r.id`.execute(store.db);
      const known = new Map(rows.map((row) => [row.id, row]));
      return refs.map(({ id }) => {
        const row = known.get(id);
        if (!row?.held) return 'lost';
        if (row.superseded) return 'superseded';
        return row.suppressed ? 'suppressed' : 'send';
      });
    },

    /** Writes how attempts ended; answers with the state that each row has now, or null when it was not ours any more. */
    async settle(
      batch: Settlement[],
      db: Pick<Store, 'db'>['db'] = store.db,
    ): Promise<(Settlement['state'] | null)[]> {
      const { rows } = await sql<{ id: string; state: Settlement['state'] }>`
        update carriers_delivery d
        set state = case when r.state = 'deferred' and ${SUPERSEDER} is not null then 'superseded' else r.state end,
          superseded_by = case when r.state in ('deferred', 'superseded') then ${SUPERSEDER} end,
          attempts = d.attempts + case when r.tried then 1 else 0 end,
          last_error = case when r.state = 'accepted' then null else coalesce(r.error, d.last_error) end,
          -- An erased recipient stays erased, also in what the receiver answered.
          receipt = case when d.address = '' then null else r.receipt end,
          next_at = coalesce(r.next_at, d.next_at),
          private = case when r.state in ('deferred', 'failed') then d.private end,
          settled_at = case when r.state = 'deferred' and ${SUPERSEDER} is null then null else ${clock.now()}::timestamptz end,
          lease_owner = null, lease_until = null
        from jsonb_to_recordset(${jsonText(batch.map(toRecord))}::jsonb) as r (
          shard smallint, id text, fence integer, state text, tried boolean, error text, receipt jsonb,
          next_at timestamptz)
        where d.shard = r.shard and d.id = r.id and (
          (d.state = 'leased' and d.fence = r.fence)
          or (r.state = 'accepted' and d.state in ('planned', 'leased', 'deferred')))
        returning d.id, d.state`.execute(db);
      const states = new Map(rows.map((row) => [row.id, row.state]));
      return batch.map(({ id }) => states.get(id) ?? null);
    },

    /** Keeps what is held; a lease that was lost meanwhile stays lost. */
    async renew(refs: Ref[]): Promise<void> {
      if (refs.length === 0) return;
      await sql`
        update carriers_delivery d set lease_until = ${leaseUntil()}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) as r (shard smallint, id text, fence integer)
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
        from jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) as r (shard smallint, id text, fence integer)
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

    /**
     * One cheap look at what waits: whether anything is due or a lease has ended by now, and when the clock alone
     * will make something due (null when nothing waits).
     */
    async look(carrier: string): Promise<{ due: boolean; leaseEnded: boolean; nextMs: number | null }> {
      type Row = Record<'first' | 'next' | 'ended' | 'lease', string | null>;
      const waiting = sql`carrier = ${carrier} and state in ('planned', 'deferred')`;
      const leased = sql`carrier = ${carrier} and state = 'leased'`;
      const now = clock.now();
      const { rows } = await sql<Row>`
        select
          (select min(next_at) from carriers_delivery where ${waiting}) as first,
          (select min(next_at) from carriers_delivery where ${waiting} and next_at > ${now}::timestamptz) as next,
          (select min(lease_until) from carriers_delivery where ${leased}) as ended,
          (select min(lease_until) from carriers_delivery where ${leased} and lease_owner <> ${owner}) as lease`.execute(
        store.db,
      );
      const { first = null, next = null, ended = null, lease = null } = rows[0] ?? ({} as Partial<Row>);
      const times = [next, lease].flatMap((text) => (text ? [Date.parse(text)] : []));
      return {
        due: first !== null && first <= now,
        leaseEnded: ended !== null && ended <= now,
        nextMs: times.length > 0 ? Math.min(...times) : null,
      };
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

const toRecord = ({ shard, id, fence, state, tried, error, receipt, nextAt }: Settlement) => ({
  shard,
  id,
  fence,
  state,
  tried,
  error: error ?? null,
  receipt: receipt ?? null,
  next_at: nextAt ?? null,
});

type Turn = Row & { urgent: boolean; lane: number; nextAt: string; seq: number };

/** RETURNING keeps no order; what was chosen first leaves first. */
function byTurn(a: Row, b: Row): number {
  const [x, y] = [a as Turn, b as Turn];
  return (
    Number(y.urgent) - Number(x.urgent) ||
    x.lane - y.lane ||
    x.nextAt.localeCompare(y.nextAt) ||
    Number(x.seq) - Number(y.seq) ||
    (x.id < y.id ? -1 : 1)
  );
}

function toLeased(row: Row): Leased {
  const hidden = row.hidden ? (JSON.parse(row.hidden) as Private) : {};
  const { kind, incidentId, updateId, recipientId, recipientKind, address, locale, timeZone, createdAt } =
    row;
  return {
    shard: row.shard,
    id: row.id,
    fence: row.fence,
    messageId: row.messageId,
    endpoint: row.endpoint,
    attempts: row.attempts,
    triesSince: row.triesSince,
    outgoing: {
      id: row.id,
      key: row.idempotencyKey,
      kind,
      incidentId,
      updateId,
      recipientId,
      recipientKind,
      address,
      locale,
      timeZone,
      secret: hidden?.secret ?? null,
      unsubscribeUrl: hidden?.unsubscribeUrl ?? null,
      ownUrl: hidden?.ownUrl ?? null,
      createdAt,
    },
  };
}
