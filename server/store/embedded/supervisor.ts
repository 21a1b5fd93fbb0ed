/**
 * Runs PostgreSQL in the data folder. The server outlives no Candor process: every process on the folder holds one
 * end of a pipe, and a watcher ends the server when the last one is gone, also after kill −9. A second process
 * adopts the running server; a folder of another version or owner is refused with a sentence.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#lib/log.ts';
import { type Account, canReach, chooseAccount } from './account.ts';
import { copyPrograms, majorOf, packagedFolder, prepareLinks } from './binaries.ts';

export type EmbeddedServer = {
  socketFolder: string;
  user: string;
  /** Where the cluster lies; outside the data folder when the server's account cannot reach that. */
  cluster: string;
  /** Starts the server again if it is not running. */
  revive(): Promise<void>;
  /** Lets go; the server ends when nobody else holds on. Resolves when it has, or when another holds it. */
  close(): Promise<void>;
};

const USER = 'candor';
const START_MS = 30_000;
/** A Unix socket's path holds 107 bytes. */
const LONGEST_SOCKET_FOLDER = 107 - '/.s.PGSQL.5432'.length;

type Options = { dataFolder: string; binFolder: string | null; log: Log; durable?: boolean };

export async function openEmbedded({
  dataFolder,
  binFolder,
  log,
  durable = true,
}: Options): Promise<EmbeddedServer> {
  const account = chooseAccount();
  const folder = resolve(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const home = clusterHome(folder, account, log);
  const programs = binFolder ?? programsFor(account, home);
  const major = majorOf(programs);
  const cluster = join(home, 'postgres');
  const socketFolder = makeSocketFolder(cluster, account);
  const pipe = join(socketFolder, 'alive');
  refuseForeign(cluster, major, account);

  let held: number | null = null;
  const hold = () => {
    if (!existsSync(pipe)) {
      spawnSync('mkfifo', ['-m', '600', pipe]);
      if (account.drops) chownSync(pipe, account.uid, account.gid);
    }
    // Read and write, so that opening never waits for the other end.
    held ??= openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  };
  const answers = async (database = 'postgres') => {
    const client = new pg.Client({
      host: socketFolder,
      user: USER,
      database,
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  };

  async function ensure() {
    hold();
    if (await answers('candor')) return;
    const release = await lock(join(home, 'starting'));
    try {
      if (!existsSync(join(cluster, 'PG_VERSION'))) initialise({ cluster, programs, major, account });
      if (!(await answers())) {
        await startServer({ cluster, programs, socketFolder, pipe, account, durable });
        const untilMs = performance.now() + START_MS;
        while (!(await answers())) {
          if (performance.now() > untilMs)
            throw new Error(
              `The embedded database did not start. Its log says:\n${lastLines(join(home, 'postgres.log'))}`,
            );
          await pause(20);
        }
      }
      await createDatabase(socketFolder);
    } finally {
      release();
    }
  }

  await ensure();
  return {
    socketFolder,
    user: USER,
    cluster,
    revive: ensure,
    async close() {
      if (held !== null) closeSync(held);
      held = null;
    },
  };
}

/** The folder above the cluster: the data folder, or one that the server's account can reach. */
function clusterHome(folder: string, account: Account, log: Log): string {
  if (!account.drops || canReach(account, folder)) return folder;
  const elsewhere = join('/var/lib/candor', createHash('sha256').update(folder).digest('hex').slice(0, 12));
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  const pointer = join(folder, 'postgres.where');
  if (!existsSync(pointer)) {
    writeFileSync(pointer, `${elsewhere}\n`);
    log.warn(
      { cluster: elsewhere },
      `the account ${account.name} cannot reach the data folder, so the database lies elsewhere`,
    );
  }
  return elsewhere;
}

function programsFor(account: Account, home: string): string {
  const native = packagedFolder();
  if (!account.drops || canReach(account, join(native, 'bin'))) {
    prepareLinks(native);
    return join(native, 'bin');
  }
  const version = createHash('sha256').update(native).digest('hex').slice(0, 8);
  prepareLinks(native);
  return join(copyPrograms(native, join(home, `postgres-programs-${version}`)), 'bin');
}

function makeSocketFolder(cluster: string, account: Account): string {
  const folder = join(
    tmpdir(),
    `candor-${createHash('sha256').update(`${cluster}\n${account.uid}`).digest('hex').slice(0, 12)}`,
  );
  if (Buffer.byteLength(folder) > LONGEST_SOCKET_FOLDER)
    throw new Error(
      `The folder for temporary files has too long a path (${folder}) for a database socket; set TMPDIR to a shorter one.`,
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.drops) chownSync(folder, account.uid, account.gid);
  const { uid } = statSync(folder);
  if (uid !== account.uid)
    throw new Error(`The folder ${folder} belongs to another account; remove it and start again.`);
  return folder;
}

function refuseForeign(cluster: string, major: number, account: Account): void {
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = Number(readFileSync(file, 'utf8').trim());
  if (found !== major)
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${found}, and this is PostgreSQL ${major}. Start it with the programs of version ${found} (CANDOR_PG_BIN) and move its data with pg_dump.`,
    );
  const { uid } = statSync(cluster);
  if (uid !== account.uid)
    throw new Error(
      `The database in ${cluster} belongs to another account (uid ${uid}); run Candor as that account, or hand the folder over with chown.`,
    );
}

function initialise({
  cluster,
  programs,
  major,
  account,
}: {
  cluster: string;
  programs: string;
  major: number;
  account: Account;
}): void {
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (account.drops) chownSync(cluster, account.uid, account.gid);
  const locale = major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C'];
  try {
    execFileSync(
      join(programs, 'initdb'),
      ['-D', cluster, '-U', USER, '--auth=trust', '-E', 'UTF8', '--no-instructions', ...locale].filter(
        (flag) => major >= 15 || flag !== '--no-instructions',
      ),
      {
        ...identity(account),
        stdio: 'pipe',
        env: { ...process.env, LC_ALL: 'C' },
      },
    );
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw new Error(
      `The database could not be made in ${cluster}: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`,
      { cause: error },
    );
  }
}

const identity = (account: Account) =>
  account.drops ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' };

/** Ends the server that the pid file names, and no other process. */
const WATCHER = `
cat < "$1" > /dev/null
pid=$(head -n 1 "$2/postmaster.pid" 2>/dev/null) || exit 0
if [ -r "/proc/$pid/comm" ]; then case "$(cat "/proc/$pid/comm")" in postgres*) ;; *) exit 0 ;; esac; fi
kill -INT "$pid"
`;

async function startServer({
  cluster,
  programs,
  socketFolder,
  pipe,
  account,
  durable,
}: {
  cluster: string;
  programs: string;
  socketFolder: string;
  pipe: string;
  account: Account;
  durable: boolean;
}): Promise<void> {
  const settings: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    wal_level: durable ? 'logical' : 'minimal',
    max_wal_senders: durable ? 4 : 0,
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    shared_buffers: '32MB',
    max_connections: durable ? 60 : 200,
    max_worker_processes: 4,
    max_parallel_workers_per_gather: 0,
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    autovacuum_max_workers: 2,
  };
  const log = openSync(join(dirname(cluster), 'postgres.log'), 'w');
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', cluster, ...flags], {
    ...identity(account),
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  server.on('error', () => {});
  server.unref();
  closeSync(log);
  const watcher = spawn('/bin/sh', ['-c', WATCHER, 'candor-database-watcher', pipe, cluster], {
    ...identity(account),
    detached: true,
    stdio: 'ignore',
  });
  watcher.on('error', () => {});
  watcher.unref();
}

async function createDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client({ host: socketFolder, user: USER, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'candor'");
    if (!rowCount) await client.query('create database candor');
  } finally {
    await client.end();
  }
}

/** One process starts the server at a time; a lock whose holder is dead is taken over. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readIfThere(file));
      if (!holder || !isAlive(holder)) rmSync(file, { force: true });
      else await pause(30);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const readIfThere = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const lastLines = (file: string) => readIfThere(file).trim().split('\n').slice(-8).join('\n');
