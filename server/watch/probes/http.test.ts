import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { HttpTarget } from '@candor/protocol/watch.ts';
import type { z } from 'zod';
import { createAddressPolicy } from '#lib/outbound/address-policy.ts';
import { probeHttp } from './http.ts';
import { answerText, closedPort, loopback, peer } from './testing.ts';

const look = (
  url: string,
  settings: Partial<z.input<typeof HttpTarget>> = {},
  timeoutMs = 2_000,
  context = loopback(),
) => probeHttp(HttpTarget.parse({ kind: 'http', url, ...settings }), timeoutMs, context);

const contains = (text: string) => [{ type: 'body', operator: 'contains', text } as const];
const serving = (t: TestContext, text: string) => peer(t, (socket) => socket.end(text));

test('a good answer is up, with its phases and a sentence', async (t) => {
  const server = await serving(t, answerText(200, 'hello'));
  const result = await look(`${server.url}/health?full=1`);
  assert.equal(result.outcome, 'up');
  assert.equal(result.httpStatus, 200);
  assert.match(result.detail, /^answered 200 after \d+ ms$/);
  assert.deepEqual(Object.keys(result.phases).sort(), ['connect', 'dns', 'firstByte', 'total']);
  assert.match(server.requests[0]!, /^GET \/health\?full=1 HTTP\/1\.1\r\nHost: localhost:\d+\r\n/);
  assert.match(server.requests[0]!, /Connection: close/);
});

test('500 is down, by its status', async (t) => {
  const server = await serving(t, answerText(500, 'oops'));
  const result = await look(server.url);
  assert.equal(result.outcome, 'down');
  assert.equal(result.failure, 'status');
  assert.match(result.detail, /^answered 500 after \d+ ms$/);
});

test('other statuses are good when the operator says so', async (t) => {
  const server = await serving(t, answerText(401, ''));
  const assertions = [{ type: 'status' as const, oneOf: ['200-204', '401'] }];
  assert.equal((await look(server.url, { assertions })).outcome, 'up');
});

test('nobody listening is refused', async () => {
  const result = await look(`http://127.0.0.1:${await closedPort()}/`);
  assert.equal(result.failure, 'refused');
  assert.equal(result.detail, 'the connection was refused');
  assert.equal(result.phases.firstByte, undefined);
});

test('a server that accepts and says nothing is a timeout, at the deadline', async (t) => {
  const server = await peer(t, () => {});
  const result = await look(server.url, {}, 150);
  assert.equal(result.failure, 'timeout');
  assert.equal(result.detail, 'no answer within 150 ms');
  assert.ok(result.latencyMs! >= 140 && result.latencyMs! < 1_500);
});

test('a server that begins and never ends is a timeout too', async (t) => {
  const server = await peer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf'));
  assert.equal((await look(server.url, {}, 150)).detail, 'the answer did not end within 150 ms');
});

test('drips do not move the deadline', async (t) => {
  const server = await peer(t, (socket) => {
    const timer = setInterval(() => socket.write('X-Drip: 1\r\n'), 20);
    socket.write('HTTP/1.1 200 OK\r\n');
    socket.on('close', () => clearInterval(timer));
  });
  assert.equal((await look(server.url, {}, 200)).failure, 'timeout');
});

test('slow is slow only when a limit was set', async (t) => {
  const server = await peer(t, (socket) => setTimeout(() => socket.end(answerText(200, 'ok')), 60));
  assert.equal((await look(server.url)).outcome, 'up');
  const result = await look(server.url, { assertions: [{ type: 'responseTime', belowMs: 40 }] });
  assert.equal(result.failure, 'slow');
  assert.match(result.detail, /slower than 40 ms$/);
});

test('wrong content is found by keyword, and so is defacement', async (t) => {
  const server = await serving(t, answerText(200, '<h1>Hacked by somebody</h1>'));
  const missing = await look(server.url, { assertions: contains('Welcome') });
  assert.equal(missing.failure, 'keyword');
  assert.match(missing.detail, /does not contain "Welcome"$/);
  const present = await look(server.url, {
    assertions: [{ type: 'body', operator: 'not_contains', text: 'Hacked' }],
  });
  assert.equal(present.failure, 'keyword');
});

