import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { silentLog } from '#lib/log.ts';
import { createShelf, type ShelfItem } from './shelf.ts';

const page = (text: string, more: Partial<ShelfItem> = {}): ShelfItem => ({
  contentType: 'text/html; charset=utf-8',
  body: `<!doctype html><title>${text}</title>${'<p>All is well.</p>'.repeat(200)}`,
  csp: "default-src 'none'; style-src 'self'",
  ...more,
});

type Answer = { status: number; headers: IncomingHttpHeaders; raw: string[]; body: Buffer };

async function world(test: TestContext, folder?: string, pressAfterMs = 0) {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'shelf-')));
  const later: Promise<unknown>[] = [];
  const shelf = createShelf({
    folder: home,
    log: silentLog(),
    track: (work) => later.push(work),
    pressAfterMs,
  });
  const server = createServer((request, response) => {
    if (shelf.answer(request, response)) return;
    response.writeHead(599).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  test.after(async () => {
    server.closeAllConnections();
    server.close();
    await Promise.all(later);
    await rm(home, { recursive: true, force: true });
  });
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<Answer>((resolve, reject) => {
      httpRequest({ port, path, headers, method, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            raw: response.rawHeaders,
            body: Buffer.concat(chunks),
          }),
        );
      })
        .on('error', reject)
        .end();
    });
  return { home, shelf, ask, settled: () => Promise.all(later) };
}

