/** In a real browser: the newest word where it can be proven, its age where it is old, and the static words otherwise. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { type BrowserContextOptions, chromium } from 'playwright-core';
import { canonical } from '../../../server/lib/canonical.ts';
import { renderHolding } from './index.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

type Answer = { status?: number; now?: object; forged?: boolean; hangs?: boolean };
let answer: Answer = {};
const server = createServer((request, response) => {
  if (request.url !== '/now.json')
    return response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  if (answer.hangs) return;
  const { now = {}, forged = false } = answer;
  const signature = sign(null, Buffer.from(canonical(now)), privateKey).toString('base64');
  const said = forged ? { ...now, sentences: { en: 'All is well.' } } : now;
  response
    .writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
    })
    .end(JSON.stringify({ now: said, keyId: 'k', publicKey: key, signature }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

const body = renderHolding('outage', {
  name: 'Demo Shop',
  locales: ['en', 'de', 'he'],
  timeZone: 'UTC',
  accent: null,
  font: null,
  logo: null,
  url,
  supportUrl: null,
  support: null,
  links: [],
  words: {},
  liveKey: key,
  madeAt: '2026-03-01T12:00:00.000Z',
  changes: null,
});
const nowAt = (madeMs: number, validMs: number) => ({
  schema: 'candor.now/1',
  version: 7,
  madeAt: new Date(madeMs).toISOString(),
  validUntil: new Date(validMs).toISOString(),
  state: 'major_outage',
  sentences: { en: 'Checkout is not working.', de: 'Kasse funktioniert nicht.' },
  nextUpdateBy: new Date(Date.now() + 600_000).toISOString(),
});

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  const asked = page
    .waitForEvent('requestfinished', {
      predicate: (each) => each.url().endsWith('/now.json'),
      timeout: 3_000,
    })
    .catch(() => null);
  await page.goto(`${url.replace('127.0.0.1', 'localhost')}/cart/any/depth?x=1`);
  if (options.javaScriptEnabled !== false && !answer.hangs) await asked;
  await page.waitForTimeout(100);
  return { page, complaints, close: () => context.close() };
}
const live = '.on .live';

test('the newest word is shown with its time, in the language of the reader', async () => {
  answer = { now: nowAt(Date.now(), Date.now() + 180_000) };
  const { page, complaints, close } = await open({ locale: 'de-AT' });
  assert.equal(await page.locator(`${live} .s`).textContent(), 'Kasse funktioniert nicht.');
  assert.match((await page.locator(`${live} .n`).textContent())!, /\d\d:\d\d/);
  assert.match((await page.locator(live).getAttribute('class'))!, /major_outage/);
  assert.equal(await page.evaluate('document.documentElement.lang'), 'de');
  assert.equal(await page.locator('h1:visible').count(), 1, 'one language at a time');
  await page.getByRole('link', { name: 'עברית' }).click();
  assert.equal(await page.evaluate('document.documentElement.dir'), 'rtl');
  assert.equal(await page.locator('h1:visible').count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('an old word is shown with its age, and as unknown', async () => {
  answer = { now: nowAt(Date.now() - 3_600_000, Date.now() - 3_400_000) };
  const { page, close } = await open();
  assert.match((await page.locator(`${live} .a`).textContent())!, /60 minutes ago.*out of date/);
  assert.match((await page.locator(live).getAttribute('class'))!, /unknown/);
  assert.equal(await page.locator(`${live} .n`).textContent(), '', 'no promise of the past');
  await close();
});

test('what is forged, broken, or does not come leaves the words as they are', async () => {
  const fresh = nowAt(Date.now(), Date.now() + 180_000);
  for (const given of [
    { now: fresh, forged: true },
    { status: 503, now: fresh },
    { now: { schema: 'other' } },
    { hangs: true },
  ] as Answer[]) {
    answer = given;
    const { page, complaints, close } = await open();
    assert.ok(await page.locator(live).isHidden(), JSON.stringify(given));
    assert.ok(await page.getByRole('heading', { name: 'Demo Shop cannot be reached right now' }).isVisible());
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('without script one language is shown, and each other is one link away', async () => {
  const { page, close } = await open({ javaScriptEnabled: false });
  assert.equal(await page.locator('h1').first().isVisible(), true);
  assert.equal(await page.locator('h1').nth(1).isVisible(), false);
  await page.getByRole('link', { name: 'Deutsch' }).click();
  assert.equal(await page.locator('h1').first().isVisible(), false);
  assert.equal(await page.locator('h1').nth(1).isVisible(), true);
  assert.match(page.url(), /\/cart\/any\/depth\?x=1#de$/);
  await close();
});
