/**
 * The plan of `candor apply`: from what a file wants and what is there to the changes between them, in an order in
 * which each holds without those after it. Pure. Never removes anything, and never speaks of what the file leaves out.
 */
import { ComponentInput, GroupInput } from '@candor/protocol/catalog.ts';
import type { Role } from '@candor/protocol/people.ts';
import { MonitorInput } from '@candor/protocol/watch.ts';
import { TemplateInput } from '@candor/protocol/words.ts';
import type { WorkflowKinds } from '@candor/protocol/workflows.ts';
import type { z } from 'zod';
import { Fault, type Path, type Wanted } from './apply-file.ts';
import { bringPlaces, bringRules, bringSets } from './apply-telling.ts';

export type Thing = { id: string; [field: string]: unknown };
export type Existing = {
  page: Thing | null;
  groups: Thing[];
  components: Thing[];
  monitors: Thing[];
  /** Also those who were disabled. */
  persons: { id: string; email: string; role: Role; disabledAt: string | null }[];
  invitations: { email: string | null; role: Role }[];
  templates: Thing[];
  pages: Thing[];
  places: Thing[];
  sets: Thing[];
  rules: Thing[];
  /** What rules can be made of; null when the file has none. */
  kinds: WorkflowKinds | null;
};

export type Change = {
  verb: 'add' | 'change' | 'invite';
  what: string;
  fields: string[];
  method: 'POST' | 'PATCH';
  path: string;
  body: Record<string, unknown>;
  /** Where the file asks for it. */
  at: Path;
  /** The reference under which later changes of the plan know what this one makes. */
  makes?: string;
};

export type Bag = Record<string, unknown>;
export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists are compared whole, objects by the fields that the file names: one that it leaves out is as it is. */
export function same(wanted: unknown, there: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(there) &&
      wanted.length === there.length &&
      wanted.every((item, i) => same(withoutSecret(item, there[i]), there[i]))
    );
  if (!isBag(wanted)) return wanted === there;
  return isBag(there) && Object.entries(wanted).every(([field, value]) => same(value, there[field]));
}

/** The value of a secret header is never given out, so that there is one has to do. */
function withoutSecret(wanted: unknown, there: unknown): unknown {
  const hidden = isBag(wanted) && isBag(there) && there['secret'] === true && wanted['secret'] === true;
  return hidden ? { ...wanted, value: null } : wanted;
}

/** An edit replaces a field whole, so what the file leaves out of it goes along as it is. */
export function merged(wanted: unknown, there: unknown): unknown {
  if (!isBag(wanted) || !isBag(there) || wanted['kind'] !== there['kind']) return wanted;
  return {
    ...there,
    ...Object.fromEntries(
      Object.entries(wanted).map(([field, value]) => [field, merged(value, there[field])]),
    ),
  };
}

const nameOf = ({ name }: { name?: unknown }) => (isBag(name) ? String(name['en']) : String(name));

