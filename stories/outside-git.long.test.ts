/** A copy to a git host over https, with git's own server behind TLS and a token: who is asked, and what is never told. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog } from '#lib/log.ts';
import { inReality, openHouse, seconds } from './house.ts';

const TOKEN = 'a-token-of-this-test-only';
const BACKEND = '/usr/lib/git-core/git-http-backend';

/** git's smart HTTP over TLS by a certificate of its own; the token is asked for like a host of git does. */
async function startGitHost(t: { after(fn: () => Promise<void>): void }) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-git-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('/usr/bin/openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  const root = join(folder, 'repositories');
  mkdirSync(root);
  const remote = join(root, 'status.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  execFileSync('git', ['-C', remote, 'config', 'http.receivepack', 'true']);
  const authorized = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => {
      if (request.url!.startsWith('/elsewhere')) {
        response.writeHead(302, { location: request.url!.replace('/elsewhere', '') }).end();
        return;
      }
      if (request.headers.authorization !== authorized) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
        return;
      }
      const { pathname, search } = new URL(request.url!, 'https://localhost');
      const backend = spawn(BACKEND, {
        env: {
          PATH: process.env['PATH'],
          GIT_PROJECT_ROOT: root,
          GIT_HTTP_EXPORT_ALL: '1',
          REMOTE_USER: 'test',
          REQUEST_METHOD: request.method,
          PATH_INFO: pathname,
          QUERY_STRING: search.slice(1),
          CONTENT_TYPE: request.headers['content-type'] ?? '',
          HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
          HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        },
      });
      request.pipe(backend.stdin);
      const parts: Buffer[] = [];
      backend.stdout.on('data', (part: Buffer) => parts.push(part));
      backend.once('close', () => {
        const answer = Buffer.concat(parts);
        const end = answer.indexOf('\r\n\r\n');
        const headers = new Map(
          answer
            .subarray(0, end)
            .toString()
            .split('\r\n')
            .map((line) => line.split(': ') as [string, string]),
        );
        response.writeHead(Number.parseInt(headers.get('Status') ?? '200', 10), {
          'content-type': headers.get('Content-Type') ?? 'text/plain',
        });
        response.end(answer.subarray(end + 4));
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return { certificate, remote, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a copy over https goes to whom the system’s authorities vouch for, with a token that is told to nobody else', async (t) => {
  const host = await startGitHost(t);
  const logged: string[] = [];
  const log = createLog({ level: 'trace', write: (line) => logged.push(line) });
  const house = await openHouse(t, { monitors: false, log });
  await house.settled();
  const place = {
    kind: 'git' as const,
    remote: `${host.url}/status.git`,
    branch: 'pages',
    folder: '',
    username: 'x-access-token',
    knownHosts: '',
    secret: TOKEN as string | null,
  };
  const { id } = await house.app.outside.create({
    name: 'Pages',
    enabled: true,
    place,
    calmSeconds: 60,
    timeoutSeconds: 60,
  });
  const attempt = async () => (await house.app.outside.attempt(id)).state;
  assert.match((await attempt()).lastError!, /certificate/i, 'nobody vouches for this host');

  const before = process.env['NODE_EXTRA_CA_CERTS'];
  process.env['NODE_EXTRA_CA_CERTS'] = host.certificate;
  t.after(async () => {
    if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
    else process.env['NODE_EXTRA_CA_CERTS'] = before;
  });
  assert.equal((await attempt()).lastError, null);
  const show = (file: string) =>
    execFileSync('git', ['-C', host.remote, 'show', `pages:${file}`], { encoding: 'utf8' });
  assert.match(show('index.html'), /<!doctype html>/);
  assert.equal(show('.nojekyll'), '');
  const [page] = await house.app.catalog.pages.list();
  await house.app.catalog.pages.update(page!.id, { name: 'Renamed' });
  await house.settled();
  await inReality(() => show('index.html').includes('Renamed'), 20_000);
  await house.app.outside.quiet();

  // The tree on disk is kept for the next copy; the token is not in it, nor in any log.
  const work = join(house.folder, 'outside', id);
  for (const name of readdirSync(work, { recursive: true, withFileTypes: true }))
    if (name.isFile()) assert.ok(!readFileSync(join(name.parentPath, name.name)).includes(TOKEN), name.name);
  assert.ok(logged.length > 0);
  assert.ok(!logged.join('').includes(TOKEN));

  await house.app.outside.update(id, { place: { ...place, secret: 'a-wrong-token-of-this-test' } });
  const wrong = (await attempt()).lastError!;
  assert.match(wrong, /authentication failed|denied|401/i);
  assert.ok(!wrong.includes('a-wrong-token'));
  await house.app.outside.update(id, { place: { ...place, remote: `${host.url}/elsewhere/status.git` } });
  assert.match((await attempt()).lastError!, /redirect|unable to access|302/i, 'redirects are not followed');
  await house.forward(seconds(1));
});
