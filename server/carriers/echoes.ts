/**
 * What comes back after a message was accepted: delivered, delayed, bounced, complained, unsubscribed. Each is noted beside
 * the receipt, once however often it is said. A bounce makes the delivery a dead letter; an address that is dead or
 * complained gets nothing more, and whoever planned for it is told in the same transaction. Nothing is ever sent here.
 */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import type { Echo } from './carrier.ts';
import { jsonText } from './json.ts';
import { addressHash } from './keys.ts';
import type { Suppressed } from './ledger.ts';
import type { CarriersTables } from './tables.ts';

export type Echoed = 'applied' | 'unknown' | 'repeated';

type Kept = { event: Echo['event']; permanent: boolean; detail: string; at: string };
type Row = {
  shard: number;
  id: string;
  carrier: string;
  state: string;
  recipientId: string;
  recipientKind: Suppressed['recipientKind'];
  address: string;
  addressHash: string;
  receipt: ({ echoes?: Kept[] } & Record<string, unknown>) | null;
};

const MOST_KEPT = 20;
/** Every shard, so that the unique index over (shard, key) finds a row by its key alone. */
export const EVERY_SHARD = sql`any(array(select generate_series(0, 255)::smallint))`;

export function createEchoes({
  store,
  clock,
  listeners,
}: {
  store: Store;
  clock: Clock;
  listeners: ((tx: Tx, suppressed: Suppressed) => Promise<void>)[];
}) {
  /** The newest of those that it can mean, held until the transaction ends. */
  async function find(tx: Tx, ref: Echo['ref'], way: string): Promise<Row | undefined> {
    const which =
      'key' in ref
        ? sql`shard = ${EVERY_SHARD} and idempotency_key = ${ref.key}`
        : 'id' in ref
          ? sql`receipt->>'id' = ${ref.id} and coalesce(receipt->>'way', 'settings') = ${way}`
          : sql`lower(address) = ${ref.address.toLowerCase()} and coalesce(receipt->>'way', 'settings') = ${way}`;
    const { rows } = await sql<Row>`
      select shard, id, carrier, state, recipient_id, recipient_kind, address, address_hash, receipt
      from carriers_delivery where ${which} order by id desc limit 1 for update`.execute(tx);
    return rows[0];
  }

  return (echo: Echo, way: string): Promise<Echoed> =>
    store.transaction(async (tx) => {
      const row = await find(tx, echo.ref, way);
      if (!row) return 'unknown';
      const { event, permanent, detail, at } = echo;
      const known = row.receipt?.echoes ?? [];
      if (known.some((one) => one.event === event && one.at === at)) return 'repeated';
      const echoes = [...known, { event, permanent, detail, at }].slice(-MOST_KEPT);
      const bounced = event === 'bounced' && row.state === 'accepted';
      await sql`
        update carriers_delivery set
          receipt = ${jsonText({ ...row.receipt, echoes })}::jsonb,
          state = ${bounced ? 'failed' : row.state},
          last_error = case when ${bounced} then ${detail} else last_error end
        where shard = ${row.shard} and id = ${row.id}`.execute(tx);
      const ends = event === 'complained' || event === 'unsubscribed' || (event === 'bounced' && permanent);
      if (ends && row.address !== '') await end(tx, row, echo);
      return 'applied';
    });

  async function end(tx: Tx, row: Row, { event, detail }: Echo): Promise<void> {
    const { carrier, address, recipientId, recipientKind } = row;
    const reason = `${WORDS[event] ?? event}: ${detail}`;
    const now = clock.now();
    // Who unsubscribes may ask again on the page at any time; a dead or angry mailbox stays on the list.
    if (event !== 'unsubscribed')
      await tx
        .withTables<CarriersTables>()
        .insertInto('carriersSuppression')
        .values({
          carrier,
          addressHash: addressHash(carrier, address),
          reason,
          deliveryId: row.id,
          createdAt: now,
        })
        .onConflict((conflict) => conflict.columns(['carrier', 'addressHash']).doNothing())
        .execute();
    await sql`
      update carriers_delivery
      set state = 'suppressed', last_error = ${reason}, settled_at = ${now}::timestamptz, private = null
      where carrier = ${carrier} and address_hash = ${row.addressHash} and kind <> 'confirm'
        and state in ('planned', 'deferred')`.execute(tx);
    for (const listener of listeners)
      await listener(tx, { carrier, address, recipientId, recipientKind, reason, event });
  }
}

const WORDS: Partial<Record<Echo['event'], string>> = {
  bounced: 'It bounced',
  complained: 'Its reader called it spam',
  unsubscribed: 'Its reader unsubscribed',
};
