/** A pretend Better Stack, API v2, after the vendor's documentation: JSON:API with `pagination.next`. */
import { type PretendApi, slice, startApi } from './json-api.ts';

export const BETTER_STACK_KEY = 'better-stack-key-for-tests';
export const BETTER_STACK_PAGE = '123456789';

const thing = (type: string, id: string, attributes: object) => ({ id, type, attributes });

export async function startBetterStackApi({ reports: many = 3, perPage = 2 } = {}): Promise<PretendApi> {
  const own = `/api/v2/status-pages/${BETTER_STACK_PAGE}`;
  const affected = (id: number, status: string) => ({ status_page_resource_id: String(id), status });
  const reports = [
    ...Array.from({ length: many }, (_, i) => {
      const starts = new Date(Date.parse('2026-02-20T10:00:00.000Z') - i * 86_400_000).toISOString();
      return thing('status_report', `${100 + i}`, {
        title: `Report ${i}`,
        report_type: 'manual',
        starts_at: starts,
        ends_at: new Date(Date.parse(starts) + 3_600_000).toISOString(),
        status_page_id: Number(BETTER_STACK_PAGE),
        affected_resources: [affected(11, 'downtime')],
        aggregate_state: 'downtime',
      });
    }),
    thing('status_report', '200', {
      title: 'New network',
      report_type: 'maintenance',
      starts_at: '2026-02-05T01:00:00.000Z',
      ends_at: '2026-02-05T03:00:00.000Z',
      status_page_id: Number(BETTER_STACK_PAGE),
      affected_resources: [affected(12, 'maintenance')],
      aggregate_state: 'maintenance',
    }),
  ];
  const updatesOf = (id: string) => {
    const report = reports.find((each) => each.id === id)?.attributes as {
      starts_at: string;
      ends_at: string;
    };
    if (id === '200')
      return [
        thing('status_update', '2001', {
          message: 'We lay cables.',
          published_at: '2026-02-04T01:00:00.000Z',
          status_report_id: 200,
          affected_resources: [affected(12, 'maintenance')],
        }),
      ];
    const first = thing('status_update', `${id}1`, {
      message: 'Checkout is **down**.',
      published_at: report.starts_at,
      status_report_id: Number(id),
      affected_resources: [affected(11, 'downtime')],
    });
    const last = thing('status_update', `${id}2`, {
      message: 'It works again.',
      published_at: report.ends_at,
      status_report_id: Number(id),
      affected_resources: [affected(11, 'resolved')],
    });
    // One of them ended without a last word.
    return id === '101' ? [first] : [first, last];
  };
  const monitor = (id: string, more: object) =>
    thing('monitor', id, {
      url: 'https://shop.example/',
      pronounceable_name: `Monitor ${id}`,
      monitor_type: 'status',
      check_frequency: 180,
      request_timeout: 30,
      http_method: 'get',
      request_headers: [],
      verify_ssl: true,
      follow_redirects: true,
      paused_at: null,
      ...more,
    });
  const lists: Record<string, unknown[]> = {
    [`${own}/sections`]: [
      thing('status_page_section', '1', {
        name: 'Shop',
        position: 0,
        status_page_id: Number(BETTER_STACK_PAGE),
      }),
      thing('status_page_section', '2', { name: null, position: 1 }),
    ],
    [`${own}/resources`]: [
      thing('status_page_resource', '11', {
        status_page_section_id: 1,
        resource_id: 21,
        resource_type: 'Monitor',
        widget_type: 'history',
        public_name: 'Checkout',
        explanation: 'Paying',
        position: 0,
      }),
      thing('status_page_resource', '12', {
        status_page_section_id: 2,
        resource_id: 22,
        resource_type: 'Monitor',
        widget_type: 'history',
        public_name: 'Mail',
        explanation: '',
        position: 1,
      }),
      thing('status_page_resource', '13', {
        status_page_section_id: 2,
        resource_id: 31,
        resource_type: 'Heartbeat',
        widget_type: 'plain',
        public_name: 'Nightly job',
        explanation: '',
        position: 2,
      }),
    ],
    [`${own}/status-reports`]: reports,
    '/api/v2/monitors': [
      monitor('21', {
        monitor_type: 'keyword',
        required_keyword: 'Pay now',
        request_headers: [{ id: '1', name: 'X-Key', value: 'secret-of-a-test' }],
      }),
      monitor('22', { monitor_type: 'smtp', url: 'mail.example', port: '25' }),
      monitor('23', { paused_at: '2026-01-01T00:00:00.000Z' }),
    ],
    [`${own}/subscribers`]: [
      thing('status_page_subscriber', '51', {
        status_page_id: 1,
        email: 'ada@customer.example',
        status_page_resource_ids: [],
        confirmed_at: '2025-04-29T14:30:00.000Z',
        created_at: '2025-04-29T14:00:00.000Z',
      }),
      thing('status_page_subscriber', '52', {
        status_page_id: 1,
        email: 'bo@customer.example',
        status_page_resource_ids: [11],
        confirmed_at: '2025-05-01T00:00:00.000Z',
        created_at: '2025-05-01T00:00:00.000Z',
      }),
      thing('status_page_subscriber', '53', {
        status_page_id: 1,
        email: 'never@customer.example',
        status_page_resource_ids: [],
        confirmed_at: null,
        created_at: '2025-05-01T00:00:00.000Z',
      }),
    ],
  };
  return startApi({
    accepts: (headers) => headers['authorization'] === `Bearer ${BETTER_STACK_KEY}`,
    answer(path, query, origin) {
      if (path === own)
        return {
          data: thing('status_page', BETTER_STACK_PAGE, {
            company_name: 'Acme',
            company_url: 'https://acme.example',
            contact_url: 'mailto:help@acme.example',
            timezone: 'Berlin',
            subdomain: 'acme',
            aggregate_state: 'operational',
          }),
        };
      const [, report] = new RegExp(`^${own}/status-reports/(\\d+)/status-updates$`).exec(path) ?? [];
      const all = report ? updatesOf(report) : lists[path];
      if (!all) return null;
      const { items, page, per } = slice(all, query, { most: perPage });
      const link = (n: number) => `${origin}${path}?page=${n}`;
      const more = (page + 1) * per < all.length;
      return {
        data: items,
        pagination: {
          first: link(1),
          last: link(Math.max(1, Math.ceil(all.length / per))),
          prev: page > 0 ? link(page) : null,
          next: more ? link(page + 2) : null,
        },
      };
    },
  });
}
