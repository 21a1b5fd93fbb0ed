import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  startTwilio,
  startVonage,
  TWILIO_INVALID,
  TWILIO_SID,
  TWILIO_TOKEN,
  VONAGE_APPLICATION,
  VONAGE_SECRET,
} from '../../../mocks/index.ts';
import { CALLBACK, NOW, openAccount, outgoing, told } from '../posts/testing.ts';
import { createVoiceCarrier } from './index.ts';

const TO = '+4915112345678';
const { key } = outgoing();
const said = (short: string) => ({
  form: { subject: 's', text: 't', short },
  event: { type: 'x', data: {} },
});
const REPORT = `${CALLBACK}?key=${key}&locale=de-DE`;

async function twilioWorld(t: TestContext) {
  const twilio = await startTwilio();
  t.after(() => twilio.close());
  const settings = {
    accountSid: TWILIO_SID,
    authToken: TWILIO_TOKEN,
    from: '+4930123456',
    baseUrl: twilio.url,
  };
  return {
    twilio,
    ...(await openAccount(t, { carrier: createVoiceCarrier(), provider: 'twilio', settings })),
  };
}

async function vonageWorld(t: TestContext) {
  const vonage = await startVonage({ now: () => Date.parse(NOW) });
  t.after(() => vonage.close());
  const settings = {
    applicationId: VONAGE_APPLICATION,
    privateKey: vonage.privateKey,
    signatureSecret: VONAGE_SECRET,
    from: '+4930123456',
    baseUrl: vonage.url,
  };
  return {
    vonage,
    ...(await openAccount(t, { carrier: createVoiceCarrier(), provider: 'vonage', settings })),
  };
}

test('a call of Twilio reads the message twice in the receiver’s language and asks for a key', async (t) => {
  const { twilio, send, check } = await twilioWorld(t);
  const content = said('Die Anmeldung fällt aus. https://status.example.org/incidents/inc_1');
  const outcome = await send({ address: TO, locale: 'de-DE' }, content);
  assert.equal((outcome as { receipt: { id: string } }).receipt.id, twilio.taken()[0]!.sid);
  const { Twiml = '', StatusCallback, To } = twilio.taken()[0]!.fields;
  assert.equal(To, TO);
  assert.equal(StatusCallback, REPORT);
  assert.equal(Twiml.match(/<Say language="de-DE">Die Anmeldung fällt aus\.<\/Say>/g)!.length, 2);
  assert.match(
    Twiml,
    /<Gather numDigits="1" timeout="8" method="POST" action="https:[^"]*key=[0-9a-f]{64}&#38;locale=de-DE">/,
  );
  assert.doesNotMatch(Twiml, /status\.example\.org\/incidents/);
  assert.ok((await check())[0]!.ok);
});

test('no words of anybody become verbs of the call', async (t) => {
  const { twilio, send } = await twilioWorld(t);
  const wild = `x</Say><Dial>+19005550000</Dial><Say> & "quotes" ${String.fromCharCode(0, 8)} <speak>`;
  await send({ address: TO }, said(wild));
  const { Twiml = '' } = twilio.taken()[0]!.fields;
  assert.doesNotMatch(Twiml, /<Dial|<speak/);
  assert.deepEqual([...new Set(Twiml.match(/<\w+/g))].sort(), [
    '<Gather',
    '<Hangup',
    '<Pause',
    '<Response',
    '<Say',
  ]);
  const { vonage, send: call } = await vonageWorld(t);
  await call({ address: TO }, said(wild));
  const [talk] = vonage.taken()[0]!.fields['ncco'] as { text: string }[];
  assert.doesNotMatch(talk!.text, /[<>]/);
});

test('only the key 1 proves that somebody heard it; busy and unanswered calls are said', async (t) => {
  const { twilio, way } = await twilioWorld(t);
  const report = (params: Record<string, string>) =>
    way.receive!(twilio.signed(REPORT, { CallSid: 'CA1', ...params }));
  const heard = await report({ Digits: '1', CallStatus: 'in-progress' });
  assert.deepEqual(heard!.echoes, [
    { ref: { key }, event: 'delivered', permanent: false, detail: 'Heard: the key 1 was pressed.', at: NOW },
  ]);
  assert.match(heard!.answer!.body!, /<Say language="de-DE">Danke/);
  assert.deepEqual((await report({ Digits: '5', CallStatus: 'in-progress' }))!.echoes, []);
  assert.deepEqual((await report({ CallStatus: 'completed' }))!.echoes, []);
  assert.equal((await report({ CallStatus: 'no-answer' }))!.echoes[0]!.event, 'bounced');
  const other = twilio.signed(REPORT, { Digits: '1' });
  assert.equal(await way.receive!({ ...other, url: other.url.replace(key, 'b'.repeat(64)) }), null);
});

test('the same through Vonage', async (t) => {
  const { vonage, way, send, check } = await vonageWorld(t);
  assert.equal(
    (await send({ address: TO, locale: 'fr' }, told('[Investigating] Sign-in fails'))).outcome,
    'accepted',
  );
  const { ncco, to, event_url } = vonage.taken()[0]!.fields as {
    ncco: { action: string; text?: string; language?: string }[];
    to: { number: string }[];
    event_url: string[];
  };
  assert.deepEqual([to[0]!.number, event_url[0]], [TO.slice(1), `${CALLBACK}?key=${key}&locale=fr`]);
  assert.deepEqual(
    ncco.map(({ action }) => action),
    ['talk', 'input'],
  );
  assert.equal(ncco[0]!.text!.match(/Sign-in fails/g)!.length, 2);
  assert.equal(ncco[0]!.language, 'fr-FR');
  assert.ok((await check())[0]!.ok);
  const report = async (body: object) => way.receive!(vonage.signed(REPORT, { uuid: 'u', ...body }));
  assert.equal((await report({ dtmf: { digits: '1', timed_out: false } }))!.echoes[0]!.event, 'delivered');
  assert.deepEqual((await report({ dtmf: { digits: '', timed_out: true } }))!.echoes, []);
  assert.equal((await report({ status: 'unanswered' }))!.echoes[0]!.event, 'bounced');
});

test('a number that cannot be called is not called again', async (t) => {
  const { send } = await twilioWorld(t);
  const outcome = await send({ address: TWILIO_INVALID }, said('Hello'));
  assert.deepEqual([outcome.outcome, (outcome as { suppress?: boolean }).suppress], ['never', true]);
  const { texts } = createVoiceCarrier().show(
    told('[Investigating] Sign-in fails', { body: 'See https://a.example **now**.' }),
  );
  assert.equal(texts[0]!.text, 'Investigating Sign-in fails See now. Next word by 10:30 UTC.');
});
