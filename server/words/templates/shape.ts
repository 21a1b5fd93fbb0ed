/**
 * A template's name and parts. A body belongs to one tone; subject, short form and banner are too short for a tone
 * and are shared by all four.
 */
export type TemplateName =
  | 'update/investigating'
  | 'update/identified'
  | 'update/monitoring'
  | 'update/resolved'
  | 'no_change'
  | 'relapse'
  | 'correction'
  | 'apology'
  | 'postmortem_ready'
  | 'credit'
  | 'survey'
  | 'maintenance/scheduled'
  | 'maintenance/in_progress'
  | 'maintenance/verifying'
  | 'maintenance/completed'
  | 'maintenance/cancelled';

export type Bodies = Readonly<Record<TemplateName, string>>;
export type Forms = Readonly<Record<TemplateName, { subject: string; short: string; banner: string }>>;
