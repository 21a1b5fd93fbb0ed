/**
 * What one page may show of everything that is known, pure: its components under its names, and the incidents and
 * maintenance that touch them, told of those components alone. Whatever is made from the result (sentence, bars,
 * record, feeds, live stream) cannot hold more than the page may.
 */
import { type Component, chosenComponents, type Group, type Page } from '#catalog';
import type { Incident } from '#timeline';

type Everything = {
  groups: readonly Group[];
  components: readonly Component[];
  incidents: readonly Incident[];
};
export type Selected = Everything & {
  shows: (incidentId: string) => boolean;
  /** Told about here once, and of nothing that the page shows now: what was promised counts, and no more is said. */
  former: readonly Incident[];
};

/** Every component that an incident was ever said to touch. */
export const touched = (incident: Incident): string[] => [
  ...new Set(
    [
      ...incident.openedComponents,
      ...incident.components,
      ...incident.symptoms,
      ...incident.updates.flatMap(({ components }) => components),
    ].flatMap(({ componentId }) => (componentId === null ? [] : [componentId])),
  ),
];

/** What was written for the readers of this page stands in place of what all others read. */
function inWordsFor({ id }: Page, incident: Incident): Incident {
  const concerns = ({ pageTexts, corrections }: Incident['updates'][number]) =>
    pageTexts?.[id] !== undefined || corrections.some(({ wasOnPages }) => wasOnPages?.[id] !== undefined);
  if (!incident.updates.some(concerns)) return incident;
  const updates = incident.updates.map((update) => ({
    ...update,
    text: update.pageTexts?.[id] ?? update.text,
    corrections: update.corrections.map((correction) => ({
      ...correction,
      was: correction.wasOnPages?.[id] ?? correction.was,
    })),
  }));
  return { ...incident, updates };
}

export function selectFor(
  page: Page,
  { groups, components, incidents }: Everything,
  toldHere: ReadonlySet<string> = new Set(),
): Selected {
  const chosen = chosenComponents(page, components);
  const named = components.map((component) => {
    const alias = page.aliases[component.id];
    return alias ? { ...component, name: { ...component.name, ...alias } } : component;
  });
  const told = incidents.map((incident) => inWordsFor(page, incident));
  if (chosen === null) return { groups, components: named, incidents: told, shows: () => true, former: [] };
  const mine = <T extends { componentId: string | null }>(list: readonly T[]): T[] =>
    list.filter(({ componentId }) => componentId !== null && chosen.has(componentId));
  const kept = told
    .filter((incident) => touched(incident).some((id) => chosen.has(id)))
    .map(
      (incident): Incident => ({
        ...incident,
        openedComponents: mine(incident.openedComponents),
        components: mine(incident.components),
        symptoms: mine(incident.symptoms),
        updates: incident.updates.map((update) => ({ ...update, components: mine(update.components) })),
      }),
    );
  const shown = named.filter(({ id }) => chosen.has(id));
  const inUse = new Set(shown.map(({ groupId }) => groupId));
  const ids = new Set(kept.map(({ id }) => id));
  return {
    groups: groups.filter(({ id }) => inUse.has(id)),
    components: shown,
    incidents: kept,
    shows: (incidentId) => ids.has(incidentId),
    former: incidents.filter(({ id }) => toldHere.has(id) && !ids.has(id)),
  };
}
