/**
 * A thousand monitors and a restart. Measured: from the moment at which a restarted Candor says that it is ready to
 * the moment at which the API shows a next check (or a check since the start) for every monitor; then, while an
 * incident is open and fifty webhook receivers take connections and never answer, every check that arrives at the
 * watched service, counted per monitor against the grid of 30 s. Floors: scheduled within 1 s, no check missed. There
 * is no yardstick: the grid is the settings' own.
 *
 * Run: `npm run bench restart` (Linux: loopback has many addresses there), about two minutes.
 */
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../server/cli/demo/candor.ts';
import { type BenchCandor, openCandor } from './kit/candor.ts';
import { cpuSeconds } from './kit/processes.ts';
import { median, report } from './kit/report.ts';

const MONITORS = 1_000;
const RESTARTS = 3;
const INTERVAL_MS = 30_000;
const WATCHED_MS = 70_000;
const RECEIVERS = 50;
const LANES = 8;
const LATEST_S = 1;

/** The watched service: keeps when each monitor asked, by our own monotonic clock. */
async function startTarget() {
  const asked = new Map<string, number[]>();
  const server = createHttpServer((request, response) => {
    const times = asked.get(request.url!) ?? [];
    if (times.length === 0) asked.set(request.url!, times);
    times.push(performance.now());
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4_096, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Each on an address of its own, so that nothing bounds them together. */
async function startSilentReceivers() {
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  for (let n = 1; n <= RECEIVERS; n++) {
    const server = createServer((socket) => {
      calls += 1;
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => sockets.delete(socket))
        .resume();
    });
    await new Promise<void>((resolve) => server.listen(0, `127.0.0.${n}`, resolve));
    servers.push(server);
  }
  let most = 0;
  let calls = 0;
  const watch = setInterval(() => {
    most = Math.max(most, sockets.size);
  }, 100);
  return {
    urls: servers.map((server) => {
      const { address, port } = server.address() as AddressInfo;
      return `http://${address}:${port}/hook`;
    }),
    calls: () => calls,
    mostHanging: () => most,
    close() {
      clearInterval(watch);
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
    },
  };
}

async function inLanes(count: number, work: (n: number) => Promise<unknown>) {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

type Listed = {
  items: { state: { nextDueAt: string | null; last: { at: string } | null } }[];
  next: string | null;
};

/** How many monitors have a next check, or had one since `from`. */
async function scheduled({ ok }: BenchCandor, from: string): Promise<number> {
  let count = 0;
  for (let after = ''; ; ) {
    const { items, next } = await ok<Listed>('GET', `/api/v1/monitors?limit=200&after=${after}`);
    count += items.filter(({ state }) => state.nextDueAt !== null || (state.last?.at ?? '') > from).length;
    if (!next) return count;
    after = next;
  }
}

async function restart(candor: BenchCandor): Promise<number> {
  await candor.stop();
  const from = new Date().toISOString();
  candor.begin();
  const readyMs = await candor.ready();
  for (;;) {
    const count = await scheduled(candor, from);
    if (count >= MONITORS) return (performance.now() - readyMs) / 1_000;
    if (performance.now() - readyMs > 30_000) throw new Error(`Only ${count} monitors are scheduled.`);
  }
}

/** Grid places without a check, and how far from 30 s two checks of one monitor were apart. */
function judge(asked: ReadonlyMap<string, number[]>, fromMs: number, toMs: number) {
  let missed = 0;
  let checks = 0;
  const offs: number[] = [];
  for (const times of asked.values()) {
    const seen = times.filter((ms) => ms >= fromMs && ms < toMs);
    checks += seen.length;
    // The edges count as checks that came in time: what is missing before the first or after the last shows as a gap.
    const first = seen[0] ?? toMs;
    const last = seen.at(-1) ?? fromMs;
    missed += Math.max(0, Math.round((first - fromMs - INTERVAL_MS) / INTERVAL_MS));
    missed += Math.max(0, Math.round((toMs - last - INTERVAL_MS) / INTERVAL_MS));
    for (const [i, ms] of seen.entries()) {
      if (i === 0) continue;
      const gapMs = ms - seen[i - 1]!;
      missed += Math.max(0, Math.round(gapMs / INTERVAL_MS) - 1);
      offs.push(Math.abs(gapMs - INTERVAL_MS));
    }
  }
  offs.sort((a, b) => a - b);
  return { missed, checks, offMs: offs[Math.floor(offs.length * 0.99)] ?? 0, worstMs: offs.at(-1) ?? 0 };
}

const target = await startTarget();
const receivers = await startSilentReceivers();
const deadPort = await freePort();
const candor = await openCandor();
try {
  const { ok } = candor;
  const components: string[] = [];
  for (let n = 0; n < 10; n++)
    components.push(
      (
        await ok<{ id: string }>('POST', '/api/v1/components', {
          slug: `part-${n}`,
          name: { en: `Part ${n}` },
        })
      ).id,
    );
  const monitor = (name: string, n: number, url: string) =>
    ok('POST', '/api/v1/monitors', { name, componentId: components[n % 10], target: { kind: 'http', url } });
  await inLanes(MONITORS, (n) => monitor(`Part ${n}`, n, `${target.url}/${n}`));
  const times: number[] = [];
  for (let n = 0; n < RESTARTS; n++) times.push(await restart(candor));

  for (const address of receivers.urls)
    await ok('POST', '/api/v1/subscribers', { carrier: 'webhook', address });
  await monitor('Nobody answers', 0, `http://127.0.0.1:${deadPort}/`);
  for (const untilMs = performance.now() + 60_000; receivers.mostHanging() < RECEIVERS; await pause(100))
    if (performance.now() > untilMs)
      throw new Error(`Only ${receivers.mostHanging()} receivers were called.`);

  const fromMs = performance.now();
  const callsBefore = receivers.calls();
  const cpuBefore = cpuSeconds(candor.pid());
  await pause(WATCHED_MS);
  const toMs = performance.now();
  const share = (cpuSeconds(candor.pid()) - cpuBefore) / ((toMs - fromMs) / 1_000);
  if (target.asked.size !== MONITORS) throw new Error(`${target.asked.size} monitors were seen.`);
  const { missed, checks, offMs, worstMs } = judge(target.asked, fromMs, toMs);
  report('restart', [
    {
      what: `ready to all ${MONITORS} scheduled`,
      measured: median(times),
      unit: 's',
      floor: { most: LATEST_S },
      beside: `${times.map((time) => time.toFixed(2)).join(', ')} s in ${RESTARTS} restarts`,
    },
    {
      what: `checks missed while ${RECEIVERS} receivers hang`,
      measured: missed,
      unit: 'checks',
      floor: { most: 0 },
      beside: `${checks} checks of ${MONITORS} monitors in ${Math.round((toMs - fromMs) / 1_000)} s; ${receivers.calls() - callsBefore} more calls hung meanwhile, ${receivers.mostHanging()} at once`,
    },
    {
      what: 'off the grid of 30 s, 99th percentile',
      measured: offMs / 1_000,
      unit: 's',
      beside: `worst ${(worstMs / 1_000).toFixed(2)} s`,
    },
    { what: 'CPU of Candor meanwhile', measured: 100 * share, unit: '% of a core' },
  ]);
} finally {
  await candor.close();
  receivers.close();
  target.close();
}
