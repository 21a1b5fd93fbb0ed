/** What is said of mail before an outage: findings with their records, warm-up, seed tests. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { MailReadiness } from '@candor/protocol/mail-readiness.ts';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { type DnsTable, startDnsServer } from '../../../../mocks/dns-server.ts';
import { type CarriersConfig, createCarriers } from '../../index.ts';
import { createWorld } from '../../testing.ts';
import { openDkimKey } from '../dkim.ts';
import { createDns } from './dns.ts';
import { rateFindings } from './rate-checks.ts';
import { seenIn } from './seen.ts';
import { warmUpOf } from './warm-up.ts';

async function open(t: TestContext, config: Partial<CarriersConfig> = {}) {
  const world = await createWorld(t);
  const server = await startDnsServer();
  t.after(() => server.close());
  const { createIds } = await import('#lib/id.ts');
  const { createOutbound } = await import('#lib/outbound/index.ts');
  const clock = handClock('2026-03-01T10:00:00.000Z');
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const outbound = createOutbound({ allow: '127.0.0.1', clock });
  const carriers = createCarriers({
    store: world.store,
    clock,
    ids: createIds(clock),
    log,
    loops,
    outbound,
    dns: createDns({ servers: [server.address], timeoutMs: 300 }),
    mailDomains: async () => [
      { domain: 'gmail.com', readers: 6_000 },
      { domain: 'hosted.example', readers: 300 },
    ],
    config: {
      dataFolder: world.dataFolder,
      publicUrl: 'https://status.acme.example',
      smtpUrl: world.mail.url,
      mailFrom: 'Acme Status <status@acme.example>',
      mailConnections: 2,
      mailUnsubscribe: '',
      mailDkim: true,
      mailDkimSelector: 'candor',
      pushServices: '',
      ...config,
    },
  });
  t.after(async () => {
    await carriers.close(0);
    await loops.stop();
    await outbound.close();
  });
  const { record } = openDkimKey({
    folder: `${world.dataFolder}/dkim`,
    domain: 'acme.example',
    selector: 'candor',
  });
  const look = async (table: DnsTable): Promise<Record<string, MailReadiness['findings'][number]>> => {
    server.set(table);
    clock.jumpTo(clock.nowMs() + 60_000);
    const { findings } = await carriers.mail.readiness.look();
    return Object.fromEntries(findings.map((finding) => [finding.id.replace(/:.*/, ''), finding]));
  };
  return { world, server, carriers, loops, record, look };
}

test('with nothing published every finding says exactly what to publish', async (t) => {
  const { look, record } = await open(t);
  const found = await look({});
  assert.deepEqual(Object.fromEntries(Object.entries(found).map(([id, { state }]) => [id, state])), {
    spf: 'fail',
    dkim: 'fail',
    dmarc: 'fail',
    mx: 'warn',
    relay: 'ok',
    ptr: 'unknown',
    'return-path': 'warn',
    'one-click': 'ok',
  });
  assert.deepEqual(found['dkim']!.record, record);
  assert.match(found['spf']!.record!.value, /^v=spf1 .* ~all$/);
  assert.deepEqual(found['dmarc']!.record, {
    name: '_dmarc.acme.example',
    type: 'TXT',
    value: 'v=DMARC1; p=none; rua=mailto:dmarc-reports@acme.example',
  });
  for (const { state, todo } of Object.values(found)) if (state !== 'ok') assert.ok(todo);
});

test('with everything published all is well; another key, a revoked key and a broken record are not', async (t) => {
  const { look, record, server } = await open(t, { smtpUrl: 'smtp://smtp.relay.example' });
  const good: DnsTable = {
    'acme.example': { TXT: ['v=spf1 a:smtp.relay.example -all'], MX: ['10 mx.acme.example'] },
    'smtp.relay.example': { A: ['203.0.113.5'] },
    '5.113.0.203.in-addr.arpa': { PTR: ['smtp.relay.example'] },
    [record.name]: { TXT: [record.value] },
    '_dmarc.acme.example': { TXT: ['v=DMARC1; p=reject; rua=mailto:d@acme.example'] },
  };
  const all = await look(good);
  for (const id of ['spf', 'dkim', 'dmarc', 'alignment', 'mx', 'ptr'])
    assert.equal(all[id]!.state, 'ok', `${id}: ${all[id]!.evidence}`);
  assert.match(all['dkim']!.evidence, /2048 bits/);

  const changed = async (change: DnsTable) => look({ ...good, ...change });
  const other = record.value.replace(/p=..../, 'p=MIIC');
  assert.match((await changed({ [record.name]: { TXT: [other] } }))['dkim']!.evidence, /another key/);
  assert.match((await changed({ [record.name]: { TXT: ['v=DKIM1; p='] } }))['dkim']!.evidence, /revoked/);
  const spf = (
    await changed({
      'acme.example': { TXT: ['v=spf1 ip4:192.0.2.1 include:x.example -all'] },
      'x.example': { TXT: ['v=spf1 -all'] },
    })
  )['spf']!;
  assert.equal(spf.state, 'fail');
  assert.equal(spf.record!.value, 'v=spf1 ip4:192.0.2.1 include:x.example ip4:203.0.113.5 -all');
  assert.equal(
    (await changed({ '_dmarc.acme.example': { TXT: ['v=DMARC1; p=none'] } }))['dmarc']!.state,
    'warn',
  );
  assert.equal((await changed({ '5.113.0.203.in-addr.arpa': {} }))['ptr']!.state, 'warn');
  server.setFault({ mode: 'servfail' });
  const dark = await look(good);
  for (const id of ['spf', 'dkim', 'dmarc', 'mx']) assert.equal(dark[id]!.state, 'unknown', id);
});

