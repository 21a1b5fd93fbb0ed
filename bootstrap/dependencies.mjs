/** Brings exactly what the lockfile says, once per lockfile, without running anybody's install scripts. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const STALE_LOCK_MS = 15 * 60_000;

export async function bringDependencies(home) {
  const modules = join(home, 'node_modules');
  const stamp = join(modules, '.candor-lockfile');
  const wanted = createHash('sha256')
    .update(readFileSync(join(home, 'package-lock.json')))
    .digest('hex');
  const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isThere()) return;

  const release = await lock(join(home, '.installing'));
  try {
    if (isThere()) return;
    console.error('Candor: bringing the dependencies (once, about a minute) …');
    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: home,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (npm.error)
      throw new Error(`npm could not be started (${npm.error.message}). Install npm and start again.`);
    if (npm.status !== 0) throw new Error('npm ci failed; its message is above. Nothing else was changed.');
    mkdirSync(modules, { recursive: true });
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

/** Two commands on a fresh clone wait for each other. */
async function lock(folder) {
  for (;;) {
    try {
      mkdirSync(folder);
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw new Error(`The folder of Candor cannot be written to: ${error.message}`);
      const ageMs = existsSync(folder) ? Date.now() - statSync(folder).mtimeMs : 0;
      if (ageMs > STALE_LOCK_MS) rmSync(folder, { recursive: true, force: true });
      else await pause(500);
    }
  }
}
