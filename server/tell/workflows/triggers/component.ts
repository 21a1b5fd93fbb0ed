/** A component of an incident is said, or found, to be in a state. */
import { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import type { Incident } from '#timeline';
import { trigger } from '../kinds.ts';

const LABELS = {
  operational: 'works',
  degraded_performance: 'slow or unreliable',
  partial_outage: 'failing for some',
  major_outage: 'not working',
  under_maintenance: 'under maintenance',
  unknown: 'not known',
} as const;

export const componentStatus = trigger({
  kind: 'component-status',
  title: 'A component gets a status',
  summary: 'In an incident or a maintenance: when it is opened, a monitor joins it, or an update says so.',
  settings: z.strictObject({
    status: ComponentStatus.default('major_outage').meta({ title: 'Status', labels: LABELS }),
  }),
  facts: ['incident.opened', 'symptom.joined', 'update.published', 'maintenance.scheduled'],
  happens({ status }, { before, after, concerns }) {
    const within = (incident: Incident | null) =>
      new Set(
        (incident?.components ?? [])
          .filter((component) => component.status === status && concerns(component.componentId))
          .map(({ componentId }) => componentId),
      );
    const had = within(before);
    return [...within(after)].some((id) => !had.has(id));
  },
  sentence: ({ status }) => `a component is ${LABELS[status]}`,
});
