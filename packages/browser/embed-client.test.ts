import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmbedClient, subjectOf } from './embed-client.ts';
import { handEnv } from './testing.ts';

function world(token?: string) {
  let code = 200;
  const hand = handEnv(() => {
    if (code === 0) throw new TypeError('no connection');
    return Response.json({ said: hand.calls.length }, { status: code });
  });
  const open = (given = token) =>
    createEmbedClient({
      origin: 'https://c',
      env: hand.env,
      ...(given === undefined ? {} : { token: given }),
    });
  return {
    ...hand,
    open,
    answer: (status: number) => {
      code = status;
    },
    last: () => hand.calls.at(-1)!,
  };
}
const bodyOf = ({ init }: { init: RequestInit | undefined }) =>
  JSON.parse(String(init!.body)) as Record<string, unknown>;
const LIST = '/checklists/ready';

test('an anonymous reader is asked for nothing before they did something, and is the same from then on', async () => {
  const w = world();
  const client = w.open();
  await client.load(LIST);
  assert.equal(w.last().url, 'https://c/api/v1/embed/checklists/ready');
  assert.equal([...w.kept.keys()].includes('candor:reader'), false);
  assert.equal(await client.write('PUT', `${LIST}/items/a`, { done: true }), 'sent');
  const { reader, done } = bodyOf(w.last());
  assert.match(String(reader), /^[A-Za-z0-9_-]{8,64}$/);
  assert.equal(done, true);
  await w.open().load(LIST);
  assert.equal(w.last().url, `https://c/api/v1/embed/checklists/ready?reader=${reader}`);
});

test('the copy of the last time is there when Candor is not; what Candor no longer has is gone', async () => {
  const w = world();
  const client = w.open();
  await client.load(LIST);
  for (const status of [0, 500, 503, 429]) {
    w.answer(status);
    assert.deepEqual(await client.load(LIST), { value: { said: 1 }, live: false }, String(status));
  }
  w.answer(404);
  assert.equal(await client.load(LIST), null);
  w.answer(0);
  assert.equal(await client.load(LIST), null);
});

test('a write says what became of it, and its answer comes also when it is sent later', async () => {
  const w = world();
  const client = w.open();
  const answers: [unknown, boolean][] = [];
  const deaf = client.onAnswer(LIST, (answer, ok) => void answers.push([answer, ok]));
  client.onAnswer('/checklists/read', () => assert.fail('another list has another path'));
  w.answer(0);
  assert.equal(await client.write('PUT', `${LIST}/items/a`, { done: true }), 'kept');
  assert.equal(client.pending(LIST).length, 1);
  assert.equal(client.pending('/checklists/other').length, 0);
  w.answer(200);
  assert.equal(await client.outbox.drain(), true);
  assert.deepEqual(answers, [[{ said: 2 }, true]]);
  w.answer(400);
  assert.equal(await client.write('PUT', `${LIST}/items/a`, { done: 'x' }), 'refused');
  deaf();
  assert.equal(answers.length, 2);
});

test('of a signed-in person nothing is written into the browser, and no reader is sent beside the token', async () => {
  const w = world('token-1');
  const client = w.open();
  assert.equal(client.lasting, false);
  await client.load(LIST);
  assert.equal(w.last().url, 'https://c/api/v1/embed/checklists/ready');
  assert.equal(new Headers(w.last().init?.headers).get('authorization'), 'Bearer token-1');
  w.answer(401);
  assert.equal(await client.write('PUT', `${LIST}/items/a`, { done: true }), 'kept');
  assert.deepEqual(bodyOf(w.last()), { done: true });
  client.renew('token-2');
  w.answer(200);
  assert.equal(await client.outbox.drain(), true);
  assert.equal(new Headers(w.last().init?.headers).get('authorization'), 'Bearer token-2');
  assert.deepEqual([...w.kept.keys()], []);
});

test('people are told apart by the subject of their token', () => {
  const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;
  assert.equal(subjectOf(token({ sub: 'ada', exp: 1 })), subjectOf(token({ sub: 'ada', exp: 2 })));
  assert.notEqual(subjectOf(token({ sub: 'ada' })), subjectOf(token({ sub: 'bob' })));
  assert.equal(subjectOf('no token'), 'no token');
});
