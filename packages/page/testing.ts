/** A page with something of everything: an open incident with an estimate, a maintenance, a past of ninety days. */
import { Snapshot } from '@candor/protocol/snapshot.ts';

export const NOW = '2026-03-01T12:05:00.000Z';
const DAY_MS = 86_400_000;
const at = (minutesFromNow: number) => new Date(Date.parse(NOW) + minutesFromNow * 60_000).toISOString();

export const idOf = (kind: string, n: number) => `${kind}_${String(n).padStart(26, '0')}`;

type Component = Snapshot['components'][number];

export function componentOf(n: number, more: Partial<Component> = {}): Component {
  return {
    id: idOf('cmp', n),
    name: { en: `Service ${n}`, de: `Dienst ${n}` },
    description: null,
    status: 'operational',
    groupId: null,
    position: n,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: null,
    createdAt: at(-200 * 1_440),
    updatedAt: at(-200 * 1_440),
    days: Array.from({ length: 90 }, (_, i) => {
      const bad = i % 31 === (n * 7) % 31;
      return {
        date: new Date(Date.parse(NOW) - (89 - i) * DAY_MS).toISOString().slice(0, 10),
        status: bad ? 'partial_outage' : 'operational',
        downMinutes: bad ? 7.5 : 0,
        degradedMinutes: 0,
        maintenanceMinutes: 0,
      } as const;
    }),
    uptime: 99.983,
    months: [
      { month: '2026-03', uptime: 100, downMinutes: 0 },
      { month: '2026-02', uptime: 99.981, downMinutes: 7.5 },
    ],
    latency: [
      {
        from: '2026-02-28T12:00:00.000Z',
        stepSeconds: 3_600,
        p50: Array.from({ length: 24 }, (_, i) => (i === 7 ? null : 120 + i)),
        p95: Array.from({ length: 24 }, (_, i) => (i === 7 ? null : 300 + 10 * i)),
      },
    ],
    ...more,
  };
}

type Incident = Snapshot['incidents'][number];

export function incidentOf(n: number, more: Partial<Incident> = {}): Incident {
  const startedAt = more.startedAt ?? at(-35);
  return {
    id: idOf('inc', n),
    title: { en: 'Service 1 does not take payments', de: 'Dienst 1 nimmt keine Zahlungen an' },
    components: [{ componentId: idOf('cmp', 1), status: 'major_outage' }],
    startedAt,
    createdAt: startedAt,
    updatedAt: startedAt,
    resolvedAt: null,
    phase: 'identified',
    severity: 1,
    impact: { en: 'One in five payments ends with an error.', de: 'Jede fünfte Zahlung schlägt fehl.' },
    firstWordAt: startedAt,
    monitoringAt: null,
    recoveredAt: null,
    nextUpdateBy: at(15),
    overdue: false,
    eta: { at: at(65), basis: { en: 'the last restore took 40 minutes' }, givenAt: at(-5), passed: false },
    workaround: { en: 'Pay **by invoice**.', de: 'Zahlen Sie **auf Rechnung**.' },
    promises: { kept: 1, keptByNote: 0, missed: 0 },
    postponed: 0,
    postmortem: null,
    updates: [
      {
        id: idOf('upd', n),
        phase: 'identified',
        at: at(-15),
        text: { en: 'A database is full. We are adding space.', de: 'Eine Datenbank ist voll.' },
        origin: 'person',
        nextUpdateBy: at(15),
        components: [],
        corrections: [{ at: at(-10), was: { en: 'A database is slow.' }, reason: 'it is full, not slow' }],
      },
    ],
    ...more,
  };
}

export const resolvedOf = (n: number, startedAt: string): Incident =>
  incidentOf(n, {
    title: { en: `Old trouble ${n}` },
    startedAt,
    resolvedAt: new Date(Date.parse(startedAt) + 42 * 60_000).toISOString(),
    phase: 'resolved',
    nextUpdateBy: null,
    eta: null,
    workaround: null,
    updates: [
      {
        id: idOf('upd', n),
        phase: 'resolved',
        at: new Date(Date.parse(startedAt) + 42 * 60_000).toISOString(),
        text: { en: `You can use it again. Number ${n}.` },
        origin: 'person',
        nextUpdateBy: null,
        components: [],
        corrections: [],
      },
    ],
  });

export function snapshotOf(more: Partial<Snapshot> = {}): Snapshot {
  return Snapshot.parse({
    schema: 'candor.snapshot/1',
    version: 1,
    madeAt: NOW,
    validUntil: at(3),
    page: {
      id: 'pag_1',
      slug: 'main',
      name: 'Demo Shop',
      description: null,
      url: 'https://status.shop.example',
      timeZone: 'UTC',
      locales: ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he'],
      supportUrl: null,
      updatedAt: NOW,
    },
    groups: [
      { id: idOf('grp', 1), name: { en: 'Shop' }, position: 1, createdAt: NOW, updatedAt: NOW },
      { id: idOf('grp', 2), name: { en: 'Account' }, position: 2, createdAt: NOW, updatedAt: NOW },
    ],
    components: [
      componentOf(1, { status: 'major_outage', groupId: idOf('grp', 1) }),
      componentOf(2, { groupId: idOf('grp', 1) }),
      componentOf(3, { groupId: idOf('grp', 2) }),
    ],
    incidents: [incidentOf(1), resolvedOf(2, '2026-02-27T09:10:00.000Z')],
    maintenances: [
      {
        id: idOf('mnt', 1),
        title: { en: 'New certificates' },
        components: [{ componentId: idOf('cmp', 3), status: 'under_maintenance' }],
        startedAt: at(1_440),
        createdAt: NOW,
        updatedAt: NOW,
        resolvedAt: null,
        updates: [],
        phase: 'scheduled',
        scheduledFor: at(1_440),
        scheduledUntil: at(1_500),
      },
    ],
    record: {
      incidents: 2,
      medianMinutesToFirstWord: 4,
      promisesKept: 3,
      promisesKeptByNote: 1,
      promisesMissed: 1,
      ended: 1,
      postmortemsPublished: 1,
      medianDaysToPostmortem: 2.5,
      postmortems: [],
    },
    links: [],
    ...more,
  });
}
