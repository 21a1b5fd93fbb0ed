/** A private page and its editor in a real browser: on a desk in the light, on a phone in the dark, with axe on each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPasswords } from '../../server/people/index.ts';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const READERS = 'seven lamps in the hall';
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#7a4fd0"/></svg>';

for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const)
  test(`pages are read and edited, ${scheme} at ${width}`, { timeout: 120_000 }, async (t) => {
    const world = await openWorld();
    t.after(world.close);
    const { app, browser, url } = world;
    const email = 'owner@shop.example';
    await app.people.persons.add({ email, name: 'Owner', role: 'owner', password: PASSWORD }, 'system:test');
    const component = await app.catalog.components.create({ slug: 'checkout', name: { en: 'Checkout' } });
    const page = await app.catalog.pages.create(
      {
        slug: 'acme',
        name: 'Acme',
        selection: { kind: 'chosen', componentIds: [component.id] },
        intro: { en: 'For our **partners**.' },
        footer: { en: 'Run by the platform team.' },
        brand: { accent: '#ffcc00', font: 'serif' },
      },
      { kind: 'private', password: READERS, email: { domains: ['shop.example'] } },
      await createPasswords().hash(READERS),
    );
    await app.catalog.pages.putAsset(page.id, 'logo', Buffer.from(LOGO).toString('base64'));
    await app.loops.settled();

    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const tab = await context.newPage();
    const complaints = complaintsOf(tab);
    await tab.goto(`${url}/p/acme/history`);
    assert.match(tab.url(), /sign-in\?to=/);
    assert.deepEqual(await violationsOf(tab), []);
    const drawn = "document.querySelector('.logo').getBoundingClientRect().width";
    assert.ok(Number(await tab.evaluate(drawn)) > 50, 'the logo is drawn before the sign-in too');
    await tab.getByLabel('Password').fill(READERS);
    await tab.getByRole('button', { name: 'Open the page' }).click();
    await tab.waitForURL('**/p/acme/history');
    await tab.goto(`${url}/p/acme/`);
    await tab.getByText('For our partners.').waitFor();
    assert.deepEqual(await violationsOf(tab), []);

    await tab.goto(`${url}/console/sign-in`);
    await tab.getByLabel('E-mail').fill(email);
    await tab.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await tab.keyboard.press('Enter');
    await tab.waitForURL((at) => !at.pathname.includes('sign-in'));
    for (const path of ['/pages', '/pages/new', `/pages/${page.id}`]) {
      await tab.goto(`${url}/console${path}`);
      await tab.getByRole('heading', { level: 1 }).waitFor();
      await tab
        .getByText(path === '/pages/new' ? 'Short name' : 'Acme')
        .first()
        .waitFor();
      assert.deepEqual(await violationsOf(tab), [], path);
    }
    for (const name of ['Readers', 'Address', 'Look']) {
      await tab.getByRole('tab', { name }).click();
      await tab.getByRole('button', { name: /^Save/ }).waitFor();
      assert.deepEqual(await violationsOf(tab), [], name);
    }
    // The draft is seen beside, and nothing is saved by looking.
    await tab.getByLabel('CSS').fill('h1{letter-spacing:4px}');
    const frame = tab.frameLocator('iframe');
    await frame.getByText('For our partners.').waitFor();
    await tab.getByLabel('CSS').fill('a{background:url(https://elsewhere.example)}');
    await tab.getByText('The CSS is refused').first().waitFor();
    assert.equal((await app.catalog.pages.get(page.id)).brand.css, '');
    assert.deepEqual(complaints, []);
  });
