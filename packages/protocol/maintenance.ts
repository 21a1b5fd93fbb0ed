/** Planned maintenance as it crosses the wire: plans, previews, changes and recurring windows. */
import { z } from 'zod';
import { HeldReason, SegmentNotes, UpdateAudience } from './told.ts';
import { Finding } from './words.ts';
import { ComponentStatus, Instant, LocalizedLine, LocalizedText } from './words-of-state.ts';

const Override = z.strictObject({
  reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000),
});
const Minutes = z.number().int().min(1, 'at least one minute').max(1_000_000);
const WallTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'a time on the wall looks like 2026-03-29T02:30');
const Sentence = z.string().trim().min(1).max(2_000);
const Words = LocalizedText.refine(
  (text) => Object.values(text).every((said) => said.length <= 2_000),
  'at most 2,000 characters',
);
const Either = z.enum(['earlier', 'later']);
const RemindBefore = z
  .array(Minutes.max(60 * 24 * 60, 'at most 60 days ahead'))
  .max(10, 'at most ten reminders');

/** What is to be done to what, in the words of users: the same for one window and for all of a series. */
const WORK = {
  title: LocalizedLine.refine(
    (text) => Object.values(text).every((title) => title.length <= 255),
    'a title has at most 255 characters',
  ),
  /** What users read first; made from the template, the impact, the reason and what to do when left out. */
  text: LocalizedText.optional(),
  /** What readers of a segment are told beside the announcement, in place of what the templates have for them. */
  segmentNotes: SegmentNotes.optional(),
  /** What users will notice. */
  impact: Words.nullable().default(null),
  /** Why it is worth it, for users; a plain sentence is in the language of the title. */
  reason: z.union([Sentence, Words]).nullable().default(null),
  /** What users should do before or meanwhile. */
  whatToDo: Words.nullable().default(null),
  /** What is touched; as under maintenance. */
  componentIds: z.array(z.string().max(64)).max(500).default([]),
  /** What is touched, with the state that is expected of it; what stays operational keeps its alarms. */
  components: z
    .array(z.strictObject({ componentId: z.string().max(64), status: ComponentStatus.exclude(['unknown']) }))
    .max(500)
    .default([]),
  /** How long before its start it is told of again, in minutes; by the settings when left out. */
  remindMinutesBefore: RemindBefore.optional(),
  /** Whether the house completes it at its end, or a person has to say that it is done. */
  completes: z.enum(['automatic', 'manual']).default('automatic'),
  /** Who answers for it; whoever plans it when left out. */
  ownerId: z.string().max(64).nullable().optional(),
  /** True: it is known that other work or an incident is in the way. */
  acceptConflicts: z.boolean().default(false),
  /** Signed reason to announce it in words that the rules refuse. */
  override: Override.optional(),
  /** False: the announcement stands on the page, in the feeds and in the record, and nobody is written to. */
  notify: z.boolean().optional(),
  /** Only these are written to, now and at every later step; null or left out: everybody who asked. */
  audience: UpdateAudience.nullable().optional(),
};

/**
 * When: instants, or times on the wall of a zone. A time that the clock shows twice or never is asked back with both
 * readings, and `choose` answers.
 */
const WHEN = {
  scheduledFor: Instant.optional(),
  scheduledUntil: Instant.optional(),
  durationMinutes: Minutes.optional(),
  local: z
    .strictObject({
      from: WallTime,
      until: WallTime.optional(),
      choose: Either.optional(),
      chooseUntil: Either.optional(),
    })
    .optional(),
  timeZone: z.string().max(64).optional(),
};

const Window = {
  start: ['scheduledFor', 'has to be given, or local.from'],
  end: ['scheduledUntil', 'has to be given, or durationMinutes, or local.until'],
} as const;

export const MaintenanceInput = z.strictObject({ ...WORK, ...WHEN }).superRefine((input, context) => {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: path.split('.'), message });
  const { scheduledFor, scheduledUntil, durationMinutes, local, timeZone } = input;
  if (input.componentIds.length + input.components.length === 0)
    refuse('componentIds', 'name at least one component that it touches');
  if (!scheduledFor && !local) refuse(...Window.start);
  if (scheduledFor && local) refuse('local', 'there is one start: scheduledFor or local.from');
  if (local && !timeZone) refuse('timeZone', 'has to be given with times on the wall');
  const ends = [scheduledUntil, durationMinutes, local?.until].filter((end) => end !== undefined);
  if (ends.length === 0) refuse(...Window.end);
  if (ends.length > 1)
    refuse('scheduledUntil', 'there is one end: scheduledUntil, durationMinutes or local.until');
});
export type MaintenanceInput = z.input<typeof MaintenanceInput>;
export type MaintenancePlan = z.output<typeof MaintenanceInput>;

