/**
 * Cachet, API v1 of 2.x (`meta.pagination`, numbers for statuses, times without a zone) and the JSON:API of 3.x
 * (`attributes`, `relationships`, `included`, `links.next`). Shapes: cachethq/cachet 2.4's API documentation and the
 * resources of cachethq/core. Times of 2.x are on the clocks of the installation's zone, which the API does not say.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { createHttp, everyPage, type Http } from './http.ts';
import type { Deps } from './index.ts';
import { emptyDocument, english, type Foreign, leave, localMoment, named, place } from './shape.ts';

export type CachetOptions = {
  url: string;
  version: '2' | '3';
  key?: string | undefined;
  timeZone: string;
};

const PER_PAGE = 100;

/** What both versions come down to. */
type Part = { id: string; status: number };
type Said = { id: string; status: number; message: string | null; at: string };
type Event = {
  id: string;
  name: string;
  message: string | null;
  status: number;
  at: string;
  endedAt: string | null;
  scheduledAt: string | null;
  visible: boolean;
  parts: Part[];
  updates: Said[];
};

const STATUS: Record<number, ComponentStatus> = {
  1: 'operational',
  2: 'degraded_performance',
  3: 'partial_outage',
  4: 'major_outage',
  6: 'under_maintenance',
};
const PHASE: Record<number, 'investigating' | 'identified' | 'monitoring' | 'resolved'> = {
  0: 'investigating',
  1: 'investigating',
  2: 'identified',
  3: 'monitoring',
  4: 'resolved',
};

export async function readCachet(options: CachetOptions, { outbound, clock }: Deps): Promise<Foreign> {
  const headers: Record<string, string> = {};
  if (options.key && options.version === '2') headers['x-cachet-token'] = options.key;
  if (options.key && options.version === '3') headers['authorization'] = `Bearer ${options.key}`;
  const http = createHttp({ outbound, clock, name: 'Cachet', headers });
  const origin = new URL(options.url).host;
  const document = emptyDocument('cachet', origin, origin, clock.now());
  leave(document, 'page', 'the name of the page', 'the API does not say it');
  await (options.version === '2' ? readTwo : readThree)(document, options, http);
  if (!options.key) leave(document, 'subscribers', 'all subscribers', 'the API shows them only with a key');
  return document;
}

/** An instant, or the refusal of the whole answer. */
function moment(text: string | null | undefined, zone: string, where: string): string {
  const at = text ? localMoment(text, zone) : null;
  if (!at)
    throw new Problem(
      'import.invalid',
      `Cachet answered in a form that is not known: ${where} has no time. Nothing was changed.`,
    );
  return at;
}

function addEvent(document: Foreign, event: Event) {
  const title = named(event.name, `Incident ${event.id}`);
  if (!event.visible) return leave(document, 'incidents', `"${title.en}"`, 'it is not public at the source');
  const components = event.parts.map(({ id, status }) => ({
    componentId: id,
    // The API says how a component is now; that it was named means that something was wrong with it.
    status: status > 1 ? (STATUS[status] ?? 'unknown') : ('degraded_performance' as const),
  }));
  const over = components.map((part) => ({ ...part, status: 'operational' as const }));
  const first: Said[] = event.message
    ? [
        {
          id: `${event.id}:first`,
          status: event.updates.length > 0 ? 1 : event.status,
          message: event.message,
          at: event.at,
        },
      ]
    : [];
  // One text and "fixed" is the end of something that began when it says.
  const told = [...first, ...event.updates.toSorted((a, b) => a.at.localeCompare(b.at))];
  if (told.length === 1 && event.status === 4 && event.endedAt && event.endedAt > event.at) {
    told[0] = { ...(told[0] as Said), status: 1 };
    told.push({ id: `${event.id}:end`, status: 4, message: 'Fixed.', at: event.endedAt });
  }
  const worst = Math.max(0, ...event.parts.map(({ status }) => (status <= 4 ? status : 0)));
  document.incidents.push({
    externalId: event.id,
    title,
    severity: worst === 4 ? 1 : worst === 3 ? 2 : components.length > 0 ? 3 : 4,
    startedAt: event.at,
    openedAt: event.at,
    components,
    updates: told.map(({ id, status, message, at }) => ({
      externalId: id,
      at,
      phase: PHASE[status] ?? ('investigating' as const),
      text: english(message),
      components: status === 4 ? over : components,
    })),
  });
}

