/** What messages there are: the coordinates of the matrix of templates. */
import { z } from 'zod';
import { IncidentPhase, MaintenancePhase } from './words-of-state.ts';

export const Tone = z.enum(['plain', 'formal', 'warm', 'technical']);
export type Tone = z.infer<typeof Tone>;

/**
 * What a message is for. `update` and `maintenance` have one template for each phase, the others one for all.
 * `support_script` is what those who answer customers may say, `internal` the summary for the own staff.
 */
export const MessageKind = z.enum([
  'update',
  'no_change',
  'relapse',
  'correction',
  'apology',
  'postmortem_ready',
  'credit',
  'survey',
  'questions',
  'maintenance',
  'support_script',
  'internal',
]);
export type MessageKind = z.infer<typeof MessageKind>;

/** What a message says of planned work beside its phases: it comes up, or it ends later. */
export const MessagePhase = z.enum([
  ...IncidentPhase.options,
  ...MaintenancePhase.options,
  'reminded',
  'extended',
]);
export type MessagePhase = z.infer<typeof MessagePhase>;

/** A place in the matrix of templates. */
export const Cell = z.strictObject({
  kind: MessageKind,
  phase: MessagePhase,
  tone: Tone,
  segment: z.string().nullable(),
  locale: z.string(),
});
export type Cell = z.infer<typeof Cell>;
