/** Hostile input at the public doors: it gets a clear error and changes nothing, and no page ever runs it. */
import assert from 'node:assert/strict';
import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { type House, minutes, openHouse, seconds } from './house.ts';

const LIMIT = { timeout: 180_000 };

type Answer = { status: number; type: string; text: string };

async function send(house: House, method: string, path: string, body?: string | Buffer, type?: string) {
  const response = await fetch(new URL(path, house.app.web.url()), {
    method,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
    headers: type ? { 'content-type': type } : {},
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  } satisfies Answer;
}

const FORM = 'application/x-www-form-urlencoded';
const signUp = (house: House, fields: Record<string, string> | string) =>
  send(house, 'POST', '/subscribers', String(new URLSearchParams(fields)), FORM);

/** A refusal says in words what is wrong, and is no page in which a browser could run anything. */
function assertRefused(answer: Answer, what: string, statuses: number[] = [400]) {
  assert.ok(statuses.includes(answer.status), `${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
  assert.match(answer.type, /^application\/problem\+json/, what);
  const { code, detail } = JSON.parse(answer.text) as { code: string; detail: string };
  assert.ok(code && detail.length > 10, what);
  assert.doesNotMatch(answer.text, /at .*\.ts:\d+|node_modules|select .* from/i, `${what}: no insides`);
}

test('the sign-up form refuses what is no address, and nobody is written to', LIMIT, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const hostile: [string, Record<string, string> | string][] = [
    ['a header smuggled in', { email: 'a@example.com\r\nBcc: victim@example.com' }],
    ['two addresses', { email: 'a@example.com,b@example.com' }],
    ['a route', { email: '<@relay.example:a@example.com>' }],
    ['markup', { email: '"><script>alert(1)</script>@example.com' }],
    ['a very long one', { email: `${'a'.repeat(60)}@${'b'.repeat(300)}.example` }],
    ['a control character', { email: 'a\u0000b@example.com' }],
    ['no address', { email: '' }],
    ['two at once', 'email=a%40example.com&email=b%40example.com'],
    ['a strange component', { email: 'a@example.com', componentIds: "cmp_1' or '1'='1" }],
    ['a strange locale', { email: 'a@example.com', locale: '../../etc/passwd' }],
    ['a strange zone', { email: 'a@example.com', timeZone: 'Mars/Olympus' }],
    ['an unknown field', { email: 'a@example.com', confirmed: 'true' }],
    ['the prototype', 'email=a%40example.com&__proto__=x&constructor=y'],
  ];
  for (const [what, fields] of hostile) {
    assertRefused(await signUp(house, fields), what);
    // Public doors take ten a minute from one address.
    await house.forward(seconds(10));
  }
  assertRefused(
    await send(house, 'POST', '/subscribers', Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), 'application/json'),
    'no UTF-8',
  );
  assertRefused(await send(house, 'POST', '/subscribers', '{"email":', 'application/json'), 'half a JSON');
  for (const [what, body] of [
    ['a NUL in JSON', String.raw`{"email":"a@example.com","locale":"\u0000"}`],
    ['half a pair in JSON', String.raw`{"email":"\ud800@example.com"}`],
    ['the prototype in JSON', '{"email":"a@example.com","__proto__":{"x":1}}'],
    ['Latin-1 in JSON', Buffer.from('{"email":"gr\u00fcn@example.com"}', 'latin1')],
  ] as const)
    assertRefused(await send(house, 'POST', '/subscribers', body, 'application/json'), what);
  await house.forward(seconds(60));
  assertRefused(
    await send(house, 'POST', '/subscribers', '<a/>', 'application/xml'),
    'another format',
    [415],
  );
  assertRefused(
    await signUp(house, { email: 'a@example.com', locale: 'x'.repeat(100_000) }),
    'an oversized form',
    [413],
  );
  assert.deepEqual(Object.values(await house.app.audience.subscribers.counts()).filter(Boolean), []);
  assert.deepEqual(house.mail.inbox(), []);
});

test(
  'one address cannot have the form write to the world, and learns nothing about who is known',
  LIMIT,
  async (t) => {
    const house = await openHouse(t, { monitors: false });
    await house.subscribe('known@example.com');
    const known = await signUp(house, { email: 'known@example.com' });
    const unknown = await signUp(house, { email: 'unknown@example.com' });
    assert.equal(known.status, 202);
    assert.equal(known.text, unknown.text, 'the same answer for both');
    let limited = 0;
    for (let i = 0; i < 15; i++)
      if ((await signUp(house, { email: `reader-${i}@example.com` })).status === 429) limited += 1;
    assert.ok(limited >= 5, `${limited} of 15 were limited`);
    for (let i = 0; i < 3; i++) {
      await house.forward(minutes(2));
      await signUp(house, { email: 'unknown@example.com' });
    }
    await house.settled();
    const toOne = house.mail.inbox().filter(({ to }) => to.includes('unknown@example.com'));
    assert.ok(toOne.length <= 2, `${toOne.length} letters to one who never answered`);
  },
);

test(
  'a confirmation is taken once, by POST, for its own subscription, and never brings an ended one back',
  LIMIT,
  async (t) => {
    const house = await openHouse(t, { monitors: false });
    await signUp(house, { email: 'reader@example.com' });
    await house.until(() => house.mail.inbox().length === 1);
    const link = new URL(/http\S+\/confirm/.exec(house.mail.inbox()[0]!.text)![0]).pathname;
    const state = async () => (await house.app.audience.subscribers.list({ limit: 10 }))[0]!.state;
    for (const method of ['GET', 'HEAD'])
      assert.equal((await send(house, method, link)).status, 200, `${method} asks`);
    assert.equal(await state(), 'pending', 'a scanner that follows links confirms nothing');
    const [id, signature] = link.split('/')[2]!.split('.') as [string, string];
    for (const [what, path] of [
      [
        'another signature',
        `/subscribers/${id}.${signature.replace(/^./, (c) => (c === 'a' ? 'b' : 'a'))}/confirm`,
      ],
      ['no signature', `/subscribers/${id}/confirm`],
      ['another subscription', `/subscribers/sub_00000000000000000000000000.${signature}/confirm`],
      ['another purpose', `/subscribers/${id}.${signature}/unsubscribe`],
      ['preferences', `/subscribers/${id}.${signature}`],
    ] as const)
      assertRefused(await send(house, 'POST', path, '', FORM), what, [404]);
    assert.equal(await state(), 'pending');

    const first = await send(house, 'POST', link, '', FORM);
    assert.equal(first.status, 200);
    assert.equal(await state(), 'active');
    const replayed = await send(house, 'POST', link, '', FORM);
    assert.equal(replayed.status, 200, 'a second click is no error');
    const manage = /href="(\/subscribers\/[^"]+)"/.exec(first.text)![1]!;
    assert.equal((await send(house, 'GET', `${manage}/unsubscribe`)).status, 200);
    assert.equal(await state(), 'active', 'a scanner that follows links ends nothing');
    assert.equal(
      (await send(house, 'POST', `${manage}/unsubscribe`, 'List-Unsubscribe=One-Click', FORM)).status,
      200,
    );
    assert.equal(await state(), 'unsubscribed');
    assertRefused(await send(house, 'POST', link, '', FORM), 'an old confirmation', [409]);
    assert.equal(await state(), 'unsubscribed', 'consent that was taken back stays taken back');
  },
);

test('boxes that were ticked are all kept', LIMIT, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const search = await house.app.catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  const fields = `email=reader%40example.com&componentIds=${house.component.id}&componentIds=${search.id}`;
  assert.equal((await send(house, 'POST', '/subscribers', fields, FORM)).status, 202);
  const [subscriber] = await house.app.audience.subscribers.list({ limit: 1 });
  assert.deepEqual(subscriber!.componentIds?.toSorted(), [house.component.id, search.id].sort());
});

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '<svg/onload=alert(3)>',
  '[click](javascript:alert(4))',
  '[click](data:text/html,<script>alert(5)</script>)',
  '![](https://evil.example/track.png)',
  '</p></main></body><iframe src="https://evil.example">',
  '[a"onmouseover="alert(6)](https://ok.example/"onmouseover="alert(7))',
  '`</code><script>alert(8)</script>`',
  '<!--',
  '&lt;script&gt;alert(9)&lt;/script&gt;',
];

test('an update full of markup is text everywhere: page, feeds and mail', LIMIT, async (t) => {
  const house = await openHouse(t, { monitors: false });
  await house.subscribe('reader@example.com');
  const incident = await house.app.respond.open(
    {
      title: { en: `Checkout </title><script>alert(0)</script> is "down"` },
      severity: 2,
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  await house.app.tell.update(
    incident.id,
    {
      phase: 'investigating',
      holdSeconds: 0,
      text: { en: MARKUP.join('\n\n') },
      override: { reason: 'This text tests what readers’ browsers are given.' },
    },
    'system:test',
  );
  await house.forward(seconds(5));
  await house.until(() => house.mail.inbox().length === 1);

  /** Tags that a browser would make of it: those that the house writes, and nothing else. */
  const dangerous =
    /<(iframe|img|object|embed|base|link[^>]+import)\b|<[a-z][^>]*[\s/"']on[a-z]+\s*=|href\s*=\s*["']?\s*(javascript|data|vbscript):/i;
  for (const path of ['/', `/incidents/${incident.id}`, '/history', '/de/']) {
    const { status, text, headers } = await house.page(path);
    assert.equal(status, 200, path);
    assert.equal(dangerous.exec(text.replace(/<link rel="icon" [^>]*>/, ''))?.[0], undefined, path);
    assert.ok((text.match(/<script/g) ?? []).length <= 1, `${path} has its own script and no other`);
    assert.doesNotMatch(text, /<script[^>]*>[^<]*alert/, path);
    assert.match(headers.get('content-security-policy')!, /default-src 'none'/);
    assert.doesNotMatch(headers.get('content-security-policy')!, /script-src[^;]*'unsafe/);
  }
  const shown = (await house.page(`/incidents/${incident.id}`)).text;
  assert.match(shown, /&lt;img src=x onerror=alert\(2\)&gt;/, 'readers see what was written');
  const unescaped = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#34;', '"')
      .replaceAll('&amp;', '&');
  for (const path of ['/feed.rss', '/feed.atom', '/history.atom']) {
    const { text } = await house.page(path);
    assert.doesNotMatch(text, /<script/i, `${path} is well formed`);
    // What a feed reader makes HTML of is escaped once more inside.
    for (const [, content] of text.matchAll(
      /<(?:content type="html"|description)>([\s\S]*?)<\/(?:content|description)>/g,
    ))
      assert.doesNotMatch(unescaped(content!), /<script|<img|<svg|<iframe/i, path);
  }
  const feed = JSON.parse((await house.page('/feed.json')).text) as { items: { content_html?: string }[] };
  for (const { content_html = '' } of feed.items)
    assert.doesNotMatch(content_html, /<script|<img|<svg|<iframe/i);
  const letter = house.mail.inbox()[0]!;
  assert.doesNotMatch(letter.html!, /<script|<img|<svg|<iframe|href\s*=\s*["']?(javascript|data):/i);
  assert.doesNotMatch(letter.subject, /[\r\n]/);
});

test(
  'the beacon takes an event once, whatever is sent again, and nothing that is not one',
  LIMIT,
  async (t) => {
    const house = await openHouse(t, { monitors: false });
    const beacon = (body: string | Buffer, type = 'text/plain') =>
      send(house, 'POST', '/beacons', body, type);
    const event = { kind: 'view', id: 'e1', session: 's1', at: house.clock.now(), path: '/shop' };
    const batch = JSON.stringify({ events: [event] });
    assert.equal((await beacon(batch)).status, 202);
    const again = await beacon(batch);
    assert.equal(again.status, 202, 'what was not acknowledged comes again');
    assert.notEqual(again.text, (await beacon(JSON.stringify({ events: [{ ...event, id: 'e2' }] }))).text);
    for (const [what, body, statuses] of [
      ['half a JSON', '{"events":[', [400]],
      ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), [400]],
      ['another shape', JSON.stringify({ events: 'many' }), [400]],
      ['a strange kind', JSON.stringify({ events: [{ ...event, kind: 'admin' }] }), [400]],
      ['more than a thousand', JSON.stringify({ events: Array(1_001).fill(event) }), [400, 413]],
      ['half a megabyte and more', `{"events":[],"x":"${'y'.repeat(600_000)}"}`, [413]],
      ['a depth of nests', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, [400]],
    ] as const)
      assertRefused(await beacon(body), what, [...statuses]);
    assertRefused(await beacon(batch, 'application/json'), 'another type', [400, 415]);
  },
);

test('strange addresses, hosts and requests reach nothing', LIMIT, async (t) => {
  const house = await openHouse(t, { monitors: false });
  for (const path of [
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/VERSION',
    '/pages/../VERSION',
    '/%00',
    '/%',
    '/.git/config',
    '/postgres/PG_VERSION',
    '/console/..%2f..%2f..%2fpackage.json',
    '/incidents/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  ]) {
    const { status, text } = await send(house, 'GET', path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.doesNotMatch(text, /root:|<script>alert/, path);
  }
  const big = JSON.stringify({ email: 'x'.repeat(2_000_000) });
  assertRefused(
    await send(house, 'POST', '/api/v1/incidents', big, 'application/json'),
    'an oversized body',
    [401, 413],
  );
  assertRefused(
    await send(house, 'POST', '/api/v1/welcome', big, 'application/json'),
    'an oversized body',
    [413],
  );

  // Whoever asks under another name does not get that name into the letters of others.
  const { port } = new URL(house.app.web.url());
  await new Promise<void>((resolve, reject) => {
    const body = JSON.stringify({ email: 'reader@example.com' });
    const asked = rawRequest(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/subscribers',
        headers: { host: 'evil.example', 'content-type': 'application/json', 'content-length': body.length },
      },
      (answer) => answer.resume().on('end', resolve),
    );
    asked.on('error', reject);
    asked.end(body);
  });
  await house.until(() => house.mail.inbox().length === 1);
  assert.doesNotMatch(house.mail.inbox()[0]!.raw, /evil\.example/);

  const spoken = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let got = '';
      socket.on('data', (data) => {
        got += data;
      });
      // A server that hangs up on nonsense may do it with a reset.
      socket.on('error', () => {});
      socket.on('close', () => resolve(got));
      socket.setTimeout(3_000, () => socket.destroy());
    });
  const smuggled =
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
  assert.match(await spoken(smuggled), /^HTTP\/1\.1 400/);
  assert.match(
    await spoken(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`),
    /^HTTP\/1\.1 4\d\d/,
  );
  assert.match(await spoken('nonsense\r\n\r\n'), /^HTTP\/1\.1 400/);
  assert.equal((await send(house, 'GET', '/healthz')).status, 200, 'and it lives');
});

