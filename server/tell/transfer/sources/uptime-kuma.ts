/**
 * Uptime Kuma's own database file, of 1.x and of 2.x on SQLite. Tables and columns: its migrations (db/old_migrations
 * and db/knex_migrations of louislam/uptime-kuma); columns that a version lacks read as absent. Opened to read only;
 * an installation on MariaDB has no such file. What its heartbeats say of the past becomes one incident for each
 * component and day, with the exact stretches in it.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { flag, kumaMonitor, number, type Row, text } from './kuma-monitor.ts';
import { emptyDocument, english, type Foreign, leave, localMoment, named, place } from './shape.ts';

export type KumaOptions = {
  file: string;
  /** The slug of the status page; the first when left out. */
  page?: string | undefined;
};

const MOST_OUTAGES_A_DAY = 1_000;

export function readUptimeKuma({ file, page: slug }: KumaOptions, { clock }: { clock: Clock }): Foreign {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { readOnly: true });
  } catch (error) {
    throw new Problem('import.invalid', `The file ${file} could not be opened. Nothing was changed.`, {
      cause: error,
    });
  }
  try {
    return readDatabase(database, slug, clock);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'import.invalid',
      `${file} is not a database of Uptime Kuma, or it is damaged (${(error as Error).message}). Copy kuma.db together with kuma.db-wal while Kuma is stopped; an installation on MariaDB has no such file. Nothing was changed.`,
      { cause: error },
    );
  } finally {
    database.close();
  }
}

