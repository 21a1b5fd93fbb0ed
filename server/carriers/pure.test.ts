/** The rules without a database: the ladder, the breaker, names, forms, identity, sharing of questions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { handClock } from '#lib/clock.ts';
import { createBreaker } from './breaker.ts';
import { formFor } from './carrier.ts';
import { coalesce } from './coalesce.ts';
import { markAlive, processIdentity } from './identity.ts';
import { createInspector } from './inspect.ts';
import { jsonText } from './json.ts';
import { addressHash, idempotencyKey, maskAddress, shardOf } from './keys.ts';
import { nextAttemptMs } from './ladder.ts';
import type { Leased } from './leased.ts';
import type { Leases } from './leases.ts';

const walk = (chance: () => number) => {
  const times: number[] = [0];
  for (let attempts = 1; ; attempts++) {
    const nextMs = nextAttemptMs({ attempts, nowMs: times.at(-1)!, sinceMs: 0, chance: chance() });
    if (nextMs === null) return times;
    times.push(nextMs);
  }
};

test('whenever a receiver recovers within half a minute, it is tried within five seconds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 25_000 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (recoveredMs, chances) => {
        const tries = walk(() => chances.next().value as number);
        const next = tries.find((ms) => ms >= recoveredMs)!;
        assert.ok(next - recoveredMs <= 5_000, `${next - recoveredMs} ms late`);
      },
    ),
  );
});

test('the ladder ends within a day, and after no more than forty attempts', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      const tries = walk(() => chance);
      assert.ok(tries.at(-1)! <= 24 * 3_600_000);
      assert.ok(tries.length <= 40);
    }),
  );
});

test('Retry-After only lengthens a step, and not without end', () => {
  const at = (retryAfterMs: number) =>
    nextAttemptMs({ attempts: 1, nowMs: 0, sinceMs: 0, chance: 0, retryAfterMs });
  assert.equal(at(1), 2_000);
  assert.equal(at(60_000), 60_000);
  assert.equal(at(1e12), 6 * 3_600_000);
});

test('a breaker lets one through when its time has come, and counts failures of one moment once', () => {
  const breaker = createBreaker();
  assert.equal(breaker.room(0, 5), 5);
  for (let i = 0; i < 5; i++) breaker.failed(0, 'down');
  assert.deepEqual(breaker.state(), { state: 'open', error: 'down', retryAtMs: 1_000 });
  assert.equal(breaker.room(999, 5), 0);
  assert.equal(breaker.room(1_000, 5), 1);
  breaker.failed(1_000, 'still');
  assert.equal(breaker.state().retryAtMs, 3_000);
  breaker.worked();
  assert.equal(breaker.room(1_001, 5), 5);
});

test('keys differ whenever one of their parts does', () => {
  const base = { kind: 'update', incidentId: 'inc_1', unit: 'upd_1', recipientId: 'sub_1', carrier: 'email' };
  const keys = [
    base,
    { ...base, kind: 'staff' },
    { ...base, incidentId: null },
    { ...base, unit: 'upd_2' },
    { ...base, recipientId: 'sub_2' },
    { ...base, carrier: 'webhook' },
    { ...base, incidentId: 'inc_1","upd_1', unit: '' },
  ].map(idempotencyKey);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(idempotencyKey({ ...base }), keys[0]);
});

test('shards are spread over 0 to 255', () => {
  const shards = new Set(Array.from({ length: 5_000 }, (_, i) => shardOf(`sub_${i}`)));
  assert.equal(shards.size, 256);
  assert.ok([...shards].every((shard) => shard >= 0 && shard <= 255));
});

test('one mailbox is one, however it is written; a mask never shows it', () => {
  assert.equal(addressHash('email', ' Ann@Example.ORG '), addressHash('email', 'ann@example.org'));
  assert.notEqual(addressHash('email', 'a@b.example'), addressHash('webhook', 'a@b.example'));
  assert.equal(maskAddress('ann@example.org'), 'a…@example.org');
  assert.equal(maskAddress('https://hooks.example/T0/secret?k=1'), 'https://hooks.example/…');
  assert.equal(maskAddress(''), '(erased)');
});

test('a reader without their own language gets English, then anything', () => {
  const form = (subject: string) => ({ subject, text: subject });
  assert.equal(formFor({ en: form('en'), de: form('de') }, 'de-CH', 'UTC')!.subject, 'de');
  assert.equal(formFor({ en: form('en') }, 'fr', 'UTC')!.subject, 'en');
  assert.equal(formFor({ de: form('de') }, 'fr', 'UTC')!.subject, 'de');
  assert.equal(formFor({}, 'fr', 'UTC'), null);
});

test('only a process that certainly ended is dead', () => {
  const me = processIdentity({ host: 'a', pid: 10, token: 'x', isAlive: (pid) => pid === 11 });
  assert.equal(me.owner, 'a/10/x');
  assert.equal(me.isDead('a/10/x'), false, 'oneself');
  assert.equal(me.isDead('a/11/y'), false, 'a living neighbour');
  assert.equal(me.isDead('a/12/y'), true);
  assert.equal(me.isDead('b/12/y'), false, 'another machine');
  assert.equal(me.isDead('a/10/y'), true, 'the number was given out again, as in a container');
  const unmark = markAlive('a/10/z');
  assert.equal(me.isDead('a/10/z'), false, 'two in one process');
  unmark();
});

test('the system is asked whether a process lives', () => {
  const me = processIdentity({ host: 'a', pid: 0 });
  assert.equal(me.isDead(`a/${process.pid}/t`), false);
  assert.equal(me.isDead(`a/${2 ** 22 + 1}/t`), true);
});

test('questions asked together go together, and each gets its own answer', async () => {
  const batches: number[][] = [];
  const ask = coalesce<number, number>(
    async (batch) => {
      batches.push(batch);
      if (batch.includes(13)) throw new Error('no');
      return batch.map((n) => n * 2);
    },
    { most: 3 },
  );
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map(ask)), [2, 4, 6, 8]);
  assert.deepEqual(batches, [[1, 2, 3], [4]]);
  await assert.rejects(ask(13), /no/);
  assert.equal(await ask(5), 10, 'a failure does not end the asking');
});

test('a second lane takes what is asked while the first one waits, and no third begins', async () => {
  const under: { batch: number[]; end: () => void }[] = [];
  const ask = coalesce<number, number>(
    (batch) => new Promise((resolve) => under.push({ batch, end: () => resolve(batch) })),
    { lanes: 2 },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const answers = [ask(1), ask(2)];
  await turn();
  answers.push(ask(3));
  await turn();
  answers.push(ask(4), ask(5));
  await turn();
  assert.deepEqual(
    under.map(({ batch }) => batch),
    [[1, 2], [3]],
  );
  under[1]!.end();
  await turn();
  assert.deepEqual(under[2]!.batch, [4, 5], 'the lane that is free goes on');
  for (const { end } of under) end();
  assert.deepEqual(await Promise.all(answers), [1, 2, 3, 4, 5]);
});

test('the news that came with a settlement spares one question, and only at that moment', async () => {
  let newest = 1;
  let asked = 0;
  const leases = {
    news: async () => {
      asked += 1;
      return { newest: new Map([['inc_a', newest]]), stopped: false };
    },
    check: async (refs: unknown[]) => refs.map(() => 'superseded'),
  } as unknown as Leases;
  const clock = handClock('2026-03-01T10:00:00.000Z');
  const inspector = createInspector({ clock, leases, leaseMs: 30_000 });
  inspector.renewed(clock.nowMs());
  const delivery = {
    id: 'dlv_a',
    order: { incidentId: 'inc_a', seq: 1 },
    outgoing: { createdAt: clock.now() },
  } as Leased;

  assert.equal(await inspector.inspect(delivery), 'send');
  inspector.hear(inspector.question(), await leases.news(inspector.question()));
  asked = 0;
  assert.equal(await inspector.inspect(delivery), 'send');
  assert.equal(asked, 0, 'it came with the settlement');

  const answer = await leases.news(inspector.question());
  inspector.hear(inspector.question(), answer);
  newest = 2;
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await inspector.inspect(delivery), 'superseded', 'a moment later it is asked again');

  inspector.hear(inspector.question(), answer);
  const other = { ...delivery, order: { incidentId: 'inc_b', seq: 1 } } as Leased;
  asked = 0;
  assert.equal(await inspector.inspect(other), 'superseded');
  assert.equal(asked, 1, 'of another incident it says nothing');
});

test('what PostgreSQL cannot hold is replaced, in names too, and nothing else is', () => {
  assert.equal(
    jsonText({ 'a\0': ['\ud800', { b: 'ü😀\\u0000' }], n: 1, z: null }),
    '{"a\uFFFD":["\uFFFD",{"b":"ü😀\\\\u0000"}],"n":1,"z":null}',
  );
});
