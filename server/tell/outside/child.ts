/**
 * Runs one system program (git, ssh's family, rsync) for a courier: a clean environment, no terminal, nothing secret
 * in its arguments, its output bounded, and its whole group ended when the attempt's time is over.
 */
import { spawn } from 'node:child_process';

export type Ran = { code: number; stdout: string; stderr: string };

const MOST_OUTPUT = 64 * 1024;

export function run(
  program: string,
  args: readonly string[],
  {
    cwd,
    env = {},
    input,
    signal,
  }: { cwd?: string; env?: Record<string, string>; input?: string; signal: AbortSignal },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const child = spawn(program, args, {
      ...(cwd ? { cwd } : {}),
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that what it starts (ssh below git) ends with it.
      detached: true,
    });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (out[name].length < MOST_OUTPUT) out[name] += text;
      });
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    signal.addEventListener('abort', end, { once: true });
    child.once('error', (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', end);
      reject(
        error.code === 'ENOENT'
          ? new Error(`This machine has no ${program}; install it for this target.`)
          : error,
      );
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, ...out });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** What a program complained of, in one line. */
export function complaintOf({ stderr, stdout, code }: Ran): string {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^hint:/.test(line));
  // What stands first is the cause; what programs say at the end is often that they end.
  const cause = lines.find((line) =>
    /denied|verification failed|no such file|no space|refused|rejected|not found|quota|read-only|unable to/i.test(
      line,
    ),
  );
  const telling = cause ?? lines.findLast((line) => /^(fatal|error|remote|rsync|ssh)/i.test(line));
  return (telling ?? lines.at(-1) ?? `it ended with status ${code}`).slice(0, 300);
}
