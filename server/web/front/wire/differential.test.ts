/**
 * Whatever bytes a client sends, it reads from the product what it would read from `node:http` alone: the same status,
 * headers in the same order, the same body, and the same end of the connection.
 */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { createPair, page, type Saying } from './testing.ts';

const END = 'GET /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

async function world(test: TestContext) {
  const pair = await createPair(test);
  await pair.shelf.replace(
    'home',
    new Map([
      ['/', page('Home', { headers: { 'Access-Control-Allow-Origin': '*' } })],
      ['/small', page('x', { body: 'small' })],
      ['/gone', page('Gone', { status: 404 })],
      ['/large', page('Large', { body: 'large '.repeat(30_000) })],
      ['/feed.rss', page('feed', { contentType: 'application/rss+xml', cacheControl: 'public, max-age=60' })],
      ['/feed.rss?per=update', page('per update')],
      ['//twice', page('twice')],
      ['/a%2fb', page('encoded')],
      ['/../up', page('up')],
    ]),
  );
  await pair.shelf.replace('acme', new Map([['/', page('acme')]]), { host: 'acme.example' });
  await pair.settled();
  const same = async (saying: Saying): Promise<string> => {
    const [ours, theirs] = await Promise.all([pair.ours(saying), pair.theirs(saying)]);
    assert.equal(ours, theirs, JSON.stringify(saying));
    return ours;
  };
  const tag = /\r\nETag: "([^"]+)"/.exec(await pair.theirs({ parts: [get('/')] }))![1]!;
  return { ...pair, same, tag };
}

const get = (target: string, lines: readonly string[] = [], method = 'GET') =>
  `${method} ${target} HTTP/1.1\r\n${['Host: localhost', ...lines].map((line) => `${line}\r\n`).join('')}\r\n`;

