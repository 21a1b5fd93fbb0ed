/**
 * Migrations run forward only, in the order of their numbers, each in its own transaction and recorded with its
 * digest. A database that is newer than this code, or whose recorded past differs from the files, is refused. A file
 * that arrives late with a low number still runs: several people add migrations at the same time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { sha256 } from '#lib/canonical.ts';
import type { Where } from './connect.ts';
import { exclusively } from './lock-row.ts';

export type Migration = { name: string; sql: string; digest: string };

const NAME = /^\d{4}-[a-z0-9-]+\.sql$/;

/** Line ends are not part of a digest, so that a checkout on another system is the same migration. */
const digestOf = (sql: string) => sha256(sql.replaceAll('\r\n', '\n'));

export function readMigrations(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      if (!NAME.test(name))
        throw new Error(`The migration ${name} has to be named like 0070-watch-monitors.sql.`);
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, digest: digestOf(sql) };
    });
}

/** Runs what is missing and answers the names of what ran. */
export function migrate(where: Where, migrations = readMigrations()): Promise<string[]> {
  return exclusively(where, 'migrations', async () => {
    const client = new pg.Client(where);
    client.on('error', () => {});
    await client.connect();
    try {
      await client.query(
        'create table if not exists store_migration (name text primary key, digest text not null, ran_at timestamptz not null default now())',
      );
      const { rows } = await client.query<{ name: string; digest: string }>(
        'select name, digest from store_migration order by name',
      );
      const missing = stillToRun(rows, migrations);
      for (const migration of missing) await runOne(client, migration);
      return missing.map(({ name }) => name);
    } finally {
      await client.end().catch(() => {});
    }
  });
}

/** What has not run yet; refuses a database whose past is not the one in the files. */
export function stillToRun(done: { name: string; digest: string }[], migrations: Migration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration.digest]));
  for (const { name, digest } of done) {
    const expected = known.get(name);
    if (expected === undefined)
      throw new Error(
        `The database has the migration ${name}, which this version of Candor does not know: it was written by a newer version. Start that version, or restore an older backup.`,
      );
    if (expected !== digest)
      throw new Error(
        `The migration ${name} was changed after this database ran it. Migrations are never edited: restore the file and add a new one.`,
      );
  }
  const ran = new Set(done.map(({ name }) => name));
  return migrations.filter(({ name }) => !ran.has(name));
}

async function runOne(client: pg.Client, { name, sql, digest }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into store_migration (name, digest) values ($1, $2)', [name, digest]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(`The migration ${name} failed and changed nothing: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