test('headers and JSON are checked', async (t) => {
  const server = await serving(
    t,
    answerText(200, '{"checks":[{"name":"db","ok":true}]}', 'X-Version: 7.1\r\n'),
  );
  const json = (path: string, equals: string | boolean) => [{ type: 'json' as const, path, equals }];
  assert.equal((await look(server.url, { assertions: json('$.checks[0].ok', true) })).outcome, 'up');
  assert.equal((await look(server.url, { assertions: json('$.checks[0].ok', 'true') })).failure, 'content');
  assert.equal((await look(server.url, { assertions: json('$.checks[7].ok', true) })).failure, 'content');
  const header = (operator: 'exists' | 'equals' | 'contains', value = '') => [
    { type: 'header' as const, name: 'x-version', operator, value },
  ];
  assert.equal((await look(server.url, { assertions: header('contains', '7.') })).outcome, 'up');
  assert.equal((await look(server.url, { assertions: header('equals', '7') })).failure, 'content');
});

test('a body that ends early is not a good answer', async (t) => {
  const short = await serving(t, 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.');
  const result = await look(short.url);
  assert.equal(result.failure, 'protocol');
  assert.equal(result.detail, 'the answer ended after 10 of 100 bytes, before it was complete');
  const chunked = await serving(t, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
  assert.equal((await look(chunked.url)).failure, 'protocol');
  const silent = await peer(t, (socket) => socket.end());
  assert.equal((await look(silent.url)).detail, 'the connection was closed without an answer');
});

test('chunks, each coding and their bounds', async (t) => {
  const chunked = await peer(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\nWiki\r\n');
    setTimeout(() => socket.end('5\r\npedia\r\n0\r\nX-Trailer: 1\r\n\r\n'), 10);
  });
  assert.equal((await look(chunked.url, { assertions: contains('Wikipedia') })).outcome, 'up');

  const text = 'All is well here. '.repeat(50);
  const codings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
  for (const [name, compress] of [...Object.entries(codings), ['deflate', deflateRawSync] as const]) {
    const body = compress(text);
    const server = await peer(t, (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: ${name}\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.end(body);
    });
    assert.equal((await look(server.url, { assertions: contains('is well') })).outcome, 'up', name);
  }

  const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
  const server = await peer(t, (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
    socket.end(bomb);
  });
  assert.equal((await look(server.url, { assertions: contains('aaa') })).outcome, 'up');

  const broken = await serving(t, answerText(200, 'not gzip at all', 'Content-Encoding: gzip\r\n'));
  assert.equal((await look(broken.url, { assertions: contains('x') })).failure, 'content');
});

test('an endless answer is read to a bound and is good', async (t) => {
  const server = await peer(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const more = () => {
      while (socket.writable && socket.write(Buffer.alloc(65_536, 'x')));
    };
    socket.on('drain', more);
    more();
  });
  assert.equal((await look(server.url, { assertions: contains('xxx') })).outcome, 'up');
});

test('redirects are followed, and secrets stay with their origin', async (t) => {
  const target = await serving(t, answerText(200, 'here'));
  const start = await serving(t, answerText(302, '', `Location: ${target.url}/landing\r\n`));
  const headers = [
    { name: 'X-Key', value: 'hush', secret: true },
    { name: 'X-Plain', value: 'open' },
    { name: 'Authorization', value: 'Bearer hush' },
  ];
  const result = await look(start.url, { headers });
  assert.equal(result.outcome, 'up');
  assert.match(start.requests[0]!, /X-Key: hush/);
  assert.match(target.requests[0]!, /X-Plain: open/);
  assert.doesNotMatch(target.requests[0]!, /hush/);
});

test('a POST becomes a GET when it is sent elsewhere', async (t) => {
  const server = await peer(t, (socket, head) =>
    socket.end(head.startsWith('POST') ? answerText(303, '', 'Location: /done\r\n') : answerText(200, '')),
  );
  assert.equal((await look(server.url, { method: 'POST', body: '{}' })).outcome, 'up');
  assert.match(server.requests[0]!, /^POST .*Content-Length: 2\r\n/s);
  assert.match(server.requests[1]!, /^GET \/done /);
});

test('a redirect loop and a long chain are named', async (t) => {
  const loop = await serving(t, answerText(302, '', 'Location: /\r\n'));
  const result = await look(`${loop.url}/?key=hush`, {});
  assert.equal(result.failure, 'protocol');
  assert.match(result.detail, /^redirects in a circle/);
  assert.doesNotMatch(result.detail, /hush/);
  let n = 0;
  const chain = await peer(t, (socket) => socket.end(answerText(301, '', `Location: /${++n}\r\n`)));
  assert.match((await look(chain.url, { maxRedirects: 3 })).detail, /^redirects more than 3 times/);
  assert.equal(chain.requests.length, 4);
});

