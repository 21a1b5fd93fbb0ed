import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  startTwilio,
  startVonage,
  TWILIO_INVALID,
  TWILIO_NO_SMS,
  TWILIO_NUMBER,
  TWILIO_SID,
  TWILIO_TOKEN,
  VONAGE_APPLICATION,
  VONAGE_INVALID,
  VONAGE_SECRET,
} from '../../../mocks/index.ts';
import { CALLBACK, NOW, openAccount, outgoing } from '../posts/testing.ts';
import { createWorld, plan, reader, update } from '../testing.ts';
import { createSmsCarrier } from './index.ts';

const TO = '+4915112345678';
const short = 'Sign-in fails. Next word by 10:30 UTC. https://status.example.org/incidents/inc_1';
const content = { form: { subject: 's', text: 't', short }, event: { type: 'x', data: {} } };
type Failed = { outcome: string; error: string; scope?: string; suppress?: boolean };

async function twilioWorld(t: TestContext, more: Record<string, unknown> = {}) {
  const twilio = await startTwilio();
  t.after(() => twilio.close());
  const settings = {
    accountSid: TWILIO_SID,
    authToken: TWILIO_TOKEN,
    from: TWILIO_NUMBER,
    baseUrl: twilio.url,
    ...more,
  };
  return { twilio, ...(await openAccount(t, { carrier: createSmsCarrier(), provider: 'twilio', settings })) };
}

async function vonageWorld(t: TestContext, more: Record<string, unknown> = {}) {
  const vonage = await startVonage({ now: () => Date.parse(NOW) });
  t.after(() => vonage.close());
  const settings = {
    applicationId: VONAGE_APPLICATION,
    privateKey: vonage.privateKey,
    signatureSecret: VONAGE_SECRET,
    from: 'Acme',
    baseUrl: vonage.url,
    ...more,
  };
  return { vonage, ...(await openAccount(t, { carrier: createSmsCarrier(), provider: 'vonage', settings })) };
}

test('Twilio takes the text with an address for reports; the receipt keeps its id and the segments', async (t) => {
  const { twilio, send, check } = await twilioWorld(t);
  const outcome = await send({ address: TO }, content);
  const [{ sid, fields }] = twilio.taken() as [ReturnType<typeof twilio.taken>[number]];
  assert.deepEqual(outcome, {
    outcome: 'accepted',
    receipt: { id: sid, status: 201, state: 'queued', segments: 1, encoding: 'GSM', at: NOW },
  });
  assert.deepEqual(fields, { To: TO, From: TWILIO_NUMBER, Body: short, StatusCallback: CALLBACK });
  assert.match((await check())[0]!.detail, /active/);
  assert.match((await check())[1]!.detail, /^Enter https:.*STOP is not heard/);
  twilio.setSmsUrl(CALLBACK);
  assert.deepEqual(
    (await check()).map(({ ok }) => ok),
    [true, true],
  );
  const service = await twilioWorld(t, { from: `MG${'0'.repeat(32)}` });
  await service.send({ address: TO }, content);
  assert.equal(service.twilio.taken()[0]!.fields['MessagingServiceSid'], `MG${'0'.repeat(32)}`);
});

test('Twilio’s codes: dead numbers are suppressed, the way’s faults go to the next account, the rest waits or ends', async (t) => {
  const { twilio, send } = await twilioWorld(t);
  twilio.optOut(TO);
  for (const address of [TO, TWILIO_INVALID, TWILIO_NO_SMS]) {
    const outcome = (await send({ address }, content)) as Failed;
    assert.deepEqual([outcome.outcome, outcome.suppress], ['never', true], address);
  }
  const other = '+4915199999999';
  const answers = [
    [
      { status: 429, retryAfterSeconds: 7 },
      { outcome: 'later', throttled: true, retryAfterMs: 7_000 },
    ],
    [
      { status: 400, body: { code: 21606, message: 'From is not yours', status: 400 } },
      { outcome: 'later', scope: 'provider' },
    ],
    [
      { status: 400, body: { code: 21408, message: 'Permission to send', status: 400 } },
      { outcome: 'never' },
    ],
    [{ status: 500 }, { outcome: 'later', scope: 'provider' }],
    [{ status: 301 }, { outcome: 'later', scope: 'provider' }],
  ] as const;
  for (const [fault, expected] of answers) {
    twilio.setFault({ mode: 'status', times: 1, ...fault });
    const { error, ...rest } = (await send({ address: other }, content)) as Failed;
    assert.deepEqual(rest, expected, error);
  }
  const wrong = await twilioWorld(t, { authToken: 'rotated-away-token' });
  const refused = (await wrong.send({ address: other }, content)) as Failed;
  assert.equal(refused.scope, 'provider');
  assert.doesNotMatch(JSON.stringify([refused, await wrong.check()]), /rotated-away/);
});

