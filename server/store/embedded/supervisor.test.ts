/** The supervisor against real servers: first start, later start, adopting, and the end with the last process. */
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { EmbeddedServer } from './supervisor.ts';
import { closeWhole, freshFolder, killHolder, on, open, startHolder } from './testing.ts';

const SLOW = { timeout: 60_000 };

const setting = async (server: EmbeddedServer, name: string) =>
  (await on<Record<string, string>>(server, `show ${name}`))[0]![name];

test(
  'a first start makes the cluster, durable and on a private socket; a later one finds the data',
  SLOW,
  async (t) => {
    const folder = freshFolder(t);
    const first = await open(folder, { durable: true });
    for (const [name, value] of [
      ['listen_addresses', ''],
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['synchronous_commit', 'on'],
      ['wal_level', 'logical'],
      ['unix_socket_permissions', '0700'],
      ['server_encoding', 'UTF8'],
    ] as const)
      assert.equal(await setting(first, name), value, name);
    const [locale] = await on<{ datlocprovider: string; datlocale: string }>(
      first,
      "select datlocprovider, datlocale from pg_database where datname = 'candor'",
    );
    assert.deepEqual(locale, { datlocprovider: 'b', datlocale: 'C.UTF-8' });
    const { host } = first.where('candor');
    assert.equal(statSync(host).mode & 0o777, 0o700, 'nobody else may enter the folder of the socket');
    await on(first, "create table kept as select 'before' as word");
    await closeWhole(first);
    assert.equal(existsSync(join(first.cluster, 'postmaster.pid')), false, 'it ended cleanly');

    const second = await open(folder, { durable: true });
    t.after(() => second.close());
    assert.deepEqual(await on(second, 'select word from kept'), [{ word: 'before' }]);
    await closeWhole(second);
  },
);

test(
  'a second process works on the live server, which ends with the last one and not with the first',
  SLOW,
  async (t) => {
    const folder = freshFolder(t);
    const first = await startHolder(t, folder);
    const second = await open(folder);
    t.after(() => second.close());
    assert.equal(second.pid(), first.server);
    await killHolder(first);
    await on(second, 'create table made_after_the_first_died (id int)');
    // The watcher looks again when a process is gone; the server has to be there after that look.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(second.pid(), first.server, 'the same server goes on');
    assert.deepEqual(await on(second, 'select 1 as one'), [{ one: 1 }]);
    await closeWhole(second);
  },
);
