/**
 * The composer by keyboard alone: two keys for what follows from the facts, findings mended where they stand, a second
 * person who reads on a phone, a time of one's own, and a correction that shows what it changed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

describe('the composer', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let page: Page;
  let id: string;
  const complaints: string[][] = [];

  const enter = async (name: string) => {
    const { browser, url } = world;
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    });
    const tab = await context.newPage();
    tab.setDefaultTimeout(30_000);
    complaints.push(complaintsOf(tab));
    await tab.goto(`${url}/console/sign-in`);
    await tab.getByLabel('E-mail').fill(`${name}@example.org`);
    await tab.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.getByRole('navigation', { name: 'Main' }).waitFor();
    return tab;
  };
  const text = () => page.getByLabel(/^What users read/);
  const incident = async () => (await world.app.timeline.incident(id))!;
  const selected = () =>
    text().evaluate((field) => {
      const { value, selectionStart, selectionEnd } = field as unknown as {
        value: string;
        selectionStart: number;
        selectionEnd: number;
      };
      return value.slice(selectionStart, selectionEnd);
    });

  before(async () => {
    world = await openWorld();
    const { app } = world;
    const add = (name: string) =>
      app.people.persons.add(
        { email: `${name}@example.org`, name, role: 'owner', password: PASSWORD },
        'system:test',
      );
    const writer = await add('writer');
    await add('reader');
    const { id: componentId } = await app.catalog.components.create({
      slug: 'checkout',
      name: { en: 'Checkout', de: 'Kasse' },
    });
    await app.tell.settings.set({ undoHoldSeconds: 1 });
    ({ id } = await app.respond.open(
      {
        title: { en: 'Checkout does not answer', de: 'Kasse antwortet nicht' },
        severity: 2,
        components: [{ componentId, status: 'major_outage' }],
      },
      `person:${writer.id}`,
    ));
    page = await enter('writer');
    await page.goto(`${world.url}/console/incidents/${id}`);
  });
  after(() => world.close());

  it('says what follows by two keys: c, Ctrl-Enter', async () => {
    await page.getByText('Says what it has to say').waitFor();
    let keys = 0;
    const press = async (key: string) => {
      keys += 1;
      await page.keyboard.press(key);
    };
    await press('c');
    await press('Control+Enter');
    await page.getByText('So it says that you are still on it.').waitFor();
    assert.equal((await incident()).updates[0]?.phase, 'investigating');
    assert.ok((await incident()).updates[0]?.text['de'], 'in every language that the house speaks');

    // "No change" is two again, the next phase one more.
    await press('Control+Enter');
    await page.locator('article.update').nth(1).waitFor();
    assert.match((await incident()).updates[1]!.text['en']!, /^No change since/);
    // Whoever selected all of it, to write it anew, has all of it selected still when another text comes.
    await page.keyboard.press('Control+a');
    const before = await selected();
    await press('Alt+ArrowDown');
    await page.getByText('The facts ask for').waitFor();
    assert.equal(await selected(), await text().inputValue());
    assert.notEqual(await selected(), before);
    await press('Control+Enter');
    await page.locator('article.update').nth(2).waitFor();
    assert.equal((await incident()).phase, 'identified');
    assert.equal(keys, 5);
  });

  it('writes a sentence anew, shows what is wrong where it stands, and mends it by a key', async () => {
    await page.getByText('So it says that you are still on it.').waitFor();
    await text().focus();
    await page.keyboard.press('Alt+s');
    assert.match(await selected(), /^No change since .*UTC\.$/);
    await page.keyboard.press('Alt+s');
    await page.keyboard.type('Paying fails at 14:30 and host-12 is slow.');
    await page.locator('.marked mark[data-level="error"]', { hasText: '14:30' }).waitFor();
    await text().evaluate((field) =>
      (field as unknown as { setSelectionRange(a: number, b: number): void }).setSelectionRange(0, 0),
    );
    await page.keyboard.press('F8');
    assert.equal(await selected(), '14:30');
    await page.keyboard.press('Control+.');
    await page.getByText(/^German.* left out: their readers get yours/).waitFor();
    assert.match(await text().inputValue(), /fails at 14:30 UTC and/);
    assert.deepEqual(await violationsOf(page), []);
    await page.getByRole('button', { name: 'Begin again from the facts' }).click();
    assert.match(await text().inputValue(), /^No change since/);
  });

  it('shows each channel beside the others, counted by its own rule', async () => {
    await page.getByRole('button', { name: 'See it per channel' }).click();
    const shown = page.getByRole('region', { name: 'As each channel shows it' });
    for (const count of [
      /of 160 characters \(GSM\)/,
      /of 280 weighted characters/,
      /of 300 characters/,
      /bytes/,
    ])
      await shown.getByText(count).first().waitFor();
    await shown.getByText('German', { exact: true }).click();
    await shown.getByText(/Kasse/).first().waitFor();
    await shown.getByText('As HTML').click();
    assert.equal(await shown.locator('iframe').first().getAttribute('sandbox'), '');
    for (const [scheme, width] of [
      ['dark', 390],
      ['light', 1280],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(`document.documentElement.dataset.mantineColorScheme = '${scheme}'`);
      assert.deepEqual(await violationsOf(page), [], `${scheme} ${width}`);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
    }
    await page.getByRole('button', { name: 'See it per channel' }).click();
  });

  it('waits for a second person, who reads it on a phone and approves these words', async () => {
    await page.goto(`${world.url}/console/settings/telling`);
    await page.getByRole('checkbox', { name: 'Major' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Saved' }).waitFor();
    await page.goto(`${world.url}/console/incidents/${id}`);
    await page.getByText('Says what it has to say').waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Waits for a second person', { exact: true }).waitFor();
    assert.equal(
      await page.getByRole('button', { name: 'Approve these words' }).count(),
      0,
      'not by its author',
    );

    const phone = await enter('reader');
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.goto(`${world.url}/console/`);
    await phone.getByText('An update waits for you').waitFor();
    await phone.getByRole('link', { name: /^No change since/ }).click();
    await phone.getByText('Please read it').waitFor();
    assert.deepEqual(await violationsOf(phone), []);
    await phone.getByRole('button', { name: 'Approve these words' }).click();
    await page.locator('article.update').nth(3).waitFor();
    await page.getByText('An update was approved').waitFor();
    const facts = await world.app.timeline.read({ subject: `incident:${id}`, kinds: ['approval.given'] });
    assert.equal(facts.length, 1);
    await world.app.tell.settings.set({
      approvals: { severities: [], statements: false, personIds: [], atDeadline: 'note' },
    });
    await page.reload();
    await page.getByText('Says what it has to say').waitFor();
  });

  it('goes out at a time of its own, which can be changed and taken back', async () => {
    await page.getByRole('button', { name: 'At a later time' }).click();
    await page.getByRole('button', { name: /^Publish at that time/ }).click();
    const card = page.getByText('Scheduled', { exact: true });
    await card.waitFor();
    assert.equal((await world.app.tell.drafts.list(id)).length, 1);
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('You write an update anew that waits').waitFor();
    await text().fill(`${await text().inputValue()} If you have to pay today, choose invoice.`);
    await page.getByRole('button', { name: /^Publish at that time/ }).click();
    await page.getByText('You write an update anew that waits').waitFor({ state: 'detached' });
    const [draft] = await world.app.tell.drafts.list(id);
    assert.match(draft!.input.text['en']!, /choose invoice/);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await card.waitFor({ state: 'detached' });
    assert.deepEqual(await world.app.tell.drafts.list(id), []);
    // Its words stand in the editor again.
    assert.match(await text().inputValue(), /choose invoice/);
    await page.getByRole('button', { name: 'Begin again from the facts' }).click();
  });

  it('marks what a correction changed, for its author, for staff and on the page', async () => {
    const [first] = (await incident()).updates;
    await world.app.audience.subscribers.add(
      { carrier: 'email', address: 'dev@example.org', confirmed: true, segment: 'Developer' },
      'system:test',
    );
    await page.reload();
    const article = page.locator('article.update').last();
    await article.getByText(/it can be corrected, not taken back/).waitFor();
    await article.getByRole('button', { name: 'Correct' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It cannot be taken back once it is public.').waitFor();
    await dialog
      .getByRole('textbox', { name: /^The right text/ })
      .fill(first!.text['en']!.replace('We do not know yet how many customers', 'About 3 in 10 customers'));
    await dialog.locator('ins', { hasText: 'About 3 in 10' }).waitFor();
    // A note for a segment is refused like any word, cannot be signed, and is mended where it stands.
    await dialog.getByRole('button', { name: /^For segments/ }).click();
    const beside = dialog.getByRole('textbox', { name: /^For developer/i });
    await beside.fill('It will work again soon.');
    await dialog.getByRole('button', { name: 'Publish the correction' }).click();
    await dialog.getByText('What is written for a segment would not be published').waitFor();
    assert.equal(await dialog.getByText('Sign it').count(), 0);
    assert.deepEqual(await violationsOf(page), []);
    await beside.fill('For your code: repeat failed requests with the same key.');
    await dialog.getByRole('button', { name: /^For segments \(developer\)/i }).waitFor();
    await dialog.getByRole('button', { name: 'Publish the correction' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const mended = (await incident()).updates.find((update) => update.corrections.length > 0);
    assert.match(mended!.segmentTexts!['developer']!['en']!, /3 in 10[\s\S]+with the same key/);
    // Corrected once more, the note is offered again.
    await article.getByRole('button', { name: 'Correct', exact: true }).click();
    await dialog.getByRole('button', { name: /^For segments/ }).click();
    await dialog.getByRole('button', { name: /^“For your code: repeat failed requests/ }).click();
    assert.match(await beside.inputValue(), /same key\.$/);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await article.locator('ins', { hasText: 'About 3 in 10' }).waitFor();
    let outside = '';
    for (let n = 0; n < 200 && !outside.includes('3 in 10'); n++)
      outside = await (await fetch(`${world.url}/incidents/${id}`)).text();
    assert.match(outside, /<ins>About 3 in 10<\/ins>/);
    assert.match(outside, /<del>We do not know yet how many<\/del>/);
    assert.deepEqual(complaints.flat(), []);
  });
});
