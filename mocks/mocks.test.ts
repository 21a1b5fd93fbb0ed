import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import nodemailer from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { startInboxPage, startMailServer, startWebhookReceiver } from './index.ts';

const send = async (url: string, to = 'a@example.org', subject = 'Hello') => {
  const transport = nodemailer.createTransport(url);
  try {
    return await transport.sendMail({
      from: 'b@example.org',
      to,
      subject,
      text: 'Text',
      html: '<b>Text</b>',
    });
  } finally {
    transport.close();
  }
};

test('the mail server keeps what it took, on disk too when asked', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-box-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const first = await startMailServer({ folder });
  await send(first.url, 'a@example.org', 'Grüße');
  await first.close();
  const second = await startMailServer({ folder });
  t.after(() => second.close());
  const [mail] = second.inbox();
  assert.equal(mail!.subject, 'Grüße');
  assert.deepEqual(mail!.to, ['a@example.org']);
  assert.equal(mail!.text.trim(), 'Text');
  assert.match(mail!.html!, /<b>Text<\/b>/);
  assert.match(mail!.messageId, /^<.+@.+>$/);
});

test('the mail server refuses where and whom it is told to', async (t) => {
  const server = await startMailServer();
  t.after(() => server.close());
  server.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.1.1 nobody', only: 'bad' });
  await assert.rejects(send(server.url, 'bad@example.org'), { responseCode: 550 });
  await send(server.url, 'good@example.org');
  server.setFault({ mode: 'refuse', at: 'data', code: 451 });
  await assert.rejects(send(server.url), { responseCode: 451 });
  server.setFault({ mode: 'refuse', at: 'connect', code: 421 });
  await assert.rejects(send(server.url), { responseCode: 421 });
  assert.equal(server.inbox().length, 1);
});

test('a dropped connection after DATA leaves the mail in the box and the sender in doubt', async (t) => {
  const server = await startMailServer();
  t.after(() => server.close());
  server.setFault({ mode: 'drop' });
  await assert.rejects(send(server.url));
  assert.equal(server.inbox().length, 1);
});

const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const post = (url: string, id: string, signWith = secret, body = '{"a":1}') =>
  fetch(url, {
    method: 'POST',
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': new Webhook(signWith).sign(id, new Date(), body),
    },
  });

test('the receiver checks signatures and counts what it accepted twice', async (t) => {
  const receiver = await startWebhookReceiver({ secret });
  t.after(() => receiver.close());
  assert.equal((await post(receiver.url, 'msg_1')).status, 200);
  await post(
    receiver.url,
    'msg_2',
    `whsec_${Buffer.from('another secret of length 32 ....').toString('base64')}`,
  );
  assert.deepEqual(
    receiver.inbox().map(({ verified }) => verified),
    [true, false],
  );
  receiver.setFault({ mode: 'status', status: 429, retryAfter: '3' });
  const refused = await post(receiver.url, 'msg_3');
  assert.equal(refused.headers.get('retry-after'), '3');
  receiver.setFault({ mode: 'drop' });
  await assert.rejects(post(receiver.url, 'msg_1'));
  assert.deepEqual(receiver.duplicates(), ['msg_1']);
  assert.equal(receiver.accepted().length, 3);
});

test('the inbox page shows both boxes and runs nothing of what came in', async (t) => {
  const mail = await startMailServer();
  const webhooks = await startWebhookReceiver({ secret });
  const page = await startInboxPage({ mail, webhooks });
  t.after(() => Promise.all([mail.close(), webhooks.close(), page.close()]));
  await send(mail.url, 'a@example.org', '<script>alert(1)</script>');
  await post(webhooks.url, 'msg_1');
  const html = await (await fetch(page.url)).text();
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /&#60;script&#62;/);
  assert.match(html, /msg_1 · signature good/);
  const json = (await (await fetch(`${page.url}inbox.json`)).json()) as {
    mail: unknown[];
    webhooks: unknown[];
  };
  assert.equal(json.mail.length, 1);
  assert.equal(json.webhooks.length, 1);
});
