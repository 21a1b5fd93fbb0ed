import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutbox } from './outbox.ts';
import { handEnv } from './testing.ts';

function world() {
  let answer: (url: string) => number | 'dead' = () => 201;
  const answers: { url: string; status: number }[] = [];
  const hand = handEnv((url) => {
    const status = answer(url);
    if (status === 'dead') throw new TypeError('no connection');
    return new Response('{}', { status });
  });
  let token = 'first';
  const open = () =>
    createOutbox({
      name: 'shop',
      env: hand.env,
      headers: () => ({ Authorization: `Bearer ${token}` }),
      onAnswer: ({ url }, { status }) => void answers.push({ url, status }),
    });
  return {
    ...hand,
    answers,
    open,
    sent: () => hand.calls.map(({ url, init }) => `${new URL(url).pathname} ${init?.body}`),
    renew: (next: string) => {
      token = next;
    },
    answer: (next: typeof answer) => {
      answer = next;
    },
  };
}
const order = (n: number, url = 'https://api/orders') => ({ method: 'POST', url, body: n });
const headersOf = ({ init }: { init: RequestInit | undefined }) => new Headers(init?.headers);

test('a write is sent once, with its key, and its answer is told', async () => {
  const w = world();
  const outbox = w.open();
  assert.equal(outbox.put({ ...order(1), key: 'key-1' }), true);
  assert.equal(outbox.put({ ...order(1), key: 'key-1' }), true);
  assert.equal(outbox.pending().length, 1, 'the same key is the same write');
  assert.equal(await outbox.drain(), true);
  assert.equal(await outbox.drain(), true);
  assert.equal(w.calls.length, 1);
  const headers = headersOf(w.calls[0]!);
  assert.equal(headers.get('idempotency-key'), 'key-1');
  assert.equal(headers.get('content-type'), 'application/json');
  assert.deepEqual(w.answers, [{ url: 'https://api/orders', status: 201 }]);
});

test('what meets no server waits, in order, with the same key, also over a reload', async () => {
  const w = world();
  const outbox = w.open();
  w.answer(() => 'dead');
  outbox.put(order(1));
  outbox.put(order(2));
  assert.equal(await outbox.drain(), false);
  assert.deepEqual(w.sent(), ['/orders 1'], 'the second waits for the first');
  w.answer(() => 503);
  assert.equal(await outbox.drain(), false);
  w.answer(() => 201);
  assert.equal(await w.open().drain(), true);
  assert.deepEqual(w.sent().slice(2), ['/orders 1', '/orders 2']);
  const keys = w.calls.map((call) => headersOf(call).get('idempotency-key'));
  assert.equal(new Set(keys).size, 2);
  assert.equal(keys[0], keys[2]);
});

test('a lane that cannot go does not stop the others', async () => {
  const w = world();
  const outbox = w.open();
  w.answer((url) => (url.endsWith('/stuck') ? 500 : 201));
  outbox.put(order(1, 'https://api/stuck'));
  outbox.put(order(2, 'https://api/fine'));
  outbox.put(order(3, 'https://api/stuck'));
  assert.equal(await outbox.drain(), false);
  assert.deepEqual(w.sent(), ['/stuck 1', '/fine 2']);
  assert.deepEqual(
    outbox.pending().map(({ body }) => body),
    ['1', '3'],
  );
});

test('a refusal is final and told; a sign-in that ran out is renewed and never stored', async () => {
  const w = world();
  const outbox = w.open();
  w.answer(() => 422);
  outbox.put(order(1));
  assert.equal(await outbox.drain(), true);
  assert.deepEqual(w.answers, [{ url: 'https://api/orders', status: 422 }]);
  for (const status of [401, 408, 425, 429]) {
    w.answer(() => status);
    outbox.put({ ...order(2), key: 'later' });
    assert.equal(await outbox.drain(), false, String(status));
  }
  w.answer(() => 201);
  w.renew('second');
  assert.equal(await outbox.drain(), true);
  assert.equal(headersOf(w.calls.at(-1)!).get('authorization'), 'Bearer second');
  assert.ok(![...w.kept.values()].some((text) => /Bearer|first|second/.test(text)));
});

test('it has limits and says when it cannot keep a write', () => {
  const w = world();
  const outbox = w.open();
  assert.equal(outbox.put({ ...order(0), body: 'x'.repeat(64_001) }), false);
  for (let n = 0; n < 100; n++) assert.equal(outbox.put(order(n)), true);
  assert.equal(outbox.put(order(100)), false);
  assert.equal(outbox.pending().length, 100);
});

test('what somebody else wrote into its storage is no write', async () => {
  const w = world();
  for (const text of ['nonsense', '{}', '[null, 7, {"key":"a"}]', '"[]"']) {
    w.kept.set('candor:outbox:shop', text);
    assert.deepEqual(w.open().pending(), [], text);
  }
  assert.equal(await w.open().drain(), true);
  assert.equal(w.calls.length, 0);
});
