/**
 * The service as its users see it: pages, groups and components. Plain rows that people edit; it records no facts
 * and knows nothing of incidents or monitors.
 */
import { Component, ComponentInput, Group, GroupInput, type Page } from '@candor/protocol/catalog.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { createCatalogPages, type Pages } from './pages.ts';
import type { CatalogTables } from './tables.ts';

export { tokenDigest } from './access.ts';
export { checkAsset } from './assets.ts';
export { chosenComponents } from './chosen.ts';
export { accentIn } from './colour.ts';
export { assetPath, lookOf } from './look.ts';
export type { AssetBytes, PageGate } from './pages.ts';
export type { Component, Group, Page };

export type Catalog = {
  pages: Pages;
  groups: {
    list(tx?: Tx): Promise<Group[]>;
    create(input: GroupInput, tx?: Tx): Promise<Group>;
    update(id: string, input: Partial<GroupInput>, tx?: Tx): Promise<Group>;
    remove(id: string): Promise<void>;
  };
  components: {
    list(tx?: Tx): Promise<Component[]>;
    get(id: string, tx?: Tx): Promise<Component>;
    create(input: ComponentInput, tx?: Tx): Promise<Component>;
    update(id: string, input: Partial<ComponentInput>, tx?: Tx): Promise<Component>;
    /** A component with a history is retired, not removed: the past keeps its name. */
    retire(id: string): Promise<void>;
  };
  /** Called after any change, so that the page is made anew. */
  onChange(listener: () => void): void;
};

export function createCatalog({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Catalog {
  const listeners: (() => void)[] = [];
  const changed = <T>(value: T): T => {
    for (const listener of listeners) listener();
    return value;
  };
  const on = (tx?: Tx) => (tx ?? store.db).withTables<CatalogTables>();
  const stamps = () => ({ createdAt: clock.now(), updatedAt: clock.now() });
  const missing = (what: string, id: string) => new Problem('not-found', `There is no ${what} ${id}.`);

  /** A group from outside has to be there, and a slug to be free, before anything is written. */
  async function check({ groupId, slug, pageId }: Component, id: string, tx?: Tx) {
    if (groupId !== null) {
      const groups = new Set((await catalog.groups.list(tx)).map((group) => group.id));
      refuseUnknown('group', [{ path: 'groupId', id: groupId }], groups);
    }
    const taken = await on(tx)
      .selectFrom('catalogComponent')
      .select('id')
      .where('pageId', '=', pageId)
      .where('slug', '=', slug)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (taken)
      throw new Problem('state.conflict', `A component with the slug "${slug}" exists already: ${taken.id}.`);
  }

  const toGroup = (row: object) => Group.parse(row);
  const toComponent = ({ retiredAt: _, ...row }: { retiredAt: string | null }) => Component.parse(row);
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

  const catalog: Catalog = {
    pages: createCatalogPages({
      store,
      clock,
      ids,
      changed,
      known: async () => ({
        groups: await catalog.groups.list(),
        components: await catalog.components.list(),
      }),
    }),
    groups: {
      async list(tx) {
        return (
          await on(tx).selectFrom('catalogGroup').selectAll().orderBy('position').orderBy('id').execute()
        ).map(toGroup);
      },
      async create(input, tx) {
        const page = await catalog.pages.default(tx);
        const group = { ...GroupInput.parse(input), id: ids.next('grp'), pageId: page.id, ...stamps() };
        await on(tx)
          .insertInto('catalogGroup')
          .values({ ...group, name: JSON.stringify(group.name) })
          .execute();
        return changed(group);
      },
      async update(id, input, tx) {
        const before = await on(tx)
          .selectFrom('catalogGroup')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        if (!before) throw missing('group', id);
        const group = Group.parse({ ...before, ...input, updatedAt: clock.now() });
        await on(tx)
          .updateTable('catalogGroup')
          .set({ ...group, name: JSON.stringify(group.name) })
          .where('id', '=', id)
          .execute();
        return changed(group);
      },
      async remove(id) {
        await store.transaction(async (tx) => {
          await on(tx)
            .updateTable('catalogComponent')
            .set({ groupId: null })
            .where('groupId', '=', id)
            .execute();
          await on(tx).deleteFrom('catalogGroup').where('id', '=', id).execute();
        });
        changed(undefined);
      },
    },
    components: {
      async list(tx) {
        const rows = await on(tx)
          .selectFrom('catalogComponent')
          .selectAll()
          .where('retiredAt', 'is', null)
          .orderBy('position')
          .orderBy('id')
          .execute();
        return rows.map(toComponent);
      },
      async get(id, tx) {
        const row = await on(tx)
          .selectFrom('catalogComponent')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) throw missing('component', id);
        return toComponent(row);
      },
      async create(input, tx) {
        const page = await catalog.pages.default(tx);
        const component = {
          ...ComponentInput.parse(input),
          id: ids.next('cmp'),
          pageId: page.id,
          ...stamps(),
        };
        await check(component, component.id, tx);
        await on(tx)
          .insertInto('catalogComponent')
          .values({
            ...component,
            name: JSON.stringify(component.name),
            description: json(component.description),
            retiredAt: null,
          })
          .execute();
        return changed(Component.parse(component));
      },
      async update(id, input, tx) {
        const before = await catalog.components.get(id, tx);
        const component = Component.parse({ ...before, ...input, updatedAt: clock.now() });
        await check(component, id, tx);
        await on(tx)
          .updateTable('catalogComponent')
          .set({
            ...component,
            name: JSON.stringify(component.name),
            description: json(component.description),
          })
          .where('id', '=', id)
          .execute();
        return changed(component);
      },
      async retire(id) {
        await catalog.components.get(id);
        await on()
          .updateTable('catalogComponent')
          .set({ retiredAt: clock.now() })
          .where('id', '=', id)
          .execute();
        changed(undefined);
      },
    },
    onChange: (listener) => listeners.push(listener),
  };
  return catalog;
}