test('without redirects the redirect itself is judged', async (t) => {
  const server = await serving(t, answerText(301, '', 'Location: http://127.0.0.1:1/\r\n'));
  const assertions = [{ type: 'status' as const, oneOf: ['301'] }];
  assert.equal((await look(server.url, { maxRedirects: 0, assertions })).outcome, 'up');
});

test('a private address is refused before anything is sent: as literal, as name, as redirect', async (t) => {
  const server = await serving(t, answerText(200, 'secret'));
  const strict = { ...loopback(), policy: createAddressPolicy('') };
  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
    const result = await look(`http://${host}:${server.port}/`, {}, 2_000, strict);
    assert.equal(result.outcome, 'unknown', host);
    assert.equal(result.failure, 'policy', host);
  }
  assert.equal(server.connections(), 0);
  const door = await serving(t, answerText(302, '', 'Location: http://169.254.169.254/latest\r\n'));
  const redirected = await look(door.url);
  assert.equal(redirected.outcome, 'unknown');
  assert.equal(redirected.failure, 'policy');
});

test('HEAD that fails where GET works is no outage', async (t) => {
  const server = await peer(t, (socket, head) =>
    socket.end(head.startsWith('HEAD') ? 'HTTP/1.1 405 No\r\n\r\n' : answerText(200, 'ok')),
  );
  assert.equal((await look(server.url, { method: 'HEAD' })).outcome, 'up');
  const dead = await serving(t, 'HTTP/1.1 503 No\r\n\r\n');
  assert.equal((await look(dead.url, { method: 'HEAD' })).failure, 'status');
});

test('a self-signed certificate is a TLS failure unless the operator trusts it', async (t) => {
  const server = await peer(t, (socket) => socket.end(answerText(200, 'ok')), { tls: true });
  const result = await look(server.url);
  assert.equal(result.failure, 'tls');
  assert.equal(result.detail, 'the certificate is self-signed');
  const trusted = await look(server.url, { verifyTls: false });
  assert.equal(trusted.outcome, 'up');
  assert.ok(trusted.phases.tls !== undefined);
  assert.match(trusted.certificateExpiresAt!, /^21/);
});

test('TLS to a port that speaks something else is a TLS failure, and the other way round a protocol failure', async (t) => {
  const plain = await peer(t, () => {});
  const speaksFirst = await import('node:net').then(({ createServer }) =>
    createServer((socket) => {
      socket.on('error', () => {});
      // It reads, so that it sees the other side go.
      socket.resume().end('220 mail.example ESMTP\r\n');
    }),
  );
  await new Promise<void>((resolve) => speaksFirst.listen(0, '127.0.0.1', resolve));
  t.after(() => speaksFirst.close());
  const { port } = speaksFirst.address() as { port: number };
  assert.equal((await look(`https://127.0.0.1:${port}/`)).failure, 'tls');
  assert.equal((await look(`http://127.0.0.1:${port}/`)).detail, 'the answer is not HTTP');
  assert.equal((await look(plain.url.replace('http', 'https'), {}, 200)).failure, 'timeout');
});

test('malformed answers are a protocol failure, never a crash', async (t) => {
  for (const text of [
    'HTTP/2 200\r\n\r\n',
    'HTTP/1.1 abc\r\n\r\n',
    'HTTP/1.1 200 OK\r\nbad header\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}`,
  ]) {
    const server = await serving(t, text);
    assert.equal((await look(server.url)).failure, 'protocol', text.slice(0, 40));
  }
});

test('a name that does not exist is a DNS failure', async () => {
  const context = {
    ...loopback(),
    resolve: async () => {
      const { ProbeFailure } = await import('./probe.ts');
      throw new ProbeFailure('dns', 'the host name does not exist or has no address');
    },
  };
  const result = await look('http://nowhere.example/', {}, 500, context);
  assert.equal(result.failure, 'dns');
});

test('name servers that hang are a timeout of the name, and open nothing afterwards', async () => {
  let answer: (ips: string[]) => void = () => {};
  const context = { ...loopback(), resolve: () => new Promise<string[]>((resolve) => (answer = resolve)) };
  const result = await look('http://slow.example/', {}, 100, context);
  assert.equal(result.detail, 'the name could not be resolved within 100 ms');
  answer(['127.0.0.1']);
});
