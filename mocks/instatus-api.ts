/** A pretend Instatus, API v1 and v2, after the vendor's OpenAPI document (2.0.0): plain arrays, page and per_page. */
import { type PretendApi, slice, startApi } from './json-api.ts';

export const INSTATUS_KEY = 'instatus-key-for-tests';
export const INSTATUS_PAGE = 'ckf01fonve9i40a32oas5b0uw';

const part = (id: string, name: string, order: number, more: object = {}) => ({
  id,
  name,
  description: '',
  status: 'OPERATIONAL',
  uniqueEmail: `${id}@automation.instatus.example`,
  showUptime: true,
  order,
  group: null,
  groupId: null,
  archivedAt: null,
  createdAt: '2025-01-01T00:00:00.000Z',
  ...more,
});

export async function startInstatusApi({ incidents: many = 105 } = {}): Promise<PretendApi> {
  const parts = [
    part('grp1', 'Apps', 0),
    part('app1', 'App', 1, { groupId: 'grp1', group: { id: 'grp1', name: 'Apps' } }),
    part('web1', 'Website', 2),
    part('old1', 'Old app', 3, { archivedAt: '2025-06-01T00:00:00.000Z' }),
  ];
  const told = (id: string, status: string, started: string, message: string) => ({
    id,
    message,
    messageHtml: `<p>${message}</p>`,
    status,
    notify: true,
    started,
    ended: null,
    duration: null,
    createdAt: started,
  });
  const incidents = Array.from({ length: many }, (_, i) => {
    const started = new Date(Date.parse('2026-02-20T19:05:17.398Z') - i * 86_400_000).toISOString();
    const resolved = new Date(Date.parse(started) + 227_000).toISOString();
    return {
      id: `inc${i}`,
      name: `Rocket ${i} is going down`,
      status: 'RESOLVED',
      started,
      duration: 4,
      resolved,
      updates: [
        told(`inc${i}b`, 'RESOLVED', resolved, 'We just resolved the issue!'),
        told(`inc${i}a`, 'INVESTIGATING', started, 'We are currently investigating this incident.'),
      ],
      components: [
        { id: 'web1', name: 'Website', status: 'OPERATIONAL', showUptime: true, site: { id: INSTATUS_PAGE } },
      ],
    };
  });
  const maintenances = [
    {
      id: 'mnt1',
      name: 'Database maintenance',
      status: 'COMPLETED',
      start: '2026-02-10T02:00:00.000Z',
      duration: 60,
      notifyStart: true,
      notifyEnd: true,
      updates: [
        told('mu1', 'NOTSTARTEDYET', '2026-02-09T02:00:00.000Z', 'We will move.'),
        told('mu2', 'COMPLETED', '2026-02-10T02:50:00.000Z', 'We moved.'),
      ],
      components: [{ id: 'app1', name: 'App', status: 'OPERATIONAL', showUptime: true }],
    },
  ];
  const subscriber = (id: string, more: object) => ({
    id,
    email: null,
    phone: null,
    webhook: null,
    webhookEmail: null,
    confirmed: true,
    all: true,
    components: [],
    ...more,
  });
  const subscribers = [
    subscriber('s1', { email: 'ada@customer.example' }),
    subscriber('s2', { email: 'bo@customer.example', all: false, components: ['web1'] }),
    subscriber('s3', { email: 'never@customer.example', confirmed: false }),
    subscriber('s4', { phone: '+15550100' }),
    subscriber('s5', { webhook: 'https://hooks.customer.example/i' }),
  ];
  return startApi({
    accepts: (headers) => headers['authorization'] === `Bearer ${INSTATUS_KEY}`,
    answer(path, query) {
      if (path === '/v2/pages')
        return slice(
          [
            {
              id: INSTATUS_PAGE,
              subdomain: 'nasa',
              name: 'Nasa',
              status: 'UP',
              language: 'en',
              customDomain: null,
            },
          ],
          query,
        ).items;
      if (path === `/v1/${INSTATUS_PAGE}/components`) return slice(parts, query).items;
      if (path === `/v1/${INSTATUS_PAGE}/incidents`) return slice(incidents, query).items;
      if (path === `/v1/${INSTATUS_PAGE}/maintenances`) return slice(maintenances, query).items;
      if (path === `/v2/${INSTATUS_PAGE}/subscribers`) return slice(subscribers, query).items;
      return null;
    },
  });
}
