/** Documents for tests: one small page with everything in it. */
import type { TransferDraft } from '@candor/protocol/transfer.ts';

const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

/** One incident a day, each half an hour long. */
export const incidentsOf = (count: number, lastDay = '2026-02-26T08:00:00.000Z') =>
  Array.from({ length: count }, (_, i): NonNullable<TransferDraft['incidents']>[number] => {
    const ms = Date.parse(lastDay) - i * 24 * HOUR_MS;
    const states = (status: 'major_outage' | 'operational') => [{ componentId: 'pay', status }];
    return {
      externalId: `inc${i}`,
      title: { en: `Payments fail, number ${i}` },
      severity: 2,
      startedAt: iso(ms),
      openedAt: iso(ms),
      components: states('major_outage'),
      updates: [
        {
          externalId: `a${i}`,
          at: iso(ms),
          phase: 'investigating',
          text: { en: 'You cannot pay.' },
          components: states('major_outage'),
        },
        {
          externalId: `b${i}`,
          at: iso(ms + HOUR_MS / 2),
          phase: 'resolved',
          text: { en: 'You can pay again.' },
          components: states('operational'),
        },
      ],
    };
  });

export const smallDocument = (more: Partial<TransferDraft> = {}): TransferDraft => ({
  schema: 'candor.export/1',
  source: { kind: 'statuspage', id: 'page1', name: 'Acme', readAt: '2026-03-01T12:00:00.000Z' },
  page: { externalId: 'page1', name: 'Acme Status', timeZone: 'Europe/Berlin' },
  groups: [{ externalId: 'shop', name: { en: 'Shop' }, position: 1 }],
  components: [
    { externalId: 'pay', groupId: 'shop', name: { en: 'Payments' }, position: 1 },
    { externalId: 'search', name: { en: 'Search' }, position: 2 },
  ],
  monitors: [
    {
      externalId: 'm1',
      componentId: 'pay',
      name: 'Payments answer',
      target: { kind: 'http', url: 'https://shop.example/pay' },
    },
    {
      externalId: 'm2',
      componentId: 'search',
      name: 'Search answers',
      target: { kind: 'tcp', host: 'search.example', port: 9200 },
      enabled: false,
    },
  ],
  maintenances: [
    {
      externalId: 'w1',
      title: { en: 'New database' },
      announcedAt: '2026-02-01T00:00:00.000Z',
      scheduledFor: '2026-02-02T00:00:00.000Z',
      scheduledUntil: '2026-02-02T02:00:00.000Z',
      startedAt: '2026-02-02T00:01:00.000Z',
      endedAt: '2026-02-02T01:30:00.000Z',
      phase: 'completed',
      componentIds: ['search'],
      updates: [
        {
          externalId: 'wu1',
          at: '2026-02-01T00:00:00.000Z',
          phase: 'scheduled',
          text: { en: 'We move to a new database.' },
        },
        {
          externalId: 'wu2',
          at: '2026-02-02T01:30:00.000Z',
          phase: 'completed',
          text: { en: 'It is done.' },
        },
      ],
    },
  ],
  subscribers: [
    {
      externalId: 's1',
      carrier: 'email',
      address: 'ada@example.org',
      state: 'active',
      createdAt: '2025-01-01T00:00:00.000Z',
      confirmedAt: '2025-01-02T00:00:00.000Z',
      timeZone: 'UTC',
      componentIds: ['pay'],
      oldLinks: ['oldtoken1234', '/subscriptions/unsubscribe/abcdefgh1234?locale=en'],
    },
    {
      externalId: 's2',
      carrier: 'email',
      address: 'bo@example.org',
      state: 'suppressed',
      createdAt: '2025-01-01T00:00:00.000Z',
      confirmedAt: '2025-01-01T00:00:00.000Z',
      endedAt: '2025-06-01T00:00:00.000Z',
      timeZone: 'UTC',
    },
    {
      externalId: 's3',
      carrier: 'webhook',
      address: 'https://hooks.example/candor',
      state: 'active',
      createdAt: '2025-01-01T00:00:00.000Z',
      confirmedAt: '2025-01-01T00:00:00.000Z',
      timeZone: 'UTC',
      secret: `whsec_${'A'.repeat(32)}`,
    },
  ],
  ...more,
});
