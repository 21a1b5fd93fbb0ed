/**
 * The postmortem as a document of twelve sections. A sentence that came from facts carries the ids of those facts;
 * a sentence that a person wrote says so. Text is Markdown without HTML, instants are UTC.
 */
import { z } from 'zod';
import { Instant, Severity } from './words-of-state.ts';

const Id = z.string().min(1).max(64);
const Text = z.string().trim().min(1).max(5_000);

/** One sentence or short paragraph with its evidence. */
export const Sentence = z.strictObject({
  text: Text,
  evidence: z.array(Id).max(100).default([]),
  origin: z.enum(['facts', 'person']),
});
export type Sentence = z.infer<typeof Sentence>;

export const TimelineKind = z.enum([
  'change',
  'impact-start',
  'detection',
  'acknowledgement',
  'first-word',
  'update',
  'promise-kept',
  'promise-missed',
  'mitigation',
  'recovery',
  'all-clear',
  'other',
]);
export type TimelineKind = z.infer<typeof TimelineKind>;

export const TimelineRow = z.strictObject({
  at: Instant,
  kind: TimelineKind,
  text: Text,
  evidence: z.array(Id).max(100).default([]),
  /** A link for what happened outside Candor: a commit, a graph, a chat message. */
  link: z.url().nullable().default(null),
});
export type TimelineRow = z.infer<typeof TimelineRow>;

/** A number that the text may use: name, value and the facts that it was computed from. */
export const Figure = z.strictObject({
  name: z.string().max(80),
  label: z.string().max(200),
  value: z.number(),
  unit: z.string().max(40),
  componentId: Id.nullable().default(null),
  evidence: z.array(Id).max(100).default([]),
});
export type Figure = z.infer<typeof Figure>;

export const Factor = z.strictObject({
  id: Id,
  title: Text,
  text: Text.nullable().default(null),
  evidence: z.array(Id).max(100).default([]),
});
export type Factor = z.infer<typeof Factor>;

export const ActionType = z.enum(['prevent', 'detect', 'mitigate', 'communicate']);
export type ActionType = z.infer<typeof ActionType>;

export const Action = z.strictObject({
  id: Id,
  title: Text,
  owner: Id.nullable().default(null),
  dueOn: z.iso.date().nullable().default(null),
  type: ActionType,
  /** How anybody can tell that it is done. */
  completionTest: Text.nullable().default(null),
  /** Which contributing factors it answers. */
  factorIds: z.array(Id).max(50).default([]),
  doneAt: Instant.nullable().default(null),
  proof: Text.nullable().default(null),
});
export type Action = z.infer<typeof Action>;

export const PublicVersion = z.strictObject({
  apology: z.array(Sentence).max(20),
  whatHappened: z.array(Sentence).max(100),
  whatWeDo: z.array(Sentence).max(100),
  credits: z.array(Sentence).max(20),
  whereToAsk: z.array(Sentence).max(20),
});
export type PublicVersion = z.infer<typeof PublicVersion>;

export const PostmortemStatus = z.enum(['draft', 'in-review', 'reviewed', 'published', 'actions-closed']);
export type PostmortemStatus = z.infer<typeof PostmortemStatus>;

export const PostmortemDocument = z.strictObject({
  schema: z.literal('candor-postmortem/1').default('candor-postmortem/1'),
  incidentId: Id,
  title: z.string().min(1).max(300),
  severity: Severity,
  status: PostmortemStatus,
  owner: Id.nullable().default(null),
  version: z.number().int().positive().default(1),
  components: z
    .array(
      z.strictObject({
        id: Id,
        name: z.string().min(1).max(200),
        /** True when none of it worked for some time: only then is the word "outage" true. */
        allDown: z.boolean(),
      }),
    )
    .max(500),
  startedAt: Instant,
  detectedAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  firstWordAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  firstWordTargetMinutes: z.number().positive().default(15),
  reviewedAt: Instant.nullable().default(null),
  publishedAt: Instant.nullable().default(null),
  /** When somebody last changed the text. */
  editedAt: Instant.nullable().default(null),
  /** What the numbers in the text are checked against. */
  figures: z.array(Figure).max(300),
  sections: z.strictObject({
    /** 1 */ summary: z.array(Sentence).max(20),
    /** 2 */ impact: z.array(Sentence).max(200),
    /** 3 */ timeline: z.array(TimelineRow).max(2_000),
    /** 4 */ detection: z.array(Sentence).max(100),
    /** 5 */ factors: z.strictObject({
      trigger: Sentence.nullable(),
      factors: z.array(Factor).max(50),
    }),
    /** 6 */ mitigation: z.array(Sentence).max(200),
    /** 7 */ reflection: z.strictObject({
      wentWell: z.array(Sentence).max(100),
      wentBadly: z.array(Sentence).max(100),
      lucky: z.array(Sentence).max(100),
    }),
    /** 8 */ communication: z.array(Sentence).max(200),
    /** 9 */ actions: z.array(Action).max(100),
    /** 10 */ unknowns: z.strictObject({
      items: z.array(Sentence).max(100),
      /** Who vouches that nothing is left unknown. */
      signedOffBy: Id.nullable().default(null),
    }),
    /** 11 */ publicVersion: PublicVersion,
    /** 12 */ corrections: z
      .array(z.strictObject({ at: Instant, by: Id, what: Text, version: z.number().int().positive() }))
      .max(500),
  }),
});
export type PostmortemDocument = z.infer<typeof PostmortemDocument>;

export const SectionName = z.enum([
  'summary',
  'impact',
  'timeline',
  'detection',
  'factors',
  'mitigation',
  'reflection',
  'communication',
  'actions',
  'unknowns',
  'publicVersion',
  'corrections',
  'document',
]);
export type SectionName = z.infer<typeof SectionName>;

/** What a rule found. `start` and `end` are offsets within the text at `path`, for highlighting. */
export const Finding = z.strictObject({
  rule: z.string().max(10),
  level: z.enum(['block', 'warn']),
  message: z.string(),
  suggestion: z.string().nullable(),
  section: SectionName,
  path: z.string(),
  start: z.number().int().nonnegative().optional(),
  end: z.number().int().nonnegative().optional(),
});
export type Finding = z.infer<typeof Finding>;
