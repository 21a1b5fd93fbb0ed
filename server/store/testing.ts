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

export async function createTestStore({ hook }: { hook?: StatementHook } = {}): Promise<TestStore> {
  server ??= testServer();
  const { where: whereIs } = await server;
  const admin = (database = 'postgres') => whereIs(database);
  const migrations = readMigrations();
  const template = `template_${sha256(migrations.map((migration) => migration.digest).join()).slice(0, 16)}`;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onClient(admin(), async (client) => {
    await client.query("select pg_advisory_lock(hashtext('candor test template'))");
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (!rowCount) {
      await client.query(`drop database if exists ${template}_making`);
      await client.query(`create database ${template}_making`);
      await migrate(admin(`${template}_making`), migrations);
      await client.query(`alter database ${template}_making rename to ${template}`);
    }
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  const where = admin(name);
  const open: Store[] = [];
  const again: TestStore['again'] = (options = {}) => {
    const store = connect(where, { log: silentLog(), connections: 8, ...options });
    open.push(store);
    return store;
  };
  const store = again(hook ? { hook } : {});
  const cutConnections = () =>
    onClient(admin(), async (client) => {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    });
  return {
    ...store,
    where,
    url: `postgres://${admin().user}@${encodeURIComponent(admin().host)}/${name}`,
    again,
    cutConnections,
    async takeAway() {
      await onClient(admin(), async (client) => {
        await client.query(`alter database ${name} allow_connections false`);
      });
      await cutConnections();
    },
    takeBack: () =>
      onClient(admin(), async (client) => {
        await client.query(`alter database ${name} allow_connections true`);
      }),
    async close() {
      await Promise.all(open.map((each) => each.close().catch(() => {})));
      await onClient(admin(), async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}

async function onClient(where: Where, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client(where);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
