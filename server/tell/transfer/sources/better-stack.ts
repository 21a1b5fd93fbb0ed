/**
 * Better Stack (Better Uptime), API v2: status page, sections, resources, status reports with their updates, the
 * monitors behind the resources, subscribers. Shapes: the vendor's API documentation (JSON:API, `pagination.next`).
 * It knows no phases, so an update that leaves nothing broken is the end and all others are investigating.
 */
import type { MonitorTarget } from '@candor/protocol/watch.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { createHttp } from './http.ts';
import type { Deps } from './index.ts';
import {
  address,
  carried,
  emptyDocument,
  english,
  type Foreign,
  leave,
  Moment,
  named,
  place,
  zone,
} from './shape.ts';

const thing = <S extends z.ZodRawShape>(attributes: S) =>
  z.looseObject({ id: z.coerce.string(), attributes: z.looseObject(attributes) });
const pageOf = <S extends z.ZodType>(item: S) =>
  z.looseObject({ data: z.array(item), pagination: z.looseObject({ next: z.string().nullish() }).nullish() });

const Affected = z
  .array(z.looseObject({ status_page_resource_id: z.coerce.string(), status: z.string() }))
  .nullish();
const Page = thing({
  company_name: z.string(),
  contact_url: z.string().nullish(),
  timezone: z.string().nullish(),
});
const Section = thing({ name: z.string().nullish(), position: z.number().nullish() });
const Resource = thing({
  status_page_section_id: z.coerce.string().nullish(),
  resource_id: z.coerce.string().nullish(),
  resource_type: z.string().nullish(),
  public_name: z.string(),
  explanation: z.string().nullish(),
  position: z.number().nullish(),
});
const Report = thing({
  title: z.string().nullish(),
  report_type: z.string(),
  starts_at: Moment,
  ends_at: Moment.nullish(),
  affected_resources: Affected,
});
const Update = thing({ message: z.string().nullish(), published_at: Moment, affected_resources: Affected });
const Monitor = thing({
  url: z.string().nullish(),
  pronounceable_name: z.string().nullish(),
  monitor_type: z.string(),
  check_frequency: z.number().nullish(),
  request_timeout: z.number().nullish(),
  required_keyword: z.string().nullish(),
  expected_status_codes: z.array(z.coerce.number()).nullish(),
  verify_ssl: z.boolean().nullish(),
  follow_redirects: z.boolean().nullish(),
  http_method: z.string().nullish(),
  request_body: z.string().nullish(),
  request_headers: z
    .array(z.looseObject({ name: z.string().nullish(), value: z.string().nullish() }))
    .nullish(),
  port: z.coerce.string().nullish(),
  paused_at: z.string().nullish(),
  paused: z.boolean().nullish(),
});
const Subscriber = thing({
  email: z.string(),
  status_page_resource_ids: z.array(z.coerce.string()).nullish(),
  confirmed_at: Moment.nullish(),
  created_at: Moment,
});

const STATUS: Record<string, ComponentStatus> = {
  resolved: 'operational',
  degraded: 'degraded_performance',
  downtime: 'major_outage',
  maintenance: 'under_maintenance',
};

