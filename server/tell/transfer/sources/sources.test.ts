/** Every reader against a pretend source that speaks its API: all pages, a wrong key, "too many", a broken middle. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TransferFrom } from '@candor/protocol/transfer.ts';
import { type Clock, systemClock } from '#lib/clock.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import {
  BETTER_STACK_KEY,
  BETTER_STACK_PAGE,
  CACHET_KEY,
  INSTATUS_KEY,
  INSTATUS_PAGE,
  makeUptimeKumaDatabase,
  type PretendApi,
  STATUSPAGE_ID,
  STATUSPAGE_KEY,
  startBetterStackApi,
  startCachetApi,
  startInstatusApi,
  startStatuspageApi,
} from '../../../../mocks/index.ts';
import { parseDocument } from '../document.ts';
import { readSource, readUpptime, readUptimeKuma } from './index.ts';

/** Waits are asked for and end at once; how long they were is written down. */
function impatient() {
  const waits: number[] = [];
  const real = systemClock();
  const clock: Clock = {
    ...real,
    at(dueMs, ring) {
      waits.push(Math.round(dueMs - real.nowMs()));
      return real.at(real.nowMs(), ring);
    },
  };
  return { clock, waits };
}

function world(t: TestContext) {
  const outbound = createOutbound({ allow: '127.0.0.0/8', clock: systemClock() });
  t.after(() => outbound.close());
  const { clock, waits } = impatient();
  const read = async (from: Exclude<TransferFrom, { kind: 'document' }>) =>
    parseDocument(await readSource(from, { outbound, clock }));
  const api = async <A extends PretendApi>(starting: Promise<A>) => {
    const started = await starting;
    t.after(() => started.close());
    return started;
  };
  return { read, api, waits };
}

const whyNot = (document: { leftOut: { what: string; count: number }[] }) =>
  Object.fromEntries(document.leftOut.map(({ what, count }) => [what, count]));

test('Statuspage with a key: every page of every list', async (t) => {
  const { read, api } = world(t);
  const { url, requests } = await api(startStatuspageApi());
  const document = await read({
    kind: 'statuspage',
    key: STATUSPAGE_KEY,
    page: STATUSPAGE_ID,
    url: `${url}/v1`,
  });
  assert.equal(document.page?.name, 'Acme');
  assert.equal(document.page?.timeZone, 'Europe/Berlin');
  assert.deepEqual(
    document.groups.map(({ name }) => name['en']),
    ['API'],
  );
  assert.deepEqual(
    document.components.map(({ name, groupId }) => [name['en'], groupId]),
    [
      ['Europe', 'grpapi000001'],
      ['America', 'grpapi000001'],
      ['Website', null],
    ],
  );
  assert.equal(document.components[0]?.description?.['en'], 'Requests from Europe');
  assert.equal(document.incidents.length, 122);
  const [first] = document.incidents;
  assert.equal(first?.title['en'], 'Requests from Europe fail partly');
  assert.deepEqual(
    first?.updates.map(({ phase, components }) => [phase, components[0]?.status]),
    [
      ['investigating', 'partial_outage'],
      ['identified', 'partial_outage'],
      ['resolved', 'operational'],
    ],
  );
  assert.equal(first?.updates[1]?.text['en'], 'A certificate.\nWe renew it.');
  assert.equal(first?.startedAt, '2026-02-20T09:55:00.000Z');
  assert.equal(first?.notes.length, 2);
  const old = document.incidents.find(({ externalId }) => externalId === 'incold000000');
  assert.deepEqual(
    old?.updates.map(({ components }) => components[0]?.status),
    ['partial_outage', 'operational'],
    'where no update names components, the impact says how bad they were',
  );
  assert.equal(document.maintenances.length, 1);
  assert.equal(document.maintenances[0]?.startedAt, '2026-02-12T02:00:00.000Z');
  assert.equal(document.subscribers.length, 134);
  assert.equal(
    document.subscribers.find(({ address }) => address === 'gone@customer.example')?.state,
    'suppressed',
  );
  const not = whyNot(document);
  const sms = document.subscribers.find(({ carrier }) => carrier === 'sms');
  assert.equal(sms?.address, '+12025550100', 'the source keeps the country beside the number');
  assert.equal(not['slack subscribers'], 1);
  assert.equal(not['subscribers who never confirmed'], 1);
  assert.ok(requests().some((each) => each.includes('incidents?page=2')));
});

