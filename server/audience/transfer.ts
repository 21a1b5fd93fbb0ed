/**
 * Subscribers who come from another status page, or go to another Candor. Who confirmed there stays confirmed, with
 * the place and the time of the consent on record; who ended a subscription, there or here, stays ended. Nobody is
 * written to because of it.
 */
import { sql } from 'kysely';
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { newWebhookSecret } from '#lib/webhook-secret.ts';
import type { Store, Tx } from '#store';
import type { Consents } from './consent.ts';
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
  /** Adds those who are not here, and ends those who ended it there; answers their ids in the same order. */
  bring(tx: Tx, coming: readonly Coming[], source: string): Promise<string[]>;
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
  consents,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  oldLinks: OldLinks;
  consents: Consents;
}): SubscriberTransfer {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();

  async function known(addresses: readonly { carrier: string; address: string }[], tx?: Tx) {
    const found = new Map<string, { id: string; state: string }>();
    for (let from = 0; from < addresses.length; from += BATCH)
      for (const [carrier, those] of Map.groupBy(addresses.slice(from, from + BATCH), (one) => one.carrier)) {
        const wanted = those.map(({ address }) => address.toLowerCase());
        const rows = await on(tx)
          .selectFrom('audienceSubscriber')
          .select(['id', 'state', 'carrier', 'address'])
          .where('carrier', '=', carrier as Row['carrier'])
          .where(sql<boolean>`lower(address) = any(${wanted})`)
          .execute();
        for (const row of rows) found.set(addressKey(row), { id: row.id, state: row.state });
      }
    return found;
  }

  const toRow = (id: string, coming: Coming, source: string) => ({
    id,
    carrier: coming.carrier,
    address: coming.address,
    addressHash: addressHash(coming.carrier, coming.address),
    state: coming.state,
    locale: coming.locale,
    timeZone: coming.timeZone,
    componentIds: coming.componentIds ? JSON.stringify(coming.componentIds) : null,
    everyNote: coming.everyNote,
    customerId: null,
    secret: coming.carrier === 'webhook' ? (coming.secret ?? newWebhookSecret()) : null,
    source,
    createdAt: coming.createdAt,
    confirmSentAt: null,
    confirmedAt: coming.confirmedAt,
    endedAt: coming.endedAt,
    endedWhy: coming.state === 'active' ? null : `ended at ${source}`,
  });

  return {
    known: (addresses) => known(addresses),
    async bring(tx, all, source) {
      const here = await known(all, tx);
      const idOf = all.map((coming) => here.get(addressKey(coming))?.id ?? ids.next('sub'));
      const fresh = all.flatMap((coming, i) =>
        here.has(addressKey(coming)) ? [] : [toRow(idOf[i] ?? '', coming, source)],
      );
      if (fresh.length > 0)
        await on(tx)
          .insertInto('audienceSubscriber')
          .values(fresh as never)
          .execute();
      await consents.note(
        tx,
        fresh.map(({ id }) => id),
        'imported',
        { source },
      );
      for (const [i, { state, endedAt, ...coming }] of all.entries())
        if (state !== 'active' && here.has(addressKey(coming)))
          await on(tx)
            .updateTable('audienceSubscriber')
            .set({ state, endedAt: endedAt ?? clock.now(), endedWhy: `ended at ${source}` })
            .where('id', '=', idOf[i] ?? '')
            .where('state', 'in', ['pending', 'active'])
            .execute();
      await oldLinks.add(
        tx,
        all.flatMap(({ oldLinks: links }, i) => links.map((link) => ({ subscriberId: idOf[i] ?? '', link }))),
        source,
      );
      return idOf;
    },
    async *leaving() {
      for (let after = ''; ; ) {
        const rows = await on()
          .selectFrom('audienceSubscriber')
          .selectAll()
          .where('id', '>', after)
          .where('state', '!=', 'pending')
          .where('carrier', 'in', ['email', 'webhook', 'sms'])
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
