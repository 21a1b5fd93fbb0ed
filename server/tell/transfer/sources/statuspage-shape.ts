/**
 * Statuspage's incidents and components as its public API v2 and its REST API v1 both write them: the generated
 * clients of the vendor's OpenAPI document, and payloads seen on the wire. Pure.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { address, carried, english, type Foreign, leave, Moment, named, place, zone } from './shape.ts';

export const Page = z.looseObject({
  id: z.string(),
  name: z.string(),
  page_description: z.string().nullish(),
  url: z.string().nullish(),
  support_url: z.string().nullish(),
  time_zone: z.string().nullish(),
});

export const Component = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  position: z.number().nullish(),
  group: z.boolean().nullish(),
  group_id: z.string().nullish(),
  only_show_if_degraded: z.boolean().nullish(),
  showcase: z.boolean().nullish(),
  start_date: z.string().nullish(),
});

const Update = z.looseObject({
  id: z.string(),
  status: z.string(),
  body: z.string().nullish(),
  created_at: Moment,
  display_at: Moment.nullish(),
  affected_components: z
    .array(
      z.looseObject({ code: z.string(), old_status: z.string().nullish(), new_status: z.string().nullish() }),
    )
    .nullish(),
});

export const Incident = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  impact: z.string().nullish(),
  created_at: Moment,
  started_at: Moment.nullish(),
  resolved_at: Moment.nullish(),
  scheduled_for: Moment.nullish(),
  scheduled_until: Moment.nullish(),
  postmortem_body: z.string().nullish(),
  postmortem_published_at: Moment.nullish(),
  incident_updates: z.array(Update).default([]),
  components: z.array(z.looseObject({ id: z.string() })).nullish(),
});
type Incident = z.output<typeof Incident>;

const STATUSES = new Set([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);
const PHASES = new Set(['investigating', 'identified', 'monitoring', 'resolved']);
const WORK = new Set(['scheduled', 'in_progress', 'verifying', 'completed']);
const SEVERITY: Record<string, 1 | 2 | 3 | 4> = { critical: 1, major: 2, minor: 3, none: 4 };
/** What an impact means for the components, where no update says it of each. */
const BY_IMPACT: Record<string, ComponentStatus> = {
  critical: 'major_outage',
  major: 'partial_outage',
  minor: 'degraded_performance',
};

const status = (text: string | null | undefined): ComponentStatus | null =>
  text && STATUSES.has(text) ? (text as ComponentStatus) : text ? 'unknown' : null;

export function addPage(document: Foreign, page: z.output<typeof Page>): void {
  document.page = {
    externalId: page.id,
    name: page.name.slice(0, 200) || 'Status',
    description: page.page_description?.slice(0, 2_000) || undefined,
    supportUrl: address(page.support_url) ?? undefined,
    timeZone: zone(page.time_zone),
  };
}

export function addComponents(document: Foreign, components: readonly z.output<typeof Component>[]): void {
  const groups = new Set(document.groups.map(({ externalId }) => externalId));
  for (const group of components)
    if (group.group && !groups.has(group.id))
      document.groups.push({
        externalId: group.id,
        name: named(group.name, group.id),
        position: place(group.position),
      });
  for (const part of components)
    if (!part.group)
      document.components.push({
        externalId: part.id,
        groupId: part.group_id ?? null,
        name: named(part.name, part.id),
        description: part.description ? english(part.description) : undefined,
        position: place(part.position),
        onlyShowIfDegraded: part.only_show_if_degraded ?? undefined,
        showcase: part.showcase ?? undefined,
        startDate: /^\d{4}-\d\d-\d\d$/.test(part.start_date ?? '') ? part.start_date : undefined,
      });
}

const oldestFirst = ({ incident_updates }: Incident) =>
  incident_updates
    .map((update) => ({ ...update, at: update.display_at ?? update.created_at }))
    .toSorted((a, b) => a.at.localeCompare(b.at));

