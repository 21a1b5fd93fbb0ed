/** The supervisor when things go wrong: processes that are killed, start together or meet strange leftovers. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { whereIs } from './postmaster.ts';
import { closeWhole, freshFolder, gone, killHolder, on, open, startHolder, until } from './testing.ts';

const SLOW = { timeout: 60_000 };

test('kill −9 of the only process leaves no server, and the next start finds everything', SLOW, async (t) => {
  const folder = freshFolder(t);
  const holder = await startHolder(t, folder);
  const client = new pg.Client(whereIs(holder.run, 'candor'));
  client.on('error', () => {});
  await client.connect();
  await client.query("create table kept as select 'acknowledged' as word");
  await killHolder(holder);
  await until(() => gone(holder.server), 'the server ends', 5_000);
  await client.end().catch(() => {});
  const next = await open(folder);
  t.after(() => next.close());
  assert.deepEqual(await on(next, 'select word from kept'), [{ word: 'acknowledged' }]);
  await closeWhole(next);
});

test('two processes that start together on a fresh folder come to one server', SLOW, async (t) => {
  const folder = freshFolder(t);
  const [first, second] = await Promise.all([startHolder(t, folder), startHolder(t, folder)]);
  assert.equal(first.server, second.server);
  await Promise.all([killHolder(first), killHolder(second)]);
  await until(() => gone(first.server), 'the server ends');
});

test('a process that starts while the last one’s server is ending gets a whole server', SLOW, async (t) => {
  const folder = freshFolder(t);
  for (let round = 0; round < 3; round++) {
    const holder = await startHolder(t, folder);
    await killHolder(holder);
    const next = await open(folder);
    assert.deepEqual(await on(next, 'select 1 as one'), [{ one: 1 }]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await on(next, 'select 2 as two'), [{ two: 2 }], 'nobody ends it under our hands');
    await closeWhole(next);
  }
});

test('a server killed −9 is started again by whoever misses it', SLOW, async (t) => {
  const folder = freshFolder(t);
  const server = await open(folder, { durable: true });
  t.after(() => server.close());
  await on(server, "create table kept as select 'acknowledged' as word");
  const before = server.pid()!;
  process.kill(before, 'SIGKILL');
  await until(() => gone(before), 'it is dead');
  await server.revive();
  assert.notEqual(server.pid(), before);
  assert.deepEqual(await on(server, 'select word from kept'), [{ word: 'acknowledged' }]);
  await closeWhole(server);
});

test(
  'a postmaster.pid that names a living process of another kind does not keep the server from starting',
  SLOW,
  async (t) => {
    const folder = freshFolder(t);
    const first = await open(folder);
    await on(first, "create table kept as select 'still here' as word");
    const pidFile = join(first.cluster, 'postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    await closeWhole(first);
    writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)));
    const second = await open(folder);
    t.after(() => second.close());
    assert.deepEqual(await on(second, 'select word from kept'), [{ word: 'still here' }]);
    await closeWhole(second);
  },
);

test('a data folder whose path is too long for a socket works all the same', SLOW, async (t) => {
  const folder = join(freshFolder(t), 'a-folder-with-a-long-name'.repeat(4), 'and-another-one'.repeat(5));
  mkdirSync(dirname(folder), { recursive: true, mode: 0o711 });
  const server = await open(folder);
  t.after(() => server.close());
  assert.ok(folder.length > 107);
  const { host } = server.where('candor');
  assert.ok(Buffer.byteLength(join(host, '.s.PGSQL.5432')) <= 103, host);
  assert.equal(server.cluster, join(folder, 'postgres'), 'the data stays in its folder');
  const adopting = await startHolder(t, folder);
  assert.equal(adopting.server, server.pid(), 'another process comes to the same socket');
  await killHolder(adopting);
  await closeWhole(server);
});
