/** How this installation listens: grain, season, how long single events are kept. One row; the rest has its default. */
import { ListenSettings, type ListenSettingsInput } from '@candor/protocol/listen.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { ListenTables } from './tables.ts';

export type SettingsShelf = {
  get(tx?: Tx): Promise<ListenSettings>;
  set(change: ListenSettingsInput): Promise<ListenSettings>;
};

export function createSettings({ store, clock }: { store: Store; clock: Clock }): SettingsShelf {
  const get = async (tx?: Tx) => {
    const row = await (tx ?? store.db)
      .withTables<ListenTables>()
      .selectFrom('listenSettings')
      .select('settings')
      .executeTakeFirst();
    return ListenSettings.parse(row?.settings ?? {});
  };
  return {
    get,
    set: (change) =>
      store.transaction(async (tx) => {
        const parsed = ListenSettings.safeParse({ ...(await get(tx)), ...change });
        if (!parsed.success)
          throw new Problem('request.invalid', 'These settings do not hold together.', {
            errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
          });
        const row = { settings: JSON.stringify(parsed.data), updatedAt: clock.now() };
        await tx
          .withTables<ListenTables>()
          .insertInto('listenSettings')
          .values({ onlyOne: true, ...row })
          .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet(row))
          .execute();
        return parsed.data;
      }),
  };
}
