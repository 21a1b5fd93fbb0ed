/**
 * The part of the plan of `candor apply` that is about telling: places outside, sets of holding pages and workflow rules.
 * Where the API takes an id, the file gives a name: of a place, a set, a page's address, a component's slug, a group, a
 * person's mail address. Pure.
 */
import { HoldingSetInput } from '@candor/protocol/holding.ts';
import { OutsideCopyInput } from '@candor/protocol/outside.ts';
import { WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import type { z } from 'zod';
import { Fault, type Path, type Wanted } from './apply-file.ts';
import { type Bag, type Change, type Existing, isBag, same, type Thing } from './apply-plan.ts';

/** What a name in a rule may stand for, by the kind of field that it stands in. */
const PICKS = {
  place: 'place',
  set: 'set',
  person: 'person',
  persons: 'person',
  component: 'component',
} as const;
type Pick = keyof typeof PICKS;

type Kit = {
  add: (change: Omit<Change, 'verb' | 'fields'>) => void;
  change: (
    what: string,
    path: string,
    body: Bag,
    thing: Thing,
    at: Path,
    same?: (field: string) => boolean,
  ) => void;
  resolve: (
    kind: 'group' | 'component' | 'place' | 'set' | 'page' | 'person',
    name: string,
    path: Path,
  ) => string;
  whole: (schema: z.ZodType, value: unknown, path: Path, why: string) => void;
  referenceTo: (kind: string, name: string) => string;
};

export function bringPlaces(wanted: Wanted, there: Existing, { add, change, whole, referenceTo }: Kit) {
  for (const [i, body] of wanted.places.entries()) {
    const at = ['places', i];
    const what = `place ${body.name}`;
    const known = one(there.places, body.name, at, 'places');
    if (!known) {
      whole(OutsideCopyInput, body, at, 'this place is new and not whole');
      add({
        what,
        method: 'POST',
        path: '/api/v1/outside-copies',
        body,
        at,
        makes: referenceTo('place', body.name),
      });
      continue;
    }
    // A secret is never given out, so that there is one has to do.
    const { secret, ...rest } = (body['place'] ?? {}) as Bag;
    const place = known['hasSecret'] ? rest : { ...rest, ...(secret ? { secret } : {}) };
    change(what, `/api/v1/outside-copies/${known.id}`, body, known, at, (field) =>
      field === 'place' ? same(place, known['place']) : same(body[field], known[field]),
    );
  }
}

export function bringSets(
  wanted: Wanted,
  there: Existing,
  { add, change, resolve, whole, referenceTo }: Kit,
) {
  for (const [i, { pageId: page, ...set }] of wanted.holdingSets.entries()) {
    const at = ['holdingSets', i];
    const named = typeof page === 'string' ? { pageId: resolve('page', page, [...at, 'pageId']) } : {};
    const body: Bag = { ...set, ...(page === null ? { pageId: null } : named) };
    const what = `holding set ${set.name}`;
    const known = one(there.sets, set.name, at, 'sets of holding pages');
    if (!known) {
      whole(HoldingSetInput, body, at, 'this set is new and not whole');
      add({
        what,
        method: 'POST',
        path: '/api/v1/holding-sets',
        body,
        at,
        makes: referenceTo('set', set.name),
      });
    } else
      change(what, `/api/v1/holding-sets/${known.id}`, body, known, at, (field) =>
        // The reason to keep refused words goes along with a change, and is none by itself.
        field === 'override' ? true : same(body[field], known[field]),
      );
  }
}

export function bringRules(wanted: Wanted, there: Existing, { add, change, resolve, whole }: Kit) {
  const fieldsOf = (list: 'triggers' | 'actions', kind: unknown) =>
    there.kinds?.[list].find((one) => one.kind === kind)?.fields ?? [];

  /** Settings with ids in place of names; a kind or field that is not known is left to the API to name. */
  function withIds(list: 'triggers' | 'actions', { kind, settings = {} }: Bag, at: Path): Bag {
    const fields = fieldsOf(list, kind);
    if (there.kinds && !there.kinds[list].some((one) => one.kind === kind))
      throw new Fault(
        [...at, 'kind'],
        `there is no kind "${String(kind)}"; there are ${there.kinds[list].map((one) => one.kind).join(', ')}.`,
      );
    const filled = Object.entries(settings as Bag).map(([name, value]) => {
      const field = fields.find((one) => one.name === name);
      if (!field && !there.kinds) return [name, value];
      if (!field)
        throw new Fault(
          [...at, 'settings', name],
          `"${String(kind)}" has no setting of this name; there are ${fields.map((one) => one.name).join(', ') || 'none'}.`,
        );
      const pick = PICKS[field.input as Pick];
      const id = (given: unknown, more: Path = []) =>
        pick && typeof given === 'string' ? resolve(pick, given, [...at, 'settings', name, ...more]) : given;
      return [name, Array.isArray(value) ? value.map((each, n) => id(each, [n])) : id(value)];
    });
    const missing = fields.find((field) => field.required && (settings as Bag)[field.name] === undefined);
    if (missing)
      throw new Fault(at, `"${String(kind)}" needs its setting ${missing.name}: ${missing.title}.`);
    return Object.fromEntries(filled);
  }

  for (const [i, { trigger, conditions, actions, ...rule }] of wanted.workflows.entries()) {
    const at = ['workflows', i];
    const body: Bag = { ...rule };
    if (trigger) {
      const settings = withIds('triggers', trigger, [...at, 'trigger']);
      body['trigger'] = { ...trigger, settings };
    }
    if (conditions) {
      const ids = (kind: 'component' | 'group', field: 'componentIds' | 'groupIds') =>
        conditions[field] && {
          [field]: conditions[field].map((name, n) => resolve(kind, name, [...at, 'conditions', field, n])),
        };
      body['conditions'] = {
        ...conditions,
        ...ids('component', 'componentIds'),
        ...ids('group', 'groupIds'),
      };
    }
    if (actions)
      body['actions'] = actions.map((each, n) => ({
        ...each,
        settings: withIds('actions', each, [...at, 'actions', n]),
      }));
    const what = `rule ${rule.name}`;
    const known = one(there.rules, rule.name, at, 'rules');
    if (!known) {
      // References are no ids; what they stand for is known to be there.
      const named = conditions && { ...conditions, componentIds: [], groupIds: [] };
      whole(WorkflowRuleInput, { ...body, conditions: named }, at, 'this rule is new and not whole');
      add({ what, method: 'POST', path: '/api/v1/workflow-rules', body, at });
    } else
      change(what, `/api/v1/workflow-rules/${known.id}`, body, known, at, (field) =>
        field === 'actions'
          ? same(withoutSecrets(body['actions'] as Bag[], known['actions'] as Bag[]), known['actions'])
          : same(body[field], known[field]),
      );
  }
}

/** Where a secret is there, that there is one has to do: it is never given out. */
function withoutSecrets(actions: readonly Bag[], there: readonly Bag[]): Bag[] {
  return actions.map((action, i) => {
    const { secret, ...settings } = action['settings'] as Bag;
    const before = there[i]?.['settings'];
    const alike = isBag(before) && before['url'] === settings['url'];
    return secret === undefined || !alike ? action : { ...action, settings };
  });
}

function one(things: readonly Thing[], name: string, at: Path, what: string): Thing | undefined {
  const known = things.filter((thing) => thing['name'] === name);
  if (known.length > 1)
    throw new Fault(
      [...at, 'name'],
      `there are ${known.length} ${what} of this name; rename one of them first.`,
    );
  return known[0];
}
