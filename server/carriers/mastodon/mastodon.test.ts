import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { MASTODON_TOKEN, startMastodon } from '../../../mocks/index.ts';
import type { Receipt } from '../carrier.ts';
import { openAccount, told } from '../posts/testing.ts';
import { createMastodonCarrier } from './index.ts';

async function world(t: TestContext, { maxCharacters = 500, accessToken = MASTODON_TOKEN } = {}) {
  const mastodon = await startMastodon({ maxCharacters });
  t.after(() => mastodon.close());
  const settings = {
    server: mastodon.url,
    handle: '@Status@mastodon.example',
    accessToken,
    visibility: 'unlisted',
  };
  return { mastodon, ...(await openAccount(t, { carrier: createMastodonCarrier(), settings })) };
}
const receiptOf = (outcome: unknown) => (outcome as { receipt: Receipt }).receipt;

test('a repeat after a lost answer is the same post', async (t) => {
  const { mastodon, send } = await world(t);
  mastodon.setFault({ mode: 'drop', times: 1, only: '/statuses' });
  const content = told('[Investigating] Sign-in fails');
  assert.equal((await send({}, content)).outcome, 'later');
  const receipt = receiptOf(await send({}, content));
  assert.equal(mastodon.statuses().length, 1);
  assert.equal(receipt.id, mastodon.statuses()[0]!.id);
  assert.match(String(receipt['url']), /\/@status\/\d+$/);
  assert.equal(mastodon.statuses()[0]!.visibility, 'unlisted');
});

test('the server says how long a post may be', async (t) => {
  const body = 'About one in five cannot sign in. '.repeat(60);
  for (const maxCharacters of [300, 500, 1_500]) {
    const { mastodon, send, check } = await world(t, { maxCharacters });
    assert.equal((await send({}, told('[Investigating] Sign-in fails', { body }))).outcome, 'accepted');
    const text = mastodon.statuses()[0]!.content;
    assert.ok(text.length > maxCharacters * 0.8 && text.endsWith('/incidents/inc_1'), `${text.length}`);
    assert.match((await check())[1]!.detail, new RegExp(`${maxCharacters} characters`));
  }
});

test('an answer to a post that was deleted begins anew', async (t) => {
  const { mastodon, send } = await world(t);
  const first = receiptOf(await send({ key: 'a'.repeat(64) }, told('[Investigating] Sign-in fails')));
  mastodon.remove(first.id!);
  const next = await send(
    { key: 'b'.repeat(64), thread: { first, last: first } },
    told('[Resolved] Sign-in fails'),
  );
  assert.equal(receiptOf(next)['answers'], null);
});

test('too many requests wait as long as the server says; a failing server and a lost token are the way’s fault', async (t) => {
  const { mastodon, send, clock } = await world(t);
  const until = new Date(clock.nowMs() + 90_000).toISOString();
  mastodon.setFault({
    mode: 'status',
    status: 429,
    headers: { 'x-ratelimit-reset': until },
    times: 1,
    only: '/statuses',
  });
  const busy = await send({}, told('a'));
  assert.deepEqual(busy, {
    outcome: 'later',
    error: 'The server answered 429: Too many requests',
    throttled: true,
    retryAfterMs: 90_000,
  });
  mastodon.setFault({ mode: 'status', status: 503, times: 1, only: '/statuses' });
  assert.equal(((await send({}, told('a'))) as { scope?: string }).scope, 'provider');
  const lost = await world(t, { accessToken: 'revoked-token-of-before' });
  const outcome = await lost.send({}, told('a'));
  assert.equal((outcome as { scope?: string }).scope, 'provider');
  assert.doesNotMatch(JSON.stringify([outcome, await lost.check()]), /revoked-token/);
});

test('a server that hangs is given up, and the next account may take over', async (t) => {
  const { mastodon, send, clock } = await world(t);
  assert.equal((await send({}, told('a'))).outcome, 'accepted');
  mastodon.setFault({ mode: 'hang' });
  const waiting = send({ key: 'c'.repeat(64) }, told('b'));
  while (mastodon.inbox().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await clock.moveTo(clock.nowMs() + 21_000, async () => {});
  const outcome = await waiting;
  assert.deepEqual([outcome.outcome, (outcome as { scope?: string }).scope], ['later', 'provider']);
});

test('a certificate that nobody vouches for is not talked to', async (t) => {
  const { mastodon } = await world(t);
  const settings = {
    server: await mastodon.wrongTls(),
    handle: '@status@mastodon.example',
    accessToken: MASTODON_TOKEN,
  };
  const { send } = await openAccount(t, { carrier: createMastodonCarrier(), settings });
  const outcome = await send({}, told('a'));
  assert.match((outcome as { error: string }).error, /certificate/);
  assert.ok(!mastodon.asked().some(({ raw }) => raw.includes('status')));
});

test('addresses name account and server', () => {
  const { parse } = createMastodonCarrier().address;
  assert.deepEqual(parse('Status@Mastodon.Example'), { address: '@status@mastodon.example' });
  assert.ok('fault' in parse('@status') && 'fault' in parse('https://mastodon.example/@status'));
});
