/**
 * The sender alone, without a ledger. Measured per CPU-second of the sending process, in turn, in the same run: letters
 * of the same size to Debian's `smtp-sink` from our pipelining sender and from `smtp-source -d`, as many connections
 * each; composing and sending; composing, signing (RSA-2048) and sending beside a bare loop of signatures; and a bare
 * nodemailer pool, unsigned and signed. Floors: ≥ 1.0 × smtp-source (goal 1.5), ≥ 0.7 × of signing alone.
 *
 * Run: `npm run bench smtp` (Linux; Debian's postfix), about half a minute.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { own } from './kit/processes.ts';
import { median, report } from './kit/report.ts';
import { missing, type Rate, runSource, startSink } from './smtp/postfix.ts';
import type { Answer, Order, Work } from './smtp/sender.ts';

const ROUNDS = 5;
/** Candor's default. */
const CONNECTIONS = 5;
const SENT = 20_000;
const SIGNED = 3_000;
const BARE = 1_500;

const all = (rates: readonly Rate[]) => Math.round(median(rates.map(({ perCpuSecond }) => perCpuSecond)));
const onTheWall = (rates: readonly Rate[]) => Math.round(median(rates.map(({ perSecond }) => perSecond)));
const ratio = (ours: readonly Rate[], theirs: readonly Rate[]) =>
  median(ours.map(({ perCpuSecond }, i) => perCpuSecond / theirs[i]!.perCpuSecond));

async function compare(): Promise<void> {
  const sink = await startSink();
  const child = own(
    fork(join(import.meta.dirname, 'smtp', 'sender.ts'), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    }),
  );
  const ended = once(child, 'exit').then((): never => {
    throw new Error('The sending process ended before its time.');
  });
  ended.catch(() => {});
  const work = async (what: Work, count: number): Promise<Answer> => {
    child.send({ work: what, count, port: sink.port, connections: CONNECTIONS } satisfies Order);
    const answer = once(child, 'message') as Promise<[Answer]>;
    return (await Promise.race([answer, ended]))[0];
  };
  try {
    // What is measured is the work, not the compiling of it.
    const { bytes } = await work('send', SENT / 2);
    await work('compose, sign and send', 500);
    const seen: Record<Work | 'smtp-source', Rate[]> = {
      send: [],
      'smtp-source': [],
      compose: [],
      'compose and send': [],
      'compose, sign and send': [],
      sign: [],
      nodemailer: [],
      'nodemailer, signed': [],
    };
    for (let round = 0; round < ROUNDS; round++) {
      seen.send.push(await work('send', SENT));
      seen['smtp-source'].push(runSource(sink.port, { count: SENT, connections: CONNECTIONS, bytes }));
      seen.compose.push(await work('compose', SENT));
      seen['compose and send'].push(await work('compose and send', SENT));
      seen['compose, sign and send'].push(await work('compose, sign and send', SIGNED));
      seen.sign.push(await work('sign', SIGNED));
      seen.nodemailer.push(await work('nodemailer', BARE));
      seen['nodemailer, signed'].push(await work('nodemailer, signed', BARE));
    }
    const { memoryMb } = await work('sign', 1);
    const beside = (name: keyof typeof seen) => `${name} ${all(seen[name])}`;
    report(
      'smtp',
      [
        {
          what: 'sending, letters a CPU-second',
          measured: all(seen.send),
          unit: 'letters',
          beside: `${beside('smtp-source')}; by the wall ${onTheWall(seen.send)} and ${onTheWall(seen['smtp-source'])} a second`,
        },
        {
          what: 'sending beside smtp-source -d (goal 1.5)',
          measured: ratio(seen.send, seen['smtp-source']),
          unit: '×',
          floor: { least: 1 },
          beside: `both unsigned, letters of ${bytes} bytes, ${CONNECTIONS} connections`,
        },
        {
          what: 'composing and sending, letters a CPU-second',
          measured: all(seen['compose and send']),
          unit: 'letters',
          beside: beside('compose'),
        },
        {
          what: 'composing, signing and sending, letters a CPU-second',
          measured: all(seen['compose, sign and send']),
          unit: 'letters',
          beside: `by the wall ${onTheWall(seen['compose, sign and send'])} a second`,
        },
        {
          what: 'the same beside signing alone',
          measured: ratio(seen['compose, sign and send'], seen.sign),
          unit: '×',
          floor: { least: 0.7 },
          beside: `${beside('sign')}, RSA-2048`,
        },
        {
          what: 'composing and sending beside a bare nodemailer pool',
          measured: ratio(seen['compose and send'], seen.nodemailer),
          unit: '×',
          beside: beside('nodemailer'),
        },
        {
          what: 'the same, both signed',
          measured: ratio(seen['compose, sign and send'], seen['nodemailer, signed']),
          unit: '×',
          beside: beside('nodemailer, signed'),
        },
      ],
      [`The sending process held ${Math.round(memoryMb)} MB at the end.`],
    );
  } finally {
    child.kill();
    await sink.close();
  }
}

const absent = missing();
if (absent) {
  console.error(`smtp: ${absent}`);
  process.exitCode = 1;
} else await compare();
