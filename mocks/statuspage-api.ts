/**
 * A pretend Statuspage: the REST API v1 with a key, and the public API v2 of the same page. Field by field as the
 * vendor's OpenAPI document prints them; lists come in pages, those of subscribers count from 0.
 */
import { type PretendApi, slice, startApi } from './json-api.ts';

export const STATUSPAGE_KEY = 'statuspage-key-for-tests';
export const STATUSPAGE_ID = 'kctbh9vrtdwd';

const at = (time: string) => `2026-02-${time}.000Z`;
const stamps = { created_at: at('01T00:00:00'), updated_at: at('01T00:00:00') };

const page = {
  id: STATUSPAGE_ID,
  ...stamps,
  name: 'Acme',
  page_description: 'How our services are doing',
  headline: null,
  branding: 'basic',
  subdomain: 'acme',
  domain: 'status.acme.example',
  url: 'https://status.acme.example',
  support_url: 'https://acme.example/help',
  hidden_from_search: false,
  allow_page_subscribers: true,
  allow_email_subscribers: true,
  allow_sms_subscribers: true,
  allow_webhook_subscribers: true,
  time_zone: 'Europe/Berlin',
};

const component = (id: string, name: string, position: number, more: object = {}) => ({
  id,
  page_id: STATUSPAGE_ID,
  group_id: null,
  ...stamps,
  group: false,
  name,
  description: null,
  position,
  status: 'operational',
  showcase: true,
  only_show_if_degraded: false,
  start_date: '2025-01-01',
  automation_email: `component+${id}@notifications.statuspage.example`,
  ...more,
});
const components = [
  component('grpapi000001', 'API', 1, { group: true, components: ['apieu0000001', 'apius0000001'] }),
  component('apieu0000001', 'Europe', 1, {
    group_id: 'grpapi000001',
    description: 'Requests from <b>Europe</b>',
  }),
  component('apius0000001', 'America', 2, { group_id: 'grpapi000001', only_show_if_degraded: true }),
  component('website00001', 'Website', 2),
];

const update = (
  id: string,
  status: string,
  time: string,
  body: string,
  affected: [string, string, string][] | null,
) => ({
  id,
  status,
  body,
  incident_id: '',
  created_at: at(time),
  updated_at: at(time),
  display_at: at(time),
  affected_components:
    affected?.map(([code, old_status, new_status]) => ({ code, name: code, old_status, new_status })) ?? null,
  deliver_notifications: true,
  custom_tweet: null,
  tweet_id: null,
});
const incident = (id: string, name: string, more: Record<string, unknown>) => ({
  id,
  name,
  page_id: STATUSPAGE_ID,
  status: 'resolved',
  impact: 'major',
  impact_override: null,
  shortlink: `https://stspg.example/${id}`,
  monitoring_at: null,
  resolved_at: null,
  scheduled_for: null,
  scheduled_until: null,
  postmortem_body: null,
  postmortem_published_at: null,
  metadata: {},
  components: [],
  ...more,
});

/** `count` past incidents besides those with a story, so that a list has several pages. */
function incidents(count: number) {
  const stories = [
    incident('incnew000001', 'Requests from Europe fail <b>partly</b>', {
      created_at: at('20T10:00:00'),
      started_at: at('20T09:55:00'),
      updated_at: at('21T10:00:00'),
      resolved_at: at('20T11:00:00'),
      status: 'postmortem',
      components: [components[1]],
      postmortem_body: 'A certificate had expired.',
      postmortem_published_at: at('21T10:00:00'),
      // Newest first, as the vendor sends them.
      incident_updates: [
        update('upd000000004', 'postmortem', '21T10:00:00', 'A certificate had expired.', null),
        update('upd000000003', 'resolved', '20T11:00:00', '<p>It works again.</p>', [
          ['apieu0000001', 'partial_outage', 'operational'],
        ]),
        update('upd000000002', 'identified', '20T10:20:00', 'A certificate.<br>We renew it.', null),
        update('upd000000001', 'investigating', '20T10:00:00', 'We are looking.', [
          ['apieu0000001', 'operational', 'partial_outage'],
        ]),
      ],
    }),
    incident('incopen00001', 'Website is slow', {
      created_at: at('28T10:00:00'),
      started_at: at('28T10:00:00'),
      updated_at: at('28T10:00:00'),
      status: 'investigating',
      impact: 'minor',
      components: [components[3]],
      incident_updates: [
        update('upd000000005', 'investigating', '28T10:00:00', 'We are looking.', [
          ['website00001', 'operational', 'degraded_performance'],
        ]),
      ],
    }),
    incident('maint0000001', 'Database move', {
      created_at: at('10T00:00:00'),
      started_at: null,
      updated_at: at('12T04:00:00'),
      resolved_at: at('12T04:00:00'),
      status: 'completed',
      impact: 'maintenance',
      scheduled_for: at('12T02:00:00'),
      scheduled_until: at('12T05:00:00'),
      components: [components[3]],
      incident_updates: [
        update('upd000000008', 'completed', '12T04:00:00', 'Done.', [
          ['website00001', 'under_maintenance', 'operational'],
        ]),
        update('upd000000007', 'in_progress', '12T02:00:00', 'It begins.', [
          ['website00001', 'operational', 'under_maintenance'],
        ]),
        update('upd000000006', 'scheduled', '10T00:00:00', 'We move the database.', null),
      ],
    }),
  ];
  const older = Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.parse('2026-01-31T08:00:00.000Z') - i * 86_400_000).toISOString();
    const end = new Date(Date.parse(day) + 600_000).toISOString();
    return incident(`incold${String(i).padStart(6, '0')}`, `Short outage ${i}`, {
      created_at: day,
      started_at: day,
      updated_at: end,
      resolved_at: end,
      components: [components[3]],
      incident_updates: [
        {
          ...update(`uo${String(i).padStart(9, '0')}b`, 'resolved', '01T00:00:00', 'Over.', null),
          created_at: end,
          display_at: end,
        },
        {
          ...update(`uo${String(i).padStart(9, '0')}a`, 'investigating', '01T00:00:00', 'We look.', null),
          created_at: day,
          display_at: day,
        },
      ],
    });
  });
  return [...stories, ...older];
}

