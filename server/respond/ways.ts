/**
 * How each person of the staff is called: by mail always, and by the further ways that they named, each from the
 * severity on for which it is meant (a phone may ring for what is critical alone). Plain rows.
 */
import type { PersonWay } from '@candor/protocol/respond.ts';
import type { Carriers, Recipient } from '#carriers';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store, Tx } from '#store';
import { readAddress, shownAddress } from './addresses.ts';
import type { RespondTables } from './tables.ts';

export type Ways = {
  /** As they are shown: an address that lets anybody write there only in part. */
  list(personId: string): Promise<PersonWay[]>;
  save(personId: string, ways: readonly PersonWay[]): Promise<PersonWay[]>;
  /** Everybody of these who may be called, at every address that this severity reaches. */
  recipients(tx: Tx, personIds: readonly string[], severity: number): Promise<Recipient[]>;
};

export function createWays({
  store,
  people,
  carriers,
}: {
  store: Store;
  people: People;
  carriers: Pick<Carriers, 'all'>;
}): Ways {
  const rows = (personIds: readonly string[], tx?: Tx) =>
    (tx ?? store.db)
      .withTables<RespondTables>()
      .selectFrom('respondWay')
      .selectAll()
      .where('personId', 'in', personIds)
      .orderBy('personId')
      .orderBy('carrier')
      .execute();

  async function needPerson(id: string) {
    if (!(await people.persons.get(id)))
      throw new Problem('not-found', `There is no person ${id.slice(0, 40)}.`);
  }

  const ways: Ways = {
    async list(personId) {
      await needPerson(personId);
      return (await rows([personId])).map((row) => ({
        ...shownAddress(row, carriers.all),
        fromSeverity: row.fromSeverity,
      }));
    },

    async save(personId, given) {
      await needPerson(personId);
      await store.transaction(async (tx) => {
        const before = await rows([personId], tx);
        const read = given.map(({ fromSeverity, ...way }, i) => ({
          ...readAddress({ ...way, path: `ways.${i}` }, carriers.all, before),
          personId,
          fromSeverity,
        }));
        const db = tx.withTables<RespondTables>();
        await db.deleteFrom('respondWay').where('personId', '=', personId).execute();
        if (read.length > 0) await db.insertInto('respondWay').values(read).execute();
      });
      return ways.list(personId);
    },

    async recipients(tx, personIds, severity) {
      const ids = [...new Set(personIds)];
      if (ids.length === 0) return [];
      const known = await rows(ids, tx);
      const found: Recipient[] = [];
      for (const id of ids) {
        // Somebody who left the staff is not called; the others are.
        const person = await people.persons.get(id);
        if (!person || person.disabledAt) continue;
        const of = { id, kind: 'person', locale: 'en', timeZone: person.timeZone } as const;
        const mine = known.filter(
          ({ personId, fromSeverity }) => personId === id && severity <= fromSeverity,
        );
        // Another address for mail stands in place of the one that they sign in with.
        if (!mine.some(({ carrier }) => carrier === 'email'))
          found.push({ ...of, carrier: 'email', address: person.email });
        // A way whose carrier is gone calls nobody; the others do.
        for (const { carrier, address } of mine)
          if (carriers.all.has(carrier)) found.push({ ...of, carrier, address });
      }
      return found;
    },
  };
  return ways;
}
