/**
 * The hour in which everybody looks: an open incident, 8,000 readers who ask for the page every five seconds and 8,000
 * who follow the live stream and fetch the page after each event, while updates are published. Measured at the readers:
 * how long each answer took, when each heard of each update, what failed; and by one more reader outside, when an
 * update was on the page. Floors: 99 of 100 within a second, no failure, on the page within half a second. There is no
 * yardstick: a page that is late in that hour is late, whatever others would do.
 *
 * Run: `npm run bench readers` (Linux, at least 20,000 open files; with fewer it takes fewer readers and says so),
 * about a minute.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCandor } from './kit/candor.ts';
import { cpuSeconds, memoryOf, own } from './kit/processes.ts';
import { type Figure, report } from './kit/report.ts';
import { install, startTarget } from './kit/set-up.ts';
import { fetchRaw } from './page/fetch.ts';
import { nowMs } from './readers/connection.ts';
import type { Order, Tally } from './readers/load.ts';

const READERS = 8_000;
const UPDATES = 6;
const BETWEEN_MS = 6_000;
const LOOK_MS = 5;
/** Files that the server has open besides its readers: those readers' reloads, the database, the log. */
const SPARE_FILES = 3_000;

const openFiles = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))![1]);
const readers = Math.min(READERS, Math.floor((openFiles - SPARE_FILES) / 2));

type Load = { child: ChildProcess; tell(order: Order): Promise<unknown> };
function startLoad(kind: 'poll' | 'live'): Load {
  const child = own(fork(join(import.meta.dirname, 'readers/load.ts'), [kind]));
  return {
    child,
    async tell(order) {
      const answer = once(child, 'message');
      child.send(order);
      return (await answer)[0];
    },
  };
}

/** The longest that the server's event loop was held up since this was asked last. */
async function heldUpMs(url: string): Promise<number> {
  const text = String((await fetchRaw(`${url}/metrics`)).body);
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)![1]) * 1_000;
}

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

const target = await startTarget();
const candor = await openCandor();
try {
  await install(candor.ok, target.url, { incident: true });
  const { items } = await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/incidents?limit=1');
  const incident = items[0]!.id;
  const port = Number(new URL(candor.url).port);
  const memoryBefore = memoryOf(candor.pid())!.rssMb;
  const polling = startLoad('poll');
  const live = startLoad('live');
  const fromMs = nowMs();
  await Promise.all([polling, live].map((load) => load.tell({ say: 'open', port, readers })));
  const openMs = nowMs() - fromMs;

  const visible: number[] = [];
  await heldUpMs(candor.url);
  const cpuBefore = cpuSeconds(candor.pid());
  const measuredFromMs = nowMs();
  for (let n = 1; n <= UPDATES; n++) {
    await pause(BETWEEN_MS);
    const marker = `step ${n} of ${UPDATES}`;
    const text = `Checkout still fails, so you may not be able to pay. This affects about 40 % of customers. The payment database refuses connections; we are restarting it, ${marker}. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.`;
    const atMs = nowMs();
    await live.tell({ say: 'published', marker, atMs });
    await candor.ok('POST', `/api/v1/incidents/${incident}/updates`, {
      phase: 'identified',
      holdSeconds: 0,
      text: { en: text },
    });
    const publishedMs = nowMs();
    while (!(await fetchRaw(`${candor.url}/`)).body.includes(marker)) await pause(LOOK_MS);
    visible.push(nowMs() - publishedMs);
  }
  await pause(BETWEEN_MS);
  const cpuShare = (cpuSeconds(candor.pid()) - cpuBefore) / ((nowMs() - measuredFromMs) / 1_000);
  const heldUp = await heldUpMs(candor.url);
  const memory = memoryOf(candor.pid())!.rssMb;
  const polled = (await polling.tell({ say: 'report' })) as Tally;
  const followed = (await live.tell({ say: 'report' })) as Tally;

  const failures = [...polled.failures, ...followed.failures];
  const untold = followed.told.reduce((sum, told) => sum + readers - told.length, 0);
  const told = followed.told.flat();
  const row = (what: string, values: readonly number[]): Figure => ({
    what,
    measured: percentile(values, 0.99),
    unit: 'ms',
    floor: { most: 1_000 },
    beside: `median ${Math.round(percentile(values, 0.5))}, slowest ${Math.round(percentile(values, 1))}, of ${values.length}`,
  });
  report(
    'readers',
    [
      row(`${readers} polling: 99 of 100 answers`, polled.answers),
      row(`${readers} live: 99 of 100 heard of an update`, told),
      row('live: 99 of 100 pages after an event', followed.answers),
      {
        what: 'failed',
        measured: failures.length,
        unit: 'requests and streams',
        floor: { most: 0 },
        beside: [...new Set(failures)].slice(0, 3).join('; '),
      },
      { what: 'live readers not told', measured: untold, unit: 'events', floor: { most: 0 } },
      {
        what: 'on the page after publishing, slowest',
        measured: Math.max(...visible),
        unit: 'ms',
        floor: { most: 500 },
        beside: visible.map(Math.round).join(', '),
      },
    ],
    [
      `Held up at most: the server ${Math.round(heldUp)} ms, the pollers' process ${Math.round(polled.late)} ms, the live readers' ${Math.round(followed.late)} ms.`,
      `Candor used ${Math.round(cpuShare * 100)} % of a core and ${Math.round(memory)} MB (${Math.round(memoryBefore)} before the readers came: ${(((memory - memoryBefore) * 1_024) / (2 * readers)).toFixed(1)} KiB each). All were connected after ${(openMs / 1_000).toFixed(1)} s.`,
    ],
  );
} finally {
  await candor.close();
  target.close();
}
