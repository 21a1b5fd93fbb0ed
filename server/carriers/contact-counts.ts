/**
 * How often each recipient was written to lately, for whoever keeps people from being flooded. A fragment that is
 * counted inside the asking statement: no row crosses into this process.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#store';

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

/**
 * (recipient_id, contacts) since an instant; null when so few messages were planned that nobody can have got
 * `atLeast`, which is the case on all but the worst days.
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
    select d.recipient_id, count(*) as contacts from carriers_delivery d
    where d.message_id in (${recent}) and d.state in ('planned', 'leased', 'deferred', 'accepted')
    group by d.recipient_id`;
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