test('Statuspage without a key: what its public page shows', async (t) => {
  const { read, api } = world(t);
  const { url } = await api(startStatuspageApi());
  const document = await read({ kind: 'statuspage-public', url: `${url}/history` });
  assert.equal(document.incidents.length, 50);
  assert.equal(document.components.length, 3);
  assert.deepEqual(
    document.groups.map(({ externalId }) => externalId),
    ['grpapi000001'],
  );
  assert.equal(document.maintenances.length, 1);
  assert.equal(document.subscribers.length, 0);
  assert.ok(whyNot(document)['all subscribers'] && whyNot(document)['what is older than the 50 newest']);
});

test('Instatus', async (t) => {
  const { read, api } = world(t);
  const { url } = await api(startInstatusApi());
  const document = await read({ kind: 'instatus', key: INSTATUS_KEY, page: INSTATUS_PAGE, url });
  assert.equal(document.page?.name, 'Nasa');
  assert.deepEqual(
    document.groups.map(({ name }) => name['en']),
    ['Apps'],
  );
  assert.deepEqual(
    document.components.map(({ name, groupId }) => [name['en'], groupId]),
    [
      ['App', 'grp1'],
      ['Website', null],
    ],
  );
  assert.equal(document.incidents.length, 105);
  assert.deepEqual(
    document.incidents[0]?.updates.map(({ phase }) => phase),
    ['investigating', 'resolved'],
  );
  assert.equal(document.maintenances[0]?.endedAt, '2026-02-10T02:50:00.000Z');
  assert.deepEqual(
    document.subscribers.map(({ carrier, componentIds }) => [carrier, componentIds]),
    [
      ['email', null],
      ['email', ['web1']],
      ['webhook', null],
    ],
  );
  assert.deepEqual(whyNot(document), {
    'archived components': 1,
    'subscribers who never confirmed': 1,
    'SMS subscribers': 1,
  });
});

test('Better Stack', async (t) => {
  const { read, api } = world(t);
  const { url } = await api(startBetterStackApi());
  const document = await read({
    kind: 'better-stack',
    key: BETTER_STACK_KEY,
    page: BETTER_STACK_PAGE,
    url: `${url}/api/v2`,
  });
  assert.equal(document.page?.name, 'Acme');
  assert.deepEqual(
    document.groups.map(({ name }) => name['en']),
    ['Shop'],
  );
  assert.deepEqual(
    document.components.map(({ name, groupId }) => [name['en'], groupId]),
    [
      ['Checkout', '1'],
      ['Mail', null],
      ['Nightly job', null],
    ],
  );
  assert.equal(document.incidents.length, 3);
  const silent = document.incidents.find(({ externalId }) => externalId === '101');
  assert.deepEqual(
    silent?.updates.map(({ phase, origin }) => [phase, origin]),
    [
      ['investigating', 'person'],
      ['resolved', 'automatic'],
    ],
  );
  assert.equal(document.maintenances[0]?.phase, 'completed');
  assert.deepEqual(
    document.monitors.map(({ target }) => target.kind),
    ['http'],
  );
  const [monitor] = document.monitors;
  assert.ok(monitor?.target.kind === 'http' && monitor.target.headers.every(({ secret }) => secret));
  assert.equal(document.subscribers.length, 2);
  const not = whyNot(document);
  assert.ok(not['"Monitor 22"'] && not['"Nightly job"'] && not['subscribers who never confirmed']);
});

test('Cachet 2 and 3', async (t) => {
  const { read, api } = world(t);
  const { url } = await api(startCachetApi({ incidents: 12 }));
  const two = await read({ kind: 'cachet', url, version: '2', key: CACHET_KEY, timeZone: 'Europe/Berlin' });
  assert.deepEqual(
    two.components.map(({ name, groupId }) => [name['en'], groupId]),
    [
      ['API', null],
      ['Shop', '1'],
    ],
  );
  assert.equal(two.incidents.length, 11, 'one of them is not public');
  assert.equal(two.incidents[0]?.startedAt, '2026-02-20T09:00:00.000Z', 'on the clocks of Berlin');
  assert.deepEqual(
    two.incidents[0]?.updates.map(({ phase }) => phase),
    ['investigating', 'identified', 'resolved'],
  );
  assert.deepEqual(two.maintenances[0]?.componentIds, ['2']);
  assert.deepEqual(
    two.subscribers.map(({ componentIds }) => componentIds),
    [null, ['2']],
  );
  const three = await read({ kind: 'cachet', url, version: '3', key: CACHET_KEY, timeZone: 'UTC' });
  assert.deepEqual(
    three.components.map(({ name, groupId }) => [name['en'], groupId]),
    [
      ['API', null],
      ['Shop', '1'],
    ],
  );
  assert.deepEqual(
    three.incidents[0]?.updates.map(({ phase }) => phase),
    ['investigating', 'identified', 'resolved'],
  );
  assert.equal(three.maintenances[0]?.phase, 'completed');
  assert.equal(three.subscribers[0]?.confirmedAt, '2025-01-01T00:00:00.000Z');
  const open = await read({ kind: 'cachet', url, version: '2', timeZone: 'UTC' });
  assert.ok(whyNot(open)['all subscribers']);
});

