/**
 * The database is gone while the service breaks: the page and the feeds serve on with their age, checks go on, staff
 * hear of it by the direct path, and afterwards everything is written with the times at which it was true.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type House, minutes, openHouse, seconds } from './house.ts';

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t);
  const token = await firstOwner(house);
  await house.subscribe('reader@example.com');
  await house.forward(minutes(2));
  return { house, token };
}

/** The first owner, as the one-time link makes them, and a token of theirs. */
async function firstOwner(house: House): Promise<string> {
  const link = new URL((await house.app.people.firstOwnerLink())!, 'http://localhost');
  const answer = await house.send('POST', '/api/v1/welcome', {
    token: link.searchParams.get('token'),
    name: 'Owner',
    email: 'owner@example.com',
    password: 'a password of this story only',
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  const made = await house.send(
    'POST',
    '/api/v1/tokens',
    { name: 'story', scopes: ['respond:read', 'respond:write'] },
    { cookie, 'sec-fetch-site': 'same-origin' },
  );
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(
    (made.body as { secret?: string; token?: string }).secret ?? (made.body as { token?: string }).token,
  );
}

test('page and feeds serve on, say until when they hold, and everything else says that it is not known', {
  timeout: 180_000,
}, async (t) => {
  const { house, token } = await world(t);
  await house.takeDatabaseAway();
  await house.forward(minutes(4));

  const page = await house.page();
  assert.equal(page.status, 200);
  const form = await fetch(`${house.app.web.url()}/reports`, {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'locale=en&text=down',
  });
  assert.equal(form.status, 503);
  assert.match(await form.text(), /This was not taken.*what you wrote still stands there/s);
  const [, until] = /data-until="([^"]+)"/.exec(page.text)!;
  assert.ok(Date.parse(until!) < house.clock.nowMs(), 'by its own words it does not hold any more');
  assert.match(page.text, /Later than \d\d:\d\d(:\d\d)? UTC, treat this page as unknown\./);
  assert.match(page.text, /<p class="stale keep" data-say="[^"]+"/);
  for (const path of [
    '/feed.rss',
    '/feed.atom',
    '/feed.json',
    '/api/v2/summary.json',
    '/snapshot.json',
    '/de/',
  ])
    assert.equal((await house.page(path)).status, 200, path);

  for (const [method, path, body] of [
    ['GET', '/api/v1/incidents', undefined],
    ['POST', '/api/v1/incidents', { title: { en: 'x' } }],
    ['POST', '/subscribers', { email: 'new@example.com' }],
  ] as const) {
    const answer = await house.send(method, path, body, { authorization: `Bearer ${token}` });
    assert.equal(answer.status, 503, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    assert.match(answer.headers.get('content-type')!, /application\/problem\+json/);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    const { code, detail } = answer.body as { code: string; detail: string };
    assert.equal(code, 'store.unavailable');
    assert.match(detail, /database cannot be reached.*nothing was changed/);
  }
  const ready = await house.send('GET', '/readyz');
  assert.equal(ready.status, 503);
  assert.match(JSON.stringify(ready.body), /the database cannot be reached/);
  assert.equal((await house.send('GET', '/healthz')).status, 200, 'the process itself is well');

  await house.takeDatabaseBack();
  await house.forward(seconds(5));
  const [, newUntil] = /data-until="([^"]+)"/.exec((await house.page()).text)!;
  assert.ok(Date.parse(newUntil!) > house.clock.nowMs(), 'the page holds again');
  assert.equal((await house.send('GET', '/readyz')).status, 200);
});

test('a failure meanwhile is written afterwards with its own times, and the outage is told', {
  timeout: 180_000,
}, async (t) => {
  const { house } = await world(t);
  await house.takeDatabaseAway();
  house.service.set('500');
  const brokenAt = house.clock.nowMs();
  await house.forward(minutes(6));
  assert.equal(house.app.watch.failing().length, 1, 'checks went on');
  await house.takeDatabaseBack();
  const backAt = house.clock.nowMs();
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));
  const incident = (await house.incident())!;
  assert.ok(Date.parse(incident.startedAt) >= brokenAt);
  assert.ok(Date.parse(incident.startedAt) < brokenAt + seconds(40), 'the impact began when it began');
  const [failed] = await house.app.timeline.read({ kinds: ['monitor.failed'] });
  assert.ok(Date.parse(failed!.at) < brokenAt + seconds(60), 'true since then');
  assert.ok(Date.parse(failed!.recordedAt) >= backAt, 'written now');
  const series = await house.app.watch.series(
    house.monitor!.id,
    new Date(brokenAt).toISOString(),
    new Date(backAt).toISOString(),
    60,
  );
  assert.ok(series.length >= 5, 'the checks of the gap are in the chart');
  await house.until(() => house.mail.inbox().some(({ to }) => to.includes('reader@example.com')), minutes(2));
  assert.equal(await house.app.timeline.verify(), null);
});

test('a failure that began and ended meanwhile is recorded, and nobody is told that it still lasts', {
  timeout: 180_000,
}, async (t) => {
  const { house } = await world(t);
  await house.takeDatabaseAway();
  house.service.set('500');
  await house.forward(minutes(3));
  house.service.set('fine');
  await house.forward(minutes(3));
  await house.takeDatabaseBack();
  await house.forward(minutes(2));
  const incident = (await house.incident())!;
  assert.ok(incident.recoveredAt, 'the recovery is known');
  for (const { text } of incident.updates)
    assert.doesNotMatch(text['en']!, /does not work|is not working|cannot/i);
  const facts = await house.app.timeline.read({ subject: `incident:${incident.id}` });
  assert.ok(facts.some(({ body }) => body.kind === 'carrier.skipped' && /recovered/.test(body.reason)));
});

test('staff hear of it at once by mail, without the ledger: that the database is gone, what fails, and that it is back', {
  timeout: 180_000,
}, async (t) => {
  const { house } = await world(t);
  const letters = () => house.mail.inbox().filter(({ to }) => to.includes('owner@example.com'));
  await house.takeDatabaseAway();
  await house.until(() => letters().length === 1, minutes(2));
  assert.match(letters()[0]!.subject, /database/i);
  house.service.set('500');
  await house.until(() => letters().length === 2, minutes(2));
  assert.match(letters()[1]!.subject, /Checkout answers/);
  assert.match(letters()[1]!.text, /500/);
  await house.takeDatabaseBack();
  await house.until(() => letters().some(({ subject }) => /again/.test(subject)), minutes(2));
});

test('a short loss is nobody’s alarm', { timeout: 180_000 }, async (t) => {
  const { house } = await world(t);
  await house.takeDatabaseAway();
  await house.forward(seconds(5));
  await house.takeDatabaseBack();
  await house.forward(minutes(5));
  assert.deepEqual(house.mail.inbox(), []);
});
