/**
 * RESPOND: an incident has an owner, a deadline to be acknowledged, and people who are called when nobody answers.
 * Writes incident.opened, symptom.*, acknowledgement.*, escalation.*, severity.changed, role.assigned, task.*,
 * note.entered, estimate.given, workaround.given; answers monitor.failed and monitor.recovered. It never speaks to the public: that is `tell`.
 */
import {
  type EscalationPolicy,
  type EstimateInput,
  IncidentInput,
  type WorkaroundInput,
} from '@candor/protocol/respond.ts';
import type { IncidentRole, LocalizedText, Severity } from '@candor/protocol/words-of-state.ts';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store, Tx } from '#store';
import { type FactDraft, type Incident, isOpen, type Timeline } from '#timeline';
import type { Words } from '#words';
import { createEscalation } from './escalation.ts';
import { createNotice, type Notice } from './notice.ts';
import { addOpeningRules } from './opening.ts';
import { createOutlook } from './outlook.ts';
import { createEscalationPolicies, type EscalationPolicies } from './policies.ts';
import { createWays, type Ways } from './ways.ts';

export { measuresOf } from './measures.ts';
export { startWithoutDatabase } from './without-database.ts';

export type Ladder = Pick<EscalationPolicy['steps'][number], 'personIds' | 'webhooks' | 'targets'> & {
  policyId: string;
};

export type Respond = {
  policies: EscalationPolicies;
  notice: Notice;
  /** How each person of the staff is called. */
  ways: Ways;
  /** Everybody and every address on the steps of the default policy. */
  ladder(tx: Tx): Promise<Ladder>;
  /** The incident, or the problem `not-found`. */
  get(id: string, tx?: Tx): Promise<Incident>;
  /** In the caller's transaction when there is one. */
  open(input: IncidentInput, by: string, tx?: Tx): Promise<Incident>;
  acknowledge(id: string, by: string): Promise<Incident>;
  retitle(
    id: string,
    change: { title: LocalizedText; impact: LocalizedText | null },
    by: string,
  ): Promise<Incident>;
  changeSeverity(
    id: string,
    change: { severity: Severity; reason: string | null },
    by: string,
  ): Promise<Incident>;
  assignRole(
    id: string,
    change: { role: IncidentRole; personId: string | null },
    by: string,
  ): Promise<Incident>;
  addTask(
    id: string,
    task: { title: string; personId: string | null; dueAt: string | null },
    by: string,
  ): Promise<Incident>;
  finishTask(id: string, taskId: string, by: string): Promise<Incident>;
  addNote(id: string, text: string, by: string): Promise<Incident>;
  /** When it is expected to be over, and why; public, so it passes the rules of words. */
  estimate(id: string, input: EstimateInput, by: string): Promise<Incident>;
  workaround(id: string, input: WorkaroundInput, by: string): Promise<Incident>;
};

