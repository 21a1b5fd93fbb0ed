/**
 * One update to everybody by mail, through `candor serve` with its embedded database and its real commits, to Debian's
 * `smtp-sink`: from the moment of publishing to the moment at which the last letter was accepted and written down,
 * unsigned and signed (RSA-2048). Beside it, in the same run and with as many connections, a bare nodemailer pool that
 * keeps no ledger, and `smtp-source`. Then planning alone, of many recipients in one transaction, and webhooks.
 *
 * Run: `npm run bench ledger` (Linux; Debian's postfix), about two minutes with 20,000 recipients;
 * `node bench/ledger.bench.ts 100000` for the full size.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { own } from './kit/processes.ts';
import { report } from './kit/report.ts';
import type { Bare } from './ledger/bare.ts';
import { type FanOut, fanOut } from './ledger/fan-out.ts';
import { missing, runSource, startSink } from './smtp/postfix.ts';

const RECIPIENTS = Number(process.argv[2] ?? 20_000);
/** A bulk relay takes so many; Candor's default of five is for others. */
const CONNECTIONS = 32;
const LETTER_BYTES = 3_500;

/** The yardstick writes nothing down, so a part of the letters says as much. */
async function bare(port: number, signed: boolean): Promise<Bare> {
  const count = Math.min(RECIPIENTS, signed ? 4_000 : 10_000);
  const words = [String(port), signed ? 'signed' : 'plain', String(count), String(CONNECTIONS)];
  const child = own(
    spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'ledger', 'bare.ts'), ...words],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
  let printed = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The bare pool ended with ${code}.`);
  return JSON.parse(printed);
}

const whole = (value: number) => Math.round(value).toLocaleString('en');

function figuresOf(what: string, ours: FanOut, theirs: Bare, floors: { rate: number; ratio: number | null }) {
  return [
    {
      what: `${what}: ${whole(RECIPIENTS)} from publish to accepted`,
      measured: ours.seconds,
      unit: 's',
      beside: `published after ${ours.publishSeconds.toFixed(2)} s, first accepted after ${ours.firstSeconds.toFixed(2)} s`,
    },
    {
      what: `${what}: letters a second`,
      measured: ours.perSecond,
      unit: 'letters',
      floor: { least: floors.rate },
      beside: `bare nodemailer pool ${whole(theirs.perSecond)}`,
    },
    {
      what: `${what}: beside the bare pool`,
      measured: ours.perSecond / theirs.perSecond,
      unit: '× nodemailer',
      ...(floors.ratio === null ? {} : { floor: { least: floors.ratio } }),
    },
    {
      what: `${what}: letters a CPU-second of Node`,
      measured: ours.perCpuSecond,
      unit: 'letters',
      beside: `bare pool ${whole(theirs.perCpuSecond)}; with the database ${whole(ours.perCpuSecondOfAll)}`,
    },
    {
      what: `${what}: first told after`,
      measured: ours.firstSeconds,
      unit: 's',
      floor: { most: 5 },
    },
    {
      what: `${what}: most memory of Node`,
      measured: ours.nodeMb,
      unit: 'MB',
      floor: { most: 300 },
      beside: `at rest ${whole(ours.restingMb)} MB; database ${whole(ours.databaseMb)} MB`,
    },
  ];
}

async function measure() {
  const sink = await startSink();
  try {
    const through = (dkim: boolean) =>
      fanOut(
        { carrier: 'email', count: RECIPIENTS, address: { before: 'reader-', after: '@example.com' } },
        {
          SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
          MAIL_FROM: 'Shop Status <status@shop.example>',
          MAIL_CONNECTIONS: String(CONNECTIONS),
          MAIL_DKIM: String(dkim),
        },
      );
    const plain = { ours: await through(false), bare: await bare(sink.port, false) };
    const signed = { ours: await through(true), bare: await bare(sink.port, true) };
    const source = runSource(sink.port, { count: 20_000, connections: CONNECTIONS, bytes: LETTER_BYTES });
    report(
      'ledger',
      [
        ...figuresOf('unsigned', plain.ours, plain.bare, { rate: 5_000, ratio: 3 }),
        ...figuresOf('RSA-2048', signed.ours, signed.bare, { rate: 1_500, ratio: null }),
      ],
      [
        `${CONNECTIONS} connections each; smtp-source alone, without a ledger: ${whole(source.perSecond)} letters a second.`,
        'Subscribers are written by SQL before the start; every one was accepted and written down exactly once.',
      ],
    );
  } finally {
    await sink.close();
  }
}

const fault = missing();
if (fault) {
  console.error(fault);
  process.exitCode = 1;
} else await measure();
