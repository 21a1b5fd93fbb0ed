/** An incident becomes as bad as a severity, or stops being so. Severity 1 is the worst. */
import { Severity } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import type { Incident } from '#timeline';
import { type Moment, trigger } from '../kinds.ts';

const SEVERITY = { 1: 'critical', 2: 'major', 3: 'minor', 4: 'none' } as const;
const settings = z.strictObject({
  severity: Severity.default(2).meta({
    title: 'Severity',
    description: 'This one or a worse one; critical is the worst.',
    labels: SEVERITY,
  }),
});
const orWorse = (severity: keyof typeof SEVERITY) =>
  severity === 1 ? 'critical' : `${SEVERITY[severity]} or worse`;
const isSo = (incident: Incident | null, severity: number, touches: Moment['touches']): boolean =>
  incident !== null &&
  incident.kind === 'incident' &&
  incident.phase !== 'resolved' &&
  incident.severity <= severity &&
  touches(incident);

export const severityReached = trigger({
  kind: 'severity-reached',
  title: 'An incident reaches a severity',
  summary:
    'When it is opened at this severity or a worse one, is raised to it, comes back, or begins to touch a component of the rule.',
  settings,
  facts: ['incident.opened', 'severity.changed', 'symptom.joined', 'update.published'],
  happens: ({ severity }, { before, after, touches }) =>
    isSo(after, severity, touches) && !isSo(before, severity, touches),
  sentence: ({ severity }) => `an incident is ${orWorse(severity)}`,
});

export const severityLeft = trigger({
  kind: 'severity-left',
  title: 'An incident leaves a severity',
  summary: 'When it is lowered below this severity, or is over.',
  settings,
  facts: ['severity.changed', 'update.published'],
  happens: ({ severity }, { before, after, touches }) =>
    isSo(before, severity, touches) && !isSo(after, severity, touches),
  sentence: ({ severity }) => `an incident is no longer ${orWorse(severity)}`,
});
