/** Incidents, roles, tasks and escalation policies as they cross the wire. */
import { z } from 'zod';
import { SegmentTexts } from './told.ts';
import {
  ComponentState,
  IncidentPhase,
  IncidentRole,
  Instant,
  LocalizedLine,
  LocalizedText,
  MaintenancePhase,
  MaintenanceStep,
  Severity,
  UpdateOrigin,
} from './words-of-state.ts';

const Title = LocalizedLine.refine(
  (text) => Object.values(text).every((title) => title.length <= 255),
  'a title has at most 255 characters',
).refine(
  (text) => Object.values(text).every((title) => /[^\s\p{Cc}\p{Cf}]/u.test(title)),
  'a title needs something that can be read',
);

/** What users meet stands in the house's sentences, so it is no longer than one may be. */
const Impact = LocalizedText.refine(
  (text) => Object.values(text).every((said) => said.length <= 2_000),
  'at most 2,000 characters',
);

export const IncidentInput = z.strictObject({
  title: Title,
  severity: Severity.default(2),
  components: z.array(ComponentState).max(500).default([]),
  /** Start of the impact; now when left out. */
  startedAt: Instant.optional(),
  impact: Impact.nullable().default(null),
});
export type IncidentInput = z.input<typeof IncidentInput>;

/** Another title, under the same rules. */
export const RetitleInput = IncidentInput.pick({ title: true, impact: true });

export const IncidentUpdate = z.strictObject({
  id: z.string(),
  factId: z.string(),
  at: Instant,
  by: z.string(),
  phase: z.union([IncidentPhase, MaintenancePhase]),
  text: LocalizedText,
  /** Other words for the readers of one page, by its id. */
  pageTexts: z.record(z.string(), LocalizedText).optional(),
  /** The whole text as readers of a segment were told it, where that is another one. */
  segmentTexts: SegmentTexts.optional(),
  origin: UpdateOrigin,
  nextUpdateBy: Instant.nullable(),
  components: z.array(ComponentState),
  step: MaintenanceStep.optional(),
  corrections: z.array(
    z.strictObject({
      at: Instant,
      by: z.string(),
      was: LocalizedText,
      wasOnPages: z.record(z.string(), LocalizedText).optional(),
      text: LocalizedText,
      reason: z.string().nullable(),
    }),
  ),
});

/** Signed reason to say what the rules of words refuse. */
const Override = z.strictObject({
  reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000),
});
const Short = LocalizedText.refine(
  (text) => Object.values(text).every((said) => said.length <= 1_000),
  'at most 1,000 characters',
);

/** When it is expected to be over, and what that is based on; a time of null says that nobody can tell yet. */
export const EstimateInput = z
  .strictObject({
    recoveryAt: Instant.nullable(),
    basis: Short.nullable().default(null),
    override: Override.optional(),
  })
  .refine(({ recoveryAt, basis }) => recoveryAt === null || basis !== null, {
    path: ['basis'],
    message: 'say what the estimate is based on',
  });
export type EstimateInput = z.input<typeof EstimateInput>;

/** What users can do meanwhile; null takes it back. */
export const WorkaroundInput = z.strictObject({
  text: Short.nullable(),
  override: Override.optional(),
});
export type WorkaroundInput = z.input<typeof WorkaroundInput>;

/** What was said in public came to be contradicted: somebody has to correct it, say so in an update, or sign why not. */
export const Challenge = z.strictObject({
  id: z.string(),
  /** Null when it is the estimate on the page. */
  updateId: z.string().nullable(),
  claim: z.enum(['resolved', 'scope', 'start', 'estimate']),
  /** The words that are challenged. */
  text: z.string(),
  /** What is known instead. */
  detail: z.string(),
  /** The monitor, fact or clock that contradicts, and since when. */
  evidenceId: z.string(),
  evidenceAt: Instant.nullable(),
  raisedAt: Instant,
  state: z.enum(['open', 'answered', 'dismissed']),
  settledAt: Instant.nullable(),
  settledBy: z.string().nullable(),
  withUpdateId: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Challenge = z.infer<typeof Challenge>;

const Promised = { updateId: z.string(), dueAt: Instant, factId: z.string() };

export const IncidentView = z.strictObject({
  id: z.string(),
  kind: z.enum(['incident', 'maintenance']),
  title: LocalizedText,
  impact: LocalizedText.nullable(),
  phase: z.union([IncidentPhase, MaintenancePhase]),
  severity: Severity,
  components: z.array(ComponentState),
  openedComponents: z.array(ComponentState),
  openedAt: Instant,
  openedBy: z.string(),
  startedAt: Instant,
  detectedAt: Instant.nullable(),
  detectedBy: z.enum(['monitor', 'person', 'signal', 'import']).nullable(),
  automaticFirstWord: z.boolean(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  firstWordAt: Instant.nullable(),
  identifiedAt: Instant.nullable(),
  monitoringAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  recoveredAt: Instant.nullable(),
  scheduledFor: Instant.nullable(),
  scheduledUntil: Instant.nullable(),
  plan: z
    .strictObject({
      reason: LocalizedText.nullable(),
      timeZone: z.string().nullable(),
      remindMinutesBefore: z.array(z.number()),
      completes: z.enum(['automatic', 'manual']),
      seriesId: z.string().nullable(),
      /** The end that stood when it began. */
      announcedUntil: Instant,
      extendedByHouse: z.boolean(),
      askedAt: Instant.nullable(),
      verifyingAt: Instant.nullable(),
      overran: z.strictObject({ incidentId: z.string(), since: Instant }).nullable(),
    })
    .nullable(),
  /** Incidents and maintenance that this one came from or led to. */
  related: z.array(z.string()),
  roles: z.partialRecord(IncidentRole, z.string()),
  symptoms: z.array(
    z.strictObject({
      monitorId: z.string(),
      monitorName: z.string(),
      componentId: z.string(),
      status: z.string(),
      failedAt: Instant,
      detail: z.string(),
      recoveredAt: Instant.nullable(),
      factId: z.string(),
    }),
  ),
  updates: z.array(IncidentUpdate),
  /** `acknowledgedBy`: who said that they are writing the next word. */
  promise: z.strictObject({ ...Promised, acknowledgedBy: z.string().nullable() }).nullable(),
  promises: z.array(
    z.strictObject({
      ...Promised,
      outcome: z.enum(['kept', 'kept-by-note', 'missed']),
      settledAt: Instant,
      outcomeFactId: z.string(),
    }),
  ),
  /** Each time that the next word was put off in public. */
  snoozes: z.array(
    z.strictObject({
      updateId: z.string(),
      at: Instant,
      by: z.string(),
      dueAt: Instant,
      until: Instant,
      reason: LocalizedText,
    }),
  ),
  tasks: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      personId: z.string().nullable(),
      dueAt: Instant.nullable(),
      doneAt: Instant.nullable(),
    }),
  ),
  overrides: z.array(
    z.strictObject({
      at: Instant,
      by: z.string(),
      rule: z.string(),
      reason: z.string(),
      claims: z.array(z.string()),
      /** The word that it let through; null for what is no update. */
      updateId: z.string().nullable(),
    }),
  ),
  challenges: z.array(Challenge),
  estimate: z
    .strictObject({ recoveryAt: Instant.nullable(), basis: LocalizedText.nullable(), givenAt: Instant })
    .nullable(),
  /** Every time that was given, the oldest first. */
  estimates: z.array(z.strictObject({ recoveryAt: Instant, givenAt: Instant })),
  workaround: LocalizedText.nullable(),
  postmortem: z
    .strictObject({ postmortemId: z.string(), version: z.number(), publishedAt: Instant })
    .nullable(),
  lastFactAt: Instant,
  lastPosition: z.number(),
});
export type IncidentView = z.infer<typeof IncidentView>;

