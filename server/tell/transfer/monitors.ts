/**
 * Monitors of an import. They come switched off unless the operator wants them to check at once: a check that fails
 * opens an incident and speaks, and an import speaks to nobody. A target that the policy refuses is left out.
 */
import type { Monitor, MonitorHeader, MonitorInput } from '@candor/protocol/watch.ts';
import { Problem } from '#lib/problem.ts';
import { compare, type Section, step, type World } from './section.ts';

export type MonitorShelf = {
  list(): Promise<Monitor[]>;
  create(input: MonitorInput): Promise<Monitor>;
  update(id: string, input: Partial<MonitorInput>, by: string): Promise<Monitor>;
};

export function monitorSection(monitors: MonitorShelf, checkHost: (host: string) => void): Section {
  return {
    name: 'monitors',
    batch: 1,
    async steps({ document, links, options, warn }) {
      const here = await monitors.list();
      const ours = new Map(here.map((monitor) => [monitor.id, monitor]));
      const off = document.monitors.filter(({ enabled }) => enabled).length;
      if (off > 0 && !options.startMonitors)
        warn(
          `${off} monitors come switched off, so that none of them opens an incident by itself; switch them on in the console, or import with "start monitors".`,
        );
      return document.monitors.map((theirs) => {
        const { externalId, componentId: theirComponent, name } = theirs;
        const out = (detail: string) => step('monitors', 'left_out', { externalId, title: name, detail });
        const componentId = links.get('component', theirComponent)?.id;
        if (!componentId && !document.components.some((each) => each.externalId === theirComponent))
          return out('its component is not in the document');
        const refused = refusal(theirs.target, checkHost);
        if (refused) return out(refused);
        const { externalId: _, ...rest } = theirs;
        const target = withoutEmptySecrets(rest.target, name, warn);
        const enabled = rest.enabled && options.startMonitors && target === rest.target;
        const wanted = { ...rest, target, componentId: componentId ?? '' };
        return compare({
          section: 'monitors',
          kind: 'monitor',
          theirs,
          title: name,
          links,
          ours,
          alike: here.find((monitor) => monitor.componentId === componentId && monitor.name === name),
          // A secret is never read back, and whether it runs is decided here.
          wanted: { ...wanted, enabled: undefined, target: hasSecret(target) ? undefined : target },
          create: async () => (await monitors.create({ ...wanted, enabled })).id,
          update: (id, fields) => monitors.update(id, fields as Partial<MonitorInput>, 'system:import'),
        });
      });
    },
  };
}

type Target = World['document']['monitors'][number]['target'];

function refusal(target: Target, checkHost: (host: string) => void): string | null {
  if (target.kind === 'heartbeat') return null;
  try {
    checkHost(target.kind === 'http' ? new URL(target.url).hostname : target.host);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

const headersOf = (target: Target): MonitorHeader[] => (target.kind === 'http' ? target.headers : []);
const hasSecret = (target: Target) => headersOf(target).some(({ secret }) => secret);

/** An export never holds the values of secret headers: without them the monitor comes switched off. */
function withoutEmptySecrets(target: Target, name: string, warn: World['warn']): Target {
  if (target.kind !== 'http' || target.headers.every(({ value }) => value !== null)) return target;
  warn(
    `The monitor "${name}" has a secret header whose value is not in the document; add it, then switch it on.`,
  );
  return { ...target, headers: target.headers.filter(({ value }) => value !== null) };
}
