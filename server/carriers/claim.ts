/** Takes deliveries whose turn it is: the lease takes the place of the turn. Decides nothing about what becomes of them. */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store } from '#store';
import { byTurn, CLAIMED, type Leased, type LeasedRow, toLeased } from './leased.ts';

/**
 * The reader of `t` has not yet got an earlier word of the same incident. Not as `exists`: that the planner may answer
 * for the whole ledger at once, a third of a second for each claim among 40,000 deliveries.
 */
const BLOCKED = sql`(t.follows and (
  select true from carriers_delivery d join carriers_delivery e
    on e.recipient_id = d.recipient_id and e.incident_id = d.incident_id and e.carrier = d.carrier
    and e.seq < d.seq and e.phase_rank is not null and e.state in ('planned', 'deferred')
  where d.id = t.id and d.shard = t.shard limit 1) is not null)`;

/**
 * The queue is read in the order of its index and no further than it is taken. The planner knows nothing yet of rows
 * that were written a moment ago: left alone it fetches and sorts a hundred thousand of them for every few hundred.
 */
const IN_ORDER = sql`
  select set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true),
    set_config('enable_sort', 'off', true)`;

export function createClaim({
  store,
  clock,
  owner,
  leaseUntil,
  linkOf,
}: {
  store: Store;
  clock: Clock;
  owner: string;
  leaseUntil: () => string;
  /** Where this subscriber leaves; null when nobody was given who knows. */
  linkOf: (recipientId: string) => string | null;
}) {
  /** `fresh` rows wait for their first turn, the others for another try or a time. */
  return async (what: {
    carrier: string;
    fresh: boolean;
    most: number;
    /** Null: all addresses share one endpoint, so that places need no sharing. */
    perEndpoint: number | null;
    busy: ReadonlyMap<string, number>;
  }): Promise<Leased[]> => {
    const busy = [...what.busy];
    const order = what.fresh ? sql`urgent desc, lane, id` : sql`urgent desc, next_at, id`;
    const due = what.fresh ? sql`not t.again` : sql`t.again and t.next_at <= ${clock.now()}::timestamptz`;
    const { perEndpoint } = what;
    const full = busy.filter(([, n]) => perEndpoint !== null && n >= perEndpoint).map(([name]) => name);
    const chosen =
      perEndpoint === null
        ? sql`
        chosen as (
          select t.id from carriers_turn t
          where t.carrier = ${what.carrier} and ${due} and not ${BLOCKED}
          order by ${order} limit ${what.most} for update skip locked
        )`
        : // The window is wider than what is taken, because one endpoint may fill the front of the queue.
          sql`
        due as (
          select t.id, t.endpoint, t.urgent, t.lane, t.next_at
          from carriers_turn t
          where t.carrier = ${what.carrier} and ${due} and t.endpoint <> all(${full}::text[]) and not ${BLOCKED}
          order by ${order} limit ${what.most * 4}
        ), ranked as (
          select due.*, coalesce(busy.n, 0) + row_number() over (partition by due.endpoint order by ${order}) as place
          from due
          left join unnest(${busy.map(([endpoint]) => endpoint)}::text[], ${busy.map(([, n]) => n)}::integer[])
            as busy (name, n) on busy.name = due.endpoint
        ), chosen as (
          select t.id
          from carriers_turn t
          join (select id from ranked where place <= ${perEndpoint} order by ${order} limit ${what.most}) r
            on r.id = t.id
          for update of t skip locked
        )`;
    const { rows } = await store.transaction(async (tx) => {
      await IN_ORDER.execute(tx);
      return sql<LeasedRow>`
        with ${chosen}, taken as (
          delete from carriers_turn t using chosen where t.id = chosen.id
          returning t.id, t.shard, t.carrier, t.again, t.next_at
        ), leased as (
          insert into carriers_lease (id, shard, carrier, owner, until, again, next_at)
          select id, shard, carrier, ${owner}, ${leaseUntil()}::timestamptz, again, next_at from taken
          returning id, shard, fence
        )
        select ${CLAIMED} from leased l join carriers_delivery d on d.id = l.id and d.shard = l.shard`.execute(
        tx,
      );
    });
    return rows.map((row) => toLeased(row, linkOf, !what.fresh)).sort(byTurn);
  };
}
