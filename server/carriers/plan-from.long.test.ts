import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addressHash, idempotencyKey, shardOf } from './keys.ts';
import { createWorld, endpoint, plan, reader, START, stateOf, update, type World } from './testing.ts';

/** What an audience would select, made of values. */
const people = (
  rows: {
    id: string;
    carrier?: string;
    address?: string;
    lane?: number;
    notBefore?: string | null;
    secret?: string | null;
    why?: object | null;
  }[],
) => {
  const records = rows.map(
    ({ id, carrier = 'email', address = `${id}@example.org`, lane = 100, ...more }) => ({
      recipient_id: id,
      carrier,
      address,
      address_hash: addressHash(carrier, address),
      lane,
      not_before: more.notBefore ?? null,
      secret: more.secret ?? null,
      why: more.why ?? null,
    }),
  );
  return sql`
    select r.recipient_id, 'subscriber' as recipient_kind, r.carrier, r.address, r.address_hash, 'en' as locale,
      'UTC' as time_zone, null::text as segment, r.lane, r.not_before, r.secret, r.why
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (recipient_id text, carrier text, address text,
      address_hash text, lane smallint, not_before timestamptz, secret text, why jsonb)`;
};

type Open = Awaited<ReturnType<World['open']>>;
const planFrom = (
  { store, carriers }: Open,
  message: ReturnType<typeof update>,
  select: ReturnType<typeof people>,
) => store.transaction((tx) => carriers.ledger.planFrom(tx, { message, select }));

test('what the database plans by itself is what would be planned row by row', async (t) => {
  const world = await createWorld(t);
  const here = await world.open();
  const secret = world.secret;
  await planFrom(
    here,
    update('investigating', 1),
    people([
      { id: 'sub_a', why: { everything: true } },
      { id: 'whk_b', carrier: 'webhook', address: `${world.receiver.url}/b`, secret, lane: 7 },
    ]),
  );
  await plan(world, here.carriers, update('investigating', 1, { incidentId: 'inc_2' }), [
    reader('sub_a', { why: { everything: true } }),
    endpoint('whk_b', `${world.receiver.url}/b`, secret, { kind: 'subscriber', lane: 7 }),
  ]);
  const { rows } = await sql<Record<string, unknown>>`
    select d.shard, d.carrier, recipient_id, recipient_kind, address, address_hash, d.endpoint, locale, time_zone, private,
      d.urgent, d.lane, state, next_at, tries_since, phase_rank, kind, update_id, why, d.id, idempotency_key, incident_id
    from carriers_delivery d join carriers_turn t on t.id = d.id order by incident_id, d.carrier`.execute(
    world.store.db,
  );
  const shape = ({
    id: _id,
    idempotencyKey: _key,
    incidentId: _incident,
    ...rest
  }: Record<string, unknown>) => rest;
  assert.deepEqual(rows.slice(0, 2).map(shape), rows.slice(2).map(shape));
  for (const row of rows) {
    assert.match(row['id'] as string, /^dlv_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    assert.equal(row['shard'], shardOf(row['recipientId'] as string));
    assert.equal(
      row['idempotencyKey'],
      idempotencyKey({
        kind: 'update',
        incidentId: row['incidentId'] as string,
        unit: 'upd_investigating',
        recipientId: row['recipientId'] as string,
        carrier: row['carrier'] as string,
      }),
    );
  }
});

test('planning by statement is idempotent, counted, and tells everybody once', async (t) => {
  const world = await createWorld(t);
  const here = await world.open();
  await here.carriers.start();
  const everybody = people(Array.from({ length: 40 }, (_, i) => ({ id: `sub_${i}` })));
  const first = await planFrom(here, update('investigating', 1), everybody);
  const again = await planFrom(here, update('investigating', 1), everybody);
  assert.deepEqual([first.planned, again.planned], [40, 0]);
  assert.equal(again.messageId, first.messageId);
  await here.settle();
  assert.equal(new Set(world.mail.inbox().map(({ to }) => to[0])).size, 40);
  assert.equal(world.mail.inbox().length, 40);
  const { total } = await here.carriers.ledger.progress({ incidentId: 'inc_1' });
  assert.equal(total.accepted, 40);
  const { items } = await here.carriers.ledger.list({ limit: 500 });
  assert.equal(new Set(items.map(({ id }) => id)).size, 40);
});

test('lanes leave in order, quiet hours are kept, suppressed addresses stay silent', async (t) => {
  const world = await createWorld(t, { config: { mailConnections: 1 } });
  const here = await world.open();
  const until = new Date(Date.parse(START) + 3_600_000).toISOString();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.1.1 unknown', only: 'sub_gone' });
  await here.carriers.start();
  await planFrom(here, update('investigating', 1), people([{ id: 'sub_gone' }]));
  await here.settle();
  await planFrom(
    here,
    update('identified', 2),
    people([
      { id: 'sub_late', lane: 900 },
      { id: 'sub_quiet', lane: 1, notBefore: until },
      { id: 'sub_early', lane: 1 },
      { id: 'sub_gone' },
    ]),
  );
  await here.settle();
  const told = () => world.mail.inbox().map(({ to }) => to[0]!.split('@')[0]);
  assert.deepEqual(told(), ['sub_early', 'sub_late']);
  const [quiet] = (await here.carriers.ledger.list({ recipientId: 'sub_quiet' })).items;
  assert.deepEqual([quiet!.state, quiet!.nextAt, quiet!.lastError], ['deferred', until, null]);
  assert.deepEqual(await stateOf(here.carriers, 'sub_gone'), ['suppressed', 'suppressed']);
  await here.moveBy(3_599_000);
  assert.equal(told().length, 2);
  await here.moveBy(2_000);
  assert.deepEqual(told(), ['sub_early', 'sub_late', 'sub_quiet']);
});

test('a later phase planned by statement supersedes what has not left, and only that', async (t) => {
  const world = await createWorld(t);
  const here = await world.open();
  await planFrom(here, update('investigating', 1), people([{ id: 'sub_a' }, { id: 'sub_b' }]));
  await planFrom(here, update('resolved', 4), people([{ id: 'sub_a' }]));
  assert.deepEqual(await stateOf(here.carriers, 'sub_a'), ['superseded', 'planned']);
  assert.deepEqual(await stateOf(here.carriers, 'sub_b'), ['planned']);
  const { total } = await here.carriers.ledger.progress({ incidentId: 'inc_1' });
  assert.deepEqual([total.planned, total.superseded], [2, 1]);
});

test('a carrier that only its own code can share out is planned row by row, through the same door', async (t) => {
  const world = await createWorld(t);
  const here = await world.open();
  const email = here.carriers.all.get('email')!;
  const { endpoints: _none, ...chat } = {
    ...email,
    name: 'chat',
    endpointOf: (address: string) => address.slice(-3),
  };
  here.carriers.register(chat);
  const rooms = Array.from({ length: 1_003 }, (_, i) => ({
    id: `sub_${i}`,
    carrier: 'chat',
    address: `room-${i}`,
  }));
  const { planned } = await planFrom(
    here,
    update('investigating', 1),
    people([...rooms, { id: 'sub_mail' }]),
  );
  assert.equal(planned, 1_004);
  const { rows } = await sql<{ endpoint: string; address: string }>`
    select endpoint, address from carriers_delivery where carrier = 'chat'`.execute(world.store.db);
  assert.equal(rows.length, 1_003);
  assert.ok(rows.every(({ endpoint, address }) => endpoint === address.slice(-3)));
});
