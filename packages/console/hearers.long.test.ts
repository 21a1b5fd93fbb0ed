/** Who hears of an update, as its author looks it up: by keyboard, on a desk in light and on a phone in dark. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

test('the composer says who hears it and why, and writes to some only', { timeout: 240_000 }, async (t) => {
  const world = await openWorld();
  t.after(() => world.close());
  const { app } = world;
  const { id: owner } = await app.people.persons.add(
    { email: 'owner@example.org', name: 'The owner', role: 'owner', password: PASSWORD },
    'system:test',
  );
  const by = `person:${owner}`;
  const component = (slug: string, name: string) =>
    app.catalog.components.create({ slug, name: { en: name } });
  const [hit, other] = [await component('api', 'Shop API'), await component('mail', 'Order mails')];
  for (const [n, componentIds] of [[hit.id], [other.id], null, null].entries())
    await app.audience.subscribers.add(
      { carrier: 'email', address: `reader-${n}@example.com`, confirmed: true, componentIds },
      by,
    );
  await sql`update audience_subscriber set plan = case when component_ids is null then 'team' else 'free' end`.execute(
    app.store.db,
  );
  const opened = await app.respond.open(
    {
      title: { en: 'Shop API does not answer' },
      severity: 2,
      components: [{ componentId: hit.id, status: 'major_outage' }],
    },
    by,
  );
  const context = await world.browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = complaintsOf(page);
  await page.goto(`${world.url}/console/sign-in`);
  await page.getByLabel('E-mail').fill('owner@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.goto(`${world.url}/console/incidents/${opened.id}`);

  await page.getByText('Page and feeds, and 3 subscribers, 1 affected').waitFor();
  await page.getByRole('button', { name: 'Who hears this' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Told now: 3').waitFor();
  await page.getByText('They chose Shop API.').waitFor();
  await page.getByLabel('Is somebody told?').fill('reader-1@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('They asked about other components.').waitFor();
  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(`document.documentElement.dataset.mantineColorScheme = '${scheme}'`);
    assert.deepEqual(await violationsOf(page), [], `${scheme} ${width}`);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByLabel('Only these plans').first().focus();
  await page.keyboard.type('team');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByText('Told now: 2').waitFor();
  await page.getByText('Left out by you').waitFor();
  await page.getByRole('button', { name: 'Who hears this (some only)' }).waitFor();

  await page.getByLabel('What users read (English)').fill('We are looking for the cause. We are sorry.');
  await page.getByRole('button', { name: /^Publish/ }).waitFor();
  const held = await page.evaluate(
    `localStorage.getItem('candor-writing-${opened.id}') ?? JSON.stringify(localStorage)`,
  );
  assert.match(String(held), /team/, 'the choice is kept with the text');
  assert.deepEqual(complaints, []);
});