describe('below node:http', () => {
  it('answers plain requests itself, as node:http would', async (test) => {
    const { same, counts, tag } = await world(test);
    const plain = [
      get('/'),
      get('/', [], 'HEAD'),
      get('/gone'),
      get('/large'),
      get('/large', ['Connection: close']),
      get('/?utm_source=x&y=%00'),
      get('/feed.rss?per=update'),
      get('/feed.rss?per=update&x'),
      get('//twice'),
      get('/a%2fb'),
      get('/../up'),
      get('/', ['Connection: close']),
      get('/', ['connection: Keep-Alive']),
      get('/', ['Range: bytes=0-3', 'If-Range: "x"']),
      get('/', ['If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT']),
      get('/', ['Cookie: a=b', 'X-Forwarded-Host: evil.example', 'X-Original-URL: /gone']),
      get('/', ['X-HTTP-Method-Override: DELETE']),
      get('/', ['Accept: text/html\t', 'X-Empty:', 'X-Twice: a', 'X-Twice: b']),
      'GET / HTTP/1.1\r\nhOsT:\t acme.example \r\n\r\n',
      'GET / HTTP/1.1\r\nHost: ACME.example.:8443\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: [::1]:3000\r\n\r\n',
      ...[
        'gzip',
        'br, gzip;q=0.5',
        'gzip;q=1.0, br;q=0.1',
        '*',
        '*;q=0',
        'identity',
        'gzip;q=x',
        '',
        'zstd',
      ].map((value) => get('/', [`Accept-Encoding: ${value}`])),
      ...[`"${tag}"`, `W/"${tag}"`, `"${tag}-gzip"`, `"a", "${tag}"`, '*', '"a"', tag, '', `"${tag}`].map(
        (value) => get('/', [`If-None-Match: ${value}`, 'Accept-Encoding: gzip']),
      ),
      get('/', [`If-None-Match: "${tag}"`, 'Connection: close'], 'HEAD'),
      get('/gone', ['If-None-Match: *']),
    ];
    for (const text of plain) {
      const { answered, handled } = counts;
      const read = await same({ parts: [text] });
      assert.match(read, /^HTTP\/1\.1 (200|304|404) /, text);
      assert.deepEqual([counts.answered - answered, counts.handled - handled], [1, 0], text);
      if (/connection: close/i.test(text)) continue;
      await same({ parts: [text], after: END });
      assert.equal(counts.answered - answered, 3, `the connection of ${text} is read on`);
    }
  });

  it('leaves everything else to node:http, with every byte', async (test) => {
    const { same, counts } = await world(test);
    const left = [
      // What frames a body, in all its dangerous spellings.
      get('/', ['Content-Length: 0']),
      get('/', ['Content-Length: 5']).concat('hello'),
      get('/', ['Content-Length: 4', 'Transfer-Encoding: chunked'], 'POST').concat(`0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding: chunked', 'Content-Length: 4'], 'POST').concat(`0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding: chunked']).concat(`0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding: chunked, identity']).concat(`0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding: xchunked'], 'POST').concat(`0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding : chunked'], 'POST').concat(`0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding:\x0bchunked'], 'POST').concat(`0\r\n\r\n${END}`),
      get('/', [' Transfer-Encoding: chunked']),
      get('/', ['X: a', '\tTransfer-Encoding: chunked'], 'POST').concat(`0\r\n\r\n${END}`),
      get('/', ['Content-Length: 5', 'Content-Length: 5']).concat('hello'),
      get('/', ['Content-Length: 5', 'Content-Length: 6']).concat('hello'),
      get('/', ['Content-Length: +5']).concat('hello'),
      get('/', ['Content-Length: 5, 5']).concat('hello'),
      get('/', ['Content-Length: -1']),
      get('/', ['Content-Length: 0x5']).concat('hello'),
      get('/', ['Transfer-Encoding: chunked'], 'POST').concat(`5;a="\r\n"\r\nhello\r\n0\r\n\r\n${END}`),
      get('/', ['Transfer-Encoding: chunked'], 'POST').concat(`5\nhello\n0\n\n${END}`),
      get('/', ['Transfer-Encoding: chunked'], 'POST').concat(`-5\r\nhello\r\n0\r\n\r\n`),
      get('/', ['Transfer-Encoding: chunked', 'Trailer: X'], 'POST').concat(`0\r\nHost: y\r\n\r\n${END}`),
      // Line ends, spaces and bytes that parsers disagree on.
      'GET / HTTP/1.1\nHost: x\n\n',
      'GET / HTTP/1.1\r\nHost: x\n\r\n',
      'GET / HTTP/1.1\rHost: x\r\r',
      'GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nA: gr\xfcn\r\n\r\n',
      'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nA(b): c\r\n\r\n',
      '\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET  / HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1 \r\nHost: x\r\n\r\n',
      ' GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n',
      'get / HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.0\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
      'GET / HTTP/1.2\r\nHost: x\r\n\r\n',
      'GET / HTTP/2.0\r\nHost: x\r\n\r\n',
      'GET / http/1.1\r\nHost: x\r\n\r\n',
      'GET /\r\n\r\n',
      'GET /\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'NONSENSE\r\n\r\n',
      // Whom it is for.
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost:\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: acme.example\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nHost: acme.example\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: acme.example, x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: acme.example/../x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: evil@acme.example\r\n\r\n',
      'GET http://acme.example/ HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET acme.example/ HTTP/1.1\r\nHost: x\r\n\r\n',
      get('*'),
      get('\\'),
      get('/#fragment'),
      get('/a b'),
      get('/gr\xfcn'),
      get('/\0'),
      get('/nowhere'),
      // What changes the connection.
      get('/', ['Upgrade: websocket', 'Connection: Upgrade']),
      get('/', ['Upgrade: h2c', 'HTTP2-Settings: x', 'Connection: Upgrade, HTTP2-Settings']),
      get('/', ['Connection: keep-alive, close']),
      get('/', ['Connection: close, x']),
      get('/', ['Connection: Host']),
      get('/', ['Connection: close', 'Connection: keep-alive']),
      get('/', ['Proxy-Connection: close']),
      get('/', ['Expect: 100-continue']),
      get('/', ['Expect: something']),
      get('/', ['Accept-Encoding: gzip', 'Accept-Encoding: br']),
      get('/', ['If-None-Match: "a"', 'If-None-Match: *']),
      ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY', 'FOO'].map((method) =>
        get('/', [], method),
      ),
      'CONNECT localhost:80 HTTP/1.1\r\nHost: x\r\n\r\n',
      get('/', [`X: ${'y'.repeat(9_000)}`]),
      get('/', [`X: ${'y'.repeat(20_000)}`]),
      get(`/${'y'.repeat(20_000)}`),
      get(
        '/',
        Array.from({ length: 200 }, (_, n) => `X-${n}: y`),
      ),
      get(
        '/',
        Array.from({ length: 3_000 }, (_, n) => `X${n}:`),
      ),
      // More than one request, or less.
      get('/').repeat(3),
      get('/') + get('/nowhere') + get('/', [], 'HEAD') + END,
      get('/', ['Connection: close']) + get('/'),
      get('/') + get('/', ['Content-Length: 3'], 'POST').concat('abc') + END,
      get('/').slice(0, -2),
      get('/').slice(0, -3),
      'G',
    ];
    for (const text of left) {
      const { answered } = counts;
      await same({ parts: [text] });
      assert.equal(counts.answered, answered, JSON.stringify(text));
    }
    assert.ok(counts.handled > 20, 'the handler saw those that are right');
  });

  it('gives the connection away after answers of its own, and node:http goes on', async (test) => {
    const { same, counts } = await world(test);
    const post = get('/', ['Content-Length: 5'], 'POST').concat('hello');
    for (const parts of [
      [get('/'), post, get('/'), END],
      [get('/'), get('/small'), 'NONSENSE\r\n\r\n'],
      [get('/'), get('/', ['Content-Length: 4', 'Transfer-Encoding: chunked'], 'POST').concat('0\r\n\r\n')],
      [get('/'), get('/') + get('/small'), END],
      [get('/', ['Connection: close']), get('/')],
      [get('/'), get('/nowhere'), END],
    ])
      await same({ parts });
    assert.ok(counts.answered >= 6 && counts.handled >= 5);
  });

  it('reads the same wherever the bytes are split', async (test) => {
    const { same, counts } = await world(test);
    const text = get('/small', ['Accept-Encoding: gzip', 'If-None-Match: "a"']);
    for (let at = 1; at < text.length; at++) await same({ parts: [text.slice(0, at), text.slice(at), END] });
    const two = `${get('/small')}POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc`;
    for (let at = 1; at < two.length; at += 3) await same({ parts: [two.slice(0, at), two.slice(at)] });
    assert.ok(counts.answered > 0 && counts.handled > 0);
  });

  it('is right about requests that nobody thought of', async (test) => {
    const { same, counts } = await world(test);
    const pick = (...words: string[]) => fc.constantFrom(...words);
    const often = <T>(usual: T, other: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
    const field = fc
      .tuple(
        pick(
          'Accept-Encoding',
          'If-None-Match',
          'Connection',
          'Content-Length',
          'Transfer-Encoding',
          'X',
          'TE',
          'Host',
        ),
        often(': ', pick(':', ' : ', ':\t', ':\x0b', '')),
        fc.oneof(
          pick('gzip', 'br;q=0', '*', '"a"', 'close', 'keep-alive', '0', '3', 'chunked', ''),
          fc.string({ maxLength: 8 }),
        ),
        often('\r\n', pick('\n', '\r', '\r\n ', '\r\r\n')),
      )
      .map((parts) => parts.join(''));
    const request = fc
      .tuple(
        often('GET', pick('HEAD', 'POST', 'GEt', 'G\0T')),
        often(' ', pick('  ', '\t')),
        often(
          '/',
          pick('/small', '/gone', '//', '/%', '*', 'http://x/', '/nowhere', '/feed.rss?per=update', ''),
        ),
        often(' HTTP/1.1\r\n', pick(' HTTP/1.0\r\n', ' HTTP/1.1\n', ' HTTP/1.01\r\n', '\r\n')),
        often('Host: x\r\n', pick('', 'Host: acme.example\r\n', 'Host: \r\n', 'Host: x\r\nHost: x\r\n')),
        fc.array(field, { maxLength: 2 }).map((fields) => fields.join('')),
        often('\r\n', pick('\n', '\r\n\r\n', '\r\nabc')),
      )
      .map((parts) => parts.join(''));
    const flipped = fc.tuple(request, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([text, at, byte]) => {
      const i = at % text.length;
      return text.slice(0, i) + String.fromCharCode(byte) + text.slice(i + 1);
    });
    const parts = fc.array(fc.oneof(request, flipped), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(parts, async (parts) => void (await same({ parts }))),
      { numRuns: 600 },
    );
    assert.ok(counts.answered > 30, `${counts.answered} answers below node:http`);
    assert.ok(counts.handled > 5, `${counts.handled} requests handed over`);
  });
});
