/** What a claim reads does not grow with what has been sent before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { silentLog } from '#lib/log.ts';
import { connect } from '../store/connect.ts';
import { createClaim } from './claim.ts';
import { createWorld, plan, reader, update } from './testing.ts';

const READERS = 3_000;
const MOST = 20;

test('a claim reads about as much as it takes, however much the ledger holds', async (t) => {
  const world = await createWorld(t);
  const { carriers } = await world.open();
  const everybody = Array.from({ length: READERS }, (_, i) => reader(`sub_${i}`));
  await plan(world, carriers, update('investigating', 1), everybody);
  // All but the last have it, so that the next word has to look whether its reader still waits.
  await sql`delete from carriers_turn where id < (select max(id) from carriers_turn)`.execute(world.store.db);
  await sql`update carriers_delivery d set state = 'accepted' where not exists (
    select 1 from carriers_turn t where t.id = d.id)`.execute(world.store.db);
  await sql`insert into carriers_tally (message_id, carrier, accepted)
    select message_id, carrier, count(*) from carriers_delivery where state = 'accepted' group by 1, 2`.execute(
    world.store.db,
  );
  await plan(world, carriers, update('identified', 1, { updateId: 'upd_2' }), everybody);
  await sql`analyze carriers_delivery, carriers_turn`.execute(world.store.db);

  const own = connect({ ...world.store.where }, { log: silentLog(), connections: 1 });
  t.after(() => own.close());
  const claim = createClaim({
    store: own,
    clock: world.clock,
    owner: 'test/1/a',
    leaseUntil: () => new Date(world.clock.nowMs() + 30_000).toISOString(),
    linkOf: () => null,
  });
  const readSoFar = async () => {
    await sql`select pg_stat_force_next_flush()`.execute(own.db);
    const { rows } = await sql<{ read: number }>`
      select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer as read
      from pg_stat_user_tables where relname in ('carriers_delivery', 'carriers_turn')`.execute(own.db);
    return rows[0]!.read;
  };
  const before = await readSoFar();
  const what = { carrier: 'email', fresh: true, most: MOST, perEndpoint: null, busy: new Map() };
  const claimed = await claim(what);
  assert.equal(claimed.length, MOST);
  assert.ok((await sql`select 1 from carriers_turn where follows limit 1`.execute(own.db)).rows.length > 0);
  const read = (await readSoFar()) - before;
  assert.ok(read > MOST && read < 20 * MOST, `${read} rows were read to take ${MOST}`);
});
