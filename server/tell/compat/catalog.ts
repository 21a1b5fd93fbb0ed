/**
 * Components and groups as callers of Statuspage's REST API v1 write them. A status there is what a person sets by
 * hand here; `operational` takes the hand away and leaves the word to monitors and incidents.
 */
import type { z } from 'zod';
import type { Catalog } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import type { ComponentEdit, GroupEdit, NewComponent, NewGroup } from './fields.ts';

type Fields = z.output<typeof ComponentEdit>;

export function createCatalogCalls(catalog: Catalog) {
  const locale = async () => (await catalog.pages.default()).locales[0] ?? 'en';

  async function fieldsOf(input: Fields) {
    const spoken = await locale();
    const { description, status, group_id, showcase, only_show_if_degraded, start_date, position } = input;
    return {
      ...(description === undefined ? {} : { description: { [spoken]: description } }),
      ...(status === undefined ? {} : { manualStatus: status === 'operational' ? null : status }),
      ...(group_id === undefined ? {} : { groupId: group_id }),
      ...(showcase === undefined ? {} : { showcase }),
      ...(only_show_if_degraded === undefined ? {} : { onlyShowIfDegraded: only_show_if_degraded }),
      ...(start_date === undefined ? {} : { startDate: start_date }),
      ...(position === undefined ? {} : { position }),
    };
  }

  /** Catalogue names have an English form; the page's own language stands beside it. */
  const named = async (name: string) => ({ en: name, [await locale()]: name });

  async function freeSlug(name: string): Promise<string> {
    const plain = name
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
    const wish =
      plain
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 50) || 'component';
    const taken = new Set((await catalog.components.list()).map(({ slug }) => slug));
    for (let n = 1; ; n += 1) {
      const slug = n === 1 ? wish : `${wish}-${n}`;
      if (!taken.has(slug)) return slug;
    }
  }

  async function knownComponents(componentIds: readonly string[]) {
    const known = new Map((await catalog.components.list()).map((component) => [component.id, component]));
    refuseUnknown(
      'component',
      placed('component_group.components', [...componentIds]),
      new Set(known.keys()),
    );
    return known;
  }

  /** The group has exactly these members afterwards. */
  async function setMembers(groupId: string, componentIds: readonly string[]) {
    const known = await knownComponents(componentIds);
    for (const { id, groupId: before } of known.values())
      if (componentIds.includes(id) !== (before === groupId))
        await catalog.components.update(id, { groupId: componentIds.includes(id) ? groupId : null });
  }

  return {
    async createComponent(input: z.output<typeof NewComponent>): Promise<string> {
      const component = await catalog.components.create({
        slug: await freeSlug(input.name),
        name: await named(input.name),
        ...(await fieldsOf(input)),
      });
      return component.id;
    },
    async changeComponent(id: string, input: Fields): Promise<void> {
      const before = await catalog.components.get(id);
      await catalog.components.update(id, {
        ...(input.name ? { name: { ...before.name, ...(await named(input.name)) } } : {}),
        ...(await fieldsOf(input)),
      });
    },
    async createGroup(input: z.output<typeof NewGroup>): Promise<string> {
      await knownComponents(input.components ?? []);
      const { id } = await catalog.groups.create({
        name: await named(input.name),
        position: input.position ?? 0,
      });
      if (input.components) await setMembers(id, input.components);
      return id;
    },
    async changeGroup(id: string, input: z.output<typeof GroupEdit>): Promise<void> {
      await knownComponents(input.components ?? []);
      await catalog.groups.update(id, {
        ...(input.name ? { name: await named(input.name) } : {}),
        ...(input.position === undefined ? {} : { position: input.position }),
      });
      if (input.components) await setMembers(id, input.components);
    },
  };
}