export async function readBetterStack(
  {
    key,
    page: pageId,
    url = 'https://uptime.betterstack.com/api/v2',
  }: { key: string; page: string; url?: string | undefined },
  { outbound, clock }: Deps,
): Promise<Foreign> {
  const http = createHttp({
    outbound,
    clock,
    name: 'Better Stack',
    headers: { authorization: `Bearer ${key}` },
  });
  const root = url.replace(/\/$/, '');
  const own = `${root}/status-pages/${encodeURIComponent(pageId)}`;
  async function list<S extends z.ZodType<{ id: string }>>(
    address: string,
    shape: S,
  ): Promise<z.output<S>[]> {
    const found = new Map<string, z.output<S>>();
    for (let next: string | null = `${address}?per_page=250`; next; ) {
      const { data, pagination }: z.output<ReturnType<typeof pageOf<S>>> = await http.get(
        next,
        pageOf(shape),
      );
      const before = found.size;
      for (const item of data as z.output<S>[]) found.set(item.id, item);
      // The key goes to no other place than the one that was named, whatever an answer says.
      const [, query] = (pagination?.next ?? '').split('?');
      next = query && found.size > before ? `${address}?${query}` : null;
    }
    return [...found.values()];
  }

  const { data: page } = await http.get(own, z.looseObject({ data: Page }));
  const document = emptyDocument('better-stack', page.id, page.attributes.company_name, clock.now());
  document.page = {
    externalId: page.id,
    name: page.attributes.company_name.slice(0, 200) || 'Status',
    supportUrl: address(page.attributes.contact_url) ?? undefined,
    timeZone: zone(page.attributes.timezone),
  };
  for (const { id, attributes } of await list(`${own}/sections`, Section))
    if (attributes.name)
      document.groups.push({
        externalId: id,
        name: named(attributes.name, id),
        position: place(attributes.position),
      });
  const groups = new Set(document.groups.map(({ externalId }) => externalId));
  const resources = await list(`${own}/resources`, Resource);
  for (const { id, attributes } of resources)
    document.components.push({
      externalId: id,
      name: named(attributes.public_name, id),
      groupId: groups.has(attributes.status_page_section_id ?? '')
        ? (attributes.status_page_section_id ?? null)
        : null,
      description: attributes.explanation ? english(attributes.explanation) : undefined,
      position: place(attributes.position),
    });
  for (const report of await list(`${own}/status-reports`, Report))
    addReport(
      document,
      report,
      await list(`${own}/status-reports/${report.id}/status-updates`, Update),
      clock.now(),
    );
  const monitors = new Map((await list(`${root}/monitors`, Monitor)).map((monitor) => [monitor.id, monitor]));
  for (const { id, attributes } of resources) {
    const monitor = monitors.get(attributes.resource_id ?? '');
    if (attributes.resource_type === 'Monitor' && monitor) addMonitor(document, id, monitor);
    else if (attributes.resource_type)
      leave(
        document,
        'monitors',
        `"${attributes.public_name}"`,
        `a ${attributes.resource_type} has no counterpart; the component comes without a monitor`,
      );
  }
  let unconfirmed = 0;
  for (const { id, attributes } of await list(`${own}/subscribers`, Subscriber))
    if (!attributes.confirmed_at) unconfirmed++;
    else
      document.subscribers.push({
        externalId: id,
        carrier: 'email',
        address: attributes.email,
        state: 'active',
        createdAt: attributes.created_at,
        confirmedAt: attributes.confirmed_at,
        componentIds: attributes.status_page_resource_ids?.length
          ? attributes.status_page_resource_ids.slice(0, 500)
          : null,
        timeZone: 'UTC',
      });
  leave(
    document,
    'subscribers',
    'subscribers who never confirmed',
    'there is no consent to carry',
    unconfirmed,
  );
  leave(document, 'subscribers', 'SMS, Slack and webhook subscribers', 'the API lists mail subscribers only');
  return document;
}

function addReport(
  document: Foreign,
  { id, attributes: report }: z.output<typeof Report>,
  given: readonly z.output<typeof Update>[],
  nowAt: string,
) {
  const updates = given.toSorted((a, b) =>
    a.attributes.published_at.localeCompare(b.attributes.published_at),
  );
  const title = named(report.title, 'Report');
  if (report.report_type === 'maintenance')
    return addMaintenance(document, id, title, report, updates, nowAt);
  const states = carried();
  for (const { status_page_resource_id, status } of report.affected_resources ?? [])
    states.set(
      status_page_resource_id,
      STATUS[status] === 'operational' ? 'degraded_performance' : (STATUS[status] ?? 'unknown'),
    );
  const first = states.all();
  const said: NonNullable<(typeof document.incidents)[number]['updates']> = updates.map(
    ({ id: externalId, attributes }) => {
      const affected = attributes.affected_resources ?? [];
      for (const { status_page_resource_id, status } of affected)
        states.set(status_page_resource_id, STATUS[status] ?? 'unknown');
      const over = affected.length > 0 && affected.every(({ status }) => status === 'resolved');
      return {
        externalId,
        at: attributes.published_at,
        phase: over ? 'resolved' : 'investigating',
        text: english(attributes.message),
        components: states.all(),
      };
    },
  );
  if (said.at(-1)?.phase !== 'resolved' && report.ends_at && report.ends_at <= nowAt)
    said.push({
      externalId: `${id}:end`,
      at: [report.ends_at, said.at(-1)?.at ?? report.ends_at].toSorted().at(-1) ?? report.ends_at,
      phase: 'resolved',
      origin: 'automatic',
      text: { en: 'This report ended.' },
      components: states.over(),
    });
  const worst =
    first.some(({ status }) => status === 'major_outage') ||
    updates.some(({ attributes }) =>
      attributes.affected_resources?.some(({ status }) => status === 'downtime'),
    );
  document.incidents.push({
    externalId: id,
    title,
    severity: worst ? 1 : first.length > 0 ? 3 : 4,
    startedAt: report.starts_at,
    openedAt: report.starts_at,
    components: said[0] && said[0].phase !== 'resolved' ? (said[0].components ?? []) : first,
    updates: said,
  });
}

