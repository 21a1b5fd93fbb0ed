/**
 * Workflow rules: "when this happens, and these conditions hold, do that", as they cross the wire. What a trigger and
 * an action may be set to is described by each kind itself; here they are names with settings.
 */
import { z } from 'zod';
import { TimeZone } from './catalog.ts';
import { ComponentStatus, IncidentPhase, Instant, MaintenancePhase, Severity } from './words-of-state.ts';

const Ids = z.array(z.string().min(1).max(64)).max(500);
const Settings = z.record(z.string().max(40), z.unknown());
const Seconds = z
  .number()
  .int()
  .min(0)
  .max(30 * 86_400);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day looks like 08:00');

export const WorkflowConditions = z.strictObject({
  /** Any of these, or of these groups, is concerned; none named: whatever is concerned. */
  componentIds: Ids.default([]),
  groupIds: Ids.default([]),
  /** This severity or a worse one (1 is the worst); null: any. */
  severity: Severity.nullable().default(null),
  /** One of those components (any, when none is named) is in this state or a worse one; null: in whatever state. */
  componentStatus: ComponentStatus.nullable().default(null),
  /** It is in one of these phases; none named: in any. */
  phases: z
    .array(z.union([IncidentPhase, MaintenancePhase]))
    .max(20)
    .default([]),
  /** Who noticed it; null: whoever did. */
  detectedBy: z.enum(['monitor', 'person', 'signal']).nullable().default(null),
  /** At least this long after it began for users. */
  lastsSeconds: Seconds.default(0),
  /** At least so many promises about it were missed. */
  promisesMissed: z.number().int().min(0).max(100).default(0),
  /** Nobody has taken it. */
  unacknowledged: z.boolean().default(false),
  /** The title holds one of these words, in any language of it. */
  titleWords: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
  /** Only at these hours; over midnight when `from` is later than `to`. 1 is Monday. */
  hours: z
    .strictObject({
      from: TimeOfDay,
      to: TimeOfDay,
      days: z.array(z.number().int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
      timeZone: TimeZone.default('UTC'),
    })
    .nullable()
    .default(null),
  /** Only when it is still so after this long. */
  forSeconds: Seconds.default(0),
});
export type WorkflowConditions = z.infer<typeof WorkflowConditions>;

/** When an action is taken back: when the incident is over, some time after it was done, or never. */
export const WorkflowUndo = z.strictObject({
  when: z.enum(['never', 'recovery', 'after']).default('never'),
  afterSeconds: Seconds.default(0),
});
export type WorkflowUndo = z.infer<typeof WorkflowUndo>;

export const WorkflowAction = z.strictObject({
  kind: z.string().max(40),
  settings: Settings.default({}),
  undo: WorkflowUndo.default({ when: 'never', afterSeconds: 0 }),
});
export type WorkflowAction = z.infer<typeof WorkflowAction>;

export const WorkflowRuleInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  trigger: z.strictObject({ kind: z.string().max(40), settings: Settings.default({}) }),
  conditions: WorkflowConditions.default(() => WorkflowConditions.parse({})),
  /** In this order; one that fails holds up none that follows, an approval holds up all. */
  actions: z.array(WorkflowAction).min(1).max(12),
  /** False: once for each incident (and once more when it comes back after it was over). */
  everyTime: z.boolean().default(false),
  /** More often than this within an hour it does nothing, and says so. */
  maxPerHour: z.number().int().min(1).max(100).default(10),
});
export type WorkflowRuleInput = z.input<typeof WorkflowRuleInput>;

