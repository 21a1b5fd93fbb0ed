import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { createResilient, type ResilientInit } from './fetch.ts';
import { createKeep, mayKeep } from './keep.ts';
import { handEnv } from './testing.ts';

function world(answer: (url: string, init?: RequestInit) => Response | Promise<Response>) {
  const hand = handEnv(answer);
  let declared: ComponentStatus = 'operational';
  const keep = createKeep(hand.env);
  const resilient = createResilient({
    env: hand.env,
    keep,
    clientId: '7',
    base: 'https://app/',
    statusOf: () => declared,
  });
  const get = (init: ResilientInit = {}) =>
    resilient.fetch('/orders', { component: 'cmp_api', staleForSeconds: 3600, retries: 0, ...init });
  return {
    ...hand,
    keep,
    resilient,
    get,
    declare: (status: ComponentStatus) => {
      declared = status;
    },
  };
}

test('a 5xx is an outage: the kept answer comes with its age', async () => {
  let down = false;
  const w = world(() => (down ? new Response('no', { status: 503 }) : Response.json(['one'])));
  assert.equal((await w.get()).headers.get('candor-age'), null);
  down = true;
  w.pass(90_000);
  const stale = await w.get();
  assert.equal(stale.status, 200);
  assert.equal(stale.headers.get('candor-age'), '90');
  assert.deepEqual(await stale.json(), ['one']);
  w.pass(3600_000);
  assert.equal((await w.get()).status, 503, 'too old is not given');
});

test('a hanging service: the kept answer comes after patience, not after the timeout', async () => {
  let down = false;
  const w = world(() => (down ? new Promise<Response>(() => {}) : Response.json(1)));
  await w.get();
  down = true;
  assert.equal((await w.get({ patienceMs: 5 })).headers.get('candor-age'), '0');
});

test('three failures open the breaker: no further call is made, and the error says when', async () => {
  const w = world(() => Promise.reject(new TypeError('refused')));
  await assert.rejects(w.get({ retries: 2 }), { name: 'Unavailable', code: 'candor.unavailable' });
  assert.equal(w.resilient.breaker('cmp_api').phase, 'open');
  await assert.rejects(w.get(), (error: { retryAtMs: number }) => error.retryAtMs === w.env.nowMs() + 5_000);
  assert.equal(w.calls.length, 3);
});

test('a declared outage stops calls at once', async () => {
  const w = world(() => Response.json(1));
  await w.get();
  w.declare('major_outage');
  assert.equal((await w.get()).headers.get('candor-age'), '0');
  assert.equal(w.calls.length, 1);
});

test('a write is sent once without a key; with one it is repeated, moved to another origin, and carries it', async () => {
  const w = world((url) =>
    url.startsWith('https://b') ? Response.json('saved') : new Response('', { status: 500 }),
  );
  const init = {
    method: 'post',
    body: '{}',
    fallbackOrigins: ['https://b'],
    staleForSeconds: 60,
    retries: 2,
  };
  assert.equal((await w.resilient.fetch('/orders', init)).status, 500);
  assert.equal(w.calls.length, 1);
  const saved = await w.resilient.fetch(
    new Request('https://app/orders?x=1', { method: 'POST', body: 'b' }),
    {
      ...init,
      idempotencyKey: 'k-1',
    },
  );
  assert.equal(await saved.json(), 'saved');
  assert.equal(w.calls.at(-1)!.url, 'https://b/orders?x=1');
  assert.equal(new Headers(w.calls.at(-1)!.init!.headers).get('idempotency-key'), 'k-1');
});

test('a 4xx is an answer, and a caller that goes away is no failure', async () => {
  const w = world((_, init) => {
    init!.signal!.throwIfAborted();
    return new Response('', { status: 404 });
  });
  assert.equal((await w.get()).status, 404);
  await assert.rejects(w.get({ signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.equal(w.resilient.breaker('cmp_api').failures, 0);
});

test('what may not be kept is not kept', async () => {
  const may = (headers: Record<string, string>, init: RequestInit = {}) =>
    mayKeep(init, new Response('', { headers }));
  assert.equal(may({}), true);
  assert.equal(may({ vary: 'Accept-Encoding, Origin' }), true);
  for (const control of ['no-store', 'private, max-age=5'])
    assert.equal(may({ 'cache-control': control }), false);
  assert.equal(may({ vary: 'Cookie' }), false);
  assert.equal(may({}, { headers: { authorization: 'Bearer x' } }), false);
  assert.equal(may({ 'cache-control': 'public' }, { headers: { authorization: 'Bearer x' } }), true);
  assert.equal(may({}, { cache: 'no-store' }), false);
});

test('keeps at most a hundred, and forgets them when told to', async () => {
  const { env } = handEnv(() => Response.json(1));
  const keep = createKeep(env);
  for (let n = 0; n < 101; n++) await keep.put(`https://a/${n}`, Response.json(n));
  assert.equal(await keep.get('https://a/0'), null);
  assert.equal(await (await keep.get('https://a/100'))!.response.json(), 100);
  await keep.clear();
  assert.equal(await keep.get('https://a/100'), null);
});

test('an answer that is not good is an outage: not shown, not kept, and counted', async () => {
  let body: unknown = { products: ['one'] };
  const w = world(() => Response.json(body));
  const good = async (response: Response) => Array.isArray((await response.json()).products);
  assert.deepEqual(await (await w.get({ good })).json(), { products: ['one'] });
  body = { message: 'under construction' };
  w.pass(5_000);
  const stale = await w.get({ good });
  assert.equal(stale.headers.get('candor-age'), '5');
  assert.deepEqual(await stale.json(), { products: ['one'] });
  await w.get({ good: () => Promise.reject(new SyntaxError('no JSON')) });
  await w.get({ good });
  assert.equal(w.resilient.breaker('cmp_api').phase, 'open');
  await w.keep.clear();
  await assert.rejects(w.get({ good }), { name: 'Unavailable' });
  assert.equal(w.calls.length, 4);
});
