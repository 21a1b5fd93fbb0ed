/** The server as a whole: what it answers before, while and after the rest of the house is there. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Page } from '#catalog';
import { silentLog } from '#lib/log.ts';
import { connect as connectStore, type Where } from '../store/connect.ts';
import { createTestWeb } from './testing.ts';

type Options = Parameters<typeof createTestWeb>[0];
async function world(test: TestContext, options: Options = {}) {
  const made = await createTestWeb({ signIn: false, ...options });
  test.after(() => made.close());
  return made;
}

const page = { contentType: 'text/html; charset=utf-8', body: '<!doctype html><title>Status</title>' };

describe('the web', () => {
  it('serves pages before the database is there, and asks the rest to wait', async (test) => {
    const { ask, web, store, people } = await world(test, {
      open: false,
      before: (web) => web.shelf.put('/', page),
    });
    assert.equal((await ask('GET', '/')).status, 200);
    assert.equal((await ask('GET', '/healthz')).status, 200);
    const notReady = await ask('GET', '/readyz');
    assert.equal(notReady.status, 503);
    assert.deepEqual(Object.keys(notReady.json.parts), ['web', 'store']);
    const waiting = await ask('GET', '/api/v1/session');
    assert.equal(waiting.status, 503);
    assert.equal(waiting.json.code, 'store.unavailable');
    assert.ok(waiting.headers['retry-after']);
    await web.open({ store, people });
    assert.equal((await ask('GET', '/api/v1/session')).status, 401);
    assert.equal((await ask('GET', '/readyz')).json.status, 'ready');
  });

  it('tells what each part is about', async (test) => {
    const { ask, web } = await world(test);
    web.readiness('watch', () => ({ ready: false, detail: 'no agent reports' }));
    const { status, json } = await ask('GET', '/readyz');
    assert.equal(status, 503);
    assert.deepEqual(json.parts.watch, { ready: false, detail: 'no agent reports' });
    assert.deepEqual(json.parts.store, { ready: true });
    assert.equal((await ask('GET', '/healthz')).status, 200);
  });

  it('shows metrics to this machine, and to tokens that may see them', async (test) => {
    const { ask, web } = await world(test, { signIn: true });
    await web.shelf.put('/', page);
    await ask('GET', '/');
    const local = await ask('GET', '/metrics');
    assert.equal(local.status, 200);
    assert.match(local.text, /candor_http_prepared_answers_total\{kind="page"\} 1/);
    const forwarded = { 'x-forwarded-for': '203.0.113.5' };
    assert.equal((await ask('GET', '/metrics', { headers: forwarded })).status, 401);
    const make = async (scopes: string[]) =>
      (await ask('POST', '/api/v1/tokens', { as: 'owner', body: { name: 'prometheus', scopes } })).json
        .secret;
    const may = await make(['metrics:read']);
    const mayNot = await make(['watch:read']);
    assert.equal((await ask('GET', '/metrics', { headers: forwarded, as: may })).status, 200);
    assert.equal((await ask('GET', '/metrics', { headers: forwarded, as: mayNot })).status, 403);
  });

  it('answers a lost reader with the page for that, and a POST to a page with what it takes', async (test) => {
    const { ask, web } = await world(test);
    await web.shelf.put('/', page);
    await web.shelf.put('/de/', page);
    await web.shelf.put('/404', { ...page, body: 'lost?', status: 404 });
    const lost = await ask('GET', '/nowhere', { headers: { accept: 'text/html,*/*' } });
    assert.equal(lost.status, 404);
    assert.equal(lost.text, 'lost?');
    assert.equal(
      (await ask('GET', '/nowhere', { headers: { accept: 'application/json' } })).json.code,
      'not-found',
    );
    assert.equal(
      (await ask('GET', '/api/v1/x', { headers: { accept: 'text/html' } })).json.code,
      'not-found',
    );
    const posted = await ask('POST', '/', { body: {} });
    assert.equal(posted.status, 405);
    assert.equal(posted.headers.allow, 'GET, HEAD');
    const moved = await ask('GET', '/de');
    assert.equal(moved.status, 308);
    assert.equal(moved.headers.location, '/de/');
    for (const path of ['//evil.example', '//evil.example/de', '/\\evil.example'])
      assert.equal((await ask('GET', path)).headers.location, undefined, path);
  });

  it('is unmoved by Host headers', async (test) => {
    const { ask, web } = await world(test, { signIn: true });
    await web.shelf.put('/', page);
    for (const host of ['evil.example', 'localhost:99999', '[::1]', 'a'.repeat(300)]) {
      assert.equal((await ask('GET', '/', { headers: { host } })).status, 200);
      const { json } = await ask('POST', '/api/v1/invitations', {
        as: 'owner',
        body: { role: 'viewer' },
        headers: { host },
      });
      assert.ok(json.link.startsWith(`${web.url()}/console/welcome?token=`), json.link);
    }
  });

  it('hands public addresses to raw handlers and survives their errors', async (test) => {
    const { ask, web } = await world(test);
    web.registerPublic('/badge.svg', (request, response) => {
      if (request.url!.includes('boom')) throw new Error('badge');
      response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end('<svg/>');
    });
    assert.equal((await ask('GET', '/badge.svg?style=flat')).text, '<svg/>');
    assert.equal((await ask('GET', '/badge.svg?boom')).json.code, 'internal');
    assert.equal((await ask('GET', '/badge.svg')).status, 200);
    assert.throws(() => web.registerPublic('/badge.svg', () => {}), /already/);
  });

  it('serves the console from memory: hashed files for good, every address of the app', async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'console-'));
    test.after(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><div id="root"></div>');
    await writeFile(
      join(folder, 'assets/index-B7x2kQ9a.js'),
      `console.log(${JSON.stringify('x'.repeat(5_000))})`,
    );
    await writeFile(join(folder, 'assets/index-B7x2kQ9a.js.map'), '{}');
    const { ask } = await world(test, { consoleFolder: folder });
    for (const path of [
      '/console',
      '/console/',
      '/console/incidents/inc_1?x=1',
      '/console/welcome?token=abc',
    ]) {
      const { status, text, headers } = await ask('GET', path);
      assert.equal(status, 200, path);
      assert.match(text, /root/);
      assert.match(String(headers['content-security-policy']), /script-src 'self';/);
      assert.equal(headers['cache-control'], 'no-cache');
    }
    const script = await ask('GET', '/console/assets/index-B7x2kQ9a.js', {
      headers: { 'accept-encoding': 'gzip' },
    });
    assert.match(script.headers['cache-control']!, /immutable/);
    assert.equal(script.headers['content-encoding'], 'gzip');
    assert.match(script.headers['content-type']!, /^text\/javascript/);
    for (const path of ['/console/assets/gone.js', '/console/assets/index-B7x2kQ9a.js.map', '/consoles'])
      assert.equal((await ask('GET', path)).status, 404, path);
    for (const path of [
      '/console/../package.json',
      '/console/..%2f..%2fpackage.json',
      '/console/%2e%2e/x.json',
    ])
      assert.ok(!(await ask('GET', path)).text.includes('candor"'), path);
  });

  it('streams to the public on /live and to the staff only when signed in', async (test) => {
    const { ask, web, url, cookieOf } = await world(test, { signIn: true });
    const page = { id: 'pag_1', slug: 'acme', host: null, isDefault: false } as Page;
    web.sites.replace([{ page, gate: null }]);
    web.live.channel('page:pag_1');
    const listen = (path: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number; next: Promise<string> }>((resolve, reject) => {
        const request = get(`${url}${path}`, { headers, agent: false }, (response) => {
          response.setEncoding('utf8');
          let text = '';
          const next = new Promise<string>((done) =>
            response.on('data', (chunk) => {
              text += chunk;
              if (text.includes('event:')) done(text);
            }),
          );
          resolve({ status: response.statusCode!, next });
        });
        request.on('error', reject);
        test.after(() => request.destroy());
      });
    const open = await listen('/live');
    const acme = await listen('/live?page=acme');
    const staff = await listen('/api/v1/live', { cookie: cookieOf('viewer') });
    web.live.public.broadcast({ id: '1', type: 'snapshot', data: 'for all' });
    web.live.channel('page:pag_1').broadcast({ id: '1', type: 'snapshot', data: 'for acme' });
    web.live.staff.broadcast({ id: '1', type: 'fact', data: 'for staff' });
    assert.match(await open.next, /for all/);
    assert.match(await acme.next, /for acme/);
    assert.match(await staff.next, /for staff/);
    assert.equal((await ask('GET', '/api/v1/live')).status, 401);
    assert.equal((await ask('GET', '/live?page=nobody')).status, 404);
    assert.equal((await ask('HEAD', '/live')).status, 200);
    assert.equal((await ask('HEAD', '/api/v1/live', { as: 'viewer' })).status, 404);
  });

  it('ends within five seconds: streams ended, work finished, nothing new taken', async (test) => {
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const { promise: working, resolve: began } = Promise.withResolvers<void>();
    const { ask, web, url } = await world(test, {
      routes: [
        (api) =>
          api.get('/slow', async () => {
            began();
            await finished;
            return { finished: true };
          }),
      ],
    });
    const stream = connect(Number(new URL(url).port), '127.0.0.1');
    const streamEnded = new Promise((resolve) => stream.on('close', resolve));
    stream.resume().write('GET /live HTTP/1.1\r\nHost: x\r\n\r\n');
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    const idleEnded = new Promise((resolve) => idle.on('close', resolve));
    idle.on('error', () => {});
    const slow = ask('GET', '/slow');
    await working;
    const started = performance.now();
    const closing = web.close();
    await streamEnded;
    finish();
    const answer = await slow;
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, { finished: true });
    await closing;
    await idleEnded;
    assert.ok(performance.now() - started < 5_000);
    await assert.rejects(ask('GET', '/healthz'));
  });

  it('keeps one address from taking every connection, and gives back what it frees', async (test) => {
    const { ask, url } = await world(test, { env: { CANDOR_CONNECTIONS_PER_ADDRESS: '2' } });
    const port = Number(new URL(url).port);
    const open = () => connect(port, '127.0.0.1').on('error', () => {});
    const held = [open(), open()];
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await assert.rejects(ask('GET', '/healthz'), /ECONNRESET|socket hang up/);
    for (const socket of held) socket.destroy();
    const again = async (tries: number): Promise<number> =>
      ask('GET', '/healthz').then(
        ({ status }) => status,
        (error) => (tries > 0 ? again(tries - 1) : Promise.reject(error)),
      );
    assert.equal(await again(50), 200);
  });

  it('serves pages on when the database is gone, and says so to the rest', async (test) => {
    const open = new Set<Socket>();
    const cable = createServer((near) => {
      const far = connect(join(socketFolder, '.s.PGSQL.5432'));
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(from);
        from
          .on('error', () => {})
          .on('close', () => to.destroy())
          .pipe(to);
      }
    });
    let socketFolder = '';
    await new Promise<void>((resolve) => cable.listen(0, '127.0.0.1', resolve));
    const { port } = cable.address() as AddressInfo;
    const { ask, web, cookieOf } = await world(test, {
      signIn: true,
      storeOf: ({ where }) => {
        const direct = where as { host: string; user: string; database: string };
        socketFolder = direct.host;
        return connectStore({ ...direct, host: '127.0.0.1', port } as Where, { log: silentLog() });
      },
    });
    await web.shelf.put('/', page);
    assert.equal((await ask('GET', '/api/v1/session', { as: 'owner' })).status, 200);
    cable.close();
    for (const socket of open) socket.destroy();
    const answer = await ask('GET', '/api/v1/session', { headers: { cookie: cookieOf('owner') } });
    assert.equal(answer.status, 503);
    assert.equal(answer.json.code, 'store.unavailable');
    assert.equal(answer.headers['retry-after'], '5');
    assert.equal((await ask('GET', '/')).status, 200);
    assert.equal((await ask('GET', '/healthz')).status, 200);
    const ready = await ask('GET', '/readyz');
    assert.equal(ready.status, 503);
    assert.equal(ready.json.parts.store.ready, false);
  });

  it('starts from the pages that the last process left', async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'candor-left-'));
    const first = await world(test, { env: { CANDOR_DATA: folder } });
    await first.web.shelf.put('/', page);
    // Readers see it at once; the disk has it soon after.
    await first.loops.settled();
    const second = await world(test, { env: { CANDOR_DATA: folder }, open: false });
    assert.equal((await second.ask('GET', '/')).text, page.body);
  });

  it('says which port is taken', async (test) => {
    const first = await world(test);
    const port = new URL(first.url).port;
    await assert.rejects(
      createTestWeb({ env: { PORT: port }, signIn: false }),
      /is taken; choose another with PORT/,
    );
  });
});