function readDatabase(database: DatabaseSync, slug: string | undefined, clock: Clock): Foreign {
  const tables = new Set(
    database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map((row) => String(row['name'])),
  );
  const all = (table: string, more = ''): Row[] =>
    tables.has(table) ? (database.prepare(`select * from "${table}" ${more}`).all() as Row[]) : [];
  if (!tables.has('monitor') || !tables.has('heartbeat'))
    throw new Error('there is no table of monitors in it');

  const pages = all('status_page', 'order by id');
  const page = slug ? pages.find((each) => text(each, 'slug') === slug) : pages[0];
  if (slug && !page)
    throw new Problem(
      'import.invalid',
      `There is no status page "${slug}" in it; there are ${pages.map((each) => `"${text(each, 'slug')}"`).join(', ') || 'none'}. Nothing was changed.`,
    );
  const id = text(page ?? {}, 'slug') ?? 'default';
  const document = emptyDocument('uptime-kuma', id, text(page ?? {}, 'title') ?? 'Uptime Kuma', clock.now());
  if (page)
    document.page = {
      externalId: id,
      name: text(page, 'title')?.slice(0, 200) ?? 'Status',
      description: text(page, 'description')?.slice(0, 2_000) ?? undefined,
    };
  leave(
    document,
    'page',
    'other status pages',
    'one page is imported at a time; name another',
    Math.max(0, pages.length - 1),
  );
  leave(
    document,
    'carriers',
    'notifications',
    'whom Uptime Kuma writes to is set up here under Escalation',
    all('notification').length,
  );
  leave(document, 'page', 'look, password and domain of the page', 'set them under Settings, Public page');

  const monitors = all('monitor', 'order by weight desc, name');
  const onPage = addCatalog(
    document,
    monitors,
    all('group', 'order by weight, id'),
    all('monitor_group', 'order by weight, id'),
    page,
  );
  for (const monitor of onPage) {
    const externalId = String(monitor['id']);
    const made = kumaMonitor(monitor);
    if (typeof made === 'string')
      leave(document, 'monitors', `"${text(monitor, 'name') ?? externalId}"`, made);
    else document.monitors.push({ ...made, externalId, componentId: externalId });
  }
  for (const monitor of onPage)
    addOutages(
      document,
      monitor,
      all('heartbeat', `where important = 1 and monitor_id = ${number(monitor, 'id')} order by time, id`),
    );
  for (const incident of all('incident', 'order by id'))
    if (!page || number(incident, 'status_page_id', number(page, 'id')) === number(page, 'id'))
      addNotice(document, incident);
  const zone = all('setting').find((row) => text(row, 'key') === 'serverTimezone');
  const affected = all('monitor_maintenance');
  const known = new Set(document.components.map(({ externalId }) => externalId));
  for (const work of all('maintenance', 'order by id'))
    addMaintenance(document, work, {
      zone: String(text(zone ?? {}, 'value') ?? 'UTC').replace(/"/g, ''),
      slots: all('maintenance_timeslot', `where maintenance_id = ${number(work, 'id')} order by start_date`),
      componentIds: affected
        .filter((row) => row['maintenance_id'] === work['id'])
        .map((row) => String(row['monitor_id']))
        .filter((monitorId) => known.has(monitorId)),
      nowAt: clock.now(),
    });
  return document;
}

/** The monitors that the page shows, in its groups; without a page all of them, in the groups that Kuma 2 has. */
function addCatalog(
  document: Foreign,
  monitors: Row[],
  groups: Row[],
  members: Row[],
  page: Row | undefined,
): Row[] {
  const shown = groups.filter((group) =>
    page ? number(group, 'status_page_id', number(page, 'id')) === number(page, 'id') : flag(group, 'public'),
  );
  const byId = new Map(monitors.map((monitor) => [number(monitor, 'id'), monitor]));
  const placed = new Map<number, string>();
  for (const [i, group] of shown.entries()) {
    const externalId = `group-${group['id']}`;
    document.groups.push({ externalId, name: named(text(group, 'name'), externalId), position: i });
    for (const member of members)
      if (member['group_id'] === group['id'] && !placed.has(number(member, 'monitor_id')))
        placed.set(number(member, 'monitor_id'), externalId);
  }
  if (placed.size === 0)
    for (const monitor of monitors) {
      if (text(monitor, 'type') === 'group')
        document.groups.push({
          externalId: `monitor-${monitor['id']}`,
          name: named(text(monitor, 'name'), String(monitor['id'])),
        });
      else placed.set(number(monitor, 'id'), monitor['parent'] ? `monitor-${monitor['parent']}` : '');
    }
  const known = new Set(document.groups.map(({ externalId }) => externalId));
  const onPage: Row[] = [...placed.keys()].flatMap((monitorId) => {
    const monitor = byId.get(monitorId);
    return monitor ? [monitor] : [];
  });
  for (const [i, monitor] of onPage.entries()) {
    const group = placed.get(number(monitor, 'id')) ?? '';
    document.components.push({
      externalId: String(monitor['id']),
      name: named(text(monitor, 'name'), String(monitor['id'])),
      groupId: known.has(group) ? group : null,
      description: text(monitor, 'description') ? english(text(monitor, 'description')) : undefined,
      position: place(i),
    });
  }
  leave(
    document,
    'monitors',
    'monitors that the page does not show',
    'only what the page shows is imported',
    monitors.filter((each) => !placed.has(number(each, 'id')) && text(each, 'type') !== 'group').length,
  );
  return onPage;
}

const DOWN = 0;
const UP = 1;

/** Kuma marks a beat as important when the state changed: from "down" to the next that is not is one stretch. */
function addOutages(document: Foreign, monitor: Row, beats: Row[]): void {
  const componentId = String(monitor['id']);
  const name = text(monitor, 'name')?.slice(0, 200) || `Monitor ${componentId}`;
  const stretches: { from: string; to: string; detail: string }[] = [];
  let down: { from: string; detail: string } | null = null;
  for (const beat of beats) {
    const at = localMoment(text(beat, 'time') ?? '', 'UTC');
    if (!at) continue;
    const status = number(beat, 'status', UP);
    if (status === DOWN) down ??= { from: at, detail: (text(beat, 'msg') ?? 'down').slice(0, 2_000) };
    else if (down && status !== 2) {
      stretches.push({ ...down, to: at });
      down = null;
    }
  }
  if (down)
    leave(document, 'incidents', `the outage of "${name}" that began at ${down.from}`, 'it had not ended');
  const days = Map.groupBy(stretches, ({ from }) => from.slice(0, 10));
  for (const [day, all] of days) {
    const those = all.slice(0, MOST_OUTAGES_A_DAY);
    const last = those.at(-1);
    const first = those[0];
    if (!first || !last) continue;
    const minutes = those.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0) / 60_000;
    const long =
      minutes < 1
        ? 'less than a minute'
        : `${Math.round(minutes)} ${Math.round(minutes) === 1 ? 'minute' : 'minutes'}`;
    const component = named(name, componentId).en;
    const title =
      those.length === 1
        ? `${component} did not answer`
        : `${component} did not answer ${those.length} times`;
    document.incidents.push({
      externalId: `outage:${componentId}:${day}`,
      title: { en: title.slice(0, 500) },
      severity: 2,
      startedAt: first.from,
      openedAt: first.from,
      components: [],
      outages: those.map((stretch) => ({ ...stretch, componentId, monitor: name, status: 'major_outage' })),
      updates: [
        {
          externalId: `outage:${componentId}:${day}:${last.to}`,
          at: last.to,
          phase: 'resolved',
          origin: 'automatic',
          text: { en: `Uptime Kuma saw that ${component} did not answer, for ${long} in all.` },
          components: [{ componentId, status: 'operational' }],
        },
      ],
    });
  }
}

