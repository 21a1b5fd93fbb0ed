/**
 * When was which component how bad? Answered from incidents alone, purely, so that the page's bars, the credits and
 * the postmortem can never disagree. Where monitors proved the trouble, their times count; where only people
 * declared it, the declared statuses count from the start of the impact to the recovery.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { Incident } from './incident.ts';

export type Span = {
  componentId: string;
  incidentId: string;
  status: ComponentStatus;
  startMs: number;
  /** Null while it goes on. */
  endMs: number | null;
};

const ms = (instant: string) => Date.parse(instant);

export function troubleSpans(incidents: readonly Incident[]): Span[] {
  return incidents.flatMap((incident) =>
    incident.kind === 'maintenance' ? maintenanceSpans(incident) : incidentSpans(incident),
  );
}

function incidentSpans(incident: Incident): Span[] {
  const proven = incident.symptoms.map(
    (symptom): Span => ({
      componentId: symptom.componentId,
      incidentId: incident.id,
      status: symptom.status,
      startMs: ms(symptom.failedAt),
      endMs: symptom.recoveredAt ? ms(symptom.recoveredAt) : null,
    }),
  );
  const watched = new Set(proven.map((span) => span.componentId));
  return [...proven, ...declaredSpans(incident).filter((span) => !watched.has(span.componentId))];
}

/** The statuses that people declared, update by update. */
function declaredSpans(incident: Incident): Span[] {
  const spans: Span[] = [];
  const declarations = [
    { atMs: ms(incident.startedAt), components: incident.openedComponents },
    ...incident.updates
      .filter((update) => update.components.length > 0)
      .map((update) => ({ atMs: ms(update.at), components: update.components })),
  ];
  const endMs = incident.recoveredAt
    ? ms(incident.recoveredAt)
    : incident.resolvedAt
      ? ms(incident.resolvedAt)
      : null;
  declarations.forEach(({ atMs, components }, i) => {
    const until = declarations[i + 1]?.atMs ?? endMs;
    for (const { componentId, status } of components) {
      const last = spans.findLast((span) => span.componentId === componentId);
      if (status === 'operational') continue;
      if (last && last.endMs === atMs && last.status === status) last.endMs = until;
      else spans.push({ componentId, incidentId: incident.id, status, startMs: atMs, endMs: until });
    }
  });
  return spans.filter((span) => span.endMs === null || span.endMs > span.startMs);
}

function maintenanceSpans(incident: Incident): Span[] {
  if (incident.phase === 'scheduled' || incident.phase === 'cancelled') return [];
  // What was to work on as usual is not under maintenance: its own failures count.
  const touched = incident.openedComponents.filter(({ status }) => status !== 'operational');
  return touched.map(({ componentId }) => ({
    componentId,
    incidentId: incident.id,
    status: 'under_maintenance',
    startMs: ms(incident.startedAt),
    endMs: incident.resolvedAt ? ms(incident.resolvedAt) : null,
  }));
}
