/**
 * Migrations run forward only, in the order of their numbers, each in its own transaction and recorded with its
 * digest. A database that is newer than this code, or whose recorded past differs from the files, is refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { sha256 } from '#lib/canonical.ts';
import type { Where } from './connect.ts';

export type Migration = { name: string; sql: string; digest: string };

/** The lock is held for the run of the migrations alone, on a connection of its own. */
const LOCK = 4_051_971_202;

export function readMigrations(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, digest: sha256(sql) };
    });
}

export async function migrate(where: Where, migrations = readMigrations()): Promise<string[]> {
  const client = new pg.Client(where);
  await client.connect();
  const ran: string[] = [];
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await client.query(
      'create table if not exists store_migration (name text primary key, digest text not null, ran_at timestamptz not null default now())',
    );
    const done = new Map(
      (await client.query('select name, digest from store_migration')).rows.map((row) => [
        row.name as string,
        row.digest as string,
      ]),
    );
    const known = new Map(migrations.map((migration) => [migration.name, migration]));
    for (const [name, digest] of done) {
      const file = known.get(name);
      if (!file)
        throw new Error(
          `The database has the migration ${name}, which this version of Candor does not know: it was written by a newer version. Start that version, or restore an older backup.`,
        );
      if (file.digest !== digest)
        throw new Error(
          `The migration ${name} was changed after this database ran it. Migrations are never edited: add a new one.`,
        );
    }
    for (const { name, sql, digest } of migrations) {
      if (done.has(name)) continue;
      try {
        await client.query('begin');
        await client.query(sql);
        await client.query('insert into store_migration (name, digest) values ($1, $2)', [name, digest]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`The migration ${name} failed and changed nothing: ${(error as Error).message}`, {
          cause: error,
        });
      }
      ran.push(name);
    }
    return ran;
  } finally {
    await client.end();
  }
}
