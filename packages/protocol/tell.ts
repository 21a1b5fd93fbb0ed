/** Updates, drafts, maintenance and the settings of telling, as they cross the wire. */
import { z } from 'zod';
import { BusinessHours, CadenceHours, OFFICE_HOURS } from './cadence.ts';
import { MAINTENANCE_SETTINGS } from './maintenance.ts';
import { Challenge } from './respond.ts';
import { SegmentNotes, UpdateAudience } from './told.ts';
import { Finding } from './words.ts';
import { ComponentState, IncidentPhase, Instant, LocalizedText, Severity } from './words-of-state.ts';

const Seconds = z
  .number()
  .int()
  .min(1)
  .max(7 * 86_400);
const Override = z.strictObject({
  reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000),
  /**
   * The ids of the truth gate's findings that are signed; whatever else it finds is asked again. Left out: those that it
   * finds when the request comes, and no later one.
   */
  findings: z.array(z.string().max(40)).max(200).optional(),
});

/** What the truth gate has to say of one claim. */
export const TruthFinding = z.strictObject({
  /** Of exactly this claim, in exactly this sentence, against exactly this evidence. */
  id: z.string(),
  kind: z.enum([
    'resolved',
    'scope',
    'start',
    'end',
    'estimate',
    'number',
    'reports',
    'monitors',
    'earlier',
    'component',
  ]),
  /** An error is contradicted and blocks; a warning is doubtful, or not known. */
  level: z.enum(['error', 'warning']),
  /** Where: the language of the text, its page when it is other words for one, and UTF-16 units; both zero for a field. */
  locale: z.string().nullable(),
  pageId: z.string().nullable(),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  claimed: z.string(),
  known: z.string(),
  evidence: z.array(
    z.strictObject({
      kind: z.enum(['monitor', 'fact', 'update', 'component', 'reports', 'exposure', 'clock']),
      id: z.string(),
      at: Instant.nullable(),
    }),
  ),
  /** How to put it right. */
  remedy: z.string(),
});
export type TruthFinding = z.infer<typeof TruthFinding>;

/** What a preview found, and in which language of the text; null: a field of the update says it. */
export const PreviewFinding = Finding.extend({ locale: z.string().nullable() });
export type PreviewFinding = z.infer<typeof PreviewFinding>;

export const DismissalInput = z.strictObject({
  reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000),
});

/** A challenge with its incident. */
export const ChallengeItem = Challenge.extend({
  incidentId: z.string(),
  title: LocalizedText,
  ownerId: z.string().nullable(),
});
export type ChallengeItem = z.infer<typeof ChallengeItem>;

export const UpdateInput = z.strictObject({
  phase: IncidentPhase,
  /** What users will read. The promise is added to it, so it need not be written twice. */
  text: LocalizedText,
  /** Other words for the readers of these pages (never of the default page), under the same rules. */
  pageTexts: z.record(z.string().max(64), LocalizedText).optional(),
  /** What readers of a segment are told beside the text, such as `{"developer": {"en": "…"}}`; never on the page. */
  segmentNotes: SegmentNotes.optional(),
  /** When the next word comes; by the cadence when left out. Null only with `resolved`. */
  nextUpdateBy: Instant.nullable().optional(),
  /** How the components are now; unchanged when left out. */
  components: z.array(ComponentState).max(500).optional(),
  /** When it becomes public, checked once more then; until that moment it can be changed and taken back. */
  publishAt: Instant.optional(),
  /** Seconds in which the update can be taken back before anybody sees it. */
  holdSeconds: z.number().int().min(0).max(600).optional(),
  /** The person who answers for what the text says about data or security. */
  approvedBy: z.string().max(64).optional(),
  /** Signed reason to say what the monitors contradict. */
  override: Override.optional(),
  /** False: it stands on the page, in the feeds and in the record, and nobody is written to. */
  notify: z.boolean().optional(),
  /** Only these are written to; null or left out: everybody who asked to be told. */
  audience: UpdateAudience.nullable().optional(),
});
export type UpdateInput = z.input<typeof UpdateInput>;

export const CorrectionInput = z.strictObject({
  text: LocalizedText,
  /** What readers of a segment are told beside it; notes of the word that is corrected are not repeated by themselves. */
  segmentNotes: SegmentNotes.optional(),
  reason: z.string().trim().min(1).max(2_000).nullable().default(null),
  /** The person who answers for what the text says about data or security. */
  approvedBy: z.string().max(64).optional(),
  /** Signed reason to say what the monitors or the rules of words refuse. */
  override: Override.optional(),
});

export type Correction = z.input<typeof CorrectionInput>;

/** The public update that a correction mends, and what readers are told was wrong. */
export const CorrectedUpdate = z.strictObject({ updateId: z.string(), reason: z.string().nullable() });
export type CorrectedUpdate = z.infer<typeof CorrectedUpdate>;

export const DraftView = z.strictObject({
  id: z.string(),
  incidentId: z.string(),
  phase: IncidentPhase,
  text: LocalizedText,
  nextUpdateBy: Instant.nullable(),
  by: z.string(),
  createdAt: Instant,
  /**
   * held       goes public at `commitsAt`, within seconds
   * scheduled  goes public at `commitsAt`, which its author chose
   * waiting    for a second person; it has no time yet
   * refused    its moment came and it did not pass: nobody outside has seen it
   */
  state: z.enum(['held', 'scheduled', 'waiting', 'refused']),
  commitsAt: Instant.nullable(),
  publishAt: Instant.nullable(),
  /** Why it did not go public. */
  refused: z.string().nullable(),
  /** Of exactly this text: an approval names it, so that nobody approves what they have not read. */
  digest: z.string(),
  approval: z
    .strictObject({
      /** Why a second person reads it. */
      because: z.enum(['severity', 'statement']),
      askedAt: Instant,
      givenBy: z.string().nullable(),
      givenAt: Instant.nullable(),
    })
    .nullable(),
  /** Null: it is a next word. */
  corrects: CorrectedUpdate.nullable(),
  /** What was asked for, so that it can be edited. */
  input: UpdateInput,
});
export type DraftView = z.infer<typeof DraftView>;

