/**
 * Databases for tests: one server in memory for all test processes of a run, a template with every migration, and a
 * database of its own for each test, dropped at its end. The server ends by itself when no test runs any more.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sha256 } from '#lib/canonical.ts';
import { silentLog } from '#lib/log.ts';
import { connect, type StatementHook, type Where } from './connect.ts';
import { openEmbedded } from './embedded/supervisor.ts';
import type { Store } from './index.ts';
import { migrate, readMigrations } from './migrate.ts';

export type TestStore = Store & {
  url: string;
  where: Where;
  /** Cuts every connection of this database, as a restart of the server would. */
  cutConnections(): Promise<void>;
  /** The database takes no connections any more, until `takeBack`. */
  takeAway(): Promise<void>;
  takeBack(): Promise<void>;
  /** A second store on the same database: another process, or the same one after a power cut. */
  again(options?: { hook?: StatementHook }): Store;
};

const inMemory = '/dev/shm';

/** Starts or joins the run's server; whoever holds the result keeps it running. */
export async function testServer() {
  const folder = join(existsSync(inMemory) ? inMemory : tmpdir(), `candor-tests-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return openEmbedded({ dataFolder: folder, binFolder: null, log: silentLog(), durable: false });
}

let server: ReturnType<typeof testServer> | undefined;
let admin: pg.Pool | undefined;
let template: Promise<string> | undefined;

/** One connection of this process for what databases are made and dropped with. It keeps no process alive. */
function connectAdmin(where: Where): pg.Pool {
  const pool = new pg.Pool({ ...where, max: 1, allowExitOnIdle: true });
  pool.on('error', () => {});
  return pool;
}

/** The name of the database that has every migration and nothing else. The first process that needs it makes it. */
async function makeTemplate(pool: pg.Pool, whereIs: (database: string) => Where): Promise<string> {
  const migrations = readMigrations();
  const name = `template_${sha256(migrations.map((migration) => migration.digest).join()).slice(0, 16)}`;
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('candor test template'))");
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) {
      await client.query(`drop database if exists ${name}_making`);
      await client.query(`create database ${name}_making`);
      await migrate(whereIs(`${name}_making`), migrations);
      await client.query(`alter database ${name}_making rename to ${name}`);
    }
    return name;
  } finally {
    // The lock ends with its session.
    client.release(true);
  }
}

export async function createTestStore({ hook }: { hook?: StatementHook } = {}): Promise<TestStore> {
  server ??= testServer();
  const { where: whereIs } = await server;
  admin ??= connectAdmin(whereIs('postgres'));
  const pool = admin;
  template ??= makeTemplate(pool, whereIs);
  const from = await template;
  const name = `test_${randomBytes(8).toString('hex')}`;
  const run = async (sql: string) => void (await pool.query(sql));
  await run(`create database ${name} template ${from} strategy file_copy`);
  const where = whereIs(name);
  const stores: Store[] = [];
  const again: TestStore['again'] = (options = {}) => {
    const store = connect(where, { log: silentLog(), connections: 8, ...options });
    stores.push(store);
    return store;
  };
  const store = again(hook ? { hook } : {});
  const cutConnections = () =>
    run(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  return {
    ...store,
    where,
    url: `postgres://${where.user}@${encodeURIComponent(where.host)}/${name}`,
    again,
    cutConnections,
    async takeAway() {
      await run(`alter database ${name} allow_connections false`);
      await cutConnections();
    },
    takeBack: () => run(`alter database ${name} allow_connections true`),
    async close() {
      await Promise.all(stores.map((each) => each.close().catch(() => {})));
      await run(`drop database if exists ${name} with (force)`);
    },
  };
}
