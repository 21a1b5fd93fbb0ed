/** The built SDK in a real Chromium, against a real server whose API breaks: the page stays usable and says so. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import canonicalize from 'canonicalize';
import { type Browser, chromium } from 'playwright-core';
import { build, type Size } from './build.ts';
import { incidentWith, viewWith } from './testing.ts';

const AXE = new URL(import.meta.resolve('axe-core/axe.min.js'));
const PAGE = `<!doctype html><html lang="en"><head><title>Shop</title>
<meta name="color-scheme" content="light dark"><style>body{background:Canvas;color:CanvasText}</style></head>
<body><main><h1>Shop</h1><p id="orders"></p></main>
<script src="/sdk/candor.iife.js"></script><script>
window.candor = Candor.createCandor({ origin: location.origin, beacon: true,
  breaker: { failures: 3, openMs: 200, openMaxMs: 400, shares: [0.01, 0.1, 1], stepMs: 100 } });
candor.banner();
window.load = async () => {
  try {
    const answer = await candor.fetch('/api/orders', { staleForSeconds: 3600, timeoutMs: 400, retries: 0, patienceMs: 300 });
    document.getElementById('orders').textContent = answer.ok
      ? (await answer.json()) + (answer.headers.has('candor-age') ? ' (old)' : ' (fresh)') : 'error ' + answer.status;
  } catch (error) { document.getElementById('orders').textContent = error.name; }
  return document.getElementById('orders').textContent;
};
</script></body></html>`;

const keys = generateKeyPairSync('ed25519');
const raw = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');

type Fault = 'none' | '500s' | 'hang' | 'refused';
let fault: Fault = 'none';
let version = 1;
let incidents = [] as ReturnType<typeof incidentWith>[];
let folder: string;
let sizes: Size[];
let browser: Browser;
let origin: string;
const beacons: string[] = [];
const readers = new Set<ServerResponse>();
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const view = () => viewWith({ version, madeAt: soon(0), validUntil: soon(300_000), incidents });
const tell = (response: ServerResponse) =>
  response.write(`id: ${version}\nevent: snapshot\ndata: ${JSON.stringify(view())}\n\n`);

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url!, 'http://localhost');
  if (pathname === '/') return response.setHeader('Content-Type', 'text/html').end(PAGE);
  if (pathname.startsWith('/sdk/')) {
    response.setHeader('Content-Type', 'text/javascript');
    return response.end(await readFile(join(folder, pathname.slice(5))));
  }
  if (pathname === '/snapshot.json') {
    const snapshot = view();
    const signature = sign(null, Buffer.from(canonicalize(snapshot)!), keys.privateKey).toString('base64');
    return response.end(JSON.stringify({ snapshot, signature }));
  }
  if (pathname === '/live') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    readers.add(response);
    return tell(response);
  }
  if (pathname === '/beacons') {
    for await (const chunk of request) beacons.push(String(chunk));
    return response.writeHead(204).end();
  }
  if (pathname !== '/api/orders') return response.writeHead(404).end();
  if (fault === 'hang') return;
  if (fault === 'refused') return request.socket.destroy();
  response.writeHead(fault === '500s' ? 500 : 200, { 'Content-Type': 'application/json' }).end('["order 1"]');
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-browser-'));
  sizes = await build(folder);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true, force: true });
});

for (const mode of ['500s', 'hang', 'refused'] as const)
  test(`the page stays usable while its API answers with ${mode}, and recovers`, {
    timeout: 60_000,
  }, async () => {
    fault = 'none';
    incidents = [];
    version += 1;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    const load = () => page.evaluate('load()');
    assert.equal(await load(), 'order 1 (fresh)');
    const banner = page.locator('candor-status section');
    assert.equal(await banner.isVisible(), false);

    fault = mode;
    for (let n = 0; n < 4; n++) assert.equal(await load(), 'order 1 (old)');
    incidents = [{ ...incidentWith(), nextUpdateBy: soon(600_000) }];
    version += 1;
    for (const reader of readers) tell(reader);
    await banner.waitFor({ state: 'visible', timeout: 10_000 });
    assert.match(
      (await banner.textContent())!,
      /Orders fail[\s\S]*looking into it[\s\S]*Next word by .*in 10 min/,
    );
    await page.reload();
    await banner.waitFor({ state: 'visible', timeout: 10_000 });
    assert.equal(await load(), 'order 1 (old)', 'a page opened in the outage has the kept copy');

    if (mode === '500s')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.addScriptTag({ content: await readFile(AXE, 'utf8') });
        const found = await page.evaluate<string[]>(
          `axe.run('candor-status', { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ': ' + v.help))`,
        );
        assert.deepEqual(found, [], colorScheme);
      }
    if (mode === 'hang') {
      await page.locator('candor-status button').click();
      assert.equal(await banner.isVisible(), false, 'dismissed until the next word');
    }

    fault = 'none';
    incidents = [];
    version += 1;
    for (const reader of readers) tell(reader);
    await banner.waitFor({ state: 'hidden', timeout: 10_000 });
    await page.waitForFunction(`load().then((shown) => shown === 'order 1 (fresh)')`, null, {
      timeout: 20_000,
    });
    assert.equal(await load(), 'order 1 (fresh)');
    await page.evaluate('candor.flush()');
    await context.close();
    assert.ok(beacons.some((batch) => batch.includes('"kind":"view"')));
  });

test('checks the signature in the browser and refuses that of another key', { timeout: 30_000 }, async () => {
  const page = await browser.newPage();
  await page.goto(origin);
  const ask = (publicKey: string) =>
    page.evaluate(`(async () => {
      localStorage.clear();
      const { status, stop } = Candor.createCandor({ origin: location.origin, publicKey: '${publicKey}' });
      stop();
      return [await status.refresh(), status.current().verified];
    })()`);
  assert.deepEqual(await ask(raw(keys.publicKey)), [true, true]);
  assert.deepEqual(await ask(raw(generateKeyPairSync('ed25519').publicKey)), [false, false]);
  await page.close();
});

test('what a visitor pays stays within the budget', () => {
  const gzip = (name: string) => sizes.find(({ file }) => file === name)!.gzipBytes;
  assert.deepEqual(
    sizes.map(({ file }) => file),
    [
      'candor-banner.js',
      'candor-beacon.js',
      'candor-embed.js',
      'candor-outbox.js',
      'candor-verify.js',
      'candor.iife.js',
      'candor.js',
    ],
    'a chunk that is shared would be a hidden part of the page script',
  );
  assert.ok(gzip('candor.js') <= 4_000, JSON.stringify(sizes));
  assert.ok(
    gzip('candor-banner.js') + gzip('candor-beacon.js') + gzip('candor-verify.js') <= 5_100,
    JSON.stringify(sizes),
  );
  assert.ok(gzip('candor.iife.js') <= 8_700, JSON.stringify(sizes));
  assert.ok(gzip('candor-embed.js') <= 8_300, JSON.stringify(sizes));
  assert.ok(gzip('candor-outbox.js') <= 1_300, JSON.stringify(sizes));
});
