/** Dead letters, tried once more under their old ids, with a new day of patience from now. */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { ERROR_CLASS } from './progress.ts';
import { counted } from './tally.ts';
import { FOR_QUEUE, QUEUED } from './turns.ts';

/** At least one; what is named together has to hold together. */
export type ReplayFilter = {
  id?: string | undefined;
  messageId?: string | undefined;
  incidentId?: string | undefined;
  carrier?: string | undefined;
  /** As `reasons` names it. */
  error?: string | undefined;
};

export async function replayAll(
  { store, clock }: { store: Store; clock: Clock },
  { id, messageId, incidentId, carrier, error }: ReplayFilter,
  tx?: Tx,
): Promise<number> {
  const where = [
    ...(id ? [sql`id = ${id}`] : []),
    ...(messageId ? [sql`message_id = ${messageId}`] : []),
    ...(incidentId
      ? [sql`message_id in (select m.id from carriers_message m where m.incident_id = ${incidentId})`]
      : []),
    ...(carrier ? [sql`carrier = ${carrier}`] : []),
    ...(error ? [sql`${ERROR_CLASS(sql`last_error`)} = ${error}`] : []),
  ];
  if (where.length === 0)
    throw new Problem(
      'request.invalid',
      'Name what to replay: a message, an incident, a carrier or an error.',
    );
  const { rows } = await counted(
    sql`
      update carriers_delivery
      set state = 'planned', attempts = 0, settled_at = null, tries_since = ${clock.now()}::timestamptz
      where state = 'failed' and address <> '' and ${sql.join(where, sql` and `)}
      returning message_id, ${FOR_QUEUE}`,
    { after: QUEUED, from: 'failed', returning: sql`count(*)::integer as count` },
  ).execute(tx ?? store.db);
  return (rows[0] as { count: number }).count;
}
