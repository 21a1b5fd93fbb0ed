/** TLS by Candor itself: which certificate a reader gets, who is sent on, and when certificates are due. */
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import type { Page } from '#catalog';
import { createTestWeb } from '../testing.ts';
import { renewAtMs, retryAtMs } from './renewal.ts';
import { freePorts, selfSigned } from './testing.ts';

const HOST = 'status.tls.example';

const siteAt = (host: string) => ({
  page: { id: 'pag_1', slug: 'tls', host, isDefault: false } as Page,
  gate: null,
});

test('speaks TLS with the certificate of the asked name, and sends plain http on', async (t) => {
  const [httpsPort, httpPort] = (await freePorts(2)) as [number, number];
  const folder = await mkdtemp(join(tmpdir(), 'candor-tls-'));
  const { key, chain } = selfSigned(HOST);
  await writeFile(join(folder, `${HOST}.key`), key);
  await writeFile(join(folder, `${HOST}.crt`), chain);
  await writeFile(join(folder, 'broken.example.pem'), 'no certificate');
  const { web, ask, loops, clock, close, logged } = await createTestWeb({
    signIn: false,
    env: {
      CANDOR_HTTPS_PORT: String(httpsPort),
      CANDOR_HTTP_PORT: String(httpPort),
      CANDOR_TLS_FOLDER: folder,
    },
  });
  t.after(close);
  web.sites.replace([
    siteAt(HOST),
    { page: { ...siteAt('broken.example').page, slug: 'other' }, gate: null },
  ]);
  await web.shelf.replace(
    'page:pag_1',
    new Map([['/', { contentType: 'text/html', body: '<title>over TLS</title>' }]]),
    { host: HOST },
  );
  await web.shelf.put('/', { contentType: 'text/html', body: '<title>common</title>' });
  // The folder is looked at once a minute.
  await clock.moveTo(clock.nowMs() + 61_000, () => loops.settled());
  const over = (servername: string) =>
    new Promise<{ text: string; protocol: string | null; status: number }>((resolve, reject) => {
      httpsGet(
        {
          host: '127.0.0.1',
          port: httpsPort,
          servername,
          headers: { host: servername },
          rejectUnauthorized: false,
          agent: false,
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({
              text,
              protocol: (response.socket as TLSSocket).getProtocol(),
              status: response.statusCode!,
            }),
          );
        },
      ).on('error', reject);
    });
  const seen = await over(HOST);
  assert.match(seen.text, /over TLS/);
  assert.equal(seen.protocol, 'TLSv1.3');
  await assert.rejects(over('elsewhere.example'), 'no certificate, no handshake');
  await assert.rejects(over('broken.example'));
  assert.match(logged(), /a certificate cannot be used/);
  assert.doesNotMatch(logged(), /PRIVATE KEY/);
  assert.equal(web.sites.urlOf(siteAt(HOST).page), `https://${HOST}:${httpsPort}`);
  const { kind, validUntil } = web.domains.stateOf(HOST);
  assert.equal(kind, 'file');
  assert.ok(Date.parse(validUntil!) > 0);
  assert.equal(web.domains.stateOf('broken.example').kind, 'missing');

  const plainly = (host: string, path: string) =>
    new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
      httpGet({ host: '127.0.0.1', port: httpPort, path, headers: { host }, agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode!, location: response.headers.location });
      }).on('error', reject);
    });
  const sentOn = await plainly(`${HOST}:80`, '/history?x=1');
  assert.deepEqual(sentOn, { status: 308, location: `https://${HOST}:${httpsPort}/history?x=1` });
  assert.equal((await plainly('elsewhere.example', '/')).status, 404);
  assert.equal((await plainly(HOST, 'http://evil.example/')).status, 404);
  assert.equal((await plainly(HOST, '/.well-known/acme-challenge/guess')).status, 308);
  assert.equal((await ask('GET', '/')).status, 200, 'the plain port serves on, for proxies and this machine');
});

test('a certificate is renewed at two thirds of its life, and a refusal is answered with patience', () => {
  const day = 86_400_000;
  const life = { notBeforeMs: 0, notAfterMs: 90 * day };
  const due = ['a.example', 'b.example', 'c.example'].map((host) => renewAtMs(host, life));
  for (const at of due) assert.ok(at >= 60 * day && at <= 64.5 * day);
  assert.equal(new Set(due).size, 3, 'not all at once');
  assert.equal(renewAtMs('a.example', life), due[0], 'and always at the same time');
  const waits = [1, 2, 3, 20].map((failures) => retryAtMs('a.example', { failures, lastMs: 0 }) / 60_000);
  assert.ok(waits[0]! >= 5 && waits[0]! < 6 && waits[1]! >= 10 && waits[2]! >= 20);
  assert.ok(waits[3]! <= 13.2 * 60, 'never longer than about half a day');
  assert.equal(retryAtMs('a.example', { failures: 0, lastMs: 5 }), 0);
});
