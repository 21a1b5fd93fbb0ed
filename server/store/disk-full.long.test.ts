/**
 * The disk is full: a small filesystem in memory, mounted for the test, with the data folder in it. Root alone may
 * mount; elsewhere the test says that it was skipped.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { createLog } from '#lib/log.ts';
import { connect } from './connect.ts';
import { closeWhole, isRoot, open, until } from './embedded/testing.ts';

const run = (program: string, ...words: string[]) => spawnSync(program, words, { encoding: 'utf8' });

/** Writes zeros until nothing more goes in; answers the file. */
function fill(folder: string): string {
  const file = join(folder, 'somebody-elses-file');
  const handle = openSync(file, 'w');
  for (const size of [1 << 20, 1 << 12, 1]) {
    const block = Buffer.alloc(size);
    try {
      while (writeSync(handle, block) === size);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
    }
  }
  closeSync(handle);
  return file;
}

const FOLDER_MB = 160;

async function world(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-full-'));
  const size = `size=${FOLDER_MB}m,mode=711`;
  if (!isRoot || run('mount', '-t', 'tmpfs', '-o', size, 'tmpfs', folder).status !== 0) {
    rmdirSync(folder);
    t.skip('no small filesystem can be mounted here');
    return null;
  }
  const server = await open(folder, { durable: true });
  const said: string[] = [];
  const log = createLog({ level: 'warn', write: (line) => said.push(line) });
  const store = connect(server.where('candor'), { log, revive: server.revive });
  t.after(async () => {
    await store.close();
    await closeWhole(server);
    // The watcher lets go of its pipe a moment after the server is gone.
    await until(() => run('umount', folder).status === 0, 'nobody uses the folder');
    rmdirSync(folder);
  });
  await sql`create table thing (id int primary key, filling text)`.execute(store.db);
  await sql`alter table thing alter filling set storage external`.execute(store.db);
  const acknowledged: number[] = [];
  let next = 0;
  const change = () =>
    store.transaction(async (tx) => {
      const id = next++;
      await sql`insert into thing values (${id}, ${'x'.repeat(4_000)})`.execute(tx);
      return id;
    });
  return {
    folder,
    store,
    said,
    acknowledged,
    async tryToChange(): Promise<{ code?: string; message: string } | null> {
      try {
        acknowledged.push(await change());
        return null;
      } catch (error) {
        return error as { code?: string; message: string };
      }
    },
    ids: async () =>
      (await sql<{ id: number }>`select id from thing order by id`.execute(store.db)).rows.map(
        ({ id }) => id,
      ),
  };
}

test('a full disk: said once, reads go on, changes are refused in words, and space brings everything back', {
  timeout: 120_000,
}, async (t) => {
  const all = await world(t);
  if (!all) return;
  const { folder, store, said, acknowledged, tryToChange, ids } = all;
  for (let i = 0; i < 50; i++) assert.equal(await tryToChange(), null);
  const file = fill(folder);
  for (let i = 0; i < 300; i++) {
    const refused = await tryToChange();
    if (!refused) continue;
    assert.equal(refused.code, 'store.unavailable');
    assert.match(refused.message, /disk of the database is full; nothing was changed/);
  }
  assert.ok(acknowledged.length < 300, 'it was full');
  assert.equal(store.state(), 'up');
  assert.deepEqual(await ids(), acknowledged, 'reads go on, with exactly what was acknowledged');
  assert.equal(said.filter((line) => line.includes('the disk of the database is full')).length, 1);
  rmSync(file);
  for (let i = 0; i < 50; i++) assert.equal(await tryToChange(), null);
  assert.deepEqual(await ids(), acknowledged);
});

test('a disk so full that the server itself ends: said with its reason, and space brings it back with everything acknowledged', {
  timeout: 120_000,
}, async (t) => {
  const all = await world(t);
  if (!all) return;
  const { folder, store, said, acknowledged, tryToChange, ids } = all;
  for (let i = 0; i < 50; i++) assert.equal(await tryToChange(), null);
  const file = fill(folder);
  // The write-ahead log has room that was made before; when that is used up the server cannot go on.
  const message = 'x'.repeat(1_000_000);
  await until(
    async () => {
      await sql`select pg_logical_emit_message(true, 'candor', ${message})`.execute(store.db).catch(() => {});
      return store.state() === 'down';
    },
    'the server ends',
    60_000,
  );
  const refused = await tryToChange();
  assert.equal(refused?.code, 'store.unavailable');
  await until(
    () => said.some((line) => /did not start.*No space left on device/.test(line)),
    'its reason is said',
  );
  rmSync(file);
  await until(() => store.state() === 'up', 'it is back by itself', 60_000);
  assert.deepEqual(await ids(), acknowledged);
  assert.equal(await tryToChange(), null);
});