export function createRespond(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  people: People;
  carriers: Carriers;
  words: Pick<Words, 'lint'>;
  clock: Clock;
  ids: Ids;
  publicUrl: () => string;
}): Respond {
  const { store, timeline, catalog, people, clock, ids } = deps;
  const policies = createEscalationPolicies(deps);
  // A new installation calls its first owner, so that no outage goes by without anybody hearing of it.
  people.onAdded(async (tx, { id, role }) => {
    if (role === 'owner') await policies.callByDefault(tx, id);
  });
  const ways = createWays(deps);
  const notice = createNotice({ ...deps, ways });
  const outlook = createOutlook(deps);
  const escalation = createEscalation({ timeline, clock, policies, notice });
  addOpeningRules({ timeline, catalog, clock, ids, policies, begin: escalation.begin });

  timeline.react({
    name: 'respond.end',
    kinds: ['update.published'],
    async run(fact, tx) {
      if (fact.body.phase === 'resolved') await escalation.end(tx, fact.subject.slice('incident:'.length));
    },
  });

  async function get(id: string, tx?: Tx): Promise<Incident> {
    const incident = await timeline.incident(id, tx);
    if (!incident) throw new Problem('not-found', `There is no incident ${id}.`);
    return incident;
  }

  async function needPerson(id: string) {
    if (!(await people.persons.get(id)))
      throw new Problem('not-found', `There is no person ${id.slice(0, 40)}.`);
  }

  /** Reads the incident, asks for facts, records them and answers the incident after them. */
  const change = (
    id: string,
    facts: (
      incident: Incident,
      tx: Tx,
    ) => Omit<FactDraft, 'subject'>[] | Promise<Omit<FactDraft, 'subject'>[]>,
  ) =>
    store.transaction(async (tx) => {
      const incident = await get(id, tx);
      const drafts = await facts(incident, tx);
      if (drafts.length > 0)
        await timeline.record(
          tx,
          drafts.map((draft) => ({ ...draft, subject: `incident:${id}` })),
        );
      return get(id, tx);
    });

  return {
    policies,
    notice,
    ways,
    async ladder(tx) {
      const { id, steps } = await policies.default(tx);
      return {
        policyId: id,
        personIds: [...new Set(steps.flatMap(({ personIds }) => personIds))],
        webhooks: steps.flatMap(({ webhooks }) => webhooks),
        targets: steps.flatMap(({ targets }) => targets),
      };
    },
    get,

    open: (given, by, within) => {
      const run = async (tx: Tx) => {
        const input = IncidentInput.parse(given);
        for (const { componentId } of input.components) await catalog.components.get(componentId, tx);
        const id = ids.next('inc');
        const policy = await policies.default(tx);
        const subject = `incident:${id}`;
        const startedAt = input.startedAt ?? clock.now();
        if (startedAt > clock.now())
          throw new Problem(
            'request.invalid',
            'startedAt lies in the future; an incident starts when users are affected.',
          );
        const [opened] = await timeline.record(tx, [
          {
            subject,
            by,
            body: {
              kind: 'incident.opened',
              title: input.title,
              severity: input.severity,
              components: input.components,
              startedAt,
              detectedAt: clock.now(),
              detectedBy: 'person',
              impact: input.impact,
              automaticFirstWord: false,
            },
          },
          ...(policy.ownerId
            ? [
                {
                  subject,
                  by,
                  body: { kind: 'role.assigned', role: 'owner', personId: policy.ownerId },
                } as const,
              ]
            : []),
          ...(policy.deputyId
            ? [
                {
                  subject,
                  by,
                  body: { kind: 'role.assigned', role: 'deputy', personId: policy.deputyId },
                } as const,
              ]
            : []),
        ]);
        await escalation.begin(tx, id, opened!.id);
        return get(id, tx);
      };
      return within ? run(within) : store.transaction(run);
    },

    acknowledge: (id, by) =>
      change(id, async (incident, tx) => {
        if (!isOpen(incident))
          throw new Problem('state.conflict', 'The incident is over; there is nothing left to acknowledge.');
        if (incident.acknowledgedAt) return [];
        await escalation.end(tx, id);
        const mine = by.startsWith('person:') && !incident.roles.owner;
        return [
          { by, body: { kind: 'incident.acknowledged' } },
          ...(mine
            ? [
                {
                  by,
                  body: { kind: 'role.assigned', role: 'owner', personId: by.slice('person:'.length) },
                } as const,
              ]
            : []),
        ];
      }),

    retitle: (id, { title, impact }, by) =>
      change(id, () => [{ by, body: { kind: 'incident.retitled', title, impact } }]),

    changeSeverity: (id, { severity, reason }, by) =>
      change(id, (incident) =>
        incident.severity === severity
          ? []
          : [{ by, body: { kind: 'severity.changed', from: incident.severity, to: severity, reason } }],
      ),

    assignRole: (id, { role, personId }, by) =>
      change(id, async () => {
        if (personId) await needPerson(personId);
        return [{ by, body: { kind: 'role.assigned', role, personId } }];
      }),

    addTask: (id, { title, personId, dueAt }, by) =>
      change(id, async () => {
        if (personId) await needPerson(personId);
        return [{ by, body: { kind: 'task.added', taskId: ids.next('tsk'), title, personId, dueAt } }];
      }),

    finishTask: (id, taskId, by) =>
      change(id, (incident) => {
        const task = incident.tasks.find((known) => known.id === taskId);
        if (!task) throw new Problem('not-found', `The incident has no task ${taskId}.`);
        return task.doneAt ? [] : [{ by, body: { kind: 'task.done', taskId } }];
      }),

    addNote: (id, text, by) => change(id, () => [{ by, body: { kind: 'note.entered', text } }]),

    estimate: (id, input, by) => change(id, (incident) => outlook.estimate(incident, input, by)),

    workaround: (id, input, by) => change(id, (incident) => outlook.workaround(incident, input, by)),
  };
}