const STYLE: Record<string, 2 | 3 | 4> = { danger: 2, warning: 3 };

/** A pinned notice on the page: it has one text, and is over when it was taken down. */
function addNotice(document: Foreign, notice: Row) {
  const externalId = `notice-${notice['id']}`;
  const at = localMoment(text(notice, 'created_date') ?? '', 'UTC');
  if (!at) return leave(document, 'incidents', `"${text(notice, 'title') ?? externalId}"`, 'it has no time');
  const changed = localMoment(text(notice, 'last_updated_date') ?? '', 'UTC');
  const over = !(flag(notice, 'pin') && number(notice, 'active', 1) === 1);
  document.incidents.push({
    externalId,
    title: named(text(notice, 'title'), externalId),
    severity: STYLE[text(notice, 'style') ?? ''] ?? 4,
    startedAt: at,
    openedAt: at,
    updates: [
      { externalId, at, phase: 'investigating', text: english(text(notice, 'content')) },
      ...(over
        ? [
            {
              externalId: `${externalId}:end`,
              at: changed && changed > at ? changed : at,
              phase: 'resolved' as const,
              origin: 'automatic' as const,
              text: { en: 'This notice was taken down.' },
            },
          ]
        : []),
    ],
  });
}

function addMaintenance(
  document: Foreign,
  work: Row,
  { zone, slots, componentIds, nowAt }: { zone: string; slots: Row[]; componentIds: string[]; nowAt: string },
) {
  const externalId = `maintenance-${work['id']}`;
  const title = named(text(work, 'title'), externalId);
  const strategy = text(work, 'strategy') ?? 'single';
  const out = (why: string) => leave(document, 'maintenances', `"${title.en}"`, why);
  if (strategy !== 'single') return out(`it is of the kind "${strategy}"; plan each time here`);
  // Until 1.21 the times stood in slots of their own and in UTC.
  const [slot] = slots;
  const own = text(work, 'timezone');
  const clockZone = slot ? 'UTC' : !own || own === 'SAME_AS_SERVER' ? zone : own;
  const from = localMoment(text(slot ?? work, 'start_date') ?? '', clockZone);
  const until = localMoment(text(slot ?? work, 'end_date') ?? '', clockZone);
  if (!from || !until) return out('it has no planned time');
  const phase = nowAt < from ? 'scheduled' : nowAt < until ? 'in_progress' : 'completed';
  const announcedAt = from < nowAt ? from : nowAt;
  document.maintenances.push({
    externalId,
    title,
    announcedAt,
    scheduledFor: from,
    scheduledUntil: until,
    startedAt: phase === 'scheduled' ? null : from,
    endedAt: phase === 'completed' ? until : null,
    phase: number(work, 'active', 1) === 1 || phase === 'completed' ? phase : 'cancelled',
    componentIds,
    updates: [
      { externalId, at: announcedAt, phase: 'scheduled', text: english(text(work, 'description'), title.en) },
    ],
  });
}
