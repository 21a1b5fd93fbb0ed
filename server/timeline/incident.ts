/**
 * The incident as a pure fold over its facts: no clock, no store. Whoever has the facts has the incident.
 *
 *                     open (respond/opening.ts)
 *                               │ incident.opened
 *                               ▼
 *   ┌────────────── investigating ◄───────────────┐
 *   │ publish               │ publish             │ publish (relapse)
 *   │ (tell/publish.ts)     ▼                     │
 *   │                  identified ────────────────┤
 *   │                       │ publish             │
 *   │                       ▼                     │
 *   ├────────────────► monitoring ────────────────┤
 *   │                       │ publish, through    │
 *   │                       ▼ the truth gate      │
 *   └────────────────►  resolved ─────────────────┘
 *
 * investigating  something is wrong for users; why is not known yet
 * identified     we know the cause and are working on it
 * monitoring     a fix is in place; the monitors have to prove it
 * resolved       users are served again; promises end, amends and learning begin
 *
 * Every arrow is an `update.published` fact: there is no state that the public was not told of. A resolved
 * incident may go back to investigating or identified (relapse), because an honest history has one outage, not two.
 *
 * A maintenance is the same fold with its own phases: scheduled → in_progress → verifying → completed, or cancelled;
 * its arrows are performed by tell/maintenance/, its facts are folded in plan.ts.
 */
import type { SegmentTexts } from '@candor/protocol/told.ts';
import type {
  ComponentState,
  IncidentPhase,
  IncidentRole,
  LocalizedText,
  MaintenancePhase,
  MaintenanceStep,
  Severity,
  UpdateOrigin,
} from '@candor/protocol/words-of-state.ts';
import { type Challenge, challengesAfter, type Override, overrideOf } from './contradicted.ts';
import { corrected } from './corrected.ts';
import type { Fact } from './fact.ts';
import { type Plan, planChange, withRelated } from './plan.ts';
import { worsen } from './worse.ts';

export { worse } from './worse.ts';

export type Update = {
  id: string;
  factId: string;
  at: string;
  by: string;
  phase: IncidentPhase | MaintenancePhase;
  text: LocalizedText;
  /** The words for the readers of one page, until a correction replaces them all. */
  pageTexts?: Record<string, LocalizedText> | undefined;
  /** The words for subscribers of one segment; a correction brings its own, or none. */
  segmentTexts?: SegmentTexts | undefined;
  origin: UpdateOrigin;
  nextUpdateBy: string | null;
  components: ComponentState[];
  step?: MaintenanceStep | undefined;
  corrections: {
    at: string;
    by: string;
    was: LocalizedText;
    wasOnPages?: Record<string, LocalizedText> | undefined;
    text: LocalizedText;
    reason: string | null;
  }[];
};

export type Symptom = {
  monitorId: string;
  monitorName: string;
  componentId: string;
  status: ComponentState['status'];
  failedAt: string;
  detail: string;
  recoveredAt: string | null;
  factId: string;
};

export type PromiseMade = { updateId: string; dueAt: string; factId: string };
/** `acknowledgedBy`: who said that they are writing the next word. */
export type PromiseStanding = PromiseMade & { acknowledgedBy: string | null };
export type PromiseOutcome = PromiseMade & {
  outcome: 'kept' | 'kept-by-note' | 'missed';
  settledAt: string;
  outcomeFactId: string;
};

export type Task = {
  id: string;
  title: string;
  personId: string | null;
  dueAt: string | null;
  doneAt: string | null;
};

export type Incident = {
  id: string;
  kind: 'incident' | 'maintenance';
  title: LocalizedText;
  impact: LocalizedText | null;
  phase: IncidentPhase | MaintenancePhase;
  severity: Severity;
  components: ComponentState[];
  /** As declared when it was opened, before any update changed them. */
  openedComponents: ComponentState[];
  openedAt: string;
  openedBy: string;
  /** Start of the impact on users: the first failing check, or what a person said. */
  startedAt: string;
  detectedAt: string | null;
  detectedBy: 'monitor' | 'person' | 'signal' | 'import' | null;
  automaticFirstWord: boolean;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  firstWordAt: string | null;
  identifiedAt: string | null;
  monitoringAt: string | null;
  resolvedAt: string | null;
  /** When the last failing monitor recovered, while none fails. */
  recoveredAt: string | null;
  scheduledFor: string | null;
  scheduledUntil: string | null;
  /** Null for everything that was not planned. */
  plan: Plan | null;
  /** Incidents and maintenance that this one came from or led to. */
  related: string[];
  roles: Partial<Record<IncidentRole, string>>;
  symptoms: Symptom[];
  updates: Update[];
  promise: PromiseStanding | null;
  promises: PromiseOutcome[];
  /** Each time that the next word was put off in public. */
  snoozes: {
    updateId: string;
    at: string;
    by: string;
    dueAt: string;
    until: string;
    reason: LocalizedText;
  }[];
  tasks: Task[];
  overrides: Override[];
  challenges: Challenge[];
  /** The newest, until the public was told that it is over. */
  estimate: { recoveryAt: string | null; basis: LocalizedText | null; givenAt: string } | null;
  /** Every time that was given. */
  estimates: { recoveryAt: string; givenAt: string }[];
  workaround: LocalizedText | null;
  postmortem: { postmortemId: string; version: number; publishedAt: string } | null;
  lastFactAt: string;
  lastPosition: number;
};

