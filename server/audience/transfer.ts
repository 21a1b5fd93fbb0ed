/**
 * Subscribers who come from another status page, or go to another Candor. Who confirmed there stays confirmed, with
 * the place and the time of the consent on record; who ended a subscription, there or here, stays ended. Nobody is
 * written to because of it.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store, Tx } from '#store';
import type { OldLinks } from './old-links/links.ts';
import type { AudienceTables } from './tables.ts';

type Row = AudienceTables['audienceSubscriber'];

export type Coming = Pick<Row, 'carrier' | 'address' | 'locale' | 'timeZone' | 'everyNote' | 'secret'> & {
  state: 'active' | 'unsubscribed' | 'suppressed';
  createdAt: string;
  confirmedAt: string | null;
  endedAt: string | null;
  componentIds: string[] | null;
  oldLinks: readonly string[];
};
export type Going = Coming & { id: string; source: string };

export type SubscriberTransfer = {
  /** Those who are here already, by `addressKey`. */
  known(
    addresses: readonly { carrier: string; address: string }[],
  ): Promise<Map<string, { id: string; state: string }>>;
  /** Adds one who is not here, or ends one who ended it there; answers the id. */
  bring(tx: Tx, coming: Coming, source: string): Promise<string>;
  /** In the order of their ids, in batches. Those who never confirmed do not go. */
  leaving(): AsyncGenerator<Going[]>;
};

export const addressKey = ({ carrier, address }: { carrier: string; address: string }): string =>
  `${carrier} ${address.toLowerCase()}`;

const BATCH = 1_000;

export function createSubscriberTransfer({
  store,
  clock,
  ids,
  oldLinks,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  oldLinks: OldLinks;
}): SubscriberTransfer {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();

  async function known(addresses: readonly { carrier: string; address: string }[], tx?: Tx) {
    const found = new Map<string, { id: string; state: string }>();
    for (let from = 0; from < addresses.length; from += BATCH) {
      const wanted = addresses.slice(from, from + BATCH).map(({ address }) => address.toLowerCase());
      const rows = await on(tx)
        .selectFrom('audienceSubscriber')
        .select(['id', 'state', 'carrier', 'address'])
        .where(sql<boolean>`lower(address) in (${sql.join(wanted)})`)
        .execute();
      for (const row of rows) found.set(addressKey(row), { id: row.id, state: row.state });
    }
    return found;
  }

  return {
    known: (addresses) => known(addresses),
    async bring(tx, coming, source) {
      const { carrier, address, state, oldLinks: links, componentIds } = coming;
      const there = (await known([coming], tx)).get(addressKey(coming));
      if (there) {
        if (state !== 'active')
          await on(tx)
            .updateTable('audienceSubscriber')
            .set({ state, endedAt: coming.endedAt ?? clock.now(), endedWhy: `ended at ${source}` })
            .where('id', '=', there.id)
            .where('state', 'in', ['pending', 'active'])
            .execute();
        await oldLinks.add(tx, there.id, links, source);
        return there.id;
      }
      const id = ids.next('sub');
      await on(tx)
        .insertInto('audienceSubscriber')
        .values({
          id,
          carrier,
          address,
          state,
          locale: coming.locale,
          timeZone: coming.timeZone,
          componentIds: componentIds ? JSON.stringify(componentIds) : null,
          everyNote: coming.everyNote,
          customerId: null,
          secret:
            carrier === 'webhook' ? (coming.secret ?? `whsec_${randomBytes(24).toString('base64')}`) : null,
          source,
          createdAt: coming.createdAt,
          confirmSentAt: null,
          confirmedAt: coming.confirmedAt,
          endedAt: coming.endedAt,
          endedWhy: state === 'active' ? null : `ended at ${source}`,
        } as never)
        .execute();
      await oldLinks.add(tx, id, links, source);
      return id;
    },
    async *leaving() {
      for (let after = ''; ; ) {
        const rows = await on()
          .selectFrom('audienceSubscriber')
          .selectAll()
          .where('id', '>', after)
          .where('state', '!=', 'pending')
          .where('carrier', 'in', ['email', 'webhook'])
          .orderBy('id')
          .limit(BATCH)
          .execute();
        const links = await oldLinks.of(rows.map(({ id }) => id));
        if (rows.length > 0)
          yield rows.map((row) => ({
            ...row,
            state: row.state as Going['state'],
            oldLinks: links.get(row.id) ?? [],
          }));
        if (rows.length < BATCH) return;
        after = rows.at(-1)!.id;
      }
    },
  };
}
