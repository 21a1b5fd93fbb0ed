/**
 * The formats of others, twice: as golden files that a person has read, and by the rules that public clients of these
 * formats hold them against (openstatus' status fetcher, feed readers, shields.io).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { textWidthPx } from './badge.ts';
import { calm, everything, NOW } from './golden/everything.ts';
import { assertGolden, pretty } from './golden/golden.ts';
import {
  badgeOf,
  compatibleDocuments,
  embedDocuments,
  oembedDocument,
  renderAtom,
  renderBadge,
  renderJsonFeed,
  renderRss,
  shieldsDocument,
  statuspageComponentEvent,
  statuspageIncidentEvent,
} from './index.ts';

const documents = (snapshot = everything) =>
  new Map(
    [...compatibleDocuments(snapshot), ...embedDocuments(snapshot)].map((document) => [
      document.path,
      document,
    ]),
  );
/** Foreign documents are looked at field by field. */
const json = (path: string, snapshot = everything): ReturnType<typeof JSON.parse> =>
  JSON.parse(documents(snapshot).get(path)!.render());

test('golden: every JSON document of every vendor', () => {
  for (const [path, { contentType, render }] of documents())
    if (contentType.startsWith('application/json'))
      assertGolden(`everything${path.replaceAll('/', '.')}`, pretty(JSON.parse(render())));
  assertGolden('calm.api.v2.summary.json', pretty(json('/api/v2/summary.json', calm)));
  assertGolden('calm.summary.json', pretty(json('/summary.json', calm)));
  assertGolden('calm.index.json', pretty(json('/index.json', calm)));
});

test('golden: the payloads of Statuspage webhooks, field by field', () => {
  const [incident] = everything.incidents;
  const [maintenance] = everything.maintenances;
  const learned = everything.incidents.find(({ id }) => id === 'inc_learned')!;
  const link = 'https://status.shop.example/subscribers/token/unsubscribe';
  const change = { id: 'cup_1', componentId: 'cmp_checkout', from: 'operational', at: NOW } as const;
  const events = {
    incident: statuspageIncidentEvent(everything, incident!, link),
    maintenance: statuspageIncidentEvent(everything, maintenance!, link),
    postmortem: statuspageIncidentEvent(everything, learned, link),
    component: statuspageComponentEvent(everything, change, link),
  };
  for (const [name, event] of Object.entries(events)) assertGolden(`webhook.${name}.json`, pretty(event));
  // The fields of a real payload that was published as a fixture of a receiver.
  const fieldsOf = (value: unknown) => Object.keys(value as object).sort();
  const { incident: told, page } = events.incident as Record<string, Record<string, unknown>>;
  for (const field of [
    'id name status created_at updated_at monitoring_at resolved_at impact shortlink page_id',
    'postmortem_ignored postmortem_body postmortem_body_last_updated_at postmortem_published_at',
    'postmortem_notified_subscribers postmortem_notified_twitter backfilled impact_override',
    'scheduled_for scheduled_until scheduled_remind_prior scheduled_reminded_at scheduled_auto_in_progress',
    'scheduled_auto_completed incident_updates components',
  ].flatMap((names) => names.split(' ')))
    assert.ok(field in told!, field);
  assert.deepEqual(fieldsOf(page), ['id', 'status_description', 'status_indicator']);
  assert.deepEqual(fieldsOf((told!['incident_updates'] as object[])[0]), [
    'affected_components',
    'body',
    'created_at',
    'custom_tweet',
    'deliver_notifications',
    'display_at',
    'id',
    'incident_id',
    'status',
    'twitter_updated_at',
    'updated_at',
    'wants_twitter_update',
  ]);
  assert.deepEqual(fieldsOf(events.component), ['component', 'component_update', 'meta', 'page']);
  // What the format cannot tell apart is no event.
  const same = { ...change, componentId: 'cmp_mail', from: 'degraded_performance' } as const;
  assert.equal(statuspageComponentEvent(everything, same, link), null);
});