/** What stands in an incident before its first fact; never shown. */
function begin(id: string, fact: Fact): Incident {
  return {
    id,
    kind: id.startsWith('mnt_') ? 'maintenance' : 'incident',
    title: { en: id },
    impact: null,
    phase: 'investigating',
    severity: 4,
    components: [],
    openedComponents: [],
    openedAt: fact.at,
    openedBy: fact.by,
    startedAt: fact.at,
    detectedAt: null,
    detectedBy: null,
    automaticFirstWord: false,
    acknowledgedAt: null,
    acknowledgedBy: null,
    firstWordAt: null,
    identifiedAt: null,
    monitoringAt: null,
    resolvedAt: null,
    recoveredAt: null,
    scheduledFor: null,
    scheduledUntil: null,
    plan: null,
    related: [],
    roles: {},
    symptoms: [],
    updates: [],
    promise: null,
    promises: [],
    snoozes: [],
    tasks: [],
    overrides: [],
    challenges: [],
    estimate: null,
    estimates: [],
    workaround: null,
    postmortem: null,
    lastFactAt: fact.at,
    lastPosition: fact.position,
  };
}

const over = (phase: Incident['phase']) =>
  phase === 'resolved' || phase === 'completed' || phase === 'cancelled';

/** True from the opening until the public was told that it is over. */
export const isOpen = (incident: Incident): boolean => !over(incident.phase);

/** True while a monitor that belongs to the incident still fails. */
export const isFailing = (incident: Incident): boolean =>
  incident.symptoms.some((symptom) => symptom.recoveredAt === null);

/** The facts of one subject, in order, as an incident; null when there are none. */
export function foldIncident(facts: readonly Fact[]): Incident | null {
  let incident: Incident | null = null;
  for (const fact of facts) incident = applyFact(incident, fact);
  return incident;
}

export function applyFact(before: Incident | null, fact: Fact): Incident {
  const incident = before ?? begin(fact.subject.slice('incident:'.length), fact);
  return { ...incident, ...change(incident, fact), lastFactAt: fact.at, lastPosition: fact.position };
}

