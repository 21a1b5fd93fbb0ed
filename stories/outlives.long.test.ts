/**
 * The page outlives everything behind it, with real processes and a real browser: Candor is killed and comes back
 * without its database, a file of its copy is damaged meanwhile, and a reader's page grows old by itself.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { chromium as program } from '../bootstrap/chromium.ts';
import { freePort } from '../server/cli/demo/candor.ts';
import { openCandorProcess, until } from './candor-process.ts';

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const validUntil = (text: string) => /data-until="([^"]+)"/.exec(text)![1]!;

test('killed and begun again without a database, the same bytes are served; what was damaged is left out', {
  timeout: 180_000,
}, async (t) => {
  const candor = await openCandorProcess(t);
  const { id } = await candor.ok<{ id: string }>('POST', '/api/v1/components', {
    slug: 'checkout',
    name: { en: 'Checkout', de: 'Kasse' },
  });
  await candor.ok('PATCH', `/api/v1/components/${id}`, { manualStatus: 'partial_outage' });
  const before = await until('the page says it', async () => {
    const page = await candor.page();
    return page.text.includes('class="partial_outage"') ? page : null;
  });
  const home = `<title>${/<title>([^<]+)/.exec(before.text)![1]}`;
  const feed = (await candor.page('/feed.atom')).text;
  const bodies = join(candor.folder, 'pages', 'bodies');
  const onDisk = () => readdirSync(bodies).filter((name) => !name.endsWith('.tmp'));
  await until('the disk has it', () => {
    const files = onDisk().filter((name) => {
      const text = readFileSync(join(bodies, name)).toString();
      return text.includes(home) && text.includes('class="partial_outage"');
    });
    const manifests = readdirSync(join(candor.folder, 'pages')).filter((name) => name.endsWith('.json'));
    return manifests.some((name) => {
      const manifest = readFileSync(join(candor.folder, 'pages', name), 'utf8');
      return files.some((file) => manifest.includes(file));
    });
  });
  await candor.kill();
  candor.killPostmaster();
  for (const name of onDisk())
    if (readFileSync(join(bodies, name)).toString() === feed) writeFileSync(join(bodies, name), 'damaged');

  const port = await freePort();
  const again = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'serve'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      CANDOR_DATA: candor.folder,
      // Nobody listens there: the database is gone for good.
      DATABASE_URL: `postgres://candor@127.0.0.1:${await freePort()}/candor`,
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  t.after(async () => {
    const ended = once(again, 'exit');
    again.kill('SIGKILL');
    await ended;
  });
  const read = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  const after = await until('the page is served', () => read('/').catch(() => null));
  const text = await after.text();
  assert.equal(after.status, 200);
  assert.ok(text.includes('class="partial_outage"'), 'what was wrong is still said to be wrong');
  assert.match(text, /treat this page as unknown/);
  assert.ok(Date.parse(validUntil(text)) < Date.now() + 180_000, 'nothing was made to look newer than it is');
  for (const path of ['/de/', '/feed.rss', '/snapshot.json', '/calendar.ics', '/api/v2/summary.json'])
    assert.equal((await read(path)).status, 200, path);
  const gzipped = await read('/feed.atom', { 'accept-encoding': 'gzip' });
  assert.notEqual(gzipped.status, 200, 'a damaged body is never served');
  assert.equal((await read('/readyz')).status, 503);
});

/** A dead origin's copy: the same bytes for ever, as a cache or a folder serves them. */
async function copyOf(t: { after(fn: () => unknown): void }, body: string) {
  const server = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const looks = (page: Page) =>
  page.evaluate(() => {
    const stale = document.querySelector<HTMLElement>('main > .stale')!;
    const rest = document.querySelector<HTMLElement>('main > h1')!;
    const style = getComputedStyle(stale);
    return {
      said: style.visibility === 'visible' && style.display !== 'none' && style.position === 'static',
      grey: getComputedStyle(rest).filter,
    };
  });

test('a database that cannot be started takes no page away, and is there once it can', {
  timeout: 180_000,
}, async (t) => {
  const candor = await openCandorProcess(t);
  await until('the disk has the page', () => existsSync(join(candor.folder, 'pages', 'bodies')));
  await candor.kill();
  candor.killPostmaster();
  const [control] = globSync('postgres*/**/global/pg_control', { cwd: candor.folder });
  const file = join(candor.folder, control!);
  renameSync(file, `${file}.away`);
  const port = await freePort();
  const again = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'serve'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      CANDOR_DATA: candor.folder,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [again.stdout, again.stderr])
    stream.on('data', (data) => {
      said += data;
    });
  const ended = once(again, 'exit');
  t.after(async () => {
    again.kill('SIGKILL');
    await ended;
  });
  const read = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
  const page = await until('the page is served', () => read('/'));
  assert.equal(page.status, 200);
  assert.match(await page.text(), /treat this page as unknown/);
  assert.equal((await read('/readyz'))!.status, 503);
  await until('it says so', () => said.includes('tried again every ten seconds'), 60_000);
  assert.equal(again.exitCode, null);
  assert.equal((await read('/'))!.status, 200);
  renameSync(`${file}.away`, file);
  await until('it is whole again', async () => (await read('/readyz'))?.status === 200, 60_000);
  // The first world's end waits for the database, which ends with the last process that uses it.
  again.kill('SIGTERM');
  await ended;
});

test('a page that is left open turns to unknown by itself, with script and without', {
  timeout: 120_000,
}, async (t) => {
  const candor = await openCandorProcess(t);
  await candor.ok('POST', '/api/v1/components', { slug: 'checkout', name: { en: 'Checkout' } });
  const { text } = await until('the page has it', async () => {
    const page = await candor.page();
    return page.text.includes('Checkout') ? page : null;
  });
  const url = await copyOf(t, text);
  const browser = await chromium.launch({ executablePath: program(), args: ['--no-sandbox'] });
  t.after(() => browser.close());

  // Without script: the page's own is not run; the test's hand moves the animations to their time.
  const quiet = await browser.newPage();
  await quiet.route(url, (route) =>
    route.fulfill({ contentType: 'text/html', body: text.replace(/<script>.*<\/script>/s, '') }),
  );
  await quiet.goto(url);
  assert.deepEqual(await looks(quiet), { said: false, grey: 'none' }, 'fresh when it was loaded');
  const ageTo = (seconds: number) =>
    quiet.evaluate((ms) => {
      for (const animation of document.getAnimations()) animation.currentTime = ms;
    }, seconds * 1_000);
  await ageTo(179);
  assert.deepEqual(await looks(quiet), { said: false, grey: 'none' });
  await ageTo(181);
  assert.deepEqual(await looks(quiet), { said: true, grey: 'grayscale(1)' });

  // With script: a reader whose own clock is past the page's time sees it at once, whatever was cached.
  const late = await browser.newPage();
  await late.clock.setFixedTime(new Date(Date.parse(validUntil(text)) + 1_000));
  await late.goto(url);
  await late.waitForFunction(() => document.body.classList.contains('isstale'));
  assert.equal((await looks(late)).said, true);
  const inTime = await browser.newPage();
  await inTime.clock.setFixedTime(new Date(Date.parse(validUntil(text)) - 60_000));
  await inTime.goto(url);
  assert.equal((await looks(inTime)).said, false);
});
