/** The public addresses as strangers, embedding sites and clients of Statuspage's sign-up ask for them, over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything } from '@candor/page/golden/everything.ts';
import { type House, minutes, openHouse } from '../../../stories/house.ts';
import { nested } from './nested.ts';
import { badgeAnswer, oembedAnswer } from './public.ts';

test('badges, the frame, oEmbed and preflights, from memory alone', { timeout: 60_000 }, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { component } = house;
  await house.settled();
  const badge = await house.page('/badge.svg');
  assert.deepEqual([badge.status, badge.headers.get('content-type')], [200, 'image/svg+xml; charset=utf-8']);
  assert.match(badge.text, /<title>Status: Works<\/title>/);
  assert.match(badge.headers.get('cache-control')!, /max-age=60, must-revalidate$/);
  assert.match((await house.page('/badge.svg?locale=de')).text, /aria-label="Status: Funktioniert"/);
  assert.match((await house.page(`/badge/${component.id}.svg`)).text, /Checkout/);
  const shields = await house.send('GET', '/badge.json');
  assert.deepEqual([shields.body.schemaVersion, shields.body.message], [1, 'Works']);
  assert.equal(shields.headers.get('access-control-allow-origin'), '*');
  assert.equal((await house.page('/badge/cmp_nothing.svg')).status, 404);
  assert.equal((await house.page('/badge/..%2f..%2fetc.svg')).status, 404);

  const embed = await house.page('/embed');
  assert.match(embed.headers.get('content-security-policy')!, /frame-ancestors \*/);
  assert.equal(embed.headers.get('x-frame-options'), null);
  assert.match((await house.page('/de/embed')).text, /lang="de"/);
  assert.match((await house.page('/embed.js')).headers.get('content-type')!, /^text\/javascript/);
  const link = /type="application\/json\+oembed" href="([^"]+)"/.exec((await house.page('/')).text)![1]!;
  const answer = await house.send('GET', link.replaceAll('&amp;', '&'));
  assert.equal(answer.status, 200);
  assert.match(answer.body.html, /^<iframe src="http:\/\/\S+\/embed" width="480" height="160"/);

  for (const path of ['/api/v2/summary.json', '/api/v2/subscribers.json', '/index.json']) {
    const preflight = await fetch(new URL(path, house.app.web.url()), { method: 'OPTIONS' });
    assert.deepEqual(
      [preflight.status, preflight.headers.get('access-control-allow-origin')],
      [204, '*'],
      path,
    );
  }
  const summary = await house.page('/api/v2/summary.json');
  assert.equal(summary.headers.get('access-control-allow-origin'), '*');
  assert.doesNotMatch(summary.headers.get('cache-control')!, /stale/);
  const tag = summary.headers.get('etag')!;
  const same = await house.send('GET', '/api/v2/summary.json', undefined, { 'if-none-match': tag });
  assert.equal(same.status, 304);
  for (const typed of ['/api/v2/summary', '/api/v2/summary.json/', '/api/v2/incidents/unresolved']) {
    const sent = await fetch(new URL(typed, house.app.web.url()), { redirect: 'manual' });
    assert.equal(sent.status, 308, typed);
    assert.match(sent.headers.get('location')!, /^\/api\/v2\/[a-z/]+\.json$/);
  }
  assert.deepEqual((await house.send('GET', '/api/v2/nothing.json')).body, { error: 'Not found' });
  for (const path of ['/feed/rss', '/rss.xml', '/feed/atom', '/feed/json', '/de/feed/rss'])
    assert.equal((await house.page(path)).status, 200, path);

  await t.test('Statuspage sign-up: asked by mail first, nothing by GET, left by the token of the mail', () =>
    signUp(house),
  );

  await house.app.catalog.pages.create({ slug: 'acme', name: 'Acme' });
  await house.until(async () => (await house.page('/p/acme/')).status === 200);

  // The database is gone and nothing vouches for the state any more: a picture must not go on saying that it works.
  await house.takeDatabaseAway();
  await house.forward(minutes(4));
  assert.match((await house.page('/badge.svg')).text, /Status: Not known/);
  assert.equal((await house.send('GET', '/badge.json')).body.isError, true);
  const doubted = await house.send('GET', '/api/v2/summary.json');
  assert.deepEqual(
    [doubted.body.status.description, doubted.body.components[0].status],
    ['Degraded System Service', 'degraded_performance'],
  );
  assert.equal((await house.send('GET', '/summary.json')).body.page.status, 'HASISSUES');
  assert.match((await house.page('/embed')).text, /cannot tell right now/);
  const further = await house.send('GET', '/p/acme/api/v2/status.json');
  assert.equal(further.body.status.description, 'Degraded System Service', 'every page doubts');
  await house.takeDatabaseBack();
  await house.until(async () =>
    (await house.page('/api/v2/status.json')).text.includes('All Systems Operational'),
  );
});

