/** Documents that mean harm, or that somebody broke: refused whole, with the place of the fault, and nothing changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferDraft } from '@candor/protocol/transfer.ts';
import { Problem } from '#lib/problem.ts';
import { openHouse } from '../../../stories/house.ts';
import { parseDocument } from './document.ts';
import { incidentsOf, smallDocument } from './testing.ts';

type Incident = NonNullable<TransferDraft['incidents']>[number];
const withIncident = (change: (incident: Incident) => object) => {
  const [first] = incidentsOf(1);
  return { ...smallDocument(), incidents: [{ ...first!, ...change(first!) }] };
};
const update = (i: number) => ({
  externalId: `u${i}`,
  at: '2026-02-26T08:00:00.000Z',
  phase: 'investigating' as const,
  text: { en: 'x' },
});
const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

const HOSTILE: [what: string, document: unknown, path: string, why: RegExp][] = [
  ['no document', 'text', '', /expected object/],
  ['another form', { ...smallDocument(), schema: 'candor.export/2' }, 'schema', /candor\.export\/1/],
  ['a field that nobody knows', { ...smallDocument(), admin: true }, '', /admin/],
  ['depth', { ...smallDocument(), page: deep(5_000) }, 'page.externalId', /expected string/],
  [
    'the year 9999',
    withIncident(() => ({ startedAt: '9999-01-01T00:00:00.000Z' })),
    'incidents.0.startedAt',
    /between 1991 and 2099/,
  ],
  [
    'a 31st of February',
    withIncident(() => ({ startedAt: '2026-02-31T99:00:00.000Z' })),
    'incidents.0.startedAt',
    /no such time/,
  ],
  [
    'ten thousand updates',
    withIncident(() => ({ updates: Array.from({ length: 10_000 }, (_, i) => update(i)) })),
    'incidents.0.updates',
    /more than 1,000 updates of one incident/,
  ],
  [
    'an endless text',
    withIncident(() => ({ updates: [{ ...update(0), text: { en: 'x'.repeat(25_001) } }] })),
    'incidents.0.updates.0.text.en',
    /25000/,
  ],
  ['a title without words', withIncident(() => ({ title: {} })), 'incidents.0.title', /English form/],
  [
    'a character that no text holds',
    withIncident(() => ({ title: { en: 'a\u0000b' } })),
    'incidents.0.title.en',
    /no text can hold/,
  ],
  [
    'half a character',
    withIncident(() => ({ updates: [{ ...update(0), text: { en: '\ud83d' } }] })),
    'incidents.0.updates.0.text.en',
    /no text can hold/,
  ],
  ['a wrong type', withIncident(() => ({ severity: '1' })), 'incidents.0.severity', /Invalid/],
  [
    'a prototype',
    JSON.parse(
      '{"schema":"candor.export/1","__proto__":{"x":1},"source":{"kind":"candor","id":"a","name":"a","readAt":"2026-01-01T00:00:00.000Z","constructor":1}}',
    ),
    'source',
    /constructor/,
  ],
  [
    'two of one id',
    { ...smallDocument(), components: [1, 2].map(() => ({ externalId: 'a', name: { en: 'A' } })) },
    'components.1.externalId',
    /stands at components\.0 already/,
  ],
  [
    'an address that is none',
    {
      ...smallDocument(),
      subscribers: [{ ...smallDocument().subscribers![0]!, address: 'a@b.example\r\nBcc: all@b.example' }],
    },
    'subscribers.0.address',
    /not an address of its kind/,
  ],
  [
    'a script as a webhook',
    {
      ...smallDocument(),
      subscribers: [{ ...smallDocument().subscribers![2]!, address: 'javascript:alert(1)' }],
    },
    'subscribers.0.address',
    /not an address of its kind/,
  ],
  [
    'a file as a target',
    {
      ...smallDocument(),
      monitors: [
        {
          externalId: 'm',
          componentId: 'pay',
          name: 'x',
          target: { kind: 'http', url: 'file:///etc/passwd' },
        },
      ],
    },
    'monitors.0.target.url',
    /http/,
  ],
];

test('every hostile document is refused with the place of its fault', () => {
  for (const [what, document, path, why] of HOSTILE)
    assert.throws(
      () => parseDocument(document),
      (error: unknown) => {
        assert.ok(error instanceof Problem && error.code === 'import.invalid', what);
        const fault = error.errors.find((each) => each.path === path);
        assert.match(
          fault?.message ?? `none at ${path}, but ${JSON.stringify(error.errors.slice(0, 3))}`,
          why,
          what,
        );
        assert.ok(error.message.length < 1_000);
        return true;
      },
    );
});

test('what a document says wrongly of things is left out, and the rest comes whole', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { transfer } = house.app;
  const [fine, future, empty, open, strange, marked] = incidentsOf(6);
  const document = {
    ...smallDocument(),
    incidents: [
      fine!,
      { ...future!, updates: [{ ...future!.updates![0]!, at: '2027-01-01T00:00:00.000Z' }] },
      { ...empty!, updates: [] },
      { ...open!, updates: open!.updates!.slice(0, 1) },
      { ...strange!, components: [{ componentId: 'unknown', status: 'major_outage' as const }] },
      { ...marked!, title: { en: '<script>alert(1)</script> & "more"' } },
    ],
    monitors: [
      {
        externalId: 'm1',
        componentId: 'pay',
        name: 'Metadata',
        target: { kind: 'http' as const, url: 'http://169.254.169.254/' },
      },
      {
        externalId: 'm2',
        componentId: 'nowhere',
        name: 'Nowhere',
        target: { kind: 'http' as const, url: 'https://shop.example/' },
      },
    ],
    subscribers: [
      ...smallDocument().subscribers!,
      {
        ...smallDocument().subscribers![0]!,
        externalId: 's9',
        address: 'ADA@example.org',
        componentIds: ['search'],
      },
      { ...smallDocument().subscribers![0]!, externalId: 's8', address: 'cy@example.org', confirmedAt: null },
    ],
  };
  const plan = await transfer.plan(
    parseDocument(document),
    { open: false, startMonitors: false },
    'system:test',
  );
  assert.equal((await house.app.timeline.head()).position, 0, 'a plan changes nothing');
  assert.deepEqual(plan.counts.incidents, { create: 3, left_out: 3 });
  assert.deepEqual(plan.counts.monitors, { left_out: 2 });
  assert.deepEqual(plan.counts.subscribers, { create: 3, left_out: 1 });
  const { items } = await transfer.items(plan.id, { action: 'left_out', limit: 100 });
  const why = Object.fromEntries(items.map(({ title, detail }) => [title, detail]));
  assert.match(why['Payments fail, number 1'] ?? '', /time in the future: 2027/);
  assert.match(why['Payments fail, number 2'] ?? '', /nothing was ever said/);
  assert.match(why['Payments fail, number 3'] ?? '', /still open at the source/);
  assert.match(why['Metadata'] ?? '', /private or reserved/);
  assert.match(why['Nowhere'] ?? '', /component is not in the document/);
  assert.match(why['c…@example.org'] ?? '', /never confirmed/);
  assert.ok(plan.warnings.some((each) => /names a component that is not there/.test(each)));
  assert.ok(plan.warnings.some((each) => /more than once/.test(each)));
  await transfer.apply(plan.id, 'system:test');
  await house.settled();
  assert.equal((await transfer.get(plan.id)).state, 'applied');
  await assert.rejects(transfer.apply(plan.id, 'system:test'), { code: 'state.conflict' });
  const { text } = await house.page('/history');
  assert.doesNotMatch(text, /<script>alert/);
  const ada = (await house.app.audience.subscribers.list({ limit: 10 })).find(({ address }) =>
    /ada/i.test(address),
  );
  assert.equal(ada?.componentIds?.length, 2, 'two wishes of one person become one');
  assert.equal(ada?.confirmedAt, '2025-01-02T00:00:00.000Z');
  assert.match(ada?.source ?? '', /^import from statuspage:page1$/);
});

test('open incidents and planned work come along only when asked for, and are told of by nobody', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { transfer } = house.app;
  const [open] = incidentsOf(1);
  const document = parseDocument({
    ...smallDocument(),
    incidents: [{ ...open!, updates: open!.updates!.slice(0, 1) }],
    maintenances: [
      {
        ...smallDocument().maintenances![0]!,
        phase: 'scheduled',
        startedAt: null,
        endedAt: null,
        scheduledFor: '2026-03-01T13:00:00.000Z',
        scheduledUntil: '2026-03-01T14:00:00.000Z',
        updates: smallDocument().maintenances![0]!.updates!.slice(0, 1),
      },
    ],
  });
  const { id } = await transfer.plan(document, { open: true, startMonitors: false }, 'system:test');
  await transfer.apply(id, 'system:test');
  await house.settled();
  const [incident] = await house.app.timeline.incidents({ open: true, kind: 'incident' });
  assert.equal(incident?.phase, 'investigating');
  assert.equal(incident?.promise, null);
  assert.deepEqual(await house.app.tell.promises(), []);
  const wakes = await house.app.timeline.wakes.list({});
  assert.deepEqual(
    wakes.map(({ kind }) => kind),
    ['tell.maintenance-start'],
  );
  assert.equal(
    house.app.pages.current()?.snapshot.components.find(({ name }) => name['en'] === 'Payments')?.status,
    'major_outage',
  );
  assert.equal(house.mail.inbox().length, 0);
});

const OPTIONS = { open: false, startMonitors: false };

test('an import that stopped says so, and goes on with what is left', { timeout: 60_000 }, async (t) => {
  let broken = true;
  const hook = (moment: string, text: string) => {
    if (broken && moment === 'before' && text.startsWith('insert into "timeline_fact"'))
      throw new Error('something of ours');
  };
  const house = await openHouse(t, { monitors: false, hook });
  const { transfer, catalog, timeline } = house.app;
  const { id } = await transfer.plan(
    parseDocument(smallDocument({ incidents: incidentsOf(2) })),
    OPTIONS,
    'system:test',
  );
  await transfer.apply(id, 'system:test');
  await house.settled();
  const stopped = await transfer.get(id);
  assert.deepEqual([stopped.state, stopped.done?.components], ['failed', { create: 2 }]);
  assert.match(stopped.error ?? '', /the log has the details/);
  assert.doesNotMatch(stopped.error ?? '', /something of ours/);
  broken = false;
  await transfer.apply(id, 'system:test');
  await house.settled();
  const whole = await transfer.get(id);
  assert.deepEqual([whole.state, whole.error], ['applied', null]);
  assert.equal((await catalog.components.list()).length, 3);
  assert.equal((await timeline.incidents({ kind: 'incident' })).length, 2);
});
