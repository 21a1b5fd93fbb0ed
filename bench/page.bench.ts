/**
 * The public page. Measured: answers per CPU-second of the serving process (from /proc), with 64 and 512 connections,
 * whole (200, gzip) and unchanged (304), of the page as it is and of one of 30 kB; what 1,000 page views ask of the
 * database; what a first visit weighs in Chromium, and when it first paints on a slow mobile network. Yardstick: nginx
 * with gzip_static serving the same bytes, asked by wrk in turn, in the same run. Floors: 0.8 × nginx (200), 0.6 ×
 * (304), no statement, at most 40 kB and whole in the first HTML, painted within 1.2 s.
 *
 * Run: `npm run bench page` (Linux; Debian's nginx-light, wrk and chromium), about a minute and a half.
 */
import { execFileSync } from 'node:child_process';
import { openCandor } from './kit/candor.ts';
import { cpuSeconds, untilQuiet } from './kit/processes.ts';
import { type Figure, median, report } from './kit/report.ts';
import { install, startTarget } from './kit/set-up.ts';
import { fetchRaw } from './page/fetch.ts';
import { startLargePage } from './page/large.ts';
import { startNginx } from './page/nginx.ts';
import { firstPaintsMs } from './page/paint.ts';
import { statementsOfViews } from './page/statements.ts';
import { weigh } from './page/weight.ts';

/** wrk counts in whole seconds. */
const SECONDS = 2;
const ROUNDS = 3;
const CONNECTIONS = [64, 512] as const;
const FLOORS = { '200': 0.8, '304': 0.6 } as const;
const HEAVIEST_KB = 40;
const LATEST_PAINT_MS = 1_200;

type Served = { url: string; pid: number };
const GZIP = { 'accept-encoding': 'gzip' };
const etagOf = async ({ url }: Served) => String((await fetchRaw(`${url}/`, GZIP)).headers.etag);

/** Answers per CPU-second. Candor makes its page anew every minute; a round in which that happened is done again. */
async function measure(served: Served, kind: '200' | '304', connections: number): Promise<number> {
  for (;;) {
    const etag = await etagOf(served);
    const headers = ['Accept-Encoding: gzip', ...(kind === '304' ? [`If-None-Match: ${etag}`] : [])];
    const before = cpuSeconds(served.pid);
    const said = execFileSync(
      'wrk',
      [
        '-t1',
        `-c${connections}`,
        `-d${SECONDS}s`,
        '--timeout',
        '30s',
        ...headers.flatMap((h) => ['-H', h]),
        `${served.url}/`,
      ],
      { encoding: 'utf8' },
    );
    const spent = cpuSeconds(served.pid) - before;
    if (/Non-2xx|Socket errors/.test(said)) throw new Error(`${served.url}: ${said}`);
    if ((await etagOf(served)) === etag) return Number(/(\d+) requests in/.exec(said)![1]) / spent;
  }
}

async function besideNginx(candor: Served, name = ''): Promise<{ figures: Figure[]; gzipBytes: number }> {
  const [plain, gzip] = await Promise.all([fetchRaw(`${candor.url}/`), fetchRaw(`${candor.url}/`, GZIP)]);
  const nginx = await startNginx({ plain: plain.body, gzip: gzip.body });
  try {
    // A round that does not count: code gets hot, and what the import left to do is done.
    for (const served of [candor, nginx]) await measure(served, '200', CONNECTIONS[0]);
    await untilQuiet(candor.pid);
    const figures: Figure[] = [];
    for (const kind of ['200', '304'] as const)
      for (const connections of CONNECTIONS) {
        const rounds: { ours: number; theirs: number }[] = [];
        // In turn, so that both meet the same machine.
        for (let round = 0; round < ROUNDS; round++)
          rounds.push({
            theirs: await measure(nginx, kind, connections),
            ours: await measure(candor, kind, connections),
          });
        const ratio = median(rounds.map(({ ours, theirs }) => ours / theirs));
        figures.push({
          what: `${kind}${name}, ${connections} connections`,
          measured: ratio,
          unit: '× nginx',
          floor: { least: FLOORS[kind] },
          beside: `${Math.round(median(rounds.map(({ ours }) => ours)))} against ${Math.round(median(rounds.map(({ theirs }) => theirs)))} a CPU-second`,
        });
      }
    return { figures, gzipBytes: gzip.body.length };
  } finally {
    await nginx.close();
  }
}

const target = await startTarget();
// The load generator stands for many readers behind one address.
const candor = await openCandor({ env: { CANDOR_CONNECTIONS_PER_ADDRESS: '0' } });
try {
  await install(candor.ok, target.url, { incident: true });
  const { figures, gzipBytes } = await besideNginx({ url: candor.url, pid: candor.pid() });
  const large = await startLargePage();
  const ofLarge = await besideNginx(large, ' of 30 kB').finally(large.close);
  figures.push(...ofLarge.figures);

  const weight = await weigh(`${candor.url}/`, [
    'Website',
    'File storage',
    'Checkout fails',
    'the payment database refuses connections',
  ]);
  const paintsMs = await firstPaintsMs(`${candor.url}/`);
  const { views, statements, ofTheApi } = await statementsOfViews();
  if (ofTheApi === 0) throw new Error('The hook on statements counts nothing.');
  figures.push(
    {
      what: `statements for ${views} page views`,
      measured: statements,
      unit: 'statements',
      floor: { most: 0 },
      beside: `${ofTheApi} for one question to the API`,
    },
    {
      what: 'first visit in Chromium',
      measured: weight.bytes / 1_000,
      unit: 'kB',
      floor: { most: HEAVIEST_KB },
      beside: `${weight.requests} requests, first paint after ${Math.round(weight.firstPaintMs)} ms`,
    },
    {
      what: 'first contentful paint, Slow 4G',
      measured: median(paintsMs),
      unit: 'ms',
      floor: { most: LATEST_PAINT_MS },
      beside: `${paintsMs.map(Math.round).join(', ')}`,
    },
    {
      what: 'missing in the first HTML',
      measured: weight.missing.length,
      unit: 'parts',
      floor: { most: 0 },
      beside: weight.missing.join('; '),
    },
  );
  report('page', figures, [
    `The page of ten components with ninety days and an open incident: ${gzipBytes} bytes of gzip; the larger page: ${ofLarge.gzipBytes}.`,
  ]);
} finally {
  await candor.close();
  target.close();
}