function addWork(document: Foreign, work: Event): void {
  const title = named(work.name, `Maintenance ${work.id}`);
  const from = work.scheduledAt ?? work.at;
  const phase = work.status === 2 ? 'completed' : work.status === 1 ? 'in_progress' : 'scheduled';
  const until =
    work.endedAt && work.endedAt > from ? work.endedAt : new Date(Date.parse(from) + 3_600_000).toISOString();
  const announcedAt = work.at < from ? work.at : from;
  document.maintenances.push({
    externalId: work.id,
    title,
    announcedAt,
    scheduledFor: from,
    scheduledUntil: until,
    startedAt: phase === 'scheduled' ? null : from,
    endedAt: phase === 'completed' ? until : null,
    phase,
    componentIds: work.parts.map(({ id }) => id),
    updates: [
      ...(work.message
        ? [
            {
              externalId: `${work.id}:first`,
              at: announcedAt,
              phase: 'scheduled' as const,
              text: english(work.message),
            },
          ]
        : []),
      ...work.updates
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map(({ id, message, at }) => ({
          externalId: id,
          at,
          phase:
            at >= until
              ? ('completed' as const)
              : at >= from
                ? ('in_progress' as const)
                : ('scheduled' as const),
          text: english(message),
        })),
    ],
  });
}

const Id = z.coerce.string();
const Number0 = z.coerce.number().nullish();

