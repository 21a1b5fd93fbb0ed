import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { BLUESKY_PASSWORD, startBluesky } from '../../../mocks/index.ts';
import type { Receipt } from '../carrier.ts';
import { openAccount, told } from '../posts/testing.ts';
import { createBlueskyCarrier } from './index.ts';
import { facetsOf, recordKey } from './record.ts';

async function world(t: TestContext, { appPassword = BLUESKY_PASSWORD } = {}) {
  const bluesky = await startBluesky();
  t.after(() => bluesky.close());
  const settings = { handle: '@status.acme.example', appPassword, server: bluesky.url };
  return { bluesky, ...(await openAccount(t, { carrier: createBlueskyCarrier(), settings })) };
}
const receiptOf = (outcome: unknown) => (outcome as { receipt: Receipt }).receipt;

test('a repeat after a lost answer is the same record at the same place', async (t) => {
  const { bluesky, send } = await world(t);
  bluesky.setFault({ mode: 'drop', times: 1, only: 'putRecord' });
  const content = told('[Investigating] Sign-in fails');
  assert.equal((await send({}, content)).outcome, 'later');
  const receipt = receiptOf(await send({}, content));
  assert.deepEqual(
    bluesky.records().map(({ uri, cid }) => [uri, cid]),
    [[receipt.id, receipt['cid']]],
  );
});

test('a session that is too old is renewed without the password, a lost one is opened again', async (t) => {
  const { bluesky, send } = await world(t);
  await send({ key: 'a'.repeat(64) }, told('a'));
  bluesky.expire();
  assert.equal((await send({ key: 'b'.repeat(64) }, told('b'))).outcome, 'accepted');
  assert.equal(bluesky.sessions(), 1);
  bluesky.expire();
  bluesky.setFault({ mode: 'status', status: 500, times: 1, only: 'refreshSession' });
  assert.equal((await send({ key: 'c'.repeat(64) }, told('c'))).outcome, 'accepted');
  assert.equal(bluesky.sessions(), 2);
});

test('a wrong password, a full quota and a failing server', async (t) => {
  const wrong = await world(t, { appPassword: 'not-this-password' });
  const refused = await wrong.send({}, told('a'));
  assert.equal((refused as { scope?: string }).scope, 'provider');
  assert.match((await wrong.check())[0]!.detail, /Invalid identifier or password/);
  assert.doesNotMatch(JSON.stringify(refused), /not-this-password/);
  const { bluesky, send, clock, check } = await world(t);
  assert.match((await check())[0]!.detail, /Signed in as @status\.acme\.example/);
  const reset = String(Math.floor(clock.nowMs() / 1_000) + 300);
  bluesky.setFault({
    mode: 'status',
    status: 429,
    headers: { 'ratelimit-reset': reset },
    times: 1,
    only: 'putRecord',
  });
  assert.deepEqual(await send({}, told('a')), {
    outcome: 'later',
    error: 'Bluesky answered 429: RateLimitExceeded: Rate Limit Exceeded',
    throttled: true,
    retryAfterMs: 300_000,
  });
  bluesky.setFault({ mode: 'status', status: 502, times: 1, only: 'putRecord' });
  assert.equal(((await send({}, told('a'))) as { scope?: string }).scope, 'provider');
  assert.equal((await send({}, told('a'))).outcome, 'accepted');
});

test('two posts at once open one session', async (t) => {
  const { bluesky, send } = await world(t);
  await Promise.all(['a', 'b', 'c'].map((key) => send({ key: key.repeat(64) }, told(key))));
  assert.equal(bluesky.sessions(), 1);
  assert.equal(bluesky.records().length, 3);
});

test('links are marked by their bytes, whatever stands before them', () => {
  const given = 'Grüße 👩‍🚒, siehe https://example.com/a?b=ü. Auch (http://x.example/y)!';
  for (const { index, features } of facetsOf(given)) {
    const marked = Buffer.from(given).subarray(index.byteStart, index.byteEnd).toString('utf8');
    assert.equal(marked, features[0]!.uri);
  }
  assert.deepEqual(
    facetsOf(given).map(({ features }) => features[0]!.uri),
    ['https://example.com/a?b=ü', 'http://x.example/y'],
  );
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^https:\/\/[a-z]{1,9}\.example\/[a-zäß\d=&?/-]{0,20}$/),
      (before, url) => {
        const text = `${before} ${url} end`;
        for (const { index, features } of facetsOf(text))
          assert.equal(
            Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString(),
            features[0]!.uri,
          );
      },
    ),
    { numRuns: 60 },
  );
});

test('a record’s key is a TID that follows from the delivery alone and keeps the order of time', () => {
  const at = (createdAt: string, key: string) => recordKey({ createdAt, key });
  const first = at('2026-03-01T10:00:00.000Z', 'a');
  assert.match(first, /^[234567a-j][234567a-z]{12}$/);
  assert.equal(first, at('2026-03-01T10:00:00.000Z', 'a'));
  assert.notEqual(first, at('2026-03-01T10:00:00.000Z', 'b'));
  assert.ok(first < at('2026-03-01T10:00:00.001Z', 'a') && at('2039-12-31T00:00:00.000Z', 'z') > first);
});

test('handles are names of DNS', () => {
  const { parse } = createBlueskyCarrier().address;
  assert.deepEqual(parse('Status.Acme.Example'), { address: '@status.acme.example' });
  for (const wrong of ['acme', 'did:plc:abc', '@a..b', 'a.1']) assert.ok('fault' in parse(wrong), wrong);
});
