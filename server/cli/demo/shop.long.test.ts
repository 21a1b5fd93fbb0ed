/**
 * The demo's shop in a real Chromium beside a real Candor: whatever is wrong with the API, the page goes on showing
 * products with their age, takes orders, says through Candor's banner what is going on, and is live again afterwards.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type House, openHouse, seconds } from '../../../stories/house.ts';
import { BREAK_MODES, type BreakMode, type Shop, startShop } from './shop.ts';

const AXE = new URL(import.meta.resolve('axe-core/axe.min.js'));
/** Where to put pictures for a person to look at; none when empty. */
const PICTURES = process.env['SHOP_PICTURES'] ?? '';

const launch = () =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

describe('the demo shop', { timeout: 120_000 }, () => {
  const undo: (() => Promise<void>)[] = [];
  let house: House;
  let shop: Shop;
  let browser: Browser;
  before(async () => {
    // The browser judges by the real clock how old the status is, so the story begins now.
    house = await openHouse(
      { after: (fn) => undo.unshift(fn) },
      { start: new Date().toISOString(), monitors: false },
    );
    shop = await startShop({ candorUrl: () => house.app.web.url() });
    undo.unshift(shop.close);
    shop.isComponent(house.component.id);
    browser = await launch();
    undo.unshift(() => browser.close());
    await house.settled();
  });
  after(async () => {
    for (const step of undo) await step();
  });
  /** A visitor with a browser that has never been here. */
  const visit = async (url = shop.url, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      bypassCSP: true,
      ...options,
    });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  const says = (page: Page, text: RegExp) =>
    page.locator('#age').filter({ hasText: text }).waitFor({ state: 'visible', timeout: 15_000 });
  const names = (page: Page) => page.locator('#products h3').allTextContents();
  const PRODUCTS = ['Desk lamp', 'Kettle', 'Notebook'];

  async function accessible(page: Page, what: string): Promise<void> {
    await page.addScriptTag({ content: await readFile(AXE, 'utf8') });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate<string[]>(
        `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
      );
      assert.deepEqual(found, [], `${what}, ${colorScheme}`);
    }
    if (!PICTURES) return;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${PICTURES}/shop-${what}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  it('shows its products with their age in each way its API can break', async () => {
    const survive = async (mode: BreakMode) => {
      const own = await startShop({ candorUrl: () => house.app.web.url() });
      undo.unshift(own.close);
      const page = await visit(own.url);
      await says(page, /Prices are live/);
      assert.deepEqual(await names(page), PRODUCTS);
      assert.equal(await page.locator('candor-status section').isVisible(), false);
      await own.break(mode);
      await says(page, /Prices as of .*ago\. Our shop system does not answer/);
      assert.deepEqual(await names(page), PRODUCTS, mode);
      await page.reload();
      await says(page, /Prices as of .*ago/);
      assert.deepEqual(await names(page), PRODUCTS, `${mode}: a page opened in the outage`);
      await own.mend();
      await says(page, /Prices are live/);
      await page.context().close();
    };
    await Promise.all(BREAK_MODES.map(survive));
  });

  it('leaves an API alone that is declared down, shows why, and keeps orders until they are taken', async () => {
    const page = await visit();
    await says(page, /Prices are live/);
    const banner = page.locator('candor-status section');

    await shop.break('refused');
    const incident = await house.app.respond.open(
      {
        title: { en: 'You cannot pay right now', de: 'Sie können zurzeit nicht bezahlen' },
        severity: 1,
        components: [{ componentId: house.component.id, status: 'major_outage' }],
      },
      'system:test',
    );
    await house.app.tell.update(
      incident.id,
      {
        phase: 'investigating',
        holdSeconds: 0,
        text: {
          en: `The shop does not answer, so you cannot see new prices or pay. This affects everyone since ${incident.startedAt.slice(11, 16)} UTC. We are looking for the cause. There is no workaround yet. We are sorry that you cannot pay.`,
        },
      },
      'system:test',
    );
    await house.forward(seconds(2));
    await banner.waitFor({ state: 'visible', timeout: 15_000 });
    assert.match(
      (await banner.textContent())!,
      /You cannot pay right now[\s\S]*does not answer[\s\S]*Next word by/,
    );
    await says(page, /Prices as of/);

    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/products')) asked += 1;
    });
    await page.locator('[data-product=kettle]').click();
    await page.locator('#order').filter({ hasText: 'Kettle: your order is kept' }).waitFor();
    await page.waitForTimeout(1_000);
    assert.equal(asked, 0, 'an API that is declared down is not called');
    await accessible(page, 'outage');

    await shop.mend();
    await house.app.tell.update(
      incident.id,
      {
        phase: 'resolved',
        holdSeconds: 0,
        text: {
          en: `You can pay again since ${incident.startedAt.slice(11, 16)} UTC. Paying failed for everybody from ${incident.startedAt.slice(11, 16)} UTC, for a minute. We restarted the payment database. No order was lost. We will publish what happened on this page by ${new Date(house.clock.nowMs() + 259_200_000).toISOString().slice(0, 10)}. We are sorry that you could not pay. Thank you for waiting.`,
        },
      },
      'system:test',
    );
    await house.forward(seconds(2));
    await banner.waitFor({ state: 'hidden', timeout: 15_000 });
    await says(page, /Prices are live/);
    await page.locator('#order').filter({ hasText: 'Kettle is ordered' }).waitFor();
    assert.deepEqual(
      shop.orders().map(({ productId }) => productId),
      ['kettle'],
      'the order that was kept came once',
    );
  });

  it('holds the checklist, whose ticks are Candor’s', async () => {
    const page = await visit();
    const list = page.locator('candor-checklist');
    await list.getByText('0 of 3 done').waitFor();
    await list.getByRole('checkbox', { name: 'Find the status page' }).check();
    await list.getByText('1 of 3 done').waitFor();
    await list.getByRole('radio', { name: 'In social media' }).check();
    await list.getByRole('button', { name: 'Check my answer' }).click();
    await list.getByText('Look at the status page first').waitFor();
    await list.getByRole('radio', { name: 'On the status page' }).check();
    await list.getByRole('button', { name: 'Check my answer' }).click();
    await list.getByText('2 of 3 done').waitFor();
    await page.reload();
    await list.getByText('2 of 3 done').waitFor();
    const counts = await house.app.prepare.checklists.counts('ready-for-an-outage');
    assert.deepEqual([counts.began, counts.finished], [1, 0]);
    assert.deepEqual(counts.items.at(-1), { id: 'first-look', done: 1, answeredWrong: 1 });
  });

  it('sends people to a policy and a checklist that need no script', async () => {
    await house.app.prepare.policy.publish({ note: null, significant: true }, 'system:test');
    await house.settled();
    const url = (path: string) => new URL(path, house.app.web.url()).href;
    await accessible(await visit(url('/policy')), 'policy');
    const page = await visit(url('/checklists/ready-for-an-outage'), { javaScriptEnabled: false });
    for (let n = 0; n < 5; n++)
      await page
        .getByRole('button', { name: /^I have/ })
        .first()
        .click();
    await page.getByRole('button', { name: 'Check my answer' }).click();
    await page.getByText('Choose one of the answers first').waitFor();
    await page.getByRole('radio', { name: 'On the status page' }).check();
    await page.getByRole('button', { name: 'Check my answer' }).click();
    await page.getByText('6 of 6 done').waitFor();
    await page.getByText('You are ready').waitFor();
    await accessible(await visit(url('/checklists/ready-for-an-outage')), 'checklist');
  });
});
