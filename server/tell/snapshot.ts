/**
 * From facts to the snapshot, pure: what the public may know, at one instant. A component is as bad as the worst of
 * what a person set, what its open incidents declare and its maintenance; one that nobody can vouch for is unknown,
 * never green.
 */
import type {
  LatencySeries,
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
} from '@candor/protocol/snapshot.ts';
import type { ComponentStatus, IncidentPhase, MaintenancePhase } from '@candor/protocol/words-of-state.ts';
import type { Component, Group, Page } from '#catalog';
import { type Incident, isOpen, promiseOf, type Span, troubleSpans, worse } from '#timeline';
import { dayRecords, floored, lastDays, lastMonths, monthRecords, uptimePercent } from './bars.ts';

export const DAYS_SHOWN = 90;
/** Judged by the reader's clock; the page is made anew every minute when calm. */
export const VALID_MS = 180_000;
const PAST_INCIDENTS = 100;
const MONTHS_SHOWN = 12;
const MOST_OTHER_MISSES = 200;

/** Blocks that later rooms hand over; the composition root collects them. */
export type Blocks = {
  postmortems: Map<string, { url: string; title: string; publishedAt: string }>;
  links: Snapshot['links'];
  /** Incidents about which readers may ask, and where. */
  questions?: ReadonlyMap<string, string>;
};

export type Known = {
  nowMs: number;
  version: number;
  url: string;
  page: Page;
  groups: readonly Group[];
  components: readonly Component[];
  incidents: readonly Incident[];
  /** No longer shown; their promises count. */
  former?: readonly Incident[];
  /** Components whose monitors cannot say anything at the moment. */
  unknown: ReadonlySet<string>;
  /** How fast each component answered. */
  latency?: ReadonlyMap<string, LatencySeries[]>;
  blocks: Blocks;
  /** How many past incidents and maintenances; as many as the page shows when left out. */
  past?: number;
};

export function makeSnapshot(known: Known): Snapshot {
  const { nowMs, version, url, page, incidents, blocks, past = PAST_INCIDENTS, former = [] } = known;
  const spans = Map.groupBy(troubleSpans(incidents), ({ componentId }) => componentId);
  const open = incidents.filter((incident) => incident.kind === 'incident' && isOpen(incident));
  const days = lastDays(nowMs, page.timeZone, DAYS_SHOWN);
  const months = lastMonths(nowMs, page.timeZone, MONTHS_SHOWN);
  const outages = incidents.filter(isOutage);
  const here = new Set(incidents.map(({ id }) => id));
  let ended = 0;
  const shown = outages.filter((incident, i) => isOpen(incident) || i < past);
  return {
    schema: 'candor.snapshot/1',
    version,
    madeAt: new Date(nowMs).toISOString(),
    validUntil: new Date(nowMs + VALID_MS).toISOString(),
    page: {
      id: page.id,
      slug: page.slug,
      name: page.name,
      description: page.description,
      url,
      timeZone: page.timeZone,
      locales: page.locales,
      supportUrl: page.supportUrl,
      updatedAt: incidents.reduce(
        (latest, { lastFactAt }) => (lastFactAt > latest ? lastFactAt : latest),
        page.updatedAt,
      ),
    },
    groups: known.groups.map(({ id, name, position, createdAt, updatedAt }) => ({
      id,
      name,
      position,
      createdAt,
      updatedAt,
    })),
    components: known.components.map((component) => {
      const mine = spans.get(component.id) ?? [];
      const knownSinceMs = Math.min(
        Date.parse(component.startDate ?? component.createdAt),
        ...mine.map((span) => span.startMs),
      );
      const fromMs = Math.max(days[0]!.startMs, knownSinceMs);
      const {
        id,
        name,
        description,
        groupId,
        position,
        showcase,
        onlyShowIfDegraded,
        startDate,
        createdAt,
        updatedAt,
      } = component;
      return {
        id,
        name,
        description,
        status: statusOf(component, open, mine, known.unknown.has(id)),
        groupId,
        position,
        showcase,
        onlyShowIfDegraded,
        startDate,
        createdAt,
        updatedAt,
        days: dayRecords(mine, days, nowMs, knownSinceMs),
        uptime: floored(uptimePercent(mine, fromMs, nowMs)),
        months: monthRecords(mine, months, nowMs, knownSinceMs),
        latency: known.latency?.get(id) ?? [],
      };
    }),
    incidents: shown.map((incident) => ({
      ...toIncident(incident, blocks, nowMs),
      ...linksOf(incident, here),
    })),
    maintenances: incidents
      .filter(({ kind }) => kind === 'maintenance')
      // What is ahead or under way is never cut off by what is further ahead.
      .filter((maintenance) => isOpen(maintenance) || ended++ < past)
      .map((maintenance) => ({ ...toMaintenance(maintenance), ...linksOf(maintenance, here) })),
    // Promises and minutes that another page kept or missed are not this one's record.
    record: recordOf(outages.filter(isOwn), {
      blocks,
      // What was promised to its readers counts, also when nothing more is said of it.
      promising: [...outages, ...former.filter(isOutage)].filter(isOwn),
      listed: new Set(shown.map(({ id }) => id)),
    }),
    links: blocks.links,
  };
}

