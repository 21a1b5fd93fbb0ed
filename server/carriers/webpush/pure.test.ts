/** Encryption by the standard's own example, the token, what a browser may name, and what fits into a message. */
import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { decrypt } from 'http_ece';
import { handClock } from '#lib/clock.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import type { Parts } from '../carrier.ts';
import { encrypt, MOST_BYTES } from './encrypt.ts';
import { firstBytes, notificationOf } from './notification.ts';
import { readEndpoint, readKeys, readServices } from './subscription.ts';
import { createAuthorization, openVapidKey } from './vapid.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('the example of RFC 8291 comes out byte for byte', () => {
  const key = createECDH('prime256v1');
  key.setPrivateKey(bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'));
  const keys = {
    p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  };
  const made = encrypt(Buffer.from('When I grow up, I want to be a watermelon'), keys, {
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    key,
  });
  assert.equal(
    made.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('another implementation opens what was closed, of every length that fits', () => {
  const browser = createECDH('prime256v1');
  const keys = { p256dh: browser.generateKeys(), auth: randomBytes(16) };
  const open = (body: Buffer) =>
    decrypt(body, { version: 'aes128gcm', privateKey: browser, authSecret: keys.auth.toString('base64url') });
  for (const length of [0, 1, 1_000, MOST_BYTES]) {
    const text = randomBytes(length);
    const body = encrypt(text, keys);
    assert.deepEqual(open(body), text);
    assert.ok(body.length <= 4_096);
  }
  assert.equal(encrypt(Buffer.alloc(MOST_BYTES), keys).length, 4_096);
  assert.throws(() => encrypt(Buffer.alloc(MOST_BYTES + 1), keys), /at most 3993 bytes/);
});

test('the key stays the same over restarts, is nobody else’s to read, and signs a token for each service', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-vapid-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const key = openVapidKey(folder);
  assert.equal(openVapidKey(folder).publicKey, key.publicKey);
  assert.equal(statSync(join(folder, 'keys', 'push.pem')).mode & 0o077, 0);
  const authorization = createAuthorization(key, 'mailto:ops@example.org');
  const at = Date.parse('2026-03-01T10:00:00.000Z');
  const claims = (header: string) => JSON.parse(bytes(header.split('.')[1]!).toString());
  const first = authorization('https://one.example/send/a', at);
  assert.deepEqual(claims(first), {
    aud: 'https://one.example',
    exp: at / 1_000 + 43_200,
    sub: 'mailto:ops@example.org',
  });
  assert.equal(authorization('https://one.example/send/b', at + 3_600_000), first, 'kept while it lasts');
  assert.equal(
    claims(authorization('https://one.example/send/b', at + 11.5 * 3_600_000)).exp,
    at / 1_000 + 84_600,
  );
  assert.equal(
    claims(authorization('https://one.example/send/b', at - 3_600_000)).exp,
    at / 1_000 + 39_600,
    'a clock set back',
  );
  assert.equal(claims(authorization('https://two.example:8443/x', at)).aud, 'https://two.example:8443');
});

test('a browser may name a push service that the operator knows, and no other address', async () => {
  const outbound = createOutbound({
    allow: '127.0.0.1,10.0.0.0/8',
    clock: handClock('2026-03-01T10:00:00.000Z'),
  });
  const services = readServices(' push.example.org , *.Push.Example ,127.0.0.1');
  const read = (text: string) => readEndpoint(text, services, outbound);
  for (const good of [
    'https://push.example.org/send/a',
    'https://eu.push.example/wns/?token=b',
    'http://127.0.0.1:9000/send/c',
  ])
    assert.deepEqual(read(good), { address: good });
  for (const bad of [
    'https://example.org/send',
    'https://push.example.org.evil.example/send',
    'https://evilpush.example/send',
    'https://push.example/send',
    'http://push.example.org/send/a',
    'https://10.0.0.1/send',
    'https://push.example.org@10.0.0.1/',
    'ftp://push.example.org/',
    `https://push.example.org/${'a'.repeat(2_000)}`,
    '',
  ])
    assert.ok('fault' in read(bad), bad);
  assert.ok('fault' in readEndpoint('https://push.example.org/a', readServices(''), outbound));
  await outbound.close();
});

test('keys that no browser made are refused', () => {
  const key = createECDH('prime256v1');
  const p256dh = key.generateKeys('base64url');
  const auth = randomBytes(16).toString('base64url');
  assert.ok(readKeys(`${p256dh}.${auth}`));
  const off = Buffer.from(p256dh, 'base64url');
  off[40]! ^= 1;
  for (const bad of [
    null,
    '',
    'a.b',
    `${p256dh}`,
    `${p256dh}.${auth}.x`,
    `${off.toString('base64url')}.${auth}`,
    `${p256dh}.AA`,
  ])
    assert.equal(readKeys(bad), null, String(bad));
});

const parts: Parts = {
  title: 'Checkout fails',
  phase: 'identified',
  phaseLabel: 'Identified',
  severity: 1,
  body: 'A **database** is full. See [the docs](https://docs.example.com/a).',
  components: ['Checkout'],
  url: 'https://status.example.org/incidents/inc_1',
  nextUpdateBy: '2026-03-01T10:30:00.000Z',
  nextWord: 'Next word by 10:30 UTC.',
  at: '2026-03-01T10:00:00.000Z',
  correction: false,
  image: null,
};
const given = { tag: 'inc_1', at: parts.at, home: 'https://status.example.org/' };
const event = { type: 'incident.update.published', data: {} };

test('a notification says the phase, the words without marks, and the promise', () => {
  const form = { subject: 's', text: 't', parts };
  assert.deepEqual(notificationOf({ form, event }, given), {
    title: 'Identified: Checkout fails',
    body: 'A database is full. See the docs (https://docs.example.com/a).\nNext word by 10:30 UTC.',
    url: parts.url,
    tag: 'inc_1',
    at: parts.at,
    dir: 'auto',
  });
  const { body: whole } = notificationOf(
    {
      form: { ...form, parts: { ...parts, body: 'It fails.\n\nNext word by 10:30 UTC at the latest.' } },
      event,
    },
    given,
  );
  assert.equal(whole, 'It fails.\nNext word by 10:30 UTC at the latest.', 'the promise once');
  const corrected = {
    subject: 'Corrected: Checkout fails',
    text: 't',
    parts: { ...parts, correction: true },
  };
  assert.equal(notificationOf({ form: corrected, event }, given).title, 'Corrected: Checkout fails');
  const old = { form: { subject: 'Checkout fails', text: 'long', short: 'short' }, event };
  const { title, body, url } = notificationOf(old, given);
  assert.deepEqual([title, body, url], ['Checkout fails', 'short', given.home]);
  const own = { form: { subject: 'Your credit', text: 't', short: 'You get one. {{ownUrl}}' }, event };
  const theirs = notificationOf(own, { ...given, ownUrl: 'https://status.example/statements/1' });
  assert.deepEqual([theirs.body, theirs.url], ['You get one.', 'https://status.example/statements/1']);
});

test('whatever is said fits into one record, whole signs only, and the promise stays', () => {
  const family = '👩‍👩‍👧‍👦';
  for (const body of ['x'.repeat(9_000), family.repeat(900), '"\\\n'.repeat(4_000), 'שלום'.repeat(2_000)]) {
    const form = { subject: 's', text: 't', parts: { ...parts, title: body, body } };
    const made = notificationOf({ form, event }, given);
    const size = Buffer.byteLength(JSON.stringify(made));
    assert.ok(size <= MOST_BYTES && size > MOST_BYTES - 60, `${size} bytes`);
    assert.ok(made.body.endsWith(`…\n${parts.nextWord}`));
  }
  assert.equal(firstBytes(family.repeat(3), 60), `${family}${family}…`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 80 }), (text, most) => {
      const kept = firstBytes(text, most);
      assert.ok(Buffer.byteLength(JSON.stringify(kept)) - 2 <= most);
      assert.ok(kept === text || kept.endsWith('…'));
    }),
  );
});
