/** A pretend Cachet: the API v1 of 2.4, and the JSON:API of 3.x after the resources of cachethq/core. */
import { type PretendApi, slice, startApi } from './json-api.ts';

export const CACHET_KEY = 'cachet-key-for-tests';

const string = (text: string) => ({ human: 'a while ago', string: text });

export async function startCachetApi({ incidents: many = 104 } = {}): Promise<PretendApi> {
  const day = (i: number, time: string) =>
    `${new Date(Date.parse('2026-02-20T00:00:00.000Z') - i * 86_400_000).toISOString().slice(0, 10)} ${time}`;
  const two: Record<string, unknown[]> = {
    '/api/v1/components/groups': [
      { id: 1, name: 'Websites', order: 1, collapsed: 0, visible: 1, created_at: '2025-01-01 00:00:00' },
    ],
    '/api/v1/components': [
      {
        id: 1,
        name: 'API',
        description: 'Used by apps',
        link: '',
        status: 1,
        order: 0,
        group_id: 0,
        enabled: true,
        status_name: 'Operational',
        tags: {},
      },
      {
        id: 2,
        name: 'Shop',
        description: '',
        link: '',
        status: 1,
        order: 1,
        group_id: 1,
        enabled: true,
        status_name: 'Operational',
        tags: {},
      },
      {
        id: 3,
        name: 'Off',
        description: '',
        link: '',
        status: 4,
        order: 2,
        group_id: 1,
        enabled: false,
        status_name: 'Major Outage',
        tags: {},
      },
    ],
    '/api/v1/incidents': Array.from({ length: many }, (_, i) => ({
      id: i + 1,
      component_id: 2,
      name: `Shop is down, number ${i}`,
      message: 'We are looking.',
      status: 4,
      visible: i === 1 ? 0 : 1,
      stickied: false,
      occurred_at: day(i, '10:00:00'),
      scheduled_at: null,
      created_at: day(i, '10:00:00'),
      updated_at: day(i, '11:00:00'),
      human_status: 'Fixed',
      latest_status: 4,
      is_resolved: true,
    })),
    '/api/v1/schedules': [
      {
        id: 1,
        name: 'New disks',
        message: 'We change disks.',
        status: 2,
        scheduled_at: '2026-02-10 02:00:00',
        completed_at: '2026-02-10 03:00:00',
        created_at: '2026-02-09 00:00:00',
        components: [{ id: 9, schedule_id: 1, component_id: 2 }],
      },
    ],
    '/api/v1/subscribers': [
      {
        id: 1,
        email: 'ada@customer.example',
        phone_number: null,
        verified_at: '2025-01-01 00:00:00',
        created_at: '2025-01-01 00:00:00',
        global: true,
        subscriptions: [],
      },
      {
        id: 2,
        email: 'bo@customer.example',
        verified_at: '2025-01-01 00:00:00',
        created_at: '2025-01-01 00:00:00',
        global: false,
        subscriptions: [{ id: 1, subscriber_id: 2, component_id: 2 }],
      },
      {
        id: 3,
        email: 'never@customer.example',
        verified_at: null,
        created_at: '2025-01-01 00:00:00',
        global: true,
        subscriptions: [],
      },
    ],
  };
  const updates = (id: number) => [
    {
      id: id * 10,
      incident_id: id,
      status: 2,
      message: 'A disk is full.',
      user_id: 1,
      created_at: day(id - 1, '10:20:00'),
      human_status: 'Identified',
    },
    {
      id: id * 10 + 1,
      incident_id: id,
      status: 4,
      message: 'We made room.',
      user_id: 1,
      created_at: day(id - 1, '11:00:00'),
      human_status: 'Fixed',
    },
  ];

  const thing = (type: string, id: number, attributes: object, relationships: object = {}) => ({
    id: String(id),
    type,
    attributes: { id, ...attributes },
    relationships,
  });
  const ref = (type: string, ...ids: number[]) => ({ data: ids.map((id) => ({ type, id: String(id) })) });
  const three: Record<string, { data: unknown[]; included?: unknown[] }> = {
    '/api/component-groups': {
      data: [thing('componentGroups', 1, { name: 'Websites', order: 1, collapsed: false, visible: 2 })],
    },
    '/api/components': {
      data: [
        thing(
          'components',
          1,
          {
            name: 'API',
            description: null,
            order: 0,
            status: { human: 'Operational', value: 1 },
            enabled: true,
          },
          { group: { data: null } },
        ),
        thing(
          'components',
          2,
          {
            name: 'Shop',
            description: 'All of it',
            order: 1,
            status: { human: 'Operational', value: 1 },
            enabled: true,
          },
          { group: { data: { type: 'componentGroups', id: '1' } } },
        ),
      ],
    },
    '/api/incidents': {
      data: [
        thing(
          'incidents',
          1,
          {
            guid: 'x',
            name: 'Shop is down',
            message: 'We are looking.',
            visible: 1,
            stickied: false,
            status: { human: 'Fixed', value: 4 },
            occurred: string('2026-02-20 10:00:00'),
            created: string('2026-02-20 10:00:01'),
            updated: string('2026-02-20 11:00:00'),
          },
          { components: ref('components', 2), updates: ref('updates', 1, 2) },
        ),
      ],
      included: [
        thing('updates', 1, {
          updateable_id: 1,
          message: 'A disk is full.',
          status: { human: 'Identified', value: 2 },
          created: string('2026-02-20 10:20:00'),
        }),
        thing('updates', 2, {
          updateable_id: 1,
          message: 'We made room.',
          status: { human: 'Fixed', value: 4 },
          created: string('2026-02-20 11:00:00'),
        }),
      ],
    },
    '/api/schedules': {
      data: [
        thing(
          'schedules',
          1,
          {
            name: 'New disks',
            message: 'We change disks.',
            status: { human: 'Complete', value: 2 },
            scheduled: string('2026-02-10 02:00:00'),
            completed: string('2026-02-10 03:00:00'),
            created: string('2026-02-09 00:00:00'),
          },
          { components: ref('components', 2), updates: ref('updates') },
        ),
      ],
    },
    '/api/subscribers': {
      data: [
        thing(
          'subscribers',
          1,
          {
            email: 'ada@customer.example',
            global: true,
            verified: true,
            verified_at: string('2025-01-01 00:00:00'),
            created: string('2025-01-01 00:00:00'),
          },
          { components: ref('components') },
        ),
      ],
    },
  };
  return startApi({
    accepts: (headers) =>
      headers['x-cachet-token'] === undefined && headers['authorization'] === undefined
        ? true
        : headers['x-cachet-token'] === CACHET_KEY || headers['authorization'] === `Bearer ${CACHET_KEY}`,
    answer(path, query) {
      const [, incident] = /^\/api\/v1\/incidents\/(\d+)\/updates$/.exec(path) ?? [];
      const all = incident ? updates(Number(incident)) : two[path];
      if (all) {
        const { items, page, per } = slice(all, query, { most: 50 });
        const pages = Math.max(1, Math.ceil(all.length / per));
        return {
          meta: {
            pagination: {
              total: all.length,
              count: items.length,
              per_page: per,
              current_page: page + 1,
              total_pages: pages,
              links: { next_page: null, previous_page: null },
            },
          },
          data: items,
        };
      }
      const found = three[path];
      if (!found) return null;
      const { items, page, per } = slice(found.data, query);
      return {
        data: items,
        included: found.included ?? [],
        links: { first: null, next: null, prev: null },
        meta: { current_page: page + 1, per_page: per },
      };
    },
  });
}
