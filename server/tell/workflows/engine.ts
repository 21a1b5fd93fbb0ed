/**
 * From facts to runs. A reaction judges every fact by every rule that is switched on, once, whatever happens to the
 * process; a rule that is set off gets one run with its steps as rows, and what is over has its steps taken back.
 * Nothing is done here: that is the steps' own turn (steps.ts).
 *
 *   fact ──judge──► run: waiting ──still so?──► running          steps: waiting ─► done ─► undoing ─► undone
 *                       │            └─no─► skipped                     │  └─ failed (after the last attempt)
 *                       └─too often, in a circle─► refused              └─ asked ─► done, and what it held up
 */
import type { WorkflowStepState } from '@candor/protocol/workflows.ts';
import { HOUR_MS } from '#lib/duration.ts';
import type { Tx } from '#store';
import { type Fact, type FactKind, foldIncident, type Incident } from '#timeline';
import { unmet } from './conditions.ts';
import type { Deps } from './deps.ts';
import { actorOf, isClosing, judge, roundOf, ruleOf } from './judge.ts';
import type { Rule, Rules } from './rules.ts';
import type { WorkflowTables } from './tables.ts';
import { TRIGGERS } from './triggers/all.ts';

const MOST_CHAINED = 4;
const CLOSING: readonly FactKind[] = ['update.published', 'maintenance.completed', 'maintenance.cancelled'];
const MOVES_END: readonly FactKind[] = ['maintenance.started', 'maintenance.extended'];

/** What a run is made of. */
type Cause = { rule: Rule; incident: Incident; factId: string; by: string; at: string; key: string };

