/**
 * Doing the steps of runs that are due, one after the other, each in one transaction with its state and its fact:
 * whatever happens to the process, a step is done once. One that cannot be done now is tried again with growing
 * pauses, and says why; after the last attempt that is a fact.
 */
import { WorkflowAction } from '@candor/protocol/workflows.ts';
import { sql, type Updateable } from 'kysely';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import { isOpen } from '#timeline';
import { unmet } from './conditions.ts';
import type { Deps } from './deps.ts';
import { isClosing } from './judge.ts';
import type { Action, Doing } from './kinds.ts';
import type { WorkflowTables } from './tables.ts';

const PAUSES_MS = [10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000];
const LOOK_AGAIN_MS = 30_000;

type Due = {
  id: string;
  runId: string;
  position: number;
  action: WorkflowAction;
  state: 'waiting' | 'undoing';
  attempts: number;
  result: Record<string, unknown> | null;
  ruleId: string;
  version: number;
  incidentId: string;
  because: string;
  runState: string;
  ruleName: string;
  conditions: Parameters<typeof unmet>[0];
};

export type Steps = ReturnType<typeof createSteps>;

export function createSteps(deps: Deps & { log: Log; loops: Loops }, actions: ReadonlyMap<string, Action>) {
  const { store, clock, timeline, catalog, log, loops } = deps;
  const on = (tx: Tx) => tx.withTables<WorkflowTables>();
  let loop: Loop | undefined;

  async function next(tx: Tx): Promise<Due | undefined> {
    const { rows } = await sql<Due>`
      select s.id, s.run_id, s.position, s.action, s.state, s.attempts, s.result, r.rule_id, r.version, r.incident_id,
        r.because, r.state as run_state, v.body ->> 'name' as rule_name, v.body -> 'conditions' as conditions
      from tell_workflow_step s join tell_workflow_run r on r.id = s.run_id
      join tell_workflow_version v on v.rule_id = r.rule_id and v.version = r.version
      where s.next_at <= ${clock.now()}::timestamptz
      order by s.next_at, s.run_id, s.position limit 1
      for update of s skip locked`.execute(tx);
    return rows[0];
  }

  const set = (tx: Tx, id: string, change: Updateable<WorkflowTables['tellWorkflowStep']>) =>
    update(tx).set(change).where('id', '=', id).execute();
  const update = (tx: Tx) => on(tx).updateTable('tellWorkflowStep');

  /** Null: it is still so; else why it is not. Asked once, when the first step of a run is due. */
  async function goneBy(tx: Tx, due: Due, doing: Doing): Promise<string | null> {
    const cause = (await timeline.read({ subject: `incident:${due.incidentId}` }, tx)).find(
      ({ id }) => id === due.because,
    );
    // What the end itself set off is about the time after it.
    if (cause && isClosing(cause.body)) return isOpen(doing.incident) ? 'it came back' : null;
    const leaves = cause?.body.kind === 'severity.changed';
    if (!isOpen(doing.incident) && !leaves) return 'it was over';
    const groupOf = new Map((await catalog.components.list(tx)).map(({ id, groupId }) => [id, groupId]));
    // Hours are about the moment at which it happened.
    return unmet({ ...due.conditions, hours: null }, doing.incident, { at: clock.now(), groupOf });
  }

  const record = (
    tx: Tx,
    { incidentId, because }: Due,
    by: string,
    body: Parameters<typeof timeline.record>[1][number]['body'],
  ) => timeline.record(tx, [{ subject: `incident:${incidentId}`, by, because: because || null, body }]);

  async function doing(tx: Tx, due: Due): Promise<Doing> {
    const incident = await timeline.incident(due.incidentId, tx);
    if (!incident) throw new Problem('not-found', `There is no incident ${due.incidentId}.`);
    return {
      tx,
      incident,
      rule: { id: due.ruleId, name: due.ruleName, version: due.version },
      by: `rule:${due.ruleId.replace('_', '-')}`,
      because: due.because,
      stepId: due.id,
    };
  }

  const said = ({ ruleName }: Due, detail: string) =>
    `Because of the rule "${ruleName}": ${detail}.`.slice(0, 2_000);
  const shared = ({ ruleId, version, action }: Due) => ({ ruleId, version, action: action.kind });

  async function perform(tx: Tx, due: Due): Promise<void> {
    const context = await doing(tx, due);
    const action = actions.get(due.action.kind);
    if (!action) throw new Problem('state.conflict', `There is no action "${due.action.kind}" any more.`);
    const { settings, undo } = WorkflowAction.parse(due.action);
    if (due.state === 'undoing') {
      const detail = await action.undo!.run(settings, due.result ?? {}, context);
      await set(tx, due.id, { state: 'undone', nextAt: null, detail, undoneAt: clock.now() });
      await record(tx, due, context.by, {
        kind: 'workflow.ran',
        ...shared(due),
        undo: true,
        detail: said(due, detail),
      });
      return;
    }
    if (due.runState === 'waiting') {
      const gone = await goneBy(tx, due, context);
      if (gone !== null) return skip(tx, due.runId, `It was no longer so: ${gone}.`);
      await on(tx)
        .updateTable('tellWorkflowRun')
        .set({ state: 'running' })
        .where('id', '=', due.runId)
        .execute();
    }
    const { detail, result = null, asks } = await action.run(settings, context);
    const after = { detail, result: result && JSON.stringify(result), doneAt: clock.now(), attempts: 0 };
    const undoAt = new Date(clock.nowMs() + undo.afterSeconds * 1_000).toISOString();
    const lasts = undo.when === 'after' || (undo.when === 'recovery' && !isOpen(context.incident));
    if (asks) await set(tx, due.id, { ...after, state: 'asked', nextAt: null, doneAt: null });
    else
      await set(tx, due.id, { ...after, state: lasts ? 'undoing' : 'done', nextAt: lasts ? undoAt : null });
    await record(tx, due, context.by, {
      kind: 'workflow.ran',
      ...shared(due),
      undo: false,
      detail: said(due, detail),
    });
  }

  async function skip(tx: Tx, runId: string, detail: string) {
    await on(tx)
      .updateTable('tellWorkflowRun')
      .set({ state: 'skipped', detail })
      .where('id', '=', runId)
      .execute();
    await update(tx)
      .set({ state: 'skipped', nextAt: null, detail })
      .where('runId', '=', runId)
      .where('state', 'in', ['waiting', 'held', 'asked'])
      .execute();
  }

  async function failed(due: Due, error: unknown): Promise<void> {
    const words = (
      error instanceof Problem
        ? error.message
        : 'Something went wrong in Candor itself; the log has the details.'
    ).slice(0, 1_500);
    if (!(error instanceof Problem)) log.error({ err: error, step: due.id }, 'a step of a workflow failed');
    await store.transaction(async (tx) => {
      const attempts = due.attempts + 1;
      const pauseMs = PAUSES_MS[due.attempts];
      if (pauseMs !== undefined) {
        const nextAt = new Date(clock.nowMs() + pauseMs).toISOString();
        return void (await set(tx, due.id, { attempts, nextAt, detail: words }));
      }
      await set(tx, due.id, { attempts, nextAt: null, state: 'failed', detail: words });
      await record(tx, due, `rule:${due.ruleId.replace('_', '-')}`, {
        kind: 'workflow.failed',
        ...shared(due),
        undo: due.state === 'undoing',
        attempts,
        detail: said(due, `gave up after ${attempts} attempts. ${words.replace(/\.$/, '')}`),
      });
    });
  }

  async function one(): Promise<boolean> {
    let due: Due | undefined;
    try {
      return await store.transaction(async (tx) => {
        due = await next(tx);
        if (!due) return false;
        await perform(tx, due);
        return true;
      });
    } catch (error) {
      if (!due || store.state() === 'down') throw error;
      await failed(due, error);
      return true;
    }
  }

  async function turn(): Promise<number> {
    if (store.state() === 'down') return clock.nowMs() + LOOK_AGAIN_MS;
    while (await one());
    const soonest = await store.db
      .withTables<WorkflowTables>()
      .selectFrom('tellWorkflowStep')
      .select((eb) => eb.fn.min('nextAt').as('nextAt'))
      .where('nextAt', 'is not', null)
      .executeTakeFirst();
    const nextMs = soonest?.nextAt ? Date.parse(soonest.nextAt) : Number.POSITIVE_INFINITY;
    return Math.min(Math.max(nextMs, clock.nowMs() + 1), clock.nowMs() + LOOK_AGAIN_MS);
  }

  return {
    start() {
      loop = loops.start('workflows', turn);
    },
    kick: (tx: Tx) => store.afterCommit(tx, () => loop?.kick()),
    /** A step that failed is tried at once, with all its attempts. */
    async again(stepId: string): Promise<void> {
      await store.transaction(async (tx) => {
        const step = await on(tx)
          .selectFrom('tellWorkflowStep')
          .selectAll()
          .where('id', '=', stepId)
          .executeTakeFirst();
        if (!step) throw new Problem('not-found', `There is no step ${stepId.slice(0, 64)}.`);
        const waits = step.state === 'waiting' || step.state === 'undoing';
        if (step.state !== 'failed' && !waits)
          throw new Problem(
            'state.conflict',
            `This step is ${step.state}; only what failed or waits can be tried again.`,
          );
        const state = waits ? step.state : step.doneAt ? 'undoing' : 'waiting';
        await set(tx, stepId, { state, attempts: 0, nextAt: clock.now() });
        store.afterCommit(tx, () => loop?.kick());
      });
    },
    /** A person's answer to a step that asks: what it holds up goes on, or is dropped. */
    async answer(stepId: string, approved: boolean, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const step = await on(tx)
          .selectFrom('tellWorkflowStep as s')
          .innerJoin('tellWorkflowRun as r', 'r.id', 's.runId')
          .select([
            's.id',
            's.state',
            's.runId',
            's.position',
            'r.ruleId',
            'r.version',
            'r.incidentId',
            'r.because',
          ])
          .where('s.id', '=', stepId)
          .forUpdate('s')
          .executeTakeFirst();
        if (!step) throw new Problem('not-found', `There is no step ${stepId.slice(0, 64)}.`);
        if (step.state !== 'asked')
          throw new Problem('state.conflict', 'Nobody is asked here, or the question was answered already.');
        const detail = approved ? 'approved' : 'refused';
        await set(tx, stepId, { state: approved ? 'done' : 'skipped', detail, doneAt: clock.now() });
        const behind = await on(tx)
          .selectFrom('tellWorkflowStep')
          .select(['id', 'action'])
          .where('runId', '=', step.runId)
          .where('position', '>', step.position)
          .where('state', '=', 'held')
          .orderBy('position')
          .execute();
        for (const held of behind) {
          await set(
            tx,
            held.id,
            approved
              ? { state: 'waiting', nextAt: clock.now() }
              : { state: 'skipped', nextAt: null, detail: 'It was not approved.' },
          );
          if (approved && held.action.kind === 'approval') break;
        }
        await timeline.record(tx, [
          {
            subject: `incident:${step.incidentId}`,
            by,
            because: step.because || null,
            key: `workflow-answer:${stepId}`,
            body: {
              kind: 'workflow.ran',
              ruleId: step.ruleId,
              version: step.version,
              action: 'approval',
              undo: false,
              detail: approved
                ? 'Approved what the rule does next.'
                : 'Refused what the rule would have done next.',
            },
          },
        ]);
        store.afterCommit(tx, () => loop?.kick());
      });
    },
  };
}