export const WorkflowRule = WorkflowRuleInput.extend({
  id: z.string(),
  version: z.number().int(),
  /** In one sentence, with names. */
  sentence: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type WorkflowRule = z.infer<typeof WorkflowRule>;

export const WorkflowVersion = z.strictObject({
  version: z.number().int(),
  by: z.string(),
  at: Instant,
  rule: WorkflowRuleInput,
});
export type WorkflowVersion = z.infer<typeof WorkflowVersion>;

/**
 * waiting: due at `nextAt` (also after it failed). held: behind an approval. asked: somebody has to approve.
 * undoing: done, and due to be taken back. skipped: it was over, or not so any more, or refused by a person.
 */
export const WorkflowStepState = z.enum([
  'waiting',
  'held',
  'asked',
  'done',
  'undoing',
  'undone',
  'failed',
  'skipped',
]);
export type WorkflowStepState = z.infer<typeof WorkflowStepState>;

export const WorkflowStep = z.strictObject({
  id: z.string(),
  action: z.string(),
  sentence: z.string(),
  state: WorkflowStepState,
  attempts: z.number().int(),
  nextAt: Instant.nullable(),
  /** What was done, or why it was not. */
  detail: z.string().nullable(),
  doneAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
});
export type WorkflowStep = z.infer<typeof WorkflowStep>;

export const WorkflowRun = z.strictObject({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  version: z.number().int(),
  incidentId: z.string(),
  /** The fact that set it off. */
  because: z.string(),
  at: Instant,
  /** waiting: whether it is still so is asked when its time comes. refused: too often, or in a circle. */
  state: z.enum(['waiting', 'running', 'skipped', 'refused']),
  detail: z.string().nullable(),
  steps: z.array(WorkflowStep),
});
export type WorkflowRun = z.infer<typeof WorkflowRun>;

/** A field of a trigger's or an action's settings, for the form. */
export const WorkflowField = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  required: z.boolean(),
  /** What fills it; `choice` has `options`. */
  input: z.enum([
    'text',
    'number',
    'switch',
    'choice',
    'words',
    'component',
    'person',
    'persons',
    'place',
    'set',
    'carrier',
    'audience',
  ]),
  options: z.array(z.strictObject({ value: z.union([z.string(), z.number()]), label: z.string() })),
});
export type WorkflowField = z.infer<typeof WorkflowField>;

const Kind = { kind: z.string(), title: z.string(), summary: z.string(), fields: z.array(WorkflowField) };
export const WorkflowKinds = z.strictObject({
  triggers: z.array(z.strictObject(Kind)),
  actions: z.array(z.strictObject({ ...Kind, undo: z.string().nullable() })),
});
export type WorkflowKinds = z.infer<typeof WorkflowKinds>;

export const WorkflowDryRunInput = z
  .strictObject({
    rule: WorkflowRuleInput,
    /** What would have happened at an incident or maintenance of the past … */
    incidentId: z.string().max(64).nullable().default(null),
    /** … or at one that is only pretended, thirty minutes long. */
    pretend: z
      .strictObject({
        kind: z.enum(['incident', 'maintenance']).default('incident'),
        title: z.string().trim().min(1).max(255).default('A pretended incident'),
        severity: Severity.default(2),
        componentIds: Ids.default([]),
        at: Instant.optional(),
      })
      .nullable()
      .default(null),
  })
  .refine(({ incidentId, pretend }) => (incidentId === null) !== (pretend === null), {
    message: 'give either incidentId or pretend',
    path: ['incidentId'],
  });
export type WorkflowDryRunInput = z.input<typeof WorkflowDryRunInput>;

export const WorkflowDryRun = z.strictObject({
  /** Every moment at which the trigger happened, and what came of it. */
  moments: z.array(
    z.strictObject({
      at: Instant,
      /** The fact, in words. */
      because: z.string(),
      runs: z.boolean(),
      /** Why it would not run. */
      why: z.string().nullable(),
      steps: z.array(
        z.strictObject({
          at: Instant.nullable(),
          sentence: z.string(),
          undoneAt: Instant.nullable(),
          /** What would refuse it, as far as that can be known. */
          warning: z.string().nullable(),
        }),
      ),
    }),
  ),
  sentence: z.string(),
});
export type WorkflowDryRun = z.infer<typeof WorkflowDryRun>;