function change(incident: Incident, { id: factId, at, by, body }: Fact): Partial<Incident> {
  switch (body.kind) {
    case 'incident.opened': {
      const { title, severity, components, startedAt, detectedAt, detectedBy, impact, automaticFirstWord } =
        body;
      return {
        title,
        severity,
        components,
        openedComponents: components,
        startedAt,
        detectedAt,
        detectedBy,
        impact,
        automaticFirstWord,
        openedAt: at,
        openedBy: by,
      };
    }
    case 'maintenance.scheduled':
    case 'maintenance.started':
    case 'maintenance.moved':
    case 'maintenance.extended':
    case 'maintenance.extension_asked':
    case 'maintenance.verifying':
    case 'maintenance.overran':
    case 'maintenance.completed':
    case 'maintenance.cancelled':
      return planChange(incident, { at, by, body });
    case 'incident.linked':
      return { related: withRelated(incident, body.to) };
    case 'incident.retitled':
      return { title: body.title, impact: body.impact };
    case 'symptom.joined': {
      const { kind: _, ...symptom } = body;
      const others = incident.symptoms.filter(
        (old) => old.monitorId !== body.monitorId || old.recoveredAt !== null,
      );
      return {
        symptoms: [...others, { ...symptom, recoveredAt: null, factId }],
        components: worsen(incident.components, { componentId: body.componentId, status: body.status }),
        startedAt: body.failedAt < incident.startedAt ? body.failedAt : incident.startedAt,
        recoveredAt: null,
      };
    }
    case 'symptom.cleared': {
      const symptoms = incident.symptoms.map((symptom) =>
        symptom.monitorId === body.monitorId && symptom.recoveredAt === null
          ? { ...symptom, recoveredAt: body.recoveredAt }
          : symptom,
      );
      return {
        symptoms,
        recoveredAt: symptoms.every((symptom) => symptom.recoveredAt) ? body.recoveredAt : null,
      };
    }
    case 'incident.acknowledged':
      return incident.acknowledgedAt ? {} : { acknowledgedAt: at, acknowledgedBy: by };
    case 'severity.changed':
      return { severity: body.to };
    case 'role.assigned': {
      const { [body.role]: _, ...roles } = incident.roles;
      return { roles: body.personId ? { ...roles, [body.role]: body.personId } : roles };
    }
    case 'task.added':
      return {
        tasks: [
          ...incident.tasks,
          { id: body.taskId, title: body.title, personId: body.personId, dueAt: body.dueAt, doneAt: null },
        ],
      };
    case 'task.done':
      return {
        tasks: incident.tasks.map((task) => (task.id === body.taskId ? { ...task, doneAt: at } : task)),
      };
    case 'update.published': {
      const { updateId, phase, text, pageTexts, segmentTexts, origin, nextUpdateBy, components, step } = body;
      const update: Update = {
        id: updateId,
        factId,
        at,
        by,
        phase,
        text,
        ...(pageTexts ? { pageTexts } : {}),
        ...(segmentTexts ? { segmentTexts } : {}),
        origin,
        nextUpdateBy,
        components,
        ...(step ? { step } : {}),
        corrections: [],
      };
      return {
        phase,
        components: components.length > 0 ? components : incident.components,
        updates: [...incident.updates, update],
        firstWordAt: incident.firstWordAt ?? at,
        identifiedAt: phase === 'identified' ? (incident.identifiedAt ?? at) : incident.identifiedAt,
        monitoringAt: phase === 'monitoring' ? at : incident.monitoringAt,
        resolvedAt: over(phase) ? at : null,
        promise: nextUpdateBy ? { updateId, dueAt: nextUpdateBy, factId, acknowledgedBy: null } : null,
        // Should it come back, what was expected and advised then is not said again by itself.
        ...(over(phase) ? { estimate: null, workaround: null } : {}),
      };
    }
    case 'update.corrected':
      return {
        updates: incident.updates.map((update) =>
          update.id === body.updateId ? corrected(update, { ...body, at, by }) : update,
        ),
      };
    case 'promise.kept':
    case 'promise.missed': {
      const made = incident.updates.find((update) => update.id === body.updateId);
      const outcome =
        body.kind === 'promise.missed' ? 'missed' : body.keptBy === 'note' ? 'kept-by-note' : 'kept';
      const settled = {
        updateId: body.updateId,
        dueAt: body.dueAt,
        factId: made?.factId ?? factId,
        outcome,
        settledAt: at,
        outcomeFactId: factId,
      } as const;
      return { promises: [...incident.promises.filter((old) => old.updateId !== body.updateId), settled] };
    }
    case 'promise.snoozed': {
      const { updateId, dueAt, until, reason } = body;
      return { snoozes: [...incident.snoozes, { updateId, at, by, dueAt, until, reason }] };
    }
    case 'promise.acknowledged':
      return incident.promise?.updateId === body.updateId
        ? { promise: { ...incident.promise, acknowledgedBy: by } }
        : {};
    case 'estimate.given': {
      const { recoveryAt, basis } = body;
      return {
        estimate: { recoveryAt, basis, givenAt: at },
        estimates: recoveryAt ? [...incident.estimates, { recoveryAt, givenAt: at }] : incident.estimates,
      };
    }
    case 'workaround.given':
      return { workaround: body.text };
    case 'gate.overridden':
      return { overrides: [...incident.overrides, overrideOf(body, { at, by })] };
    case 'challenge.raised':
    case 'challenge.answered':
    case 'challenge.dismissed':
      return { challenges: challengesAfter(incident.challenges, body, { at, by }) };
    case 'postmortem.published':
    case 'postmortem.corrected':
      return {
        postmortem: {
          postmortemId: body.postmortemId,
          version: body.version,
          publishedAt: incident.postmortem?.publishedAt ?? at,
        },
      };
    default:
      // The other kinds are read from the log by whoever wants them; they do not change the incident's state.
      return {};
  }
}
