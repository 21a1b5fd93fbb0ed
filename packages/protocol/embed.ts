/**
 * Checklists and surveys as they stand inside the customer's own app.
 *
 *   GET  /api/v1/embed/checklists/:id                    → EmbeddedChecklist     (`:id` is the id or the slug)
 *   PUT  /api/v1/embed/checklists/:id/items/:itemId      ChecklistProgress → EmbeddedChecklist
 *   GET  /api/v1/embed/surveys/:id                       → EmbeddedSurvey        (`:id` may be an invitation's token)
 *   POST /api/v1/embed/surveys/:id/answers               SurveyAnswers → SurveyReceipt, with an Idempotency-Key
 *
 * Who asks: an end user by `Authorization: Bearer <JWT of the host app>`, else an anonymous `reader`, a random id of
 * the browser (a query parameter of GET, a field of the body otherwise). With a token the `reader` is not sent. The
 * routes answer to every origin, so a preflight has to allow PUT and the headers Authorization, Content-Type and
 * Idempotency-Key. A write that met no server comes again later, with the same key: applying it twice changes nothing.
 */
import { z } from 'zod';
import { Instant, LocalizedText } from './words-of-state.ts';

const Id = z.string().min(1).max(64);
export const Reader = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, 'a reader is 8 to 64 letters, digits, _ or -');
/** A place on the web, or a path on Candor itself. */
const Link = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/|\/(?!\/))/, 'a link begins with https://, http:// or /');

export const EmbedQuery = z.strictObject({ reader: Reader.optional() });
export type EmbedQuery = z.infer<typeof EmbedQuery>;

/**
 * `step`: the person does it and ticks it off. `policy`: ticking accepts the policy behind `url`, in the version of
 * today. `question`: done when the right option was chosen; which one that is never crosses the wire.
 */
export const ChecklistItemKind = z.enum(['step', 'policy', 'question']);
export type ChecklistItemKind = z.infer<typeof ChecklistItemKind>;

export const EmbeddedChecklistItem = z.strictObject({
  id: Id,
  kind: ChecklistItemKind.default('step'),
  title: LocalizedText,
  text: LocalizedText.nullable().default(null),
  /** Where it is done or read. */
  url: Link.nullable().default(null),
  options: z
    .array(z.strictObject({ id: Id, text: LocalizedText }))
    .max(10)
    .default([]),
  done: z.boolean(),
  doneAt: Instant.nullable().default(null),
  /** What to read when the last answer was wrong. */
  feedback: LocalizedText.nullable().default(null),
});
export type EmbeddedChecklistItem = z.infer<typeof EmbeddedChecklistItem>;

export const EmbeddedChecklist = z.strictObject({
  id: Id,
  slug: z.string().max(100),
  title: LocalizedText,
  intro: LocalizedText.nullable().default(null),
  /** Those that concern this reader, in order. */
  items: z.array(EmbeddedChecklistItem).max(100),
  completedAt: Instant.nullable().default(null),
});
export type EmbeddedChecklist = z.infer<typeof EmbeddedChecklist>;

export const ChecklistProgress = z.strictObject({
  reader: Reader.optional(),
  done: z.boolean(),
  /** The chosen option of a `question`. */
  answer: Id.optional(),
});
export type ChecklistProgress = z.infer<typeof ChecklistProgress>;

const Question = { id: Id, text: LocalizedText, required: z.boolean().default(false) };
export const SurveyQuestion = z.discriminatedUnion('kind', [
  z.strictObject({
    ...Question,
    kind: z.literal('scale'),
    /** 1–5, 1–7 or 0–10, the ends in words. */
    min: z.number().int().min(0).max(1),
    max: z.number().int().min(2).max(10),
    minLabel: LocalizedText,
    maxLabel: LocalizedText,
  }),
  z.strictObject({
    ...Question,
    kind: z.literal('choice'),
    options: z
      .array(z.strictObject({ id: Id, text: LocalizedText }))
      .min(2)
      .max(12),
  }),
  z.strictObject({ ...Question, kind: z.literal('text'), maxLength: z.number().int().min(1).max(5_000) }),
]);
export type SurveyQuestion = z.infer<typeof SurveyQuestion>;

export const EmbeddedSurvey = z.strictObject({
  id: Id,
  title: LocalizedText,
  intro: LocalizedText.nullable().default(null),
  /** What happens with the answers, in one sentence. */
  privacy: LocalizedText.nullable().default(null),
  /** At most five: whoever asks more gets worse answers from fewer people. */
  questions: z.array(SurveyQuestion).min(1).max(5),
  state: z.enum(['open', 'answered', 'closed']),
  closesAt: Instant.nullable().default(null),
});
export type EmbeddedSurvey = z.infer<typeof EmbeddedSurvey>;

export const SurveyAnswers = z.strictObject({
  reader: Reader.optional(),
  /** The language in which the questions were read. */
  locale: z.string().max(35),
  /** A number for `scale`, an option's id for `choice`, free text for `text`; what was left open is absent. */
  answers: z
    .array(
      z.strictObject({ questionId: Id, value: z.union([z.number().int(), z.string().min(1).max(5_000)]) }),
    )
    .min(1)
    .max(5),
});
export type SurveyAnswers = z.infer<typeof SurveyAnswers>;

export const SurveyReceipt = z.strictObject({ state: z.literal('answered') });
export type SurveyReceipt = z.infer<typeof SurveyReceipt>;
