import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startX, X_KEYS } from '../../../mocks/index.ts';
import type { Receipt } from '../carrier.ts';
import { NOW, openAccount, told } from '../posts/testing.ts';
import { createXCarrier } from './index.ts';
import { authorization } from './oauth.ts';

async function world(t: TestContext, { publicUrl }: { publicUrl?: string } = {}) {
  const x = await startX({ now: () => NOW });
  t.after(() => x.close());
  const settings = { handle: '@acme_status', ...X_KEYS, baseUrl: x.url };
  const account = await openAccount(t, {
    carrier: createXCarrier(),
    settings,
    ...(publicUrl ? { publicUrl } : {}),
  });
  return { x, ...account };
}
const receiptOf = (outcome: unknown) => (outcome as { receipt: Receipt }).receipt;

test('a request is signed as in X’s own worked example', () => {
  const keys = {
    apiKey: 'xvz1evFS4wEEPTGEFPHBog',
    apiKeySecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
    accessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
    accessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
  };
  const query = `include_entities=true&status=${encodeURIComponent('Hello Ladies + Gentlemen, a signed OAuth request!')}`;
  const header = authorization(keys, 'POST', `https://api.twitter.com/1.1/statuses/update.json?${query}`, {
    nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
    seconds: 1_318_622_958,
  });
  assert.match(header, /oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"/);
});

test('after a crash the post that is there already is found and counted, not written twice', async (t) => {
  const { x, send } = await world(t);
  x.setFault({ mode: 'drop', times: 1, only: '/2/tweets' });
  const content = told('[Investigating] Sign-in fails');
  const first = await send({}, content);
  assert.deepEqual([first.outcome, (first as { scope?: string }).scope], ['later', 'provider']);
  const again = receiptOf(await send({}, content));
  assert.equal(again['foundAgain'], true);
  assert.equal(again.id, x.posts()[0]!.id);
  assert.equal(x.posts().length, 1);
});

test('when the text is there but cannot be found, somebody has to look', async (t) => {
  const { x, send } = await world(t);
  await send({}, told('[Investigating] Sign-in fails'));
  x.setFault({ mode: 'status', status: 503, only: '/2/users' });
  const outcome = await send({}, told('[Investigating] Sign-in fails'));
  assert.equal(outcome.outcome, 'never');
  assert.match((outcome as { error: string }).error, /posted already/);
});

test('an old post of the same text is not taken for the one that was sent', async (t) => {
  const { send } = await world(t);
  await send({}, told('[Investigating] Sign-in fails'));
  const later = await send({ createdAt: '2026-03-01T12:00:00.000Z' }, told('[Investigating] Sign-in fails'));
  assert.equal(later.outcome, 'never');
});

test('an answer to a post that was deleted begins anew', async (t) => {
  const { x, send } = await world(t);
  const first = receiptOf(await send({}, told('[Investigating] Sign-in fails')));
  x.remove(first.id!);
  const next = receiptOf(await send({ thread: { first, last: first } }, told('[Resolved] Sign-in fails')));
  assert.equal(next['answers'], null);
  assert.equal(x.posts().length, 1);
});

test('limits: a full quarter of an hour waits for its end, a used-up month is another account’s turn', async (t) => {
  const { x, send, clock } = await world(t);
  const reset = Math.floor(clock.nowMs() / 1_000) + 420;
  x.setFault({ mode: 'status', status: 429, headers: { 'x-rate-limit-reset': String(reset) }, times: 1 });
  const busy = await send({}, told('a'));
  assert.deepEqual(busy, {
    outcome: 'later',
    error: 'X answered 429: Too Many Requests',
    throttled: true,
    retryAfterMs: 420_000,
  });
  const body = {
    title: 'UsageCapExceeded',
    detail: 'Usage cap exceeded: Monthly product cap',
    type: 'https://api.twitter.com/2/problems/usage-capped',
    period: 'Monthly',
  };
  x.setFault({ mode: 'status', status: 429, body, times: 1 });
  const used = await send({}, told('a'));
  assert.deepEqual([used.outcome, (used as { scope?: string }).scope], ['later', 'provider']);
  x.setFault({ mode: 'status', status: 503, times: 1 });
  assert.equal(((await send({}, told('a'))) as { scope?: string }).scope, 'provider');
  assert.equal((await send({}, told('a'))).outcome, 'accepted');
});

test('wrong keys are the way’s fault, and no secret is repeated', async (t) => {
  const x = await startX();
  t.after(() => x.close());
  const settings = {
    handle: '@acme_status',
    ...X_KEYS,
    accessTokenSecret: 'very-wrong-secret',
    baseUrl: x.url,
  };
  const { send, check } = await openAccount(t, { carrier: createXCarrier(), settings });
  const outcome = await send({}, told('a'));
  assert.equal((outcome as { scope?: string }).scope, 'provider');
  assert.doesNotMatch(JSON.stringify([outcome, await check()]), /very-wrong-secret|pretend-access/);
  assert.equal((await check())[0]!.ok, false);
  // Not even when the other side repeats it.
  x.setFault({ mode: 'status', status: 500, body: { detail: 'no account has very-wrong-secret' } });
  const echoed = await send({}, told('a'));
  assert.match((echoed as { error: string }).error, /no account has •••/);
});

test('the check signs in and compares the account; it posts nothing', async (t) => {
  const { x, check } = await world(t);
  assert.match((await check())[0]!.detail, /Signed in as @acme_status/);
  assert.equal(x.posts().length, 0);
});

test('the house’s own picture goes along with its words; another one or none does not hold up the post', async (t) => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const home = createServer((request, response) =>
    request.url === '/card.png' ? response.end(png) : response.writeHead(500).end(),
  );
  await new Promise<void>((resolve) => home.listen(0, '127.0.0.1', resolve));
  t.after(() => home.close());
  const publicUrl = `http://127.0.0.1:${(home.address() as AddressInfo).port}`;
  const { x, send } = await world(t, { publicUrl });
  const alt = 'Sign-in: partial outage. All else works.';
  await send({}, told('a', { image: { url: `${publicUrl}/card.png`, alt } }));
  await send({}, told('b', { image: { url: `${publicUrl}/gone.png`, alt } }));
  await send({}, told('c', { image: { url: `${x.url}/elsewhere.png`, alt } }));
  x.setFault({ mode: 'drop', times: 1, only: '/2/media' });
  await send({}, told('d', { image: { url: `${publicUrl}/card.png`, alt } }));
  const [first, second, third, fourth] = x.posts();
  assert.equal(x.alt(first!.media[0]!), alt);
  assert.deepEqual([second!.media, third!.media, fourth!.media], [[], [], []]);
  assert.ok(!x.asked().some(({ path }) => path === '/elsewhere.png'));
});

test('addresses and accounts are compared in one spelling', async (t) => {
  const { kind } = await world(t);
  const carrier = createXCarrier();
  assert.deepEqual(carrier.address.parse(' acme_Status '), { address: '@acme_Status' });
  assert.match((carrier.address.parse('acme status') as { fault: string }).fault, /letters, digits/);
  const settings = { handle: 'Acme_status', ...X_KEYS };
  assert.equal(kind.addressOf!(settings), '@Acme_status');
  assert.ok(kind.serves!(settings, '@acme_status') && !kind.serves!(settings, '@other'));
});
