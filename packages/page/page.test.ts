/** What readers see can never say more than the snapshot: no false calm, no way to HTML, stable ids, little weight. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Snapshot, type SnapshotIncident } from '@candor/protocol/snapshot.ts';
import { ComponentStatus, IncidentPhase } from '@candor/protocol/words-of-state.ts';
import fc from 'fast-check';
import Parser from 'rss-parser';
import { render } from './html.ts';
import {
  headline,
  html,
  markdown,
  renderAtom,
  renderIncident,
  renderJsonFeed,
  renderPage,
  renderRss,
  stringsFor,
} from './index.ts';
import { statuspageDocuments } from './statuspage.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const component = (n: number, status: ComponentStatus, days = 90): Snapshot['components'][number] => ({
  id: `cmp_${n}`,
  name: { en: `Service ${n}`, de: `Dienst ${n}` },
  description: null,
  status,
  groupId: null,
  position: n,
  showcase: true,
  onlyShowIfDegraded: false,
  startDate: null,
  createdAt: NOW,
  updatedAt: NOW,
  days: Array.from({ length: days }, (_, i) => ({
    date: new Date(Date.parse(NOW) - (days - 1 - i) * 86_400_000).toISOString().slice(0, 10),
    status: i % 31 === n % 31 ? 'partial_outage' : 'operational',
    downMinutes: i % 31 === n % 31 ? 7.5 : 0,
    degradedMinutes: 0,
    maintenanceMinutes: 0,
  })),
  uptime: 99.95,
  months: [],
  latency: [],
});
const incident = (phase: IncidentPhase, more: Partial<SnapshotIncident> = {}): SnapshotIncident => ({
  id: 'inc_1',
  title: { en: 'Checkout is not working' },
  components: [{ componentId: 'cmp_1', status: 'major_outage' }],
  startedAt: NOW,
  createdAt: NOW,
  updatedAt: NOW,
  resolvedAt: phase === 'resolved' ? NOW : null,
  phase,
  severity: 1,
  impact: null,
  firstWordAt: NOW,
  monitoringAt: null,
  recoveredAt: null,
  nextUpdateBy: phase === 'resolved' ? null : '2026-03-01T12:20:00.000Z',
  overdue: false,
  eta: null,
  workaround: null,
  promises: { kept: 0, keptByNote: 0, missed: 0 },
  postponed: 0,
  postmortem: null,
  updates: [
    {
      id: 'upd_1',
      phase,
      at: NOW,
      text: { en: 'You cannot **pay** since 12:00.' },
      origin: 'person',
      nextUpdateBy: null,
      components: [{ componentId: 'cmp_1', status: 'major_outage' }],
      corrections: [],
    },
  ],
  ...more,
});
const snapshot = (more: Partial<Snapshot> = {}): Snapshot =>
  Snapshot.parse({
    schema: 'candor.snapshot/1',
    version: 1,
    madeAt: NOW,
    validUntil: '2026-03-01T12:03:00.000Z',
    page: {
      id: 'pag_1',
      slug: 'main',
      name: 'Demo Shop',
      description: null,
      url: 'https://status.shop.example',
      timeZone: 'Europe/Berlin',
      locales: ['en', 'de'],
      supportUrl: null,
      updatedAt: NOW,
    },
    groups: [],
    components: [component(1, 'operational')],
    incidents: [],
    maintenances: [],
    record: {
      incidents: 0,
      medianMinutesToFirstWord: null,
      promisesKept: 0,
      promisesKeptByNote: 0,
      promisesMissed: 0,
      ended: 0,
      postmortemsPublished: 0,
      medianDaysToPostmortem: null,
      postmortems: [],
    },
    links: [],
    ...more,
  });

test('never "everything works" while anything is open, failing or unknown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ComponentStatus.options), { maxLength: 8 }),
      fc.array(fc.constantFrom(...IncidentPhase.options), { maxLength: 3 }),
      fc.boolean(),
      (statuses, phases, maintenance) => {
        const given = snapshot({
          components: statuses.map((status, i) => component(i, status, 1)),
          incidents: phases.map((phase, i) => incident(phase, { id: `inc_${i}` })),
          maintenances: maintenance ? [{ ...maintenanceOf('in_progress'), components: [] }] : [],
        });
        const calm =
          statuses.length > 0 &&
          statuses.every((status) => status === 'operational') &&
          phases.every((phase) => phase === 'resolved');
        for (const locale of ['en', 'de']) {
          const strings = stringsFor(locale);
          const { state, sentence } = headline(given, strings, locale);
          assert.equal(state === 'operational', calm);
          assert.equal(sentence === strings.allWorks, calm);
          assert.equal(renderPage(given, locale).includes(`<h1 class="operational">`), calm);
        }
        const indicator = (
          statuspageDocuments(given)['/api/v2/status.json'] as never as {
            status: { indicator: string; description: string };
          }
        ).status;
        if (!calm && statuses.length > 0) assert.notEqual(indicator.description, 'All Systems Operational');
      },
    ),
    { numRuns: 300 },
  );
});

function maintenanceOf(phase: 'scheduled' | 'in_progress'): Snapshot['maintenances'][number] {
  const { id, title, components, startedAt, createdAt, updatedAt, resolvedAt } = incident('investigating');
  return {
    id: id.replace('inc', 'mnt'),
    title,
    components,
    startedAt,
    createdAt,
    updatedAt,
    resolvedAt,
    updates: [],
    phase,
    scheduledFor: NOW,
    scheduledUntil: '2026-03-01T13:00:00.000Z',
  };
}

test('markdown has no way to HTML', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        '<script>',
        '<img src=x onerror=alert(1)>',
        '[a](javascript:alert(1))',
        '[x](https://a"onclick="b)',
        '**',
        '*',
        '`',
        '](',
        '[',
        'https://a.example/"><svg/onload=1>',
        "'",
        '"',
        '&lt;',
        '\n',
        '\n\n- ',
        '[a](https://e.example/\u0000)',
        'data:text/html,x',
        '\u2028',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 14 },
  );
  const allowed =
    /<(?:\/?(?:p|ul|li|strong|em|code)|br|\/a|a href="https?:\/\/[^"<>]*" rel="noopener nofollow")>/g;
  fc.assert(
    fc.property(hostile, (parts) => {
      const left = render(markdown(parts.join(''))).replace(allowed, '');
      assert.ok(!/[<>"']/.test(left), left);
    }),
    { numRuns: 1_000 },
  );
  assert.equal(
    render(markdown('**now** see https://a.example/b.')),
    '<p><strong>now</strong> see <a href="https://a.example/b" rel="noopener nofollow">https://a.example/b</a>.</p>',
  );
});

test('names and titles are text wherever they stand', () => {
  const evil = '"><script>alert(1)</script>';
  const given = snapshot({
    page: { ...snapshot().page, name: evil },
    components: [{ ...component(1, 'major_outage'), name: { en: evil } }],
    incidents: [incident('investigating', { title: { en: evil }, impact: { en: evil } })],
  });
  const pages = [renderPage(given, 'en'), renderIncident(given, 'inc_1', 'en')!];
  for (const made of [...pages, renderRss(given, { locale: 'en' }), renderAtom(given, { locale: 'en' })])
    assert.ok(!made.includes('<script>alert'));
  assert.equal(render(html`<b title="${evil}">${evil}</b>`).split('<').length, 3);
});

test('the next promised word, the age and the warning stand in the first HTML', () => {
  const made = renderPage(
    snapshot({ incidents: [incident('investigating')], components: [component(1, 'major_outage')] }),
    'en',
  );
  assert.match(made, /Next word by/);
  assert.match(made, /data-until="2026-03-01T12:03:00\.000Z"/);
  assert.match(made, /lang="en"/);
  assert.equal(renderIncident(snapshot(), 'inc_none', 'en'), null);
});

test('feeds parse, their ids stay and their dates move', async () => {
  const parser = new Parser();
  const before = snapshot({ incidents: [incident('investigating')] });
  const first = before.incidents[0]!;
  const later = '2026-03-01T12:30:00.000Z';
  const after = snapshot({
    incidents: [
      {
        ...first,
        phase: 'identified',
        updates: [{ ...first.updates[0]!, id: 'upd_2', phase: 'identified', at: later }, ...first.updates],
      },
    ],
  });
  for (const make of [renderRss, renderAtom]) {
    const [a, b] = await Promise.all(
      [before, after].map((each) => parser.parseString(make(each, { locale: 'en' }))),
    );
    const idOf = (item: Parser.Item) => (item as { id?: string }).id ?? item.guid;
    assert.equal(a!.items.length, 1);
    assert.equal(idOf(a!.items[0]!), idOf(b!.items[0]!));
    assert.equal(new Date(b!.items[0]!.isoDate!).toISOString() > NOW || make === renderAtom, true);
    assert.match(b!.items[0]!.title!, /Identified/);
    const each = await parser.parseString(make(after, { locale: 'en', per: 'update' }));
    assert.equal(new Set(each.items.map(idOf)).size, 2);
  }
  assert.match(renderAtom(after, { locale: 'en' }), new RegExp(`<updated>${later}`));
  const json = JSON.parse(renderJsonFeed(after, { locale: 'en' })) as { items: { date_modified: string }[] };
  assert.equal(json.items[0]!.date_modified, later);
});

test('control characters do not break the XML', async () => {
  const given = snapshot({
    incidents: [incident('investigating', { title: { en: 'a\u0000\u0008\uffff & <b>' } })],
  });
  const feed = await new Parser().parseString(renderRss(given, { locale: 'en' }));
  assert.match(feed.items[0]!.title!, /a & <b>$/);
});

test('the documents of Statuspage v2 have their fields', () => {
  const given = snapshot({
    components: [component(1, 'unknown'), component(2, 'operational')],
    incidents: [incident('identified'), incident('resolved', { id: 'inc_2' })],
    maintenances: [maintenanceOf('scheduled')],
  });
  // Foreign documents are looked at field by field.
  const documents = statuspageDocuments(given) as Record<string, ReturnType<typeof JSON.parse>>;
  const summary = documents['/api/v2/summary.json'];
  assert.deepEqual(Object.keys(summary), [
    'page',
    'components',
    'incidents',
    'scheduled_maintenances',
    'status',
  ]);
  assert.deepEqual(summary.page, {
    id: 'pag_1',
    name: 'Demo Shop',
    url: 'https://status.shop.example',
    time_zone: 'Europe/Berlin',
    timezone: 'Europe/Berlin',
    updated_at: NOW,
  });
  assert.equal(summary.components[0].status, 'degraded_performance', 'unknown is never operational');
  for (const field of [
    'id',
    'name',
    'status',
    'created_at',
    'updated_at',
    'position',
    'description',
    'showcase',
    'start_date',
    'group_id',
    'page_id',
    'group',
    'only_show_if_degraded',
  ])
    assert.ok(field in summary.components[0], field);
  assert.equal(summary.incidents.length, 1, 'open ones only');
  const [open] = summary.incidents;
  assert.equal(open.impact, 'critical');
  assert.equal(open.shortlink, 'https://status.shop.example/incidents/inc_1');
  assert.deepEqual(open.incident_updates[0].affected_components, [
    { code: 'cmp_1', name: 'Service 1', old_status: 'operational', new_status: 'major_outage' },
  ]);
  assert.equal(open.incident_updates[0].body, 'You cannot pay since 12:00.');
  assert.equal(documents['/api/v2/incidents.json'].incidents.length, 2);
  assert.equal(documents['/api/v2/scheduled-maintenances/upcoming.json'].scheduled_maintenances.length, 1);
  assert.equal(documents['/api/v2/scheduled-maintenances/active.json'].scheduled_maintenances.length, 0);
  assert.ok(['none', 'minor', 'major', 'critical'].includes(summary.status.indicator));
});

test('50 components over 90 days weigh at most 14 kB', () => {
  const given = snapshot({ components: Array.from({ length: 50 }, (_, i) => component(i, 'operational')) });
  const bytes = gzipSync(renderPage(given, 'en'), { level: 9 }).length;
  assert.ok(bytes <= 14 * 1_024, `${bytes} bytes`);
});