test('a source that refuses, is busy, or breaks in the middle changes nothing and says why', async (t) => {
  const { read, api, waits } = world(t);
  const source = await api(startStatuspageApi({ incidents: 120, subscribers: 0 }));
  const from = {
    kind: 'statuspage',
    key: STATUSPAGE_KEY,
    page: STATUSPAGE_ID,
    url: `${source.url}/v1`,
  } as const;
  const refused = async (given: Exclude<TransferFrom, { kind: 'document' }>, why: RegExp) =>
    assert.rejects(read(given), (error: unknown) => {
      assert.ok(error instanceof Problem && error.code === 'import.invalid', String(error));
      assert.match(error.message, why);
      assert.doesNotMatch(error.message, new RegExp(STATUSPAGE_KEY));
      return true;
    });
  await refused(
    { ...from, key: 'wrong' },
    /did not accept the key \(401 at \/v1\/pages\/kctbh9vrtdwd\).*Nothing was changed/,
  );
  await refused({ ...from, page: 'another' }, /knows nothing at \/v1\/pages\/another/);
  source.setFault({ mode: 'busy', times: 3, retryAfter: '7' });
  assert.equal((await read(from)).incidents.length, 122);
  assert.deepEqual(
    waits.filter((ms) => ms > 6_000 && ms <= 7_000).length,
    3,
    'it waits as long as it is asked to',
  );
  source.setFault({ mode: 'busy', times: 1, status: 420 });
  assert.equal((await read(from)).incidents.length, 122);
  source.setFault({ mode: 'broken', from: 5, body: '[{"id":"x"' });
  await refused(from, /not JSON at \/v1\/pages\/kctbh9vrtdwd\/incidents/);
  source.setFault({
    mode: 'broken',
    from: 5,
    body: '[{"id":"x","name":"y","status":"resolved","created_at":"yesterday"}]',
  });
  await refused(from, /0\.created_at: "yesterday" is not an instant/);
  source.setFault({ mode: 'status', status: 503 });
  await refused(from, /answered 503 .* 6 times/);
  await assert.rejects(read({ ...from, url: 'http://169.254.169.254/v1' }), {
    code: 'target.private-address',
  });
});

test('Uptime Kuma 1 and 2: monitors, groups, notices, and the past that its heartbeats hold', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-kuma-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const clock = {
    ...systemClock(),
    now: () => '2026-03-01T00:00:00.000Z',
    nowMs: () => Date.parse('2026-03-01T00:00:00.000Z'),
  };
  for (const version of [1, 2] as const) {
    const file = join(folder, `kuma${version}.db`);
    makeUptimeKumaDatabase(file, version);
    const document = parseDocument(readUptimeKuma({ file }, { clock }));
    assert.equal(document.page?.name, 'Acme');
    assert.deepEqual(
      document.groups.map(({ name }) => name['en']),
      ['Shop'],
    );
    assert.equal(document.components[0]?.name['en'], 'Shop front');
    assert.equal(document.components.length, version === 1 ? 5 : 6);
    assert.deepEqual(
      document.monitors.map(({ target }) => target.kind),
      version === 1 ? ['http', 'tcp'] : ['http', 'tcp', 'http'],
    );
    const [shop] = document.monitors;
    assert.equal(shop?.confirmations, 3);
    assert.ok(
      shop?.target.kind === 'http' &&
        shop.target.headers.length === 2 &&
        shop.target.headers.every(({ secret }) => secret),
    );
    const outages = document.incidents.filter(({ outages }) => outages.length > 0);
    assert.deepEqual(
      outages.map(({ outages }) => outages.length),
      [2, 1],
    );
    assert.equal(outages[0]?.title['en'], 'Shop front did not answer 2 times');
    assert.match(outages[0]?.updates[0]?.text['en'] ?? '', /15 minutes in all/);
    const [past, pinned] = document.incidents.filter(({ externalId }) => externalId.startsWith('notice'));
    assert.deepEqual(
      past?.updates.map(({ phase }) => phase),
      ['investigating', 'resolved'],
    );
    assert.equal(pinned?.updates.length, 1);
    assert.equal(
      document.maintenances[0]?.scheduledFor,
      '2026-02-05T01:00:00.000Z',
      `version ${version}, Berlin or UTC`,
    );
    assert.deepEqual(document.maintenances[0]?.componentIds, [String(1)]);
    const not = whyNot(document);
    for (const what of [
      'notifications',
      '"Router"',
      '"Backup job"',
      '"Must be closed"',
      'other status pages',
      '"Every week"',
    ])
      assert.ok(not[what], what);
  }
  assert.throws(
    () => readUptimeKuma({ file: join(folder, 'kuma1.db'), page: 'none' }, { clock }),
    /there are "main", "inner"/,
  );
  assert.throws(() => readUptimeKuma({ file: join(folder, 'missing.db') }, { clock }), /could not be opened/);
  writeFileSync(join(folder, 'text.db'), 'this is no database, though it is long enough to look like one');
  assert.throws(
    () => readUptimeKuma({ file: join(folder, 'text.db') }, { clock }),
    /not a database of Uptime Kuma/,
  );
});

