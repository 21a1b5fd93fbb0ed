/**
 * The yardstick, in a process of its own: a bare nodemailer pool that sends as many letters of about the same size and
 * writes nothing anywhere. Prints its rate.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { TEXT } from './words.ts';

export type Bare = { perSecond: number; perCpuSecond: number };

const [port, how, count, connections] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const transport = createTransport({
  pool: true,
  host: '127.0.0.1',
  port: Number(port),
  ignoreTLS: true,
  maxConnections: Number(connections),
  maxMessages: 1_000,
  ...(how === 'signed' ? { dkim: { domainName: 'shop.example', keySelector: 'candor', privateKey } } : {}),
});
const html = `<!doctype html><html lang="en"><body><h1>Checkout fails</h1><p>${TEXT}</p><p>${'The status page has the newest word. '.repeat(20)}</p></body></html>`;
const fromMs = performance.now();
const before = process.cpuUsage();
let next = 0;
const lane = async () => {
  while (next < Number(count)) {
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
await Promise.all(Array.from({ length: Number(connections) * 2 }, lane));
const { user, system } = process.cpuUsage(before);
transport.close();
const rate: Bare = {
  perSecond: Number(count) / ((performance.now() - fromMs) / 1_000),
  perCpuSecond: Number(count) / ((user + system) / 1_000_000),
};
console.log(JSON.stringify(rate));
