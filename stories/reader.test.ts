/** What a reader wants in an outage: what to do now, when it may be over, said honestly when that time is gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse } from './house.ts';

const plain = (html: string) => html.replace(/<(style|script)>.*?<\/\1>|<[^>]+>/gs, ' ').replace(/\s+/g, ' ');

test('an estimate stands on the page with its basis, passes in public, and is gone when it is over', {
  timeout: 120_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { id } = await house.app.respond.open(
    {
      title: { en: 'Checkout takes no payments', de: 'Kasse nimmt keine Zahlungen an' },
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  const at = (ms: number) => new Date(house.clock.nowMs() + ms).toISOString();
  const hhmm = (instant: string) => `${instant.slice(11, 16)} UTC`;
  const startedAt = house.clock.now();
  const say = (phase: 'investigating' | 'resolved', text: string) =>
    house.app.tell.update(
      id,
      { phase, text: { en: text }, holdSeconds: 0, override: { reason: 'the words are not what is tried' } },
      'system:test',
    );
  await say('investigating', `You cannot pay since ${hhmm(startedAt)}. We are sorry that you cannot pay.`);
  const recoveryAt = at(minutes(2));
  await house.app.respond.estimate(
    id,
    { recoveryAt, basis: { en: 'the last restore took 15 minutes', de: 'zuletzt dauerte es 15 Minuten' } },
    'system:test',
  );
  await house.app.respond.workaround(id, { text: { en: 'Pay by invoice.' } }, 'system:test');
  await house.settled();

  const read = async (path = '/') => plain((await house.page(path)).text);
  const seen = await read();
  assert.match(seen, /What you can do now Pay by invoice\./);
  assert.match(
    seen,
    new RegExp(`Expected back about ${hhmm(recoveryAt)} \\( ?the last restore took 15 minutes ?\\)`),
  );
  assert.match(await read('/de/'), new RegExp(`Voraussichtlich behoben gegen ${hhmm(recoveryAt)}`));
  assert.match(await read(`/incidents/${id}`), /Pay by invoice/);
  assert.doesNotMatch(seen, /has passed/);
  assert.match(await read(`/components/${house.component.id}`), /Checkout takes no payments/);

  await house.forward(minutes(3));
  assert.match(
    await read(),
    /This estimate has passed, and it is not over yet\./,
    'nobody did anything for it',
  );

  await say('resolved', `You can pay again since ${hhmm(house.clock.now())}.`);
  await house.settled();
  assert.doesNotMatch(await read(), /Expected back|Pay by invoice/);
  const facts = await house.app.timeline.read({ subject: `incident:${id}` });
  for (const kind of ['estimate.given', 'workaround.given'])
    assert.ok(
      facts.some(({ body }) => body.kind === kind),
      kind,
    );
});

test('who sends a form too often reads that on a page, in their language; a program gets the problem', {
  timeout: 120_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  await house.app.catalog.pages.create({
    slug: 'shop',
    name: 'The shop',
    selection: { kind: 'chosen', groupIds: [], componentIds: [house.component.id] },
  });
  await house.settled();
  const send = (path: string, accept = 'text/html,application/xhtml+xml') =>
    fetch(`${house.app.web.url()}${path}`, {
      method: 'POST',
      headers: {
        accept,
        'accept-language': 'de-AT,de;q=0.9',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'locale=de&text=Kasse&email=reader%40example.com',
    });
  const refusedAt = async (path: string) => {
    for (let n = 0; n < 10; n++) assert.notEqual((await send(path)).status, 429, `${path} ${n}`);
    const refused = await send(path);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.match(refused.headers.get('content-type')!, /^text\/html/);
    return refused.text();
  };
  for (const path of ['/reports', '/subscribers']) {
    const page = await refusedAt(path);
    assert.match(page, /<html lang="de"/);
    assert.match(plain(page), /Das wurde nicht angenommen.*Gehen Sie im Browser zurück/);
  }
  assert.match(await refusedAt('/p/shop/reports'), /The shop.*href="\/p\/shop\/[^"]*"/s);
  const problem = await send('/reports', '*/*');
  assert.equal(problem.headers.get('content-type'), 'application/problem+json; charset=utf-8');
});