test('Upptime: a clone of its repository, and its issues', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-upptime-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'history'));
  writeFileSync(
    join(folder, '.upptimerc.yml'),
    `owner: acme
repo: upptime
sites:
  - name: Shop
    url: https://shop.example
    expectedStatusCodes: [200, 201]
  - name: Mail server
    check: tcp-ping
    url: mail.example
    port: 25
  - name: Secret
    url: $SECRET_SITE
status-website:
  name: Acme Upptime
`,
  );
  writeFileSync(
    join(folder, 'history', 'shop.yml'),
    'url: https://shop.example\nstatus: up\ncode: 200\nresponseTime: 98\nlastUpdated: 2026-02-28T23:09:11.460Z\nstartTime: 2024-08-10T07:54:39.000Z\ngenerator: Upptime <https://github.com/upptime/upptime>\n',
  );
  const issues = join(folder, 'issues.json');
  writeFileSync(
    issues,
    JSON.stringify([
      {
        number: 3,
        title: '🛑 Shop is down',
        body: 'In [`abc`](x), Shop was **down**.',
        state: 'CLOSED',
        labels: [{ name: 'status' }, { name: 'shop' }],
        createdAt: '2026-02-20T10:00:00Z',
        closedAt: '2026-02-20T10:30:00Z',
        comments: [
          { body: '**Resolved:** Shop is back up after 30 minutes.', createdAt: '2026-02-20T10:29:59Z' },
        ],
      },
      {
        number: 4,
        title: '⚠️ Mail server has degraded performance',
        body: 'Slow.',
        state: 'closed',
        labels: [{ name: 'status' }, { name: 'mail-server' }],
        created_at: '2026-02-21T10:00:00Z',
        closed_at: '2026-02-21T10:30:00Z',
        comments: 0,
      },
      {
        number: 5,
        title: 'Move',
        body: '<!--\nstart: 2026-02-22T10:00:00+01:00\nend: 2026-02-22T12:00:00+01:00\nexpectedDown: shop\n-->\nWe move.',
        state: 'closed',
        labels: [{ name: 'maintenance' }],
        created_at: '2026-02-21T10:00:00Z',
        closed_at: '2026-02-22T11:00:00Z',
      },
      {
        number: 6,
        title: 'A question',
        body: '',
        state: 'open',
        labels: [],
        created_at: '2026-02-21T10:00:00Z',
        closed_at: null,
      },
    ]),
  );
  const document = parseDocument(readUpptime({ folder, issues }, { clock: systemClock() }));
  assert.deepEqual(
    document.components.map(({ externalId, startDate }) => [externalId, startDate]),
    [
      ['shop', '2024-08-10'],
      ['mail-server', undefined],
      ['secret', undefined],
    ],
  );
  assert.deepEqual(
    document.monitors.map(({ target }) => target.kind),
    ['http', 'tcp'],
  );
  assert.deepEqual(
    document.incidents.map(({ title, updates }) => [title['en'], updates.map(({ phase }) => phase)]),
    [
      ['Shop is down', ['investigating', 'resolved']],
      ['Mail server has degraded performance', ['investigating', 'resolved']],
    ],
  );
  assert.deepEqual(
    document.maintenances.map(({ scheduledFor, componentIds }) => [scheduledFor, componentIds]),
    [['2026-02-22T09:00:00.000Z', ['shop']]],
  );
  assert.ok(whyNot(document)['"Secret"']);
  assert.throws(
    () => readUpptime({ folder: join(folder, 'none') }, { clock: systemClock() }),
    /could not be read/,
  );
});
