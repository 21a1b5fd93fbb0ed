/**
 * Workflows: "when this happens, do that". Rules answer the facts of incidents and maintenances, once each, and do
 * what a person could do, through the same linter, truth gate and ledger, under their own name. Writes `workflow.ran`
 * and `workflow.failed`, and what its actions write. It never sends anything itself, never answers its own words, and
 * takes back what it was told to take back.
 */
import {
  type WorkflowDryRun,
  WorkflowDryRunInput,
  type WorkflowKinds,
  WorkflowRun,
} from '@candor/protocol/workflows.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import { createSecretBox, openSecretKey } from '#lib/secret-box.ts';
import { actionsOf } from './actions/all.ts';
import type { Deps } from './deps.ts';
import { momentsOf, pretended } from './dry-run.ts';
import { addEngine } from './engine.ts';
import { fieldsOf } from './fields.ts';
import { createRules } from './rules.ts';
import { createSteps } from './steps.ts';
import type { WorkflowTables } from './tables.ts';
import { TRIGGERS } from './triggers/all.ts';

export type Workflows = ReturnType<typeof createWorkflows>;

export function createWorkflows(given: Omit<Deps, 'box'> & { log: Log; loops: Loops; dataFolder: string }) {
  const box = createSecretBox(() => openSecretKey(given.dataFolder, 'workflows'));
  const deps = { ...given, box };
  const { store, timeline, catalog, clock } = deps;
  const actions = actionsOf(deps);
  const rules = createRules(deps, actions);
  const steps = createSteps(deps, actions);
  addEngine(deps, rules, steps.kick);

  return {
    rules,
    steps: { again: steps.again, answer: steps.answer },
    start: steps.start,
    kinds: (): WorkflowKinds => ({
      triggers: [...TRIGGERS.values()].map(({ kind, title, summary, settings }) => ({
        kind,
        title,
        summary,
        fields: fieldsOf(settings),
      })),
      actions: [...actions.values()].map(({ kind, title, summary, settings, undo }) => ({
        kind,
        title,
        summary,
        fields: fieldsOf(settings),
        undo: undo?.title ?? null,
      })),
    }),

    /** The newest first. */
    async runs(which: {
      ruleId?: string | undefined;
      incidentId?: string | undefined;
      limit: number;
    }): Promise<WorkflowRun[]> {
      const db = store.db.withTables<WorkflowTables>();
      let query = db
        .selectFrom('tellWorkflowRun as r')
        .innerJoin('tellWorkflowVersion as v', (join) =>
          join.onRef('v.ruleId', '=', 'r.ruleId').onRef('v.version', '=', 'r.version'),
        )
        .select([
          'r.id',
          'r.ruleId',
          'r.version',
          'r.incidentId',
          'r.because',
          'r.at',
          'r.state',
          'r.detail',
          'v.body',
        ])
        .orderBy('r.at', 'desc')
        .orderBy('r.id', 'desc')
        .limit(which.limit);
      if (which.ruleId) query = query.where('r.ruleId', '=', which.ruleId);
      if (which.incidentId) query = query.where('r.incidentId', '=', which.incidentId);
      const rows = await query.execute();
      if (rows.length === 0) return [];
      const names = await rules.names();
      const found = await db
        .selectFrom('tellWorkflowStep')
        .selectAll()
        .where(
          'runId',
          'in',
          rows.map(({ id }) => id),
        )
        .orderBy('position')
        .execute();
      return rows.map(({ body, ...run }) =>
        WorkflowRun.parse({
          ...run,
          ruleName: body['name'],
          steps: found
            .filter(({ runId }) => runId === run.id)
            .map(({ id, action, state, attempts, nextAt, detail, doneAt, undoneAt }) => ({
              id,
              action: action.kind,
              sentence: rules.stepSentence(action, names),
              state,
              attempts,
              nextAt,
              detail,
              doneAt,
              undoneAt,
            })),
        }),
      );
    },

    async dryRun(input: WorkflowDryRunInput): Promise<WorkflowDryRun> {
      const { rule: asked, incidentId, pretend } = WorkflowDryRunInput.parse(input);
      const rule = await rules.checked(asked);
      const facts = pretend
        ? pretended(pretend, clock.now())
        : await timeline.read({ subject: `incident:${incidentId}` });
      if (facts.length === 0) throw new Problem('not-found', `There is no incident ${incidentId}.`);
      const names = await rules.names();
      const groupOf = new Map((await catalog.components.list()).map(({ id, groupId }) => [id, groupId]));
      const endMs = Math.max(clock.nowMs(), Date.parse(facts.at(-1)!.at));
      return {
        sentence: rules.sentenceOf(rule, names),
        moments: momentsOf(rule, facts, {
          groupOf,
          actions,
          say: (each) => rules.stepSentence(each, names),
          nowMs: endMs,
        }),
      };
    },
  };
}
