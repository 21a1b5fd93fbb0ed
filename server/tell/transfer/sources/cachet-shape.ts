/**
 * What incidents, maintenance and subscribers of Cachet come down to in both of its APIs, and how they become ours: the
 * numbers of its statuses, and times on the clocks of a zone. Pure. Shapes: see cachet.ts.
 */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { Problem } from '#lib/problem.ts';
import { english, type Foreign, leave, localMoment, named } from './shape.ts';

/** What both versions come down to. */
type Part = { id: string; status: number };
type Said = { id: string; status: number; message: string | null; at: string };
export type Event = {
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

/** An instant, or the refusal of the whole answer. */
export function moment(text: string | null | undefined, zone: string, where: string): string {
  const at = text ? localMoment(text, zone) : null;
  if (!at)
    throw new Problem(
      'import.invalid',
      `Cachet answered in a form that is not known: ${where} has no time. Nothing was changed.`,
    );
  return at;
}

export function addEvent(document: Foreign, event: Event) {
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

export function addWork(document: Foreign, work: Event): void {
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

export function addSubscriber(
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
