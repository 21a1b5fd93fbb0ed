/**
 * Words that the facts contradict, as their author meets them: signed one by one before they are public, asked about on
 * Now when the world changes afterwards, declined with a reason, or corrected, which a second person reads first.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const down = new Set<string>();
const service = createServer((request, answer) => {
  answer.statusCode = down.has(request.url ?? '') ? 500 : 200;
  answer.end('here');
});

describe('what is signed and what is challenged', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let page: Page;
  let reader: Page;
  let id: string;
  const complaints: string[][] = [];

  const enter = async (name: string) => {
    const context = await world.browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    });
    await context.request.post(`${world.url}/api/v1/session`, {
      data: { email: `${name}@example.org`, password: PASSWORD },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const tab = await context.newPage();
    tab.setDefaultTimeout(40_000);
    complaints.push(complaintsOf(tab));
    return tab;
  };
  const incident = async () => (await world.app.timeline.incident(id))!;
  const fails = async (...paths: string[]) => {
    for (const path of paths) down.add(path);
    for (let n = 0; n < 400; n++) {
      const failing = world.app.watch.states().filter(({ state }) => state.verdict === 'down');
      if (failing.length === down.size) return;
      await page.waitForTimeout(100);
    }
    assert.fail(`${paths} did not fail`);
  };

  before(async () => {
    world = await openWorld();
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
    const { app } = world;
    const { port } = service.address() as AddressInfo;
    for (const name of ['writer', 'reader'])
      await app.people.persons.add(
        { email: `${name}@example.org`, name, role: 'owner', password: PASSWORD },
        'system:test',
      );
    const add = async (name: string, ...monitors: string[]) => {
      const component = await app.catalog.components.create({ slug: name.toLowerCase(), name: { en: name } });
      for (const path of monitors)
        await app.watch.monitors.create({
          name: path.slice(1),
          componentId: component.id,
          target: { kind: 'http', url: `http://127.0.0.1:${port}${path}` },
          intervalSeconds: 1,
          recheckMs: 100,
          opensIncident: null,
        });
      return component.id;
    };
    const componentId = await add('Checkout');
    await add('Search', '/find', '/index');
    await add('Mail', '/mail');
    await add('Maps', '/maps');
    await app.tell.settings.set({ undoHoldSeconds: 0 });
    ({ id } = await app.respond.open(
      { title: { en: 'Checkout fails' }, severity: 2, components: [{ componentId, status: 'major_outage' }] },
      'system:test',
    ));
    page = await enter('writer');
    reader = await enter('reader');
  });
  after(async () => {
    await world.close();
    service.closeAllConnections();
    service.close();
  });

  it('signs what was read; what comes up in between comes back as new, with nothing lost', async () => {
    await fails('/find');
    await page.goto(`${world.url}/console/incidents/${id}`);
    const editor = page.getByLabel(/^What users read/);
    await editor.fill(
      'You cannot pay at the checkout; this affects everybody. We know the cause, and we are starting another database now. There is no workaround yet. We are sorry that you cannot pay. Search is not affected. Mail is not affected. Maps is not affected.',
    );
    await page.getByRole('button', { name: 'Sign and publish it anyway …' }).click();
    assert.equal(await page.locator('.to-sign li').count(), 1);
    await page.locator('.to-sign', { hasText: 'find fails' }).waitFor();
    const publish = page.getByRole('button', { name: /^Publish/ });
    await page.getByLabel('Why you publish it nevertheless').fill('too short');
    assert.ok(await publish.isDisabled());
    await page.getByLabel('Why you publish it nevertheless').fill('Its monitor asks a server that is gone.');
    assert.deepEqual(await violationsOf(page), []);

    await fails('/index');
    await publish.click();
    await page.getByText('More came up after you signed').waitFor();
    await page.locator('.to-sign', { hasText: 'New:' }).waitFor();
    assert.equal((await incident()).updates.length, 0);
    assert.match(await editor.inputValue(), /Search is not affected/);
    await publish.click();
    await page.locator('article.update').first().waitFor();
    const [signed] = (await incident()).overrides;
    assert.equal(signed?.reason, 'Its monitor asks a server that is gone.');
  });

  it('asks on Now when a word is contradicted afterwards, and takes a signed no', async () => {
    await page.goto(`${world.url}/console/`);
    await fails('/mail');
    await page.getByText('What was said is contradicted now').waitFor();
    await page.getByText(/“Mail is not affected”, while mail fails/).waitFor();
    for (const [scheme, width] of [
      ['dark', 390],
      ['light', 1280],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(`document.documentElement.dataset.mantineColorScheme = '${scheme}'`);
      assert.deepEqual(await violationsOf(page), [], `${scheme} ${width}`);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
    }
    await page.getByRole('button', { name: 'It stands as it is …' }).click();
    await page.keyboard.type('Only the probe is cut off; customers send mail.');
    await page.keyboard.press('Enter');
    await page.getByText('What was said is contradicted now').waitFor({ state: 'detached' });
    assert.equal((await incident()).challenges[0]?.state, 'dismissed');
  });

  it('corrects from Now; where the policy asks for it a second person reads first', async () => {
    await world.app.tell.settings.set({
      approvals: { severities: [2], statements: false, personIds: [], atDeadline: 'note' },
    });
    await page.reload();
    await fails('/maps');
    await page.getByRole('button', { name: 'Correct it' }).click();
    const dialog = page.getByRole('dialog');
    const right = dialog.getByRole('textbox', { name: /^The right text/ });
    await right.fill((await right.inputValue()).replace('Maps is not', 'Search, Mail and Maps are'));
    await dialog.getByLabel('What was wrong').fill('We had not looked at the maps.');
    await dialog.getByRole('button', { name: 'Ask a second person' }).click();
    // What is still said of the two others is refused, and signed by its ids.
    await dialog.locator('.to-sign').waitFor();
    await dialog.getByRole('button', { name: 'Sign and publish it anyway …' }).click();
    await dialog.getByLabel('Why you publish it nevertheless').fill('Both are seen by customers.');
    await dialog.getByRole('button', { name: 'Ask a second person' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal((await incident()).updates[0]!.corrections.length, 0);

    await reader.setViewportSize({ width: 390, height: 844 });
    await reader.goto(`${world.url}/console/`);
    await reader.getByText('A correction waits for you').waitFor();
    await reader.goto(`${world.url}/console/incidents/${id}`);
    await reader.getByText('Please read the correction').waitFor();
    await reader.locator('ins', { hasText: 'Search, Mail and Maps are' }).waitFor();
    assert.deepEqual(await violationsOf(reader), []);
    await reader.getByRole('button', { name: 'Approve these words' }).click();
    await reader.locator('article.update .correction').waitFor();
    await page.getByText('What was said is contradicted now').waitFor({ state: 'detached' });
    assert.deepEqual(complaints.flat(), []);
  });
});
