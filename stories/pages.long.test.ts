/** Several pages over one catalogue, seen from outside: what each shows, and that a private one shows nothing to strangers. */
import assert from 'node:assert/strict';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import { createPasswords } from '#people';
import { openHouse, seconds } from './house.ts';

const hours = (count: number) => count * 3_600_000;

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
type Asking = {
  host?: string;
  method?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
};

const SECRET = 'Ledger of the north wing';
const HOST = 'status.north.example';
const PASSWORD = 'seven lamps in the hall';

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, { monitors: false });
  const { catalog } = house.app;
  const hidden = await catalog.components.create({ slug: 'ledger', name: { en: SECRET } });
  const shop = await catalog.pages.create({
    slug: 'shop',
    name: 'Shop',
    selection: { kind: 'chosen', groupIds: [], componentIds: [house.component.id] },
    aliases: { [house.component.id]: { en: 'Till' } },
  });
  await catalog.pages.update((await catalog.pages.default()).id, {
    selection: { kind: 'chosen', groupIds: [], componentIds: [house.component.id] },
  });
  await house.person('owner@shop.example', 'owner');
  /** An incident with a first word, as people would write it. */
  async function say(components: string[], title: string, text: string) {
    const incident = await house.app.respond.open(
      {
        title: { en: title },
        severity: 2,
        components: components.map((componentId) => ({ componentId, status: 'major_outage' })),
      },
      'system:test',
    );
    await house.app.tell.update(
      incident.id,
      { phase: 'investigating', text: { en: text }, holdSeconds: 0 },
      'system:test',
    );
    await house.forward(seconds(1));
    return incident.id;
  }
  const ask = (path: string, { host, method = 'GET', headers = {}, form }: Asking = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(house.app.web.url());
      const body = form && new URLSearchParams(form).toString();
      const sent = httpRequest(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          agent: false,
          headers: {
            ...(host ? { host } : {}),
            ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
            ...headers,
          },
        },
        (response) => {
          const done = (text: string) =>
            resolve({ status: response.statusCode!, headers: response.headers, text });
          if (/event-stream/.test(response.headers['content-type'] ?? '')) {
            let events = '';
            response.on('data', (chunk) => {
              events += chunk;
              if (!events.includes('data: ')) return;
              response.destroy();
              done(events);
            });
            return;
          }
          let text = '';
          response.setEncoding('utf8').on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => done(text));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return { house, catalog, hidden, shop, say, ask };
}

/** Everything under which a page could tell something. */
const DOCUMENTS = [
  '/',
  '/de/',
  '/history',
  '/feed.rss',
  '/feed.atom?per=update',
  '/feed.json',
  '/history.rss',
  '/snapshot.json',
  '/api/v2/summary.json',
  '/api/v2/incidents.json',
  '/api/v2/components.json',
];
const LEAK = /ledger|north wing|gremlin/i;

