/**
 * The watcher: a small shell process that ends the server when the last Candor process on the folder is gone, also
 * after kill −9. Every process holds one end of a named pipe open; the kernel lets go of it however the process ends,
 * and the watcher, which reads the other end, sees the end of the file.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, constants, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, identity } from './account.ts';
import { commandOf } from './process.ts';

const NAME = 'candor-database-watcher';

/**
 * After the end of the file it takes the lock and looks once more: a process that came in between keeps the server.
 * A server that is told to end (SIGINT: disconnect everyone, write everything, end) is waited for under the lock, so
 * that a process that starts at this moment finds it either whole or gone.
 */
const SCRIPT = `
run=$1 cluster=$2
exec 3< "$run/alive"
while :; do
  cat <&3 > /dev/null
  tries=0
  until (set -C; echo $$ > "$run/lock") 2> /dev/null; do
    holder=$(cat "$run/lock" 2> /dev/null)
    tries=$((tries + 1))
    if [ -n "$holder" ] && ! { [ -d "/proc/$holder" ] || kill -0 "$holder" 2> /dev/null; } || [ $tries -gt 2400 ]; then
      rm -f "$run/lock"
    fi
    [ -d "$run" ] || exit 0
    sleep 0.05
  done
  rm -f "$run/alone"
  (cat <&3 > /dev/null; : > "$run/alone") &
  sleep 0.1
  [ -e "$run/alone" ] && break
  rm -f "$run/lock"
  wait
done
pid=$(head -n 1 "$cluster/postmaster.pid" 2> /dev/null)
name=$(cat "/proc/$pid/comm" 2> /dev/null || echo postgres)
case "$name" in postgres*) [ -n "$pid" ] && kill -INT "$pid" 2> /dev/null ;; esac
waited=0
while [ -n "$pid" ] && [ -e "$cluster/postmaster.pid" ] && kill -0 "$pid" 2> /dev/null && [ $waited -lt 600 ]; do
  sleep 0.05
  waited=$((waited + 1))
  [ "$(cat "/proc/$pid/comm" 2> /dev/null || echo postgres)" = "$name" ] || break
done
rm -f "$run/alone" "$run/watcher" "$run/lock"
`;

/** Opens this process's end of the pipe; answers how to let go. */
export function holdPipe(run: string, account: Account): () => void {
  const pipe = join(run, 'alive');
  if (!existsSync(pipe)) {
    const made = spawnSync('mkfifo', ['-m', '600', pipe], { encoding: 'utf8' });
    if (made.status !== 0 && !existsSync(pipe))
      throw new Error(`A named pipe cannot be made in ${run}: ${made.stderr || made.error?.message}`);
    if (account.drops) chownSync(pipe, account.uid, account.gid);
  }
  // Read and write, so that opening never waits for the other end.
  const held = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  return () => closeSync(held);
}

/** Starts the watcher unless one is at work; called with the pipe held and under the lock. */
export function ensureWatcher(run: string, cluster: string, account: Account): void {
  const note = join(run, 'watcher');
  const pid = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
  if (commandOf(pid)?.includes(NAME)) return;
  const watcher = spawn('/bin/sh', ['-c', SCRIPT, NAME, run, cluster], {
    ...identity(account),
    detached: true,
    stdio: 'ignore',
  });
  watcher.on('error', () => {});
  watcher.unref();
  if (watcher.pid) writeFileSync(note, `${watcher.pid}\n`);
}
