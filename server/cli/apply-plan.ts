/**
 * The plan of `candor apply`: from what a file wants and what is there to the changes between them, in an order in
 * which each holds without those after it. Pure. Never removes anything, and never speaks of what the file leaves out.
 */
import { ComponentInput, GroupInput } from '@candor/protocol/catalog.ts';
import type { Role } from '@candor/protocol/people.ts';
import { MonitorInput } from '@candor/protocol/watch.ts';
import { TemplateInput } from '@candor/protocol/words.ts';
import type { z } from 'zod';
import { Fault, type Wanted } from './apply-file.ts';

type Thing = { id: string; [field: string]: unknown };
export type Existing = {
  page: Thing | null;
  groups: Thing[];
  components: Thing[];
  monitors: Thing[];
  /** Also those who were disabled. */
  persons: { id: string; email: string; role: Role; disabledAt: string | null }[];
  invitations: { email: string | null; role: Role }[];
  templates?: Thing[];
};

export type Change = {
  verb: 'add' | 'change' | 'invite';
  what: string;
  fields: string[];
  method: 'POST' | 'PATCH';
  path: string;
  body: Record<string, unknown>;
  /** The reference under which later changes of the plan know what this one makes. */
  makes?: string;
};

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists are compared whole, objects by the fields that the file names: one that it leaves out is as it is. */
function same(wanted: unknown, there: unknown): boolean {
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
function merged(wanted: unknown, there: unknown): unknown {
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

  const change = (what: string, path: string, body: Bag, thing: Thing) => {
    const fields = Object.keys(body).filter((field) => !same(body[field], thing[field]));
    const edit = Object.fromEntries(fields.map((field) => [field, merged(body[field], thing[field])]));
    if (fields.length > 0) changes.push({ verb: 'change', what, fields, method: 'PATCH', path, body: edit });
  };
  /** Brings one thing of a kind, known by a name of its own, to what the file says. */
  function bring(
    kind: 'group' | 'component' | 'monitor',
    name: string,
    path: (string | number)[],
    body: Bag,
  ) {
    const key = kind === 'component' ? 'slug' : 'name';
    const known = there[`${kind}s`].filter((thing) => nameOf({ name: thing[key] }) === name);
    if (known.length > 1)
      throw new Fault(path, `there are ${known.length} ${kind}s of this name; rename one of them first.`);
    if (known[0]) return change(`${kind} ${name}`, `/api/v1/${kind}s/${known[0].id}`, body, known[0]);
    const input = { group: GroupInput, component: ComponentInput, monitor: MonitorInput }[kind];
    const stand = kind === 'monitor' ? { componentId: NO_COMPONENT } : {};
    whole(input, { ...body, ...stand }, path, `this ${kind} is new and not whole`);
    changes.push({
      verb: 'add',
      what: `${kind} ${name}`,
      fields: [],
      method: 'POST',
      path: `/api/v1/${kind}s`,
      body,
      makes: referenceTo(kind, name),
    });
  }
  /** The id of something that is there, or the reference to what this file makes. */
  function resolve(kind: 'group' | 'component', name: string, path: (string | number)[]): string {
    const key = kind === 'component' ? 'slug' : 'name';
    const known = there[`${kind}s`].find((thing) => nameOf({ name: thing[key] }) === name);
    if (known) return known.id;
    const items: Bag[] = wanted[`${kind}s`];
    if (items.some((item) => nameOf({ name: item[key] }) === name)) return referenceTo(kind, name);
    throw new Fault(
      path,
      `there is no ${kind} "${name}", neither in this file nor in Candor; add it to ${kind}s.`,
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

  if (wanted.page && there.page)
    change('the page', `/api/v1/pages/${there.page.id}`, wanted.page, there.page);
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
  for (const each of wanted.templates) bringTemplate(TemplateInput.parse(each));
  return changes;

  /** Saving is what makes the next version, so there is no other way to change one. */
  function bringTemplate(template: TemplateInput) {
    const known = there.templates?.find((each) => templateKey(each) === templateKey(template));
    const fields = Object.keys(template).filter((field) => !same((template as Bag)[field], known?.[field]));
    if (fields.length === 0) return;
    changes.push({
      verb: known ? 'change' : 'add',
      what: `template ${templateKey(template)}`,
      fields: known ? fields : [],
      method: 'POST',
      path: '/api/v1/templates',
      body: template,
    });
  }

  function bringPerson({ email, role }: { email: string; role: Role }, path: (string | number)[]) {
    const known = there.persons.find((person) => person.email === email);
    if (known?.disabledAt)
      throw new Fault(
        path,
        `${email} was disabled; enable them in the console, or take them out of the file.`,
      );
    if (known) return change(`person ${email}`, `/api/v1/persons/${known.id}`, { role }, known);
    const open = there.invitations.find((invitation) => invitation.email === email);
    if (open?.role === role) return;
    changes.push({
      verb: 'invite',
      what: `${email} as ${role}${open ? ` instead of ${open.role}` : ''}`,
      fields: [],
      method: 'POST',
      path: '/api/v1/invitations',
      body: { email, role },
    });
  }
}

/** Stands for the component's id while a new monitor is checked. */
const NO_COMPONENT = `cmp_${'0'.repeat(26)}`;
const templateKey = ({ kind, phase, tone, locale, segment }: Bag) =>
  [kind, phase, tone, locale, segment].filter(Boolean).join(' / ');
const referenceTo = (kind: string, name: string) => `@${kind}:${name}`;

function once(names: string[], list: string, key: string) {
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0) throw new Fault([list, again, key], `"${names[again]}" stands in the file twice.`);
}

function whole(schema: z.ZodType, value: unknown, path: (string | number)[], why: string) {
  const issue = schema.safeParse(value).error?.issues[0];
  if (issue) throw new Fault([...path, ...issue.path], `${why}: ${issue.message}`);
}
