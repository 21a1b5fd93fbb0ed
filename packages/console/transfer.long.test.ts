/** The import as its users do it in the browser: a source, its plan, the one button, the report; under axe throughout. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startStatuspageApi } from '../../mocks/index.ts';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

describe('import and export in the console', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let source: Awaited<ReturnType<typeof startStatuspageApi>>;
  let page: Page;
  let complaints: string[];
  before(async () => {
    [world, source] = await Promise.all([openWorld(), startStatuspageApi({ incidents: 20, subscribers: 5 })]);
    await world.app.people.persons.add(
      { email: 'owner@example.org', name: 'The owner', role: 'owner', password: PASSWORD },
      'system:test',
    );
    const context = await world.browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = complaintsOf(page);
    await page.goto(`${world.url}/console/sign-in`);
    await page.getByLabel('E-mail').fill('owner@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await button('Sign in').click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
  });
  after(async () => {
    await world.close();
    await source.close();
  });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const shoot = async (name: string) => {
    const folder = process.env['SCREENSHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  it('says what is wrong with a source before anything is planned', async () => {
    await page.goto(`${world.url}/console/imports`);
    await page.getByRole('heading', { name: 'No import yet' }).waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await shoot('imports-empty');
    await page.getByLabel('Source').selectOption('statuspage-public');
    await page.getByLabel('Address').fill('not an address');
    await button('Make the plan').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Address').fill(`${source.url}/nowhere`);
    source.setFault({ mode: 'broken', from: 2, body: '<html>' });
    await button('Make the plan').click();
    await page.getByText(/not JSON at \/api\/v2\/incidents\.json/).waitFor();
    source.setFault({ mode: 'none' });
    assert.equal((await world.app.transfer.list()).length, 0);
  });

  it('plans, carries out and reports', async () => {
    await page.getByLabel('Source').selectOption('statuspage-public');
    await page.getByLabel('Address').fill(source.url);
    await button('Make the plan').click();
    await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor();
    await page.getByText('the public API does not show them; use a key').waitFor();
    await page.getByLabel('What happens').selectOption('left_out');
    await page.getByText('it is still open at the source', { exact: false }).waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await shoot('import-plan');
    assert.equal((await world.app.timeline.head()).position, 0, 'a plan changes nothing');
    await button('Carry it out …').click();
    // The dialog's own: the first one's name only begins like it.
    await page.getByRole('button', { name: 'Carry it out', exact: true }).click();
    await page.getByText('The same source again brings only what is new there.').waitFor({ timeout: 60_000 });
    assert.equal((await world.app.timeline.incidents({ kind: 'incident', limit: 100 })).length, 21);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await violationsOf(page), []);
    await shoot('import-done-phone-dark');
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
      false,
      'nothing runs out of a phone',
    );
    await page.goto(`${world.url}/console/imports`);
    await page.getByRole('link', { name: 'Acme' }).waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await shoot('imports-phone-dark');
    assert.deepEqual(complaints, []);
  });
});
