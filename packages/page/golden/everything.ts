/** One snapshot with every state that the formats have to say: what the golden files beside it were made from. */
import { type Snapshot, type SnapshotIncident, Snapshot as Shape } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus, IncidentPhase, MaintenancePhase } from '@candor/protocol/words-of-state.ts';

export const NOW = '2026-03-01T12:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

const day = (date: string, status: ComponentStatus | 'no_data', downMinutes = 0) => ({
  date,
  status,
  downMinutes,
  degradedMinutes: 0,
  maintenanceMinutes: 0,
});

const component = (
  id: string,
  name: string,
  status: ComponentStatus,
  position: number,
  more: Partial<Snapshot['components'][number]> = {},
): Snapshot['components'][number] => ({
  id,
  name: { en: name, de: `${name} (de)` },
  description: null,
  status,
  groupId: null,
  position,
  showcase: true,
  onlyShowIfDegraded: false,
  startDate: null,
  createdAt: at(-50_000),
  updatedAt: at(-20),
  days: [day('2026-02-28', 'operational'), day('2026-03-01', status, status === 'major_outage' ? 12.5 : 0)],
  uptime: 99.565,
  months: [],
  latency: [],
  ...more,
});

const update = (
  id: string,
  phase: IncidentPhase | MaintenancePhase,
  minutes: number,
  text: string,
  more: Partial<SnapshotIncident['updates'][number]> = {},
): SnapshotIncident['updates'][number] => ({
  id,
  phase,
  at: at(minutes),
  text: { en: text, de: `${text} (de)` },
  origin: 'person',
  nextUpdateBy: null,
  components: [],
  corrections: [],
  ...more,
});

const incident = (
  id: string,
  phase: IncidentPhase,
  more: Partial<SnapshotIncident>,
): SnapshotIncident => ({
  id,
  title: { en: `An incident that is ${phase}`, de: `Eine Störung: ${phase}` },
  components: [],
  startedAt: at(-40),
  createdAt: at(-39),
  updatedAt: at(-10),
  resolvedAt: null,
  phase,
  severity: 3,
  impact: null,
  firstWordAt: at(-38),
  monitoringAt: null,
  recoveredAt: null,
  nextUpdateBy: phase === 'resolved' ? null : at(20),
  overdue: false,
  eta: null,
  workaround: null,
  promises: { kept: 0, keptByNote: 0, missed: 0 },
  postponed: 0,
  postmortem: null,
  updates: [],
  ...more,
});

const maintenance = (
  id: string,
  phase: MaintenancePhase,
  from: number,
  updates: Snapshot['maintenances'][number]['updates'],
): Snapshot['maintenances'][number] => ({
  id,
  title: { en: `Planned work that is ${phase}` },
  components: [{ componentId: 'cmp_storage', status: 'under_maintenance' }],
  startedAt: at(from),
  createdAt: at(from - 1_440),
  updatedAt: updates[0]?.at ?? at(from - 1_440),
  resolvedAt: phase === 'completed' || phase === 'cancelled' ? (updates[0]?.at ?? null) : null,
  updates,
  phase,
  scheduledFor: at(from),
  scheduledUntil: at(from + 90),
});