test('no query, header or host makes the page that others get another', LIMIT, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { port } = new URL(house.app.web.url());
  const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<{ status: number; etag: string | undefined; text: string; head: string }>(
      (resolve, reject) => {
        rawRequest({ port, host: '127.0.0.1', method, path, headers, agent: false }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part) => {
            text += part;
          });
          answer.on('end', () =>
            resolve({
              status: answer.statusCode!,
              etag: answer.headers.etag,
              text,
              head: answer.rawHeaders.join('\n'),
            }),
          );
        })
          .on('error', reject)
          .end();
      },
    );
  await house.until(async () => (await ask('/', {})).status === 200);
  await house.settled();
  const { etag, text } = await ask('/', {});
  const poison: Record<string, string>[] = [
    { host: 'evil.example' },
    { host: 'evil.example:443' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { forwarded: 'host=evil.example' },
    { 'x-original-url': '/console', 'x-rewrite-url': '/console' },
    { 'x-http-method-override': 'DELETE' },
    { origin: 'https://evil.example', cookie: 'a=<script>' },
    { range: 'bytes=0-9', 'if-range': etag! },
    { 'accept-language': 'evil', 'accept-encoding': 'evil' },
  ];
  // A body of no bytes is what keeps a request from being answered below node:http: both ways are asked.
  for (const way of [{}, { 'content-length': '0' }] as Record<string, string>[])
    for (const headers of poison)
      for (const path of ['/', '/?cb=1', '/?utm_source=%3Cscript%3E&host=evil.example']) {
        const got = await ask(path, { ...headers, ...way });
        const what = `${path} ${JSON.stringify({ ...headers, ...way })}`;
        assert.deepEqual([got.status, got.etag, got.text === text], [200, etag, true], what);
        assert.doesNotMatch(got.head, /evil/, what);
      }
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'])
    assert.ok([403, 404, 405].includes((await ask('/', {}, method)).status), method);
  assert.equal((await ask('/', {})).text, text);
});

test('a monitor of a private address is refused in every spelling', LIMIT, async (t) => {
  const house = await openHouse(t, { monitors: false });
  for (const url of [
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    'http://167772161/',
    'http://0x0a000001/',
    'http://012.0.0.1/',
    'http://[fd00::1]/',
    'http://0.0.0.0/',
  ])
    await assert.rejects(
      house.app.watch.monitors.create({
        name: 'Inside',
        componentId: house.component.id,
        target: { kind: 'http', url },
        opensIncident: null,
      }),
      (error: { code?: string }) => error.code === 'target.private-address',
      url,
    );
  assert.deepEqual(house.app.watch.states(), []);
});
