/**
 * One update to 5,000 mail subscribers. Measured: from the moment at which the update is published to the moment at
 * which a mail server has accepted the last letter, through the durable ledger (planned, leased, checked, sent,
 * settled, each in the embedded database with its real commits); every recipient exactly once. Yardstick: a bare
 * nodemailer pool without any ledger, with as many connections and the same DKIM signature (and once more without
 * it), to the same mail server in the same run. No floor: the sender that pipelines comes later.
 *
 * Run: `npm run bench ledger` (Linux), about a minute.
 */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { openCandor } from './kit/candor.ts';
import { type MailSink, startMailSink } from './kit/mail-sink.ts';
import { childrenOf, cpuSeconds, cpuSecondsOfAll, own } from './kit/processes.ts';
import { report } from './kit/report.ts';

const RECIPIENTS = 5_000;
const LANES = 16;
/** Candor's default. */
const CONNECTIONS = 5;
const GIVE_UP_MS = 180_000;
const TEXT =
  'Checkout fails since HH:MM UTC, so you may not be able to pay. We do not know yet how many customers this affects. We are looking for the cause. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.';

type Rate = { wall: number; cpu: number };

/** The yardstick, in a process of its own: as many letters of about the same size, and nothing written anywhere. */
async function bare(port: number, signed: boolean): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: 100,
    ...(signed ? { dkim: { domainName: 'shop.example', keySelector: 'candor', privateKey } } : {}),
  });
  const html = `<!doctype html><html lang="en"><body><h1>Checkout fails</h1><p>${TEXT}</p><p>${'The status page has the newest word. '.repeat(20)}</p></body></html>`;
  const fromMs = performance.now();
  const before = process.cpuUsage();
  let next = 0;
  const lane = async () => {
    while (next < RECIPIENTS) {
      const to = `reader-${next++}@example.com`;
      await transport.sendMail({
        from: 'Shop Status <status@shop.example>',
        to,
        subject: '[Investigating] Checkout fails',
        text: TEXT,
        html,
        headers: {
          'List-Unsubscribe': `<https://shop.example/${to}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS * 2 }, lane));
  const { user, system } = process.cpuUsage(before);
  const rate: Rate = {
    wall: RECIPIENTS / ((performance.now() - fromMs) / 1_000),
    cpu: RECIPIENTS / ((user + system) / 1_000_000),
  };
  transport.close();
  console.log(JSON.stringify(rate));
}

async function besideBare(sink: MailSink, signed: boolean): Promise<Rate> {
  sink.reset();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      import.meta.filename,
      'bare',
      String(sink.port),
      signed ? 'signed' : 'plain',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  own(child);
  let printed = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || sink.messages() !== RECIPIENTS)
    throw new Error(`The bare pool ended with ${code} after ${sink.messages()} messages.`);
  return JSON.parse(printed);
}

async function throughTheLedger(sink: MailSink) {
  const candor = await openCandor({
    env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: 'Shop Status <status@shop.example>' },
  });
  try {
    const { ok } = candor;
    const { id: componentId } = await ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'checkout',
      name: { en: 'Checkout' },
    });
    let next = 0;
    const lane = async () => {
      while (next < RECIPIENTS)
        await ok('POST', '/api/v1/subscribers', {
          carrier: 'email',
          address: `reader-${next++}@example.com`,
          confirmed: true,
        });
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const startedAt = new Date().toISOString();
    const incident = await ok<{ id: string }>('POST', '/api/v1/incidents', {
      title: { en: 'Checkout fails' },
      severity: 4,
      startedAt,
      components: [{ componentId, status: 'major_outage' }],
    });

    sink.reset();
    const postmaster = candor.postmaster()!;
    const database = () => cpuSecondsOfAll([postmaster, ...childrenOf(postmaster)]);
    const before = { node: cpuSeconds(candor.pid()), database: database() };
    const fromMs = performance.now();
    await ok('POST', `/api/v1/incidents/${incident.id}/updates`, {
      phase: 'investigating',
      text: { en: TEXT.replace('HH:MM', startedAt.slice(11, 16)) },
      holdSeconds: 0,
    });
    const publishedMs = performance.now();
    await sink.until(1, GIVE_UP_MS);
    const firstMs = performance.now();
    await sink.until(RECIPIENTS, GIVE_UP_MS);
    const lastMs = performance.now();
    const spent = { node: cpuSeconds(candor.pid()) - before.node, database: database() - before.database };
    const { distinct, repeated } = sink.recipients();
    if (distinct !== RECIPIENTS || repeated > 0)
      throw new Error(`${distinct} recipients got the letter, ${repeated} of them more than once.`);
    return {
      rate: RECIPIENTS / ((lastMs - fromMs) / 1_000),
      perCpuSecond: RECIPIENTS / spent.node,
      perCpuSecondOfAll: RECIPIENTS / (spent.node + spent.database),
      publishSeconds: (publishedMs - fromMs) / 1_000,
      firstSeconds: (firstMs - fromMs) / 1_000,
      lastSeconds: (lastMs - fromMs) / 1_000,
      bytes: sink.bytesPerMessage(),
    };
  } finally {
    await candor.close();
  }
}

async function compare() {
  const sink = await startMailSink();
  try {
    const ours = await throughTheLedger(sink);
    const signed = await besideBare(sink, true);
    const signedBytes = sink.bytesPerMessage();
    const plain = await besideBare(sink, false);
    const beside = (theirs: number, how: string) => `bare pool ${Math.round(theirs)} ${how}`;
    report(
      'ledger',
      [
        {
          what: `publish to ${RECIPIENTS} accepted`,
          measured: ours.lastSeconds,
          unit: 's',
          beside: `published after ${ours.publishSeconds.toFixed(2)} s, first accepted after ${ours.firstSeconds.toFixed(2)} s`,
        },
        {
          what: 'letters a second',
          measured: ours.rate,
          unit: 'letters',
          beside: `${beside(signed.wall, 'signed')}, ${Math.round(plain.wall)} unsigned`,
        },
        {
          what: 'the same beside the bare pool',
          measured: ours.rate / signed.wall,
          unit: '× nodemailer',
          beside: 'both signed',
        },
        {
          what: 'letters a CPU-second of Node',
          measured: ours.perCpuSecond,
          unit: 'letters',
          beside: `${beside(signed.cpu, 'signed')}, ${Math.round(plain.cpu)} unsigned`,
        },
        {
          what: 'letters a CPU-second of Node and database',
          measured: ours.perCpuSecondOfAll,
          unit: 'letters',
        },
        {
          what: 'the same beside the bare pool, Node alone',
          measured: ours.perCpuSecond / signed.cpu,
          unit: '× nodemailer',
          beside: 'both signed',
        },
      ],
      [
        `Letters of ${ours.bytes} bytes through the ledger, of ${signedBytes} bytes from the bare pool; every recipient got exactly one.`,
      ],
    );
  } finally {
    sink.close();
  }
}

const [mode, port, how] = process.argv.slice(2);
await (mode === 'bare' ? bare(Number(port), how === 'signed') : compare());