async function readTwo(document: Foreign, { url, key, timeZone }: CachetOptions, http: Http) {
  const base = `${url.replace(/\/+$/, '').replace(/\/api\/v1$/, '')}/api/v1`;
  const list = <S extends z.ZodRawShape>(path: string, shape: S) => {
    const item = z.looseObject({ id: Id, ...shape });
    return everyPage(
      1,
      async (page) =>
        (
          await http.get(
            `${base}/${path}?page=${page}&per_page=${PER_PAGE}`,
            z.looseObject({ data: z.array(item) }),
          )
        ).data,
      (each) => each['id'],
    );
  };
  const text = z.string().nullish();
  for (const { id, name, order } of await list('components/groups', { name: z.string(), order: Number0 }))
    document.groups.push({ externalId: `${id}`, name: named(name, `${id}`), position: place(order) });
  const groups = new Set(document.groups.map(({ externalId }) => externalId));
  for (const part of await list('components', {
    name: z.string(),
    description: text,
    order: Number0,
    group_id: Number0,
    enabled: z.coerce.boolean().nullish(),
  })) {
    if (part.enabled === false) {
      leave(document, 'components', `"${part.name}"`, 'it is switched off at the source');
      continue;
    }
    const group = `${part.group_id ?? ''}`;
    document.components.push({
      externalId: `${part.id}`,
      name: named(part.name, `${part.id}`),
      groupId: groups.has(group) ? group : null,
      description: part.description ? english(part.description) : undefined,
      position: place(part.order),
    });
  }
  const statuses = new Map(
    (await list('components', { status: Number0 })).map(({ id, status }) => [`${id}`, status ?? 1] as const),
  );
  for (const incident of await list('incidents', {
    name: z.string(),
    message: text,
    status: z.coerce.number(),
    visible: Number0,
    component_id: Number0,
    occurred_at: text,
    scheduled_at: text,
    created_at: text,
    updated_at: text,
  })) {
    const at = moment(incident.occurred_at ?? incident.created_at, timeZone, `incidents/${incident.id}`);
    const updates = await list(`incidents/${incident.id}/updates`, {
      status: z.coerce.number(),
      message: text,
      created_at: text,
    });
    const component = incident.component_id ? `${incident.component_id}` : null;
    const event: Event = {
      id: `${incident.id}`,
      name: incident.name,
      message: incident.message ?? null,
      status: updates.at(-1)?.status ?? incident.status,
      at,
      endedAt: incident.updated_at ? localMoment(incident.updated_at, timeZone) : null,
      scheduledAt: incident.scheduled_at ? localMoment(incident.scheduled_at, timeZone) : null,
      visible: incident.visible !== 0,
      parts: component ? [{ id: component, status: statuses.get(component) ?? 1 }] : [],
      updates: updates.map((update) => ({
        id: `${update.id}`,
        status: update.status,
        message: update.message ?? null,
        at: moment(update.created_at, timeZone, `incidents/${incident.id}/updates/${update.id}`),
      })),
    };
    // Before 2.4 maintenance was an incident with a time of its own.
    if (event.scheduledAt && incident.status === 0)
      addWork(document, { ...event, id: `incident-${event.id}`, status: 2, endedAt: null });
    else addEvent(document, event);
  }
  for (const work of await list('schedules', {
    name: z.string(),
    message: text,
    status: z.coerce.number(),
    scheduled_at: text,
    completed_at: text,
    created_at: text,
    components: z.array(z.looseObject({ id: Id.nullish(), component_id: Id.nullish() })).nullish(),
  }))
    addWork(document, {
      id: `${work.id}`,
      name: work.name,
      message: work.message ?? null,
      status: work.status,
      at: moment(work.created_at ?? work.scheduled_at, timeZone, `schedules/${work.id}`),
      endedAt: work.completed_at ? localMoment(work.completed_at, timeZone) : null,
      scheduledAt: moment(work.scheduled_at, timeZone, `schedules/${work.id}`),
      visible: true,
      parts: (work.components ?? []).flatMap(({ id, component_id }) => {
        const part = component_id ?? id;
        return part ? [{ id: part, status: 6 }] : [];
      }),
      updates: [],
    });
  if (!key) return;
  let unverified = 0;
  for (const one of await list('subscribers', {
    email: z.string(),
    verified_at: text,
    created_at: text,
    global: z.coerce.boolean().nullish(),
    subscriptions: z.array(z.looseObject({ component_id: Id.nullish() })).nullish(),
  })) {
    const confirmedAt = one.verified_at ? localMoment(one.verified_at, timeZone) : null;
    if (!confirmedAt) unverified++;
    else
      addSubscriber(document, {
        id: `${one.id}`,
        email: one.email,
        confirmedAt,
        createdAt: (one.created_at && localMoment(one.created_at, timeZone)) || confirmedAt,
        parts:
          one.global === false
            ? (one.subscriptions ?? []).flatMap(({ component_id }) => component_id ?? [])
            : [],
      });
  }
  leave(
    document,
    'subscribers',
    'subscribers who never confirmed',
    'there is no consent to carry',
    unverified,
  );
}

function addSubscriber(
  document: Foreign,
  {
    id,
    email,
    confirmedAt,
    createdAt,
    parts,
  }: { id: string; email: string; confirmedAt: string; createdAt: string; parts: string[] },
) {
  document.subscribers.push({
    externalId: id,
    carrier: 'email',
    address: email,
    state: 'active',
    createdAt,
    confirmedAt,
    componentIds: parts.length > 0 ? parts.slice(0, 500) : null,
    timeZone: 'UTC',
  });
}

const When = z.looseObject({ string: z.string().nullish() }).nullish();
const Value = z.looseObject({ value: z.coerce.number().nullish() }).nullish();
const Ref = z.looseObject({
  data: z.union([z.array(z.looseObject({ id: Id })), z.looseObject({ id: Id })]).nullish(),
});
const Three = z.looseObject({
  id: Id,
  type: z.string(),
  attributes: z.looseObject({
    name: z.string().nullish(),
    message: z.string().nullish(),
    description: z.string().nullish(),
    order: Number0,
    enabled: z.union([z.boolean(), z.number()]).nullish(),
    visible: z.union([z.boolean(), z.number()]).nullish(),
    status: Value,
    occurred: When,
    scheduled: When,
    completed: When,
    created: When,
    email: z.string().nullish(),
    global: z.boolean().nullish(),
    verified_at: When,
    updateable_id: Id.nullish(),
    pivot: z.looseObject({ component_status: Value }).nullish(),
  }),
  relationships: z.record(z.string(), Ref).nullish(),
});
type Three = z.output<typeof Three>;

