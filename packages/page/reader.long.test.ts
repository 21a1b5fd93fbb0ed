/**
 * The page in a real browser, under the policy that it is served with: no barrier that axe knows of in any document,
 * theme, width or direction; everything without script; the numbers of a day by keyboard; a search without a server; a
 * form that outlives a refresh; and a refresh that goes on when the live stream does not.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromium as findChromium } from '../../bootstrap/chromium.ts';
import { createRenderer } from '../../server/tell/renderer.ts';
import { componentOf, idOf, incidentOf, NOW, resolvedOf, snapshotOf } from './testing.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
const RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";

/** The documents of a snapshot as the product serves them, a live stream that can be broken, and what was posted. */
async function serve() {
  let snapshot = snapshotOf();
  const renderer = createRenderer();
  const made = () => renderer.documents({ snapshot, keyId: '', publicKey: '', signature: '' });
  let documents = made();
  let liveWorks = true;
  let loads = 0;
  const streams = new Set<ServerResponse>();
  const posted: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    if (request.method === 'POST') {
      request.on('data', (chunk: Buffer) => posted.push(`${path} ${chunk}`));
      request.on('end', () => response.end('<!doctype html><html lang="en"><title>ok</title><h1>ok</h1>'));
      return;
    }
    if (path === '/live') {
      if (!liveWorks) return void response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(':\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
      return;
    }
    const item = documents.get(path);
    if (path === '/') loads += 1;
    response
      .writeHead(item ? 200 : 404, {
        'content-type': item?.contentType ?? 'text/plain',
        ...(item?.csp ? { 'content-security-policy': item.csp } : {}),
        etag: `"${snapshot.version}"`,
      })
      .end(item?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    loads: () => loads,
    listeners: () => streams.size,
    show(next: Snapshot) {
      snapshot = { ...next, version: snapshot.version + 1 };
      documents = made();
    },
    tell() {
      for (const stream of streams) stream.write('event: snapshot\ndata: {}\n\n');
    },
    breakLive(works: boolean) {
      liveWorks = works;
      for (const stream of streams) stream.destroy();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe('a reader’s browser', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: ARGS });
    site = await serve();
  });
  after(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(() => {
    site.breakLive(true);
    site.show(snapshotOf());
  });

  /** At the hour of the snapshot; whatever the browser complains about fails the test. */
  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    if (options.javaScriptEnabled !== false) await context.clock.install({ time: NOW });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => assert.fail(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        assert.fail(message.text());
    });
    await page.goto(`${site.url}${path}`);
    return page;
  }
  const close = (page: Page) => page.context().close();

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axeSource);
    const found = (await page.evaluate(
      `axe.run({ runOnly: ${RULES}, resultTypes: ['violations'], preload: false, iframes: false })`,
    )) as { violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] };
    assert.ok(found.passes.length > 5, 'axe looked at nothing');
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120))}`);
  }

  const many = Array.from({ length: 80 }, (_, i) =>
    resolvedOf(100 + i, new Date(Date.parse(NOW) - (i + 1) * 2 * 86_400_000).toISOString()),
  );

  for (const locale of ['en', 'ar'])
    it(`meets no barrier in any document, in light and dark, on a desk and a phone (${locale})`, async () => {
      site.show(snapshotOf({ incidents: [incidentOf(1), ...many] }));
      const prefix = locale === 'en' ? '' : `/${locale}`;
      const paths = ['/', `/incidents/${idOf('inc', 1)}`, '/history', '/history/2025-11', '/report'];
      for (const path of [...paths, `/components/${idOf('cmp', 1)}`]) {
        const page = await open(`${prefix}${path}`);
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
        for (const [colorScheme, width] of [
          ['light', 1280],
          ['dark', 390],
        ] as const) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          assert.deepEqual(await violations(page), [], `${path} ${colorScheme} ${width}`);
        }
        await close(page);
      }
    });

  it('is read at 400 % without scrolling sideways, in every language', async () => {
    for (const locale of ['', '/de', '/pl', '/ja', '/ar', '/he', '/fr'])
      for (const path of ['/', '/history', '/report', `/components/${idOf('cmp', 1)}`]) {
        const page = await open(`${locale}${path}`, { viewport: { width: 320, height: 640 } });
        const wide = await page.evaluate(
          '[document.documentElement.scrollWidth, ...[...document.querySelectorAll("body *")].filter((e) => !e.closest(".bar,.vh,.skip,table,svg") && e.getBoundingClientRect().right > 321).map((e) => e.outerHTML.slice(0, 90))]',
        );
        assert.deepEqual(wide, [320], `${locale}${path}`);
        await close(page);
      }
  });

  it('works with scripts off: the word, the numbers, both forms, the whole past', async () => {
    site.show(snapshotOf({ incidents: [incidentOf(1), ...many] }));
    const page = await open('/', { javaScriptEnabled: false });
    const body = await page.locator('main').textContent();
    for (const words of [
      'Next word by 12:20 UTC',
      'Pay by invoice',
      'Expected back about',
      'Later than 12:08 UTC',
    ])
      assert.ok(body?.includes(words), words);
    await page.locator('#report summary').click();
    await page.getByLabel('What is it about?').selectOption({ label: 'Service 3' });
    await page.getByLabel('What happens?').fill('No receipt');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByRole('heading', { name: 'ok' }).waitFor();
    assert.match(site.posted.at(-1)!, /^\/reports locale=en&website=&componentId=cmp_0+3&text=No\+receipt$/);
    await page.goto(`${site.url}/history`);
    assert.equal(await page.getByRole('search').count(), 0, 'no field that would do nothing');
    assert.equal(await page.locator('main a[href^="/incidents/"]:not([href$=".ics"])').count(), 81 + 1);
    await close(page);
  });

  it('tells a screen reader what stands there, and no bar by bar', async () => {
    const page = await open('/');
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of [
      /heading "Service 1 is not working\. Everything else works\." \[level=1\]/,
      /heading "Service 1 does not take payments" \[level=2\]/,
      /term: What you can do now/,
      /Next word by/,
      /heading "Components" \[level=2\]/,
      /slider "Service 1"/,
      /navigation "Languages"/,
      /status/,
    ])
      assert.match(tree, part);
    assert.ok((tree.match(/slider/g) ?? []).length <= 3);
    assert.doesNotMatch(tree, /img|graphics/);
    await close(page);
  });

  it('gives the numbers of a day to the keyboard, to a finger and to the mouse', async () => {
    for (const [path, next] of [
      ['/', 'ArrowRight'],
      ['/ar/', 'ArrowLeft'],
    ] as const) {
      const page = await open(path, { hasTouch: true });
      const bar = page.getByRole('slider').first();
      await bar.focus();
      assert.equal(await bar.getAttribute('aria-valuenow'), '89');
      await page.keyboard.press('ArrowDown');
      assert.match((await bar.getAttribute('aria-valuetext'))!, /7[.,]5/);
      const told = Number(await bar.getAttribute('aria-valuenow'));
      assert.ok(told < 89);
      await page.keyboard.press(next);
      assert.equal(await bar.getAttribute('aria-valuenow'), String(told + 1));
      assert.match((await bar.getAttribute('aria-valuetext'))!, path === '/' ? /Works/ : /يعمل/);
      await page.keyboard.press('Home');
      assert.equal(await bar.getAttribute('aria-valuenow'), '0');
      const box = (await bar.boundingBox())!;
      const middle = (told + 0.5) / 90;
      await page.mouse.move(box.x + box.width * (path === '/' ? middle : 1 - middle), box.y + 12);
      assert.equal(await bar.getAttribute('aria-valuenow'), String(told));
      await page.touchscreen.tap(box.x + box.width / 2, box.y + 12);
      assert.ok(['44', '45'].includes((await bar.getAttribute('aria-valuenow'))!));
      await close(page);
    }
  });

  it('finds in the past what it is asked for, and counts it aloud', async () => {
    site.show(snapshotOf({ incidents: [incidentOf(1), ...many] }));
    const page = await open('/history');
    await page.getByLabel('Search the past').fill('TROUBLE 179');
    const shown = page.locator('.m article:visible, .m > ul > li:visible');
    const titles = (await shown.allTextContents()).map((each) => /Old trouble \d+/.exec(each)?.[0]);
    assert.deepEqual(titles, ['Old trouble 179']);
    assert.equal(await page.locator('#find [role=status]').textContent(), `Found: ${await shown.count()}`);
    await page.getByLabel('Search the past').fill('');
    assert.equal(await page.locator('main a[href^="/incidents/"]:not([href$=".ics"]):visible').count(), 82);
    await close(page);
  });

  it('changes under its reader without losing what was typed, and says so once', async () => {
    const page = await open('/');
    await page.locator('#subscribe summary').click();
    const field = page.getByLabel('E-mail address');
    await field.pressSequentially('reader@exa');
    await page.getByRole('checkbox', { name: 'Service 2' }).check();
    await field.focus();
    while (site.listeners() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const title = { en: 'Service 1 takes half of the payments' };
    site.show(
      snapshotOf({
        incidents: [incidentOf(1, { title }), incidentOf(9)],
        components: [componentOf(1, { status: 'partial_outage' }), componentOf(2)],
      }),
    );
    site.tell();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await page.clock.runFor(2_000);
    await page.getByRole('heading', { name: title.en }).waitFor();
    assert.equal(await field.inputValue(), 'reader@exa');
    assert.ok(await page.getByRole('checkbox', { name: 'Service 2' }).isChecked());
    assert.equal(await page.evaluate('document.activeElement.id'), 'email');
    await page.keyboard.type('mple.org');
    assert.equal(await field.inputValue(), 'reader@example.org');
    await page.clock.runFor(200);
    assert.equal(
      await page.locator('#news').textContent(),
      'This page has changed. Service 1 is failing for some people. Everything else works.',
    );
    await close(page);
  });

  it('keeps folds and focus over a refresh, and is silent when only its age changed', async () => {
    const page = await open('/');
    const group = page.locator(`#${idOf('grp', 1)}`);
    await group.locator(':scope > summary').click();
    await page.locator(`#${idOf('grp', 2)} > summary`).click();
    await page.locator(`#${idOf('cmp', 3)} a.cn`).focus();
    while (site.listeners() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const before = snapshotOf();
    site.show({ ...before, madeAt: '2026-03-01T12:06:00.000Z', validUntil: '2026-03-01T12:09:00.000Z' });
    site.tell();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await page.clock.runFor(2_000);
    await page.getByText('Later than 12:09 UTC').waitFor();
    assert.ok(await page.evaluate(`document.getElementById('${idOf('grp', 2)}').open`));
    assert.ok(!(await page.evaluate(`document.getElementById('${idOf('grp', 1)}').open`)));
    assert.equal(
      await page.evaluate("document.activeElement.getAttribute('href')"),
      `/components/${idOf('cmp', 3)}`,
    );
    assert.equal(await page.locator('#news').textContent(), '');
    await close(page);
  });

  it('goes on by asking when there is no stream, more rarely while nothing answers, and turns unknown in time', async () => {
    site.breakLive(false);
    const page = await open('/');
    const title = { en: 'Told by asking' };
    site.show(snapshotOf({ incidents: [incidentOf(1, { title })] }));
    await page.clock.runFor(40_000);
    await page.getByRole('heading', { name: title.en }).waitFor();
    await page.context().setOffline(true);
    await page.clock.runFor(150_000);
    await page.locator('.stale').waitFor();
    await page.clock.runFor(200);
    assert.match((await page.locator('#news').textContent())!, /This page is out of date/);
    assert.ok(await page.evaluate("document.body.classList.contains('isstale')"));
    await page.context().setOffline(false);
    site.show({
      ...snapshotOf(),
      madeAt: '2026-03-01T12:09:00.000Z',
      validUntil: '2026-03-01T13:09:00.000Z',
    });
    const asked = site.loads();
    for (let i = 0; i < 30 && site.loads() === asked; i++) {
      await page.clock.runFor(20_000);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await page.getByText('Later than 13:09 UTC').waitFor();
    assert.ok(!(await page.evaluate("document.body.classList.contains('isstale')")));
    await close(page);
  });
});