test('golden: feeds, embed, badges', () => {
  for (const per of ['incident', 'update'] as const) {
    assertGolden(`${per}.rss`, renderRss(everything, { locale: 'en', per }));
    assertGolden(`${per}.atom`, renderAtom(everything, { locale: 'de', per }));
    assertGolden(`${per}.feed.json`, pretty(JSON.parse(renderJsonFeed(everything, { locale: 'en', per }))));
  }
  assertGolden('embed.html', documents().get('/embed')!.render());
  assertGolden('badge.svg', renderBadge(badgeOf(everything, { now: NOW, locale: 'en' })!));
});

test('Statuspage: what openstatus, statuspage clients and Zulip require of each field', () => {
  const stamp = z.iso.datetime({ offset: true });
  const Page = z.looseObject({
    id: z.string(),
    name: z.string(),
    url: z.url(),
    time_zone: z.string(),
    updated_at: stamp,
  });
  const Status = z.strictObject({
    indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
    description: z.enum([
      'All Systems Operational',
      'Major System Outage',
      'Partial System Outage',
      'Minor Service Outage',
      'Degraded System Service',
      'Partially Degraded Service',
      'Service Under Maintenance',
    ]),
  });
  const Component = z.strictObject({
    id: z.string(),
    name: z.string(),
    status: z.enum([
      'operational',
      'degraded_performance',
      'partial_outage',
      'major_outage',
      'under_maintenance',
    ]),
    created_at: stamp,
    updated_at: stamp,
    position: z.int(),
    description: z.string().nullable(),
    showcase: z.boolean(),
    start_date: z.iso.date().nullable(),
    group_id: z.string().nullable(),
    page_id: z.string(),
    group: z.boolean(),
    only_show_if_degraded: z.boolean(),
    components: z.array(z.string()).optional(),
  });
  const told = (statuses: [string, ...string[]]) =>
    z.strictObject({
      id: z.string(),
      status: z.enum(statuses),
      body: z.string().min(1),
      incident_id: z.string(),
      created_at: stamp,
      updated_at: stamp,
      display_at: stamp,
      affected_components: z
        .array(
          z.strictObject({
            code: z.string(),
            name: z.string(),
            old_status: Component.shape.status,
            new_status: Component.shape.status,
          }),
        )
        .nullable(),
      deliver_notifications: z.boolean(),
      custom_tweet: z.null(),
      tweet_id: z.null(),
    });
  const base = (statuses: [string, ...string[]]) => ({
    id: z.string(),
    name: z.string(),
    status: z.enum(statuses),
    created_at: stamp,
    updated_at: stamp,
    monitoring_at: stamp.nullable(),
    resolved_at: stamp.nullable(),
    shortlink: z.url(),
    started_at: stamp,
    page_id: z.string(),
    incident_updates: z.array(told(statuses)),
    components: z.array(Component),
    reminder_intervals: z.null(),
  });
  const Incident = z.strictObject({
    ...base(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']),
    impact: z.enum(['none', 'minor', 'major', 'critical']),
  });
  const Maintenance = z.strictObject({
    ...base(['scheduled', 'in_progress', 'verifying', 'completed']),
    impact: z.literal('maintenance'),
    scheduled_for: stamp,
    scheduled_until: stamp,
  });
  const shapes: Record<string, z.ZodType> = {
    summary: z.strictObject({
      page: Page,
      components: z.array(Component),
      incidents: z.array(Incident),
      scheduled_maintenances: z.array(Maintenance),
      status: Status,
    }),
    status: z.strictObject({ page: Page, status: Status }),
    components: z.strictObject({ page: Page, components: z.array(Component) }),
    incidents: z.strictObject({ page: Page, incidents: z.array(Incident) }),
    'incidents/unresolved': z.strictObject({ page: Page, incidents: z.array(Incident) }),
    'scheduled-maintenances': z.strictObject({ page: Page, scheduled_maintenances: z.array(Maintenance) }),
    'scheduled-maintenances/upcoming': z.strictObject({
      page: Page,
      scheduled_maintenances: z.array(Maintenance),
    }),
    'scheduled-maintenances/active': z.strictObject({
      page: Page,
      scheduled_maintenances: z.array(Maintenance),
    }),
  };
  for (const [name, shape] of Object.entries(shapes)) shape.parse(json(`/api/v2/${name}.json`));
  const all = json('/api/v2/incidents.json').incidents;
  assert.deepEqual(
    all.map((each: { status: string }) => each.status),
    ['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'],
  );
  // Newest first: Zulip and others read the first one only.
  for (const { incident_updates: updates } of all)
    assert.deepEqual(
      updates.map((each: { created_at: string }) => each.created_at),
      updates
        .map((each: { created_at: string }) => each.created_at)
        .sort()
        .reverse(),
    );
  const change = all[1].incident_updates[0].affected_components[0];
  assert.deepEqual([change.old_status, change.new_status], ['degraded_performance', 'partial_outage']);
});

test('Statuspage: every update names all components that are concerned, from the opening to the end', () => {
  const [before] = everything.incidents;
  const told = (
    phase: 'investigating' | 'identified' | 'resolved',
    components: NonNullable<typeof before>['components'],
  ) => ({
    ...before!.updates[0]!,
    id: `upd_${phase}`,
    phase,
    components,
  });
  const given = {
    ...everything,
    incidents: [
      {
        ...before!,
        opened: [{ componentId: 'cmp_checkout', status: 'partial_outage' as const }],
        updates: [
          told('resolved', []),
          told('identified', [{ componentId: 'cmp_search', status: 'major_outage' }]),
          told('investigating', []),
        ],
      },
    ],
  };
  const [incident] = json('/api/v2/incidents.json', given).incidents;
  assert.ok(
    incident.components.every(
      ({ updated_at }: { updated_at: string }) => updated_at >= before!.updates[0]!.at,
    ),
    'a changed status is a change of the component',
  );
  assert.deepEqual(
    incident.incident_updates.map((each: { affected_components: { code: string }[] }) =>
      each.affected_components.map((one) => Object.values(one).join(' ')),
    ),
    [
      ['cmp_checkout Checkout partial_outage operational', 'cmp_search Search major_outage operational'],
      ['cmp_checkout Checkout partial_outage partial_outage', 'cmp_search Search operational major_outage'],
      ['cmp_checkout Checkout operational partial_outage'],
    ],
  );
});

test('Instatus and Better Stack: the detection rules of openstatus, old and new', () => {
  const state = z.enum(['UP', 'HASISSUES', 'UNDERMAINTENANCE']);
  const Union = z.object({
    page: z.object({ name: z.string(), url: z.string(), status: state, updated: z.string() }),
    status: z.object({ text: z.string(), type: state }),
    activeIncidents: z.array(
      z.object({
        name: z.string(),
        started: z.iso.datetime(),
        status: z.enum(['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED']),
        impact: z.enum([
          'OPERATIONAL',
          'MAJOROUTAGE',
          'PARTIALOUTAGE',
          'DEGRADEDPERFORMANCE',
          'UNDERMAINTENANCE',
        ]),
        url: z.url(),
      }),
    ),
    activeMaintenances: z.array(
      z.object({
        name: z.string(),
        start: z.iso.datetime(),
        status: z.enum(['NOTSTARTEDYET', 'INPROGRESS', 'COMPLETED']),
        duration: z.string().regex(/^\d+$/),
        url: z.url(),
      }),
    ),
  });
  assert.equal(Union.parse(json('/summary.json')).page.status, 'HASISSUES');
  assert.equal(Union.parse(json('/summary.json', calm)).page.status, 'UP');
  const Index = z.object({
    data: z.object({
      id: z.string(),
      type: z.literal('status_page'),
      attributes: z.object({
        company_name: z.string(),
        timezone: z.string(),
        aggregate_state: z.enum(['operational', 'degraded', 'downtime', 'maintenance']),
        updated_at: z.string(),
      }),
    }),
    included: z.array(z.looseObject({ id: z.string(), type: z.string(), attributes: z.looseObject({}) })),
  });
  const index = Index.parse(json('/index.json'));
  assert.equal(index.data.attributes.aggregate_state, 'downtime');
  assert.equal(Index.parse(json('/index.json', calm)).data.attributes.aggregate_state, 'operational');
  // JSON:API: (type, id) is unique, and what is referred to is included.
  const keys = index.included.map(({ type, id }) => `${type} ${id}`);
  assert.equal(new Set(keys).size, keys.length);
  for (const [, { data }] of Object.entries(json('/index.json').data.relationships) as [
    string,
    { data: { type: string; id: string }[] },
  ][])
    for (const { type, id } of data) assert.ok(keys.includes(`${type} ${id}`));
});

test('a badge says the state in words, and "not known" once nobody vouches for it', () => {
  const badge = (more: object) => badgeOf(everything, { now: NOW, locale: 'en', ...more });
  assert.deepEqual(badge({}), { label: 'Demo Shop', message: 'Not working', state: 'major_outage' });
  assert.equal(badge({ componentId: 'cmp_login' })?.message, 'Works');
  assert.equal(badge({ componentId: 'cmp_login', now: '2026-03-01T12:03:00.001Z' })?.state, 'unknown');
  assert.equal(badge({ componentId: 'cmp_login', locale: 'de' })?.label, 'Sign-in (de)');
  assert.equal(badge({ componentId: 'cmp_nothing' }), null);
  const svg = renderBadge({ label: '<b>"&\u0008', message: 'Works', state: 'operational' });
  assert.ok(svg.includes('&lt;b&gt;&quot;&amp;') && !svg.includes('<b>') && !svg.includes('\u0008'));
  assert.match(svg, /role="img" aria-label="[^"]*: Works"><title>/);
  // Long names are shortened, and everything has its room.
  const wide = renderBadge({ label: 'W'.repeat(500), message: 'Works', state: 'operational' });
  const width = Number(/<svg [^>]*width="(\d+)"/.exec(wide)![1]);
  assert.ok(width > textWidthPx('W'.repeat(59)) && width < 900, String(width));
  // shields.io's endpoint schema.
  const Shields = z.strictObject({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.string().min(1),
    color: z.string(),
    labelColor: z.string(),
    isError: z.boolean(),
    cacheSeconds: z.int().min(300),
  });
  assert.equal(Shields.parse(shieldsDocument(badge({})!)).isError, false);
});

test('the embed may be framed by anybody, runs no script and says when it is too old', () => {
  const embed = documents().get('/de/embed')!;
  const made = embed.render();
  assert.match(embed.csp!, /frame-ancestors \*/);
  assert.ok(!/<script|javascript:|\son\w+=/.test(made));
  assert.match(made, /http-equiv="refresh" content="60"/);
  assert.match(made, /180s forwards/);
  assert.match(
    made,
    /href="https:\/\/status\.shop\.example\/de\/incidents\/inc_investigating" target="_blank"/,
  );
  const script = documents().get('/embed.js')!.render();
  assert.ok(script.length < 700, String(script.length));
  assert.doesNotThrow(() => new Function(script));
});

test('oEmbed: a frame of the size that was asked for, at most', () => {
  const made = (maxWidth: number | null) =>
    oembedDocument(everything.page, { path: '/embed', maxWidth, maxHeight: null });
  assert.equal(made(300)['width'], 300);
  assert.equal(made(9_999)['width'], 480);
  assert.match(
    String(made(null)['html']),
    /^<iframe src="https:\/\/status\.shop\.example\/embed" width="480"/,
  );
  for (const field of [
    'type',
    'version',
    'title',
    'provider_name',
    'provider_url',
    'html',
    'width',
    'height',
  ])
    assert.ok(made(null)[field] !== undefined, field);
});
