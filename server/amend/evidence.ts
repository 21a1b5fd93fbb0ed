/** From incidents to what a contract is held against: pure, and the same spans that the public page shows. */
import { type Incident, troubleSpans } from '#timeline';
import type { Evidence } from './sla/uptime.ts';

export function evidenceOf(incidents: readonly Incident[], nowMs: number): Evidence {
  const outages = incidents.filter((incident) => incident.kind === 'incident');
  const maintenances = incidents.filter(
    (incident) =>
      incident.kind === 'maintenance' && incident.phase !== 'scheduled' && incident.phase !== 'cancelled',
  );
  return {
    downtime: troubleSpans(outages)
      .map((span) => ({ ...span, endMs: span.endMs ?? nowMs }))
      .sort((a, b) => a.startMs - b.startMs || a.componentId.localeCompare(b.componentId)),
    maintenance: maintenances.map((maintenance) => ({
      maintenanceId: maintenance.id,
      componentIds: maintenance.openedComponents.map(({ componentId }) => componentId),
      announcedMs: Date.parse(maintenance.openedAt),
      startMs: Date.parse(maintenance.startedAt),
      endMs: endOf(maintenance, nowMs),
    })),
  };
}

/** What was announced ahead, and no longer: an overrun is no planned time. */
const endOf = ({ resolvedAt, plan }: Incident, nowMs: number): number =>
  Math.min(
    resolvedAt ? Date.parse(resolvedAt) : nowMs,
    plan ? Date.parse(plan.announcedUntil) : Number.POSITIVE_INFINITY,
  );
