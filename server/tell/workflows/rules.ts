/**
 * Rules as rows: checked by the kinds they name, kept with every version, switched on and off, removed. Secrets of
 * actions are sealed before they are stored and never given out.
 */
import { WorkflowRule, WorkflowRuleInput, WorkflowVersion } from '@candor/protocol/workflows.ts';
import type { z } from 'zod';
import { refuseUnknown } from '#lib/known.ts';
import { type FieldError, Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import { NOTICED, orWorse, said } from './conditions.ts';
import type { Deps } from './deps.ts';
import { secretFields } from './fields.ts';
import type { Action, Names, Trigger } from './kinds.ts';
import type { WorkflowTables } from './tables.ts';
import { TRIGGERS } from './triggers/all.ts';

/** With its settings as its kinds read them. */
export type Rule = z.output<typeof WorkflowRuleInput> & { id: string; version: number; since: string };
export type Rules = ReturnType<typeof createRules>;

const SEVERITY = { 1: 'critical', 2: 'major or worse', 3: 'minor or worse', 4: 'of any severity' } as const;
const MOST_RULES = 200;

export function createRules(deps: Deps, actions: ReadonlyMap<string, Action>) {
  const { store, clock, ids, catalog, people, holding, box } = deps;
  const on = (tx?: Tx) => (tx ?? store.db).withTables<WorkflowTables>();

  async function names(): Promise<Names> {
    const [components, persons, sets, places, groups] = await Promise.all([
      catalog.components.list(),
      people.persons.list({ disabled: true }),
      holding.sets.list(),
      holding.placements.list(),
      catalog.groups.list(),
    ]);
    const map = (entries: [string, string][]) => {
      const known = new Map(entries);
      return (id: string) => known.get(id) ?? id;
    };
    return {
      component: map([...components, ...groups].map(({ id, name }) => [id, name['en'] ?? id])),
      person: map(persons.map(({ id, name }) => [id, name])),
      set: map(sets.map(({ id, name }) => [id, name])),
      place: map(places.map(({ targetId, targetName }) => [targetId, targetName])),
    };
  }

  /** "When an incident is major or worse on Checkout: publish …, then post …" */
  function sentenceOf(rule: z.output<typeof WorkflowRuleInput>, known: Names): string {
    const { trigger, conditions } = rule;
    const where = [...conditions.componentIds, ...conditions.groupIds].map(known.component);
    const more = [
      ...(where.length > 0 ? [`on ${where.join(' or ')}`] : []),
      ...(conditions.severity ? [`when it is ${SEVERITY[conditions.severity]}`] : []),
      ...(conditions.componentStatus ? [`when one is ${orWorse(conditions.componentStatus)}`] : []),
      ...(conditions.phases.length > 0 ? [`while it is ${conditions.phases.map(said).join(' or ')}`] : []),
      ...(conditions.detectedBy ? [`that ${NOTICED[conditions.detectedBy]} noticed`] : []),
      ...(conditions.lastsSeconds > 0 ? [`when it has lasted ${conditions.lastsSeconds} s`] : []),
      ...(conditions.promisesMissed > 0
        ? [`when ${conditions.promisesMissed} of its promises were missed`]
        : []),
      ...(conditions.unacknowledged ? ['while nobody has taken it'] : []),
      ...(conditions.titleWords.length > 0
        ? [`with ${conditions.titleWords.join(' or ')} in its title`]
        : []),
      ...(conditions.hours
        ? [`between ${conditions.hours.from} and ${conditions.hours.to} ${conditions.hours.timeZone}`]
        : []),
      ...(conditions.forSeconds > 0 ? [`and it stays so for ${conditions.forSeconds} s`] : []),
    ];
    const head = [TRIGGERS.get(trigger.kind)!.sentence(trigger.settings), ...more].join(' ');
    return `When ${head}: ${rule.actions.map((each) => stepSentence(each, known)).join('; ')}.`;
  }
  const stepSentence = ({ kind, settings, undo }: Rule['actions'][number], known: Names): string => {
    const back =
      undo.when === 'recovery'
        ? ', until it is over'
        : undo.when === 'after'
          ? `, for ${undo.afterSeconds} s`
          : '';
    return `${actions.get(kind)?.sentence(settings, known) ?? kind}${back}`;
  };

  const faults = (path: string, issues: readonly { path: PropertyKey[]; message: string }[]): FieldError[] =>
    issues.map((issue) => ({ path: [path, ...issue.path].join('.'), message: issue.message }));

  function settingsOf(kind: Trigger | Action | undefined, name: string, given: unknown, path: string) {
    if (!kind)
      throw new Problem('request.invalid', `There is no kind "${name.slice(0, 40)}".`, {
        errors: [{ path: `${path}.kind`, message: 'is not known; see /api/v1/workflow-kinds' }],
      });
    const parsed = kind.settings.safeParse(given);
    if (!parsed.success)
      throw new Problem('request.invalid', `The settings of "${kind.title}" could not be read.`, {
        errors: faults(`${path}.settings`, parsed.error.issues),
      });
    return parsed.data as Record<string, unknown>;
  }

  /** The rule as its kinds read it, or everything that is wrong with it. Secrets that were left out come from `before`. */
  async function checked(
    given: WorkflowRuleInput,
    before?: Rule,
  ): Promise<z.output<typeof WorkflowRuleInput>> {
    const rule = WorkflowRuleInput.parse(given);
    const { conditions } = rule;
    const groups = new Set((await catalog.groups.list()).map(({ id }) => id));
    const components = new Set((await catalog.components.list()).map(({ id }) => id));
    const at = (name: 'componentIds' | 'groupIds') =>
      conditions[name].map((id, i) => ({ path: `conditions.${name}.${i}`, id }));
    refuseUnknown('component', at('componentIds'), components);
    refuseUnknown('group', at('groupIds'), groups);
    const { kind, settings } = rule.trigger;
    const trigger = { kind, settings: settingsOf(TRIGGERS.get(kind), kind, settings, 'trigger') };
    const done = [];
    for (const [i, each] of rule.actions.entries()) {
      const action = actions.get(each.kind);
      const path = `actions.${i}`;
      const own = settingsOf(action, each.kind, withSecrets(each, before), path);
      if (each.undo.when !== 'never' && !action!.undo)
        throw new Problem('request.invalid', `"${action!.title}" cannot be taken back.`, {
          errors: [{ path: `${path}.undo.when`, message: 'has to be never for this action' }],
        });
      await action!.check(own).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        throw new Problem(error.code, error.message, {
          errors: error.errors.map((fault) => ({ ...fault, path: `${path}.settings.${fault.path}` })),
          extra: error.extra,
        });
      });
      done.push({ ...each, settings: sealed(action!, own) });
    }
    return { ...rule, trigger, actions: done };
  }

  /** A secret that is null stays as it is, for the same receiver. */
  function withSecrets({ kind, settings }: Rule['actions'][number], before: Rule | undefined) {
    const action = actions.get(kind);
    if (!action || !before) return settings;
    const old = before.actions.find((one) => one.kind === kind && one.settings['url'] === settings['url']);
    const kept = secretFields(action.settings).flatMap((name) =>
      settings[name] == null && old?.settings[name] != null ? [[name, old.settings[name]] as const] : [],
    );
    return { ...settings, ...Object.fromEntries(kept) };
  }
  function sealed(action: Action, settings: Record<string, unknown>) {
    const hidden = secretFields(action.settings).flatMap((name) => {
      const secret = settings[name];
      return typeof secret === 'string' && !secret.startsWith('v1.')
        ? [[name, box.seal(action.kind, secret)] as const]
        : [];
    });
    return { ...settings, ...Object.fromEntries(hidden) };
  }
  /** Null stands for a secret that is there; sent back, it stays. */
  const shown = <R extends z.output<typeof WorkflowRuleInput>>(rule: R): R => ({
    ...rule,
    actions: rule.actions.map((each) => {
      const action = actions.get(each.kind);
      const hidden = action ? secretFields(action.settings).map((name) => [name, null] as const) : [];
      return { ...each, settings: { ...each.settings, ...Object.fromEntries(hidden) } };
    }),
  });

  type Row = Awaited<ReturnType<typeof rowOf>>;
  async function rowOf(id: string) {
    const row = await on()
      .selectFrom('tellWorkflowRule')
      .selectAll()
      .where('id', '=', id)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no rule ${id.slice(0, 64)}.`);
    return row;
  }
  const toRule = ({ id, version, since, enabled, body }: Row): Rule => ({
    ...WorkflowRuleInput.parse({ ...body, enabled }),
    id,
    version,
    since,
  });
  const toView = (row: Row, known: Names): WorkflowRule => {
    const { since: _, ...rule } = toRule(row);
    return WorkflowRule.parse({
      ...shown(rule),
      sentence: sentenceOf(rule, known),
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    });
  };

  /** Every save is a version, also of being switched on and off. */
  async function keep(
    tx: Tx,
    id: string,
    version: number,
    rule: z.output<typeof WorkflowRuleInput>,
    by: string,
  ) {
    const row = { ruleId: id, version, body: JSON.stringify(rule), by, at: clock.now() };
    await on(tx).insertInto('tellWorkflowVersion').values(row).execute();
    await people.audit(tx, {
      by,
      what: 'workflow.saved',
      target: id,
      detail: { version, enabled: rule.enabled },
    });
  }

  const rules = {
    checked,
    names,
    sentenceOf,
    stepSentence,
    async list(): Promise<WorkflowRule[]> {
      const known = await names();
      const rows = await on()
        .selectFrom('tellWorkflowRule')
        .selectAll()
        .where('removedAt', 'is', null)
        .orderBy('createdAt')
        .execute();
      return rows.map((row) => toView(row, known));
    },
    get: async (id: string): Promise<WorkflowRule> => toView(await rowOf(id), await names()),
    /** Those that are switched on. */
    async enabled(tx: Tx): Promise<Rule[]> {
      const rows = await on(tx)
        .selectFrom('tellWorkflowRule')
        .selectAll()
        .where('removedAt', 'is', null)
        .where('enabled', '=', true)
        .orderBy('createdAt')
        .execute();
      return rows.map(toRule);
    },
    async create(given: WorkflowRuleInput, by: string): Promise<WorkflowRule> {
      const rule = await checked(given);
      const id = ids.next('wfr');
      const at = clock.now();
      await store.transaction(async (tx) => {
        const { count } = await on(tx)
          .selectFrom('tellWorkflowRule')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('removedAt', 'is', null)
          .executeTakeFirstOrThrow();
        if (Number(count) >= MOST_RULES)
          throw new Problem('state.conflict', `There are ${MOST_RULES} rules already; remove one first.`);
        await on(tx)
          .insertInto('tellWorkflowRule')
          .values({
            id,
            version: 1,
            enabled: rule.enabled,
            body: JSON.stringify(rule),
            since: at,
            createdAt: at,
            updatedAt: at,
            removedAt: null,
          })
          .execute();
        await keep(tx, id, 1, rule, by);
      });
      return rules.get(id);
    },
    /** Fields that are left out stay. What a rule did before stays, and is undone as it was when it was done. */
    async update(id: string, change: Partial<WorkflowRuleInput>, by: string): Promise<WorkflowRule> {
      const before = toRule(await rowOf(id));
      const { id: _, version, since, ...old } = before;
      const rule = await checked({ ...old, ...change }, before);
      await store.transaction(async (tx) => {
        const saved = await on(tx)
          .updateTable('tellWorkflowRule')
          .set({
            version: version + 1,
            enabled: rule.enabled,
            body: JSON.stringify(rule),
            // One that was off answers nothing that happened meanwhile.
            since: rule.enabled && !before.enabled ? clock.now() : since,
            updatedAt: clock.now(),
          })
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst();
        if (saved.numUpdatedRows === 0n)
          throw new Problem(
            'edit.conflict',
            'Somebody saved this rule meanwhile; read it again and repeat your edit.',
          );
        await keep(tx, id, version + 1, rule, by);
      });
      return rules.get(id);
    },
    async remove(id: string, by: string): Promise<void> {
      await rowOf(id);
      await store.transaction(async (tx) => {
        await on(tx)
          .updateTable('tellWorkflowRule')
          .set({ removedAt: clock.now(), enabled: false })
          .where('id', '=', id)
          .execute();
        await people.audit(tx, { by, what: 'workflow.removed', target: id });
      });
    },
    async versions(id: string): Promise<WorkflowVersion[]> {
      await rowOf(id);
      const rows = await on()
        .selectFrom('tellWorkflowVersion')
        .selectAll()
        .where('ruleId', '=', id)
        .orderBy('version', 'desc')
        .limit(100)
        .execute();
      return rows.map(({ version, by, at, body }) =>
        WorkflowVersion.parse({ version, by, at, rule: shown(WorkflowRuleInput.parse(body)) }),
      );
    },
  };
  return rules;
}
