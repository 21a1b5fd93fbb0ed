/** Every way in which a provider can fail, for every carrier of posts and phones: nothing is lost, and what may come twice is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BLUESKY_PASSWORD,
  MASTODON_TOKEN,
  startBluesky,
  startMastodon,
  startTwilio,
  startVonage,
  startX,
  TWILIO_NUMBER,
  TWILIO_SID,
  TWILIO_TOKEN,
  VONAGE_APPLICATION,
  VONAGE_SECRET,
  X_KEYS,
} from '../../../mocks/index.ts';
import type { ServiceFault } from '../../../mocks/services.ts';
import { createBlueskyCarrier } from '../bluesky/index.ts';
import { createMastodonCarrier } from '../mastodon/index.ts';
import { createSmsCarrier } from '../sms/index.ts';
import { createVoiceCarrier } from '../voice/index.ts';
import { createXCarrier } from '../x/index.ts';
import { NOW, openAccount, told } from './testing.ts';

const FAULTS: ServiceFault[] = [
  { mode: 'status', status: 500 },
  { mode: 'status', status: 429, retryAfterSeconds: 2 },
  { mode: 'drop' },
  { mode: 'slow', ms: 20 },
  { mode: 'drip', ms: 1 },
  { mode: 'duplicate' },
];

async function everything() {
  const x = await startX({ now: () => NOW });
  const mastodon = await startMastodon();
  const bluesky = await startBluesky();
  const twilio = await startTwilio();
  const vonage = await startVonage({ now: () => Date.parse(NOW) });
  const twilioSettings = {
    accountSid: TWILIO_SID,
    authToken: TWILIO_TOKEN,
    from: TWILIO_NUMBER,
    baseUrl: twilio.url,
  };
  const vonageSettings = {
    applicationId: VONAGE_APPLICATION,
    privateKey: vonage.privateKey,
    signatureSecret: VONAGE_SECRET,
    from: TWILIO_NUMBER,
    baseUrl: vonage.url,
  };
  const sms = createSmsCarrier();
  const voice = createVoiceCarrier();
  return [
    {
      service: x,
      carrier: createXCarrier(),
      settings: { handle: '@acme_status', ...X_KEYS, baseUrl: x.url },
      repeats: false,
    },
    {
      service: mastodon,
      carrier: createMastodonCarrier(),
      settings: { server: mastodon.url, handle: '@status@mastodon.example', accessToken: MASTODON_TOKEN },
      repeats: false,
    },
    {
      service: bluesky,
      carrier: createBlueskyCarrier(),
      settings: { server: bluesky.url, handle: 'status.acme.example', appPassword: BLUESKY_PASSWORD },
      repeats: false,
    },
    { service: twilio, carrier: sms, provider: 'twilio', settings: twilioSettings, repeats: true },
    { service: twilio, carrier: voice, provider: 'twilio', settings: twilioSettings, repeats: true },
    { service: vonage, carrier: sms, provider: 'vonage', settings: vonageSettings, repeats: true },
    { service: vonage, carrier: voice, provider: 'vonage', settings: vonageSettings, repeats: true },
  ];
}

test('a fault delays and never loses; only a lost answer of a phone provider repeats', async (t) => {
  const all = await everything();
  t.after(() => Promise.all(all.map(({ service }) => service.close())));
  for (const { service, carrier, provider, settings, repeats } of all) {
    const { send } = await openAccount(t, { carrier, settings, ...(provider ? { provider } : {}) });
    // Settings and sessions are read before, so that the fault meets the message.
    await send({ key: 'f'.repeat(64), address: '+4915112345678' }, told('[Investigating] Before'));
    for (const [index, fault] of FAULTS.entries()) {
      service.clear();
      service.setFault({ ...fault, times: 1 });
      const delivery = { key: String(index).repeat(64), address: '+4915112345678' };
      const content = told(`[Investigating] ${carrier.name} ${fault.mode} ${index}`);
      const what = `${service.name} ${carrier.name} ${fault.mode}`;
      const first = await send(delivery, content);
      assert.notEqual(first.outcome, 'never', what);
      assert.equal(first.outcome === 'later', ['status', 'drop'].includes(fault.mode), what);
      const last = first.outcome === 'accepted' ? first : await send(delivery, content);
      assert.equal(last.outcome, 'accepted', what);
      // The same record put twice on Bluesky is one post.
      const taken = new Set(service.accepted().map(({ id }) => id));
      assert.equal(taken.size, repeats && fault.mode === 'drop' ? 2 : 1, what);
    }
  }
});
