/** How this installation speaks: cadence, holds, tone. One row; what is not set has its default. */
import { TellSettings } from '@candor/protocol/tell.ts';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import type { TellTables } from './tables.ts';

export type SettingsShelf = {
  get(tx?: Tx): Promise<TellSettings>;
  set(settings: Partial<TellSettings>): Promise<TellSettings>;
};

export function createSettings({ store, clock }: { store: Store; clock: Clock }): SettingsShelf {
  const get = async (tx?: Tx) => {
    const row = await (tx ?? store.db)
      .withTables<TellTables>()
      .selectFrom('tellSettings')
      .select('settings')
      .executeTakeFirst();
    return TellSettings.parse(row?.settings ?? {});
  };
  return {
    get,
    set: (change) =>
      store.transaction(async (tx) => {
        const settings = TellSettings.parse({ ...(await get(tx)), ...change });
        const row = { settings: JSON.stringify(settings), updatedAt: clock.now() };
        await tx
          .withTables<TellTables>()
          .insertInto('tellSettings')
          .values({ onlyOne: true, ...row })
          .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet(row))
          .execute();
        return settings;
      }),
  };
}