test('a page shows its own components, under its own names, and the incidents that touch them', async (t) => {
  const { house, catalog, hidden, shop, say, ask } = await world(t);
  await house.subscribe('everything@mail.example');
  await house.subscribe('ledger@mail.example', { componentIds: [hidden.id] });
  const both = await say(
    [house.component.id, hidden.id],
    'Payments fail',
    'Paying fails since 12:00 UTC. We are sorry that you cannot pay. We are looking for the cause. There is no workaround yet.',
  );
  const other = await say(
    [hidden.id],
    'Gremlin in the ledger',
    'The ledger fails since 12:00 UTC. We are sorry that you cannot book. We are looking for the cause. There is no workaround yet.',
  );

  await house.settled();
  const told = (address: string) =>
    house.mail.inbox().filter(({ to, subject }) => to.includes(address) && /Gremlin/.test(subject)).length;
  assert.equal(told('ledger@mail.example'), 1);
  assert.equal(told('everything@mail.example'), 0, 'everything is what the public page shows');

  for (const prefix of ['', '/p/shop'])
    for (const path of [...DOCUMENTS, `/incidents/${both}`, '/live']) {
      const { status, text } = await ask(`${prefix}${path}`);
      assert.equal(status, 200, `${prefix}${path}`);
      assert.doesNotMatch(text, LEAK, `${prefix}${path}`);
    }
  assert.equal((await ask(`/p/shop/incidents/${other}`)).status, 404);
  assert.equal((await ask(`/incidents/${other}`)).status, 404);

  const page = await ask('/p/shop/');
  assert.match(page.text, /Till/);
  assert.doesNotMatch(page.text, /Checkout/);
  assert.match(page.text, /Payments fail/);
  assert.match(page.text, /action="\/p\/shop\/subscribers"/);
  assert.doesNotMatch(page.text, /(?:href|action)="\/(?!p\/shop\/)/, 'every link stays within the page');
  const summary = JSON.parse((await ask('/p/shop/api/v2/summary.json')).text);
  assert.equal(summary.page.url, `${house.app.web.url()}/p/shop`);
  assert.deepEqual(
    summary.components.map(({ name }: { name: string }) => name),
    ['Till'],
  );
  assert.deepEqual(
    summary.incidents.map(({ id }: { id: string }) => id),
    [both],
  );
  assert.match((await ask('/live?page=shop')).text, /Payments fail/);
  assert.equal((await ask('/live?page=nowhere')).status, 404);
  assert.match(
    (await ask('/p/shop/nothing', { headers: { accept: 'text/html' } })).text,
    /href="\/p\/shop\/"/,
  );
  assert.equal((await ask('/p/shop')).headers.location, '/p/shop/');
  for (const trick of ['//p/shop/', '/P/shop/', '/p/%73hop/', '/p/shop/../shop/', '/p/nowhere/'])
    assert.equal((await ask(trick)).status, 404, trick);

  assert.match((await ask('/p/shop/badge.svg')).text, /<svg/);
  assert.equal((await ask(`/p/shop/badge/${hidden.id}.svg`)).status, 404);
  const report = { componentId: house.component.id, locale: 'en' };
  assert.equal((await ask('/p/shop/reports', { method: 'POST', form: report })).status, 202);
  const strange = { ...report, componentId: hidden.id };
  assert.equal((await ask('/p/shop/reports', { method: 'POST', form: strange })).status, 400);

  // A name of its own: the page moves there, and the old address says where it went.
  await catalog.pages.update(shop.id, { host: HOST });
  await house.settled();
  const moved = await ask('/', { host: HOST });
  assert.match(moved.text, /Till/);
  assert.match((await ask('/live', { host: HOST })).text, /Payments fail/);
  assert.match(
    String((await ask('/p/shop/history')).headers.location),
    /^http:\/\/status\.north\.example:\d+\/history$/,
  );
  assert.match((await ask('/', { host: 'elsewhere.example' })).text, /Checkout/);

  // Who asks to be told on a page hears of what it shows, and can choose nothing else.
  const form = { email: 'reader@mail.example' };
  const refused = await ask('/subscribers', {
    host: HOST,
    method: 'POST',
    form: { ...form, componentIds: hidden.id },
  });
  assert.equal(refused.status, 400);
  assert.equal((await ask('/subscribers', { host: HOST, method: 'POST', form })).status, 202);
  const subscriber = (await house.app.audience.subscribers.list({ limit: 10 })).find(
    ({ address }) => address === form.email,
  );
  assert.deepEqual(subscriber?.componentIds, [house.component.id]);

  await catalog.pages.remove(shop.id);
  await house.settled();
  assert.equal((await ask('/p/shop/')).status, 404);
  assert.match((await ask('/', { host: HOST })).text, /Checkout/, 'an unknown name reads the common page');
});

test('a private page shows nothing to strangers, by whatever address', async (t) => {
  const { house, catalog, hidden, say, ask } = await world(t);
  const incident = await say(
    [hidden.id],
    'Gremlin in the ledger',
    'The ledger fails since 12:00 UTC. We are sorry that you cannot book. We are looking for the cause. There is no workaround yet.',
  );
  const selection = { kind: 'chosen' as const, groupIds: [], componentIds: [hidden.id] };
  const hash = await createPasswords({ N: 16, r: 8, p: 1 }).hash(PASSWORD);
  const access = { kind: 'private' as const, password: PASSWORD };
  const north = await catalog.pages.create(
    { slug: 'north', name: 'North', host: HOST, selection },
    access,
    hash,
  );
  const east = await catalog.pages.create({ slug: 'east', name: 'East', selection }, access, hash);
  await house.settled();

  const paths = [...DOCUMENTS, `/incidents/${incident}`, '/live', '/nothing', '/api/v1/components', '/404'];
  const html = { accept: 'text/html' };
  const places = [
    { prefix: '', host: HOST },
    { prefix: '', host: `${HOST.toUpperCase()}:443` },
    { prefix: '', host: `${HOST}.` },
    { prefix: '/p/east', host: 'anything.example' },
    { prefix: '/p/north', host: 'anything.example' },
  ];
  /** Nothing of the page in any answer, and addresses that exist are answered like those that do not. */
  async function closed(headers: Record<string, string> = {}) {
    for (const { prefix, host } of places) {
      const answers = new Set<string>();
      for (const path of paths)
        for (const method of path.length < 9 ? ['GET', 'HEAD', 'POST'] : ['GET']) {
          const { status, text, headers: sent } = await ask(`${prefix}${path}`, { host, method, headers });
          assert.ok(status === 401 || status === 404, `${method} ${host} ${prefix}${path} is ${status}`);
          assert.doesNotMatch(text, LEAK);
          assert.equal(sent['access-control-allow-origin'], undefined);
          if (method === 'GET') answers.add(`${status} ${text}`);
        }
      assert.equal(answers.size, 1, `${host}${prefix} tells addresses apart`);
    }
  }
  await closed();
  await closed({ cookie: 'candor_page_x=1', 'if-none-match': '*' });
  for (const trick of [
    '//p/east/',
    '/P/east/',
    '/p/%65ast/',
    '/p/east%2f',
    '/p/east/..%2feast/',
    '/live?page=east',
    '/p/east;/',
  ])
    for (const headers of [{}, { 'x-forwarded-host': HOST }, { 'x-original-url': '/p/east/' }]) {
      const { status, text } = await ask(trick, { headers });
      assert.ok([401, 404].includes(status), `${trick} is ${status}`);
      assert.doesNotMatch(text, LEAK);
    }
  for (const path of paths) {
    const { text } = await ask(path);
    assert.doesNotMatch(text, LEAK, `the public page at ${path}`);
  }

  // The way in: a form without script, and one cookie for this page alone.
  const sent = await ask(`/p/east/incidents/${incident}`, { headers: html });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.location, `/p/east/sign-in?to=%2Fincidents%2F${incident}`);
  const form = await ask(sent.headers.location!, { headers: html });
  assert.match(form.text, /type="password"/);
  assert.doesNotMatch(form.text, LEAK);
  assert.match(
    (await ask('/p/east/sign-in', { headers: { 'accept-language': 'de-CH,de;q=0.9' } })).text,
    /Passwort/,
  );
  const signIn = (prefix: string, password: string, more: Asking = {}) =>
    ask(`${prefix}/sign-in/password`, {
      method: 'POST',
      ...more,
      form: { password, to: `/incidents/${incident}`, ...more.form },
    });
  const wrong = await signIn('/p/east', 'not the password');
  assert.equal(wrong.status, 403);
  assert.equal(wrong.headers['set-cookie'], undefined);
  const crossSite = await signIn('/p/east', PASSWORD, { headers: { origin: 'https://evil.example' } });
  assert.equal(crossSite.status, 403);
  const right = await signIn('/p/east', PASSWORD);
  assert.equal(right.status, 303);
  assert.equal(right.headers.location, `/p/east/incidents/${incident}`);
  assert.match(right.headers['set-cookie']![0]!, /; Path=\/p\/east; .*HttpOnly; SameSite=Lax/);
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/%0d%0aX: y'])
    assert.match(
      String((await signIn('/p/east', PASSWORD, { form: { to } })).headers.location),
      /^\/p\/east\/(?!\/)/,
    );
  const cookie = right.headers['set-cookie']![0]!.split(';')[0]!;

  const inside = (path: string, more: Asking = {}) =>
    ask(`/p/east${path}`, { ...more, headers: { cookie, ...more.headers } });
  for (const path of [...DOCUMENTS.slice(0, 3), `/incidents/${incident}`, '/live', '/feed.rss']) {
    const { status, text, headers } = await inside(path);
    assert.equal(status, 200, path);
    assert.match(text, LEAK, path);
    assert.match(headers['cache-control']!, /no-store/);
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
  assert.equal((await inside('/nothing', { headers: html })).status, 404);
  const { etag } = (await inside('/feed.rss')).headers;
  assert.equal((await inside('/feed.rss', { headers: { 'if-none-match': etag! } })).status, 304);
  assert.match((await inside('/')).text, /noindex/);
  const framed = (await inside('/embed')).headers['content-security-policy'];
  assert.match(String(framed), /frame-ancestors 'self'/, 'no other site shows it in a frame');
  const elsewhere = cookie.replace(east.id.replace(/\W/g, ''), north.id.replace(/\W/g, ''));
  for (const carried of [cookie, elsewhere, `${cookie}x`, `${elsewhere}; ${cookie}`])
    assert.equal(
      (await ask('/', { host: HOST, headers: { cookie: carried } })).status,
      401,
      'one page, one pass',
    );

  // A feed reader shows a token, which opens feeds and nothing else, until it is taken back.
  const { token, id } = await catalog.pages.addFeedToken(east.id, 'reading room');
  const account = await inside('/sign-in');
  const mine = /feed\.rss\?token=([\w.-]+)/.exec(account.text)![1]!;
  await house.settled();
  for (const each of [token, mine]) {
    assert.match((await ask(`/p/east/feed.rss?token=${each}`)).text, LEAK);
    assert.match((await ask(`/p/east/feed.json?per=update&token=${each}`)).text, LEAK);
    for (const path of ['/', '/snapshot.json', '/live', '/history'])
      assert.equal((await ask(`/p/east${path}?token=${each}`)).status, 401);
    assert.equal((await ask(`/feed.rss?token=${each}`, { host: HOST })).status, 401);
  }
  await catalog.pages.removeFeedToken(east.id, id);
  await house.settled();
  assert.equal((await ask(`/p/east/feed.rss?token=${token}`)).status, 401);

  // The process begins again without a database: who is signed in reads on, who is not stays out.
  const expired = house.clock.nowMs();
  await catalog.pages.revoke(north.id);
  await house.settled();
  await house.restart();
  await house.takeDatabaseAway();
  assert.match((await inside('/')).text, LEAK);
  await closed();
  await house.takeDatabaseBack();

  // Passes end by themselves, and all at once when the access is changed.
  await house.forwardAlone(hours(12) - (house.clock.nowMs() - expired));
  assert.equal((await inside('/')).status, 401);
  const again = (await signIn('/p/east', PASSWORD)).headers['set-cookie']![0]!.split(';')[0]!;
  assert.equal((await ask('/p/east/', { headers: { cookie: again } })).status, 200);
  await house.app.catalog.pages.setAccess(east.id, { kind: 'private', networks: ['198.51.100.0/24'] });
  await house.settled();
  assert.equal((await ask('/p/east/', { headers: { cookie: again } })).status, 401);
  assert.equal((await ask(`/p/east/feed.rss?token=${mine}`)).status, 401);
  await closed();
  // This machine's own network opens it; what a stranger writes into a header does not.
  assert.equal((await ask('/p/east/', { headers: { 'x-forwarded-for': '198.51.100.7' } })).status, 401);
  await house.app.catalog.pages.setAccess(
    east.id,
    { kind: 'private', networks: ['127.0.0.0/8', '::1'], password: null },
    null,
  );
  await house.settled();
  assert.match((await ask('/p/east/')).text, LEAK);

  // Public to private: at once, on every path.
  await house.app.catalog.pages.setAccess(east.id, { kind: 'public' });
  await house.settled();
  assert.match((await ask('/p/east/')).text, LEAK);
  await house.app.catalog.pages.setAccess(east.id, { kind: 'private', password: PASSWORD }, hash);
  await house.settled();
  await closed();
});