test('a badge before the first page is made says that nothing is known', () => {
  const answer = badgeAnswer(null, { now: '2026-03-01T12:00:00.000Z', locale: null, as: 'svg' });
  assert.equal(answer.status, 200);
  assert.match(answer.body, /Not known/);
});

test('oEmbed answers for addresses of the page and for no others', () => {
  const ask = (query: Record<string, string>, page = everything.page) =>
    oembedAnswer(page, new URLSearchParams(query));
  const { url } = everything.page;
  const frame = (query: Record<string, string>) => JSON.parse(ask(query).body).html as string;
  assert.match(frame({ url: `${url}/incidents/inc_1` }), /src="https:\/\/status\.shop\.example\/embed"/);
  assert.match(frame({ url: `${url}/de/` }), /\/de\/embed"/);
  assert.match(frame({ url: '/', maxwidth: '200', maxheight: '90' }), /width="200" height="90"/);
  for (const foreign of [
    'https://evil.example/',
    'https://status.shop.example.evil.example/',
    '//evil.example/',
    'http://status.shop.example/',
    'javascript:alert(1)',
    '',
  ])
    assert.equal(ask({ url: foreign }).status, 404, foreign);
  assert.equal(ask({ url, format: 'xml' }).status, 501);
  assert.equal(ask({ url, maxwidth: '-1' }).status, 400);
  // A page under a path is not its neighbours.
  const inner = { ...everything.page, url: 'https://host.example/p/one' };
  assert.equal(ask({ url: 'https://host.example/p/one/history' }, inner).status, 200);
  assert.equal(ask({ url: 'https://host.example/p/one' }, inner).status, 200);
  assert.equal(ask({ url: 'https://host.example/p/other' }, inner).status, 404);
});

test('form fields with brackets, and what only looks like them', () => {
  assert.deepEqual(
    nested({
      'incident[name]': 'x',
      'incident[components][cmp_a]': 'operational',
      'incident[component_ids][]': 'cmp_a',
      'other[]': ['a', 'b'],
      plain: '1',
    }),
    {
      incident: { name: 'x', components: { cmp_a: 'operational' }, component_ids: ['cmp_a'] },
      other: ['a', 'b'],
      plain: '1',
    },
  );
  const odd = nested({ '__proto__[polluted]': 'yes', 'a[': '1', 'a]b[': '2', 'a[b][c][d][e][f][g]': '3' });
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.deepEqual(Object.keys(odd).sort(), ['__proto__', 'a[', 'a[b][c][d][e][f][g]', 'a]b[']);
  assert.deepEqual(nested({ a: 'text', 'a[b]': 'c' }), { a: { b: 'c' } });
});

async function signUp(house: House) {
  const path = '/api/v2/subscribers.json';
  const crawled = await house.send('GET', `${path}?subscriber[email]=victim@example.com`);
  assert.deepEqual([crawled.status, crawled.headers.get('allow')], [405, 'POST, DELETE']);
  const wish = { subscriber: { email: 'reader@example.com', component_id: house.component.id } };
  const asked = await house.send('POST', path, wish);
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  assert.deepEqual(asked.body.subscriber.components, [house.component.id]);
  assert.deepEqual((await house.send('POST', path, wish)).body, asked.body, 'it never says who is known');
  await house.settled();
  const letters = house.mail.inbox();
  assert.equal(letters.length, 1);
  const form = await fetch(new URL(path, house.app.web.url()), {
    method: 'POST',
    body: new URLSearchParams({ 'subscriber[email]': 'other@example.com' }),
  });
  assert.equal(form.status, 202);
  for (const bad of [
    { email: 'nobody' },
    { endpoint: 'http://127.0.0.1/' },
    { email: 'a@b.example', component_id: 'cmp_x' },
  ]) {
    const refused = await house.send('POST', path, { subscriber: bad });
    assert.equal(refused.status, 422, JSON.stringify(bad));
    assert.ok(Array.isArray(refused.body.error));
  }
  const [first] = await house.app.audience.subscribers.list({ limit: 1 });
  const token = house.app.audience.links.make('manage', first!.id);
  assert.equal(
    (await house.send('GET', `/api/v2/subscribers/${first!.id}.json`)).status,
    404,
    'an id is no token',
  );
  const mine = await house.send('GET', `/api/v2/subscribers/${token}.json`);
  assert.equal(mine.body.subscriber.email, 'reader@example.com');
  assert.equal((await house.send('DELETE', `/api/v2/subscribers/${token}.json`)).status, 200);
  assert.equal((await house.app.audience.subscribers.get(first!.id)).state, 'unsubscribed');
}