/** The worst of what a person set, what lasts, and what open incidents declare; unknown only where nothing is worse. */
function statusOf(
  component: Component,
  open: readonly Incident[],
  spans: readonly Span[],
  unknown: boolean,
): ComponentStatus {
  const declared = open.flatMap((incident) => {
    const failing = incident.symptoms.some(
      (symptom) => symptom.componentId === component.id && symptom.recoveredAt === null,
    );
    const watched = incident.symptoms.some((symptom) => symptom.componentId === component.id);
    // Where monitors saw it and see it working again, their word is newer than the declaration of the opening.
    if (
      watched &&
      !failing &&
      !incident.updates.some(({ components, origin }) => origin === 'person' && components.length > 0)
    )
      return [];
    return incident.components
      .filter(({ componentId }) => componentId === component.id)
      .map(({ status }) => status);
  });
  const lasting = spans.filter((span) => span.endMs === null).map(({ status }) => status);
  const worst = [component.manualStatus ?? 'operational', ...declared, ...lasting].reduce<ComponentStatus>(
    worse,
    'operational',
  );
  return unknown ? worse(worst, 'unknown') : worst;
}

function shared(incident: Incident) {
  return {
    id: incident.id,
    title: incident.title,
    components: incident.components,
    ...(incident.openedComponents.length > 0 ? { opened: incident.openedComponents } : {}),
    startedAt: incident.startedAt,
    createdAt: incident.openedAt,
    updatedAt: incident.lastFactAt,
    resolvedAt: incident.resolvedAt,
    updates: incident.updates
      .map((update, i) => ({ ...update, promise: promiseOf(incident, i) }))
      .toReversed()
      .map(({ id, phase, at, text, origin, nextUpdateBy, components, step, corrections, promise }) => ({
        id,
        phase,
        at,
        text,
        origin,
        nextUpdateBy,
        components,
        ...(step ? { step } : {}),
        corrections: corrections.map((correction) => ({
          at: correction.at,
          was: correction.was,
          reason: correction.reason,
        })),
        ...(promise ? { promise } : {}),
      })),
  };
}

