/** Holding pages and workflows as their users work in them: made, seen, published, tried and answered in the browser. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const WAIT = { timeout: 20_000 };

describe('holding pages and workflows in the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-holding-console-'));
  let world: Awaited<ReturnType<typeof openWorld>>;
  let page: Page;
  let complaints: string[];

  before(async () => {
    world = await openWorld({ CANDOR_OUTSIDE_FOLDERS: folder });
    const { app } = world;
    await app.people.persons.add(
      { email: 'ada@shop.example', name: 'Ada', role: 'owner', password: PASSWORD },
      'system:test',
    );
    await app.catalog.components.create({ slug: 'checkout', name: { en: 'Checkout', de: 'Kasse' } });
    const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const signedIn = await context.request.post(`${world.url}/api/v1/session`, {
      data: { email: 'ada@shop.example', password: PASSWORD },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    assert.ok(signedIn.ok());
    page = await context.newPage();
    complaints = complaintsOf(page);
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (path: string) => page.goto(`${world.url}/console${path}`);

  it('a set is made, judged and seen while it is written', async () => {
    await open('/holding-pages');
    await page.getByRole('link', { name: 'Make a set' }).first().click();
    await page.getByLabel('Name of the set').fill('Shop pages');
    await page.getByLabel('Name of the service').fill('Demo Shop');
    await page.getByLabel('Title of “Outage” (English)').fill('Just a brief glitch!');
    await page.getByText('Blocks (H01)').first().waitFor(WAIT);
    await page.getByRole('button', { name: 'Make the set' }).click();
    await page.getByRole('alert').first().waitFor(WAIT);
    await page.getByLabel('Title of “Outage” (English)').fill('Demo Shop is closed');
    const frame = page.frameLocator('iframe[title="Outage, on a phone"]');
    await frame.getByRole('heading', { name: 'Demo Shop is closed' }).waitFor(WAIT);
    await page.getByRole('button', { name: 'Make the set' }).click();
    await page.getByRole('heading', { level: 1, name: 'Shop pages' }).waitFor(WAIT);
    assert.deepEqual(await violationsOf(page), []);
  });

  it('a place is added, a page published there and withdrawn', async () => {
    await open('/outside-copies/new');
    await page.getByLabel('Name', { exact: true }).fill('The proxy');
    await page.getByLabel('For', { exact: true }).selectOption('holding');
    await page.getByLabel('Kind', { exact: true }).selectOption('folder');
    await page.getByLabel('Folder', { exact: true }).fill(join(folder, 'proxy'));
    await page.getByRole('button', { name: 'Add the place' }).click();
    await page.getByRole('heading', { level: 1, name: 'The proxy' }).waitFor(WAIT);
    await open('/holding-pages');
    await page.getByText('Nothing there yet').waitFor(WAIT);
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByRole('button', { name: 'Publish it' }).click();
    await page.getByText('Outage is published').waitFor(WAIT);
    for (let i = 0; i < 100 && !existsSync(join(folder, 'proxy', 'closed.html')); i++)
      await page.waitForTimeout(100);
    assert.ok(existsSync(join(folder, 'proxy', 'closed.html')));
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('Nothing published, pages ready').waitFor(WAIT);
    assert.deepEqual(await violationsOf(page), []);
  });

  it('a rule is made, tried, set off and answered', async () => {
    await open('/workflows/new');
    await page.getByRole('textbox', { name: /^Name/ }).fill('Close the checkout');
    await page.getByLabel('Place', { exact: true }).selectOption({ label: 'The proxy' });
    await page.getByLabel('Set of pages').selectOption({ label: 'Shop pages' });
    await page.getByRole('button', { name: 'Add an action' }).click();
    await page.getByLabel('Do', { exact: true }).nth(1).selectOption({ label: 'Ask for approval' });
    await page.getByRole('combobox', { name: 'People' }).click();
    await page.getByRole('option', { name: 'Ada' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Question').fill('May we stop the campaign?');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('incident opened').waitFor(WAIT);
    await page
      .getByText(/publish the outage page of "Shop pages" at "The proxy"/)
      .first()
      .waitFor(WAIT);
    await page.getByRole('button', { name: 'Make the rule' }).click();
    await page.getByRole('heading', { level: 1, name: 'Close the checkout' }).waitFor(WAIT);
    assert.deepEqual(await violationsOf(page), []);
    const [component] = await world.app.catalog.components.list();
    await world.app.respond.open(
      {
        title: { en: 'Checkout is failing' },
        severity: 1,
        components: [{ componentId: component!.id, status: 'major_outage' }],
      },
      'system:test',
    );
    await open('/workflows');
    await page.getByRole('button', { name: 'Approve' }).click({ timeout: 30_000 });
    await page.getByText('(approved)').waitFor(WAIT);
    assert.deepEqual(await violationsOf(page), []);
    assert.deepEqual(complaints, []);
  });

  it('everything fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/holding-pages', '/holding-pages/new', '/workflows', '/workflows/new']) {
      await open(path);
      await page.getByRole('heading', { level: 1 }).waitFor(WAIT);
      await page.waitForTimeout(800);
      assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path);
    }
  });
});
