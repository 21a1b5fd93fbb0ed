/**
 * Codes for addresses that cannot carry a link, such as phones: six digits, ten minutes, five tries. Only a keyed hash
 * is kept, so that whoever reads the table can confirm nobody.
 */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { MINUTE_MS } from '#lib/duration.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from './tables.ts';

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;

export type Codes = {
  /** A fresh one; the one before ends. */
  make(tx: Tx, subscriberId: string): Promise<string>;
  /** Right once; `over`: too old, tried too often, or used. */
  use(subscriberId: string, code: string): Promise<'right' | 'wrong' | 'over'>;
};

export function createCodes({ store, clock, key }: { store: Store; clock: Clock; key: Buffer }): Codes {
  const hash = (subscriberId: string, code: string) =>
    createHmac('sha256', key).update(`code\n${subscriberId}\n${code}`).digest('hex');
  return {
    async make(tx, subscriberId) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const row = {
        codeHash: hash(subscriberId, code),
        tries: 0,
        expiresAt: new Date(clock.nowMs() + CODE_MINUTES * MINUTE_MS).toISOString(),
      };
      await tx
        .withTables<AudienceTables>()
        .insertInto('audienceCode')
        .values({ subscriberId, ...row })
        .onConflict((conflict) => conflict.column('subscriberId').doUpdateSet(row))
        .execute();
      return code;
    },
    async use(subscriberId, code) {
      // The try is counted before it is judged, so that guesses at once are not more guesses.
      const counted = await store.db
        .withTables<AudienceTables>()
        .updateTable('audienceCode')
        .set({ tries: sql`tries + 1` })
        .where('subscriberId', '=', subscriberId)
        .where('tries', '<', CODE_TRIES)
        .where('expiresAt', '>', clock.now())
        .returning('codeHash')
        .executeTakeFirst();
      if (!counted) return 'over';
      const given = hash(subscriberId, code.replace(/\D/g, ''));
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(counted.codeHash))) return 'wrong';
      const used = await store.db
        .withTables<AudienceTables>()
        .deleteFrom('audienceCode')
        .where('subscriberId', '=', subscriberId)
        .where('codeHash', '=', counted.codeHash)
        .executeTakeFirst();
      return used.numDeletedRows > 0n ? 'right' : 'over';
    },
  };
}