function toIncident(incident: Incident, blocks: Blocks, nowMs: number): SnapshotIncident {
  const { promise, estimate } = incident;
  const gone = (instant: string | null) => instant !== null && Date.parse(instant) < nowMs;
  const count = (outcome: string) =>
    incident.promises.filter((promise) => promise.outcome === outcome).length;
  return {
    ...shared(incident),
    phase: incident.phase as IncidentPhase,
    severity: incident.severity,
    impact: incident.impact,
    firstWordAt: incident.firstWordAt,
    monitoringAt: incident.monitoringAt,
    recoveredAt: incident.recoveredAt,
    nextUpdateBy: isOpen(incident) ? (promise?.dueAt ?? null) : null,
    overdue: isOpen(incident) && gone(promise?.dueAt ?? null),
    eta: estimate && {
      at: estimate.recoveryAt,
      basis: estimate.basis,
      givenAt: estimate.givenAt,
      passed: gone(estimate.recoveryAt),
    },
    workaround: incident.workaround,
    promises: { kept: count('kept'), keptByNote: count('kept-by-note'), missed: count('missed') },
    postponed: incident.snoozes.length,
    postmortem: blocks.postmortems.get(incident.id) ?? null,
    ...(blocks.questions?.has(incident.id) ? { questionsUrl: blocks.questions.get(incident.id)! } : {}),
  };
}

const linksOf = ({ related }: Incident, here: ReadonlySet<string>) => {
  const shown = related.filter((id) => here.has(id));
  return shown.length > 0 ? { related: shown } : {};
};

const toMaintenance = (maintenance: Incident): SnapshotMaintenance => ({
  ...shared(maintenance),
  phase: maintenance.phase as MaintenancePhase,
  scheduledFor: maintenance.scheduledFor ?? maintenance.startedAt,
  scheduledUntil: maintenance.scheduledUntil ?? maintenance.startedAt,
  ...(maintenance.impact ? { impact: maintenance.impact } : {}),
  ...(maintenance.workaround ? { whatToDo: maintenance.workaround } : {}),
});

const isOutage = ({ kind, firstWordAt }: Incident) => kind === 'incident' && firstWordAt !== null;
const isOwn = ({ detectedBy }: Incident) => detectedBy !== 'import';

/** The times of one incident's missed promises. */
const missesOf = (incident: Incident) =>
  incident.updates.flatMap(({ nextUpdateBy: dueAt }, i) => {
    const ended = promiseOf(incident, i);
    return dueAt && ended?.outcome === 'missed' ? [{ dueAt, spokenAt: ended.spokenAt }] : [];
  });

function recordOf(
  outages: readonly Incident[],
  {
    blocks,
    promising,
    listed,
  }: { blocks: Blocks; promising: readonly Incident[]; listed: ReadonlySet<string> },
): Snapshot['record'] {
  const minutes = outages
    .map((incident) => (Date.parse(incident.firstWordAt!) - Date.parse(incident.startedAt)) / 60_000)
    .filter((value) => value >= 0);
  const median = medianOf(minutes);
  const ended = outages.filter((incident) => incident.resolvedAt !== null);
  const days = ended.flatMap(({ id, resolvedAt }) => {
    const published = blocks.postmortems.get(id);
    return published ? [(Date.parse(published.publishedAt) - Date.parse(resolvedAt!)) / 86_400_000] : [];
  });
  const medianDays = medianOf(days);
  const count = (outcome: string) =>
    promising.reduce(
      (sum, { promises }) => sum + promises.filter((promise) => promise.outcome === outcome).length,
      0,
    );
  return {
    incidents: outages.length,
    medianMinutesToFirstWord: median === null ? null : Math.round(median * 100) / 100,
    promisesKept: count('kept'),
    promisesKeptByNote: count('kept-by-note'),
    promisesMissed: count('missed'),
    promisesPostponed: promising.reduce((sum, { snoozes }) => sum + snoozes.length, 0),
    otherMisses: promising
      .filter(({ id }) => !listed.has(id))
      .flatMap(missesOf)
      .sort((a, b) => b.dueAt.localeCompare(a.dueAt))
      .slice(0, MOST_OTHER_MISSES),
    ended: ended.length,
    postmortemsPublished: days.length,
    medianDaysToPostmortem: medianDays === null ? null : Math.max(0, Math.round(medianDays * 10) / 10),
    postmortems: [...blocks.postmortems.values()]
      .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt))
      .slice(0, 5),
  };
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
