/** What can be known of another process: whether it lives, and what it was started as. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

const linux = process.platform === 'linux';

/** The command line of a living process, or null. One that died and was not collected yet counts as dead. */
export function commandOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  try {
    if (!linux)
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim() || null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The state stands after the name, which is in brackets and may hold any character.
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    if (state === 'Z' || state === 'X') return null;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return null;
  }
}

/** True when a living process works in this folder; unknown (also true) where the system does not tell. */
export function worksIn(pid: number, folder: string): boolean {
  if (!linux) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    // Containers without the right to trace do not show it to root either.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}
