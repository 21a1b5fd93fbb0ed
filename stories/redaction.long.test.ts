/** A text that must not stay: the public page, the API, memory and the database forget it, and history still verifies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readerOf, verifyLog } from '../server/timeline/publiclog/verifier/candor-verify.mjs';
import { openHouse, seconds } from './house.ts';

const SECRET = '555-0100-4711';

test('a removed text is gone wherever it was shown, and its proof stays', { timeout: 180_000 }, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { app } = house;
  const as = async (role: 'owner' | 'responder') => {
    const { email } = await house.person(`${role}@example.com`, role);
    const password = 'a password of this story only';
    const opened = await house.send('POST', '/api/v1/session', { email, password });
    const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
    return (method: string, path: string, body?: unknown) =>
      house.send(method, `/api/v1${path}`, body, { cookie });
  };
  const [owner, responder] = [await as('owner'), await as('responder')];

  const { id } = await app.respond.open({ title: { en: 'Checkout fails' }, severity: 2 }, 'system:test');
  const text = `Checkout fails since 12:00 UTC. We are sorry that you cannot pay. We are looking for the cause. Call ${SECRET} to order instead. Next update by 12:30 UTC.`;
  const published = await responder('POST', `/incidents/${id}/updates`, {
    phase: 'investigating',
    text: { en: text },
    nextUpdateBy: '2026-03-01T12:30:00.000Z',
  });
  assert.ok(published.status < 300, JSON.stringify(published.body));
  await house.forward(seconds(30));
  const shown = async () =>
    (
      await Promise.all(
        ['/', `/incidents/${id}`, '/feed.atom', '/feed.json', '/api/v2/incidents.json'].map((path) =>
          house.page(path),
        ),
      )
    ).map((page) => page.text);
  for (const page of await shown()) assert.ok(page.includes(SECRET), page.slice(0, 200));

  const facts = async () =>
    (await owner('GET', `/incidents/${id}/facts`)).body.items as { id: string; body: { kind: string } }[];
  const fact = (await facts()).find(({ body }) => body.kind === 'update.published')!;
  const path = `/facts/${fact.id}/redaction`;
  const reason = 'a private telephone number';
  assert.equal((await responder('PUT', path, { reason })).status, 403);
  assert.equal((await owner('PUT', path, {})).status, 400);
  assert.equal((await owner('PUT', '/facts/fct_none/redaction', { reason })).status, 404);
  assert.ok(
    (await shown()).every((page) => page.includes(SECRET)),
    'nothing was changed so far',
  );

  const before = await verifyLog(readerOf(app.web.url()));
  assert.match(JSON.stringify(before.texts.map((texts) => [...texts])), new RegExp(SECRET));

  const done = await owner('PUT', path, { reason });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.deepEqual(done.body.body.text, { en: '[removed]' });
  await house.settled();
  for (const page of await shown()) {
    assert.ok(!page.includes(SECRET), page.slice(0, 200));
    assert.ok(page.includes('[removed]'), page.slice(0, 200));
  }
  assert.ok(!JSON.stringify(await facts()).includes(SECRET));
  assert.ok(!JSON.stringify(await app.timeline.incidents()).includes(SECRET));
  const said = await owner('GET', `/audit?target=${fact.id}`);
  assert.deepEqual(
    said.body.items.map((each: { what: string }) => each.what),
    ['fact.redacted'],
  );
  assert.equal((await owner('PUT', path, { reason })).status, 200, 'twice is no error');
  assert.equal(await app.timeline.verify(), null);

  // The public log proves that a text stood there, and no longer what it said.
  const after = await verifyLog(readerOf(app.web.url()), before);
  assert.equal(after.size, before.size + 1);
  assert.deepEqual(after.entries.at(-1)!.body, { kind: 'fact.redacted', factId: fact.id });
  assert.doesNotMatch(JSON.stringify(after.texts.map((texts) => [...texts])), new RegExp(SECRET));
  assert.match((await house.page('/log')).text, new RegExp(`<td>${after.size}</td>`));

  const live = await fetch(new URL('/live', app.web.url()), { headers: { 'last-event-id': '0' } });
  const { value } = await live.body!.getReader().read();
  assert.ok(!Buffer.from(value!).includes(SECRET), 'who comes back to the stream is not told it either');
});