export const ApprovalInput = z.strictObject({
  /** The digest of the text that was read. */
  digest: z.string().length(64),
});

export const RejectionInput = ApprovalInput.extend({
  /** What has to change; its author reads it. */
  reason: z.string().trim().min(1).max(2_000),
});

export const TellSettings = z.strictObject({
  /** Seconds between updates, by severity. */
  cadenceSeconds: z
    .strictObject({ 1: Seconds, 2: Seconds, 3: Seconds, 4: Seconds })
    .default({ 1: 1_200, 2: 1_800, 3: 1_800, 4: 3_600 }),
  /** In which hours that time runs, by severity; in business hours a promise never falls outside of them. */
  cadenceHours: z
    .strictObject({ 1: CadenceHours, 2: CadenceHours, 3: CadenceHours, 4: CadenceHours })
    .default({ 1: 'all', 2: 'all', 3: 'all', 4: 'all' }),
  businessHours: BusinessHours.default(OFFICE_HOURS),
  /** The longest time from a word to the next one that a person may promise, where the cadence does not ask for more. */
  longestSilenceSeconds: Seconds.default(86_400),
  /** How long after the first failing check an automatic first word waits for a person's; never before the failure is confirmed. */
  firstWordHoldSeconds: z.number().int().min(0).max(600).default(10),
  /** How long a person's update can be taken back. */
  undoHoldSeconds: z.number().int().min(0).max(600).default(10),
  tone: z.enum(['plain', 'formal', 'warm', 'technical']).default('plain'),
  /** Which of a person's updates a second person reads first. */
  approvals: z
    .strictObject({
      /** Every update of an incident of these severities; none: no approval. */
      severities: z.array(Severity).max(4),
      /** Whatever the severity: what is said about data or security (H08). */
      statements: z.boolean(),
      /** Who may approve; empty: everybody on the staff who may publish. */
      personIds: z.array(z.string().max(64)).max(100),
      /** When the promised time comes first: the house's own note goes out and the text waits on, or the text goes out unapproved. */
      atDeadline: z.enum(['note', 'publish']),
    })
    .default({ severities: [], statements: false, personIds: [], atDeadline: 'note' }),
  /** The share of the cadence before the due time at which the owner, then the deputy, is reminded. */
  remindOwnerShare: z.number().min(0).max(1).default(0.33),
  remindDeputyShare: z.number().min(0).max(1).default(0.17),
  /** The same for everybody on the default escalation policy's steps; 0: they are not called for a promise. */
  callEverybodyShare: z.number().min(0).max(1).default(0.1),
  /**
   * How many messages one person gets within 24 hours before what matters least to them waits for a digest. Critical
   * incidents, corrections and every turn of an incident that hits them always pass.
   */
  contactsPerDay: z.number().int().min(1).max(1_000).default(12),
  /** When daily digests come, on the clock of each reader. */
  dailyDigestAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day looks like 08:00')
    .default('08:00'),
  ...MAINTENANCE_SETTINGS,
  /** How long a monitor that failed has to be good before "resolved" may be said; 0 asks for its own confirmation only. */
  quietSeconds: z.number().int().min(0).max(86_400).default(0),
  /** Whether a text may name a single time for the end, or has to give a range. */
  estimateNeedsRange: z.boolean().default(false),
  /** Who may publish what the monitors contradict, with a signed reason. */
  overrideRoles: z
    .array(z.enum(['owner', 'admin', 'responder', 'communicator']))
    .default(['owner', 'admin', 'responder', 'communicator']),
  overrideByTokens: z.boolean().default(true),
  /** What readers see of an override: `nothing`, or a `sentence` below the words that it let through. */
  overridesShown: z.enum(['nothing', 'sentence']).default('nothing'),
});
export type TellSettings = z.infer<typeof TellSettings>;

/** The next word comes later than promised, and the public is told so and why. */
export const SnoozeInput = z.strictObject({
  until: Instant,
  reason: LocalizedText.refine(
    (text) => Object.values(text).every((said) => said.length <= 500),
    'at most 500 characters',
  ),
  override: Override.optional(),
});
export type SnoozeInput = z.input<typeof SnoozeInput>;

/** Every promise that was ever settled here; the misses newest first. */
export const PromiseRecord = z.strictObject({
  kept: z.number().int(),
  keptByNote: z.number().int(),
  missed: z.number().int(),
  /** How often the next word was put off in public. */
  postponed: z.number().int(),
  longestLateSeconds: z.number().int().nullable(),
  misses: z.array(
    z.strictObject({
      incidentId: z.string(),
      updateId: z.string(),
      madeAt: Instant,
      dueAt: Instant,
      /** Null: no word has come since. */
      spokenAt: Instant.nullable(),
      lateSeconds: z.number().int().nullable(),
    }),
  ),
});
export type PromiseRecord = z.infer<typeof PromiseRecord>;

export const PromiseView = z.strictObject({
  incidentId: z.string(),
  title: LocalizedText,
  dueAt: Instant,
  ownerId: z.string().nullable(),
  deputyId: z.string().nullable(),
});
export type PromiseView = z.infer<typeof PromiseView>;
