/**
 * One event to 19,000 readers of the live stream: what it costs the process that serves them, beside a C program that
 * writes the same bytes to as many sockets in a bare loop; how long the event loop can do nothing else meanwhile; and
 * what a reader who only waits takes of memory. Floors: 1.6 × the loop's CPU, 20 ms, 14 KiB. The loop's turns are
 * measured in CPU time, because the readers run on the same cores and take them from the server while it writes.
 *
 * Run: `npm run bench live` (Linux, a C compiler, at least 20,000 open files; with fewer it takes fewer readers and says
 * so), about half a minute.
 */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LiveEvent } from '#web';
import { memoryOf, own } from './kit/processes.ts';
import { median, report } from './kit/report.ts';
import type { Order as ReadersOrder } from './live/readers.ts';
import type { Cost, Order as ServerOrder } from './live/server.ts';

const READERS = 19_000;
const SPARE_FILES = 500;
const GENERATORS = 2;
const ROUNDS = 15;
const PROBES = 5;

const openFiles = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))![1]);
const share = Math.floor(Math.min(READERS, openFiles - SPARE_FILES) / GENERATORS);
const readers = share * GENERATORS;

/** As a page with ten components and an open incident makes it: about two kilobytes. */
function eventOf(n: number): LiveEvent {
  const components = Array.from({ length: 10 }, (_, i) => ({
    id: `cmp_01kjmma2g0e02sebt8jecqah${i}0`,
    status: 'operational',
  }));
  const said =
    'Checkout still fails, so you may not be able to pay. We are restarting the payment database. ';
  return {
    // Of one length, so that readers can count bytes.
    id: String(1_772_000_000_000 + n),
    type: 'snapshot',
    data: { version: 1_772_000_000_000 + n, components, incidents: [{ text: { en: said.repeat(12) } }] },
  };
}
const bytesOf = ({ id, type, data }: LiveEvent) =>
  Buffer.byteLength(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
const size = bytesOf(eventOf(0));

const ask = async (child: ChildProcess, order: ReadersOrder | ServerOrder) => {
  const answer = once(child, 'message');
  child.send(order);
  return (await answer)[0];
};

const crowds = Array.from({ length: GENERATORS }, () =>
  own(fork(join(import.meta.dirname, 'live/readers.ts'))),
);
const all = (order: ReadersOrder) => Promise.all(crowds.map((crowd) => ask(crowd, order)));

/** `send` one event; answers when every reader has all of it. */
async function toEverybody(send: () => unknown) {
  await all({ say: 'wait', bytes: share * size });
  const came = Promise.all(crowds.map((crowd) => once(crowd, 'message')));
  const fromMs = performance.now();
  await send();
  for (const [said] of await came) if ('lost' in said) throw new Error('A reader lost its stream.');
  return performance.now() - fromMs;
}

async function measureCandor() {
  const server = own(
    fork(join(import.meta.dirname, 'live/server.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    }),
  );
  const [{ port }] = await once(server, 'message');
  const emptyMb = memoryOf(server.pid!)!.rssMb;
  await all({ say: 'open', port, readers: share });
  const costs: Cost[] = [];
  const wall: number[] = [];
  for (let n = 1; n <= ROUNDS + PROBES; n++) {
    const probe = n > ROUNDS;
    wall.push(
      await toEverybody(() => server.send({ say: 'broadcast', event: eventOf(n), probe } as ServerOrder)),
    );
    costs.push(await ask(server, { say: 'cost' }));
  }
  const fullMb = memoryOf(server.pid!)!.rssMb;
  const { readers: left, dropped } = costs.at(-1)!;
  await all({ say: 'close' });
  const ended = once(server, 'exit');
  server.send({ say: 'end' } as ServerOrder);
  await ended;
  if (left !== readers || dropped > 0)
    throw new Error(`${readers - left} readers left, ${dropped} were dropped.`);
  const probes = costs.slice(ROUNDS).map(({ held }) => held);
  return {
    cpu: median(costs.slice(1, ROUNDS).map(({ cpu }) => cpu)),
    wall: median(wall.slice(1, ROUNDS)),
    heldWall: Math.max(...probes.map((held) => held.wall)),
    heldCpu: Math.max(...probes.map((held) => held.cpu)),
    kibEach: ((fullMb - emptyMb) * 1_024) / readers,
  };
}

async function measureLoop(program: string) {
  const loop = own(spawn(program, [String(readers)], { stdio: ['pipe', 'pipe', 'inherit'] }));
  const lines = createInterface(loop.stdout)[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  const port = Number((await line()).split(' ')[1]);
  const open = all({ say: 'open', port, readers: share });
  await line();
  await open;
  const costs: number[] = [];
  const wall: number[] = [];
  for (let n = 1; n <= ROUNDS; n++) {
    wall.push(await toEverybody(() => loop.stdin.write(`${size}\n`)));
    costs.push(Number((await line()).split(' ')[1]) / 1_000);
  }
  await all({ say: 'close' });
  loop.stdin.end();
  return { cpu: median(costs.slice(1)), wall: median(wall.slice(1)) };
}

function compile(folder: string): string {
  const program = join(folder, 'write-loop');
  const source = join(import.meta.dirname, 'live/write-loop.c');
  const made = spawnSync(process.env['CC'] ?? 'cc', ['-O2', '-o', program, source], { encoding: 'utf8' });
  if (made.error)
    throw new Error(
      'The yardstick is a C program and there is no C compiler. Install one (Debian: apt-get install gcc libc6-dev), or name one in CC.',
    );
  if (made.status !== 0) throw new Error(`The yardstick could not be compiled:\n${made.stderr}`);
  return program;
}

const folder = mkdtempSync(join(tmpdir(), 'candor-live-bench-'));
try {
  const program = compile(folder);
  const candor = await measureCandor();
  const loop = await measureLoop(program);
  report(
    'live',
    [
      {
        what: `an event to ${readers} readers, beside a C write loop`,
        measured: candor.cpu / loop.cpu,
        unit: '× its CPU',
        floor: { most: 1.6 },
        beside: `${Math.round(candor.cpu)} ms of CPU, the loop ${Math.round(loop.cpu)} ms, ${size} bytes each`,
      },
      {
        what: 'longest turn of the event loop meanwhile',
        measured: candor.heldCpu,
        unit: 'ms of CPU',
        floor: { most: 20 },
        beside: `${candor.heldWall.toFixed(1)} ms by the wall`,
      },
      { what: 'memory of a reader', measured: candor.kibEach, unit: 'KiB', floor: { most: 14 } },
    ],
    [
      `Everybody had an event after ${Math.round(candor.wall)} ms, from the loop after ${Math.round(loop.wall)} ms (medians; the readers' own work is in both).`,
    ],
  );
} finally {
  for (const crowd of crowds) crowd.disconnect();
  rmSync(folder, { recursive: true, force: true });
}
