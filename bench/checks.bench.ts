/**
 * HTTP checks on new connections. Measured: checks per CPU-second of the process that makes them, against one small
 * server in a process of its own. Yardsticks in the same run, in turn: blackbox_exporter where it is installed
 * (Debian: prometheus-blackbox-exporter), undici's request, and a bare exchange as the bound. Floors: 4 ×
 * blackbox_exporter (goal 6), and never fewer than undici makes.
 *
 * Run: `npm run bench checks` (Linux), about 20 seconds.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpTarget } from '@candor/protocol/watch.ts';
import { Agent, request } from 'undici';
import { systemClock } from '#lib/clock.ts';
import { createAddressPolicy } from '#lib/outbound/address-policy.ts';
import { freePort } from '../server/cli/demo/candor.ts';
import { createResolve, type ProbeContext, probe } from '../server/watch/probes/index.ts';
import { cpuSeconds, own } from './kit/processes.ts';
import { type Figure, report } from './kit/report.ts';

const ROUND_MS = 1_200;
const ROUNDS = 3;
const IN_FLIGHT = 50;
const FLOOR = { undici: 1, blackbox: 4 } as const;

/** Runs `work` from IN_FLIGHT lanes for ROUND_MS; answers how many were done per second of our CPU time. */
async function perCpuSecond(work: () => Promise<unknown>): Promise<number> {
  const endMs = performance.now() + ROUND_MS;
  const before = process.cpuUsage();
  let done = 0;
  const lane = async () => {
    while (performance.now() < endMs) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const { user, system } = process.cpuUsage(before);
  return done / ((user + system) / 1_000_000);
}

/** The least that a check on a new connection can be: no parsing, no deadline, no policy. */
function bareExchange(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.on('data', () => {
      socket.destroy();
      resolve();
    });
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  });
}

const installed = (name: string) =>
  (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Asks blackbox_exporter for probes of `url` and reads its CPU time from /proc. Null when it is not installed. */
async function blackboxPerCpuSecond(url: string): Promise<number | null> {
  const binary = installed('prometheus-blackbox-exporter') ?? installed('blackbox_exporter');
  if (!binary) return null;
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'));
  const config = join(folder, 'blackbox.yml');
  writeFileSync(
    config,
    'modules:\n  http:\n    prober: http\n    timeout: 10s\n    http: { preferred_ip_protocol: ip4 }\n',
  );
  const port = await freePort();
  const child = spawn(
    binary,
    [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'],
    {
      stdio: 'ignore',
    },
  );
  own(child);
  const agent = new Agent({ connections: 20 });
  const ask = async () => {
    const target = `http://127.0.0.1:${port}/probe?module=http&target=${encodeURIComponent(url)}`;
    const { body } = await request(target, { dispatcher: agent });
    if (!(await body.text()).includes('probe_success 1'))
      throw new Error('blackbox_exporter could not probe');
  };
  try {
    for (let tries = 0; ; tries++)
      try {
        await ask();
        break;
      } catch (error) {
        if (tries > 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    const before = cpuSeconds(child.pid!);
    const endMs = performance.now() + 2 * ROUND_MS;
    let done = 0;
    const lane = async () => {
      for (; performance.now() < endMs; done++) await ask();
    };
    await Promise.all(Array.from({ length: 20 }, lane));
    return done / (cpuSeconds(child.pid!) - before);
  } finally {
    await agent.destroy();
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  const child = spawn(process.execPath, [import.meta.filename, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  own(child);
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${Number(line)}/health`;
    const context: ProbeContext = {
      clock: systemClock(),
      policy: createAddressPolicy('127.0.0.0/8'),
      resolve: createResolve(),
    };
    const target = HttpTarget.parse({
      kind: 'http',
      url,
      assertions: [{ type: 'body', operator: 'contains', text: 'ok' }],
    });
    const agent = new Agent({ pipelining: 0, connections: IN_FLIGHT });
    const raw = async () => {
      const result = await probe(target, 10_000, context);
      if (result.outcome !== 'up') throw new Error(result.detail);
    };
    const yardstick = async () => {
      const { statusCode, body } = await request(url, { dispatcher: agent, reset: true });
      if (statusCode !== 200 || !(await body.text()).includes('ok'))
        throw new Error(`answered ${statusCode}`);
    };
    const port = Number(line);
    const bound = () => bareExchange(port);
    for (const work of [raw, yardstick, bound]) await perCpuSecond(work);
    const best = { raw: 0, undici: 0, bound: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      best.raw = Math.max(best.raw, await perCpuSecond(raw));
      best.undici = Math.max(best.undici, await perCpuSecond(yardstick));
      best.bound = Math.max(best.bound, await perCpuSecond(bound));
    }
    await agent.destroy();
    const blackbox = await blackboxPerCpuSecond(url);
    const figures: Figure[] = [
      {
        what: 'raw probe beside undici',
        measured: best.raw / best.undici,
        unit: '×',
        floor: { least: FLOOR.undici },
        beside: `${Math.round(best.raw)} against ${Math.round(best.undici)} a CPU-second`,
      },
      {
        what: 'raw probe beside a bare exchange',
        measured: best.raw / best.bound,
        unit: '×',
        beside: `${Math.round(best.bound)} a CPU-second is the bound`,
      },
    ];
    if (blackbox)
      figures.unshift({
        what: 'raw probe beside blackbox_exporter',
        measured: best.raw / blackbox,
        unit: '×',
        floor: { least: FLOOR.blackbox },
        beside: `${Math.round(best.raw)} against ${Math.round(blackbox)} a CPU-second`,
      });
    report(
      'checks',
      figures,
      blackbox ? [] : ['blackbox_exporter is not installed, so undici stands alone.'],
    );
  } finally {
    child.kill();
  }
}

function serve() {
  const server = createServer((_request, reply) => {
    reply.setHeader('content-type', 'text/plain');
    reply.end('all ok here');
  });
  server.listen(0, '127.0.0.1', 4_096, () => console.log((server.address() as AddressInfo).port));
}

if (process.argv[2] === 'serve') serve();
else await main();
