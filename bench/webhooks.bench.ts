/**
 * Signed webhooks (Standard Webhooks) to a plain receiver in a process of its own that answers 200: the carrier alone,
 * through the guarded door, in a process of its own; and one update to many endpoints through `candor serve` with its
 * durable ledger. Yardstick: `wrk` posting a body of the same size to the same receiver, per CPU-second of the sending
 * process.
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
import { systemClock } from '#lib/clock.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { NODE_FLAGS } from '../bootstrap/node-flags.mjs';
import type { Outgoing } from '../server/carriers/carrier.ts';
import { createWebhookCarrier } from '../server/carriers/webhook/index.ts';
import { own } from './kit/processes.ts';
import { report } from './kit/report.ts';
import { fanOut } from './ledger/fan-out.ts';

const RECIPIENTS = 30_000;
const WRK_SECONDS = 5;
const CONNECTIONS = 64;
/** The carrier alone, after so many that are not counted. */
const ALONE = { first: 3_000, counted: 40_000 };
/** The body that the ledger's run sends is about as long. */
const BODY_BYTES = 900;
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
    spawn(process.execPath, [...NODE_FLAGS, import.meta.filename, 'receive'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${Number(String(port))}`, child };
}

/** The carrier alone, with as many under way as wrk has: prints how many it sent in a CPU-second of its own. */
async function send(url: string): Promise<void> {
  const clock = systemClock();
  const outbound = createOutbound({ allow: '127.0.0.0/8', clock });
  const carrier = createWebhookCarrier({ outbound, clock });
  const event = { type: 'incident.update', data: { text: 'x'.repeat(BODY_BYTES - 100) } };
  const createdAt = clock.now();
  const { signal } = new AbortController();
  const outgoing = (n: number): Outgoing => ({
    id: `dlv_${n}`,
    key: n.toString(16).padStart(64, '0'),
    kind: 'update',
    incidentId: null,
    updateId: null,
    recipientId: `sub_${n}`,
    recipientKind: 'endpoint',
    address: `${url}/${n}`,
    locale: 'en',
    timeZone: 'UTC',
    secret: SECRET,
    unsubscribeUrl: null,
    ownUrl: null,
    createdAt,
  });
  const many = async (count: number) => {
    let next = 0;
    const one = async () => {
      while (next < count) {
        const content = { form: { subject: '', text: '' }, event };
        const { outcome } = await carrier.send!(outgoing(next++), content, signal);
        if (outcome !== 'accepted') throw new Error(`A webhook was not accepted: ${outcome}.`);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
  };
  await many(ALONE.first);
  const before = process.cpuUsage();
  await many(ALONE.counted);
  const { user, system } = process.cpuUsage(before);
  console.log(String(ALONE.counted / ((user + system) / 1e6)));
  await outbound.close();
}

async function sendAlone(url: string): Promise<number> {
  const child = own(
    spawn(process.execPath, [...NODE_FLAGS, import.meta.filename, 'send', url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  await once(child, 'exit');
  return Number(String(printed));
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
  const said = execFileSync('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${WRK_SECONDS}s`, '-s', script, url], {
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
  const alone = await sendAlone(receiver.url);
  const theirs = wrk(receiver.url, BODY_BYTES);
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
      what: 'the carrier alone, signed, beside wrk, a CPU-second',
      measured: alone / theirs.perCpuSecond,
      unit: '× wrk POST',
      floor: { least: 0.18 },
      beside: `${whole(alone)} against ${whole(theirs.perCpuSecond)}`,
    },
    {
      what: 'through the ledger, beside wrk, a CPU-second of Node',
      measured: ours.perCpuSecond / theirs.perCpuSecond,
      unit: '× wrk POST',
      beside: `${whole(ours.perCpuSecond)} against ${whole(theirs.perCpuSecond)}; ours writes each down`,
    },
  ]);
}

if (process.argv[2] === 'receive') receive();
else if (process.argv[2] === 'send') await send(process.argv[3]!);
else await compare();
