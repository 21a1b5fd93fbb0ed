/** What providers report: signed with real keys, believed only when the signature holds and the call is fresh. */
import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { selfSigned } from '../../../web/domains/testing.ts';
import type { Call } from '../../carrier.ts';
import { createWorld, plan, reader, update } from '../../testing.ts';
import { mailgunEchoes } from './mailgun.ts';
import { postmarkEchoes } from './postmark.ts';
import { resendEchoes } from './resend.ts';
import { sendgridEcho } from './sendgrid.ts';
import { sesEchoes } from './ses-events.ts';
import { createSnsReader } from './sns.ts';

const NOW = '2026-03-01T10:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const call = (body: unknown, headers: Record<string, string> = {}): Call => ({
  method: 'POST',
  url: '/carriers/token',
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** A whole room with one account, and the way in that the route takes. */
async function receiver(t: TestContext, provider: string, settings: Record<string, unknown>) {
  const world = await createWorld(t);
  const process = await world.open();
  const { carriers } = process;
  const { id } = await carriers.accounts.create('email', { provider, name: provider, settings });
  await process.settle();
  const url = await carriers.callbackUrl(id);
  assert.match(url!, /^https:\/\/status\.example\.org\/carriers\/[\w-]{32}$/);
  const token = url!.split('/').at(-1)!;
  return { world, ...process, id, hear: (given: Call) => carriers.receive(token, given) };
}

test('SendGrid: its signature over the raw bytes, or nothing; a bounce ends up beside the delivery', async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const verificationKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const { hear, world, carriers, settle } = await receiver(t, 'sendgrid', {
    apiKey: 'SG.x',
    verificationKey,
  });
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('ada')]);
  await settle();
  const suppressed: unknown[] = [];
  carriers.ledger.onSuppressed(async (_tx, what) => void suppressed.push(what));
  const { rows } = await sql<{ key: string }>`select idempotency_key as key from carriers_delivery`.execute(
    world.store.db,
  );
  const { key } = rows[0]!;
  const body = JSON.stringify([
    {
      email: 'ada@example.org',
      timestamp: NOW_MS / 1_000,
      event: 'bounce',
      type: 'bounce',
      status: '5.1.1',
      reason: '550 5.1.1 no such user',
      candor_key: key,
      sg_message_id: 'abc.filter',
    },
    {
      email: 'ada@example.org',
      timestamp: NOW_MS / 1_000,
      event: 'open',
      candor_key: key,
      sg_message_id: 'abc.filter',
    },
  ]);
  const signed = (text: string, timestamp = String(NOW_MS / 1_000)) =>
    call(text, {
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(timestamp + text),
        privateKey,
      ).toString('base64'),
    });
  const forged = signed(body);
  assert.equal(await hear({ ...forged, body: Buffer.from(body.replace('ada', 'eve')) }), null, 'altered');
  assert.equal(await hear(call(body)), null, 'unsigned');
  assert.equal(
    await hear(signed(body, String(NOW_MS / 1_000 - 90_000))),
    null,
    'of the day before yesterday',
  );
  assert.equal(suppressed.length, 0);

  assert.deepEqual(await hear(signed(body)), { status: 200 });
  const [delivery] = (await carriers.ledger.list({ recipientId: 'ada' })).items;
  assert.equal(delivery!.state, 'failed');
  assert.match(delivery!.lastError!, /5\.1\.1/);
  assert.equal(suppressed.length, 1);
  assert.deepEqual(await hear(signed(body)), { status: 200 }, 'a retry is welcome');
  assert.equal(suppressed.length, 1, '… and changes nothing');
  const rates = await carriers.mail.reports.rates();
  assert.equal(
    rates.reduce((sum, { bounced, hours }) => sum + (hours === 24 ? bounced : 0), 0),
    1,
  );
});

test('Mailgun: signature, freshness, and a token that is good for one call', async (t) => {
  const signingKey = 'pretend-signing-key';
  const { hear } = await receiver(t, 'mailgun', { apiKey: 'key-1', domain: 'mg.acme.example', signingKey });
  const signature = (timestamp = String(NOW_MS / 1_000)) => {
    const token = randomBytes(25).toString('hex');
    return {
      timestamp,
      token,
      signature: createHmac('sha256', signingKey)
        .update(timestamp + token)
        .digest('hex'),
    };
  };
  const event = {
    event: 'delivered',
    id: 'x',
    timestamp: NOW_MS / 1_000,
    message: { headers: { 'message-id': 'a@b' } },
  };
  const proof = signature();
  assert.deepEqual(await hear(call({ signature: proof, 'event-data': event })), { status: 200 });
  assert.deepEqual(
    await hear(call({ signature: proof, 'event-data': event })),
    { status: 200 },
    'the same again',
  );
  assert.equal(
    await hear(call({ signature: proof, 'event-data': { ...event, event: 'complained' } })),
    null,
    'another',
  );
  assert.equal(
    await hear(call({ signature: { ...signature(), signature: 'a'.repeat(64) }, 'event-data': event })),
    null,
  );
  assert.equal(
    await hear(call({ signature: signature(String(NOW_MS / 1_000 - 40_000)), 'event-data': event })),
    null,
  );
  assert.equal(await hear(call('no json')), null);
});

