/** Targets as the API shows them, their secrets at rest, and the names that files may have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSecretBox, withoutSecret } from '#lib/secret-box.ts';
import { openHouse } from '../../../stories/house.ts';
import { fileOf, isSafe } from './copy.ts';
import { adviceOf } from './fallback.ts';
import { pauseMs } from './runner.ts';
import type { OutsideTables } from './tables.ts';

test('a secret opens for its own target only, and not when a bit of it was changed', () => {
  const box = createSecretBox(() => Buffer.alloc(32, 3));
  const sealed = box.seal('out_a', 'a secret of this test');
  assert.equal(box.open('out_a', sealed), 'a secret of this test');
  assert.throws(() => box.open('out_b', sealed));
  assert.throws(() => createSecretBox(() => Buffer.alloc(32, 4)).open('out_a', sealed));
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  bytes[20]! ^= 1;
  assert.throws(() => box.open('out_a', `v1.${bytes.toString('base64url')}`));
  assert.notEqual(box.seal('out_a', 'x'), box.seal('out_a', 'x'));
});

test('no error repeats a secret in any of its forms', () => {
  const secret = 'tok en/+of=this';
  const said = `bad ${secret}, ${encodeURIComponent(secret)}, ${Buffer.from(secret).toString('base64')}`;
  assert.equal(withoutSecret(said, secret), 'bad •••, •••, •••');
});

test('every name of a file stays inside its folder, whatever the path was', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),

        fc.constantFrom('/../x', '/a/../../b', '/.git/config', '//a', '/a\\..\\b', '/-rf'),
      ),
      (path) => {
        const file = fileOf(path, 'text/html');
        if (file === null) return;
        assert.ok(isSafe(file), file);
        assert.ok(join('/root', file).startsWith('/root/'));
      },
    ),
  );
  for (const path of ['/../x', '/a/../../b', '/.git/config', '//a', '/-rf', 'x', '/feed.rss?per=update'])
    assert.equal(fileOf(path, 'text/plain'), null, path);
  for (const [path, type, file] of [
    ['/', 'text/html', 'index.html'],
    ['/de/', 'text/html', 'de/index.html'],
    ['/history', 'text/html; charset=utf-8', 'history/index.html'],
    ['/404', 'text/html', '404.html'],
    ['/feed.rss', 'application/rss+xml', 'feed.rss'],
    ['/api/v2/summary.json', 'application/json', 'api/v2/summary.json'],
  ] as const)
    assert.equal(fileOf(path, type), file);
});

test('pauses grow and end at a minute', () => {
  assert.deepEqual([1, 2, 3, 6, 100].map(pauseMs), [2_000, 4_000, 8_000, 60_000, 60_000]);
});

test('the kit’s advice says what to do next, and nothing when all is in order', () => {
  const at = (text: string) => Date.parse(text);
  const kit = { madeAt: '2026-01-01T00:00:00.000Z', validUntil: '2026-12-31T00:00:00.000Z' };
  const drill = (ok: boolean, on = '2026-02-01T00:00:00.000Z') => ({ at: on, ok });
  const now = at('2026-03-01T00:00:00.000Z');
  assert.match(adviceOf(null, null, now)!, /No kit/);
  assert.match(adviceOf(kit, null, now)!, /not drilled/);
  assert.match(adviceOf(kit, drill(true, '2025-12-01T00:00:00.000Z'), now)!, /not drilled/);
  assert.match(adviceOf(kit, drill(false), now)!, /failed/);
  assert.equal(adviceOf(kit, drill(true), now), null);
  assert.match(adviceOf(kit, drill(true), at('2026-06-01T00:00:00.000Z'))!, /last drill was on 2026-02-01/);
  assert.match(adviceOf(kit, drill(true), at('2026-12-20T00:00:00.000Z'))!, /ends on 2026-12-31/);
  assert.match(adviceOf(kit, drill(true), at('2027-01-01T00:00:00.000Z'))!, /has ended/);
});

test('the API takes a target, keeps its secret in, and refuses what can never work', async (t) => {
  const house = await openHouse(t, { monitors: false });
  await house.settled();
  await house.person('owner@example.org', 'owner');
  const signedIn = await house.send('POST', '/api/v1/session', {
    email: 'owner@example.org',
    password: 'a password of this story only',
  });
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  const ask = (method: string, path: string, body?: unknown, headers = {}) =>
    house.send(method, `/api/v1/outside-copies${path}`, body, { cookie, ...headers });
  const place = {
    kind: 's3',
    endpoint: 'http://127.0.0.1:9',
    bucket: 'status',
    accessKeyId: 'AKIA',
    secret: 'never to be seen again',
  };
  const made = await ask('POST', '', { name: 'Store', place });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.equal(made.body.place.secret, null);
  assert.equal(made.body.hasSecret, true);
  const tag = made.headers.get('etag')!;
  const row = await house.app.store.db
    .withTables<OutsideTables>()
    .selectFrom('tellOutsideTarget')
    .selectAll()
    .executeTakeFirstOrThrow();
  assert.doesNotMatch(JSON.stringify(row), /never to be seen/);
  assert.equal(readFileSync(join(house.folder, 'keys', 'outside.key')).length, 32);

  const tried = await ask('POST', `/${made.body.id}/attempt`);
  assert.equal(tried.status, 200);
  assert.match(tried.body.state.lastError, /Nothing listens/);
  assert.doesNotMatch(JSON.stringify(await ask('GET', '')), /never to be seen/);

  await ask('PATCH', `/${made.body.id}`, { enabled: false });
  const off = await ask('POST', `/${made.body.id}/attempt`);
  assert.deepEqual([off.body.enabled, off.body.state.copying], [false, false], 'tried, and still off');
  assert.match(off.body.state.lastError, /Nothing listens/);
  await house.app.outside.quiet();
  assert.equal((await ask('GET', `/${made.body.id}`)).body.state.nextAttemptAt, null);
  await ask('PATCH', `/${made.body.id}`, { enabled: true });

  const renamed = await ask('PATCH', `/${made.body.id}`, { name: 'Our store' }, { 'if-match': tag });
  assert.equal(renamed.status, 200, JSON.stringify(renamed.body));
  assert.equal(renamed.body.hasSecret, true);
  assert.equal((await ask('PATCH', `/${made.body.id}`, { name: 'x' }, { 'if-match': tag })).status, 412);
  const moved = { ...place, endpoint: 'http://127.0.0.1:10', secret: null };
  const elsewhere = await ask('PATCH', `/${made.body.id}`, { place: moved });
  assert.equal(elsewhere.status, 400, 'a secret does not travel to another receiver');
  assert.match(elsewhere.body.detail, /another receiver/);

  for (const [wrong, status, why] of [
    [{ kind: 'folder', path: '/etc' }, 400, /CANDOR_OUTSIDE_FOLDERS/],
    [{ kind: 'folder', path: `${house.folder}/copies/../../x` }, 400, /CANDOR_OUTSIDE_FOLDERS/],
    [{ ...place, endpoint: 'http://10.0.0.1' }, 422, /private/],
    [{ kind: 'http-put', url: 'http://169.254.169.254/x' }, 422, /private/],
    [{ kind: 'http-put', url: 'https://a:b@example.com/' }, 400, /secret/],
    [{ kind: 'http-put', url: 'https://example.com/', auth: 'bearer' }, 400, /needs a secret/],
    [{ kind: 'git', remote: 'ext::sh -c id' }, 400, /A remote is/],
    [{ kind: 'git', remote: 'file:///etc' }, 400, /A remote is/],
    [{ kind: 'git', remote: '--upload-pack=x' }, 400, /A remote is/],
    [{ kind: 'git', remote: 'https://example.com/x', branch: '--force' }, 400, /./],
    [
      { kind: 'rsync', host: '-oProxyCommand=x', user: 'a', path: 'x', knownHosts: 'x', secret: 'x' },
      400,
      /./,
    ],
    [{ kind: 'sftp', host: '10.0.0.1', user: 'a', path: 'x', knownHosts: 'x', secret: 'x' }, 422, /private/],
  ] as const) {
    const refused = await ask('POST', '', { name: 'Wrong', place: wrong });
    assert.equal(refused.status, status, JSON.stringify([wrong, refused.body]));
    assert.match(JSON.stringify(refused.body), why);
  }
  assert.equal((await ask('GET', '')).body.items.length, 1);
  assert.equal((await house.send('GET', '/api/v1/outside-copies')).status, 401);
  await house.app.store.db
    .withTables<OutsideTables>()
    .updateTable('tellOutsideTarget')
    .set({ secret: 'v1.bm90IG91cnM' })
    .execute();
  const shut = await ask('POST', `/${made.body.id}/attempt`);
  assert.match(shut.body.state.lastError, /cannot be opened.*Enter it again/);
  assert.equal((await ask('DELETE', `/${made.body.id}`)).status, 204);
  assert.equal((await ask('POST', `/${made.body.id}/attempt`)).status, 404);
});
