/** The counterpart and the yardstick: `smtp-sink` and `smtp-source` from Debian's postfix. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../server/cli/demo/candor.ts';
import { own } from '../kit/processes.ts';

const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec/postfix'];
const find = (program: string) => PLACES.map((place) => `${place}/${program}`).find(existsSync) ?? null;

/** A sentence when they are not here, else null. */
export const missing = (): string | null =>
  find('smtp-sink') && find('smtp-source')
    ? null
    : 'smtp-sink and smtp-source are not installed (Debian: postfix).';

/** `faults` are smtp-sink's own options. */
export async function startSink(faults: readonly string[] = []) {
  const port = await freePort();
  const child = own(
    spawn(
      find('smtp-sink')!,
      [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), ...faults, `127.0.0.1:${port}`, '1024'],
      { stdio: 'ignore' },
    ),
  );
  for (const untilMs = performance.now() + 5_000; !(await answers(port)); await pause(20))
    if (performance.now() > untilMs || child.exitCode !== null) throw new Error('smtp-sink did not start.');
  return {
    port,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .on('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .on('error', () => resolve(false));
  });

/** CPU-seconds of children that were waited for; the kernel counts in hundredths. */
const ofChildren = () =>
  readFileSync('/proc/self/stat', 'utf8')
    .split(') ')
    .at(-1)!
    .split(' ')
    .slice(13, 15)
    .reduce((ticks, field) => ticks + Number(field), 0) / 100;

export type Rate = { perCpuSecond: number; perSecond: number };

/** `smtp-source -d`: as many connections, each kept for all its messages. */
export function runSource(
  port: number,
  { count, connections, bytes }: Record<'count' | 'connections' | 'bytes', number>,
): Rate {
  const before = ofChildren();
  const fromMs = performance.now();
  execFileSync(find('smtp-source')!, [
    ...['-d', '-m', String(count), '-s', String(connections), '-l', String(bytes)],
    ...['-f', 'status@shop.example', '-t', 'reader@example.com', `127.0.0.1:${port}`],
  ]);
  return {
    perCpuSecond: count / (ofChildren() - before),
    perSecond: count / ((performance.now() - fromMs) / 1_000),
  };
}