export function planOf(wanted: Wanted, there: Existing): Change[] {
  const changes: Change[] = [];

  const change = (
    what: string,
    path: string,
    body: Bag,
    thing: Thing,
    at: Path,
    alike = (field: string) => same(body[field], thing[field]),
  ) => {
    const fields = Object.keys(body).filter((field) => !alike(field));
    const edit = Object.fromEntries(fields.map((field) => [field, merged(body[field], thing[field])]));
    if (fields.length > 0)
      changes.push({ verb: 'change', what, fields, method: 'PATCH', path, body: edit, at });
  };
  const add = (one: Omit<Change, 'verb' | 'fields'>) => changes.push({ verb: 'add', fields: [], ...one });
  /** Brings one thing of a kind, known by a name of its own, to what the file says. */
  function bring(kind: 'group' | 'component' | 'monitor', name: string, path: Path, body: Bag) {
    const key = kind === 'component' ? 'slug' : 'name';
    const known = there[`${kind}s`].filter((thing) => nameOf({ name: thing[key] }) === name);
    if (known.length > 1)
      throw new Fault(path, `there are ${known.length} ${kind}s of this name; rename one of them first.`);
    if (known[0]) return change(`${kind} ${name}`, `/api/v1/${kind}s/${known[0].id}`, body, known[0], path);
    const input = { group: GroupInput, component: ComponentInput, monitor: MonitorInput }[kind];
    const stand = kind === 'monitor' ? { componentId: NO_COMPONENT } : {};
    whole(input, { ...body, ...stand }, path, `this ${kind} is new and not whole`);
    add({
      what: `${kind} ${name}`,
      method: 'POST',
      path: `/api/v1/${kind}s`,
      body,
      at: path,
      makes: referenceTo(kind, name),
    });
  }
  /** By which field each kind of thing is known in a file, and what is there and in the file of it. */
  const shelves = {
    group: { key: 'name', list: 'groups', there: there.groups, wanted: wanted.groups },
    component: { key: 'slug', list: 'components', there: there.components, wanted: wanted.components },
    place: { key: 'name', list: 'places', there: there.places, wanted: wanted.places },
    set: { key: 'name', list: 'holdingSets', there: there.sets, wanted: wanted.holdingSets },
    page: { key: 'slug', list: 'pages in the console', there: there.pages, wanted: [] },
    person: { key: 'email', list: 'people', there: there.persons, wanted: [] },
  } as const;
  /** The id of something that is there, or the reference to what this file makes. */
  function resolve(kind: keyof typeof shelves, name: string, path: Path): string {
    const { key, list, there: present, wanted: items } = shelves[kind];
    const known = (present as readonly Thing[]).find((thing) => nameOf({ name: thing[key] }) === name);
    if (known) return known.id;
    if ((items as readonly Bag[]).some((item) => nameOf({ name: item[key] }) === name))
      return referenceTo(kind, name);
    if (kind === 'person')
      throw new Fault(
        path,
        `nobody on the staff has the address "${name}"; a rule can name who accepted their invitation.`,
      );
    throw new Fault(
      path,
      `there is no ${kind} "${name}", neither in this file nor in Candor; add it to ${list}.`,
    );
  }

  once(wanted.groups.map(nameOf), 'groups', 'name');
  once(
    wanted.components.map(({ slug }) => slug),
    'components',
    'slug',
  );
  once(
    wanted.monitors.map(({ name }) => name),
    'monitors',
    'name',
  );
  once(
    wanted.people.map(({ email }) => email),
    'people',
    'email',
  );
  once(
    wanted.templates.map((each) => templateKey(TemplateInput.parse(each))),
    'templates',
    'kind',
  );
  for (const list of ['places', 'holdingSets', 'workflows'] as const)
    once(
      wanted[list].map(({ name }) => name),
      list,
      'name',
    );

  if (wanted.page && there.page)
    change('the page', `/api/v1/pages/${there.page.id}`, wanted.page, there.page, ['page']);
  for (const [i, group] of wanted.groups.entries()) bring('group', nameOf(group), ['groups', i], group);
  for (const [i, { group, ...component }] of wanted.components.entries()) {
    const place = group === undefined ? {} : { groupId: resolve('group', group, ['components', i, 'group']) };
    bring('component', component.slug, ['components', i], { ...component, ...place });
  }
  for (const [i, { component, ...monitor }] of wanted.monitors.entries()) {
    const componentId = resolve('component', component, ['monitors', i, 'component']);
    bring('monitor', String(monitor['name']), ['monitors', i], { ...monitor, componentId });
  }
  for (const [i, person] of wanted.people.entries()) bringPerson(person, ['people', i]);
  for (const [i, each] of wanted.templates.entries())
    bringTemplate(TemplateInput.parse(each), ['templates', i]);
  const kit = { add, change, resolve, whole, referenceTo };
  bringPlaces(wanted, there, kit);
  bringSets(wanted, there, kit);
  bringRules(wanted, there, kit);
  return changes;

  /** Saving is what makes the next version, so there is no other way to change one. */
  function bringTemplate(template: TemplateInput, at: Path) {
    const known = there.templates.find((each) => templateKey(each) === templateKey(template));
    const fields = Object.keys(template).filter((field) => !same((template as Bag)[field], known?.[field]));
    if (fields.length === 0) return;
    changes.push({
      verb: known ? 'change' : 'add',
      what: `template ${templateKey(template)}`,
      fields: known ? fields : [],
      method: 'POST',
      path: '/api/v1/templates',
      body: template,
      at,
    });
  }

  function bringPerson({ email, role }: { email: string; role: Role }, path: Path) {
    const known = there.persons.find((person) => person.email === email);
    if (known?.disabledAt)
      throw new Fault(
        path,
        `${email} was disabled; enable them in the console, or take them out of the file.`,
      );
    if (known) return change(`person ${email}`, `/api/v1/persons/${known.id}`, { role }, known, path);
    const open = there.invitations.find((invitation) => invitation.email === email);
    if (open?.role === role) return;
    changes.push({
      verb: 'invite',
      what: `${email} as ${role}${open ? ` instead of ${open.role}` : ''}`,
      fields: [],
      method: 'POST',
      path: '/api/v1/invitations',
      body: { email, role },
      at: path,
    });
  }
}

/** Stands for the component's id while a new monitor is checked. */
const NO_COMPONENT = `cmp_${'0'.repeat(26)}`;
const templateKey = ({ kind, phase, tone, locale, segment }: Bag) =>
  [kind, phase, tone, locale, segment].filter(Boolean).join(' / ');
/** No text of a file can be taken for one: YAML holds no NUL. */
const referenceTo = (kind: string, name: string) => `\0${kind}:${name}`;

function once(names: string[], list: string, key: string) {
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0) throw new Fault([list, again, key], `"${names[again]}" stands in the file twice.`);
}

function whole(schema: z.ZodType, value: unknown, path: Path, why: string) {
  const issue = schema.safeParse(value).error?.issues[0];
  if (issue) throw new Fault([...path, ...issue.path], `${why}: ${issue.message}`);
}
