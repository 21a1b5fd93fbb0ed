/** The real nginx and the real HAProxy serve what is exported, with the right status and headers, at every address. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type HoldingLook, holdingFolder } from '@candor/page';

const there = (program: string) => spawnSync(program, ['-v'], { stdio: 'ignore' }).error === undefined;
const look: HoldingLook = {
  name: 'Demo Shop',
  locales: ['en', 'de', 'ar'],
  timeZone: 'UTC',
  accent: null,
  font: null,
  logo: null,
  url: 'https://status.shop.example',
  supportUrl: null,
  support: null,
  links: [],
  words: {},
  liveKey: 'k'.repeat(43),
  madeAt: '2026-03-01T12:00:00.000Z',
  changes: null,
};

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };
const ask = (port: number, path: string, method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request({ port, path, method, host: '127.0.0.1', agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }));
    });
    sent.on('error', reject).end(method === 'POST' ? 'a=1' : undefined);
  });

async function listening(port: number) {
  for (let tries = 0; ; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    assert.ok(tries < 500, 'the proxy does not listen');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A folder with the export, an upstream that can be asked to fail, and a port for the proxy. */
async function world(t: { after(fn: () => Promise<void> | void): void }) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-holding-'));
  execFileSync('chmod', ['711', folder]);
  const pages = join(folder, 'pages');
  for (const [file, { body }] of holdingFolder({ look, retryAfterSeconds: 120, folder: pages })) {
    mkdirSync(dirname(join(pages, file)), { recursive: true });
    writeFileSync(join(pages, file), body);
  }
  const upstream = createServer((asked, answer) => {
    const status = Number(/^\/(\d{3})/.exec(asked.url!)?.[1] ?? 200);
    answer.writeHead(status, { 'content-type': 'text/plain', etag: '"own"' }).end('from upstream');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const run = async (program: string, args: string[], port: number) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    t.after(async () => {
      child.kill('SIGTERM');
      await ended;
    });
    await Promise.race([listening(port), ended.then(() => assert.fail(`${program} ended: ${said}`))]);
  };
  t.after(() => {
    upstream.close();
    upstream.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    pages,
    upstreamPort: (upstream.address() as AddressInfo).port,
    closeUpstream: () =>
      new Promise<void>((resolve) => {
        upstream.closeAllConnections();
        upstream.close(() => resolve());
      }),
    port: await freePort(),
    run,
  };
}

function isHolding(answer: Answer, title: RegExp, where: string) {
  assert.equal(answer.status, 503, where);
  assert.equal(String(answer.headers['content-type']).toLowerCase(), 'text/html; charset=utf-8', where);
  assert.equal(answer.headers['cache-control'], 'no-store', where);
  assert.equal(answer.headers['retry-after'], '120', where);
  assert.equal(answer.headers['x-robots-tag'], 'noindex', where);
  assert.equal(answer.headers.etag, undefined, where);
  assert.equal(answer.headers['last-modified'], undefined, where);
  assert.match(answer.body, title, where);
  assert.ok(answer.body.trimEnd().endsWith('</html>'), where);
}
const OUTAGE = /<h1>Demo Shop cannot be reached right now<\/h1>/;

test('nginx', { skip: there('nginx') ? false : 'Debian’s nginx-light is not here' }, async (t) => {
  const { folder, pages, upstreamPort, closeUpstream, port, run } = await world(t);
  const file = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  writeFileSync(
    file,
    `daemon off; pid ${folder}/nginx.pid; error_log stderr crit; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
events {} http { access_log off; ${temporary} server { listen 127.0.0.1:${port}; include ${pages}/nginx.conf;
location / { proxy_pass http://127.0.0.1:${upstreamPort}; } } }`,
  );
  await run('nginx', ['-c', file, '-p', folder], port);
  assert.equal((await ask(port, '/')).body, 'from upstream');
  assert.equal((await ask(port, '/404')).status, 404, 'what is the site’s own stays so');
  for (const path of ['/502', '/503/deep/er', '/504?a=b']) isHolding(await ask(port, path), OUTAGE, path);
  // A page that is published closes the site, and opens it again when it is withdrawn.
  writeFileSync(join(pages, 'closed.html'), '<h1>Closed</h1></html>');
  isHolding(await ask(port, '/'), /<h1>Closed/, 'closed');
  rmSync(join(pages, 'closed.html'));
  assert.equal((await ask(port, '/')).body, 'from upstream');
  await closeUpstream();
  for (const path of ['/', '/any/depth/of/path.php?x=1']) isHolding(await ask(port, path), OUTAGE, path);
  isHolding(await ask(port, '/cart', 'POST'), OUTAGE, 'a form that was sent');
  const head = await ask(port, '/', 'HEAD');
  assert.deepEqual([head.status, head.body], [503, '']);
});

test('HAProxy', { skip: there('haproxy') ? false : 'Debian’s haproxy is not here' }, async (t) => {
  const { folder, pages, upstreamPort, closeUpstream, port, run } = await world(t);
  const file = join(folder, 'haproxy.cfg');
  const lines = execFileSync('cat', [join(pages, 'haproxy.cfg')], { encoding: 'utf8' });
  writeFileSync(
    file,
    `defaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 1s\n  retries 0\nfrontend site\n  bind 127.0.0.1:${port}\n  default_backend shop\nbackend shop\n${lines}\n  server one 127.0.0.1:${upstreamPort}\n`,
  );
  const checked = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
  await run('haproxy', ['-db', '-f', file], port);
  assert.equal((await ask(port, '/')).body, 'from upstream');
  await closeUpstream();
  for (const path of ['/', '/any/depth?x=1']) {
    const answer = await ask(port, path);
    isHolding(answer, OUTAGE, path);
    assert.equal(Number(answer.headers['content-length']), Buffer.byteLength(answer.body));
  }
});

test('an answer for HAProxy always fits its buffer: what is least needed goes first', () => {
  const long = Object.fromEntries(['en', 'de', 'ar'].map((locale) => [locale, 'So war es. '.repeat(170)]));
  const heavy: HoldingLook = {
    ...look,
    locales: ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he'],
    logo: `data:image/png;base64,${'A'.repeat(32_000)}`,
    words: { outage: { title: null, text: long } },
  };
  const files = holdingFolder({ look: heavy, retryAfterSeconds: 60, folder: '/srv/pages' });
  const answer = files.get('haproxy/outage.http')!.body;
  assert.ok(Buffer.byteLength(answer) <= 15_000, `${Buffer.byteLength(answer)} bytes`);
  const [head, body] = answer.split('\r\n\r\n') as [string, string];
  assert.match(head, new RegExp(`Content-Length: ${Buffer.byteLength(body)}\r\n`));
  assert.doesNotMatch(body, /data:image/);
  assert.match(body, /So war es/);
  // The page itself keeps everything.
  assert.match(files.get('outage.html')!.body, /data:image/);
});
