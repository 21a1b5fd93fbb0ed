/** Mail readiness as its users see it: findings with their records, warm-up, and a seed test from the browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMailServer } from '../../mocks/mail-server.ts';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

test('mail readiness says what to do, and a seed test goes out and comes back', async (t) => {
  const mail = await startMailServer();
  t.after(() => mail.close());
  const world = await openWorld({ SMTP_URL: mail.url, MAIL_FROM: 'Acme Status <status@acme.example>' });
  t.after(() => world.close());
  const { app } = world;
  const owner = { email: 'owner@example.org', name: 'The owner', role: 'owner', password: PASSWORD } as const;
  const { id } = await app.people.persons.add(owner, 'system:test');
  await app.audience.subscribers.add(
    { carrier: 'email', address: 'reader@gmail.com', confirmed: true },
    `person:${id}`,
  );
  const page = await (
    await world.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  ).newPage();
  page.setDefaultTimeout(30_000);
  const complaints = complaintsOf(page);
  await page.goto(`${world.url}/console/sign-in`);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.goto(`${world.url}/console/settings/mail`);
  await page.getByRole('heading', { name: 'One click to unsubscribe' }).waitFor();

  await page.getByRole('textbox', { name: 'Mailboxes' }).fill('seed@example.org');
  await page.getByRole('button', { name: 'Send the test letter' }).click();
  await page.getByText('seed@example.org').first().waitFor();
  await page.getByLabel('Where the letter to seed@example.org landed').selectOption('spam');
  await page.getByText('Among the spam', { exact: true }).first().waitFor();
  const [test_] = await app.carriers.mail.seeds.list();
  assert.equal(test_!.mailboxes[0]!.landed, 'spam');

  const account = await app.carriers.accounts.create('email', {
    provider: 'resend',
    name: 'Resend of the team',
    settings: { apiKey: 're_x', webhookSecret: `whsec_${'a'.repeat(32)}` },
  });
  const shots = process.env['SHOTS'];
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violationsOf(page), [], `${width} ${colorScheme}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0, `nothing hangs over at ${width}`);
    if (shots) await page.screenshot({ path: `${shots}/mail-${width}.png`, fullPage: true });
    await page.goto(`${world.url}/console/carriers/email/accounts/${account.id}`);
    await page.getByText(await app.carriers.callbackUrl(account.id).then(String)).waitFor();
    assert.deepEqual(await violationsOf(page), [], `account, ${width} ${colorScheme}`);
    if (shots) await page.screenshot({ path: `${shots}/account-${width}.png`, fullPage: true });
    await page.goto(`${world.url}/console/settings/mail`);
    await page.getByRole('heading', { name: 'One click to unsubscribe' }).waitFor();
  }
  assert.deepEqual(complaints, []);
});
