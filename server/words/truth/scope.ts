/** From the scope that a text names to the components and monitors that can vouch for it. */
import type { Known, KnownComponent, KnownMonitor, Scope } from './claim.ts';
import { regionsOf } from './names.ts';

export type Reach = { components: KnownComponent[]; monitors: KnownMonitor[]; label: string };

export function createReach(known: Known) {
  const troubled = new Set(known.troubles.map(({ monitorId }) => monitorId));
  const groupNames = new Map(known.groups.map(({ id, names }) => [id, names]));
  const byId = new Map(known.components.map((component) => [component.id, component]));
  // A component is where its own name or its group's says; a monitor where its own name says, else where its component is.
  const componentRegions = new Map(
    known.components.map(({ id, names, groupId }) => [
      id,
      new Set(regionsOf([...names, ...(groupId ? (groupNames.get(groupId) ?? []) : [])])),
    ]),
  );
  const monitorRegions = new Map(
    known.monitors.map(({ id, name, componentId }) => {
      const own = regionsOf([name]);
      return [id, own.length > 0 ? new Set(own) : (componentRegions.get(componentId) ?? new Set<string>())];
    }),
  );

  function ofNames(names: readonly string[]): Reach {
    const places = names.filter((id) => id.startsWith('region:'));
    const parts = names.filter((id) => byId.has(id) || groupNames.has(id));
    const inParts = ({ id, groupId }: KnownComponent) =>
      parts.includes(id) || (groupId !== null && parts.includes(groupId));
    const isPart = (component: KnownComponent | undefined) =>
      parts.length === 0 || (component !== undefined && inParts(component));
    const isPlace = (regions: Set<string> | undefined) =>
      places.length === 0 || places.some((place) => regions?.has(place));
    if (parts.length === 0 && places.length === 0) return { components: [], monitors: [], label: '' };
    return {
      components: known.components.filter(
        (component) => isPart(component) && isPlace(componentRegions.get(component.id)),
      ),
      monitors: known.monitors.filter(
        (monitor) => isPart(byId.get(monitor.componentId)) && isPlace(monitorRegions.get(monitor.id)),
      ),
      label: [
        ...parts.map(nameOf),
        ...places.map((place) => place.slice('region:'.length).toUpperCase()),
      ].join(', '),
    };
  }

  const nameOf = (id: string): string => byId.get(id)?.names[0] ?? groupNames.get(id)?.[0] ?? id;

  const reach = {
    of(scope: Scope): Reach {
      const everything = {
        components: [...known.components],
        monitors: [...known.monitors],
        label: 'everything',
      };
      if (scope.of === 'everything') return everything;
      const own: Reach = {
        components: known.components.filter(({ concerned }) => concerned),
        monitors: known.monitors.filter(
          ({ id, componentId }) => troubled.has(id) || byId.get(componentId)?.concerned === true,
        ),
        label: 'what the incident is about',
      };
      if (scope.of === 'incident') return own;
      if (scope.of === 'named') return ofNames(scope.names);
      const named = scope.names.length > 0 ? ofNames(scope.names) : own;
      // Only places that something is known of can leave others out.
      if (scope.names.length > 0 && named.components.length + named.monitors.length === 0)
        return { components: [], monitors: [], label: '' };
      return {
        components: known.components.filter(
          (component) =>
            !named.components.includes(component) &&
            !named.monitors.some(({ componentId }) => componentId === component.id),
        ),
        monitors: known.monitors.filter((monitor) => !named.monitors.includes(monitor)),
        label: 'the others',
      };
    },
    nameOf,
    regionsOfMonitor: (id: string): ReadonlySet<string> => monitorRegions.get(id) ?? new Set(),
  };
  return reach;
}
