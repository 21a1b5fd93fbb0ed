/**
 * An address that is told nothing more: with it, in one transaction, whatever else waited for this recipient there ends
 * too. What others planned for the same address ends when its turn comes, because the stop is marked.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import type { Echo } from './carrier.ts';
import { addressHash } from './keys.ts';
import type { Leased, Settlement } from './leased.ts';
import type { Leases } from './leases.ts';
import type { CarriersTables } from './tables.ts';
import { counted } from './tally.ts';
import { unqueued } from './turns.ts';

export type Suppressed = {
  carrier: string;
  address: string;
  recipientId: string;
  recipientKind: RecipientKind;
  reason: string;
  /** What was said later, when this is not the answer to a delivery. */
  event?: Echo['event'];
};

export type Suppression = ReturnType<typeof createSuppression>;

/** Rows of one address, found by the part of its hash that is indexed (not for mail, where this is slow but rare). */
export const toAddress = (carrier: string, hash: string) =>
  sql`carrier = ${carrier} and left(address_hash, 8) = left(${hash}, 8) and address_hash = ${hash}
    ${carrier === 'email' ? sql`` : sql`and carrier <> 'email'`}`;

/** Whoever is just about to send looks closer from now on. */
export const markStop = (tx: Tx | Store['db'], now: string) =>
  sql`insert into carriers_stop (at) values (${now}::timestamptz)`.execute(tx);

export function createSuppression({
  store,
  clock,
  leases,
  listeners,
}: {
  store: Store;
  clock: Clock;
  leases: Leases;
  listeners: ((tx: Tx, suppressed: Suppressed) => Promise<void>)[];
}) {
  /** In the caller's transaction; `deliveryId` is the one that brought it to light. */
  async function suppress(tx: Tx, suppressed: Suppressed, deliveryId: string): Promise<void> {
    const { carrier, address, reason, event } = suppressed;
    const hash = addressHash(carrier, address);
    // Whoever unsubscribes may ask again at any time; a dead or angry mailbox stays on the list.
    if (event !== 'unsubscribed')
      await tx
        .withTables<CarriersTables>()
        .insertInto('carriersSuppression')
        .values({ carrier, addressHash: hash, reason, deliveryId, createdAt: clock.now() })
        .onConflict((conflict) => conflict.columns(['carrier', 'addressHash']).doNothing())
        .execute();
    await markStop(tx, clock.now());
    await counted(
      sql`
      update carriers_delivery d
      set state = 'suppressed', last_error = ${reason}, settled_at = ${clock.now()}::timestamptz, private = null
      from unqueued u where d.id = u.id and d.shard = u.shard
      returning d.id, d.message_id, d.carrier, d.state`,
      {
        before: unqueued(sql`
          select id from carriers_delivery
          where recipient_id = ${suppressed.recipientId} and carrier = ${carrier} and address_hash = ${hash}
            and state in ('planned', 'deferred')`),
      },
    ).execute(tx);
    for (const listener of listeners) await listener(tx, suppressed);
  }

  return {
    suppress,
    /** The address may be written to again. */
    async lift(db: Store['db'] | Tx, carrier: string, address: string): Promise<void> {
      await db
        .withTables<CarriersTables>()
        .deleteFrom('carriersSuppression')
        .where('carrier', '=', carrier)
        .where('addressHash', '=', addressHash(carrier, address))
        .execute();
    },
    /** Settles the delivery whose receiver said so. */
    settle: (carrier: string, delivery: Leased, settlement: Settlement): Promise<void> =>
      store.transaction(async (tx) => {
        const { address, recipientId, recipientKind } = delivery.outgoing;
        const reason = settlement.error ?? 'The receiver wants nothing more.';
        await leases.settle([settlement], { db: tx });
        await suppress(tx, { carrier, address, recipientId, recipientKind, reason }, delivery.id);
      }),
  };
}
