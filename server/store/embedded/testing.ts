/**
 * Folders and processes for tests of the embedded server: a fresh data folder, and a Candor-like process that holds
 * the server of a folder until it is killed. Nothing here outlives its test.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { silentLog } from '#lib/log.ts';
import { commandOf } from './process.ts';
import { type EmbeddedServer, openEmbedded } from './supervisor.ts';

export type After = { after(fn: () => void | Promise<void>): void };

export const isRoot = process.getuid?.() === 0;
const WAIT_MS = 10_000;

/** Root's server is another account, which has to be able to walk through the folder. */
export function freshFolder(t: After): string {
  const folder = mkdtempSync(join(tmpdir(), 'candor-data-'));
  if (isRoot) chmodSync(folder, 0o711);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Real processes end when the kernel says so; the test looks until then. */
export async function until(done: () => boolean | Promise<boolean>, what: string, ms = WAIT_MS) {
  for (const untilMs = performance.now() + ms; !(await done()); await pause(20))
    if (performance.now() > untilMs) throw new Error(`It did not happen within ${ms} ms: ${what}`);
}

export const gone = (pid: number | null) => pid === null || commandOf(pid) === null;

export const open = (
  dataFolder: string,
  { binFolder = null, durable = false }: { binFolder?: string | null; durable?: boolean } = {},
): Promise<EmbeddedServer> => openEmbedded({ dataFolder, binFolder, log: silentLog(), durable });

/** Lets go and waits for the end of the server, which has to follow when nobody else holds it. */
export async function closeWhole(server: EmbeddedServer): Promise<void> {
  const pid = server.pid();
  await server.close();
  await until(() => gone(pid), 'the server ends with its last process');
}

export type Holder = { process: ChildProcess; server: number; cluster: string; run: string };

const MODULE = fileURLToPath(new URL('./testing.ts', import.meta.url));

/** Another process that opens the folder's server and holds it. Answers when the server answers. */
export async function startHolder(
  t: After,
  folder: string,
  { uid, module = MODULE }: { uid?: number; module?: string } = {},
): Promise<Holder> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', module, 'hold', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  t.after(() => void child.kill('SIGKILL'));
  let printed = '';
  let complained = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  child.stderr.on('data', (data) => {
    complained += data;
  });
  await until(
    () => printed.endsWith('\n') || child.exitCode !== null,
    `the holder starts: ${complained}`,
    30_000,
  );
  if (child.exitCode !== null) throw new Error(complained);
  return { process: child, ...(JSON.parse(printed) as Omit<Holder, 'process'>) };
}

/** Kill −9, and its end is waited for. */
export async function killHolder({ process: child }: Holder): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'hold') {
  const server = await open(process.argv[3]!);
  console.log(
    JSON.stringify({ server: server.pid(), cluster: server.cluster, run: server.where('postgres').host }),
  );
  setInterval(() => {}, 60_000);
}

/** One query on a connection of its own. */
export async function on<T>(server: EmbeddedServer, query: string): Promise<T[]> {
  const client = new pg.Client(server.where('candor'));
  await client.connect();
  try {
    return (await client.query(query)).rows as T[];
  } finally {
    await client.end();
  }
}
