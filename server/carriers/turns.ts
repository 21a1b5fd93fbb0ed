/**
 * Who waits for a turn, and who is under way: narrow rows beside the wide ones of the ledger. A delivery is open exactly
 * as long as it has one of the two. Whoever moves it locks these first and the wide row after them, so that no two
 * statements wait for each other. Fragments only; no statement is run here.
 */
import { type RawBuilder, sql } from 'kysely';

/** Gives a place to what `moved` yields, from `tries_since` on. */
export const QUEUED = sql`
  queued as (
    insert into carriers_turn (id, shard, carrier, urgent, lane, endpoint, follows, again, next_at)
    select id, shard, carrier, urgent, lane, endpoint, follows, state = 'deferred', tries_since
    from moved where state in ('planned', 'deferred')
  )`;

/** What the statement on carriers_delivery has to return for that. */
export const FOR_QUEUE = sql`id, shard, carrier, urgent, lane, endpoint, follows, state, tries_since`;

/** Takes the place of deliveries that are not under way; `which` yields their ids. Yields id and shard. */
export const unqueued = (which: RawBuilder<unknown>) => sql`
  unqueued as (delete from carriers_turn t using (${which}) w where t.id = w.id returning t.id, t.shard)`;

/** The state as people see it, of `d`. */
export const STATE = sql<string>`
  case when d.state in ('planned', 'deferred') and exists (select 1 from carriers_lease l where l.id = d.id)
    then 'leased' else d.state end`;

/** Not before this instant, of `d`, while it waits. */
export const NEXT_AT = sql<string | null>`(select t.next_at from carriers_turn t where t.id = d.id)`;
