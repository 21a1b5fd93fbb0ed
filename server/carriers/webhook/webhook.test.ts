import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { currentSecret, newWebhookSecret, replacedSecret } from '#lib/webhook-secret.ts';
import { createWorld, endpoint, plan, stateOf, update } from '../testing.ts';
import { signWebhook } from './signature.ts';

test('our signature is the reference library’s, for every body', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 4e9 }), (body, seconds) => {
      const secret = newWebhookSecret();
      const theirs = new Webhook(secret).sign('msg_1', new Date(seconds * 1_000), body);
      assert.equal(signWebhook(secret, 'msg_1', seconds, body), theirs);
    }),
  );
});

test('a secret of another shape signs nothing', () => {
  for (const secret of ['', 'whsec_', 'secret', 'whsec_a b', 'whsec_%%%%%%%%%%%%%%%%%%%%'])
    assert.equal(signWebhook(secret, 'msg_1', 1, '{}'), null);
});

test('after a secret was replaced both sign for a day, then the new one alone; a third ends the first at once', () => {
  const [first, second, third] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
  const nowMs = 1_790_000_000_000;
  const kept = replacedSecret(first, second, nowMs);
  const signedAt = (secrets: string, seconds: number) => {
    const signature = signWebhook(secrets, 'msg_1', seconds, '{}')!;
    return [first, second, third].map((secret) =>
      signature.split(' ').includes(new Webhook(secret).sign('msg_1', new Date(seconds * 1_000), '{}')),
    );
  };
  const day = 86_400;
  assert.deepEqual(signedAt(kept, 1_790_000_000), [true, true, false]);
  assert.deepEqual(signedAt(kept, 1_790_000_000 + day - 1), [true, true, false]);
  assert.deepEqual(signedAt(kept, 1_790_000_000 + day), [false, true, false]);
  assert.deepEqual(signedAt(replacedSecret(kept, third, nowMs), 1_790_000_000), [false, true, true]);
  assert.equal(currentSecret(kept), second);
});

test('the payload is {type, timestamp, data}, and a changed body no longer verifies', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  const [got] = world.receiver.inbox();
  assert.deepEqual(got!.body, {
    type: 'incident.updated',
    timestamp: '2026-03-01T10:00:00.000Z',
    data: { phase: 'investigating' },
  });
  assert.equal(got!.headers['content-type'], 'application/json');
  assert.equal(got!.headers['list-unsubscribe'], undefined);
  assert.equal(got!.verified, true);
  const seconds = Number(got!.headers['webhook-timestamp']);
  assert.notEqual(
    signWebhook(world.secret, got!.id, seconds, `${got!.raw} `),
    got!.headers['webhook-signature'],
  );
});

test('a subscriber’s program is told where to leave', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const unsubscribeUrl = 'https://status.example.org/subscribers/token/unsubscribe';
  const program = endpoint('sub_a', world.receiver.url, world.secret, { kind: 'subscriber', unsubscribeUrl });
  await plan(world, carriers, update('investigating', 1), [program]);
  await settle();
  const [got] = world.receiver.inbox();
  assert.equal(got!.headers['list-unsubscribe'], `<${unsubscribeUrl}>`);
  assert.equal(got!.verified, true);
});

test('each attempt is signed anew under the same id, so that a receiver may refuse what is old', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'status', status: 503 });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  await moveBy(30_000);
  const attempts = world.receiver.inbox();
  assert.ok(attempts.length > 4);
  assert.ok(attempts.every(({ verified }) => verified));
  assert.equal(new Set(attempts.map(({ id }) => id)).size, 1);
  assert.equal(new Set(attempts.map(({ headers }) => headers['webhook-timestamp'])).size, attempts.length);
});

test('a redirect is a failure and is not followed', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'redirect' });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['deferred']);
  assert.deepEqual(
    world.receiver.inbox().map(({ path }) => path),
    ['/hook'],
  );
});

test('a receiver that took it and lost the line gets it again under the same id', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.receiver.setFault({ mode: 'drop' });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  world.receiver.setFault({ mode: 'accept' });
  await moveBy(5_000);
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['accepted']);
  assert.equal(world.receiver.duplicates().length, 1, 'the repeat can be recognised');
});

test('no secret stays in the ledger once the delivery is over', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await settle();
  const row = await world.store.db
    .withTables<import('../tables.ts').CarriersTables>()
    .selectFrom('carriersDelivery')
    .select('private')
    .executeTakeFirstOrThrow();
  assert.equal(row.private, null);
});