test('the way back is tried as far as the recipient', async (t) => {
  const { look } = await open(t, {
    mailReturnPath: 'bounces@returns.acme.example',
    publicUrl: 'http://localhost:3000',
  });
  const found = await look({ 'acme.example': { MX: ['10 mx.acme.example'] } });
  assert.match(found['return-path']!.evidence, /no MX record/);
  assert.equal(found['one-click']!.state, 'fail');
  assert.equal(
    found['spf']!.what,
    'SPF of returns.acme.example',
    'the envelope’s domain is what SPF is checked against',
  );
});

test('relays that somebody names are not asked inside the house', async (t) => {
  const { look, carriers } = await open(t, { smtpUrl: '' });
  await carriers.accounts.create('email', {
    provider: 'smtp',
    name: 'x',
    settings: { host: '10.0.0.9', port: 25 },
  });
  const found = await look({});
  assert.equal(found['relay']!.state, 'unknown');
  assert.match(found['relay']!.evidence, /private|refuse/i);
});

test('warm-up is reckoned from subscribers and what was sent', async (t) => {
  const { carriers, server } = await open(t);
  server.set({ 'hosted.example': { MX: ['1 aspmx.l.google.com'] } });
  const { warmUp } = await carriers.mail.readiness.look();
  assert.deepEqual(warmUp.byProvider, [{ provider: 'Gmail', readers: 6_300, bulk: true }]);
  assert.equal(warmUp.verdict, 'cold');
  assert.equal(warmUp.plan[0]!.letters, 200);
  assert.equal(warmUp.plan.at(-1)!.letters, 6_300);
  assert.match(warmUp.advice, /6,300 letters.*Gmail would count you among the bulk senders/s);
  const given = { domains: [{ domain: 'gmail.com', readers: 3_000 }], hosted: new Map() };
  assert.equal(warmUpOf({ ...given, lastDays: [{ day: '2026-02-01', letters: 2_000 }] }).verdict, 'warm');
  assert.equal(warmUpOf({ domains: [], hosted: new Map(), lastDays: [] }).verdict, 'nobody');
  assert.deepEqual(
    warmUpOf({ ...given, lastDays: [{ day: '2026-02-01', letters: 1_000 }] }).plan.map(
      ({ letters }) => letters,
    ),
    [1_000, 2_000, 3_000],
  );
});

test('complaints and bounces are held against the bulk rules, once there is enough to say so', () => {
  const rate = (sent: number, complained: number, bounced: number) => ({
    way: 'settings',
    hours: 168,
    sent,
    bounced,
    dead: 0,
    complained,
    bounceShare: bounced / sent,
    complaintShare: complained / sent,
  });
  const state = (...args: [number, number, number]) =>
    rateFindings([rate(...args)], () => 'SMTP_URL')[0]?.state;
  assert.equal(state(1_000, 0, 0), 'ok');
  assert.equal(state(1_000, 3, 0), 'fail');
  assert.equal(state(1_000, 2, 0), 'warn');
  assert.equal(state(1_000, 0, 60), 'fail');
  assert.equal(state(100, 50, 50), undefined);
});

test('a seed test is sent, tells its mailboxes apart by their links, and reads what the receiver found', async (t) => {
  const { carriers, world, loops } = await open(t);
  await carriers.start();
  await assert.rejects(
    carriers.mail.seeds.start(['one@example.org', 'no address']),
    /no address is not a mail address/,
  );
  assert.deepEqual(await carriers.mail.seeds.list(), []);
  const started = await carriers.mail.seeds.start(['one@example.org', 'two@example.org', 'one@example.org']);
  await loops.settled();
  const letters = world.mail.inbox();
  assert.equal(letters.length, 2);
  const one = letters.find(({ to }) => to[0] === 'one@example.org')!;
  assert.match(one.text, /Nothing is wrong/);
  assert.equal(one.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  const [, token] = /mail-seeds\/([\w.-]+)/.exec(one.text)!;
  const seed = await carriers.mail.seeds.byLink(token!);
  assert.equal(seed!.address, 'one@example.org');
  assert.equal(await carriers.mail.seeds.byLink(token!.replace(/.$/, '!')), null);
  await carriers.mail.seeds.landed(seed!.id, 'spam');

  const two = letters.find(({ to }) => to[0] === 'two@example.org')!;
  const header = [
    'Received: from mx.acme.example by mx.mailbox.example with ESMTPS id x; Sun, 1 Mar 2026 10:00:01 +0000',
    'Authentication-Results: mx.mailbox.example;',
    '       dkim=pass header.i=@other.example;',
    '       dkim=fail (bad signature) header.i=@acme.example header.s=candor;',
    '       spf=softfail (mailbox.example: transitioning) smtp.mailfrom=status@acme.example;',
    '       dmarc=fail (p=NONE) header.from=acme.example',
    two.raw.split('\r\n\r\n')[0]!,
  ].join('\r\n');
  const tested = await carriers.mail.seeds.receipt(started.id, { header, landed: 'inbox' });
  const [first, second] = tested.mailboxes;
  assert.deepEqual([first!.landed, first!.delivery, first!.seen], ['spam', 'accepted', null]);
  assert.equal(second!.landed, 'inbox');
  assert.deepEqual(second!.seen, {
    by: 'mx.mailbox.example',
    spf: 'softfail',
    dkim: 'fail',
    dmarc: 'fail',
    tls: true,
  });
  await assert.rejects(
    carriers.mail.seeds.receipt(started.id, { header: 'Subject: x' }),
    /belongs to no letter/,
  );
  await assert.rejects(
    carriers.mail.seeds.receipt(started.id, { header: two.raw.split('\r\n\r\n')[0]! }),
    /no Authentication-Results/,
  );
  assert.equal(seenIn('Authentication-Results: x; none', 'acme.example')!.spf, null);
});
