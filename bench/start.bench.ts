/**
 * Starting, and what the whole holds at rest. Measured: from the start of the process to the first public page
 * answered 200 and to `/readyz`, on a new folder (cold, the database is made) and on one that was stopped with its
 * database (warm); then, after a minute at rest, the resident memory of Candor, its database and its watcher together
 * (proportional set of every process, from /proc), with ten monitors and ninety days of history. Floors: warm at most
 * 1.5 s to the page, at most 300 MB. There is no yardstick: beside it stands what Node needs for an empty program.
 *
 * Run: `npm run bench start` (Linux), about two minutes.
 */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../server/cli/demo/candor.ts';
import { endCandor, makeDataFolder, openCandor, spawnCandor, untilAnswered } from './kit/candor.ts';
import { childrenOf, type Memory, memoryOf } from './kit/processes.ts';
import { median, report } from './kit/report.ts';
import { install, startTarget } from './kit/set-up.ts';

const WARM_RUNS = 5;
const BOOTSTRAP_RUNS = 3;
const REST_MS = 60_000;
const LONGEST_WARM_S = 1.5;
const MOST_MB = 300;

async function coldStart() {
  const folder = makeDataFolder();
  const port = await freePort();
  const fromMs = performance.now();
  const child = spawnCandor({ folder, port });
  try {
    const pageMs = (await untilAnswered(`http://127.0.0.1:${port}/`, { child })) - fromMs;
    const readyMs = (await untilAnswered(`http://127.0.0.1:${port}/readyz`, { child })) - fromMs;
    return { page: pageMs / 1_000, ready: readyMs / 1_000 };
  } finally {
    await endCandor(child, folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A Node that does nothing, for comparison. */
async function emptyNode() {
  const fromMs = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  const seconds = (performance.now() - fromMs) / 1_000;
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
  await pause(1_000);
  const mb = memoryOf(child.pid!)!.rssMb;
  child.kill();
  return { seconds, mb };
}

const sum = (memory: readonly Memory[], what: 'pssMb' | 'rssMb') =>
  memory.reduce((total, each) => total + each[what], 0);

const empty = await emptyNode();
const cold = await coldStart();
const target = await startTarget();
const candor = await openCandor();
try {
  await install(candor.ok, target.url);
  const page: number[] = [];
  const ready: number[] = [];
  for (let run = 0; run < WARM_RUNS; run++) {
    await candor.stop();
    const fromMs = performance.now();
    const child = candor.begin();
    page.push(((await untilAnswered(`${candor.url}/`, { child })) - fromMs) / 1_000);
    ready.push(((await candor.ready()) - fromMs) / 1_000);
  }

  const whole: number[] = [];
  for (let run = 0; run < BOOTSTRAP_RUNS; run++) {
    await candor.stop();
    const fromMs = performance.now();
    const child = candor.begin({ bootstrap: true });
    whole.push(((await untilAnswered(`${candor.url}/`, { child })) - fromMs) / 1_000);
  }
  await candor.stop();
  candor.begin();
  await candor.ready();

  await pause(REST_MS);
  const postmaster = candor.postmaster()!;
  const watcher = candor.watcher()!;
  const node = memoryOf(candor.pid())!;
  const database = [postmaster, ...childrenOf(postmaster)].map(memoryOf).filter((memory) => memory !== null);
  const helpers = [watcher, ...childrenOf(watcher)].map(memoryOf).filter((memory) => memory !== null);
  const all = [node, ...database, ...helpers];
  // This bench runs on the same Node and would carry a share of its program; alone on a machine Candor carries it all.
  const alone = node.rssMb + sum([...database, ...helpers], 'pssMb');

  const spread = (values: readonly number[]) =>
    `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)} s in ${values.length} starts`;
  report(
    'start',
    [
      {
        what: 'warm start to the first page',
        measured: median(page),
        unit: 's',
        floor: { most: LONGEST_WARM_S },
        beside: `${spread(page)}; an empty Node takes ${empty.seconds.toFixed(2)} s`,
      },
      { what: 'warm start to ready', measured: median(ready), unit: 's', beside: spread(ready) },
      {
        what: 'warm start through bootstrap.mjs',
        measured: median(whole),
        unit: 's',
        beside: `${spread(whole)}; checks dependencies and browser packages first`,
      },
      {
        what: 'cold start to the first page',
        measured: cold.page,
        unit: 's',
        beside: 'the database is made',
      },
      { what: 'cold start to ready', measured: cold.ready, unit: 's' },
      {
        what: 'whole memory at rest',
        measured: alone,
        unit: 'MB',
        floor: { most: MOST_MB },
        beside: `proportional set as it is on this machine ${sum(all, 'pssMb').toFixed(0)} MB`,
      },
      {
        what: 'of it Node',
        measured: node.rssMb,
        unit: 'MB',
        beside: `an empty Node holds ${empty.mb.toFixed(0)} MB`,
      },
      {
        what: 'of it PostgreSQL',
        measured: sum(database, 'pssMb'),
        unit: 'MB',
        beside: `${database.length} processes`,
      },
      {
        what: 'of it the watcher',
        measured: sum(helpers, 'pssMb'),
        unit: 'MB',
        beside: `${helpers.length} processes`,
      },
    ],
    database.map(
      ({ name, pssMb }) => `${pssMb.toFixed(1).padStart(6)} MB  ${basename(name.split(' -D')[0]!)}`,
    ),
  );
} finally {
  await candor.close();
  target.close();
}