function subscribers(count: number) {
  const one = (id: string, mode: string, more: object) => ({
    id,
    page_id: STATUSPAGE_ID,
    mode,
    email: null,
    endpoint: null,
    phone_number: null,
    phone_country: null,
    display_phone_number: null,
    obfuscated_channel_name: null,
    workspace_name: null,
    components: null,
    quarantined_at: null,
    purge_at: null,
    created_at: at('05T00:00:00'),
    ...more,
  });
  return {
    active: [
      one('sub000000001', 'webhook', {
        email: 'ops@customer.example',
        endpoint: 'https://hooks.customer.example/s',
      }),
      one('sub000000002', 'sms', { phone_number: '2025550100', phone_country: 'US' }),
      one('sub000000003', 'slack', { workspace_name: 'Customer' }),
      ...Array.from({ length: count }, (_, i) =>
        one(`subm${String(i).padStart(8, '0')}`, 'email', {
          email: `reader${i}@customer.example`,
          components: i % 2 ? ['website00001'] : null,
        }),
      ),
      one('sub000000009', 'email', { email: 'READER0@customer.example', components: ['apieu0000001'] }),
    ],
    quarantined: [
      one('sub000000004', 'email', { email: 'gone@customer.example', quarantined_at: at('06T00:00:00') }),
    ],
    unconfirmed: [one('sub000000005', 'email', { email: 'never@customer.example' })],
  };
}

export async function startStatuspageApi({
  incidents: many = 120,
  subscribers: readers = 130,
} = {}): Promise<PretendApi> {
  const all = incidents(many);
  const people = subscribers(readers);
  const own = `/v1/pages/${STATUSPAGE_ID}`;
  const isWork = (each: { scheduled_for?: unknown }) => Boolean(each['scheduled_for']);
  return startApi({
    accepts: (headers) =>
      headers['authorization'] === undefined || headers['authorization'] === `OAuth ${STATUSPAGE_KEY}`,
    answer(path, query) {
      if (path === own) return page;
      if (path === `${own}/component-groups`)
        return slice(
          [
            {
              id: 'grpapi000001',
              page_id: STATUSPAGE_ID,
              name: 'API',
              description: null,
              components: ['apieu0000001', 'apius0000001'],
              position: '1',
              ...stamps,
            },
          ],
          query,
        ).items;
      if (path === `${own}/components`) return slice(components, query).items;
      if (path === `${own}/incidents`) return slice(all, query).items;
      if (path === `${own}/subscribers`) {
        const state = (query.get('state') ?? 'active') as keyof typeof people;
        return slice(people[state] ?? [], query, { first: 0, size: 'limit' }).items;
      }
      const shown = {
        id: page.id,
        name: page.name,
        url: page.url,
        time_zone: page.time_zone,
        updated_at: page.updated_at,
      };
      if (path === '/api/v2/components.json') return { page: shown, components };
      if (path === '/api/v2/incidents.json')
        return { page: shown, incidents: all.filter((each) => !isWork(each)).slice(0, 50) };
      if (path === '/api/v2/scheduled-maintenances.json')
        return { page: shown, scheduled_maintenances: all.filter(isWork).slice(0, 50) };
      return null;
    },
  });
}
