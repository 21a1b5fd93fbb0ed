/**
 * Incidents and planned work as callers of Statuspage's REST API v1 write them, through the same doors as everybody:
 * opened by `respond`, told by `tell`, past the linter and the truth gate, in one transaction. A changed status without
 * words is told in the words of the approved template.
 */
import type { MaintenanceInput } from '@candor/protocol/maintenance.ts';
import type {
  ComponentState,
  IncidentPhase,
  LocalizedText,
  Severity,
} from '@candor/protocol/words-of-state.ts';
import type { z } from 'zod';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import { nextUpdateBy } from '../cadence.ts';
import type { Tell } from '../index.ts';
import type { Voice } from '../voice.ts';
import { createBackfill } from './backfill.ts';
import type { IncidentEdit, NewIncident } from './fields.ts';

type New = z.output<typeof NewIncident>;

export type IncidentCalls = {
  create(input: New, by: string): Promise<string>;
  change(id: string, input: IncidentEdit, by: string): Promise<void>;
  correct(
    id: string,
    updateId: string,
    input: { body: string; override?: { reason: string } | undefined; approvedBy?: string | undefined },
    by: string,
  ): Promise<void>;
  /** Planned work is cancelled; what the public was told of an outage stays. */
  remove(id: string, by: string): Promise<void>;
};

export type CallDeps = {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  respond: Respond;
  tell: Tell;
  voice: Voice;
  clock: Clock;
  ids: Ids;
  /** What the public sees of a component now. */
  statusOf: (componentIds: readonly string[]) => Promise<ComponentState[]>;
};

const SEVERITY: Record<string, Severity> = { critical: 1, major: 2, minor: 3, none: 4 };
/** How the original derives the impact from the components. */
const WORST: Record<string, Severity> = {
  major_outage: 1,
  partial_outage: 2,
  degraded_performance: 3,
  unknown: 3,
};
const PHASES = new Set(['investigating', 'identified', 'monitoring', 'resolved']);

const isPhase = (status: string): status is IncidentPhase => PHASES.has(status);