/** The window at other times. */
export const MoveInput = z
  .strictObject({
    ...WHEN,
    reason: Sentence.nullable().default(null),
    acceptConflicts: z.boolean().default(false),
  })
  .refine(({ scheduledFor, local }) => (scheduledFor === undefined) !== (local === undefined), {
    path: ['scheduledFor'],
    message: 'there is one start: scheduledFor or local.from',
  });
export type MoveInput = z.input<typeof MoveInput>;

export const MaintenanceConflict = z.strictObject({
  kind: z.enum(['overlap', 'incident']),
  id: z.string(),
  title: LocalizedText,
  startsAt: Instant,
  endsAt: Instant.nullable(),
  componentIds: z.array(z.string()),
});
export type MaintenanceConflict = z.infer<typeof MaintenanceConflict>;

/** What would be told, when, and to how many as things are now; nothing is written. */
export const MaintenancePreview = z.strictObject({
  scheduledFor: Instant,
  scheduledUntil: Instant,
  timeZone: z.string(),
  text: LocalizedText,
  findings: z.array(Finding),
  conflicts: z.array(MaintenanceConflict),
  tellings: z.array(
    z.strictObject({
      step: z.enum(['announced', 'reminded', 'started', 'completed']),
      at: Instant,
      minutesBefore: z.number().nullable(),
    }),
  ),
  /** Reminders that fall away, and why. */
  skipped: z.array(z.strictObject({ minutesBefore: z.number(), why: z.enum(['past', 'just_announced']) })),
  told: z.number().int(),
  /** Of these, whose night it is now. */
  quiet: z.number().int(),
  held: z.array(z.strictObject({ name: HeldReason, count: z.number().int() })),
  /** Of those who subscribe. */
  segments: z.array(z.string()),
  /** What the templates have for them beside the announcement. */
  offered: SegmentNotes,
  /** What is found in the notes that were sent along. */
  notes: z.array(z.strictObject({ segment: z.string(), locale: z.string(), findings: z.array(Finding) })),
});
export type MaintenancePreview = z.infer<typeof MaintenancePreview>;

/** A failure that a maintenance hid. */
export const SilencedView = z.strictObject({
  monitorId: z.string(),
  componentId: z.string(),
  at: Instant,
  detail: z.string(),
});
export type SilencedView = z.infer<typeof SilencedView>;

const RECURS = {
  /** A recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SU. */
  rule: z.string().trim().min(1).max(500),
  /** The first start on the wall of the zone; every later one is at the same time of day. */
  startsLocal: WallTime,
  durationMinutes: Minutes,
  timeZone: z.string().max(64),
};
export const SeriesInput = z
  .strictObject({ ...WORK, ...RECURS })
  .refine(({ componentIds, components }) => componentIds.length + components.length > 0, {
    path: ['componentIds'],
    message: 'name at least one component that it touches',
  });
export type SeriesInput = z.input<typeof SeriesInput>;

export const OccurrenceView = z.strictObject({
  /** The day of the rule; it names the window also when it was moved. */
  date: z.iso.date(),
  startsAt: Instant,
  endsAt: Instant,
  /** Null while it is only a rule. */
  maintenanceId: z.string().nullable(),
});
export type OccurrenceView = z.infer<typeof OccurrenceView>;

export const SeriesView = z.strictObject({
  id: z.string(),
  ...RECURS,
  title: LocalizedText,
  componentIds: z.array(z.string()),
  exceptions: z.array(
    z.strictObject({ date: z.iso.date(), startsAt: Instant.optional(), endsAt: Instant.optional() }),
  ),
  /** The next windows, at most twelve. */
  next: z.array(OccurrenceView),
  by: z.string(),
  endedAt: Instant.nullable(),
  createdAt: Instant,
});
export type SeriesView = z.infer<typeof SeriesView>;

/** What becomes of one window of a series: it falls away, or takes place at other times. */
export const ExceptionInput = z.union([
  z.strictObject({ leaveOut: z.literal(true), reason: Sentence.nullable().default(null) }),
  z.strictObject({
    scheduledFor: Instant,
    scheduledUntil: Instant,
    reason: Sentence.nullable().default(null),
    acceptConflicts: z.boolean().default(false),
  }),
]);
export type ExceptionInput = z.infer<typeof ExceptionInput>;

/** How maintenance is told of and ended; the part of the settings of telling that is about it. */
export const MAINTENANCE_SETTINGS = {
  /** How long before its start maintenance is told of again: a week, a day and an hour. */
  maintenanceRemindMinutesBefore: RemindBefore.default([10_080, 1_440, 60]),
  /** How long the monitors of what it touched have to be green before it is called completed. */
  maintenanceVerifySeconds: z.number().int().min(0).max(86_400).default(60),
  /** How long before its end its owner is asked whether it takes longer; less for short work. */
  maintenanceAskMinutesBefore: Minutes.max(1_440).default(15),
  /** By how much the house extends it, once, when nobody answers; for short work by its own length. */
  maintenanceExtendMinutes: Minutes.max(1_440).default(30),
  /** Longer windows are refused. */
  maintenanceMostHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90)
    .default(72),
};
