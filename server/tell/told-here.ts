/**
 * Which incidents a page of chosen components has shown. What was promised to its readers goes on counting in its
 * record when the component leaves the selection, so that no missed promise is hidden by an edit. Never more than ids:
 * what such a page still says of those incidents are times.
 */
import type { Store } from '#store';
import type { Incident } from '#timeline';
import type { TellTables } from './tables.ts';

export type ToldHere = ReturnType<typeof createToldHere>;

export function createToldHere(store: Store) {
  const db = () => store.db.withTables<TellTables>();
  const known = new Map<string, Set<string>>();

  async function of(pageId: string): Promise<Set<string>> {
    const rows = known.has(pageId)
      ? []
      : await db().selectFrom('tellPageIncident').select('incidentId').where('pageId', '=', pageId).execute();
    const ids = known.get(pageId) ?? new Set(rows.map(({ incidentId }) => incidentId));
    known.set(pageId, ids);
    return ids;
  }

  return {
    of: async (pageId: string): Promise<ReadonlySet<string>> => of(pageId),
    /** These are on the page now, with what was promised about them. */
    async note(pageId: string, shown: readonly Incident[]): Promise<void> {
      const ids = await of(pageId);
      const fresh = shown.filter(({ id, firstWordAt }) => firstWordAt !== null && !ids.has(id));
      // In parts, because a statement takes 65,535 values at most.
      for (let from = 0; from < fresh.length; from += 10_000) {
        const part = fresh.slice(from, from + 10_000);
        await db()
          .insertInto('tellPageIncident')
          .values(part.map(({ id }) => ({ pageId, incidentId: id })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        for (const { id } of part) ids.add(id);
      }
    },
  };
}
