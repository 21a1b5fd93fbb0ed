/** Every monitor of an incident passes again; nobody has said yet that it is over. */
import { z } from 'zod';
import { trigger } from '../kinds.ts';

export const recovered = trigger({
  kind: 'recovered',
  title: 'All monitors of an incident pass again',
  summary: 'Proven by the checks, before anybody says that it is over.',
  settings: z.strictObject({}),
  facts: ['symptom.cleared'],
  happens: (_, { before, after }) => before?.recoveredAt === null && after.recoveredAt !== null,
  sentence: () => 'all monitors of an incident pass again',
});
