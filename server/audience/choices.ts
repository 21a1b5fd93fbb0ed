/** What somebody may choose to hear of, so that no form names what only other pages show. */
import type { Subscriber } from '@candor/protocol/audience.ts';
import { type Catalog, type Component, chosenComponents, type Group, type Page } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import type { Incident, Timeline } from '#timeline';

export type Choices = {
  components: Component[];
  /** Those that have a component to choose. */
  groups: Group[];
  /** What they hear of who choose nothing; null is all. */
  everything: string[] | null;
};

type Chosen = {
  componentIds?: string[] | null | undefined;
  groupIds?: string[] | null | undefined;
  incidentIds?: string[] | null | undefined;
};

export type ChoicesOf = ReturnType<typeof createChoices>;

/** Without the timeline nothing can be followed. */
export function createChoices(catalog: Catalog, timeline?: Pick<Timeline, 'incident'>) {
  async function among(page: Page, already: readonly string[] = []): Promise<Choices> {
    const all = await catalog.components.list();
    const shown = chosenComponents(page, all);
    const components = all.filter(({ id }) => shown === null || shown.has(id) || already.includes(id));
    const groups = (await catalog.groups.list()).filter((group) =>
      components.some(({ groupId }) => groupId === group.id),
    );
    return { components, groups, everything: shown === null ? null : [...shown] };
  }

  /** An incident or a maintenance that is not over and that this page shows. */
  async function open(id: string, { everything }: Choices): Promise<Incident | null> {
    const incident = await timeline?.incident(id);
    if (!incident || ['resolved', 'completed', 'cancelled'].includes(incident.phase)) return null;
    const named = [...incident.openedComponents, ...incident.components].map(
      ({ componentId }) => componentId,
    );
    return everything === null || named.some((each) => everything.includes(each)) ? incident : null;
  }

  return {
    /** What readers of this page may choose from. */
    on: (page: Page) => among(page),
    /** What the default page shows, and what the subscriber has already. */
    of: async (subscriber: Pick<Subscriber, 'componentIds'>) =>
      among(await catalog.pages.default(), subscriber.componentIds ?? []),
    open,
    /** Throws for what this page does not show. What was chosen before may stay. */
    async refuseStrangers(
      { componentIds, groupIds, incidentIds }: Chosen,
      choices: Choices,
      already: Chosen = {},
    ): Promise<void> {
      const ids = (list: readonly { id: string }[], more?: string[] | null) =>
        new Set([...list.map(({ id }) => id), ...(more ?? [])]);
      refuseUnknown(
        'component',
        placed('componentIds', componentIds ?? []),
        ids(choices.components, already.componentIds),
      );
      refuseUnknown('group', placed('groupIds', groupIds ?? []), ids(choices.groups, already.groupIds));
      const known = new Set(already.incidentIds);
      for (const id of incidentIds ?? []) if (!known.has(id) && (await open(id, choices))) known.add(id);
      refuseUnknown('open incident', placed('incidentIds', incidentIds ?? []), known);
    },
    /** Every component and group of the installation, for staff. */
    async all(): Promise<Choices> {
      const [components, groups] = await Promise.all([catalog.components.list(), catalog.groups.list()]);
      return { components, groups, everything: null };
    },
  };
}
