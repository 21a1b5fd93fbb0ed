/**
 * The documents of Statuspage's public API v2, field by field, so that its clients work against a Candor page
 * unmodified. A component that is not known shows as degraded, because the format lacks the word, and never as
 * operational. The parts are exported, because the REST API v1 and the webhooks of the same vendor consist of them.
 */
import type {
  Snapshot,
  SnapshotComponent,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { activeMaintenances, openIncidents } from './headline.ts';
import { plain } from './markdown.ts';
import { textIn } from './strings.ts';

export type Json = Record<string, unknown>;

const IMPACT = { 1: 'critical', 2: 'major', 3: 'minor', 4: 'none' } as const;
export const statuspageStatus = (status: ComponentStatus) =>
  status === 'unknown' ? 'degraded_performance' : status;
const english = (text: Parameters<typeof textIn>[0]) => textIn(text, 'en');

const pageOf = ({ page }: Snapshot): Json => ({
  id: page.id,
  name: page.name,
  url: page.url,
  time_zone: page.timeZone,
  timezone: page.timeZone,
  updated_at: page.updatedAt,
});

/** "Best effort blend" as the vendors describe it: the worst decides, and whether all or some are hit. */
export function statusBlend(snapshot: Snapshot): {
  indicator: 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
  description: string;
} {
  const shown = snapshot.components.map(({ status }) => statuspageStatus(status));
  const open = openIncidents(snapshot);
  const all = (status: string) => shown.length > 0 && shown.every((each) => each === status);
  const any = (status: string) => shown.includes(status as never);
  if (all('major_outage')) return { indicator: 'critical', description: 'Major System Outage' };
  if (any('major_outage')) return { indicator: 'major', description: 'Partial System Outage' };
  if (any('partial_outage')) return { indicator: 'major', description: 'Partial System Outage' };
  if (all('degraded_performance')) return { indicator: 'minor', description: 'Degraded System Service' };
  if (any('degraded_performance')) return { indicator: 'minor', description: 'Partially Degraded Service' };
  if (open.length > 0) {
    // Everything passes its checks again, but nobody has said that it is over.
    const watching = shown.length > 0 && open.every(({ phase }) => phase === 'monitoring');
    if (watching) return { indicator: 'minor', description: 'Minor Service Outage' };
    const worst = Math.min(...open.map(({ severity }) => severity));
    if (worst === 1) return { indicator: 'critical', description: 'Major System Outage' };
    if (worst === 2) return { indicator: 'major', description: 'Partial System Outage' };
    return { indicator: 'minor', description: 'Minor Service Outage' };
  }
  if (any('under_maintenance') || activeMaintenances(snapshot).length > 0)
    return { indicator: 'maintenance', description: 'Service Under Maintenance' };
  return { indicator: 'none', description: 'All Systems Operational' };
}

export const statuspageGroup = (snapshot: Snapshot, group: Snapshot['groups'][number]): Json => {
  const members = snapshot.components.filter(({ groupId }) => groupId === group.id);
  const order = [
    'operational',
    'under_maintenance',
    'degraded_performance',
    'partial_outage',
    'major_outage',
  ];
  return {
    id: group.id,
    name: english(group.name),
    status: members
      .map(({ status }) => statuspageStatus(status))
      .reduce(
        (worst, status) => (order.indexOf(status) > order.indexOf(worst) ? status : worst),
        'operational',
      ),
    created_at: group.createdAt,
    updated_at: group.updatedAt,
    position: group.position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: snapshot.page.id,
    group: true,
    only_show_if_degraded: false,
    components: members.map(({ id }) => id),
  };
};

/** When each component was last said to be otherwise; made once for a snapshot, because every document asks. */
const CHANGED = new WeakMap<Snapshot, Map<string, string>>();
function changedIn(snapshot: Snapshot): Map<string, string> {
  const known = CHANGED.get(snapshot);
  if (known) return known;
  const changed = new Map<string, string>();
  for (const told of [...snapshot.incidents, ...snapshot.maintenances])
    for (const [i, affected] of affectedIn(told).entries())
      for (const [id, [old, now]] of affected) {
        const { at } = told.updates[i]!;
        if (old !== now && at > (changed.get(id) ?? '')) changed.set(id, at);
      }
  CHANGED.set(snapshot, changed);
  return changed;
}

const later = (one: string, other = ''): string => (other > one ? other : one);

export const statuspageComponent = (snapshot: Snapshot, component: SnapshotComponent): Json => ({
  id: component.id,
  name: english(component.name),
  status: statuspageStatus(component.status),
  created_at: component.createdAt,
  // A changed status is a change of the component there.
  updated_at: later(component.updatedAt, changedIn(snapshot).get(component.id)),
  position: component.position,
  description: component.description ? english(component.description) : null,
  showcase: component.showcase,
  start_date: component.startDate,
  group_id: component.groupId,
  page_id: snapshot.page.id,
  group: false,
  only_show_if_degraded: component.onlyShowIfDegraded,
});

const componentsOf = (snapshot: Snapshot): Json[] => [
  ...snapshot.groups.map((group) => statuspageGroup(snapshot, group)),
  ...snapshot.components.map((component) => statuspageComponent(snapshot, component)),
];

/** The format has no word for a cancelled maintenance; it is over. */
const phaseOf = (phase: SnapshotUpdate['phase']) => (phase === 'cancelled' ? 'completed' : phase);

type Told = SnapshotIncident | SnapshotMaintenance;
const OVER = new Set(['resolved', 'completed', 'cancelled']);

/** Of each update, newest first, all that is concerned so far: a component that did not change is told with its status too. */
function affectedIn({ opened, updates }: Told): Map<string, [old: ComponentStatus, now: ComponentStatus]>[] {
  const said = new Map((opened ?? []).map((each) => [each.componentId, each.status]));
  let before = new Map<string, ComponentStatus>();
  return updates
    .toReversed()
    .map(({ phase, components: named }) => {
      for (const { componentId, status } of named) said.set(componentId, status);
      const spoken = new Set(named.map(({ componentId }) => componentId));
      const after = new Map(
        [...said].map(([id, status]): [string, ComponentStatus] => {
          // What lies ahead changes nothing yet, and what is over holds nothing down.
          if (phase === 'scheduled') return [id, before.get(id) ?? 'operational'];
          return [id, OVER.has(phase) && (phase !== 'resolved' || !spoken.has(id)) ? 'operational' : status];
        }),
      );
      const affected = new Map(
        [...after].map(([id, now]) => [
          id,
          [before.get(id) ?? 'operational', now] as [ComponentStatus, ComponentStatus],
        ]),
      );
      before = after;
      return affected;
    })
    .toReversed();
}

function updatesOf(snapshot: Snapshot, incident: Told): Json[] {
  const names = new Map(snapshot.components.map(({ id, name }) => [id, english(name)]));
  const affected = affectedIn(incident);
  return incident.updates.map((update, i) => ({
    id: update.id,
    status: phaseOf(update.phase),
    body: plain(english(update.text)),
    incident_id: incident.id,
    created_at: update.at,
    updated_at: update.corrections.at(-1)?.at ?? update.at,
    display_at: update.at,
    affected_components:
      affected[i]!.size === 0
        ? null
        : [...affected[i]!].map(([code, [old, now]]) => ({
            code,
            name: names.get(code) ?? code,
            old_status: statuspageStatus(old),
            new_status: statuspageStatus(now),
          })),
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  }));
}

function shared(snapshot: Snapshot, incident: Told): Json {
  const concerned = new Set(
    [
      ...(incident.opened ?? []),
      ...incident.components,
      ...incident.updates.flatMap(({ components }) => components),
    ].map(({ componentId }) => componentId),
  );
  return {
    id: incident.id,
    name: english(incident.title),
    status: phaseOf(incident.phase),
    created_at: incident.createdAt,
    updated_at: incident.updatedAt,
    monitoring_at: 'monitoringAt' in incident ? incident.monitoringAt : null,
    resolved_at: incident.resolvedAt,
    shortlink: `${snapshot.page.url}/incidents/${incident.id}`,
    started_at: incident.startedAt,
    page_id: snapshot.page.id,
    incident_updates: updatesOf(snapshot, incident),
    components: snapshot.components
      .filter(({ id }) => concerned.has(id))
      .map((component) => statuspageComponent(snapshot, component)),
    reminder_intervals: null,
  };
}

/** A published postmortem is the last phase there, and stands above the updates with its own words. */
function withPostmortem(
  document: Json,
  snapshot: Snapshot,
  { id, phase, postmortem }: SnapshotIncident,
): Json {
  if (!postmortem || phase !== 'resolved') return document;
  const { url, title, publishedAt } = postmortem;
  const told = {
    id: `${id}_postmortem`,
    status: 'postmortem',
    body: `${title}\n\n${new URL(url, `${snapshot.page.url}/`).href}`,
    incident_id: id,
    created_at: publishedAt,
    updated_at: publishedAt,
    display_at: publishedAt,
    affected_components: null,
    deliver_notifications: false,
    custom_tweet: null,
    tweet_id: null,
  };
  return {
    ...document,
    status: 'postmortem',
    incident_updates: [told, ...(document['incident_updates'] as Json[])],
  };
}

export const statuspageIncident = (snapshot: Snapshot, incident: SnapshotIncident): Json => ({
  ...withPostmortem(shared(snapshot, incident), snapshot, incident),
  impact: IMPACT[incident.severity],
});

export const statuspageMaintenance = (snapshot: Snapshot, maintenance: SnapshotMaintenance): Json => ({
  ...shared(snapshot, maintenance),
  impact: 'maintenance',
  scheduled_for: maintenance.scheduledFor,
  scheduled_until: maintenance.scheduledUntil,
});

/** Every document of the read API, by its path. */
export function statuspageDocuments(snapshot: Snapshot): Record<string, Json> {
  const page = pageOf(snapshot);
  // `maintenance` is a fifth word that the documentation leaves out and real pages say.
  const status = statusBlend(snapshot);
  const components = componentsOf(snapshot);
  const incidents = snapshot.incidents.slice(0, 50).map((incident) => statuspageIncident(snapshot, incident));
  const unresolved = openIncidents(snapshot).map((incident) => statuspageIncident(snapshot, incident));
  const maintenances = snapshot.maintenances.map((maintenance) => ({
    phase: maintenance.phase,
    document: statuspageMaintenance(snapshot, maintenance),
  }));
  const inPhase = (...phases: string[]) =>
    maintenances.filter(({ phase }) => phases.includes(phase)).map(({ document }) => document);
  return {
    '/api/v2/summary.json': {
      page,
      components,
      incidents: unresolved,
      scheduled_maintenances: inPhase('scheduled', 'in_progress', 'verifying'),
      status,
    },
    '/api/v2/status.json': { page, status },
    '/api/v2/components.json': { page, components },
    '/api/v2/incidents.json': { page, incidents },
    '/api/v2/incidents/unresolved.json': { page, incidents: unresolved },
    '/api/v2/scheduled-maintenances.json': {
      page,
      scheduled_maintenances: maintenances.slice(0, 50).map(({ document }) => document),
    },
    '/api/v2/scheduled-maintenances/upcoming.json': { page, scheduled_maintenances: inPhase('scheduled') },
    '/api/v2/scheduled-maintenances/active.json': {
      page,
      scheduled_maintenances: inPhase('in_progress', 'verifying'),
    },
  };
}
