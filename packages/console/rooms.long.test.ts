/**
 * The rooms beyond the incident, as their users work in them: in each the main thing is done through the browser and
 * proven outside of it, and what then stands there passes axe on a desk in light and on a phone in dark.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const CUSTOMERS = `external_id,name,plan,fee_minor,currency,started_on
one,Customer One,business,50000,EUR,2024-01-01
two,Customer Two,free,0,EUR,2024-01-01
`;

describe('the rooms of the console', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let page: Page;
  let complaints: string[];
  let owner: string;
  let incidentId: string;

  before(async () => {
    world = await openWorld();
    const { app } = world;
    const person = await app.people.persons.add(
      { email: 'owner@example.org', name: 'The owner', role: 'owner', password: PASSWORD },
      'system:test',
    );
    owner = person.id;
    const by = `person:${owner}`;
    const { id: componentId } = await app.catalog.components.create({
      slug: 'api',
      name: { en: 'Shop API' },
    });
    await app.audience.subscribers.add(
      { carrier: 'email', address: 'reader@example.com', confirmed: true },
      by,
    );
    const opened = await app.respond.open(
      {
        title: { en: 'Shop API does not answer' },
        severity: 2,
        startedAt: ago(HOUR_MS),
        components: [{ componentId, status: 'major_outage' }],
      },
      by,
    );
    incidentId = opened.id;
    await app.respond.acknowledge(incidentId, by);
    const at = (instant: string) => `${instant.slice(11, 16)} UTC`;
    await app.tell.update(
      incidentId,
      {
        phase: 'resolved',
        holdSeconds: 0,
        approvedBy: owner,
        components: [{ componentId, status: 'operational' }],
        text: {
          en: `You have been able to see products and pay again since ${at(ago(0))}. It affected everyone from ${at(opened.startedAt)} and lasted about an hour. No order and no data was lost. We will publish our review on this page by ${ago(-72 * HOUR_MS).slice(0, 10)}. We are sorry that you could not pay. Thank you for waiting.`,
        },
      },
      by,
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
  after(() => world.close());

  const open = (path: string) => page.goto(`${world.url}/console${path}`);
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const text = (words: string | RegExp) => page.getByText(words).first().waitFor();
  /** The scheme is one attribute of the document, so that it can be changed under an open dialog too. */
  async function become(scheme: 'light' | 'dark', width: number) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(
      `document.documentElement.dataset.mantineColorScheme = '${scheme}';
       new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`,
    );
  }
  /** What stands on the screen, on a desk in light and on a phone in dark. */
  async function sound() {
    const wrong = await violationsOf(page);
    await become('dark', 390);
    wrong.push(...(await violationsOf(page)));
    const wider = (await page.evaluate(
      "[...document.querySelectorAll('main *')].filter((e) => document.documentElement.scrollWidth > 390 && e.getBoundingClientRect().right > 390).map((e) => e.outerHTML.slice(0, 120))",
    )) as string[];
    wrong.push(...wider.map((element) => `wider than a phone: ${element}`));
    await become('light', 1280);
    assert.deepEqual(wrong, [], page.url());
  }
  const outside = async (path: string) => (await fetch(`${world.url}${path}`)).text();

  it('adds a subscriber, shows a webhook’s secret once, and forgets', async () => {
    await open('/subscribers');
    await button('Add a subscriber').click();
    await page.getByLabel('Mail address').fill('nobody');
    await button('Add').click();
    await text('This is not a mail address.');
    await page.getByLabel('How they are told').selectOption('Webhook');
    await page.getByLabel('Address', { exact: true }).fill('https://hooks.example.com/status');
    await button('Add').click();
    assert.match(await page.getByLabel('Signing secret').inputValue(), /^whsec_/);
    await button('I have it').click();
    await text('Active 2');
    await page
      .getByRole('row', { name: /hooks\.example/ })
      .getByRole('button')
      .click();
    await button('Forget this address').click();
    await text('Active 1');
    assert.equal((await world.app.audience.subscribers.counts()).active, 1);
    await sound();
  });

  it('shows what an import would change before it changes it', async () => {
    await open('/customers');
    await button('Import CSV').first().click();
    await page.getByLabel('Or paste it here').fill(`${CUSTOMERS},no id,x,1,EUR,2024-01-01\n`);
    await button('Show the plan').click();
    await text('line 4');
    await page.getByLabel('Or paste it here').fill(CUSTOMERS);
    await button('Show the plan').click();
    await text('2 added');
    assert.equal((await world.app.audience.customers.list()).length, 0);
    await button('Import now').click();
    await button('Close').last().click();
    await text('Customer One');
    await text('€500.00');
    await sound();
  });

  it('walks the matrix of templates by key, and says whose words speak', async () => {
    await open('/templates');
    await page.getByRole('link', { name: 'Investigating, English: shipped' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.match(await page.evaluate('document.activeElement.ariaLabel'), /^Identified, (?!English)/);
    await page.getByLabel('For', { exact: true }).selectOption('developer');
    await page.getByRole('link', { name: 'Identified, English: shipped' }).waitFor();
    await sound();
    await page.getByLabel('For', { exact: true }).selectOption('');
  });

  it('previews a template while it is written, refuses what the rules block, keeps versions', async () => {
    await open('/templates/update-investigating/plain/en');
    const body = page.getByRole('textbox', { name: 'Message' });
    const shipped = await body.inputValue();
    await body.fill(`${shipped}\n\nWe are sorry for any inconvenience!`);
    await text(/T02|T04/);
    await button('Save').click();
    await page.getByRole('alert').waitFor();

    // A fault stands at its place; a variable comes by key to where the cursor is.
    await body.fill('We look for the cause.\n{{ nope }} {{ action }}');
    await text('Line 2, column 4: there is no variable "nope"');
    assert.ok(await button('Save').isDisabled());
    await button('Show the place').click();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Alt+v');
    await page.keyboard.type('whoIs');
    await page.keyboard.press('Enter');
    assert.equal(await body.inputValue(), 'We look for the cause.\n{{ whoIsAffected }} {{ action }}');

    await body.fill(`${shipped}\n\nWe write to you from this page only.`);
    const mail = page.frameLocator('iframe[title="The mail"]');
    await mail.getByText('We write to you from this page only.').waitFor();
    await text(/of 160 characters/);
    await text(/X: \d+ of 280/);
    await button('Save').click();
    await text('Version 1, saved');
    await page.getByLabel('Subject').fill('[{{ phase }}] {{ title }} now');
    await page.keyboard.press('Control+s');
    await text('Version 2, saved');
    await sound();
    await button('Compare').click();
    await page.locator('.difference ins', { hasText: 'now' }).waitFor();
    await button('Say again').click();
    await text('Version 3, saved');
    assert.equal(await page.getByLabel('Subject').inputValue(), '[{{ phase }}] {{ title }}');

    // The file of all templates, taken away here, comes back from it.
    await open('/templates');
    await page.getByRole('link', { name: 'Investigating, English: yours, v3' }).waitFor();
    const file = await (await page.request.get(`${world.url}/api/v1/templates/export`)).body();
    await open('/templates/update-investigating/plain/en');
    await button(/^Do without words of its own/).click();
    await button('Take my words away').click();
    await text('No words of its own yet');
    assert.deepEqual(await world.app.words.templates.list(), []);
    await open('/templates');
    const chosen = page.waitForEvent('filechooser');
    await button('Import …').click();
    await (await chosen).setFiles({ name: 'templates.yaml', mimeType: 'application/yaml', buffer: file });
    await text('New: update / investigating / plain / en');
    await button('Make this change').click();
    await page.getByRole('link', { name: /^Investigating, English: yours/ }).waitFor();
    assert.equal((await world.app.words.templates.list()).length, 1);
  });

  it('drafts a postmortem from facts, is told what is missing, publishes, and corrects in the open', async () => {
    await open(`/incidents/${incidentId}/postmortem`);
    await button('Draft from facts').click();
    await text(/findings? blocks? publication/);
    await button(/facts? behind it/)
      .first()
      .click();
    await text('incident.opened');
    await page.keyboard.press('Escape');
    await sound();
    assert.ok(await button('Publish').isDisabled());

    await button('Add a factor').click();
    await page
      .getByLabel('The factor in one sentence')
      .fill('The database takes fewer connections than the shop opens.');
    await button('Add an action').click();
    const action = page.getByRole('group', { name: 'Action 1' });
    await action.getByLabel('What is done').fill('Limit the connections of the shop');
    await action.getByLabel('Owner').selectOption('The owner');
    await action.getByLabel('Due on').fill('2030-01-01');
    await action
      .getByLabel('How anybody can tell that it is done')
      .fill('A load test opens no refused connection.');
    await action.getByLabel('The database takes').check();
    const late = await page.getByText(/PM09/).count();
    if (late > 0)
      for (const [number, kind, what] of [
        [2, 'detect', 'Page on the first refused connection'],
        [3, 'communicate', 'Say the first word from a template'],
      ] as const) {
        await button('Add an action').click();
        const more = page.getByRole('group', { name: `Action ${number}` });
        await more.getByLabel('What is done').fill(what);
        await more.getByLabel('Owner').selectOption('The owner');
        await more.getByLabel('Due on').fill('2030-01-01');
        await more.getByLabel('Kind').selectOption(kind);
        await more.getByLabel('How anybody can tell that it is done').fill('A drill shows it.');
      }
    await button('Add a sentence to What we do about it').click();
    await page
      .getByLabel('What we do about it, sentence 1')
      .fill('We limit how many connections the shop opens, and we test it under load.');
    await page.keyboard.press('Control+s');
    await text('Nothing blocks publication');
    await button('Publish').click();
    await button('Publish the postmortem').click();
    await text(/^Public since/);
    await world.app.loops.settled();
    assert.match(await outside(`/incidents/${incidentId}/postmortem`), /We limit how many connections/);

    await page
      .getByLabel('What we do about it, sentence 1')
      .fill('We limit how many connections the shop opens.');
    await button('Save').click();
    await page.getByLabel('What this correction changes').fill('The load test comes later.');
    await button('Publish a correction').click();
    await button('Publish the correction').click();
    await text(/version 2\./);
    await world.app.loops.settled();
    assert.match(await outside(`/incidents/${incidentId}/postmortem`), /The load test comes later/);
  });

  it('follows actions until they are done, and compares with famous outages', async () => {
    await open('/actions');
    await page
      .getByRole('row', { name: /Limit the connections/ })
      .getByRole('button')
      .click();
    await page.getByLabel('How one can see it').fill('The load test of today.');
    await button('Record that it is done').click();
    await page.getByRole('row', { name: /Limit the connections/ }).waitFor({ state: 'detached' });
    await page.getByText('Done', { exact: true }).first().click();
    await text('The load test of today.');
    await sound();
    await open('/cases');
    await text('sooner than in');
    await button(/Azure Active Directory/).click();
    await text('Where sources disagree');
    await text('unverified');
    await sound();
  });

  it('computes credits, opens a statement that recomputes, approves once', async () => {
    await open('/contracts');
    await page.getByRole('link', { name: 'Add a contract' }).first().click();
    await page.getByLabel('Name').fill('Standard');
    await page.getByLabel('Promised uptime, %').fill('99.999');
    await button('Add the contract').click();
    await page.getByRole('alert').waitFor();
    await sound();
    await page.getByRole('combobox', { name: 'Components that it covers' }).press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await button('Add the contract').click();
    await page.getByRole('heading', { name: 'Standard' }).waitFor();
    await page.getByRole('textbox', { name: 'Month' }).fill('2026-1');
    await text('Write it as 2026-11');
    // The hour before this one may lie in the month before; the credit is where most of it lies.
    await page.getByRole('textbox', { name: 'Month' }).fill(ago(HOUR_MS / 2).slice(0, 7));
    await button(/^Compute/).click();
    await button('Customer One').click();
    await text('it agrees');
    await sound();
    await page.keyboard.press('Escape');
    await button('Approve 2').click();
    await button('Approve these credits').click();
    await text(/Approved \d/);
    assert.ok((await world.app.timeline.read({ kinds: ['credits.approved'] })).length > 0);
  });

  it('shows traffic with a table, measures trust, asks those affected', async () => {
    const stepMs = 300_000;
    const first = Math.floor(Date.now() / stepMs) * stepMs - 200 * stepMs;
    await open('/listen/settings');
    await page.getByLabel('Grain').selectOption('5 min');
    await button('Save').click();
    await button('Saved').waitFor();
    await open('/traffic');
    await text('Nothing was measured in this time');
    await button('Bring in the past').click();
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${new Date(first + i * stepMs).toISOString()},${40 + (i % 12)},3`,
    );
    await page.getByLabel('Or paste it here').fill(['at,sessions,conversions', ...rows].join('\n'));
    await button('Bring it in').click();
    await text('200 rows from');
    await button('Close').last().click();
    await button('Show as a table').click();
    await page.getByRole('table', { name: /Traffic/ }).waitFor();
    await sound();

    await open(`/incidents/${incidentId}/trust`);
    await button(/^Measure/)
      .first()
      .click();
    await text(/Change while it was down/);
    await sound();
    await open(`/incidents/${incidentId}/survey`);
    await button('Ask those affected').click();
    await button('Ask them now').click();
    await text(/1 invited/);
    await text('0 answered');
    await sound();
  });

  it('publishes a policy and its next version, and a checklist with a question', async () => {
    await open('/policy');
    await button('Publish').click();
    await button('Publish version 1').click();
    await text('Version 1 is public since');
    await button('Add a target').click();
    const target = page.getByRole('group', { name: 'Target 1' });
    await target.getByLabel('What it is for (English)').fill('Shop API');
    await target.getByLabel('Works, % of the time').fill('many');
    await button('Save the draft').click();
    await text('a percentage looks like 99.9');
    await target.getByLabel('Works, % of the time').fill('99.9');
    await button('Save the draft').click();
    await text('Publishing changes');
    await button('Publish').click();
    await button('Publish version 2').click();
    await text('Version 2 is public since');
    await sound();
    await world.app.loops.settled();
    assert.match(await outside('/policy'), /99\.9/);

    await open('/checklists/new');
    await page.getByLabel('Title (English)').first().fill('Before an outage');
    await page.getByLabel('Address').fill('before-an-outage');
    const item = page.getByRole('group', { name: 'Item 1' });
    await item.getByLabel('Kind').selectOption({ index: 2 });
    await item.getByLabel('Question (English)').fill('Where do you read what is known?');
    await item.getByLabel('Answer 1 (English)').fill('On the status page');
    await item.getByLabel('Answer 2 (English)').fill('Nowhere');
    await button('Add the checklist').click();
    await page.getByRole('heading', { level: 1, name: 'Before an outage' }).waitFor();
    await text('nobody began it yet');
    await page.getByText('list="before-an-outage"').waitFor();
    await sound();
    await open('/readers');
    await button('Make a key').first().click();
    assert.ok((await page.getByLabel('Secret of the key').inputValue()).length > 20);
    await button('I have it').click();
  });

  it('invites, makes a token with narrow scopes, changes the cadence, and logs it', async () => {
    await open('/settings/people');
    await button('Invite somebody').click();
    await page.getByLabel('Role').selectOption('viewer');
    await button('Make the link').click();
    assert.match(await page.getByRole('textbox', { name: 'Invitation' }).inputValue(), /welcome\?token=/);
    await button('I have it').click();
    await page
      .getByRole('row', { name: /viewer/ })
      .getByRole('button', { name: 'Withdraw' })
      .click();
    await text('None. An invitation is a link');
    await sound();

    await open('/settings/tokens');
    await button('Make a token').first().click();
    await page.getByLabel('Name').fill('reader of facts');
    await button('Make the token').click();
    await text('Choose at least one.');
    await sound();
    await page
      .getByRole('radiogroup', { name: 'What it may do with facts' })
      .getByText('read', { exact: true })
      .click();
    await button('Make the token').click();
    const secret = await page.getByLabel('Token', { exact: true }).inputValue();
    await button('I have it').click();
    const asks = (path: string) =>
      fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${secret}` } });
    assert.equal((await asks('/api/v1/subscribers')).status, 403);
    await button(/^Revoke/).click();
    await button('Revoke this token').click();
    await text('revoked');
    assert.equal((await asks('/api/v1/subscribers')).status, 401);

    await open('/settings/telling');
    await page.getByLabel('Major, minutes').fill('25');
    await button('Save').click();
    await button('Saved').waitFor();
    assert.equal((await world.app.tell.settings.get()).cadenceSeconds[2], 1_500);
    await open('/settings/audit');
    await text('token.revoked');
  });

  it('gave the browser nothing to complain about', () => assert.deepEqual(complaints, []));
});