export function addEngine(deps: Deps, rules: Rules, kick: (tx: Tx) => void): void {
  const { timeline, clock, ids, catalog } = deps;
  const on = (tx: Tx) => tx.withTables<WorkflowTables>();
  const kinds = [
    ...new Set([...[...TRIGGERS.values()].flatMap(({ facts }) => facts), ...CLOSING, ...MOVES_END]),
  ];

  timeline.react({
    name: 'tell.workflows',
    kinds,
    async run(fact, tx) {
      if (!fact.subject.startsWith('incident:')) return;
      if (isClosing(fact.body)) await takeBack(tx, fact);
      const wanted = (await rules.enabled(tx)).filter(
        ({ since }) => fact.at >= since && fact.recordedAt >= since,
      );
      if (wanted.length === 0) return;
      const facts = await timeline.read({ subject: fact.subject }, tx);
      const upTo = facts.filter(({ position }) => position <= fact.position);
      const before = foldIncident(upTo.slice(0, -1));
      const after = foldIncident(upTo);
      if (!after || after.detectedBy === 'import') return;
      const groupOf = await groups(tx);
      const round = roundOf(facts, fact.position);
      for (const rule of wanted) {
        if (MOVES_END.includes(fact.body.kind)) await watchEnd(tx, rule, after, fact.id);
        const verdict = judge(rule, { fact, before, after, groupOf });
        if (!verdict.happened || verdict.unmet !== null) continue;
        const once = `${rule.id}:${after.id}:${round}`;
        await begin(tx, {
          rule,
          incident: after,
          factId: fact.id,
          by: fact.by,
          at: fact.at,
          key: rule.everyTime ? `${once}:${fact.id}` : once,
        });
      }
    },
  });

  const groups = async (tx: Tx) =>
    new Map((await catalog.components.list(tx)).map(({ id, groupId }) => [id, groupId]));

  /** For triggers that happen when nothing happens. */
  async function watchEnd(tx: Tx, rule: Rule, incident: Incident, because: string) {
    const dueAt = TRIGGERS.get(rule.trigger.kind)?.due?.(rule.trigger.settings, incident);
    if (dueAt)
      await timeline.wakes.set(tx, {
        key: `workflow:${rule.id}:${incident.id}`,
        kind: 'tell.workflow-due',
        subject: `incident:${incident.id}`,
        dueAt,
        because,
        payload: { ruleId: rule.id },
      });
  }
  timeline.onWake('tell.workflow-due', async (wake, tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    const rule = (await rules.enabled(tx)).find(({ id }) => id === wake.payload['ruleId']);
    const dueAt = incident && rule && TRIGGERS.get(rule.trigger.kind)?.due?.(rule.trigger.settings, incident);
    if (!incident || !rule || !dueAt || dueAt > clock.now()) return;
    const at = clock.now();
    if (unmet(rule.conditions, incident, { at, groupOf: await groups(tx) }) !== null) return;
    const key = `${rule.id}:${incident.id}:${rule.everyTime ? dueAt : 'due'}`;
    await begin(tx, { rule, incident, factId: wake.because ?? '', by: 'system:clock', at, key });
  });

  /** The rules behind this fact, the first one first; null when this rule is among them, or they are too many. */
  async function chainOf(tx: Tx, { rule, incident, by }: Cause): Promise<string[] | null> {
    const cause = ruleOf(by);
    if (!cause) return [];
    const earlier = await on(tx)
      .selectFrom('tellWorkflowRun')
      .select('chain')
      .where('ruleId', '=', cause)
      .where('incidentId', '=', incident.id)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const chain = [...(earlier?.chain ?? []), cause];
    return chain.includes(rule.id) || chain.length > MOST_CHAINED ? null : chain;
  }

  async function begin(tx: Tx, cause: Cause): Promise<void> {
    const { rule, incident, factId, at, key } = cause;
    // Its own words are no news to it.
    if (cause.by === actorOf(rule.id)) return;
    const chain = await chainOf(tx, cause);
    const { count } = await on(tx)
      .selectFrom('tellWorkflowRun')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('ruleId', '=', rule.id)
      .where('state', '!=', 'refused')
      .where('at', '>', new Date(clock.nowMs() - HOUR_MS).toISOString())
      .executeTakeFirstOrThrow();
    const refusal = !chain
      ? 'Its own words, or those of too many rules before it, set it off again; it stopped there.'
      : Number(count) >= rule.maxPerHour
        ? `It ran ${rule.maxPerHour} times within an hour, which is the most that it may.`
        : null;
    const id = ids.next('wrn');
    const made = await on(tx)
      .insertInto('tellWorkflowRun')
      .values({
        id,
        ruleId: rule.id,
        version: rule.version,
        incidentId: incident.id,
        key,
        because: factId,
        at: clock.now(),
        state: refusal ? 'refused' : 'waiting',
        detail: refusal,
        chain: JSON.stringify(chain ?? []),
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return;
    if (refusal) {
      await timeline.record(tx, [
        {
          subject: `incident:${incident.id}`,
          by: actorOf(rule.id),
          because: factId || null,
          key: `workflow:${id}`,
          body: {
            kind: 'workflow.failed',
            ruleId: rule.id,
            version: rule.version,
            action: 'rule',
            undo: false,
            attempts: 1,
            detail: `The rule "${rule.name}" did nothing. ${refusal}`,
          },
        },
      ]);
      return;
    }
    const dueMs = Math.max(Date.parse(at), clock.nowMs() - HOUR_MS) + rule.conditions.forSeconds * 1_000;
    let held = false;
    const steps = rule.actions.map((action, position) => {
      const state: WorkflowStepState = held ? 'held' : 'waiting';
      held ||= action.kind === 'approval';
      return {
        id: ids.next('wst'),
        runId: id,
        position,
        action: JSON.stringify(action),
        state,
        attempts: 0,
        nextAt: state === 'held' ? null : new Date(dueMs).toISOString(),
        detail: null,
        result: null,
        doneAt: null,
        undoneAt: null,
      };
    });
    await on(tx).insertInto('tellWorkflowStep').values(steps).execute();
    kick(tx);
  }

  /** The incident is over: what lasts until then ends, and what was not done yet has lost its reason. */
  async function takeBack(tx: Tx, fact: Fact): Promise<void> {
    const incidentId = fact.subject.slice('incident:'.length);
    const steps = await on(tx)
      .selectFrom('tellWorkflowStep as s')
      .innerJoin('tellWorkflowRun as r', 'r.id', 's.runId')
      .select(['s.id', 's.state', 's.action', 'r.because', 'r.ruleId'])
      .where('r.incidentId', '=', incidentId)
      .where('s.state', 'in', ['waiting', 'held', 'asked', 'done'])
      .execute();
    if (steps.length === 0) return;
    // Runs that an earlier end set off are about the time after it.
    const facts = await timeline.read({ subject: fact.subject }, tx);
    const afterwards = new Set(facts.filter(({ body }) => isClosing(body)).map(({ id }) => id));
    for (const step of steps) {
      if (step.because === fact.id) continue;
      if (step.state !== 'done') {
        // A rule that spoke the closing word itself goes on with what follows in it.
        if (ruleOf(fact.by) === step.ruleId || afterwards.has(step.because)) continue;
        await on(tx)
          .updateTable('tellWorkflowStep')
          .set({ state: 'skipped', nextAt: null, detail: 'It was over before this was done.' })
          .where('id', '=', step.id)
          .execute();
      } else if (step.action.undo.when === 'recovery') {
        const at = new Date(clock.nowMs() + step.action.undo.afterSeconds * 1_000).toISOString();
        await on(tx)
          .updateTable('tellWorkflowStep')
          .set({ state: 'undoing', nextAt: at, attempts: 0 })
          .where('id', '=', step.id)
          .execute();
      }
    }
    kick(tx);
  }
}