function addMaintenance(
  document: Foreign,
  id: string,
  title: { en: string },
  report: z.output<typeof Report>['attributes'],
  updates: readonly z.output<typeof Update>[],
  nowAt: string,
) {
  if (!report.ends_at) return leave(document, 'maintenances', `"${title.en}"`, 'it has no planned end');
  const phaseAt = (at: string) =>
    at < report.starts_at ? 'scheduled' : at < (report.ends_at ?? '') ? 'in_progress' : 'completed';
  const announcedAt =
    updates[0] && updates[0].attributes.published_at < report.starts_at
      ? updates[0].attributes.published_at
      : report.starts_at;
  const phase = phaseAt(nowAt);
  document.maintenances.push({
    externalId: id,
    title,
    announcedAt,
    scheduledFor: report.starts_at,
    scheduledUntil: report.ends_at,
    startedAt: phase === 'scheduled' ? null : report.starts_at,
    endedAt: phase === 'completed' ? report.ends_at : null,
    phase,
    componentIds: (report.affected_resources ?? []).map((each) => each.status_page_resource_id),
    updates: updates.map(({ id: externalId, attributes }) => ({
      externalId,
      at: attributes.published_at,
      phase: phaseAt(attributes.published_at),
      text: english(attributes.message),
    })),
  });
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function addMonitor(document: Foreign, componentId: string, { id, attributes }: z.output<typeof Monitor>) {
  const name = attributes.pronounceable_name || attributes.url || id;
  const target = targetOf(attributes);
  if (typeof target === 'string') return leave(document, 'monitors', `"${name}"`, target);
  const timeout = attributes.request_timeout ?? 30;
  document.monitors.push({
    // One monitor may stand behind several resources.
    externalId: `${id}@${componentId}`,
    componentId,
    name: name.slice(0, 200),
    target,
    intervalSeconds: Math.min(86_400, Math.max(1, attributes.check_frequency ?? 180)),
    // Seconds for HTTP, milliseconds for bare connections.
    timeoutMs: Math.min(120_000, Math.max(100, timeout >= 500 ? timeout : timeout * 1_000)),
    enabled: !(attributes.paused ?? attributes.paused_at),
  });
}

function targetOf(monitor: z.output<typeof Monitor>['attributes']): z.input<typeof MonitorTarget> | string {
  const type = monitor.monitor_type;
  if (type === 'tcp') {
    const port = Number(monitor.port);
    const host = (monitor.url ?? '').replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '');
    return host && port > 0 && port < 65_536 ? { kind: 'tcp', host, port } : 'it has no host and port';
  }
  if (!['status', 'expected_status_code', 'keyword', 'keyword_absence'].includes(type))
    return `there is no check of the kind "${type}" here`;
  if (!monitor.url || !/^https?:\/\//.test(monitor.url)) return 'it has no http address';
  const keyword = monitor.required_keyword;
  const codes = (monitor.expected_status_codes ?? []).filter((code) => code >= 100 && code < 600).map(String);
  const method = METHODS.find((each) => each === (monitor.http_method ?? 'GET').toUpperCase()) ?? 'GET';
  return {
    kind: 'http',
    url: monitor.url,
    method,
    headers: (monitor.request_headers ?? []).flatMap(({ name, value }) =>
      name && value ? [{ name, value, secret: true }] : [],
    ),
    body: monitor.request_body || null,
    assertions: [
      ...(type === 'expected_status_code' && codes.length > 0
        ? [{ type: 'status' as const, oneOf: codes.slice(0, 20) }]
        : []),
      ...(keyword && type.startsWith('keyword')
        ? [
            {
              type: 'body' as const,
              operator: type === 'keyword' ? ('contains' as const) : ('not_contains' as const),
              text: keyword,
            },
          ]
        : []),
    ],
    maxRedirects: monitor.follow_redirects === false ? 0 : 5,
    verifyTls: monitor.verify_ssl ?? true,
  };
}
