/**
 * A fact is something that we would print in the postmortem or defend in a dispute about credits. Facts are
 * append-only; a correction is another fact. The union is closed: a new kind is added here, with a golden file
 * in `golden/`, and an old shape is never changed, because every fact ever written has to parse for ever.
 *
 * Facts hold ids, never personal data. Free text lives under the field names of FREE_TEXT; the hash chain
 * commits to it with a salt, so that it can be redacted without breaking the proof.
 */
import { HoldingKind } from '@candor/protocol/holding.ts';
import { SegmentTexts } from '@candor/protocol/told.ts';
import {
  ComponentState,
  ComponentStatus,
  IncidentPhase,
  IncidentRole,
  Instant,
  LocalizedText,
  MaintenancePhase,
  MaintenanceStep,
  Severity,
  UpdateOrigin,
} from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';

/** Every string below a field of one of these names is free text. */
export const FREE_TEXT = new Set([
  'title',
  'text',
  'pageTexts',
  'segmentTexts',
  'reason',
  'detail',
  'impact',
  'basis',
]);

const Id = z.string().regex(/^[a-z]{2,8}_[0-9a-z]{26}$/);
const Sentence = z.string().min(1).max(2_000);

/** The failing (or recovering) sample itself, copied into the fact: samples are pruned, facts are not. */
const Evidence = z.strictObject({
  at: Instant,
  latencyMs: z.number().nonnegative().nullable(),
  failure: z.string().max(40).nullable(),
  detail: z.string().max(2_000),
  phases: z.record(z.string().max(20), z.number().nonnegative()).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

const kind = <K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.strictObject({ kind: z.literal(name), ...shape });

const COMPONENT_FACTS = [
  kind('monitor.failed', {
    monitorId: Id,
    monitorName: z.string().max(200),
    componentId: Id,
    status: ComponentStatus,
    firstFailedAt: Instant,
    opensIncident: Severity.nullable(),
    evidence: Evidence,
  }),
  kind('monitor.recovered', {
    monitorId: Id,
    componentId: Id,
    downSince: Instant,
    firstGoodAt: Instant,
    evidence: Evidence,
  }),
  kind('monitor.silenced', {
    monitorId: Id,
    componentId: Id,
    windowId: z.string().max(64),
    would: z.literal('fail'),
    evidence: Evidence,
  }),
  kind('component.status_changed', { componentId: Id, from: ComponentStatus, to: ComponentStatus }),
] as const;

const INCIDENT_FACTS = [
  kind('incident.opened', {
    title: LocalizedText,
    severity: Severity,
    components: z.array(ComponentState).max(500),
    startedAt: Instant,
    detectedAt: Instant.nullable(),
    detectedBy: z.enum(['monitor', 'person', 'signal', 'import']),
    /** What users see, in user words, when somebody said so. */
    impact: LocalizedText.nullable(),
    automaticFirstWord: z.boolean(),
  }),
  kind('incident.retitled', { title: LocalizedText, impact: LocalizedText.nullable() }),
  kind('symptom.joined', {
    monitorId: Id,
    monitorName: z.string().max(200),
    componentId: Id,
    status: ComponentStatus,
    failedAt: Instant,
    detail: z.string().max(2_000),
  }),
  kind('symptom.cleared', { monitorId: Id, recoveredAt: Instant }),
  kind('incident.acknowledged', {}),
  kind('acknowledgement.missed', { dueAt: Instant }),
  kind('escalation.stepped', {
    policyId: Id,
    step: z.number().int().nonnegative(),
    personIds: z.array(Id),
    webhooks: z.number().int().nonnegative(),
  }),
  kind('escalation.exhausted', { policyId: Id }),
  kind('severity.changed', { from: Severity, to: Severity, reason: Sentence.nullable() }),
  kind('role.assigned', { role: IncidentRole, personId: Id.nullable() }),
  kind('task.added', { taskId: Id, title: Sentence, personId: Id.nullable(), dueAt: Instant.nullable() }),
  kind('task.done', { taskId: Id }),
  kind('note.entered', { text: z.string().min(1).max(10_000) }),
  kind('update.published', {
    updateId: Id,
    phase: z.union([IncidentPhase, MaintenancePhase]),
    text: LocalizedText,
    /** In place of `text` for the readers of these pages. */
    pageTexts: z.record(Id, LocalizedText).optional(),
    /** In place of `text` for subscribers of these segments. */
    segmentTexts: SegmentTexts.optional(),
    origin: UpdateOrigin,
    nextUpdateBy: Instant.nullable(),
    components: z.array(ComponentState).max(500),
    /** What a word on planned work does beside its phase. */
    step: MaintenanceStep.optional(),
  }),
  kind('update.corrected', {
    updateId: Id,
    text: LocalizedText,
    segmentTexts: SegmentTexts.optional(),
    reason: Sentence.nullable(),
  }),
  /** When it is expected to be over; null: nobody can tell yet. */
  kind('estimate.given', { recoveryAt: Instant.nullable(), basis: LocalizedText.nullable() }),
  /** What users can do meanwhile; null takes it back. */
  kind('workaround.given', { text: LocalizedText.nullable() }),
  kind('promise.reminded', { updateId: Id, dueAt: Instant, role: IncidentRole, personId: Id.nullable() }),
  kind('promise.kept', {
    updateId: Id,
    dueAt: Instant,
    keptBy: z.enum(['person', 'note']),
    withUpdateId: Id,
  }),
  kind('promise.missed', { updateId: Id, dueAt: Instant }),
  /** The next word was promised later, in public and with a reason; whether that kept the promise is another fact. */
  kind('promise.snoozed', { updateId: Id, dueAt: Instant, until: Instant, reason: LocalizedText }),
  /** Somebody is writing it: nobody else is called for it. */
  kind('promise.acknowledged', { updateId: Id, dueAt: Instant }),
  /** Everybody on the policy was called for it. */
  kind('promise.escalated', {
    updateId: Id,
    dueAt: Instant,
    policyId: Id,
    personIds: z.array(Id),
    targets: z.number().int().nonnegative(),
  }),
  kind('gate.overridden', {
    rule: z.string().max(20),
    reason: Sentence,
    claims: z.array(z.string().max(500)).max(50),
    /** The word that it let through, exactly these findings of it, and the digest of its text. */
    updateId: Id.optional(),
    findings: z.array(z.string().max(40)).max(200).optional(),
    digest: z.string().length(64).optional(),
  }),
  /** What was said in public came to be contradicted; `text` are the words, `detail` is what is known instead. */
  kind('challenge.raised', {
    challengeId: Id,
    /** Null when it is the estimate on the page. */
    updateId: Id.nullable(),
    claim: z.enum(['resolved', 'scope', 'start', 'estimate']),
    text: z.string().min(1).max(500),
    detail: Sentence,
    evidenceId: z.string().max(100),
    evidenceAt: Instant.nullable(),
  }),
  kind('challenge.answered', {
    challengeId: Id,
    how: z.enum(['correction', 'update', 'estimate']),
    updateId: Id.nullable(),
  }),
  kind('challenge.dismissed', { challengeId: Id, reason: Sentence }),
  kind('statement.approved', { updateId: Id, personId: Id }),
  /** A text that a second person has to read first; `digest` is of exactly this text. */
  kind('approval.asked', { updateId: Id, digest: z.string().length(64) }),
  kind('approval.given', { updateId: Id, digest: z.string().length(64) }),
  kind('approval.refused', { updateId: Id, digest: z.string().length(64), reason: Sentence }),
  /** Nobody read it by the time at which the public had to hear something, and what was done then. */
  kind('approval.missed', { updateId: Id, instead: z.enum(['note', 'published', 'reminded']) }),
  kind('carrier.skipped', { carrier: z.string().max(40), reason: Sentence }),
  kind('duplicate.suppressed', { what: z.string().max(200) }),
  /** Another incident or maintenance that this one came from. */
  kind('incident.linked', { to: Id, relation: z.enum(['overrun']) }),
  kind('maintenance.scheduled', {
    title: LocalizedText,
    reason: z.union([Sentence, LocalizedText]).nullable(),
    components: z.array(ComponentState).max(500),
    scheduledFor: Instant,
    scheduledUntil: Instant,
    /** What users will notice. */
    impact: LocalizedText.nullable().optional(),
    /** The zone in which it was planned. */
    timeZone: z.string().max(64).optional(),
    /** How long ahead it is told of again. */
    remindMinutesBefore: z.array(z.number().int().positive()).max(10).optional(),
    /** Whether the house completes it at its end, or a person says that it is done. */
    completes: z.enum(['automatic', 'manual']).optional(),
    seriesId: Id.nullable().optional(),
  }),
  kind('maintenance.started', {}),
  kind('maintenance.moved', { scheduledFor: Instant, scheduledUntil: Instant, reason: Sentence.nullable() }),
  kind('maintenance.extended', { scheduledUntil: Instant, reason: Sentence.nullable() }),
  /** The end comes near and would be missed: who was asked whether it takes longer. */
  kind('maintenance.extension_asked', { dueAt: Instant, personId: Id.nullable() }),
  /** Its time or its work is over, and the monitors have to prove it. */
  kind('maintenance.verifying', {}),
  /** It went on after its end, or something failed then: the incident that tells of it, and since when. */
  kind('maintenance.overran', { incidentId: Id, since: Instant }),
  kind('maintenance.completed', {}),
  kind('maintenance.cancelled', { reason: Sentence.nullable() }),
  kind('postmortem.published', {
    postmortemId: Id,
    version: z.number().int().positive(),
    digest: z.string().length(64),
  }),
  kind('postmortem.corrected', {
    postmortemId: Id,
    version: z.number().int().positive(),
    digest: z.string().length(64),
    reason: Sentence,
  }),
  kind('action.added', {
    actionId: Id,
    title: Sentence,
    personId: Id.nullable(),
    dueOn: z.iso.date(),
    type: z.enum(['prevent', 'detect', 'mitigate', 'communicate']),
  }),
  kind('action.done', { actionId: Id, reason: Sentence.nullable() }),
  kind('credits.approved', {
    contractId: Id,
    statements: z.number().int().nonnegative(),
    totalMinor: z.number().int().nonnegative(),
    currency: z.string().length(3),
    digest: z.string().length(64),
    /** Which month or quarter, and when the credits are booked; null when nobody said. */
    period: z.string().max(10).optional(),
    bookedOn: z.iso.date().nullable().optional(),
  }),
  /** A text was removed from an earlier fact of the same subject: by whom and why, never what it said. */
  kind('fact.redacted', { factId: Id, reason: Sentence }),
  kind('holding.published', { targetId: Id, setId: Id, page: HoldingKind }),
  kind('holding.withdrawn', { targetId: Id, page: HoldingKind }),
  /** A rule of workflows did, or undid, one of its actions: what, in one sentence. */
  kind('workflow.ran', {
    ruleId: Id,
    version: z.number().int().positive(),
    action: z.string().max(40),
    undo: z.boolean(),
    detail: Sentence,
  }),
  kind('workflow.failed', {
    ruleId: Id,
    version: z.number().int().positive(),
    action: z.string().max(40),
    undo: z.boolean(),
    attempts: z.number().int().positive(),
    detail: Sentence,
  }),
  kind('followup.sent', {
    to: z.enum(['affected', 'told']),
    planned: z.number().int().nonnegative(),
    /** Told enough that day; they get it on one of the next. */
    waiting: z.number().int().nonnegative(),
    surveyAt: Instant.nullable(),
  }),
  /** The house told readers of what came after: of the published review, of questions that may be asked, of credits. */
  kind('afterword.sent', {
    about: z.enum(['postmortem_ready', 'questions', 'credit']),
    planned: z.number().int().nonnegative(),
    /** They hear of it later: in a digest, or nobody knows by which address. */
    waiting: z.number().int().nonnegative(),
  }),
  /** Those affected may ask, until when each question is to be answered. */
  kind('questions.opened', { answerBy: Instant, liveAt: Instant.nullable() }),
  kind('questions.closed', {}),
  kind('survey.opened', { surveyId: Id, invited: z.number().int().nonnegative() }),
  kind('trust.measured', {
    metric: z.string().max(40),
    effect: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    verdict: z.string().max(40),
  }),
] as const;

export const FactBody = z.discriminatedUnion('kind', [...COMPONENT_FACTS, ...INCIDENT_FACTS]);
export type FactBody = z.infer<typeof FactBody>;
export type FactKind = FactBody['kind'];
export type FactOf<K extends FactKind> = Fact & { body: Extract<FactBody, { kind: K }> };

export const Actor = z
  .string()
  .regex(/^(person:usr_|token:tok_|monitor:mon_|monitor:hbt_)[0-9a-z]{26}$|^(rule|system):[a-z][a-z0-9-]*$/);

export const Subject = z.string().regex(/^(incident|component|route|drill):[a-z]{2,8}_[0-9a-z]{26}$/);

export const Fact = z.strictObject({
  id: z.string(),
  position: z.number().int().positive(),
  subject: Subject,
  seq: z.number().int().positive(),
  /** When it became true. */
  at: Instant,
  /** When we wrote it down. */
  recordedAt: Instant,
  by: Actor,
  /** The fact that caused this one. */
  because: z.string().nullable(),
  /** Unique per subject: makes a repeated reaction harmless. */
  key: z.string().max(300).nullable(),
  body: FactBody,
});
export type Fact = z.infer<typeof Fact>;

export type FactDraft = {
  subject: string;
  body: FactBody;
  by: string;
  at?: string;
  because?: string | null;
  key?: string | null;
};
