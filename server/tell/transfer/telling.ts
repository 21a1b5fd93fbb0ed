/**
 * Holding sets and workflow rules of a document. Rules come switched off, because a rule speaks by itself and an import
 * speaks to nobody. A place outside is known by its name and has to be here; people are known by their ids. What the
 * rules of the words, or a kind, refuse is left out with the reason.
 */
import type { HoldingSet, HoldingSetInput } from '@candor/protocol/holding.ts';
import type { WorkflowRule, WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import { Problem } from '#lib/problem.ts';
import type { Links } from './links.ts';
import { compare, type Section, step, type World } from './section.ts';

/** Of holding/ and workflows/, which are made after this. */
export type TellingShelf = {
  sets: {
    list(): Promise<HoldingSet[]>;
    check(input: HoldingSetInput): Promise<{ findings: { level: string; message: string }[] }>;
    create(input: HoldingSetInput, by: string): Promise<{ id: string }>;
    update(id: string, change: Partial<HoldingSetInput>, by: string): Promise<unknown>;
  };
  rules: {
    list(): Promise<WorkflowRule[]>;
    checked(input: WorkflowRuleInput): Promise<unknown>;
    create(input: WorkflowRuleInput, by: string): Promise<{ id: string }>;
    update(id: string, change: Partial<WorkflowRuleInput>, by: string): Promise<unknown>;
  };
  places(): Promise<{ targetId: string; targetName: string }[]>;
};

const BY = 'system:import';
/** Null: nothing refuses it. */
const refusalOf = (work: () => Promise<unknown>): Promise<string | null> =>
  work().then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem)
        return [error.message, ...error.errors.map(({ message }) => message)].join(' ');
      throw error;
    },
  );

export function tellingSections(shelf: () => TellingShelf): Section[] {
  return [
    {
      name: 'holdingSets',
      batch: 1,
      async steps({ document, links }) {
        const { sets } = shelf();
        const here = await sets.list();
        const ours = new Map(here.map((set) => [set.id, set]));
        return Promise.all(
          document.holdingSets.map(async (theirs) => {
            const { externalId, ...wanted } = theirs;
            const { findings } = await sets.check(wanted);
            const blocked = findings.find(({ level }) => level === 'error');
            if (blocked)
              return step('holdingSets', 'left_out', {
                externalId,
                title: wanted.name,
                detail: blocked.message,
              });
            return compare({
              section: 'holdingSets',
              kind: 'holding-set',
              theirs,
              title: wanted.name,
              links,
              ours,
              alike: here.find(({ name }) => name === wanted.name),
              wanted,
              create: async () => (await sets.create(wanted, BY)).id,
              update: (id, fields) => sets.update(id, fields, BY),
            });
          }),
        );
      },
    },
    {
      name: 'workflows',
      batch: 1,
      async steps(world) {
        const { rules, places } = shelf();
        const { document, links, warn } = world;
        const here = await rules.list();
        const ours = new Map(here.map((rule) => [rule.id, rule]));
        const byName = new Map((await places()).map(({ targetId, targetName }) => [targetName, targetId]));
        if (document.workflows.some(({ enabled }) => enabled))
          warn(
            'Workflow rules come switched off. Read them in the console, and switch on what is to act here.',
          );
        return Promise.all(
          document.workflows.map(async (theirs) => {
            const { externalId, ...rule } = theirs;
            const { wanted, missing, ahead } = translated(rule, world, byName);
            const refused =
              missing ?? (ahead ? null : await refusalOf(() => rules.checked({ ...wanted, enabled: false })));
            if (refused)
              return step('workflows', 'left_out', { externalId, title: rule.name, detail: refused });
            return compare({
              section: 'workflows',
              kind: 'workflow',
              theirs,
              title: rule.name,
              links,
              ours,
              alike: here.find(({ name }) => name === rule.name),
              // Whether it runs is decided here.
              wanted: { ...wanted, enabled: undefined },
              create: async () => (await rules.create({ ...wanted, enabled: false }, BY)).id,
              update: (id, fields) => rules.update(id, fields, BY),
            });
          }),
        );
      },
    },
  ];
}

/** The rule with ids of here. `ahead`: something that it names is made by this import before it. */
function translated(
  rule: WorkflowRuleInput,
  { document, links }: World,
  placeByName: ReadonlyMap<string, string>,
): { wanted: WorkflowRuleInput; missing: string | null; ahead: boolean } {
  const missing: string[] = [];
  let ahead = false;
  const idOf = (
    kind: Parameters<Links['get']>[0],
    things: readonly { externalId: string }[],
    what: string,
    externalId: string,
  ): string => {
    const link = links.get(kind, externalId);
    if (link) return link.id;
    if (things.some((one) => one.externalId === externalId)) ahead = true;
    else missing.push(`${what} ${externalId.slice(0, 100)} is not in the document`);
    return externalId;
  };
  const conditions = rule.conditions && {
    ...rule.conditions,
    componentIds: rule.conditions.componentIds?.map((id) =>
      idOf('component', document.components, 'its component', id),
    ),
    groupIds: rule.conditions.groupIds?.map((id) => idOf('group', document.groups, 'its group', id)),
  };
  const actions = rule.actions.map((action) => {
    const settings = { ...action.settings };
    const { setId, targetId } = settings;
    if (typeof setId === 'string')
      settings['setId'] = idOf('holding-set', document.holdingSets, 'its set of holding pages', setId);
    if (typeof targetId === 'string') {
      const place = placeByName.get(targetId);
      if (place) settings['targetId'] = place;
      else
        missing.push(
          `there is no place for holding pages "${targetId.slice(0, 100)}" here; add it under Copies outside and import again`,
        );
    }
    return { ...action, settings };
  });
  return {
    wanted: { ...rule, ...(conditions ? { conditions } : {}), actions },
    missing: missing[0] ?? null,
    ahead,
  };
}
