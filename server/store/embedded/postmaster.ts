/** The server process: how it is set, started, recognised, and asked whether it answers. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { identity } from './account.ts';
import type { Programs } from './binaries.ts';
import { type Place, USER } from './cluster.ts';
import { commandOf, worksIn } from './process.ts';

/** A recovery after a crash replays at most `max_wal_size`, which takes seconds. */
const START_MS = 60_000;
const LOG_BYTES = 1_000_000;

/** Reasons that pass by themselves: the last server, or a session of it, is not quite gone. */
const PASSING = /lock file .* already exists|is still in use|pre-existing shared memory/;

export const whereIs = (run: string, database: string) => ({
  host: run,
  // Said here, because the environment of an operator may hold PGPORT or PGSSLMODE for other servers.
  port: 5432,
  ssl: false,
  user: USER,
  database,
});

export async function answers(run: string, database: string): Promise<boolean> {
  const client = new pg.Client({ ...whereIs(run, database), connectionTimeoutMillis: 2_000 });
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
}

/** The process of a running server of this cluster, or null. */
export function runningServer(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return commandOf(pid)?.includes('postgres') && worksIn(pid, cluster) ? pid : null;
}

/**
 * PostgreSQL trusts the number in its pid file, and refuses to start when any process of its account has it: after a
 * restart of a container that is often the case. A number that is not a server of this cluster is removed.
 */
function clearStalePid(cluster: string): void {
  if (runningServer(cluster) === null) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function settings(run: string, durable: boolean): Record<string, string | number> {
  return {
    listen_addresses: '',
    port: 5432,
    unix_socket_directories: run,
    unix_socket_permissions: '0700',
    // Logical from day one, so that moving to another server needs no restart.
    wal_level: durable ? 'logical' : 'minimal',
    max_wal_senders: durable ? 4 : 0,
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // Small: the product and its database rest together in less than 300 MB.
    shared_buffers: '32MB',
    max_connections: durable ? 60 : 300,
    max_worker_processes: 4,
    max_parallel_workers_per_gather: 0,
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    autovacuum_max_workers: 2,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The text of a failed statement and the row it met may hold personal data, which belongs in no log.
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}

/** Starts the server and waits until it answers; called under the lock. */
export async function startServer(
  { home, cluster, account }: Place,
  programs: Programs,
  { run, durable }: { run: string; durable: boolean },
): Promise<void> {
  const flags = Object.entries(settings(run, durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const untilMs = performance.now() + START_MS;
  const logFile = join(home, 'postgres.log');
  for (;;) {
    clearStalePid(cluster);
    if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.1`);
    const from = existsSync(logFile) ? statSync(logFile).size : 0;
    const log = openSync(logFile, 'a', 0o600);
    const server = spawn(join(programs.folder, 'postgres'), ['-D', cluster, ...flags], {
      ...identity(account),
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    let ended: string | null = null;
    server.on('error', (error) => {
      ended = error.message;
    });
    server.on('exit', () => {
      ended ??= '';
    });
    server.unref();
    while (ended === null && performance.now() < untilMs) {
      if (await answers(run, 'postgres')) return;
      await pause(15);
    }
    const why = ended === null ? 'it does not answer' : ended || lastLines(logFile, from);
    if (performance.now() >= untilMs || !PASSING.test(why))
      throw new Error(`The embedded database did not start; its log ${logFile} says:\n${why}`);
    await pause(200);
  }
}

/** What the server said since this start. */
const lastLines = (logFile: string, from: number): string =>
  readFileSync(logFile).subarray(from).toString().trim().split('\n').slice(-6).join('\n');

export async function ensureDatabase(run: string, name: string): Promise<void> {
  const client = new pg.Client(whereIs(run, 'postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
