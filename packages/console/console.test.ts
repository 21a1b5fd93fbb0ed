/**
 * The console as its users meet it: a real Candor with a real database, a service that breaks, and a browser. From the
 * owner's one-time link to an update that is public, and the pages under axe, on a desk and on a phone, in both schemes.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const TEXT =
  'Signing in fails for all customers. You see an error after you enter your password. If you are signed in, stay signed in. We are restarting the sign-in servers.';

/** A service that answers until it is told not to. */
async function startService() {
  let broken = false;
  const server = createServer((_request, response) => {
    response.writeHead(broken ? 500 : 200);
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    break: () => {
      broken = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe('the console', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let service: Awaited<ReturnType<typeof startService>>;
  let page: Page;
  let complaints: string[];
  before(async () => {
    [world, service] = await Promise.all([openWorld(), startService()]);
    await world.app.tell.settings.set({ firstWordHoldSeconds: 0, undoHoldSeconds: 60 });
    const context = await world.browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = complaintsOf(page);
  });
  after(async () => {
    await world.close();
    await service.close();
  });

  const open = (path: string) => page.goto(`${world.url}/console${path}`);
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  it('leads whoever is not signed in to the sign-in', async () => {
    await open('/monitors');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.match(page.url(), /\/sign-in\?next=/);
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
    await button('Sign in').click();
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await violationsOf(page), []);
  });

  it('lets the first owner in by the one-time link, whose token leaves the address', async () => {
    const link = await world.app.people.firstOwnerLink();
    await page.goto(new URL(link!, world.url).href);
    await page.getByLabel('Your name').fill('The owner');
    assert.doesNotMatch(page.url(), /token/);
    await page.getByLabel('E-mail').fill('owner@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await button('Enter').click();
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await page.goto(new URL(link!, world.url).href);
    await page.getByRole('heading', { name: 'This link does not open' }).waitFor();
  });

  it('names a component and watches it; the first steps tick themselves', async () => {
    await open('/');
    await page.getByRole('link', { name: 'Name what your users use' }).click();
    await page.getByRole('link', { name: 'Add a component' }).first().click();
    await page.getByLabel(/^Name, as users/).fill('Sign-in');
    await button('Add the component').click();
    await page.getByRole('link', { name: 'Add a monitor' }).click();
    await page.getByRole('heading', { name: 'New monitor' }).waitFor();
    await page.getByLabel('Name').fill('Sign-in answers');
    await page.getByLabel('Address').fill('not an address');
    await button('Add the monitor').click();
    await page.getByText('this is not an http or https address').first().waitFor();
    await page.getByLabel('Address').fill(service.url);
    await button(/^Timing/).click();
    await page.getByLabel('Interval (s)').fill('1');
    await page.getByLabel('Pause before a re-check (ms)').fill('100');
    await button('Add the monitor').click();
    await page.getByRole('heading', { name: 'Sign-in answers' }).waitFor();
    await button('Check now').click();
    await page.getByText('Checked just now: up').waitFor();
    await open('/');
    const steps = page.getByRole('region', { name: 'First steps' });
    await steps.waitFor();
    await steps.getByRole('link', { name: 'Win the first subscriber' }).waitFor();
    assert.equal(await steps.getByRole('link', { name: /^(Name what your users use|Watch it)$/ }).count(), 0);
  });

  it('shows the outage by itself, acknowledges it by one key, and keeps its clock in view', async () => {
    await page.getByText('All is calm').waitFor();
    service.break();
    await page.getByText('One incident is open').waitFor();
    await page.getByRole('link', { name: 'Go to the room' }).click();
    await page.getByText('automatic first word').waitFor();
    await page
      .getByText(/^in \d\d:\d\d$/)
      .first()
      .waitFor();
    await page.keyboard.press('a');
    await page.getByText('acknowledged by The owner').first().waitFor();
    const [incident] = await world.app.timeline.incidents({ open: true });
    assert.ok(incident?.acknowledgedAt);
  });

  it('judges what is written, refuses what the monitors contradict, and keeps it over a reload', async () => {
    await page.keyboard.press('c');
    await page.getByText('Resolved', { exact: true }).first().click();
    const text = page.getByLabel(/^What users read/);
    // Whoever writes something else sees first what is suggested.
    await page
      .getByText(/^You have been able to use Sign-in again/)
      .first()
      .waitFor();
    await text.fill('Everything works again.');
    await page.getByText('This would not be published').waitFor();
    assert.ok(await button(/^Publish/).isDisabled());
    await page.reload();
    await page.getByText('This would not be published').waitFor();
    assert.equal(await text.inputValue(), 'Everything works again.');
    assert.deepEqual(await violationsOf(page), []);

    await button(/^Sign and publish/).click();
    await page.getByLabel(/^Why you publish it/).fill('short');
    assert.ok(await button(/^Publish/).isDisabled(), 'too short');
    await page.getByLabel(/^Why you publish it/).fill('The check itself is broken; users confirm it.');
    await page.getByLabel(/^Why you publish it/).press('Control+Enter');
    await page.getByText(/^Goes public in/).waitFor();
    await page.keyboard.press('Control+z');
    await button(/^Take it back/).waitFor({ state: 'detached' });
    await button('I would rather mend it').click();
  });

  it('publishes after a hold in which it can be taken back', async () => {
    const text = page.getByLabel(/^What users read/);
    await page.getByText('Investigating', { exact: true }).nth(1).click();
    await text.fill(TEXT);
    // While a slow line still brings the page what has changed, it can be taken back and sent again.
    const slow = Promise.withResolvers<void>();
    await page.route('**/api/v1/promises*', async (route) => {
      await slow.promise;
      await route.continue();
    });
    await text.press('Control+Enter');
    await button(/^Take it back/).click();
    await button(/^Take it back/).waitFor({ state: 'detached' });
    assert.equal(await text.inputValue(), TEXT);
    const updates = async () => (await world.app.timeline.incidents({ open: true }))[0]!.updates;
    assert.equal((await updates()).length, 1);

    await world.app.tell.settings.set({ undoHoldSeconds: 1 });
    await text.press('Control+Enter');
    await page.locator('article.update').nth(1).waitFor();
    slow.resolve();
    await page.unrouteAll({ behavior: 'wait' });
    // Then it offers what follows from the facts: that nothing has changed.
    await page.getByText('So it says that you are still on it.').waitFor();
    assert.match(await text.inputValue(), /^No change since/);
    const [, second] = await updates();
    assert.ok(second?.text['en']?.startsWith(TEXT));
    // The page is made anew after the commit: soon, not at the same instant.
    let outside = '';
    for (let n = 0; n < 200 && !outside.includes('stay signed in'); n++)
      outside = await (await fetch(`${world.url}/`)).text();
    assert.match(outside, /stay signed in/);
  });

  it('corrects in the open, judged like the word itself', async () => {
    await page.locator('article.update').first().getByRole('button', { name: 'Correct' }).click();
    const dialog = page.getByRole('dialog');
    const right = dialog.getByLabel(/^The right text/);
    await right.fill(`${TEXT} We apologise for the inconvenience.`);
    await dialog.getByText(/to mend before it can go out/).waitFor();
    const [, told] = (await world.app.timeline.incidents({ open: true }))[0]!.updates;
    await right.fill(told!.text['en']!.replace('all customers', 'all customers in Europe'));
    await dialog.getByLabel('What was wrong').fill('Other regions were never affected.');
    await dialog.getByRole('button', { name: 'Publish the correction' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Other regions were never affected.').first().waitFor();
    const [, corrected] = (await world.app.timeline.incidents({ open: true }))[0]!.updates;
    assert.match(corrected!.text['en']!, /in Europe/);
    assert.equal(corrected!.corrections.length, 1);
  });

  it('plans maintenance from its template, starts it, and does not end it while a monitor fails', async () => {
    await open('/maintenances/new');
    await page.getByLabel(/^What \(English/).fill('Sign-in moves to new machines');
    await page.getByLabel('Sign-in', { exact: true }).check();
    await page.getByText('Told again:').first().waitFor();
    await page.getByLabel('Why').fill('We do this so that signing in is twice as fast.');
    await button('Write it from the template').click();
    await page.getByText('Says what it has to say').or(page.getByText('It can go out')).first().waitFor();
    await button('Announce it').click();
    await button('Start it now').click();
    await button('It is done').click();
    await page.getByText('It is completed when its monitors have been green').waitFor();
    const [planned] = await world.app.timeline.incidents({ kind: 'maintenance' });
    assert.equal(planned?.phase, 'verifying');
  });

  it('goes anywhere by the palette, and to UTC by one key', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Go to a page/ }).fill('sign-in answers');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign-in answers' }).waitFor();
    assert.match(page.url(), /\/monitors\/mon_/);
    await page.keyboard.press('u');
    await button('UTC').waitFor();
  });

  it('posts from a template and hands over by the thumb', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    const other = await world.app.people.persons.add(
      { email: 'other@example.org', name: 'The other', role: 'responder', password: PASSWORD },
      'system:test',
    );
    const [incident] = await world.app.timeline.incidents({ open: true, kind: 'incident' });
    await open(`/incidents/${incident!.id}`);
    await button('Write').click();
    await button('From a template').click();
    await page.getByRole('menuitem', { name: 'Warm' }).click();
    await page.getByText('It can go out').or(page.getByText('Says what it has to say')).waitFor();
    await world.app.tell.settings.set({ undoHoldSeconds: 60 });
    await button(/^Publish/).click();
    await page.getByText(/^Goes public in/).waitFor();
    await button('Hand over').click();
    await button('The other').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal((await world.app.timeline.incident(incident!.id))?.roles.owner, other.id);
    assert.equal(await page.evaluate('document.documentElement.dataset.mantineColorScheme'), 'dark');
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    assert.deepEqual(await violationsOf(page), []);
  });

  it('signs out, signs in to where one wanted to go, and the browser had nothing to complain about', async () => {
    await page.getByRole('button', { name: /^Menu of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await open('/incidents');
    await page.getByLabel('E-mail').fill('owner@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await button('Sign in').click();
    await page.getByRole('heading', { name: 'Incidents' }).waitFor();
    assert.deepEqual(complaints, []);
  });
});
