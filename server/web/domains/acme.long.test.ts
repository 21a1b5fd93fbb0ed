/** Certificates from a real ACME server: Pebble, the test server of Let's Encrypt, with its own DNS, on loopback. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '#catalog';
import { createTestWeb } from '../testing.ts';
import { freePorts, selfSigned } from './testing.ts';

const HOST = 'status.acme.example';
const day = 86_400_000;

test('orders, serves and renews a certificate by HTTP-01', { timeout: 120_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-acme-'));
  const [acmePort, managePort, dnsPort, dnsManage, httpPort, httpsPort] = (await freePorts(6)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const file = (name: string) => join(folder, name);
  const own = selfSigned('127.0.0.1');
  await writeFile(file('key.pem'), own.key);
  await writeFile(file('root.pem'), own.chain);
  await writeFile(
    file('pebble.json'),
    JSON.stringify({
      pebble: {
        listenAddress: `127.0.0.1:${acmePort}`,
        managementListenAddress: `127.0.0.1:${managePort}`,
        certificate: file('root.pem'),
        privateKey: file('key.pem'),
        httpPort,
        tlsPort: httpsPort,
        ocspResponderURL: '',
        externalAccountBindingRequired: false,
      },
    }),
  );
  const children: ChildProcess[] = [];
  const run = (command: string, parameters: string[], env = {}) =>
    children.push(
      spawn(command, parameters, { stdio: 'ignore', env: { ...process.env, ...env } }).on('error', () => {}),
    );
  t.after(async () => {
    for (const child of children) child.kill();
    await rm(folder, { recursive: true, force: true });
  });
  run('pebble-challtestsrv', [
    '-dns01',
    `127.0.0.1:${dnsPort}`,
    '-management',
    `127.0.0.1:${dnsManage}`,
    '-http01',
    '',
    '-https01',
    '',
    '-tlsalpn01',
    '',
    '-defaultIPv4',
    '127.0.0.1',
    '-defaultIPv6',
    '',
  ]);
  run('pebble', ['-config', file('pebble.json'), '-dnsserver', `127.0.0.1:${dnsPort}`], {
    PEBBLE_VA_NOSLEEP: '1',
  });

  const ask = (options: object) =>
    new Promise<{ text: string; until: string }>((resolve, reject) => {
      get({ host: '127.0.0.1', agent: false, ...options }, (response) => {
        const until = (
          response.socket as never as { getPeerCertificate(): { valid_to: string } }
        ).getPeerCertificate().valid_to;
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ text, until }));
      }).on('error', reject);
    });
  let authority = '';
  for (let tries = 0; authority === ''; tries++) {
    assert.ok(tries < 100, 'Pebble did not start; its Debian package is called pebble');
    authority = await ask({ port: managePort, path: '/roots/0', ca: own.chain }).then(
      ({ text }) => text,
      () => '',
    );
    if (authority === '') await pause(100);
  }

  const dataFolder = await mkdtemp(join(tmpdir(), 'candor-acme-data-'));
  const world = await createTestWeb({
    signIn: false,
    env: {
      CANDOR_DATA: dataFolder,
      CANDOR_HTTPS_PORT: String(httpsPort),
      CANDOR_HTTP_PORT: String(httpPort),
      CANDOR_ACME_DIRECTORY: `https://127.0.0.1:${acmePort}/dir`,
      CANDOR_ACME_CONTACT: 'ops@shop.example',
      CANDOR_ACME_ROOT: file('root.pem'),
    },
  });
  t.after(world.close);
  const { web, clock, loops } = world;
  clock.moveTo(Date.now());
  web.sites.replace([
    { page: { id: 'pag_1', slug: 'acme', host: HOST, isDefault: false } as Page, gate: null },
  ]);
  await web.shelf.put('/', { contentType: 'text/html', body: '<title>served</title>' });

  const forward = async (ms: number) => clock.moveTo(clock.nowMs() + ms, () => loops.settled());
  await forward(61_000);
  const first = web.domains.stateOf(HOST);
  assert.equal(first.lastError, null);
  assert.equal(first.kind, 'acme');
  const served = await ask({ port: httpsPort, servername: HOST, headers: { host: HOST }, ca: authority });
  assert.match(served.text, /served/, 'the chain is whole: a reader who trusts the root trusts us');
  const { mode } = await stat(join(dataFolder, 'tls', 'hosts', `${HOST}.pem`));
  assert.equal(mode & 0o777, 0o600);
  assert.equal((await stat(join(dataFolder, 'tls', 'account.key'))).mode & 0o777, 0o600);
  assert.doesNotMatch(world.logged(), /PRIVATE KEY/);

  // Nothing is ordered before it is due, and then it is. Pebble's certificates live for five years.
  await forward(day);
  assert.equal(web.domains.stateOf(HOST).validUntil, first.validUntil);
  await pause(1_100);
  await clock.moveTo(Date.parse(first.renewsAt!) + 61_000);
  await loops.settled();
  const second = web.domains.stateOf(HOST);
  assert.equal(second.lastError, null);
  assert.notEqual(second.validUntil, first.validUntil, 'a new one');

  // A host that does not lead here is refused, said, and tried again with patience; the others are served on.
  await fetch(`http://127.0.0.1:${dnsManage}/add-a`, {
    method: 'POST',
    body: JSON.stringify({ host: 'away.example.', addresses: ['127.0.0.3'] }),
  });
  const away = { id: 'pag_2', slug: 'away', host: 'away.example', isDefault: false } as Page;
  web.sites.replace([...web.sites.all(), { page: away, gate: null }]);
  await forward(61_000);
  const refused = web.domains.stateOf('away.example');
  assert.equal(refused.kind, 'missing');
  assert.match(refused.lastError!, /./);
  assert.ok(Date.parse(refused.nextTryAt!) > clock.nowMs());
  assert.match(
    (await ask({ port: httpsPort, servername: HOST, headers: { host: HOST }, ca: authority })).text,
    /served/,
  );
});
