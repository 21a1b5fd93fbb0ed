/** Kill −9 and its relatives: two processes over one ledger, of which one vanishes in the middle. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createWorld, endpoint, plan, reader, stateOf, update } from './testing.ts';

test('killed while a notice is in flight: the next process sends it at once, under the same id', async (t) => {
  const world = await createWorld(t);
  const first = await world.open({ pid: 100 });
  await first.carriers.start();
  world.receiver.setFault({ mode: 'hang' });
  await plan(world, first.carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await first.settle();
  assert.equal(world.receiver.inbox().length, 1);
  await first.kill();
  world.receiver.setFault({ mode: 'accept' });
  const second = await world.open({ pid: 200, alive: (pid) => pid !== 100 });
  assert.deepEqual(await stateOf(second.carriers, 'whk_a'), ['leased']);
  await second.carriers.start();
  await second.settle();
  assert.deepEqual(await stateOf(second.carriers, 'whk_a'), ['accepted']);
  const [before, after] = world.receiver.inbox();
  assert.equal(before!.id, after!.id);
  assert.deepEqual(world.receiver.duplicates(), []);
});

test('delivered, then killed and restarted: no second notice', async (t) => {
  const world = await createWorld(t);
  const first = await world.open({ pid: 100 });
  await first.carriers.start();
  await plan(world, first.carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
    reader('sub_a'),
  ]);
  await first.settle();
  await first.kill();
  const second = await world.open({ pid: 200, alive: (pid) => pid !== 100 });
  await second.carriers.start();
  await second.settle();
  await second.moveBy(120_000);
  assert.equal(world.receiver.inbox().length, 1);
  assert.equal(world.mail.inbox().length, 1);
});

test('recovered while dead: the open notice that never left is superseded, “resolved” goes out', async (t) => {
  const world = await createWorld(t);
  const first = await world.open({ pid: 100 });
  await first.carriers.start();
  world.receiver.setFault({ mode: 'status', status: 500 });
  await plan(world, first.carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await first.settle();
  await first.kill();
  world.receiver.setFault({ mode: 'accept' });
  const second = await world.open({ pid: 200, alive: (pid) => pid !== 100 });
  await plan(world, second.carriers, update('resolved', 4), [
    endpoint('whk_a', world.receiver.url, world.secret),
  ]);
  await second.carriers.start();
  await second.settle();
  assert.deepEqual(await stateOf(second.carriers, 'whk_a'), ['superseded', 'accepted']);
});

test('killed at any point of a fan-out: nobody is skipped, and no mail is doubled beyond one per connection', async (t) => {
  for (const survivors of [1, 7, 23]) {
    const world = await createWorld(t);
    const first = await world.open({ pid: 100 });
    const people = Array.from({ length: 40 }, (_, i) => reader(`sub_${i}`));
    await plan(world, first.carriers, update('investigating', 1), people);
    world.mail.setFault({ mode: 'slow', ms: 2 });
    await first.carriers.start();
    for (let i = 0; i < 2_000 && world.mail.inbox().length < survivors; i++)
      await new Promise((resolve) => setImmediate(resolve));
    await first.kill();
    world.mail.setFault({ mode: 'accept' });
    const second = await world.open({ pid: 200, alive: (pid) => pid !== 100 });
    await second.carriers.start();
    await second.settle();
    const got = new Map<string, Set<string>>();
    for (const { to, messageId } of world.mail.inbox())
      got.set(to[0]!, (got.get(to[0]!) ?? new Set()).add(messageId));
    assert.equal(got.size, 40, 'everybody was told');
    assert.ok(
      [...got.values()].every((ids) => ids.size === 1),
      'a repeat can be recognised by its Message-ID',
    );
    const doubled = world.mail.inbox().length - 40;
    assert.ok(doubled <= 5, `${doubled} repeated with 5 connections`);
    const progress = await second.carriers.ledger.progress({ incidentId: 'inc_1' });
    assert.equal(progress.total.accepted, 40);
  }
});

test('the lease of a process on another machine ends by time', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  const until = new Date(world.clock.nowMs() + 30_000).toISOString();
  await sql`
    with taken as (delete from carriers_turn returning *)
    insert into carriers_lease (id, shard, carrier, owner, until, again, next_at)
    select id, shard, carrier, 'elsewhere/7/abc', ${until}::timestamptz, again, next_at from taken`.execute(
    world.store.db,
  );
  await carriers.start();
  await settle();
  await moveBy(29_000);
  assert.equal(world.mail.inbox().length, 0, 'its holder may be alive');
  await moveBy(2_000);
  assert.equal(world.mail.inbox().length, 1);
});

test('a living neighbour keeps its leases, for as long as its work takes', async (t) => {
  const world = await createWorld(t);
  const first = await world.open({ pid: 100 });
  const second = await world.open({ pid: 200 });
  await first.carriers.start();
  world.mail.setFault({ mode: 'hang' });
  await plan(world, first.carriers, update('investigating', 1), [reader('sub_a')]);
  await first.settle();
  await second.carriers.start();
  await second.settle();
  await world.clock.moveTo(world.clock.nowMs() + 50_000, async () => {
    await first.loops.settled();
    await second.loops.settled();
  });
  assert.deepEqual(await stateOf(second.carriers, 'sub_a'), ['leased'], 'renewed past its 30 seconds');
  const { rows } = await sql<{ owner: string }>`select owner from carriers_lease`.execute(world.store.db);
  assert.match(rows[0]!.owner, /^test\/100\//);
});

test('two processes share the work without doubling it', async (t) => {
  const world = await createWorld(t);
  const first = await world.open({ pid: 100 });
  const second = await world.open({ pid: 200 });
  const people = Array.from({ length: 120 }, (_, i) => reader(`sub_${i}`));
  await plan(world, first.carriers, update('investigating', 1), people);
  await Promise.all([first.carriers.start(), second.carriers.start()]);
  await first.settle();
  await second.settle();
  assert.equal(world.mail.inbox().length, 120);
  assert.equal(new Set(world.mail.inbox().map(({ to }) => to[0])).size, 120);
});

test('a database that goes away in the middle is waited for: what was accepted is written down, not repeated', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  await settle();
  world.receiver.setFault({ mode: 'slow', ms: 150 });
  await plan(world, carriers, update('investigating', 1), [
    endpoint('whk_a', world.receiver.url, world.secret),
    endpoint('whk_b', `${world.receiver.url}/b`, world.secret),
  ]);
  for (let i = 0; i < 100; i++) {
    if ((await stateOf(carriers, 'whk_a'))[0] === 'leased') break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await world.store.cutConnections();
  for (let i = 0; i < 30; i++) {
    await moveBy(1_000);
    const progress = await carriers.ledger.progress({ incidentId: 'inc_1' }).catch(() => null);
    if (progress?.settled) break;
    // The store looks for its database by the real clock.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(await stateOf(carriers, 'whk_a'), ['accepted']);
  assert.deepEqual(world.receiver.duplicates(), []);
});

test('a graceful stop gives back what was not begun and ends in bounded time', async (t) => {
  const world = await createWorld(t, { config: { mailConnections: 1 } });
  const first = await world.open({ pid: 100 });
  await first.carriers.start();
  world.mail.setFault({ mode: 'hang' });
  await plan(world, first.carriers, update('investigating', 1), [
    reader('sub_a'),
    reader('sub_b'),
    reader('sub_c'),
  ]);
  await first.settle();
  await first.close(50);
  const second = await world.open({ pid: 200 });
  const progress = await second.carriers.ledger.progress({ incidentId: 'inc_1' });
  assert.equal(progress.total.leased, 0);
  assert.equal(progress.total.planned + progress.total.deferred, 3);
});