/** 3.x writes its times in UTC. */
async function readThree(document: Foreign, { url, key }: CachetOptions, http: Http) {
  const base = `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api`;
  const included = new Map<string, Three>();
  const list = (path: string, include = '') =>
    everyPage(
      1,
      async (page) => {
        const answer = await http.get(
          `${base}/${path}?page=${page}&per_page=${PER_PAGE}${include && `&include=${include}`}`,
          z.looseObject({ data: z.array(Three), included: z.array(Three).nullish() }),
        );
        for (const thing of answer.included ?? []) included.set(`${thing.type} ${thing.id}`, thing);
        return answer.data;
      },
      ({ id }) => id,
    );
  const related = (thing: Three, name: string) => {
    const data = thing.relationships?.[name]?.data;
    return (Array.isArray(data) ? data : data ? [data] : []).map(({ id }) => id);
  };
  const at = (thing: Three, ...names: ('occurred' | 'created' | 'scheduled')[]) =>
    moment(
      names.map((name) => thing.attributes[name]?.string).find(Boolean),
      'UTC',
      `${thing.type}/${thing.id}`,
    );

  for (const { id, attributes } of await list('component-groups'))
    document.groups.push({
      externalId: id,
      name: named(attributes.name, id),
      position: place(attributes.order),
    });
  const groups = new Set(document.groups.map(({ externalId }) => externalId));
  const statuses = new Map<string, number>();
  for (const part of await list('components', 'group')) {
    const { id, attributes } = part;
    statuses.set(id, attributes.status?.value ?? 1);
    if (attributes.enabled === false || attributes.enabled === 0) {
      leave(document, 'components', `"${attributes.name ?? id}"`, 'it is switched off at the source');
      continue;
    }
    const [group] = related(part, 'group');
    document.components.push({
      externalId: id,
      name: named(attributes.name, id),
      groupId: group && groups.has(group) ? group : null,
      description: attributes.description ? english(attributes.description) : undefined,
      position: place(attributes.order),
    });
  }
  const event = (thing: Three, endedAt: string | null): Event => ({
    id: thing.id,
    name: thing.attributes.name ?? thing.id,
    message: thing.attributes.message ?? null,
    status: thing.attributes.status?.value ?? 0,
    at: at(thing, 'occurred', 'created'),
    endedAt,
    scheduledAt: null,
    visible: thing.attributes.visible !== false && thing.attributes.visible !== 0,
    parts: related(thing, 'components').map((id) => ({ id, status: statuses.get(id) ?? 1 })),
    updates: related(thing, 'updates').flatMap((id) => {
      const update = included.get(`updates ${id}`);
      return update
        ? [
            {
              id,
              status: update.attributes.status?.value ?? 1,
              message: update.attributes.message ?? null,
              at: at(update, 'created'),
            },
          ]
        : [];
    }),
  });
  for (const incident of await list('incidents', 'components,updates'))
    addEvent(document, event(incident, null));
  for (const work of await list('schedules', 'components,updates')) {
    const ended = work.attributes.completed?.string;
    addWork(document, {
      ...event(work, ended ? localMoment(ended, 'UTC') : null),
      at: at(work, 'created', 'scheduled'),
      scheduledAt: at(work, 'scheduled'),
    });
  }
  if (!key) return;
  let unverified = 0;
  for (const one of await list('subscribers', 'components')) {
    const verified = one.attributes.verified_at?.string;
    const confirmedAt = verified ? localMoment(verified, 'UTC') : null;
    if (!confirmedAt || !one.attributes.email) unverified++;
    else
      addSubscriber(document, {
        id: one.id,
        email: one.attributes.email,
        confirmedAt,
        createdAt: at(one, 'created'),
        parts: one.attributes.global === false ? related(one, 'components') : [],
      });
  }
  leave(
    document,
    'subscribers',
    'subscribers who never confirmed',
    'there is no consent to carry',
    unverified,
  );
}
