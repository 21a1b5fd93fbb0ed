/** What is said after recovery, to those who were affected, and what staff is given to say. */
import { z } from 'zod';
import { Finding } from './words.ts';
import { Instant, Locale, LocalizedText } from './words-of-state.ts';

/**
 * affected: hit by measure, or they chose, follow or grouped what was broken
 * told:     whoever got a word about this incident
 */
export const FollowUpReaders = z.enum(['affected', 'told']);
export type FollowUpReaders = z.infer<typeof FollowUpReaders>;

export const FollowUpInput = z.strictObject({
  to: FollowUpReaders.default('affected'),
  /** Instead of the proposed text, by language; languages that are left out keep the proposal. Markdown. */
  text: LocalizedText.optional(),
  /** What is offered, in whole sentences, by language: a free month, a longer trial. */
  offer: LocalizedText.optional(),
  /** Where questions are asked, and when somebody answers them live. */
  questionsUrl: z.url().max(2_000).optional(),
  questionsAt: Instant.optional(),
  /** Asks how it was handled, so long after this is sent; left out: asks nobody. */
  surveyAfterHours: z.number().int().min(1).max(720).optional(),
});
export type FollowUpInput = z.input<typeof FollowUpInput>;

const ProposedText = z.strictObject({ locale: Locale, subject: z.string(), text: z.string() });

export const FollowUp = z.strictObject({
  incidentId: z.string(),
  /** `early`: it is not over. `ready`: nothing was sent. */
  state: z.enum(['early', 'ready', 'sent']),
  /** What the text stands on, and what is not known yet. */
  known: z.array(
    z.strictObject({
      what: z.enum(['times', 'components', 'cause', 'lessons', 'review', 'offer', 'questions', 'survey']),
      /** Null: not known. */
      value: z.string().nullable(),
      /** In a sentence: where it comes from, or what would make it known. */
      from: z.string(),
    }),
  ),
  /** In every language that ships. */
  proposed: z.array(ProposedText),
  /** Of the text in the language that it names. */
  findings: z.array(z.strictObject({ locale: Locale, finding: Finding })),
  /** How many would get it now; `budget` of them were told enough today and get it on one of the next days. */
  readers: z.strictObject({
    affected: z.number().int(),
    told: z.number().int(),
    budget: z.number().int(),
  }),
  /** For those who answer customers, and for the whole house. Markdown, never sent to readers. */
  staff: z.strictObject({ supportScript: z.array(ProposedText), internal: z.array(ProposedText) }),
  /** What the house told by itself, the oldest first. */
  afterwords: z.array(
    z.strictObject({
      about: z.enum(['postmortem_ready', 'questions', 'credit']),
      at: Instant,
      planned: z.number().int(),
      /** They get it in a digest; of credits: how many nobody could be told of. */
      waiting: z.number().int(),
    }),
  ),
  sent: z
    .strictObject({
      at: Instant,
      by: z.string(),
      to: FollowUpReaders,
      planned: z.number().int(),
      text: LocalizedText,
      surveyAt: Instant.nullable(),
    })
    .nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;