export function createIncidentCalls(deps: CallDeps): IncidentCalls {
  const { store, timeline, catalog, respond, tell, voice, clock, statusOf } = deps;
  const backfill = createBackfill(deps);

  const inPageLocale = async (text: string): Promise<LocalizedText> => {
    const { locales } = await catalog.pages.default();
    return { [locales[0] ?? 'en']: text };
  };

  /** Asked for before a transaction begins: what holds the lock of the timeline waits for no second connection. */
  const ownWords = async ({ body }: IncidentEdit) => (body?.trim() ? inPageLocale(body.trim()) : null);

  /** A list names components and leaves their status as it is. */
  async function componentsOf({ components, component_ids = [] }: IncidentEdit): Promise<ComponentState[]> {
    const [listed, told] = Array.isArray(components) ? [components, {}] : [[], components ?? {}];
    const named = [...new Set([...listed, ...component_ids])].filter((id) => !(id in told));
    const all = [...Object.keys(told), ...named];
    if (all.length > 0) {
      const known = new Set((await catalog.components.list()).map(({ id }) => id));
      refuseUnknown('component', placed('incident.components', all), known);
    }
    return [
      ...Object.entries(told).map(([componentId, status]) => ({ componentId, status })),
      ...(await statusOf(named)),
    ];
  }

  /** Generated clients send the same components with every change; only what differs is news. */
  function newsOf(incident: Incident, { components = [] }: IncidentEdit, states: ComponentState[]) {
    const declared = new Map(incident.components.map(({ componentId, status }) => [componentId, status]));
    return states.filter(({ componentId, status }) =>
      !Array.isArray(components) && componentId in components
        ? declared.get(componentId) !== status
        : !declared.has(componentId),
    );
  }

  const signedIn = ({ metadata }: Pick<IncidentEdit, 'metadata'>) => ({
    ...(metadata?.candor?.override ? { override: metadata.candor.override } : {}),
    ...(metadata?.candor?.approved_by ? { approvedBy: metadata.candor.approved_by } : {}),
  });

  function severityOf(
    { impact_override: impact }: IncidentEdit,
    components: readonly ComponentState[],
  ): Severity {
    if (impact && impact !== 'maintenance') return SEVERITY[impact]!;
    return Math.min(4, ...components.map(({ status }) => WORST[status] ?? 4)) as Severity;
  }

  async function say(
    tx: Tx,
    incident: Incident,
    input: IncidentEdit & { phase: IncidentPhase; states: ComponentState[]; own: LocalizedText | null },
    by: string,
  ) {
    const settings = await tell.settings.get(tx);
    const promised =
      input.metadata?.candor?.next_update_by ??
      (input.phase === 'resolved' ? null : nextUpdateBy(clock.nowMs(), incident.severity, settings));
    // Where no monitor saw it end, it ends when its caller says so.
    const seen =
      input.phase === 'resolved'
        ? { ...incident, resolvedAt: incident.recoveredAt ?? clock.now() }
        : incident;
    const text = input.own ?? (await voice.template(seen, input.phase, promised, tx));
    await tell.update(
      incident.id,
      {
        phase: input.phase,
        text,
        nextUpdateBy: promised,
        // The original publishes at once, and its callers have nobody who could take anything back.
        holdSeconds: 0,
        ...(input.states.length > 0 ? { components: input.states } : {}),
        ...(input.deliver_notifications === false ? { notify: false } : {}),
        ...signedIn(input),
      },
      by,
      tx,
    );
  }

  async function schedule(input: New, by: string): Promise<string> {
    const { scheduled_for: scheduledFor, scheduled_until: scheduledUntil, name, body } = input;
    if (!scheduledFor || !scheduledUntil)
      throw invalid(scheduledFor ? 'scheduled_until' : 'scheduled_for', "can't be blank for planned work");
    if (!body?.trim()) throw invalid('body', 'says what will not work and for whom; planned work needs it');
    const components = await componentsOf(input);
    if (components.length === 0) throw invalid('components', 'planned work names at least one component');
    if (scheduledFor >= scheduledUntil) throw invalid('scheduled_until', 'has to come after scheduled_for');
    const { override } = signedIn(input);
    const planned: MaintenanceInput = {
      title: await inPageLocale(name),
      text: await inPageLocale(body.trim()),
      componentIds: components.map(({ componentId }) => componentId),
      // What runs already began when it is told of.
      scheduledFor: input.status === 'in_progress' && scheduledFor < clock.now() ? clock.now() : scheduledFor,
      scheduledUntil,
      // The format has no way to ask back.
      acceptConflicts: true,
      ...(override ? { override } : {}),
      ...(input.deliver_notifications ? {} : { notify: false }),
    };
    const { id } = await tell.maintenance.schedule(planned, by);
    if (input.status === 'in_progress') await tell.maintenance.start(id, by);
    return id;
  }

  async function open(input: New, phase: IncidentPhase, by: string): Promise<string> {
    const components = await componentsOf(input);
    const title = await inPageLocale(input.name);
    const own = await ownWords(input);
    return store.transaction(async (tx) => {
      const severity = severityOf(input, components);
      const incident = await respond.open({ title, severity, components }, by, tx);
      await say(tx, incident, { ...input, phase, states: components, own }, by);
      return incident.id;
    });
  }

  async function rename({ id, title, impact }: Incident, name: string | undefined, by: string) {
    const named = name ? await inPageLocale(name) : {};
    if (Object.entries(named).some(([locale, text]) => title[locale] !== text))
      await respond.retitle(id, { title: { ...title, ...named }, impact }, by);
  }

  async function changePlanned(planned: Incident, input: IncidentEdit, by: string): Promise<void> {
    const { id } = planned;
    const { maintenance } = tell;
    const { status, scheduled_for: from, scheduled_until: until } = input;
    const moves = from !== undefined && from !== null && from !== planned.scheduledFor;
    if (moves && planned.phase !== 'scheduled')
      throw invalid('scheduled_for', 'cannot be moved any more; it has begun');
    if (status && isPhase(status)) throw invalid('status', 'is not one of planned work');
    if (status === 'verifying')
      throw invalid('status', 'verifying is not a step here; complete it when it is done');
    if (status === 'scheduled' && planned.phase !== 'scheduled')
      throw invalid('status', 'it has begun already');
    if (!isOpen(planned)) {
      if (status === planned.phase && !input.body) return;
      throw new Problem('state.conflict', 'The planned work is over.');
    }
    const text = (await ownWords(input)) ?? undefined;
    const { override } = signedIn(input);
    const said = { text, override, notify: input.deliver_notifications };
    if (moves)
      await maintenance.move(
        id,
        { scheduledFor: from, ...(until ? { scheduledUntil: until } : {}), acceptConflicts: true },
        by,
      );
    else if (until && until !== planned.scheduledUntil)
      await maintenance.extend(id, { scheduledUntil: until, reason: null }, by);
    if (status === 'completed') await maintenance.complete(id, by, said);
    else if (status === 'in_progress' && planned.phase === 'scheduled') await maintenance.start(id, by, said);
    else if (text) await maintenance.tell(id, { ...said, text }, by);
    await rename(planned, input.name, by);
  }

  return {
    async create(input, by) {
      const status = input.status ?? 'investigating';
      if (input.backfill_date || input.backfilled) return backfill(input, await inPageLocale(input.name), by);
      if (input.scheduled_for || input.scheduled_until || !isPhase(status)) return schedule(input, by);
      return open(input, status, by);
    },

    async change(id, input, by) {
      const before = await respond.get(id);
      if (before.kind === 'maintenance') return changePlanned(before, input, by);
      const phase = input.status ?? before.phase;
      if (!isPhase(phase)) throw invalid('status', `${phase} is a step of planned work; this is an incident`);
      const states = newsOf(before, input, await componentsOf(input));
      const own = await ownWords(input);
      const tells = own !== null || phase !== before.phase || states.length > 0;
      // A step that was taken already is no news: sending the same again changes nothing.
      if (tells)
        await store.transaction(async (tx) =>
          say(tx, await respond.get(id, tx), { ...input, phase, states, own }, by),
        );
      await rename(before, input.name, by);
      const severity = input.impact_override ? severityOf(input, []) : before.severity;
      if (severity !== before.severity) await respond.changeSeverity(id, { severity, reason: null }, by);
    },

    async correct(id, updateId, { body, override, approvedBy }, by) {
      const text = await inPageLocale(body);
      await tell.correct(
        id,
        updateId,
        { text, ...(override ? { override } : {}), ...(approvedBy ? { approvedBy } : {}) },
        by,
      );
    },

    async remove(id, by) {
      const incident = await timeline.incident(id);
      if (!incident) throw new Problem('not-found', `There is no incident ${id}.`);
      if (incident.kind === 'incident')
        throw new Problem(
          'state.conflict',
          'The public was told of this incident, so it stays: correct its updates, or resolve it.',
        );
      await tell.maintenance.cancel(id, { reason: null }, by);
    },
  };
}

export const invalid = (field: string, message: string) =>
  new Problem('request.invalid', `incident.${field}: ${message}.`, {
    errors: [{ path: `incident.${field}`, message }],
  });
