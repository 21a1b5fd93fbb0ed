/** An incident is opened, by a monitor or by a person. */
import { z } from 'zod';
import { trigger } from '../kinds.ts';

export const opened = trigger({
  kind: 'incident-opened',
  title: 'An incident is opened',
  summary: 'By a monitor or by a person, at whatever severity the conditions allow.',
  settings: z.strictObject({}),
  facts: ['incident.opened'],
  happens: (_, { fact, after }) => fact.body.kind === 'incident.opened' && after.kind === 'incident',
  sentence: () => 'an incident is opened',
});
