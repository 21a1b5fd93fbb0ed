/**
 * What waits for the end of a reader's night waits as one word: a newer one of the same incident takes the place of
 * those that would leave at the same instant, so that nobody wakes up to a pile. What was tried already stays.
 */
import { sql } from 'kysely';
import type { Tx } from '#store';
import { counted, WAITING } from './tally.ts';

export async function overtakeSleepers(
  tx: Tx,
  { messageId, at }: { messageId: string; at: string },
): Promise<void> {
  const { rows: waiting } = await sql<{ id: string }>`
    select m.id from carriers_message m
    join carriers_message newest on newest.id = ${messageId} and newest.incident_id = m.incident_id
    join carriers_tally t on t.message_id = m.id
    where m.phase_rank is not null group by m.id having ${WAITING} > 0`.execute(tx);
  if (waiting.length < 2) return;
  // By one sort and not by a join, whose cost nobody can foresee while these rows are too new for statistics.
  await counted(
    sql`
      update carriers_delivery d
      set state = 'superseded', superseded_by = ${messageId}::text, settled_at = ${at}::timestamptz, private = null
      from (
        select id, shard, first_value(message_id) over (
          partition by recipient_id, carrier, next_at order by seq desc) as newest, message_id
        from carriers_delivery
        where message_id = any(${waiting.map(({ id }) => id)}::text[]) and state = 'deferred' and attempts = 0
      ) asleep
      where asleep.newest = ${messageId} and asleep.message_id <> ${messageId}
        and d.id = asleep.id and d.shard = asleep.shard
      returning d.id, d.message_id, d.carrier, d.state`,
    { returning: sql`count(*)` },
  ).execute(tx);
}
