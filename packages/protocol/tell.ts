/** Updates, drafts, maintenance and the settings of telling, as they cross the wire. */
import { z } from 'zod';
import { BusinessHours, CadenceHours, OFFICE_HOURS } from './cadence.ts';
import { UpdateAudience } from './told.ts';
import { ComponentState, IncidentPhase, Instant, LocalizedText } from './words-of-state.ts';

const Seconds = z
  .number()
  .int()
  .min(1)
  .max(7 * 86_400);
const Override = z.strictObject({
  reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000),
});

export const UpdateInput = z.strictObject({
  phase: IncidentPhase,
  /** What users will read. The promise is added to it, so it need not be written twice. */
  text: LocalizedText,
  /** Other words for the readers of these pages (never of the default page), under the same rules. */
  pageTexts: z.record(z.string().max(64), LocalizedText).optional(),
  /** When the next word comes; by the cadence when left out. Null only with `resolved`. */
  nextUpdateBy: Instant.nullable().optional(),
  /** How the components are now; unchanged when left out. */
  components: z.array(ComponentState).max(500).optional(),
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
  reason: z.string().trim().min(1).max(2_000).nullable().default(null),
  /** The person who answers for what the text says about data or security. */
  approvedBy: z.string().max(64).optional(),
  /** Signed reason to say what the monitors or the rules of words refuse. */
  override: Override.optional(),
});

export type Correction = z.input<typeof CorrectionInput>;

export const DraftView = z.strictObject({
  id: z.string(),
  incidentId: z.string(),
  phase: IncidentPhase,
  text: LocalizedText,
  nextUpdateBy: Instant.nullable(),
  by: z.string(),
  createdAt: Instant,
  commitsAt: Instant,
});
export type DraftView = z.infer<typeof DraftView>;

export const MaintenanceInput = z
  .strictObject({
    title: LocalizedText,
    text: LocalizedText,
    reason: z.string().trim().min(1).max(2_000).nullable().default(null),
    componentIds: z.array(z.string().max(64)).min(1).max(500),
    scheduledFor: Instant,
    scheduledUntil: Instant,
    /** Signed reason to announce it in words that the rules refuse. */
    override: Override.optional(),
    /** False: it stands on the page, in the feeds and in the record, and nobody is written to. */
    notify: z.boolean().optional(),
    /** Only these are written to, now and when it begins and ends by itself; null or left out: everybody who asked. */
    audience: UpdateAudience.nullable().optional(),
  })
  .refine((input) => input.scheduledFor < input.scheduledUntil, {
    path: ['scheduledUntil'],
    message: 'the end has to come after the start',
  });
export type MaintenanceInput = z.input<typeof MaintenanceInput>;

/** A failure that a maintenance hid. */
export const SilencedView = z.strictObject({
  monitorId: z.string(),
  componentId: z.string(),
  at: Instant,
  detail: z.string(),
});
export type SilencedView = z.infer<typeof SilencedView>;

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
