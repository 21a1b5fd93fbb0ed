/** Questions after an outage: asked by readers, put together and answered by staff, in public. */
import { z } from 'zod';
import { Instant, Locale, LocalizedText } from './words-of-state.ts';

export const QUESTION_CHARS = 1_000;

/** Opens the round of an incident, or changes when it is answered. */
export const QuestionRoundInput = z
  .strictObject({
    /** By when each question is answered; asking ends when the round is closed, not then. */
    answerBy: Instant,
    /** When somebody answers live, and where. */
    liveAt: Instant.nullable().default(null),
    liveUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable()
      .default(null),
  })
  .refine(({ liveAt, liveUrl }) => (liveAt === null) === (liveUrl === null), {
    path: ['liveUrl'],
    message: 'answering live needs a time and a place',
  });
export type QuestionRoundInput = z.input<typeof QuestionRoundInput>;

export const QuestionRound = z.strictObject({
  incidentId: z.string(),
  isOpen: z.boolean(),
  /** Where questions are asked and answered. */
  url: z.string(),
  answerBy: Instant,
  liveAt: Instant.nullable(),
  liveUrl: z.string().nullable(),
  openedBy: z.string(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
});
export type QuestionRound = z.infer<typeof QuestionRound>;

export const QuestionState = z.enum(['waiting', 'shown', 'hidden']);

/** What is left out stays. */
export const QuestionEdit = z
  .strictObject({
    state: QuestionState,
    /** Other words, without names or what only the asker's account tells. */
    text: z.string().trim().min(1).max(QUESTION_CHARS),
    /** The question with which it is answered; null: it stands by itself again. */
    sameAs: z.string().max(64).nullable(),
  })
  .partial();
export type QuestionEdit = z.infer<typeof QuestionEdit>;

export const QuestionAnswer = z.strictObject({ text: LocalizedText });

export const QuestionView = z.strictObject({
  id: z.string(),
  incidentId: z.string(),
  text: z.string(),
  locale: Locale,
  askedOn: z.string(),
  state: QuestionState,
  sameAs: z.string().nullable(),
  answer: LocalizedText.nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: Instant.nullable(),
  /** How many asked this, with those put together with it. */
  asked: z.number().int(),
  /** It stands without an answer, and the promised time is over. */
  overdue: z.boolean(),
});
export type QuestionView = z.infer<typeof QuestionView>;

export const Questions = z.strictObject({ round: QuestionRound.nullable(), items: z.array(QuestionView) });
export type Questions = z.infer<typeof Questions>;
