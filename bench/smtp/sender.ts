/**
 * The process under test: does one kind of work when told, and answers with how much of it a CPU-second did. A process
 * of its own, so that nothing but the sender is counted.
 */
import { generateKeyPairSync, sign as rawSign } from 'node:crypto';
import type { Content, Outgoing } from '../../server/carriers/carrier.ts';
import { createComposer, type Mail } from '../../server/carriers/email/compose.ts';
import { createDkimSigner } from '../../server/carriers/email/dkim.ts';
import { createSmtp, type Smtp } from '../../server/carriers/email/smtp.ts';
import type { Rate } from './postfix.ts';

export type Work =
  | 'send'
  | 'compose'
  | 'compose and send'
  | 'compose, sign and send'
  | 'sign'
  | 'nodemailer'
  | 'nodemailer, signed';
export type Order = { work: Work; count: number; port: number; connections: number };
export type Answer = Rate & { bytes: number; memoryMb: number };

const settings = {
  sender: { name: 'Shop Status', address: 'status@shop.example', domain: 'shop.example' },
  publicUrl: 'https://status.shop.example',
  unsubscribeMailbox: 'leave@shop.example',
};
const TEXT =
  'Checkout fails since 10:00 UTC, so you may not be able to pay. We do not know yet how many customers this affects. We are looking for the cause. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.';
const form = {
  subject: '[Investigating] Checkout fails',
  text: `${TEXT}\n\n--\nStop: {{unsubscribeUrl}}\n`,
  html: `<!doctype html><html lang="en"><body><h1>Checkout fails</h1><p>${TEXT}</p><p>${'The status page has the newest word. '.repeat(20)}</p><hr><p><a href="{{unsubscribeUrl}}">Stop</a></p></body></html>`,
};
const content: Content = { form, event: { type: 'x', data: {} } };
const delivery = (n: number): Outgoing => ({
  id: `dlv_${n}`,
  key: n.toString(16).padStart(64, '0'),
  kind: 'update',
  incidentId: 'inc_1',
  updateId: 'upd_1',
  recipientId: `sub_${n}`,
  recipientKind: 'subscriber',
  address: `reader-${n}@example.com`,
  locale: 'en',
  timeZone: 'UTC',
  secret: null,
  unsubscribeUrl: `https://status.shop.example/subscribers/${'t'.repeat(80)}${n}/unsubscribe`,
  ownUrl: null,
  createdAt: '2026-03-01T10:00:00.000Z',
});

const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const privateKey = String(key.export({ type: 'pkcs8', format: 'pem' }));
const compose = createComposer();
const dkim = createDkimSigner({
  domain: 'shop.example',
  selector: 'candor',
  privateKey,
  record: { name: '', type: 'TXT', value: '' },
});
const composed = (n: number) => compose(delivery(n), content, settings);
/** As the ledger hands over: each message with a signal of its own. */
const signal = () => new AbortController().signal;

async function lanes(count: number, width: number, one: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** The ledger writes the answer down before it releases; here nobody does. */
const deliver = (smtp: Smtp, mail: Mail) => smtp.send(mail, signal()).then(({ release }) => release());

async function nodemailer({ port, count, connections, work }: Order): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const pool = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: connections,
    ...(work === 'nodemailer, signed'
      ? { dkim: { domainName: 'shop.example', keySelector: 'candor', privateKey } }
      : {}),
  });
  await lanes(count, connections * 2, async (n) => {
    const { address, unsubscribeUrl } = delivery(n);
    const filled = (text: string) => text.replaceAll('{{unsubscribeUrl}}', unsubscribeUrl!);
    await pool.sendMail({
      from: 'Shop Status <status@shop.example>',
      to: address,
      subject: form.subject,
      text: filled(form.text),
      html: filled(form.html),
      headers: {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
  });
  pool.close();
}

async function run(order: Order): Promise<void> {
  const { work, count, port, connections } = order;
  if (work.startsWith('nodemailer')) return nodemailer(order);
  if (work === 'compose') return lanes(count, 1, async (n) => void composed(n));
  if (work === 'sign') {
    const data = Buffer.alloc(1_400, 'x');
    for (let n = 0; n < count; n++) rawSign('RSA-SHA256', data, key);
    return;
  }
  const smtp = createSmtp({
    relay: { host: '127.0.0.1', port, secure: false, auth: null },
    name: 'shop.example',
    connections,
  });
  const same = composed(1);
  const one = {
    send: () => deliver(smtp, same),
    'compose and send': (n: number) => deliver(smtp, composed(n)),
    'compose, sign and send': async (n: number) => deliver(smtp, await dkim(composed(n))),
  }[work as 'send'];
  await lanes(count, smtp.inFlight, one);
  smtp.close();
}

process.on('message', async (order: Order) => {
  const before = process.cpuUsage();
  const fromMs = performance.now();
  await run(order);
  const { user, system } = process.cpuUsage(before);
  process.send!({
    perCpuSecond: order.count / ((user + system) / 1_000_000),
    perSecond: order.count / ((performance.now() - fromMs) / 1_000),
    bytes: composed(1).bytes.length,
    memoryMb: process.memoryUsage().rss / 1_000_000,
  } satisfies Answer);
});
