/**
 * How an incident was handled, in minutes. Time to detect starts at the impact, not at our first sample, and is
 * null rather than a plausible lie when the order of the times makes no sense.
 */
import type { IncidentMeasures } from '@candor/protocol/respond.ts';
import type { Incident } from '#timeline';

const minutesBetween = (from: string | null, to: string | null): number | null => {
  if (!from || !to) return null;
  const minutes = (Date.parse(to) - Date.parse(from)) / 60_000;
  return minutes < 0 ? null : Math.round(minutes * 100) / 100;
};

export function measuresOf(incident: Incident): IncidentMeasures {
  const count = (outcome: Incident['promises'][number]['outcome']) =>
    incident.promises.filter((promise) => promise.outcome === outcome).length;
  const backAt = incident.recoveredAt ?? incident.resolvedAt;
  return {
    minutesToDetect: minutesBetween(incident.startedAt, incident.detectedAt),
    minutesToAcknowledge: minutesBetween(incident.openedAt, incident.acknowledgedAt),
    minutesToFirstWord: minutesBetween(incident.startedAt, incident.firstWordAt),
    minutesToRecover: minutesBetween(incident.startedAt, backAt),
    promisesKept: count('kept'),
    promisesKeptByNote: count('kept-by-note'),
    promisesMissed: count('missed'),
    estimatesGiven: incident.estimates.length,
    estimatesHeld:
      backAt === null || !incident.resolvedAt
        ? null
        : incident.estimates.filter(({ recoveryAt }) => backAt <= recoveryAt).length,
  };
}
