/**
 * Forgetting: one person at their wish, and whoever never confirmed, after a week. Of a person who was erased a hash
 * of the address stays, for one use: that no import and no member of the staff brings them back unasked.
 */
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS } from '#lib/duration.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from './tables.ts';

const UNCONFIRMED_DAYS = 7;

type Addressed = { carrier: string; address: string };

export type Forgetting = {
  /** Removes every trace of one person from this room. */
  erase(id: string, tx?: Tx): Promise<void>;
  isForgotten(carrier: string, address: string, tx?: Tx): Promise<boolean>;
  /** They came back by themselves. */
  remember(who: Addressed, tx: Tx): Promise<void>;
  /** Who asked and never confirmed is forgotten; who had left before stays one who left. */
  forgetUnconfirmed(): Promise<number>;
};

export function createForgetting({ store, clock }: { store: Store; clock: Clock }): Forgetting {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  return {
    async erase(id, given) {
      const work = async (tx: Tx) => {
        const gone = await on(tx)
          .deleteFrom('audienceSubscriber')
          .where('id', '=', id)
          .returning(['carrier', 'addressHash'])
          .executeTakeFirst();
        if (!gone) throw new Problem('not-found', `There is no subscriber ${id}.`);
        await on(tx)
          .insertInto('audienceForgotten')
          .values({ ...gone, at: clock.now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      };
      await (given ? work(given) : store.transaction(work));
    },
    async isForgotten(carrier, address, tx) {
      const row = await on(tx)
        .selectFrom('audienceForgotten')
        .select('at')
        .where('carrier', '=', carrier)
        .where('addressHash', '=', addressHash(carrier, address))
        .executeTakeFirst();
      return row !== undefined;
    },
    async remember({ carrier, address }, tx) {
      await on(tx)
        .deleteFrom('audienceForgotten')
        .where('carrier', '=', carrier)
        .where('addressHash', '=', addressHash(carrier, address))
        .execute();
    },
    async forgetUnconfirmed() {
      const before = new Date(clock.nowMs() - UNCONFIRMED_DAYS * DAY_MS).toISOString();
      return store.transaction(async (tx) => {
        const stale = (state: 'left' | 'new') =>
          on(tx)
            .selectFrom('audienceSubscriber')
            .select('id')
            .where('state', '=', 'pending')
            .where((eb) => eb(eb.fn.coalesce('confirmSentAt', 'createdAt'), '<=', before))
            .where('endedAt', state === 'left' ? 'is not' : 'is', null);
        await on(tx)
          .updateTable('audienceSubscriber')
          .set({ state: 'unsubscribed' })
          .where('id', 'in', stale('left'))
          .execute();
        const gone = await on(tx)
          .deleteFrom('audienceSubscriber')
          .where('id', 'in', stale('new'))
          .executeTakeFirst();
        return Number(gone.numDeletedRows);
      });
    },
  };
}
