/**
 * What waits for the end of a reader's night waits as one word: a newer one of the same incident takes the place of
 * those that would leave at the same instant, so that nobody wakes up to a pile. What was tried already stays.
 */
import { sql } from 'kysely';
import type { Tx } from '#store';
import { counted, WAITING } from './tally.ts';
import { unqueued } from './turns.ts';

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
      from unqueued u where d.id = u.id and d.shard = u.shard
      returning d.id, d.message_id, d.carrier, d.state`,
    {
      before: unqueued(sql`
        select asleep.id from (
          select o.id, o.message_id, first_value(o.message_id) over (
            partition by o.recipient_id, o.carrier, w.next_at order by o.seq desc) as newest
          from carriers_delivery o join carriers_turn w on w.id = o.id
          where o.message_id = any(${waiting.map(({ id }) => id)}::text[]) and o.state = 'deferred' and o.attempts = 0
        ) asleep
        where asleep.newest = ${messageId} and asleep.message_id <> ${messageId}`),
      returning: sql`count(*)`,
    },
  ).execute(tx);
}
