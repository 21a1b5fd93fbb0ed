/** A statement that is planned once keeps no plan that was made for another size of its table. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { silentLog } from '#lib/log.ts';
import { connect } from './connect.ts';
import { PREPARED } from './prepared.ts';
import { createTestStore } from './testing.ts';

test('a prepared statement is planned anew when its table has grown', async (t) => {
  const world = await createTestStore();
  const { db, close } = connect(world.where, {
    log: silentLog(),
    connections: 1,
    ownSessions: true,
    plansKeptMs: 50,
  });
  t.after(async () => {
    await close();
    await world.close();
  });
  await sql`create table grown (id text primary key, wide char(500))`.execute(db);
  const find = () =>
    sql`${PREPARED} select g.id from unnest(${['7']}::text[]) r (id) join grown g on g.id = r.id`.execute(db);
  const plan = async () => {
    const { rows } = await sql<{ name: string }>`
      select name from pg_prepared_statements where statement like '%join grown%'`.execute(db);
    assert.equal(rows.length, 1);
    const explained = await sql<{ 'QUERY PLAN': string }>`
      explain execute ${sql.id(rows[0]!.name)}('{7}')`.execute(db);
    return JSON.stringify(explained.rows);
  };
  // From the sixth time on it would keep its plan.
  for (let n = 0; n < 8; n++) await find();
  assert.match(await plan(), /Seq Scan/);
  await sql`insert into grown select generate_series(1, 20000)::text`.execute(db);
  await pause(100);
  await find();
  assert.match(await plan(), /Index/);
});
