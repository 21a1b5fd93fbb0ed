/**
 * How far a message has come, kept as sums of changes: each statement that moves rows of the ledger adds one line, so
 * that nobody waits for a counter that another process holds, and reading never counts a million deliveries. Lines of
 * one message are folded into one now and then. What was planned and has not ended is waiting.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Store, Tx } from '#store';

type Db = Store['db'] | Tx;

/** Lines of one message that are read without folding them first. */
const FOLD_AT = 200;

/**
 * A statement on carriers_delivery that returns at least message_id, carrier and state, with its change counted.
 * `before` and `after`: more of the same statement, as `name as (…)`, which it reads or which reads it as `moved`.
 * `from`: what the rows were before, where that was already counted as an end. Answers with what `returning` names.
 */
export const counted = (
  statement: RawBuilder<unknown>,
  {
    before,
    after,
    from,
    returning = sql`id, state`,
  }: {
    before?: RawBuilder<unknown>;
    after?: RawBuilder<unknown>;
    from?: 'accepted' | 'failed';
    returning?: RawBuilder<unknown>;
  } = {},
): RawBuilder<unknown> => sql`
  with ${before ? sql`${before}, ` : sql``}moved as (${statement}), ${after ? sql`${after}, ` : sql``}tallied as (
    insert into carriers_tally (message_id, carrier, accepted, failed, suppressed, superseded)
    select message_id, carrier,
      count(*) filter (where state = 'accepted')${from === 'accepted' ? sql` - count(*)` : sql``},
      count(*) filter (where state = 'failed')${from === 'failed' ? sql` - count(*)` : sql``},
      count(*) filter (where state = 'suppressed'), count(*) filter (where state = 'superseded')
    from moved ${from ? sql`` : sql`where state in ('accepted', 'failed', 'suppressed', 'superseded')`}
    group by message_id, carrier
  )
  select ${returning} from moved`;

/** What waits of a message is what was planned and did not end. */
export const WAITING = sql`sum(planned - accepted - failed - suppressed - superseded)`;

export type Sums = {
  messageId: string;
  carrier: string;
  planned: number;
  accepted: number;
  failed: number;
  suppressed: number;
  superseded: number;
};

/** Per message and carrier; messages without deliveries are absent. */
export async function sumsOf(db: Db, messageIds: readonly string[]): Promise<Sums[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await sql<Sums & { lines: number }>`
    select message_id, carrier, sum(planned)::integer as planned, sum(accepted)::integer as accepted,
      sum(failed)::integer as failed, sum(suppressed)::integer as suppressed, sum(superseded)::integer as superseded,
      count(*)::integer as lines
    from carriers_tally where message_id = any(${messageIds}::text[])
    group by message_id, carrier order by carrier, message_id`.execute(db);
  for (const { messageId, lines } of rows) if (lines > FOLD_AT) await fold(db, messageId);
  return rows;
}

/** Two that fold at once wait for each other, and the second finds one line. */
const fold = (db: Db, messageId: string) =>
  sql`
    with gone as (delete from carriers_tally where message_id = ${messageId} returning *)
    insert into carriers_tally (message_id, carrier, planned, accepted, failed, suppressed, superseded)
    select message_id, carrier, sum(planned), sum(accepted), sum(failed), sum(suppressed), sum(superseded)
    from gone group by message_id, carrier`.execute(db);
