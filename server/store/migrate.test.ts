/** Migrations: forward only, each whole or not at all, and a past that differs is refused in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { sha256 } from '#lib/canonical.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { createTestStore } from './testing.ts';

const file = (name: string, sql: string): Migration => ({ name, sql, digest: sha256(sql) });
const ONE = file('9001-test-one.sql', 'create table one (id int)');

async function world(t: { after(fn: () => Promise<void>): void }) {
  const store = await createTestStore();
  const client = new pg.Client(store.where);
  await client.connect();
  t.after(async () => {
    await client.end();
    await store.close();
  });
  const tables = async () =>
    (await client.query("select tablename from pg_tables where tablename in ('one', 'two')")).rows.map(
      ({ tablename }) => tablename as string,
    );
  return { where: store.where, client, tables, own: readMigrations() };
}

test('what is missing runs once, also when two processes start together', async (t) => {
  const { where, own, tables } = await world(t);
  assert.deepEqual(await migrate(where, own), []);
  const ran = await Promise.all([migrate(where, [...own, ONE]), migrate(where, [...own, ONE])]);
  assert.deepEqual(ran.flat(), [ONE.name]);
  assert.deepEqual(await tables(), ['one']);
});

test('a broken migration names its file and changes nothing', async (t) => {
  const { where, own, tables } = await world(t);
  const broken = file('9002-test-broken.sql', 'create table two (id int); select nonsense');
  await assert.rejects(
    migrate(where, [...own, ONE, broken]),
    /9002-test-broken.sql failed and changed nothing/,
  );
  assert.deepEqual(await tables(), ['one']);
  assert.deepEqual(await migrate(where, [...own, ONE]), []);
});

test('an edited migration is refused', async (t) => {
  const { where, own } = await world(t);
  const [first, ...rest] = own;
  await assert.rejects(
    migrate(where, [{ ...first!, digest: sha256('edited') }, ...rest]),
    /was changed after/,
  );
});

test('a database of a newer version is refused', async (t) => {
  const { where, own } = await world(t);
  await assert.rejects(migrate(where, own.slice(0, -1)), /written by a newer version/);
});

test('a late file with a low number still runs', async (t) => {
  const { where, own, tables } = await world(t);
  const late = file('0001-test-late.sql', 'create table two (id int)');
  assert.deepEqual(await migrate(where, [late, ...own]), [late.name]);
  assert.deepEqual(await tables(), ['two']);
});
