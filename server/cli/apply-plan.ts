/** What a configuration file wants, and the plan from what is there to that; pure. */
import { ComponentInput, GroupInput, PageInput } from '@candor/protocol/catalog.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { InviteInput } from '@candor/protocol/people.ts';
import { MonitorInput } from '@candor/protocol/watch.ts';
import { z } from 'zod';

export const Wanted = z.strictObject({
  page: patchOf(PageInput).optional(),
  groups: z.array(patchOf(GroupInput)).default([]),
  components: z
    .array(
      z.intersection(
        z.looseObject({ slug: z.string(), group: z.string().optional() }),
        z.record(z.string(), z.unknown()),
      ),
    )
    .default([]),
  monitors: z
    .array(
      z.intersection(
        z.looseObject({ name: z.string(), component: z.string() }),
        z.record(z.string(), z.unknown()),
      ),
    )
    .default([]),
  people: z.array(z.strictObject({ email: z.email(), role: InviteInput.shape.role })).default([]),
});
export type Wanted = z.infer<typeof Wanted>;

type Thing = { id: string; [field: string]: unknown };
export type Existing = {
  page: Thing;
  groups: Thing[];
  components: Thing[];
  monitors: Thing[];
  persons: { email: string }[];
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

const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  // A field that the file leaves out is as it is: only what was written is compared.
  return Object.entries(a).every(([name, value]) => same(value, (b as Record<string, unknown>)[name]));
};

const differing = (wanted: Record<string, unknown>, there: Thing) =>
  Object.keys(wanted).filter((name) => !same(wanted[name], there[name]));

/** Checks a whole object against its schema, naming where in the file it stands. */
function checked<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${where} is not in order:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function planOf(wanted: Wanted, there: Existing): Change[] {
  const changes: Change[] = [];
  if (wanted.page) {
    const fields = differing(wanted.page, there.page);
    if (fields.length > 0)
      changes.push({
        verb: 'change',
        what: 'the page',
        fields,
        method: 'PATCH',
        path: `/api/v1/pages/${there.page.id}`,
        body: wanted.page,
      });
  }
  const add = (kind: string, name: string, body: Record<string, unknown>, makes: string) =>
    changes.push({
      verb: 'add',
      what: `${kind} ${name}`,
      fields: [],
      method: 'POST',
      path: `/api/v1/${kind}s`,
      body,
      makes,
    });
  const change = (kind: string, name: string, thing: Thing, body: Record<string, unknown>) => {
    const fields = differing(body, thing);
    const only = Object.fromEntries(fields.map((field) => [field, body[field]]));
    if (fields.length > 0)
      changes.push({
        verb: 'change',
        what: `${kind} ${name}`,
        fields,
        method: 'PATCH',
        path: `/api/v1/${kind}s/${thing.id}`,
        body: only,
      });
  };

  const groupName = (thing: Thing) => (thing['name'] as { en?: string } | undefined)?.en;
  for (const group of wanted.groups) {
    const name = group.name?.['en'] ?? '';
    const known = there.groups.find((thing) => groupName(thing) === name);
    if (known) change('group', name, known, group);
    else add('group', name, checked(GroupInput, group, `Group ${name}`), `@group:${name}`);
  }
  for (const { group, ...component } of wanted.components) {
    const groupId =
      group === undefined
        ? {}
        : { groupId: there.groups.find((thing) => groupName(thing) === group)?.id ?? `@group:${group}` };
    if (
      group !== undefined &&
      groupId.groupId?.startsWith('@') &&
      !wanted.groups.some((each) => each.name?.['en'] === group)
    )
      throw new Error(`Component ${component.slug} names the group "${group}", which does not exist.`);
    const body = { ...component, ...groupId };
    const known = there.components.find((thing) => thing['slug'] === component.slug);
    if (known) change('component', component.slug, known, body);
    else {
      checked(ComponentInput, component, `Component ${component.slug}`);
      add('component', component.slug, body, `@component:${component.slug}`);
    }
  }
  for (const { component, ...monitor } of wanted.monitors) {
    const componentId = there.components.find((thing) => thing['slug'] === component)?.id;
    if (!componentId && !wanted.components.some(({ slug }) => slug === component))
      throw new Error(`Monitor "${monitor.name}" names the component "${component}", which does not exist.`);
    checked(
      MonitorInput,
      { ...monitor, componentId: componentId ?? `cmp_${'0'.repeat(26)}` },
      `Monitor "${monitor.name}"`,
    );
    const body = { ...monitor, componentId: componentId ?? `@component:${component}` };
    const known = there.monitors.find((thing) => thing['name'] === monitor.name);
    if (known) change('monitor', monitor.name, known, body);
    else add('monitor', monitor.name, body, `@monitor:${monitor.name}`);
  }
  for (const { email, role } of wanted.people)
    if (!there.persons.some((person) => person.email.toLowerCase() === email.toLowerCase()))
      changes.push({
        verb: 'invite',
        what: `${email} as ${role}`,
        fields: [],
        method: 'POST',
        path: '/api/v1/invitations',
        body: { email, role },
      });
  return changes;
}