/** The updates with the state of every component after each of them. */
function updatesOf(incident: Incident, phases: ReadonlySet<string>) {
  const states = carried();
  const updates = oldestFirst(incident).filter((update) => phases.has(update.status));
  const spoken = updates.some((update) => (update.affected_components?.length ?? 0) > 0);
  const byImpact = BY_IMPACT[incident.impact ?? ''];
  if (!spoken && byImpact) for (const { id } of incident.components ?? []) states.set(id, byImpact);
  return updates.map((update) => {
    for (const { code, new_status } of update.affected_components ?? []) {
      const now = status(new_status);
      if (now) states.set(code, now);
    }
    const over = update.status === 'resolved' && (update.affected_components?.length ?? 0) === 0;
    return {
      externalId: update.id,
      at: update.at,
      phase: update.status as 'resolved',
      text: english(
        update.body,
        `${update.status[0]?.toUpperCase()}${update.status.slice(1).replace('_', ' ')}.`,
      ),
      components: over ? states.over() : states.all(),
    };
  });
}

export function addIncident(document: Foreign, incident: Incident) {
  if (incident.scheduled_for || WORK.has(incident.status)) return addMaintenance(document, incident);
  const updates = updatesOf(incident, PHASES);
  const said = [
    ...oldestFirst(incident)
      .filter((update) => update.status === 'postmortem' && update.body)
      .map(({ at, body }) => ({ at, text: body ?? '' })),
    ...(incident.postmortem_body
      ? [
          {
            at: incident.postmortem_published_at ?? incident.resolved_at ?? incident.created_at,
            text: incident.postmortem_body,
          },
        ]
      : []),
  ];
  const strange = incident.incident_updates.filter(
    (update) => !PHASES.has(update.status) && update.status !== 'postmortem',
  );
  for (const update of strange)
    leave(
      document,
      'incidents',
      `an update of "${incident.name}"`,
      `its status "${update.status}" is not known`,
    );
  if (said.length > 0)
    leave(
      document,
      'incidents',
      `the postmortem of "${incident.name}"`,
      'postmortems are written here in their own form; its text comes along as a note inside the incident',
    );
  document.incidents.push({
    externalId: incident.id,
    title: named(incident.name, incident.id),
    severity: SEVERITY[incident.impact ?? ''] ?? 4,
    startedAt: incident.started_at ?? updates[0]?.at ?? incident.created_at,
    openedAt: incident.created_at,
    components: updates[0]?.phase === 'resolved' ? [] : (updates[0]?.components ?? []),
    updates,
    notes: said.flatMap(({ at, text }) =>
      notes(`Postmortem at the source:\n\n${text}`).map((part) => ({ at, text: part })),
    ),
  });
}

/** A note holds ten thousand characters; a longer text becomes several. */
const notes = (text: string) =>
  Array.from({ length: Math.min(50, Math.ceil(text.length / 10_000)) }, (_, i) =>
    text.slice(i * 10_000, (i + 1) * 10_000),
  );

function addMaintenance(document: Foreign, work: Incident) {
  const { scheduled_for: from, scheduled_until: until } = work;
  if (!from || !until || !WORK.has(work.status))
    return leave(
      document,
      'maintenances',
      `"${work.name}"`,
      'it has no planned time or a status that is not known',
    );
  const updates = updatesOf(work, WORK);
  document.maintenances.push({
    externalId: work.id,
    title: named(work.name, work.id),
    announcedAt: work.created_at,
    scheduledFor: from,
    scheduledUntil: until,
    startedAt: updates.find(({ phase }) => (phase as string) === 'in_progress')?.at ?? null,
    endedAt: work.resolved_at ?? null,
    phase: work.status as 'completed',
    componentIds: [
      ...new Set([
        ...(work.components ?? []).map(({ id }) => id),
        ...updates.flatMap(({ components }) => components.map((each) => each.componentId)),
      ]),
    ],
    updates,
  });
}
