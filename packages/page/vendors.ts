/**
 * The public documents by which tools recognise two other vendors: Instatus' `/summary.json` in both of its shapes,
 * and Better Stack's `/index.json` (JSON:API). What is not known is an issue or degraded there, never up.
 */
import type { Snapshot, SnapshotComponent, SnapshotMaintenance } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { activeMaintenances, openIncidents, worseThan } from './headline.ts';
import { plain } from './markdown.ts';
import { statusBlend } from './statuspage.ts';
import { textIn } from './strings.ts';

type Json = Record<string, unknown>;
const english = (text: Parameters<typeof textIn>[0]) => textIn(text, 'en');

const INSTATUS: Record<ComponentStatus, string> = {
  operational: 'OPERATIONAL',
  degraded_performance: 'DEGRADEDPERFORMANCE',
  partial_outage: 'PARTIALOUTAGE',
  major_outage: 'MAJOROUTAGE',
  under_maintenance: 'UNDERMAINTENANCE',
  unknown: 'DEGRADEDPERFORMANCE',
};
/** What an incident without a troubled component is, by its severity. */
const BY_SEVERITY: Record<number, ComponentStatus> = {
  1: 'major_outage',
  2: 'partial_outage',
  3: 'degraded_performance',
  4: 'operational',
};
const STARTED: Partial<Record<SnapshotMaintenance['phase'], string>> = {
  scheduled: 'NOTSTARTEDYET',
  in_progress: 'INPROGRESS',
  verifying: 'INPROGRESS',
};

const worstOf = (states: readonly { status: ComponentStatus }[]): ComponentStatus =>
  states.reduce<ComponentStatus>(
    (worst, { status }) => (worseThan(status, worst) ? status : worst),
    'operational',
  );

/** The older shape has `status` beside the page and `page.updated`, the newer `page.status`; this is both. */
export function instatusSummary(snapshot: Snapshot): Json {
  const { page } = snapshot;
  const { indicator, description } = statusBlend(snapshot);
  const state = indicator === 'none' ? 'UP' : indicator === 'maintenance' ? 'UNDERMAINTENANCE' : 'HASISSUES';
  const link = (id: string) => `${page.url}/incidents/${id}`;
  return {
    page: { name: page.name, url: page.url, status: state, updated: page.updatedAt },
    status: { text: description, type: state },
    activeIncidents: openIncidents(snapshot).map((incident) => {
      const worst = worstOf(incident.components);
      return {
        id: incident.id,
        name: english(incident.title),
        started: incident.startedAt,
        status: incident.phase.toUpperCase(),
        impact: INSTATUS[worst === 'operational' ? BY_SEVERITY[incident.severity]! : worst],
        url: link(incident.id),
        updatedAt: incident.updatedAt,
      };
    }),
    activeMaintenances: snapshot.maintenances.flatMap((maintenance) => {
      const status = STARTED[maintenance.phase];
      if (!status) return [];
      const ms = Date.parse(maintenance.scheduledUntil) - Date.parse(maintenance.scheduledFor);
      return [
        {
          id: maintenance.id,
          name: english(maintenance.title),
          start: maintenance.scheduledFor,
          status,
          /** In minutes, as text. */
          duration: String(Math.round(ms / 60_000)),
          url: link(maintenance.id),
          updatedAt: maintenance.updatedAt,
        },
      ];
    }),
  };
}

const BETTER_STACK: Record<ComponentStatus | 'no_data', string> = {
  operational: 'operational',
  degraded_performance: 'degraded',
  partial_outage: 'degraded',
  major_outage: 'downtime',
  under_maintenance: 'maintenance',
  unknown: 'degraded',
  no_data: 'not_monitored',
};

function aggregateOf(snapshot: Snapshot): string {
  const { indicator } = statusBlend(snapshot);
  if (indicator === 'none') return 'operational';
  if (indicator === 'maintenance') return 'maintenance';
  return indicator === 'critical' || snapshot.components.some(({ status }) => status === 'major_outage')
    ? 'downtime'
    : 'degraded';
}