export const everything: Snapshot = Shape.parse({
  schema: 'candor.snapshot/1',
  version: 7,
  madeAt: NOW,
  validUntil: at(3),
  page: {
    id: 'pag_demo',
    slug: 'status',
    name: 'Demo Shop',
    description: 'Orders, payments & <everything> around them',
    url: 'https://status.shop.example',
    timeZone: 'Europe/Berlin',
    locales: ['en', 'de'],
    supportUrl: 'https://shop.example/help',
    updatedAt: at(-10),
  },
  groups: [
    { id: 'grp_shop', name: { en: 'Shop' }, position: 1, createdAt: at(-60_000), updatedAt: at(-60_000) },
    { id: 'grp_calm', name: { en: 'Calm' }, position: 2, createdAt: at(-60_000), updatedAt: at(-60_000) },
  ],
  components: [
    component('cmp_checkout', 'Checkout', 'major_outage', 1, { groupId: 'grp_shop' }),
    component('cmp_search', 'Search', 'partial_outage', 2, {
      groupId: 'grp_shop',
      description: { en: 'Finds things' },
    }),
    component('cmp_photos', 'Photos', 'degraded_performance', 3, { groupId: 'grp_shop', showcase: false }),
    component('cmp_storage', 'Storage', 'under_maintenance', 4, { startDate: '2026-01-01' }),
    component('cmp_mail', 'Mail', 'unknown', 5, { uptime: null }),
    component('cmp_login', 'Sign-in', 'operational', 6, { groupId: 'grp_calm', onlyShowIfDegraded: true }),
  ],
  incidents: [
    incident('inc_investigating', 'investigating', {
      severity: 1,
      components: [{ componentId: 'cmp_checkout', status: 'major_outage' }],
      updates: [
        update('upd_note', 'investigating', -10, 'No change since 11:22 UTC.', { origin: 'note' }),
        update('upd_first', 'investigating', -38, 'You cannot **pay** at the checkout.', {
          nextUpdateBy: at(-8),
          components: [{ componentId: 'cmp_checkout', status: 'major_outage' }],
        }),
      ],
    }),
    incident('inc_identified', 'identified', {
      severity: 2,
      components: [{ componentId: 'cmp_search', status: 'partial_outage' }],
      updates: [
        update('upd_cause', 'identified', -15, 'We know the cause. See [more](https://shop.example/more).', {
          components: [{ componentId: 'cmp_search', status: 'partial_outage' }],
        }),
        update('upd_looking', 'investigating', -35, 'Search answers slowly.', {
          components: [{ componentId: 'cmp_search', status: 'degraded_performance' }],
        }),
      ],
    }),
    incident('inc_monitoring', 'monitoring', {
      monitoringAt: at(-12),
      recoveredAt: at(-13),
      updates: [update('upd_watching', 'monitoring', -12, 'A fix is in place; we are watching it.')],
    }),
    incident('inc_corrected', 'resolved', {
      severity: 4,
      startedAt: at(-3_000),
      createdAt: at(-2_999),
      updatedAt: at(-2_000),
      resolvedAt: at(-2_900),
      updates: [
        update('upd_over', 'resolved', -2_900, 'It was over at 11:40 UTC.', {
          corrections: [{ at: at(-2_000), was: { en: 'It was over at 11:30 UTC.' }, reason: 'wrong time' }],
        }),
      ],
    }),
    incident('inc_learned', 'resolved', {
      severity: 2,
      startedAt: at(-9_000),
      createdAt: at(-9_000),
      updatedAt: at(-5_000),
      resolvedAt: at(-8_900),
      postmortem: {
        url: '/postmortems/pmt_learned',
        title: 'Why nobody could search',
        publishedAt: at(-5_000),
      },
      updates: [
        update('upd_back', 'resolved', -8_900, 'Search works again.', {
          components: [{ componentId: 'cmp_search', status: 'operational' }],
        }),
        update('upd_gone', 'investigating', -8_990, 'Search does not answer.', {
          components: [{ componentId: 'cmp_search', status: 'major_outage' }],
        }),
      ],
    }),
  ],
  maintenances: [
    maintenance('mnt_scheduled', 'scheduled', 600, [
      update('upd_plan', 'scheduled', -840, 'We move the storage.', {
        components: [{ componentId: 'cmp_storage', status: 'under_maintenance' }],
      }),
    ]),
    maintenance('mnt_in_progress', 'in_progress', -30, [
      update('upd_begun', 'in_progress', -30, 'It has begun.', { origin: 'automatic' }),
    ]),
    maintenance('mnt_verifying', 'verifying', -60, [update('upd_check', 'verifying', -5, 'We are checking.')]),
    maintenance('mnt_completed', 'completed', -4_000, [update('upd_done', 'completed', -3_910, 'It is done.')]),
    maintenance('mnt_cancelled', 'cancelled', -6_000, [update('upd_off', 'cancelled', -6_100, 'It will not be.')]),
  ],
  record: {
    incidents: 5,
    medianMinutesToFirstWord: 2,
    promisesKept: 1,
    promisesKeptByNote: 0,
    promisesMissed: 0,
    postmortems: [],
  },
  links: [],
});

/** The same service on a calm day. */
export const calm: Snapshot = {
  ...everything,
  components: everything.components.map((each) => ({ ...each, status: 'operational' })),
  incidents: everything.incidents.filter(({ phase }) => phase === 'resolved'),
  maintenances: everything.maintenances.filter(({ phase }) => phase === 'completed'),
};