describe('the shelf', () => {
  it('serves the same content in each encoding a reader takes', async (test) => {
    const { shelf, ask, settled } = await world(test);
    const item = page('Home');
    await shelf.put('/', item);
    await settled();
    const plain = await ask('/');
    const gzip = await ask('/', { 'accept-encoding': 'gzip, deflate' });
    const zstd = await ask('/', { 'accept-encoding': 'gzip;q=0.9, zstd' });
    const br = await ask('/', { 'accept-encoding': 'gzip, deflate, br, zstd' });
    assert.equal(plain.body.toString(), item.body);
    assert.equal(gunzipSync(gzip.body).toString(), item.body);
    assert.equal(zstdDecompressSync(zstd.body).toString(), item.body);
    assert.equal(brotliDecompressSync(br.body).toString(), item.body);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.equal(zstd.headers['content-encoding'], 'zstd');
    assert.equal(br.headers['content-encoding'], 'br');
    assert.equal(new Set([plain, gzip, zstd, br].map(({ headers }) => headers.etag)).size, 4);
    for (const { headers, status } of [plain, gzip, zstd, br]) {
      assert.equal(status, 200);
      assert.equal(headers.vary, 'Accept-Encoding');
      assert.equal(headers['content-security-policy'], item.csp);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['set-cookie'], undefined);
    }
  });

  it('answers 304 to whoever has it, in whatever encoding they got it', async (test) => {
    const { shelf, ask } = await world(test);
    await shelf.put('/', page('Home', { cacheControl: 'public, max-age=60' }));
    const { headers } = await ask('/', { 'accept-encoding': 'gzip' });
    for (const known of [headers.etag!, `W/${headers.etag}`, `"other", ${headers.etag}`, '*']) {
      const again = await ask('/', { 'if-none-match': known });
      assert.equal(again.status, 304, known);
      assert.equal(again.body.length, 0);
      assert.equal(again.headers['cache-control'], 'public, max-age=60');
      assert.equal(again.headers['content-length'], undefined);
    }
    assert.equal((await ask('/', { 'if-none-match': '"something-else"' })).status, 200);
    await shelf.put('/', page('Changed'));
    assert.equal((await ask('/', { 'if-none-match': headers.etag! })).status, 200);
  });

  it('has gzip for the first reader, and a smaller one under a tag of its own soon after', async (test) => {
    const { shelf, ask } = await world(test, undefined, 500);
    const item = page('Home', { body: Array.from({ length: 4_000 }, (_, i) => `<p>${i * i}</p>`).join('') });
    await shelf.put('/', item);
    const first = await ask('/', { 'accept-encoding': 'gzip, br, zstd' });
    let later = first;
    for (const endMs = performance.now() + 10_000; later.headers.etag === first.headers.etag; ) {
      assert.ok(performance.now() < endMs, 'it is never pressed');
      later = await ask('/', { 'accept-encoding': 'gzip' });
    }
    for (const { body, headers } of [first, later]) {
      assert.equal(headers['content-encoding'], 'gzip');
      assert.equal(gunzipSync(body).toString(), item.body);
    }
    assert.ok(later.body.length < first.body.length);
    assert.notEqual(later.headers.etag, first.headers.etag, 'a strong tag names one sequence of bytes');
    const again = await ask('/', { 'accept-encoding': 'gzip', 'if-none-match': first.headers.etag! });
    assert.equal(again.status, 304, 'it is the same content');
  });

  it('presses everything at its best, also what was overtaken by a change of something else', async (test) => {
    const { shelf, ask, settled } = await world(test);
    const [stays, also] = [page('stays'), page('stays too')];
    for (let round = 0; round < 5; round++)
      await shelf.replace(
        'site',
        new Map([
          ['/', page(`round ${round}`)],
          ['/stays', stays],
          ['/also', also],
        ]),
      );
    await settled();
    for (const path of ['/', '/stays', '/also'])
      assert.equal((await ask(path, { 'accept-encoding': 'br' })).headers['content-encoding'], 'br', path);
  });

  it('never looks again into an item that it has', async (test) => {
    const { shelf, ask } = await world(test);
    let looks = 0;
    const watched = (text: string): ShelfItem => {
      const item = page(text);
      const { body } = item;
      return Object.defineProperty(item, 'body', { get: () => ++looks && body, enumerable: true });
    };
    const [home, other] = [watched('home'), watched('other')];
    await shelf.replace(
      'site',
      new Map([
        ['/', home],
        ['/same', home],
        ['/other', other],
      ]),
    );
    const before = looks;
    await shelf.replace(
      'site',
      new Map([
        ['/', home],
        ['/same', home],
        ['/new', other],
      ]),
    );
    assert.equal(looks, before);
    assert.match((await ask('/same')).body.toString(), /home/);
    assert.match((await ask('/new')).body.toString(), /other/);
    assert.equal((await ask('/other')).status, 599);
  });

  it('answers HEAD with the headers alone, and leaves other methods to others', async (test) => {
    const { shelf, ask } = await world(test);
    await shelf.put('/', page('Home'));
    const head = await ask('/', {}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
    assert.ok(Number(head.headers['content-length']) > 3_000);
    for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await ask('/', {}, method)).status, 599);
  });

  it('ignores query strings, except those that have an answer of their own', async (test) => {
    const { shelf, ask } = await world(test);
    await shelf.replace(
      'feeds',
      new Map([
        ['/feed.rss', page('feed')],
        ['/feed.rss?per=update', page('per update')],
      ]),
    );
    assert.match((await ask('/feed.rss?utm_source=x')).body.toString(), /<title>feed</);
    assert.match((await ask('/feed.rss?per=update')).body.toString(), /<title>per update</);
    assert.equal((await ask('/nowhere?per=update')).status, 599);
  });

  it('swaps a whole set at once and forgets what is no longer in it', async (test) => {
    const { shelf, ask } = await world(test);
    await shelf.replace(
      'home',
      new Map([
        ['/', page('one')],
        ['/old', page('old')],
      ]),
    );
    await shelf.put('/other', page('other'));
    await shelf.replace(
      'home',
      new Map([
        ['/', page('two')],
        ['/new', page('new')],
      ]),
    );
    assert.match((await ask('/')).body.toString(), /two/);
    assert.equal((await ask('/new')).status, 200);
    assert.equal((await ask('/old')).status, 599);
    assert.equal((await ask('/other')).status, 200);
    assert.deepEqual(shelf.paths('home'), ['/', '/new']);
  });

  it('lets the newest replacement win, whichever finishes first', async (test) => {
    const { shelf, ask, settled } = await world(test);
    const large = 'x'.repeat(3_000_000);
    await Promise.all([
      shelf.put('/', page('older', { body: `older ${large}` })),
      shelf.put('/', page('newer', { body: 'newer' })),
    ]);
    await settled();
    assert.equal((await ask('/')).body.toString(), 'newer');
  });

  it('binds a set to its host; any other Host header reads the common pages', async (test) => {
    const { shelf, ask } = await world(test);
    await shelf.put('/', page('common'));
    await shelf.replace('acme', new Map([['/', page('acme')]]), { host: 'Status.Acme.example' });
    assert.match((await ask('/', { host: 'status.acme.example' })).body.toString(), /acme/);
    assert.match((await ask('/', { host: 'STATUS.ACME.EXAMPLE:8443' })).body.toString(), /acme/);
    for (const host of ['evil.example', '../../etc', '__proto__', 'status.acme.example.evil.example'])
      assert.match((await ask('/', { host })).body.toString(), /common/);
  });

  it('refuses headers that would split the answer or set cookies', async (test) => {
    const { shelf } = await world(test);
    await assert.rejects(
      shelf.put('/', page('x', { headers: { 'X-A': 'a\r\nSet-Cookie: b=c' } })),
      TypeError,
    );
    await assert.rejects(shelf.put('/', page('x', { headers: { 'Set-Cookie': 'a=b' } })), TypeError);
    assert.equal(shelf.has('/'), false);
  });

  it('starts from disk with the same bytes, encodings, tags and hosts', async (test) => {
    const first = await world(test);
    await first.shelf.put('/', page('Home', { headers: { 'Access-Control-Allow-Origin': '*' } }));
    await first.shelf.replace('acme', new Map([['/', page('acme')]]), { host: 'acme.example' });
    await first.settled();
    const before = await first.ask('/', { 'accept-encoding': 'br' });
    const second = await world(test, first.home);
    await second.shelf.load();
    await second.settled();
    const after = await second.ask('/', { 'accept-encoding': 'br' });
    assert.equal(after.headers['content-encoding'], 'br');
    assert.deepEqual(after.body, before.body);
    assert.equal(after.headers.etag, before.headers.etag);
    assert.equal(after.headers['access-control-allow-origin'], '*');
    assert.match((await second.ask('/', { host: 'acme.example' })).body.toString(), /acme/);
  });

  it('never lets the disk overrule what was put since', async (test) => {
    const first = await world(test);
    await first.shelf.put('/', page('from disk'));
    await first.settled();
    const second = await world(test, first.home);
    await second.shelf.put('/', page('fresh'));
    await second.shelf.load();
    assert.match((await second.ask('/')).body.toString(), /fresh/);
    // The folder goes with the first world.
    await second.settled();
  });

  it('leaves out what was damaged on disk, and serves everything else', async (test) => {
    const first = await world(test);
    await first.shelf.put('/good', page('good'));
    await first.shelf.replace(
      'set',
      new Map([
        ['/bad', page('bad')],
        ['/sister', page('sister')],
      ]),
    );
    await first.settled();
    const bodies = join(first.home, 'bodies');
    for (const name of await readdir(bodies)) {
      const bytes = await readFile(join(bodies, name));
      if (bytes.toString().includes('<title>bad')) await writeFile(join(bodies, name), 'tampered');
    }
    await writeFile(join(first.home, 'half.json'), '{"version":1,');
    const second = await world(test, first.home);
    await second.shelf.load();
    assert.equal((await second.ask('/good')).status, 200);
    assert.equal((await second.ask('/bad')).status, 599);
    assert.match((await second.ask('/sister')).body.toString(), /sister/);
  });

  it('removes a set from memory and disk', async (test) => {
    const first = await world(test);
    await first.shelf.put('/', page('Home'));
    await first.shelf.remove('/');
    assert.equal((await first.ask('/')).status, 599);
    const second = await world(test, first.home);
    await second.shelf.load();
    assert.equal(second.shelf.size(), 0);
  });

  it('serves on from memory when the disk fails', async (test) => {
    const { home, shelf, ask, settled } = await world(test);
    await writeFile(join(home, 'bodies'), 'a file where a folder has to be');
    await shelf.put('/', page('Home'));
    assert.equal((await ask('/')).status, 200);
    await settled();
    await rm(join(home, 'bodies'));
    await shelf.put('/', page('Changed'));
    await settled();
    const second = await world(test, home);
    await second.shelf.load();
    assert.match((await second.ask('/')).body.toString(), /Changed/, 'and writes again when it can');
  });
});