test('Resend: signed as Standard Webhooks, by the reference library', async (t) => {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const { hear } = await receiver(t, 'resend', { apiKey: 're_x', webhookSecret: secret });
  const body = JSON.stringify({ type: 'email.delivered', created_at: NOW, data: { email_id: 'e1' } });
  const signed = (at: Date) => ({
    'svix-id': 'msg_1',
    'svix-timestamp': String(at.getTime() / 1_000),
    'svix-signature': `v1,AAAA ${new Webhook(secret).sign('msg_1', at, body)}`,
  });
  assert.deepEqual(await hear(call(body, signed(new Date(NOW)))), { status: 200 });
  assert.equal(await hear(call(body.replace('e1', 'e2'), signed(new Date(NOW)))), null);
  assert.equal(await hear(call(body, signed(new Date(NOW_MS - 3_600_000)))), null);
  assert.equal(await hear(call(body)), null);
});

test('Postmark: the password beside the secret address', async (t) => {
  const { hear } = await receiver(t, 'postmark', { serverToken: 'x', webhookPassword: 'a long password' });
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`candor:${password}`).toString('base64')}`,
  });
  const body = { RecordType: 'Delivery', MessageID: 'm1', DeliveredAt: NOW };
  assert.deepEqual(await hear(call(body, basic('a long password'))), { status: 200 });
  assert.equal(await hear(call(body, basic('a long passw0rd'))), null);
  assert.equal(await hear(call(body)), null);
});

test('SNS: believed from its topic alone, under a certificate of Amazon, and confirmed nowhere else', async () => {
  const { key, certificate } = snsCertificate();
  const asked: string[] = [];
  const reader_ = createSnsReader({
    topicArn: 'arn:aws:sns:eu-central-1:123456789012:mail',
    clock: { nowMs: () => Date.now() } as never,
    outbound: {
      async request(url) {
        asked.push(url);
        return { status: 200, headers: {}, body: Buffer.from(certificate), truncated: false };
      },
    },
  });
  const message = (more: Record<string, string> = {}, signWith = key) => {
    const given: Record<string, string> = {
      Type: 'Notification',
      MessageId: 'm1',
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:mail',
      Message: JSON.stringify({ notificationType: 'Bounce' }),
      Timestamp: new Date().toISOString(),
      SignatureVersion: '2',
      SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem',
      ...more,
    };
    const names =
      given['Type'] === 'Notification'
        ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
        : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
    const text = names.flatMap((name) => (given[name] ? [`${name}\n${given[name]}\n`] : [])).join('');
    const algorithm = given['SignatureVersion'] === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
    return call({ ...given, Signature: sign(algorithm, Buffer.from(text), signWith).toString('base64') });
  };
  assert.deepEqual(await reader_.read(message()), {
    confirmed: false,
    message: { notificationType: 'Bounce' },
  });
  assert.deepEqual(await reader_.read(message({ Subject: 'Amazon SES' })), {
    confirmed: false,
    message: { notificationType: 'Bounce' },
  });
  assert.ok(await reader_.read(message({ SignatureVersion: '1' })));
  assert.deepEqual(
    asked,
    ['https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem'],
    'fetched once',
  );

  const subscribe = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
  const confirmation = { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL: subscribe };
  assert.deepEqual(await reader_.read(message(confirmation)), { confirmed: true });
  assert.equal(asked.at(-1), subscribe);
  const before = asked.length;
  for (const bad of [
    message({ TopicArn: 'arn:aws:sns:eu-central-1:999999999999:mail' }),
    message({ Timestamp: '2020-01-01T00:00:00.000Z' }),
    message({ Timestamp: 'never' }),
    message({ SignatureVersion: '3' }),
    message({ SigningCertURL: 'https://sns.eu-central-1.amazonaws.com.evil.example/x.pem' }),
    message({ SigningCertURL: 'http://sns.eu-central-1.amazonaws.com/x.pem' }),
    message({ SigningCertURL: 'https://sns.eu-central-1.amazonaws.com:8443/x.pem' }),
    message({ SigningCertURL: 'https://s3.amazonaws.com/x.pem' }),
    message({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    message({ ...confirmation, SubscribeURL: 'https://evil.example/' }),
    message({ Type: 'constructor' }),
    call('not json'),
    call('[]'),
  ])
    assert.equal(await reader_.read(bad), null, bad.body.toString().slice(0, 200));
  assert.equal(asked.length, before, 'nobody else’s address is ever asked');
});

test('what each provider means', () => {
  const events = (echoes: { event: string; permanent: boolean }[]) =>
    echoes.map(({ event, permanent }) => `${event}${permanent ? '!' : ''}`).join();
  const ses = (kind: string, part: Record<string, unknown>) =>
    events(
      sesEchoes(
        {
          eventType: kind,
          mail: { messageId: 'm' },
          [kind === 'DeliveryDelay' ? 'deliveryDelay' : kind.toLowerCase()]: part,
        },
        NOW,
      ),
    );
  assert.equal(ses('Bounce', { bounceType: 'Permanent', bounceSubType: 'General' }), 'bounced!');
  assert.equal(ses('Bounce', { bounceType: 'Transient', bounceSubType: 'MailboxFull' }), 'bounced');
  assert.equal(ses('Complaint', { complaintFeedbackType: 'abuse' }), 'complained!');
  for (const kind of ['not-spam', 'auth-failure'])
    assert.equal(ses('Complaint', { complaintFeedbackType: kind }), '', `${kind} is no complaint`);
  assert.equal(ses('Complaint', {}), 'complained!', 'a mailbox provider may not say of what kind');
  assert.equal(ses('Delivery', { smtpResponse: '250 ok' }), 'delivered');
  assert.equal(ses('DeliveryDelay', { delayType: 'MailboxFull' }), 'delayed');
  assert.equal(ses('Open', {}), '');
  assert.deepEqual(
    sesEchoes(
      {
        notificationType: 'Bounce',
        mail: { messageId: 'm' },
        bounce: { bounceType: 'Permanent', timestamp: '2026-03-01T09:59:00.000Z' },
      },
      NOW,
    )[0]!.ref,
    { id: 'm' },
  );

  const postmark = (record: Record<string, unknown>) =>
    events(postmarkEchoes({ MessageID: 'm', ...record }, NOW));
  assert.equal(postmark({ RecordType: 'Bounce', Type: 'HardBounce' }), 'bounced!');
  assert.equal(postmark({ RecordType: 'Bounce', Type: 'SoftBounce' }), 'bounced');
  assert.equal(postmark({ RecordType: 'Bounce', Type: 'Transient' }), 'delayed');
  assert.equal(postmark({ RecordType: 'Bounce', Type: 'AutoResponder' }), '');
  assert.equal(postmark({ RecordType: 'SpamComplaint' }), 'complained!');
  assert.equal(
    postmark({
      RecordType: 'SubscriptionChange',
      SuppressSending: true,
      SuppressionReason: 'ManualSuppression',
    }),
    'unsubscribed!',
  );
  assert.equal(postmark({ RecordType: 'Open' }), '');

  const sendgrid = (event: Record<string, unknown>) =>
    events(sendgridEcho({ sg_message_id: 'm.x', ...event }, NOW));
  assert.equal(sendgrid({ event: 'bounce', type: 'blocked', status: '5.7.1' }), 'bounced');
  assert.equal(sendgrid({ event: 'bounce', type: 'bounce', status: '5.1.1' }), 'bounced!');
  assert.equal(sendgrid({ event: 'bounce', type: 'bounce', status: '5.0.0' }), 'bounced!');
  assert.equal(sendgrid({ event: 'bounce', type: 'bounce', status: '5.2.2' }), 'bounced', 'full is not dead');
  assert.equal(sendgrid({ event: 'dropped', reason: 'Spam Reporting Address' }), 'complained!');
  assert.equal(sendgrid({ event: 'dropped', reason: 'something new' }), 'bounced');
  assert.equal(sendgrid({ event: 'deferred' }), 'delayed');
  assert.equal(sendgrid({ event: 'group_unsubscribe' }), 'unsubscribed!');

  const mailgun = (data: Record<string, unknown>) =>
    events(mailgunEchoes({ message: { headers: { 'message-id': 'm@x' } }, ...data }, NOW));
  assert.equal(
    mailgun({
      event: 'failed',
      severity: 'permanent',
      reason: 'bounce',
      'delivery-status': { code: 550, 'enhanced-code': '5.1.1' },
    }),
    'bounced!',
  );
  assert.equal(
    mailgun({
      event: 'failed',
      severity: 'permanent',
      reason: 'bounce',
      'delivery-status': { code: 550, 'enhanced-code': '5.7.1' },
    }),
    'bounced',
  );
  assert.equal(mailgun({ event: 'failed', severity: 'temporary', reason: 'generic' }), 'delayed');
  assert.equal(mailgun({ event: 'complained' }), 'complained!');

  const resend = (type: string, data: Record<string, unknown> = {}) =>
    events(resendEchoes({ type, created_at: NOW, data: { email_id: 'm', ...data } }, NOW));
  assert.equal(resend('email.bounced', { bounce: { type: 'Permanent' } }), 'bounced!');
  assert.equal(resend('email.bounced', { bounce: { type: 'Transient' } }), 'bounced');
  assert.equal(resend('email.complained'), 'complained!');
  assert.equal(resend('email.sent'), '');
});

/** A certificate under whose key SNS would sign. */
function snsCertificate() {
  const { chain, key } = selfSigned('sns.amazonaws.com');
  return { key: createPrivateKey(key), certificate: chain };
}
