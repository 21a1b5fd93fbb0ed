import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Echo } from './carrier.ts';
import { createWorld, plan, reader, START, stateOf, update } from './testing.ts';

async function told(t: Parameters<typeof createWorld>[0]) {
  const world = await createWorld(t);
  const { carriers, settle, store } = await world.open();
  const suppressed: string[] = [];
  carriers.ledger.onSuppressed(
    async (_tx, { recipientId, reason }) => void suppressed.push(`${recipientId}: ${reason}`),
  );
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a'), reader('sub_b')]);
  await settle();
  const { rows } = await store.db
    .withTables<{ carriersDelivery: { idempotencyKey: string; recipientId: string } }>()
    .selectFrom('carriersDelivery')
    .selectAll()
    .execute()
    .then((found) => ({ rows: found }));
  const key = rows.find(({ recipientId }) => recipientId === 'sub_a')!.idempotencyKey;
  const echo = (more: Partial<Echo> = {}): Echo => ({
    ref: { key },
    event: 'bounced',
    permanent: true,
    detail: '550 5.1.1 no such user',
    at: START,
    ...more,
  });
  const of = async (id: string) => (await carriers.ledger.list({ recipientId: id })).items[0]!;
  return { world, carriers, settle, suppressed, echo, of };
}

test('a permanent bounce turns accepted into failed, ends the address, and is counted', async (t) => {
  const { world, carriers, settle, suppressed, echo, of } = await told(t);
  assert.equal(await carriers.ledger.echo(echo(), 'settings'), 'applied');
  const delivery = await of('sub_a');
  assert.equal(delivery.state, 'failed');
  assert.match(delivery.lastError!, /5\.1\.1/);
  assert.equal((delivery.receipt!['echoes'] as unknown[]).length, 1);
  assert.deepEqual(suppressed, ['sub_a: It bounced for good: 550 5.1.1 no such user']);
  const { total } = await carriers.ledger.progress({ incidentId: 'inc_1' });
  assert.deepEqual([total.accepted, total.failed], [1, 1]);
  await plan(world, carriers, update('resolved', 4), [reader('sub_a')]);
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['failed', 'suppressed']);
});

test('an echo that is heard twice is applied once, and one about nobody changes nothing', async (t) => {
  const { carriers, suppressed, echo, of } = await told(t);
  assert.equal(await carriers.ledger.echo(echo(), 'settings'), 'applied');
  assert.equal(await carriers.ledger.echo(echo(), 'settings'), 'repeated');
  assert.equal(suppressed.length, 1);
  const strange = [{ key: 'f'.repeat(64) }, { id: 'nobody' }, { address: 'nobody@example.org' }];
  for (const ref of strange) assert.equal(await carriers.ledger.echo(echo({ ref }), 'settings'), 'unknown');
  assert.equal((await of('sub_b')).state, 'accepted');
});

test('a temporary bounce and a delivery are only written down, at most twenty of them', async (t) => {
  const { carriers, suppressed, echo, of } = await told(t);
  for (let i = 0; i < 30; i++) {
    const at = new Date(Date.parse(START) + i).toISOString();
    await carriers.ledger.echo(echo({ event: 'delayed', permanent: false, at }), 'settings');
  }
  const delivery = await of('sub_a');
  assert.equal(delivery.state, 'accepted');
  const echoes = delivery.receipt!['echoes'] as { at: string }[];
  assert.equal(echoes.length, 20);
  assert.equal(echoes[0]!.at, START, 'the first one stays');
  assert.match(String(delivery.receipt!['response']), /^250/, 'the receipt itself stays');
  assert.deepEqual(suppressed, []);
});

test('a complaint ends the address though the message arrived; an unreadable detail is written down all the same', async (t) => {
  const { carriers, suppressed, echo, of } = await told(t);
  await carriers.ledger.echo(
    echo({ event: 'complained', permanent: false, detail: 'spam\0\ud800' }),
    'settings',
  );
  assert.equal((await of('sub_a')).state, 'accepted');
  assert.equal(suppressed.length, 1);
});
