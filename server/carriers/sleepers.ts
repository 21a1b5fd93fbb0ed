/**
 * What waits for the end of a reader's night waits as one word: a newer one of the same incident takes the place of
 * those that would leave at the same instant, so that nobody wakes up to a pile. What was tried already stays.
 */
import { sql } from 'kysely';
import type { Tx } from '#store';
import { counted } from './tally.ts';

export const overtakeSleepers = async (
  tx: Tx,
  { messageId, at }: { messageId: string; at: string },
): Promise<void> => {
  await counted(
    sql`
      update carriers_delivery d
      set state = 'superseded', superseded_by = ${messageId}::text, settled_at = ${at}::timestamptz, private = null
      from carriers_delivery n
      where n.message_id = ${messageId} and n.state = 'deferred' and n.attempts = 0
        and d.recipient_id = n.recipient_id and d.incident_id = n.incident_id and d.carrier = n.carrier
        and d.seq < n.seq and d.state = 'deferred' and d.attempts = 0 and d.next_at = n.next_at
      returning d.id, d.message_id, d.carrier, d.state`,
    { returning: sql`count(*)` },
  ).execute(tx);
};
