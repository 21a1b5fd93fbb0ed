/** How far the word has come, and what went wrong on the way: read from sums, never by counting deliveries that went well. */
import type { DeliveryProgress, DeliveryState } from '@candor/protocol/carriers.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Store } from '#store';
import { type Sums, sumsOf } from './tally.ts';

type Db = Store['db'];
type Counts = Record<DeliveryState, number>;

export type ProgressFilter = {
  incidentId?: string | undefined;
  updateId?: string | undefined;
  messageId?: string | undefined;
  /** `readers`: without whom staff called. */
  to?: 'everybody' | 'readers' | undefined;
};

export type Reason = {
  carrier: string;
  state: 'deferred' | 'failed';
  /** The error, with what differs from receiver to receiver left out. */
  error: string;
  count: number;
  /** One delivery that it happened to. */
  exampleId: string;
};

const NONE: Counts = {
  planned: 0,
  leased: 0,
  deferred: 0,
  accepted: 0,
  failed: 0,
  suppressed: 0,
  superseded: 0,
};

export async function messagesOf(
  db: Db,
  { incidentId, updateId, messageId, to }: ProgressFilter,
): Promise<string[]> {
  if (messageId) return [messageId];
  const where = [
    ...(incidentId ? [sql`incident_id = ${incidentId}`] : []),
    ...(updateId ? [sql`update_id = ${updateId}`] : []),
  ];
  if (where.length === 0) return [];
  if (to === 'readers') where.push(sql`kind <> 'staff'`);
  const { rows } = await sql<{ id: string }>`
    select id from carriers_message where ${sql.join(where, sql` and `)}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function progressOf(db: Db, messageIds: string[]): Promise<DeliveryProgress> {
  // In this order: what moves on between the two reads is then counted as waiting, and never twice.
  const open = await countOpen(db, messageIds);
  const carriers = new Map<string, Counts>();
  for (const sums of await sumsOf(db, messageIds)) {
    const counts = carriers.get(sums.carrier) ?? { ...NONE };
    for (const state of ['accepted', 'failed', 'suppressed', 'superseded'] as const)
      counts[state] += sums[state];
    counts.planned += waitingOf(sums);
    carriers.set(sums.carrier, counts);
  }
  for (const { carrier, state, count } of open) {
    const counts = carriers.get(carrier);
    if (!counts) continue;
    const moved = Math.min(count, counts.planned);
    counts[state] += moved;
    counts.planned -= moved;
  }
  const total = { ...NONE };
  for (const counts of carriers.values())
    for (const state of Object.keys(NONE) as DeliveryState[]) total[state] += counts[state];
  return {
    total,
    carriers: [...carriers].map(([carrier, states]) => ({ carrier, states })),
    settled: total.planned + total.leased + total.deferred === 0,
  };
}

const waitingOf = ({ planned, accepted, failed, suppressed, superseded }: Sums) =>
  planned - accepted - failed - suppressed - superseded;

/** What is being sent right now is little, and what waits for another try is found by its own index. */
async function countOpen(db: Db, messageIds: string[]) {
  type Row = { carrier: string; state: 'leased' | 'deferred'; count: number };
  const { rows } = await sql<Row>`
    with under_way as (
      -- Leases are few: each finds its delivery, and nobody reads all deliveries to find the few.
      select d.carrier, d.state from carriers_lease l cross join lateral (
        select carrier, state, message_id from carriers_delivery where id = l.id and shard = l.shard offset 0
      ) d where d.message_id = any(${messageIds}::text[])
    ), again as (
      select carrier, count(*) as count from carriers_delivery
      where message_id = any(${messageIds}::text[]) and trouble and state = 'deferred' group by carrier
    ), leased as (
      select carrier, count(*) as count, count(*) filter (where state = 'deferred') as again
      from under_way group by carrier
    )
    select carrier, 'leased' as state, count::integer from leased
    union all
    select again.carrier, 'deferred', (again.count - coalesce(leased.again, 0))::integer
    from again left join leased using (carrier)`.execute(db);
  return rows;
}

/** Errors with what differs between receivers taken out: numbers, addresses, quoted words. */
export const ERROR_CLASS = (column: RawBuilder<unknown>) => sql<string>`
  regexp_replace(regexp_replace(regexp_replace(coalesce(${column}, 'Waits for its time.'),
    '\\S+@\\S+|https?://\\S+', '…', 'g'), '[0-9a-f]{8,}|[0-9]{4,}', '…', 'gi'), '"[^"]*"|<[^>]*>', '…', 'g')`;

/** "147 failed: why": the most frequent first; of these messages, or of all when it is null. */
export async function reasonsOf(db: Db, messageIds: string[] | null, carrier?: string): Promise<Reason[]> {
  const { rows } = await sql<Reason>`
    select carrier, state, ${ERROR_CLASS(sql`last_error`)} as error, count(*)::integer as count, min(id) as example_id
    from carriers_delivery
    where trouble
      ${messageIds ? sql`and message_id = any(${messageIds}::text[])` : sql``}
      ${carrier ? sql`and carrier = ${carrier}` : sql``}
    group by 1, 2, 3 order by count desc, error limit 100`.execute(db);
  return rows;
}
