/**
 * Notifications in a real Chromium: the page's control, the worker, and the wire between them and the ledger. The one
 * thing that is a double is the cloud behind `PushManager`: Chromium's own push service is on the internet, so what the
 * page gets from `subscribe()` is a browser of the pretend service, and what that service received is handed to the real
 * worker by the browser's own developer tools.
 */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';
import { chromium as program } from '../../../bootstrap/chromium.ts';
import { type Browser, startPushService } from '../../../mocks/push-service.ts';
import { openHouse } from '../../../stories/house.ts';

type Subscription = Browser['subscription'];

/** Runs in page and worker: a PushManager whose cloud is the pretend service. */
function pretendCloud(subscription: Subscription) {
  const held = (manager: PushManager) => manager as PushManager & { held?: boolean };
  const key = 'pretend-subscribed';
  const storage = globalThis.localStorage as Storage | undefined;
  const made = () => ({
    endpoint: subscription.endpoint,
    toJSON: () => subscription,
    unsubscribe: async () => {
      storage?.removeItem(key);
      return true;
    },
  });
  PushManager.prototype.subscribe = async function subscribe(options) {
    if (!options?.userVisibleOnly || String(options.applicationServerKey).length !== 87)
      throw new TypeError('a browser would refuse this');
    storage?.setItem(key, 'yes');
    held(this).held = true;
    return made() as unknown as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () =>
    (storage?.getItem(key) ? made() : null) as PushSubscription | null;
}

async function open(t: TestContext) {
  const house = await openHouse(t, { monitors: false });
  const service = await startPushService({ now: house.clock.nowMs });
  const browser = await chromium.launch({
    executablePath: program(),
    headless: false,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
    ],
  });
  t.after(async () => {
    await browser.close();
    await service.close();
  });
  const url = house.app.web.url();
  const { id } = await house.app.respond.open(
    {
      title: { en: 'Checkout fails' },
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  const say = (phase: 'investigating' | 'identified', text: string) =>
    house.app.tell.update(
      id,
      { phase, text: { en: text }, holdSeconds: 0, override: { reason: 'the words are not what is tried' } },
      'system:test',
    );
  await house.settled();
  return { house, service, browser, url, incidentId: id, say };
}

/** Browsers take real time. */
async function until(met: () => Promise<boolean>) {
  for (let tries = 0; tries < 1_200 && !(await met()); tries++) await pause(25);
  assert.ok(await met());
}

const errorsOf = (page: Page) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return errors;
};

async function workerOf(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
}

test('a reader switches notifications on, sees them, and switches them off', {
  timeout: 120_000,
}, async (t) => {
  const { house, service, browser, url, incidentId, say } = await open(t);
  const phone = service.browser();
  const context = await browser.newContext();
  await context.grantPermissions(['notifications'], { origin: url });
  await context.addInitScript(pretendCloud, phone.subscription);
  const page = await context.newPage();
  const errors = errorsOf(page);
  const list = () => house.app.audience.subscribers.list({ limit: 10 });

  await page.goto(url);
  await page.click('#subscribe > summary');
  const button = page.locator('#push button');
  await button.waitFor();
  assert.equal(await button.textContent(), 'Notify me in this browser');
  assert.equal(context.serviceWorkers().length, 0, 'nothing is asked or installed before a click');
  // What changes on the page while the browser is being signed up does not take the control's answer away.
  await page.route('**/subscribers/push', async (route) => {
    if (route.request().method() === 'POST') {
      await house.app.catalog.components.update(house.component.id, { name: { en: 'Till' } });
      await house.settled();
      await until(async () => (await page.locator('main').textContent())!.includes('Till'));
    }
    await route.continue();
  });
  await button.click();
  await until(async () => /^Stop/.test((await button.textContent())!));
  await page.unrouteAll({ behavior: 'wait' });
  const [{ address, state, locale } = { address: '', state: '', locale: '' }] = await list();
  assert.deepEqual([address, state, locale], [phone.subscription.endpoint, 'active', 'en']);

  // A page of its own below this one has subscriptions of its own.
  await house.app.catalog.pages.create({
    slug: 'shop',
    name: 'Shop',
    selection: { kind: 'chosen', groupIds: [], componentIds: [house.component.id] },
  });
  await house.settled();
  const below = await context.newPage();
  await below.goto(`${url}/p/shop/`);
  await below.click('#subscribe > summary');
  await until(
    async () => (await below.locator('#push button').textContent()) === 'Notify me in this browser',
  );
  assert.equal((await fetch(`${url}/p/shop/push-worker.js`)).status, 200);
  await below.close();

  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const deliver = async (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin: `${url}/`, registrationId, data });
  const shown = () =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const registration = (await navigator.serviceWorker.getRegistration('/'))!;
      const all = await registration.getNotifications();
      return all.map(({ title, body, tag, data, dir }) => ({
        title,
        body,
        tag,
        data,
        dir,
        script: new URL(active!.scriptURL).pathname,
      }));
    });
  await say('investigating', 'You cannot pay. We look into it.');
  await house.until(() => service.inbox().length === 1);
  await deliver(service.inbox()[0]!.text);
  await until(async () => (await shown()).length === 1);
  const [first] = await shown();
  const sent = (n: number) => service.inbox()[n]!.message as { title: string; body: string };
  assert.match(first!.title, /Checkout fails/);
  assert.deepEqual(first, {
    title: sent(0).title,
    body: sent(0).body,
    tag: incidentId,
    data: `${url}/incidents/${incidentId}`,
    dir: 'auto',
    script: '/push-worker.js',
  });

  await say('identified', 'A database is full.');
  await house.until(() => service.inbox().length === 2);
  assert.deepEqual(service.inbox()[1]!.faults, []);
  await deliver(service.inbox()[1]!.text);
  assert.notEqual(sent(1).body, sent(0).body);
  await until(async () => (await shown())[0]?.body === sent(1).body);
  assert.equal((await shown()).length, 1, 'the newer word takes the place of the older');
  await deliver('nonsense');
  await until(async () => (await shown()).length === 2);

  // A click opens the incident, or goes to the window that shows it. Only a person may move windows, so these are looked at.
  const worker = await workerOf(context);
  const click = () =>
    worker.evaluate(async (tag) => {
      const scope = globalThis as unknown as {
        registration: ServiceWorkerRegistration;
        clients: { openWindow(url: string): Promise<null> };
        WindowClient: { prototype: { focus(): Promise<unknown>; url: string } };
        NotificationEvent: new (type: string, init: object) => Event;
      };
      const moves: string[] = [];
      const work: Promise<unknown>[] = [];
      scope.clients.openWindow = async (url) => {
        moves.push(`open ${url}`);
        return null;
      };
      scope.WindowClient.prototype.focus = async function focus() {
        moves.push(`focus ${this.url}`);
      };
      const [notification] = await scope.registration.getNotifications({ tag });
      const event = new scope.NotificationEvent('notificationclick', { notification });
      Object.defineProperty(event, 'waitUntil', { value: (promise: Promise<unknown>) => work.push(promise) });
      dispatchEvent(event);
      await Promise.all(work);
      return moves;
    }, incidentId);
  assert.deepEqual(await click(), [`open ${url}/incidents/${incidentId}`]);
  await deliver(service.inbox()[1]!.text);
  await until(async () => (await shown()).length === 2);
  await page.goto(`${url}/incidents/${incidentId}`);
  assert.deepEqual(await click(), [`focus ${url}/incidents/${incidentId}`]);

  // The browser makes a new subscription by itself: the worker says so, and what was chosen stays.
  const next = service.browser();
  await worker.evaluate(pretendCloud, next.subscription);
  await worker.evaluate(async () => {
    const work: Promise<unknown>[] = [];
    const event = new Event('pushsubscriptionchange');
    Object.defineProperty(event, 'waitUntil', { value: (promise: Promise<unknown>) => work.push(promise) });
    dispatchEvent(event);
    await Promise.all(work);
  });
  const [moved, ...others] = await list();
  assert.deepEqual([moved!.address, moved!.state, others], [next.subscription.endpoint, 'active', []]);

  // Switched off where it was switched on; the page knows its state also when it was opened anew.
  await context.addInitScript(pretendCloud, next.subscription);
  await page.goto(url);
  await page.click('#subscribe > summary');
  await button.waitFor();
  assert.equal(await button.textContent(), 'Stop notifying me in this browser');
  await button.click();
  await until(async () => /^Notify/.test((await button.textContent())!));
  assert.equal((await list())[0]!.state, 'unsubscribed');
  assert.deepEqual(errors, []);
});

test('where it cannot be, it is not offered, and who refused is told', { timeout: 60_000 }, async (t) => {
  const { browser, url, house } = await open(t);
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await plain.newPage();
  await quiet.goto(url);
  assert.equal(await quiet.locator('#push').isVisible(), false);
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Notification.requestPermission = async () => 'denied';
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.click('#subscribe > summary');
  await page.click('#push button');
  await page.waitForFunction("document.querySelector('#push [role=status]').textContent !== ''");
  assert.match(
    (await page.locator('#push [role=status]').textContent())!,
    /does not let this page notify you/,
  );
  assert.equal(context.serviceWorkers().length, 0);
  assert.deepEqual(await house.app.audience.subscribers.list({ limit: 1 }), []);
});
