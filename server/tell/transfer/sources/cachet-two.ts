/** Cachet 2.x: /api/v1, numbers for statuses, times without a zone. */
import { z } from 'zod';
import type { CachetOptions } from './cachet.ts';
import { addEvent, addSubscriber, addWork, type Event, moment } from './cachet-shape.ts';
import { everyPage, type Http } from './http.ts';
import { english, type Foreign, leave, localMoment, named, place } from './shape.ts';

const PER_PAGE = 100;

const Id = z.coerce.string();
const Number0 = z.coerce.number().nullish();

export async function readTwo(document: Foreign, { url, key, timeZone }: CachetOptions, http: Http) {
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
