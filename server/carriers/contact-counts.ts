/**
 * How often each recipient was written to lately, for whoever keeps people from being flooded. A fragment that is
 * counted inside the asking statement: no row crosses into this process. What it reads is bounded by people and not by
 * the messages of the day: those that have ended are taken over into one row per recipient (`keepContacts`), behind
 * everything else, and only on days on which there are many. Nothing of it is written while a message is planned or sent.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS } from '#lib/duration.ts';
import type { Store, Tx } from '#store';
import { WAITING } from './tally.ts';

/** What reached somebody or is about to; what they asked for themselves (`confirm`) is no contact. */
const KINDS = sql.join([
  'update',
  'correction',
  'digest',
  'survey',
  'follow_up',
  'postmortem_ready',
  'questions',
  'credit',
]);

/** As many messages are read one delivery at a time; more are taken over together. */
const KEEP_AT = 6;
/** Messages of one turn, and deliveries of one statement: no statement may take a minute, also where the disk is slow. */
const MOST_MESSAGES = 8;
const AT_ONCE = 1_000_000;
/** The largest budget that can be set (packages/protocol/tell.ts). */
const MOST_TIMES = 1_000;

/**
 * (recipient_id, contacts) since an instant of the last day; null when so few messages were planned that nobody can have
 * got `atLeast`, which is the case on all but the worst days.
 */
export async function contactCounts(
  tx: Tx,
  { since, atLeast }: { since: string; atLeast: number },
): Promise<RawBuilder<unknown> | null> {
  const recent = sql`select id from carriers_message where created_at > ${since}::timestamptz and kind in (${KINDS})`;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${recent} limit ${atLeast}) recent`.execute(tx);
  if (rows[0]!.count < atLeast) return null;
  return sql`
    select each.recipient_id, sum(each.contacts) as contacts from (
      select c.recipient_id, (select count(*) from unnest(c.times) t where t > ${since}::timestamptz) as contacts
      from carriers_contact c
      union all
      select d.recipient_id, count(*) from carriers_delivery d
      where d.message_id in (${recent} and not contacts_kept)
        and d.state in ('planned', 'deferred', 'accepted')
      group by d.recipient_id
    ) each group by each.recipient_id`;
}

/**
 * Takes over what has ended, and forgets what is older than a day; answers how many messages it took. What bounces
 * afterwards stays counted; what is added to such a message, or sent again by hand, is not.
 */
export async function keepContacts(store: Store, clock: Clock): Promise<number> {
  const since = new Date(clock.nowMs() - DAY_MS).toISOString();
  const { rows } = await sql<{ id: string; accepted: number }>`
    select m.id, sum(t.accepted)::integer as accepted from carriers_message m join carriers_tally t on t.message_id = m.id
    where m.created_at > ${since}::timestamptz and m.kind in (${KINDS}) and not m.contacts_kept
    group by m.id having ${WAITING} = 0
    order by m.id limit ${MOST_MESSAGES}`.execute(store.db);
  if (rows.length < KEEP_AT) {
    await sql`delete from carriers_contact where times[1] <= ${since}::timestamptz`.execute(store.db);
    return 0;
  }
  return store.transaction(async (tx) => {
    // Another process may be about it: each message is taken by one.
    const taken = await sql<{ id: string }>`
      update carriers_message set contacts_kept = true where id in (
        select id from carriers_message where id = any(${rows.map(({ id }) => id)}::text[]) and not contacts_kept
        order by id for update skip locked
      ) returning id`.execute(tx);
    const ids = new Set(taken.rows.map(({ id }) => id));
    const deliveries = rows.reduce((sum, { id, accepted }) => sum + (ids.has(id) ? accepted : 0), 0);
    const pieces = Math.max(1, Math.ceil(deliveries / AT_ONCE));
    for (let piece = 0; piece < pieces; piece++)
      await sql`
        insert into carriers_contact (recipient_id, times)
        select d.recipient_id, array_agg(m.created_at order by m.created_at desc)
        from carriers_delivery d join carriers_message m on m.id = d.message_id
        where d.message_id = any(${[...ids]}::text[]) and d.state = 'accepted' and d.shard % ${pieces} = ${piece}
        group by d.recipient_id order by d.recipient_id
        on conflict (recipient_id) do update set times = (
          select array_agg(t order by t desc) from (
            select t from unnest(carriers_contact.times || excluded.times) t
            where t > ${since}::timestamptz order by t desc limit ${MOST_TIMES}
          ) kept
        )`.execute(tx);
    return taken.rows.length;
  });
}

/** (recipient_id) of everybody for whom a message was planned, however that ended. */
export const plannedFor = (messageId: string): RawBuilder<unknown> =>
  sql`select d.recipient_id from carriers_delivery d where d.message_id = ${messageId}`;

/** (recipient_id) of everybody for whom a message of this kind about this incident was planned, however that ended. */
export const plannedAbout = (incidentId: string, kind: string): RawBuilder<unknown> => sql`
  select d.recipient_id from carriers_delivery d
  where d.message_id in (select id from carriers_message where incident_id = ${incidentId} and kind = ${kind})`;

/** (recipient_id) of everybody whom a word about this incident reached. */
export const toldOf = (incidentId: string): RawBuilder<unknown> => sql`
  select distinct d.recipient_id from carriers_delivery d
  where d.message_id in (
    select id from carriers_message where incident_id = ${incidentId} and kind in ('update', 'correction')
  ) and d.state = 'accepted'`;
