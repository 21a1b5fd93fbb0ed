/**
 * Subscribers as the staff and they themselves see them in a browser: the list, one of them, a list that is imported;
 * the public form with its proof and the page of one's own. Each passes axe on a desk in light and on a phone in dark.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const LIMIT = { timeout: 180_000 };
/** Where to keep what it looked like, when somebody wants to look. */
const SHOTS = process.env['SCREENSHOTS'];

test('staff and readers keep subscriptions by keyboard and thumb, in light and dark', LIMIT, async (t) => {
  const world = await openWorld();
  t.after(world.close);
  const { app } = world;
  const { subscribers, links } = app.audience;
  await app.people.persons.add(
    { email: 'owner@example.org', name: 'The owner', role: 'owner', password: PASSWORD },
    'system:test',
  );
  const group = await app.catalog.groups.create({ name: { en: 'Shop' } });
  const checkout = await app.catalog.components.create({
    slug: 'checkout',
    name: { en: 'Checkout' },
    groupId: group.id,
  });
  await app.catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  const reader = await subscribers.add(
    { carrier: 'email', address: 'reader@example.com', confirmed: true, consentSource: 'contract 7' },
    'system:test',
  );
  const hook = await subscribers.add(
    { carrier: 'webhook', address: 'https://hooks.example/secret' },
    'system:test',
  );
  await subscribers.quarantine(hook.id, 'Ten messages in a row were not taken.');
  const context = await world.browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = complaintsOf(page);
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const text = (words: string | RegExp) => page.getByText(words).first().waitFor();

  async function sound(name: string) {
    const wrong: string[] = [];
    for (const [width, scheme] of [
      [1280, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(
        `document.documentElement.dataset.mantineColorScheme = '${scheme}';
         new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`,
      );
      if (SHOTS)
        await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`), fullPage: true });
      wrong.push(...(await violationsOf(page)));
      const scrolls = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      if (scrolls) wrong.push(`${name} is wider than ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.deepEqual(wrong, [], name);
  }

  await t.test('staff', async () => {
    await page.goto(`${world.url}/console/sign-in`);
    await page.getByLabel('E-mail').fill('owner@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await button('Sign in').click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();

    await page.goto(`${world.url}/console/subscribers`);
    await text('https://hooks.example/…');
    await sound('list');
    await page.getByLabel('Whole address').fill('READER@example.com');
    await page.getByRole('row', { name: /hooks\.example/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'reader@example.com' }).focus();
    await page.keyboard.press('Enter');
    await text('What they want to hear');
    await text(/consentSource: contract 7/);
    await page.getByLabel('Least severity').selectOption('2');
    await page.getByLabel('Quiet from').fill('22:00');
    await button('Save').click();
    await text('quiet hours have a beginning and an end');
    await page.getByLabel('Quiet until').fill('07:00');
    await button('Save').click();
    await text(/Changed their wishes/);
    const saved = await subscribers.get(reader.id);
    assert.deepEqual([saved.leastSeverity, saved.quietFrom, saved.quietUntil], [2, '22:00', '07:00']);
    await sound('one');

    await page.goto(`${world.url}/console/subscribers/${hook.id}`);
    await text('In quarantine: nothing is sent there');
    await sound('quarantine');
    await button('It works again').click();
    await page.getByText('In quarantine: nothing').waitFor({ state: 'detached' });
    assert.equal((await subscribers.get(hook.id)).quarantinedAt, null);
    await button('Make a new secret').click();
    const secret = await page.getByLabel('New secret').inputValue();
    assert.ok(
      (await subscribers.get(hook.id)).secret?.startsWith(`${secret} whsec_`),
      'the old one signs too',
    );
    await sound('secret');
    await button('I have it').click();
    await button('Make a new secret').waitFor();

    await page.goto(`${world.url}/console/subscribers/imports`);
    const csv = 'email,language,consent date\nada@example.com,de,2025-01-01\nnobody,en,2025-01-01\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByLabel('Where they agreed').fill('The old page');
    await page.getByLabel('Import the good ones').check();
    await button('Show what it would do').click();
    await text('This list would do this; nothing was changed');
    await text('This is not a mail address.');
    assert.equal(await subscribers.find('email', 'ada@example.com'), null);
    await sound('import');
    await button('Import 1 row now').click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor();
    assert.equal((await subscribers.find('email', 'ada@example.com'))!.locale, 'de');
  });

  await t.test('readers', async () => {
    await page.goto(`${world.url}/subscribers`);
    await sound('sign-up');
    // A form whose time is not ours: one more step, which the browser's script solves.
    await page.goto(`${world.url}/subscribers`);
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('new@example.com');
    await page.getByLabel('Shop (the whole group)').check();
    await page.evaluate("document.querySelector('[name=stamp]').value = 'x'");
    await button('Subscribe').click();
    await text('One more step');
    await sound('proof');
    await button('Go on').click();
    await text('Please look into your mail');
    const made = await subscribers.find('email', 'new@example.com');
    assert.deepEqual([made!.groupIds, made!.componentIds], [[group.id], null]);

    await page.goto(`${world.url}/subscribers/${links.make('manage', reader.id)}`);
    await sound('preferences');
    await page.getByLabel('Checkout', { exact: true }).check();
    await page.getByLabel('Pause until').fill('2099-01-01');
    await button('Save').click();
    await text('Your wishes are kept from now on.');
    const own = await subscribers.get(reader.id);
    assert.deepEqual([own.componentIds, own.pausedUntil], [[checkout.id], '2099-01-01T00:00:00.000Z']);
    await page.goto(`${world.url}/subscribers/${links.make('manage', reader.id)}/erasure`);
    await sound('erasure');
    await button('Yes, forget me').click();
    await text('You are forgotten.');
    assert.equal(await subscribers.find('email', 'reader@example.com'), null);
  });
  assert.deepEqual(complaints, []);
});
