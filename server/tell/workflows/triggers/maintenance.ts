/** A maintenance starts, ends, or goes on after its announced end. */
import { z } from 'zod';
import { isOpen } from '#timeline';
import { trigger } from '../kinds.ts';

export const maintenanceStarted = trigger({
  kind: 'maintenance-started',
  title: 'A maintenance starts',
  summary: 'At its time, or when somebody starts it.',
  settings: z.strictObject({}),
  facts: ['maintenance.started'],
  happens: () => true,
  sentence: () => 'a maintenance starts',
});

export const maintenanceEnded = trigger({
  kind: 'maintenance-ended',
  title: 'A maintenance ends',
  summary: 'It is completed or cancelled.',
  settings: z.strictObject({}),
  facts: ['maintenance.completed', 'maintenance.cancelled'],
  happens: () => true,
  sentence: () => 'a maintenance ends',
});

export const maintenanceOverran = trigger({
  kind: 'maintenance-overran',
  title: 'A maintenance overruns',
  summary: 'It goes on after the end that was announced last.',
  settings: z.strictObject({
    graceSeconds: z.number().int().min(1).max(86_400).default(60).meta({
      title: 'Seconds after its end',
    }),
  }),
  facts: [],
  happens: () => false,
  due: ({ graceSeconds }, incident) =>
    incident.kind === 'maintenance' &&
    incident.phase !== 'scheduled' &&
    isOpen(incident) &&
    incident.scheduledUntil
      ? new Date(Date.parse(incident.scheduledUntil) + graceSeconds * 1_000).toISOString()
      : null,
  sentence: ({ graceSeconds }) => `a maintenance goes on ${graceSeconds} s after its announced end`,
});
