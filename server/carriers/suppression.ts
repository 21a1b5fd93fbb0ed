/** Settles a delivery together with its address: in one transaction, whatever else waited for that address ends too. */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import { addressHash } from './keys.ts';
import type { Leased, Leases, Settlement } from './leases.ts';
import type { Suppressed } from './ledger.ts';
import type { CarriersTables } from './tables.ts';

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
  return (carrier: string, delivery: Leased, settlement: Settlement): Promise<void> =>
    store.transaction(async (tx) => {
      const { address, recipientId, recipientKind } = delivery.outgoing;
      const reason = settlement.error ?? 'The receiver wants nothing more.';
      const hash = addressHash(carrier, address);
      await tx
        .withTables<CarriersTables>()
        .insertInto('carriersSuppression')
        .values({ carrier, addressHash: hash, reason, deliveryId: delivery.id, createdAt: clock.now() })
        .onConflict((conflict) => conflict.columns(['carrier', 'addressHash']).doNothing())
        .execute();
      await leases.settle([settlement], tx);
      await sql`
        update carriers_delivery
        set state = 'suppressed', last_error = ${reason}, settled_at = ${clock.now()}::timestamptz, private = null
        where carrier = ${carrier} and address_hash = ${hash} and state in ('planned', 'deferred')`.execute(
        tx,
      );
      for (const listener of listeners)
        await listener(tx, { carrier, address, recipientId, recipientKind, reason });
    });
}
