/**
 * One at a time starts, adopts or ends the server of a folder: the Candor processes and the watcher (a shell script)
 * take the same lock, a file that only one of them can make. A lock whose holder is dead is taken over.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf } from './process.ts';

/** Longer than any start; a holder that is older has a number that another process got meanwhile. */
const STALE_MS = 120_000;
const LOOK_AGAIN_MS = 20;

export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!tryToTake(file)) await pause(LOOK_AGAIN_MS);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryToTake(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    removeIfStale(file);
    return false;
  }
}

function removeIfStale(file: string): void {
  const seen = look(file);
  if (!seen?.stale) return;
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Another one was faster.
  }
  // Between the look and the move a living process may have taken it: then it gets it back.
  if (readFileSync(aside, 'utf8') !== seen.text) {
    try {
      linkSync(aside, file);
    } catch {
      // A third one holds it now; whoever lost it finds out when the server does not start twice.
    }
  }
  rmSync(aside, { force: true });
}

function look(file: string): { text: string; stale: boolean } | null {
  try {
    const text = readFileSync(file, 'utf8');
    const ageMs = Date.now() - statSync(file).mtimeMs;
    // An empty file is one that is just being written.
    if (text.trim() === '') return { text, stale: ageMs > 5_000 };
    return { text, stale: commandOf(Number(text)) === null || ageMs > STALE_MS };
  } catch {
    return null;
  }
}
