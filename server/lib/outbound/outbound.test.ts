import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { type TestContext, test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { createOutbound } from './index.ts';
import { retryAfterMs } from './retry-after.ts';

async function serve(t: TestContext, listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function open(t: TestContext, allow: string, resolve?: LookupFunction) {
  const clock = handClock('2026-03-01T10:00:00.000Z');
  const outbound = createOutbound({ allow, clock, ...(resolve ? { resolve } : {}) });
  t.after(() => outbound.close());
  return { clock, outbound };
}

/** A resolver that answers with what it is given, one answer after the other. */
const answers = (...lists: string[][]): LookupFunction & { asked: number } => {
  const resolver = Object.assign(
    ((_name, _options, callback) => {
      const list = lists[Math.min(resolver.asked++, lists.length - 1)]!;
      callback(
        null,
        list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as LookupFunction,
    { asked: 0 },
  );
  return resolver;
};

const refused = { code: 'target.private-address' };

test('a request reaches an allowed target and brings back status, headers and body', async (t) => {
  const port = await serve(t, (request, response) => {
    response.writeHead(201, { 'x-method': request.method!, 'retry-after': '7' });
    request.pipe(response);
  });
  const { outbound } = open(t, '127.0.0.1');
  const answer = await outbound.request(`http://127.0.0.1:${port}/a?b=c`, { method: 'POST', body: 'hello' });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers['x-method'], 'POST');
  assert.equal(answer.body.toString(), 'hello');
  assert.equal(answer.retryAfterMs, 7_000);
  assert.equal(answer.truncated, false);
});

test('private literals are refused before anything is sent, in every spelling', async (t) => {
  let asked = 0;
  const port = await serve(t, (_request, response) => {
    asked += 1;
    response.end();
  });
  const { outbound } = open(t, '');
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0',
  ])
    await assert.rejects(outbound.request(`http://${host}:${port}/`), refused, host);
  assert.equal(asked, 0);
});

test('a name that resolves to a private address is refused', async (t) => {
  const { outbound } = open(t, '', answers(['169.254.169.254']));
  await assert.rejects(outbound.request('http://innocent.example/'), refused);
});

test('of several answers only the allowed ones are connected to', async (t) => {
  const port = await serve(t, (_request, response) => response.end('here'));
  const { outbound } = open(t, '127.0.0.1', answers(['10.0.0.1', '127.0.0.1', 'fe80::1']));
  const answer = await outbound.request(`http://mixed.example:${port}/`);
  assert.equal(answer.body.toString(), 'here');
});

test('the address that was checked is the one that is used: rebinding between the two is impossible', async (t) => {
  const port = await serve(t, (_request, response) => response.end('inside'));
  const resolver = answers(['127.0.0.1'], ['10.0.0.1']);
  const { outbound } = open(t, '127.0.0.1', resolver);
  const answer = await outbound.request(`http://rebind.example:${port}/`);
  assert.equal(answer.body.toString(), 'inside');
  assert.equal(resolver.asked, 1, 'resolved once, checked and pinned');
});

test('a redirect is an answer, not a journey', async (t) => {
  const paths: string[] = [];
  const port = await serve(t, (request, response) => {
    paths.push(request.url!);
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  const { outbound } = open(t, '127.0.0.1');
  const answer = await outbound.request(`http://127.0.0.1:${port}/first`);
  assert.equal(answer.status, 302);
  assert.deepEqual(paths, ['/first']);
});

test('an endless body is cut, and its connection with it', async (t) => {
  let ended = false;
  const port = await serve(t, (_request, response) => {
    const pour = setInterval(() => response.write('x'.repeat(10_000)), 1);
    response.on('close', () => {
      clearInterval(pour);
      ended = true;
    });
  });
  const { outbound } = open(t, '127.0.0.1');
  const answer = await outbound.request(`http://127.0.0.1:${port}/`, { maxBytes: 25_000 });
  assert.equal(answer.body.length, 25_000);
  assert.equal(answer.truncated, true);
  for (let i = 0; i < 200 && !ended; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(ended, true);
});

for (const [name, listener] of [
  ['silence', () => {}],
  ['headers and then nothing', (_request, response) => response.writeHead(200).flushHeaders()],
] as [string, RequestListener][])
  test(`time runs out on ${name}`, async (t) => {
    let reached: () => void = () => {};
    const arrived = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const port = await serve(t, (request, response) => {
      reached();
      listener(request, response);
    });
    const { outbound, clock } = open(t, '127.0.0.1');
    const waiting = assert.rejects(
      outbound.request(`http://127.0.0.1:${port}/`, { timeoutMs: 5_000 }),
      /no complete answer within 5 s/,
    );
    await arrived;
    await clock.moveTo(clock.nowMs() + 5_000);
    await waiting;
  });

test('a caller can end a request early', async (t) => {
  const port = await serve(t, () => {});
  const { outbound } = open(t, '127.0.0.1');
  const abort = new AbortController();
  const waiting = assert.rejects(
    outbound.request(`http://127.0.0.1:${port}/`, { signal: abort.signal }),
    /enough/,
  );
  abort.abort(new Error('enough'));
  await waiting;
});

test('what can never be a target is refused when it is entered', (t) => {
  const { outbound } = open(t, '');
  for (const url of [
    '',
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:1',
    'http://user:pw@example.org/',
  ])
    assert.throws(() => outbound.checkUrl(url), { code: 'request.invalid' }, url);
  for (const url of ['http://10.0.0.1/', 'http://0x7f.1/', 'https://[fe80::1]/'])
    assert.throws(() => outbound.checkUrl(url), refused, url);
  assert.equal(outbound.checkUrl('https://example.org/hook').hostname, 'example.org');
});

test('sockets of one’s own get the same lookup', async (t) => {
  const { outbound } = open(t, '', answers(['10.0.0.1', '1.1.1.1']));
  const one = await new Promise((resolve, reject) =>
    outbound.lookup('x.example', {}, (error, address, family) =>
      error ? reject(error) : resolve([address, family]),
    ),
  );
  assert.deepEqual(one, ['1.1.1.1', 4]);
  const inside = open(t, '', answers(['10.0.0.1'])).outbound;
  await assert.rejects(
    new Promise((_resolve, reject) => inside.lookup('x.example', { all: true }, reject)),
    refused,
  );
});

test('Retry-After is seconds or a date, and nonsense is ignored', () => {
  const now = Date.parse('2026-03-01T10:00:00.000Z');
  assert.equal(retryAfterMs('120', now), 120_000);
  assert.equal(retryAfterMs('Sun, 01 Mar 2026 10:00:30 GMT', now), 30_000);
  assert.equal(retryAfterMs('Sun, 01 Mar 2026 09:00:00 GMT', now), 0);
  for (const text of [undefined, '', '-5', '1.5', 'soon', '99999999999'])
    assert.equal(retryAfterMs(text, now), null, String(text));
});