/** One row of an incident's timeline: the fact itself. */
export const FactView = z.strictObject({
  id: z.string(),
  position: z.number(),
  subject: z.string(),
  seq: z.number(),
  at: Instant,
  recordedAt: Instant,
  by: z.string(),
  because: z.string().nullable(),
  key: z.string().nullable(),
  body: z.looseObject({ kind: z.string() }),
});
export type FactView = z.infer<typeof FactView>;

const Seconds = z.number().int().min(1).max(86_400);
const PerSeverity = z.strictObject({ 1: Seconds, 2: Seconds, 3: Seconds, 4: Seconds });

/** Where staff are called: an account's way, or an address that is a key itself, such as a chat's webhook. */
export const StaffAddress = z.strictObject({
  carrier: z.string().min(1).max(40),
  /** Shown in part where whoever knows it may write there; given back like that, it stays what it was. */
  address: z.string().min(1).max(2_000),
});
export type StaffAddress = z.infer<typeof StaffAddress>;

/** How one person is called, besides by mail. */
export const PersonWay = StaffAddress.extend({
  /** The mildest severity for which it is used: 1 for critical alone, 4 for everything. */
  fromSeverity: Severity.default(4),
});
export type PersonWay = z.infer<typeof PersonWay>;
export const PersonWays = z.strictObject({
  ways: z
    .array(PersonWay)
    .max(20)
    .refine(
      (ways) => new Set(ways.map(({ carrier }) => carrier)).size === ways.length,
      'each carrier may stand here once',
    ),
});

export const EscalationStep = z.strictObject({
  afterSeconds: Seconds,
  personIds: z.array(z.string().max(64)).max(50).default([]),
  webhooks: z
    .array(
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }).max(2_000),
        /** Signs the call. It is written once and never given out again; `null` keeps what is stored for this address. */
        secret: z.string().min(16).max(200).nullable().optional(),
      }),
    )
    .max(20)
    .default([]),
  /** Shared addresses: the room of a team, a pager's service, a number that somebody always answers. */
  targets: z.array(StaffAddress).max(20).default([]),
});

export const EscalationPolicyInput = z.strictObject({
  name: z.string().min(1).max(200),
  ownerId: z.string().max(64).nullable().default(null),
  deputyId: z.string().max(64).nullable().default(null),
  /** Seconds to acknowledge, by severity. */
  acknowledgeSeconds: PerSeverity.default({ 1: 300, 2: 600, 3: 1_800, 4: 3_600 }),
  steps: z.array(EscalationStep).max(20).default([]),
});
export type EscalationPolicyInput = z.input<typeof EscalationPolicyInput>;

export const EscalationPolicy = EscalationPolicyInput.extend({
  id: z.string(),
  isDefault: z.boolean(),
  updatedAt: Instant,
});
export type EscalationPolicy = z.infer<typeof EscalationPolicy>;

/** How an incident was handled, in minutes; null where it is not known (or not yet). */
export const IncidentMeasures = z.strictObject({
  minutesToDetect: z.number().nullable(),
  minutesToAcknowledge: z.number().nullable(),
  minutesToFirstWord: z.number().nullable(),
  minutesToRecover: z.number().nullable(),
  promisesKept: z.number(),
  promisesKeptByNote: z.number(),
  promisesMissed: z.number(),
  estimatesGiven: z.number(),
  /** How many of them recovery was in time for; null until it is over. */
  estimatesHeld: z.number().nullable(),
});
export type IncidentMeasures = z.infer<typeof IncidentMeasures>;
