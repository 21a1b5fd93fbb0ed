/** The database dies under our hands: what the author is told is true, and nothing acknowledged is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { silentLog } from '#lib/log.ts';
import { connect, type StatementHook } from './connect.ts';
import { closeWhole, freshFolder, gone, open, until } from './embedded/testing.ts';
import type { Store } from './index.ts';

const SLOW = { timeout: 60_000 };

async function world(t: Parameters<typeof freshFolder>[0], hook: StatementHook = () => {}) {
  const server = await open(freshFolder(t), { durable: true });
  const store = connect(server.where('candor'), { log: silentLog(), revive: server.revive, hook });
  const states: string[] = [];
  store.onState((state) => states.push(state));
  t.after(async () => {
    await store.close();
    await closeWhole(server);
  });
  await sql`create table thing (id text primary key)`.execute(store.db);
  const kill = async () => {
    const pid = server.pid()!;
    process.kill(pid, 'SIGKILL');
    await until(() => gone(pid), 'the postmaster is dead');
  };
  return { server, store, states, kill };
}

const ids = async (store: Store) =>
  (await sql<{ id: string }>`select id from thing order by id`.execute(store.db)).rows.map(({ id }) => id);
const insert = (store: Store, id: string) =>
  store.transaction((tx) => sql`insert into thing values (${id})`.execute(tx));

test(
  'the postmaster is killed in the middle of a transaction: said, started again, nothing half done',
  SLOW,
  async (t) => {
    const { store, states, kill } = await world(t);
    await insert(store, 'before');
    const broken = store.transaction(async (tx) => {
      await sql`insert into thing values ('half')`.execute(tx);
      await kill();
      await sql`insert into thing values ('other half')`.execute(tx);
    });
    await assert.rejects(broken, { code: 'store.unavailable', message: /nothing was changed/ });
    assert.equal(store.state(), 'down');
    await assert.rejects(insert(store, 'while it is away'), { code: 'store.unavailable' });
    await until(() => store.state() === 'up', 'it is started again and reached');
    assert.deepEqual(states, ['down', 'up']);
    assert.deepEqual(await ids(store), ['before']);
    await insert(store, 'after');
    assert.deepEqual(await ids(store), ['after', 'before']);
  },
);

test('a commit whose answer is lost is not called "nothing was changed"', SLOW, async (t) => {
  let session: number | null = null;
  const { store } = await world(t, (moment, text) => {
    if (session === null || moment !== 'before' || text !== 'commit') return;
    process.kill(session, 'SIGKILL');
    session = null;
  });
  const inDoubt = store.transaction(async (tx) => {
    await sql`insert into thing values ('in doubt')`.execute(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    session = rows[0]!.pid;
  });
  await assert.rejects(
    inDoubt,
    (error: { code?: string; extra?: { outcome?: string }; message: string }) =>
      error.code === 'store.unavailable' &&
      error.extra?.outcome === 'unknown' &&
      /not known whether it was made/.test(error.message),
  );
  await until(() => store.state() === 'up', 'it is back');
  assert.ok((await ids(store)).length <= 1, 'it was made, or it was not');
});

test(
  'of many writers at a kill, everyone who was answered is in the database, and nobody waits for ever',
  SLOW,
  async (t) => {
    const { store, states, kill } = await world(t);
    const answered: string[] = [];
    let going = true;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; going; n++) {
        const id = `${writer}-${n}`;
        try {
          await insert(store, id);
          answered.push(id);
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'store.unavailable');
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    });
    for (let round = 0; round < 2; round++) {
      const soFar = answered.length;
      await until(() => answered.length > soFar + 40, 'writing goes on');
      await kill();
      // Sessions of a killed postmaster end their last statement first, so the loss is seen a moment later.
      await until(() => states.length === 2 * (round + 1), 'it was down and is back');
    }
    going = false;
    await Promise.all(writers);
    const found = new Set(await ids(store));
    assert.deepEqual(
      answered.filter((id) => !found.has(id)),
      [],
    );
  },
);
