/**
 * The rooms that an outage leads through, and their plainer lists and forms, under axe: on a desk in light and on a
 * phone in dark, each reached as a link within the app goes there. Nothing is wider than the phone.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintsOf, openWorld, PASSWORD, violationsOf } from './testing.ts';

const LIMIT = { timeout: 180_000 };
const EMAIL = 'owner@example.org';
type World = Awaited<ReturnType<typeof openWorld>>;

/** An open incident with a word that was corrected, whose monitor says why. */
async function fill({ app, url }: World) {
  const person = await app.people.persons.add(
    { email: EMAIL, name: 'The owner', role: 'owner', password: PASSWORD },
    'system:test',
  );
  const by = `person:${person.id}`;
  const { id: componentId } = await app.catalog.components.create({
    slug: 'sign-in',
    name: { en: 'Sign-in' },
  });
  const monitor = await app.watch.monitors.create({
    name: 'Sign-in answers',
    componentId,
    target: { kind: 'http', url: `${url}/no-such-page` },
  });
  const { id } = await app.respond.open(
    {
      title: { en: 'Signing in fails' },
      severity: 2,
      components: [{ componentId, status: 'major_outage' }],
    },
    by,
  );
  const text =
    'Signing in fails for all customers. If you are signed in, stay signed in. We are restarting the sign-in servers. We are sorry that you cannot sign in.';
  const update = { phase: 'investigating', holdSeconds: 0, text: { en: text } } as const;
  await app.tell.update(id, update, by);
  await app.loops.settled();
  const said = (await app.timeline.incident(id))!.updates.find((each) => each.by === by)!;
  const mended = { en: said.text['en']!.replace('all customers', 'all customers in Europe') };
  await app.tell.correct(id, said.id, { text: mended, reason: 'Other regions were never affected.' }, by);
  return { componentId, monitorId: monitor.id, id };
}

test('has no violation on its pages, wide and light, narrow and dark', LIMIT, async (t) => {
  const world = await openWorld();
  t.after(world.close);
  const { componentId, monitorId, id } = await fill(world);
  const paths = [
    '/',
    '/monitors',
    '/monitors/new',
    `/monitors/${monitorId}`,
    `/monitors/${monitorId}/edit`,
    '/components',
    '/components/new',
    `/components/${componentId}`,
    '/incidents',
    '/incidents/new',
    `/incidents/${id}`,
    '/escalation',
    '/maintenances',
    '/maintenances/new',
    '/deliveries',
    '/account',
  ];
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const)
    await t.test(`${colorScheme} at ${width}`, async () => {
      const context = await world.browser.newContext({
        viewport: { width, height: 844 },
        colorScheme,
        reducedMotion: 'reduce',
      });
      const tab = await context.newPage();
      tab.setDefaultTimeout(30_000);
      const complaints = complaintsOf(tab);
      await tab.goto(`${world.url}/console/sign-in`);
      await tab.getByLabel('E-mail').fill(EMAIL);
      await tab.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await tab.keyboard.press('Enter');
      await tab.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' });
      await tab.goto(`${world.url}/console/account`);
      const wrong: string[] = [];
      for (const path of paths) {
        // The old page is marked, so that the new one is known when it has come.
        await tab.locator('h1').first().waitFor();
        await tab.evaluate(
          `document.querySelector('h1').dataset.old = ''; history.pushState(null, '', '/console${path}')`,
        );
        await tab.locator('h1:not([data-old])').first().waitFor();
        await tab.locator('main:not(:has(.waiting))').waitFor();
        const shown = (await tab.evaluate(
          '({ scheme: document.documentElement.dataset.mantineColorScheme, width: document.documentElement.scrollWidth })',
        )) as { scheme: string; width: number };
        assert.equal(shown.scheme, colorScheme);
        if (shown.width > width) wrong.push(`${path} is ${shown.width} wide at ${width}`);
        wrong.push(...(await violationsOf(tab)).map((violation) => `${path}: ${violation}`));
      }
      await context.close();
      assert.deepEqual([...wrong, ...complaints], []);
    });
});
