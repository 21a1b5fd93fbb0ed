/**
 * What a language ships. A body belongs to one tone; subject, short form and banner are too short for a tone and are
 * shared by all four. Segments share the bodies: where a segment needs to hear something more, a note says it, and
 * the body has a place for it.
 */
import type { Tone } from '@candor/protocol/words.ts';

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
  | 'questions'
  | 'maintenance/scheduled'
  | 'maintenance/reminded'
  | 'maintenance/in_progress'
  | 'maintenance/extended'
  | 'maintenance/verifying'
  | 'maintenance/completed'
  | 'maintenance/cancelled'
  | 'support_script'
  | 'internal';

export type Bodies = Readonly<Record<TemplateName, string>>;
export type Forms = Readonly<Record<TemplateName, { subject: string; short: string; banner: string }>>;

/** Segments that ship with words of their own. A site may have more, with its own templates. */
export type SegmentName = 'consumer' | 'business' | 'enterprise' | 'developer';
/** What a segment hears beside the body, as the variable `segmentNote`; most cells have none. */
export type SegmentNotes = Readonly<Record<SegmentName, Partial<Record<TemplateName, string>>>>;

/** The words of a believable outage and of believable planned work, for previews and for checks before saving. */
export type SampleWords = Readonly<{
  title: string;
  components: readonly [string, string];
  whatUsersSee: string;
  whoIsAffected: string;
  cause: string;
  action: string;
  workaround: string;
  dataStatement: string;
  lessons: string;
  wrote: string;
  correct: string;
  maintenanceTitle: string;
  reason: string;
  whatToDo: string;
}>;

export type Language = Readonly<{
  bodies: Readonly<Record<Tone, Bodies>>;
  forms: Forms;
  notes: SegmentNotes;
  sample: SampleWords;
}>;