test('Twilio’s signed reports become echoes; what is not signed is not heard', async (t) => {
  const { twilio, way } = await twilioWorld(t);
  const report = (params: Record<string, string>, url = CALLBACK) => way.receive!(twilio.signed(url, params));
  const echoes = async (params: Record<string, string>) =>
    (await report(params))!.echoes.map(({ event, permanent }) => [event, permanent]);
  const id = { MessageSid: 'SM1', AccountSid: TWILIO_SID };
  assert.deepEqual(await echoes({ ...id, MessageStatus: 'sent' }), []);
  assert.deepEqual(await echoes({ ...id, MessageStatus: 'delivered' }), [['delivered', false]]);
  assert.deepEqual(await echoes({ ...id, MessageStatus: 'undelivered', ErrorCode: '30003' }), [
    ['bounced', false],
  ]);
  assert.deepEqual(await echoes({ ...id, MessageStatus: 'undelivered', ErrorCode: '30005' }), [
    ['bounced', true],
  ]);
  assert.deepEqual(await echoes({ ...id, MessageStatus: 'failed', ErrorCode: '21610' }), [
    ['unsubscribed', true],
  ]);

  const from = { ...id, From: TO, To: TWILIO_NUMBER };
  const stop = await report({ ...from, Body: 'Stopp' });
  assert.deepEqual(stop!.echoes[0]!.ref, { address: TO });
  assert.equal(stop!.echoes[0]!.event, 'unsubscribed');
  assert.equal(stop!.answer!.body, '<?xml version="1.0" encoding="UTF-8"?><Response></Response>');
  assert.deepEqual(await echoes({ ...from, Body: 'gracias', OptOutType: 'STOP' }), [['unsubscribed', true]]);
  assert.deepEqual(await echoes({ ...from, Body: 'Start' }), [['resubscribed', false]]);
  assert.deepEqual(await echoes({ ...from, Body: 'what is this' }), []);
  assert.match(
    (await report({ ...from, Body: 'Hilfe' }))!.answer!.body!,
    /<Message>https:\/\/status\.example\.org\//,
  );
  assert.doesNotMatch((await report({ ...from, Body: 'HELP' }))!.answer!.body!, /<Message>/);

  // With the usual port in the signed address, as Twilio sometimes has it.
  assert.ok(await report({ ...id, MessageStatus: 'sent' }, CALLBACK.replace('.org/', '.org:443/')));
  const good = twilio.signed(CALLBACK, { ...id, MessageStatus: 'delivered' });
  const forged = [
    { ...good, headers: { ...good.headers, 'x-twilio-signature': 'AAAA' } },
    { ...good, headers: { 'content-type': good.headers['content-type']! } },
    { ...good, body: Buffer.from(good.body.toString().replace('SM1', 'SM2')) },
    { ...good, url: `${good.url}?more=1` },
  ];
  for (const call of forged) assert.equal(await way.receive!(call), null);
});

test('Vonage takes the text under a JWT of its key, with the delivery’s key as reference', async (t) => {
  const { vonage, send, check } = await vonageWorld(t);
  const outcome = await send({ address: TO }, content);
  const { id, fields } = vonage.taken()[0]!;
  assert.equal((outcome as { receipt: { id: string } }).receipt.id, id);
  assert.equal(fields['client_ref'], outgoing().key);
  assert.deepEqual([fields['to'], fields['webhook_url']], [TO.slice(1), CALLBACK]);
  assert.equal((await check())[0]!.ok, null);
  const wide = await vonageWorld(t, { maxSegments: 10 });
  const long = { ...content, form: { ...content.form, short: 'Sign-in fails. '.repeat(200) } };
  assert.equal((await wide.send({ address: TO }, long)).outcome, 'accepted');
  // A form field of one line loses the line breaks.
  const flat = await vonageWorld(t);
  const again = await openAccount(t, {
    carrier: createSmsCarrier(),
    provider: 'vonage',
    settings: {
      applicationId: VONAGE_APPLICATION,
      privateKey: flat.vonage.privateKey.replaceAll('\n', ' '),
      signatureSecret: VONAGE_SECRET,
      from: 'Acme',
      baseUrl: flat.vonage.url,
    },
  });
  assert.equal((await again.send({ address: TO }, content)).outcome, 'accepted');
  await assert.rejects(vonageWorld(t, { privateKey: 'nonsense' }), /paste the whole file/);
});