/** Of a page with hundreds of components the days of history become fewer, so that the document stays a document. */
const MOST_DAYS = 5_000;

const resourceOf = (component: SnapshotComponent, days: number): Json => ({
  id: component.id,
  type: 'status_page_resource',
  attributes: {
    status_page_section_id: component.groupId,
    resource_id: component.id,
    resource_type: 'Monitor',
    widget_type: 'history',
    public_name: english(component.name),
    explanation: component.description ? english(component.description) : '',
    position: component.position,
    /** A share, not a percentage; null when nothing is known. */
    availability: component.uptime === null ? null : Math.round(component.uptime * 1e4) / 1e6,
    status: BETTER_STACK[component.status],
    status_history: component.days.slice(-days).map(({ date, status, downMinutes, maintenanceMinutes }) => ({
      day: date,
      status: BETTER_STACK[status],
      downtime_duration: Math.round(downMinutes * 60),
      maintenance_duration: Math.round(maintenanceMinutes * 60),
    })),
  },
});

/** The page, its groups and components, what is open or planned, and every update of that. */
export function betterStackIndex(snapshot: Snapshot): Json {
  const { page } = snapshot;
  const host = new URL(page.url).hostname;
  const running = new Set(activeMaintenances(snapshot).map(({ id }) => id));
  const incidents = openIncidents(snapshot);
  const maintenances = snapshot.maintenances.filter(
    ({ phase, id }) => phase === 'scheduled' || running.has(id),
  );
  const affected = (states: readonly { componentId: string; status: ComponentStatus }[]) =>
    states.map(({ componentId, status }) => ({
      status_page_resource_id: componentId,
      status: BETTER_STACK[status],
    }));
  const sections = snapshot.groups.map((group) => ({
    id: group.id,
    type: 'status_page_section',
    attributes: {
      name: english(group.name),
      position: group.position,
      status: BETTER_STACK[worstOf(snapshot.components.filter(({ groupId }) => groupId === group.id))],
    },
  }));
  const days = Math.max(1, Math.floor(MOST_DAYS / Math.max(1, snapshot.components.length)));
  const resources = snapshot.components.map((component) => resourceOf(component, days));
  const told = [...incidents, ...maintenances].map((each) => ({ each, planned: 'scheduledFor' in each }));
  const reports = told.map(({ each, planned }) => ({
    id: each.id,
    type: 'status_report',
    attributes: {
      title: english(each.title),
      report_type: planned ? 'maintenance' : 'manual',
      starts_at: 'scheduledFor' in each ? each.scheduledFor : each.startedAt,
      ends_at: 'scheduledUntil' in each ? each.scheduledUntil : null,
      affected_resources: affected(each.components),
      aggregate_state: planned
        ? 'maintenance'
        : BETTER_STACK[
            worseThan(worstOf(each.components), 'operational') ? worstOf(each.components) : 'unknown'
          ],
    },
    relationships: {
      status_updates: { data: each.updates.map(({ id }) => ({ id, type: 'status_update' })) },
    },
  }));
  const updates = told.flatMap(({ each }) =>
    each.updates.map((update) => ({
      id: update.id,
      type: 'status_update',
      attributes: {
        message: plain(english(update.text)),
        published_at: update.at,
        status_report_id: each.id,
        affected_resources: affected(update.components),
      },
    })),
  );
  const refs = (of: readonly { id?: unknown; type?: unknown }[]) => ({
    data: of.map(({ id, type }) => ({ id, type })),
  });
  return {
    data: {
      id: page.id,
      type: 'status_page',
      attributes: {
        company_name: page.name,
        company_url: page.url,
        contact_url: page.supportUrl,
        logo_url: null,
        timezone: page.timeZone,
        subdomain: page.slug,
        custom_domain: host,
        announcement: null,
        aggregate_state: aggregateOf(snapshot),
        updated_at: page.updatedAt,
      },
      relationships: {
        sections: refs(sections),
        resources: refs(resources),
        status_reports: refs(reports),
      },
    },
    included: [...sections, ...resources, ...reports, ...updates],
  };
}
