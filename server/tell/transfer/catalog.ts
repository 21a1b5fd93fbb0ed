/** Page, groups and components of an import. Nothing is ever removed, and a page that was edited here keeps its words. */
import type { ComponentInput, PageInput } from '@candor/protocol/catalog.ts';
import type { Catalog, Component } from '#catalog';
import { compare, type Section, step } from './section.ts';

const byId = <T extends { id: string }>(things: readonly T[]) =>
  new Map(things.map((thing) => [thing.id, thing]));
const english = ({ name }: { name: Record<string, string> }) => name['en'] ?? '';

export function catalogSections({ pages, groups, components }: Catalog): Section[] {
  return [
    {
      name: 'page',
      batch: 1,
      async steps({ document, links }) {
        const theirs = document.page;
        if (!theirs) return [];
        const page = await pages.default();
        const { externalId, ...wanted } = theirs;
        const title = theirs.name;
        const untouched = page.createdAt === page.updatedAt && page.name === 'Status';
        if (!links.get('page', externalId) && !untouched)
          return [
            step('page', 'left_out', {
              externalId,
              title,
              detail: `the page here was edited already and stays "${page.name}"`,
            }),
          ];
        return [
          compare({
            section: 'page',
            kind: 'page',
            theirs,
            title,
            links,
            ours: byId([page]),
            alike: page,
            wanted,
            create: async () => page.id,
            update: (id, fields, tx) => pages.update(id, fields as Partial<PageInput>, tx),
          }),
        ];
      },
    },
    {
      name: 'groups',
      batch: Number.MAX_SAFE_INTEGER,
      async steps({ document, links }) {
        const here = await groups.list();
        return document.groups.map((theirs) => {
          const { externalId: _, ...wanted } = theirs;
          const title = english(theirs);
          return compare({
            section: 'groups',
            kind: 'group',
            theirs,
            title,
            links,
            ours: byId(here),
            alike: here.find((group) => english(group) === title),
            wanted,
            create: async (tx) => (await groups.create(wanted, tx)).id,
            update: (id, fields, tx) => groups.update(id, fields, tx),
          });
        });
      },
    },
    {
      name: 'components',
      batch: Number.MAX_SAFE_INTEGER,
      async steps({ document, links, warn }) {
        const here = await components.list();
        const taken = new Set(here.map(({ slug }) => slug));
        const known = new Set(document.groups.map(({ externalId }) => externalId));
        const groupless = document.components.filter(({ groupId }) => groupId === null).length;
        if (groupless > 0 && document.groups.length > 0)
          warn(`${groupless} of ${document.components.length} components belong to no group.`);
        const adopted = new Set<string>();
        return document.components.map((theirs) => {
          const { externalId: _, groupId: theirGroup, slug, ...rest } = theirs;
          if (theirGroup !== null && !known.has(theirGroup))
            warn(`The component "${english(theirs)}" names a group that is not there; it comes without one.`);
          const groupId = theirGroup === null ? null : (links.get('group', theirGroup)?.id ?? null);
          const alike = here.find(
            (component) =>
              !adopted.has(component.id) &&
              component.groupId === groupId &&
              english(component) === english(theirs),
          );
          if (alike) adopted.add(alike.id);
          return compare<typeof theirs, Component>({
            section: 'components',
            kind: 'component',
            theirs,
            title: english(theirs),
            links,
            ours: byId(here),
            alike,
            wanted: { ...rest, groupId },
            async create(tx) {
              const free = freeSlug(slug ?? english(theirs), taken);
              taken.add(free);
              return (await components.create(given({ ...rest, groupId, slug: free }) as ComponentInput, tx))
                .id;
            },
            update: (id, fields, tx) => components.update(id, fields as Partial<ComponentInput>, tx),
          });
        });
      },
    },
  ];
}

const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A slug that nobody has: the name in plain letters, and a number where there are several of it. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .replace(/-+$/, '') || 'component';
  for (let n = 1; ; n++) {
    const slug = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}
