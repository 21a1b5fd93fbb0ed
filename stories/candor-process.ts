/**
 * Candor as a process of its own on a real data folder, started as its operator starts it, spoken to over HTTP alone,
 * and killed without a word. Its settings and its address outlive each kill.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS, withNodeEnvironment } from '../bootstrap/node-flags.mjs';
import { freePort, startCandor } from '../server/cli/demo/candor.ts';

export type CandorProcess = Awaited<ReturnType<typeof openCandorProcess>>;

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));

/** Looks until `done` answers something; real processes cannot be waited for in any other way. */
export async function until<T>(
  what: string,
  done: () => Promise<T> | T,
  ms = 30_000,
): Promise<NonNullable<T>> {
  for (const untilMs = performance.now() + ms; ; await pause(50)) {
    const found = await done();
    if (found) return found;
    if (performance.now() > untilMs) throw new Error(`It did not happen within ${ms / 1_000} s: ${what}`);
  }
}

const isAlive = (pid: number) => {
  try {
    // A process that ended and was not collected yet is a zombie: it does nothing any more.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

export async function openCandorProcess(
  t: { after(fn: () => Promise<void>): void },
  { env = {} }: { env?: Record<string, string> } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-killed-'));
  chmodSync(folder, 0o711);
  const port = await freePort();
  const settings = { CANDOR_ALLOW_PRIVATE: '127.0.0.0/8', ...env };
  const first = await startCandor({ dataFolder: folder, port, env: settings });
  let child: ChildProcess = first.process;
  let complaints = '';
  let end: Promise<unknown> = new Promise((resolve) => child.once('exit', resolve));
  const listen = () =>
    child.stderr?.on('data', (data) => {
      complaints = `${complaints}${data}`.slice(-100_000);
    });
  listen();

  const environment = () =>
    withNodeEnvironment({
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      CANDOR_DATA: folder,
      LOG_LEVEL: 'warn',
      ...settings,
    });
  const readiness = async () =>
    fetch(`${first.url}/readyz`)
      .then(async (answer) => ({ status: answer.status, body: (await answer.json()) as object }))
      .catch(() => null);

  const candor = {
    folder,
    port,
    url: first.url,
    token: first.token,
    api: first.api,
    ok: first.ok,
    /** What the process wrote to standard error, the newest part. */
    complaints: () => complaints,
    readiness,
    pid: () => child.pid!,
    alive: () => child.exitCode === null && child.signalCode === null,
    /** The process of the embedded database, or null. */
    postmaster() {
      const file = join(folder, 'postgres', 'postmaster.pid');
      const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
      return pid > 0 && isAlive(pid) ? pid : null;
    },
    /** Kill −9, and it is waited for until nothing of it runs. */
    async kill() {
      child.kill('SIGKILL');
      await end;
    },
    killPostmaster() {
      const pid = candor.postmaster();
      if (pid) process.kill(pid, 'SIGKILL');
    },
    begin() {
      child = spawn(process.execPath, [...NODE_FLAGS, MAIN, 'serve'], {
        env: environment(),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      end = new Promise((resolve) => child.once('exit', resolve));
      listen();
    },
    ready: () =>
      until(
        'Candor is ready',
        async () => {
          if (!candor.alive()) throw new Error(`Candor ended:\n${complaints}`);
          return (await readiness())?.status === 200;
        },
        60_000,
      ),
    async page(path = '/') {
      const response = await fetch(new URL(path, first.url));
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    /** `candor WORDS…` on the same folder; answers what it printed. */
    async run(...words: string[]) {
      const run = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...words], {
        env: environment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let printed = '';
      run.stdout.on('data', (data) => {
        printed += data;
      });
      run.stderr.on('data', (data) => {
        printed += data;
      });
      const code = await new Promise<number | null>((resolve) => run.once('exit', resolve));
      return { code, printed };
    },
  };
  t.after(async () => {
    const server = candor.postmaster();
    if (candor.alive()) await candor.kill();
    await until('the database ends with its last process', () => !server || !isAlive(server));
    rmSync(folder, { recursive: true, force: true });
  });
  return candor;
}