test('Vonage’s problems: a wrong number is suppressed, an empty account is the way’s fault, too fast waits', async (t) => {
  const { vonage, send } = await vonageWorld(t);
  const dead = (await send({ address: VONAGE_INVALID }, content)) as Failed;
  assert.deepEqual([dead.outcome, dead.suppress], ['never', true]);
  const broke = {
    type: 'https://developer.vonage.com/api-errors/#low-balance',
    title: 'Low balance',
    detail: 'Top up.',
  };
  vonage.setFault({ mode: 'status', status: 402, body: broke, times: 1 });
  assert.equal(((await send({ address: TO }, content)) as Failed).scope, 'provider');
  vonage.setFault({ mode: 'status', status: 429, retryAfterSeconds: 3, times: 1 });
  const busy = await send({ address: TO }, content);
  assert.deepEqual([busy.outcome, (busy as { retryAfterMs?: number }).retryAfterMs], ['later', 3_000]);
});

test('Vonage’s signed reports become echoes; an old, foreign or changed one is not heard', async (t) => {
  const { vonage, way } = await vonageWorld(t);
  const report = { message_uuid: 'u-1', to: TO.slice(1), from: 'Acme', timestamp: NOW, channel: 'sms' };
  const heard = async (more: object) =>
    (await way.receive!(vonage.signed(CALLBACK, { ...report, ...more })))!.echoes.map(
      ({ ref, event, permanent }) => [ref, event, permanent],
    );
  assert.deepEqual(await heard({ status: 'delivered' }), [[{ id: 'u-1' }, 'delivered', false]]);
  assert.deepEqual(await heard({ status: 'submitted' }), []);
  const error = (code: string) => ({
    status: 'undeliverable',
    error: { type: `https://developer.vonage.com/api-errors/messages#${code}`, detail: 'x' },
  });
  assert.deepEqual(await heard(error('1180')), [[{ id: 'u-1' }, 'bounced', false]]);
  assert.deepEqual(await heard(error('1190')), [[{ id: 'u-1' }, 'bounced', true]]);
  const inbound = {
    channel: 'sms',
    message_uuid: 'u-2',
    from: TO.slice(1),
    to: '4930',
    message_type: 'text',
  };
  const stop = await way.receive!(vonage.signed(CALLBACK, { ...inbound, text: 'STOP' }));
  assert.deepEqual([stop!.echoes[0]!.ref, stop!.echoes[0]!.event], [{ address: TO }, 'unsubscribed']);
  const good = vonage.signed(CALLBACK, { ...report, status: 'delivered' });
  const refused = [
    vonage.signed(CALLBACK, report, { secret: 'another' }),
    vonage.signed(CALLBACK, report, { alg: 'none' }),
    vonage.signed(CALLBACK, report, { iat: Date.parse(NOW) / 1_000 - 3_600 }),
    { ...good, body: Buffer.from(good.body.toString().replace('u-1', 'u-9')) },
    { ...good, headers: {} },
  ];
  for (const call of refused) assert.equal(await way.receive!(call), null);
});

test('when one account fails the next takes over at once; each country has its account; a stopped number gets nothing', async (t) => {
  const twilio = await startTwilio();
  const vonage = await startVonage({ now: () => Date.parse(NOW) });
  t.after(() => Promise.all([twilio.close(), vonage.close()]));
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const first = await carriers.accounts.create('sms', {
    provider: 'twilio',
    name: 'Twilio',
    settings: {
      accountSid: TWILIO_SID,
      authToken: TWILIO_TOKEN,
      from: TWILIO_NUMBER,
      prefixes: '+49',
      baseUrl: twilio.url,
    },
  });
  await carriers.accounts.create('sms', {
    provider: 'vonage',
    name: 'Vonage',
    settings: {
      applicationId: VONAGE_APPLICATION,
      privateKey: vonage.privateKey,
      signatureSecret: VONAGE_SECRET,
      from: 'Acme',
      baseUrl: vonage.url,
    },
  });
  assert.equal(first.settings['authToken'], null);
  await settle();
  const people = [
    reader('sub_de', { carrier: 'sms', address: TO }),
    reader('sub_at', { carrier: 'sms', address: '+436601234567' }),
    reader('sub_gone', { carrier: 'sms', address: TWILIO_NO_SMS.replace('+1', '+49') }),
  ];
  const forms = { en: { subject: 's', text: 't', short } };
  await plan(world, carriers, update('investigating', 1, { forms }), people);
  await settle();
  assert.deepEqual(
    twilio
      .taken()
      .map(({ fields }) => fields['To'])
      .sort(),
    [TO, people[2]!.address].sort(),
  );
  assert.deepEqual(
    vonage.taken().map(({ fields }) => fields['to']),
    ['436601234567'],
  );
  twilio.setFault({ mode: 'status', status: 503 });
  await plan(world, carriers, update('resolved', 4, { forms }), people.slice(0, 1));
  await settle();
  assert.equal(vonage.taken().length, 2);
  assert.equal(vonage.taken()[1]!.fields['to'], TO.slice(1));
});
