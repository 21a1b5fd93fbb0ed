/** Where a word stands in the course of its incident: what came before it, and which rules it has to keep. Pure. */
import type { Incident, Update } from '#timeline';

export const MAINTENANCE = new Set(['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled']);

/** What "no change since" may name: the newest of what a person said and of what changed by itself. */
export function lastChangeOf(incident: Incident): string {
  const said = incident.updates.findLast(({ origin }) => origin === 'person')?.at ?? incident.firstWordAt;
  const moved = incident.symptoms.flatMap(({ failedAt, recoveredAt }) => [failedAt, recoveredAt]);
  const instants = [said, ...moved].filter((at) => typeof at === 'string');
  return instants.sort().at(-1) ?? incident.startedAt;
}

export const positionIn = (incident: Incident, phase: Update['phase']) =>
  MAINTENANCE.has(phase)
    ? 'maintenance'
    : phase === 'resolved'
      ? 'end'
      : incident.updates.length === 0
        ? 'first'
        : 'update';
