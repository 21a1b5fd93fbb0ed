/** Cachet 3.x: the JSON:API at /api. */
import { z } from 'zod';
import type { CachetOptions } from './cachet.ts';
import { addEvent, addSubscriber, addWork, type Event, moment } from './cachet-shape.ts';
import { everyPage, type Http } from './http.ts';
import { english, type Foreign, leave, localMoment, named, place } from './shape.ts';

const PER_PAGE = 100;

const Id = z.coerce.string();
const Number0 = z.coerce.number().nullish();

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
export async function readThree(document: Foreign, { url, key }: CachetOptions, http: Http) {
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
