/**
 * One update to many endpoints, signed as Standard Webhooks, through `candor serve` with its durable ledger, to a plain
 * receiver in a process of its own that answers 200. Yardstick: `wrk` posting a body of the same size to the same
 * receiver, per CPU-second of the sending process.
 *
 * Run: `npm run bench webhooks` (Linux; Debian's wrk), about half a minute.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from './kit/processes.ts';
import { report } from './kit/report.ts';
import { fanOut } from './ledger/fan-out.ts';

const RECIPIENTS = 10_000;
const WRK_SECONDS = 5;
const SECRET = `whsec_${Buffer.from('a secret of this bench only').toString('base64')}`;

/** The receiver: reads what comes, answers, counts nothing. */
function receive(): void {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end('ok'));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', 4_096, () => console.log((server.address() as AddressInfo).port));
}

async function startReceiver() {
  const child = own(
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', import.meta.filename, 'receive'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${Number(String(port))}`, child };
}

/** CPU-seconds of children that were waited for. */
const ofChildren = () =>
  readFileSync('/proc/self/stat', 'utf8')
    .split(') ')
    .at(-1)!
    .split(' ')
    .slice(13, 15)
    .reduce((ticks, field) => ticks + Number(field), 0) / 100;

function wrk(url: string, bytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-wrk-'));
  const script = join(folder, 'post.lua');
  writeFileSync(
    script,
    `wrk.method = "POST"\nwrk.body = string.rep("x", ${bytes})\nwrk.headers["content-type"] = "application/json"\n`,
  );
  const before = ofChildren();
  const said = execFileSync('wrk', ['-t1', '-c64', `-d${WRK_SECONDS}s`, '-s', script, url], {
    encoding: 'utf8',
  });
  const spent = ofChildren() - before;
  rmSync(folder, { recursive: true, force: true });
  const requests = Number(/(\d+) requests in/.exec(said)?.[1] ?? 0);
  return { perCpuSecond: requests / spent, perSecond: requests / WRK_SECONDS };
}

async function compare() {
  const receiver = await startReceiver();
  const ours = await fanOut(
    {
      carrier: 'webhook',
      count: RECIPIENTS,
      secret: SECRET,
      address: { before: `${receiver.url}/`, after: '' },
    },
    {},
  );
  const theirs = wrk(receiver.url, 900);
  receiver.child.kill('SIGTERM');
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  report('webhooks', [
    {
      what: `${whole(RECIPIENTS)} endpoints from publish to accepted`,
      measured: ours.seconds,
      unit: 's',
      beside: `first told after ${ours.firstSeconds.toFixed(2)} s`,
    },
    {
      what: 'signed, durable, a second',
      measured: ours.perSecond,
      unit: 'webhooks',
      floor: { least: 3_000 },
      beside: `wrk ${whole(theirs.perSecond)} requests a second`,
    },
    {
      what: 'beside wrk, a CPU-second of the sender',
      measured: ours.perCpuSecond / theirs.perCpuSecond,
      unit: '× wrk POST',
      floor: { least: 0.18 },
      beside: `${whole(ours.perCpuSecond)} against ${whole(theirs.perCpuSecond)}; ours writes each down`,
    },
  ]);
}

if (process.argv[2] === 'receive') receive();
else await compare();
