/** What a composer opens with, and how each channel will show what is written in it. */
import { z } from 'zod';
import { UpdateInput } from './tell.ts';
import { SegmentNotes } from './told.ts';
import { IncidentPhase, Instant, Locale, LocalizedText } from './words-of-state.ts';

const Suggested = z.strictObject({
  /** Which of the house's texts it is. */
  kind: z.enum(['update', 'no_change', 'relapse']),
  /** In each language that the house speaks; the promise is left out, because publishing adds it. */
  text: LocalizedText,
  /** What the house would say beside it to readers of the segments that there are. */
  segmentNotes: SegmentNotes,
});

/** The update that follows from the facts, for each phase that it may have. */
export const Suggestion = z.strictObject({
  /** The phase that the facts ask for; null when there is nothing to tell. */
  phase: IncidentPhase.nullable(),
  /** Why this one, in a sentence. */
  because: z.string(),
  phases: z.strictObject({
    investigating: Suggested,
    identified: Suggested,
    monitoring: Suggested,
    resolved: Suggested,
  }),
  /** The languages in which readers are told: those of the pages. */
  locales: z.array(z.string()),
  /** The segments of those who subscribe: readers of one can be told something beside the text. */
  segments: z.array(z.string()),
  /** When the next word would come, by the cadence. */
  nextUpdateBy: Instant,
});
export type Suggestion = z.infer<typeof Suggestion>;

export const MessagePreviewInput = UpdateInput.extend({
  /** The languages to show; those of the text when left out. */
  locales: z.array(Locale).min(1).max(10).optional(),
  /** The reader's zone. */
  timeZone: z.string().max(64).default('UTC'),
  /** For a reader of this segment; one who is of none when left out. */
  segment: z.string().trim().min(1).max(100).nullable().optional(),
});
export type MessagePreviewInput = z.input<typeof MessagePreviewInput>;

const ShownText = z.strictObject({
  text: z.string(),
  /** By the receiver's own rule. */
  measure: z.strictObject({
    used: z.number().int(),
    limit: z.number().int().nullable(),
    unit: z.string(),
    /** In how many pieces it is sent or billed. */
    parts: z.number().int(),
  }),
});

export const MessagePreview = z.strictObject({
  locale: z.string(),
  page: z.strictObject({ title: z.string(), text: z.string(), html: z.string() }),
  /** In the customer's own app, where the SDK stands. */
  banner: z.strictObject({ title: z.string(), text: z.string() }),
  carriers: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      audience: z.enum(['reader', 'staff', 'house']),
      /** There is a way out: an account, or the settings of the process. */
      ready: z.boolean(),
      subject: z.string().nullable(),
      html: z.string().nullable(),
      texts: z.array(ShownText),
    }),
  ),
});
export type MessagePreview = z.infer<typeof MessagePreview>;
