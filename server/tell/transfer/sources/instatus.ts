/**
 * Instatus, API v1 and v2. Shapes: the vendor's OpenAPI document (instatushq/openapi, 2.0.0). It says how bad things
 * are now, not how bad they were, so past incidents show their components as degraded.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { createHttp, everyPage } from './http.ts';
import type { Deps } from './index.ts';
import { emptyDocument, english, type Foreign, leave, Moment, named, place } from './shape.ts';

const PER_PAGE = 100;

const Page = z.looseObject({ id: z.string(), name: z.string(), publicEmail: z.string().nullish() });
const Component = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  order: z.number().nullish(),
  groupId: z.string().nullish(),
  group: z.looseObject({ id: z.string() }).nullish(),
  isParent: z.boolean().nullish(),
  archivedAt: z.string().nullish(),
  startDate: z.string().nullish(),
});
const Part = z.looseObject({ id: z.string(), status: z.string().nullish() });
const Update = z.looseObject({
  id: z.string(),
  message: z.string().nullish(),
  status: z.string(),
  started: Moment,
});
const Incident = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  impact: z.string().nullish(),
  started: Moment,
  resolved: Moment.nullish(),
  updates: z.array(Update).default([]),
  components: z.array(Part).default([]),
});
const Maintenance = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  start: Moment,
  duration: z.coerce.number().nullish(),
  updates: z.array(Update).default([]),
  components: z.array(Part).default([]),
});
const Subscriber = z.looseObject({
  id: z.string(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  webhook: z.string().nullish(),
  confirmed: z.boolean().nullish(),
  all: z.boolean().nullish(),
  components: z.array(z.string()).nullish(),
});

const STATUS: Record<string, ComponentStatus> = {
  DEGRADEDPERFORMANCE: 'degraded_performance',
  MINOROUTAGE: 'degraded_performance',
  PARTIALOUTAGE: 'partial_outage',
  MAJOROUTAGE: 'major_outage',
};
const PHASE: Record<string, 'investigating' | 'identified' | 'monitoring' | 'resolved'> = {
  INVESTIGATING: 'investigating',
  IDENTIFIED: 'identified',
  MONITORING: 'monitoring',
  RESOLVED: 'resolved',
};
const WORK: Record<string, 'scheduled' | 'in_progress' | 'verifying' | 'completed'> = {
  NOTSTARTEDYET: 'scheduled',
  INPROGRESS: 'in_progress',
  VERIFYING: 'verifying',
  COMPLETED: 'completed',
};
const SEVERITY: Partial<Record<ComponentStatus, 1 | 2 | 3>> = {
  major_outage: 1,
  partial_outage: 2,
  degraded_performance: 3,
};

export async function readInstatus(
  {
    key,
    page: pageId,
    url = 'https://api.instatus.com',
  }: { key: string; page: string; url?: string | undefined },
  { outbound, clock }: Deps,
): Promise<Foreign> {
  const http = createHttp({ outbound, clock, name: 'Instatus', headers: { authorization: `Bearer ${key}` } });
  const base = url.replace(/\/$/, '');
  const list = <S extends z.ZodObject>(path: string, shape: S) =>
    everyPage(
      1,
      (page) => http.get(`${base}${path}?page=${page}&per_page=${PER_PAGE}`, z.array(shape)),
      (item) => (item as { id: string }).id,
    );
  const own = `/v1/${encodeURIComponent(pageId)}`;
  const page = (await list('/v2/pages', Page)).find(({ id }) => id === pageId);
  const document = emptyDocument('instatus', pageId, page?.name ?? pageId, clock.now());
  if (page) document.page = { externalId: page.id, name: page.name.slice(0, 200) || 'Status' };
  else leave(document, 'page', 'the name of the page', 'the key does not list this page');

  addComponents(document, await list(`${own}/components`, Component));
  for (const incident of await list(`${own}/incidents`, Incident)) addIncident(document, incident);
  for (const work of await list(`${own}/maintenances`, Maintenance)) addMaintenance(document, work);
  addSubscribers(
    document,
    await list(`/v2/${encodeURIComponent(pageId)}/subscribers`, Subscriber),
    clock.now(),
  );
  return document;
}

function addComponents(document: Foreign, all: readonly z.output<typeof Component>[]): void {
  const there = all.filter(({ archivedAt }) => !archivedAt);
  leave(
    document,
    'components',
    'archived components',
    'they are not shown at the source',
    all.length - there.length,
  );
  const groupOf = (part: z.output<typeof Component>) => part.groupId ?? part.group?.id ?? null;
  const parents = new Set([
    ...there.flatMap((part) => groupOf(part) ?? []),
    ...there.filter(({ isParent }) => isParent).map(({ id }) => id),
  ]);
  for (const part of there) {
    const shared = { externalId: part.id, name: named(part.name, part.id), position: place(part.order) };
    if (parents.has(part.id)) document.groups.push(shared);
    else
      document.components.push({
        ...shared,
        groupId: groupOf(part),
        description: part.description ? english(part.description) : undefined,
        startDate: /^\d{4}-\d\d-\d\dT/.test(part.startDate ?? '') ? part.startDate?.slice(0, 10) : undefined,
      });
  }
}

function addIncident(document: Foreign, incident: z.output<typeof Incident>) {
  const impact = STATUS[incident.impact ?? ''];
  const components = incident.components.map(({ id, status }) => ({
    componentId: id,
    status: impact ?? STATUS[status ?? ''] ?? ('degraded_performance' as const),
  }));
  const worst =
    impact ??
    (['major_outage', 'partial_outage', 'degraded_performance'] as const).find((status) =>
      components.some((part) => part.status === status),
    );
  const updates = incident.updates
    .filter(({ status }) => PHASE[status])
    .toSorted((a, b) => a.started.localeCompare(b.started))
    .map(({ id, message, status, started }) => ({
      externalId: id,
      at: started,
      phase: PHASE[status] ?? ('investigating' as const),
      text: english(message),
      components:
        status === 'RESOLVED'
          ? components.map((part) => ({ ...part, status: 'operational' as const }))
          : components,
    }));
  leave(
    document,
    'incidents',
    `updates of "${incident.name}"`,
    'their status is not known',
    incident.updates.length - updates.length,
  );
  document.incidents.push({
    externalId: incident.id,
    title: named(incident.name, incident.id),
    severity: (worst && SEVERITY[worst]) ?? 4,
    startedAt: incident.started,
    openedAt: incident.started,
    components,
    updates,
  });
}

function addMaintenance(document: Foreign, work: z.output<typeof Maintenance>) {
  const phase = WORK[work.status];
  if (!phase)
    return leave(document, 'maintenances', `"${work.name}"`, `its status "${work.status}" is not known`);
  const minutes = work.duration && work.duration > 0 ? work.duration : 60;
  const until = new Date(Date.parse(work.start) + minutes * 60_000).toISOString();
  const updates = work.updates
    .filter(({ status }) => WORK[status])
    .toSorted((a, b) => a.started.localeCompare(b.started))
    .map(({ id, message, status, started }) => ({
      externalId: id,
      at: started,
      phase: WORK[status] ?? ('scheduled' as const),
      text: english(message),
    }));
  document.maintenances.push({
    externalId: work.id,
    title: named(work.name, work.id),
    announcedAt: updates[0] && updates[0].at < work.start ? updates[0].at : work.start,
    scheduledFor: work.start,
    scheduledUntil: until,
    startedAt: phase === 'scheduled' ? null : work.start,
    endedAt:
      phase === 'completed'
        ? (updates.findLast((update) => update.phase === 'completed')?.at ?? until)
        : null,
    phase,
    componentIds: work.components.map(({ id }) => id),
    updates,
  });
}

function addSubscribers(
  document: Foreign,
  people: readonly z.output<typeof Subscriber>[],
  readAt: string,
): void {
  let [unconfirmed, phones] = [0, 0];
  for (const one of people) {
    const carrier = one.email ? 'email' : one.webhook ? 'webhook' : null;
    if (!carrier) phones++;
    else if (carrier === 'email' && one.confirmed === false) unconfirmed++;
    else
      document.subscribers.push({
        externalId: one.id,
        carrier,
        address: one.email ?? one.webhook ?? '',
        state: 'active',
        // The source keeps no times of consent; that it was there is known since this reading.
        createdAt: readAt,
        confirmedAt: readAt,
        componentIds: one.all === false && one.components?.length ? one.components.slice(0, 500) : null,
        timeZone: 'UTC',
      });
  }
  leave(
    document,
    'subscribers',
    'subscribers who never confirmed',
    'there is no consent to carry',
    unconfirmed,
  );
  leave(
    document,
    'subscribers',
    'SMS subscribers',
    'SMS is not carried; ask them to subscribe by mail',
    phones,
  );
}
