/**
 * Candor as its operator runs it: `serve` as a process of its own on a data folder of its own, with its embedded,
 * durable database, spoken to over HTTP alone. It can be stopped with its database and begun again. Everything that
 * was started is ended by its process id.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS, withNodeEnvironment } from '../../bootstrap/node-flags.mjs';
import { type Candor, freePort, startCandor } from '../../server/cli/demo/candor.ts';
import { isAlive, own, untilEnded } from './processes.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const BOOTSTRAP = fileURLToPath(new URL('../../bootstrap.mjs', import.meta.url));
const STOP_MS = 10_000;

export type BenchCandor = Awaited<ReturnType<typeof openCandor>>;
export type Ok = Candor['ok'];

/** An empty data folder that the database's account can reach also when this runs as root. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'));
  chmodSync(folder, 0o711);
  return folder;
}

export function spawnCandor({
  folder,
  port,
  env = {},
  bootstrap = false,
}: {
  folder: string;
  port: number;
  env?: Record<string, string>;
  /** As `npm start` does. */
  bootstrap?: boolean;
}): ChildProcess {
  const program = bootstrap ? BOOTSTRAP : MAIN;
  const child = spawn(process.execPath, [...NODE_FLAGS, program, 'serve'], {
    env: withNodeEnvironment({
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      CANDOR_DATA: folder,
      LOG_LEVEL: 'error',
      ...env,
    }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return own(child);
}

/** The process of the folder's database, or null. */
export function postmasterOf(folder: string): number | null {
  const file = join(folder, 'postgres', 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  return pid > 0 && isAlive(pid) ? pid : null;
}

/** Ends the process as an operator does, and waits until its database has ended too. */
export async function endCandor(child: ChildProcess, folder: string): Promise<void> {
  const postmaster = postmasterOf(folder);
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(late);
  }
  if (postmaster) await untilEnded(postmaster);
}

/** Asks `path` until it answers `status`; answers when it did, by this process's monotonic clock. */
export async function untilAnswered(
  url: string,
  {
    child,
    status = 200,
    everyMs = 5,
    withinMs = 60_000,
  }: {
    child: ChildProcess;
    status?: number;
    everyMs?: number;
    withinMs?: number;
  },
): Promise<number> {
  for (const untilMs = performance.now() + withinMs; ; await pause(everyMs)) {
    const answer = await fetch(url).catch(() => null);
    const doneMs = performance.now();
    await answer?.arrayBuffer();
    if (answer?.status === status) return doneMs;
    if (child.exitCode !== null) throw new Error('Candor ended instead of starting.');
    if (doneMs > untilMs) throw new Error(`${url} did not answer ${status} within ${withinMs / 1_000} s.`);
  }
}

export async function openCandor({
  env = {},
  prepare,
}: {
  env?: Record<string, string>;
  /** Fills the empty data folder before Candor starts on it. */
  prepare?: (folder: string) => Promise<void>;
} = {}) {
  const folder = makeDataFolder();
  await prepare?.(folder);
  const port = await freePort();
  const settings = { CANDOR_ALLOW_PRIVATE: '127.0.0.0/8', LOG_LEVEL: 'error', ...env };
  const first = await startCandor({ dataFolder: folder, port, env: settings }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  let child = own(first.process);
  const { url, ok } = first;
  return {
    folder,
    url,
    ok,
    token: first.token,
    pid: () => child.pid!,
    child: () => child,
    postmaster: () => postmasterOf(folder),
    /** The small process that ends the database with its last Candor. */
    watcher(): number | null {
      const note = join(folder, 'run', 'watcher');
      return existsSync(note) ? Number(readFileSync(note, 'utf8')) : null;
    },
    stop: () => endCandor(child, folder),
    begin({ bootstrap = false } = {}) {
      child = spawnCandor({ folder, port, env: settings, bootstrap });
      return child;
    },
    ready: () => untilAnswered(`${url}/readyz`, { child }),
    async close() {
      await endCandor(child, folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
