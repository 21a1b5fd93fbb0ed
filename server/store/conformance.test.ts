/** One suite for every engine: the embedded server always, and the one at TEST_DATABASE_URL when it is set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { silentLog } from '#lib/log.ts';
import { connect, type Where } from './connect.ts';
import type { Store } from './index.ts';
import { migrate, readMigrations } from './migrate.ts';
import { createTestStore } from './testing.ts';

type Engine = { name: string; open(t: After): Promise<{ store: Store; where: Where; cut(): Promise<void> }> };
type After = { after(fn: () => Promise<void>): void };

const embedded: Engine = {
  name: 'embedded',
  async open(t) {
    const store = await createTestStore();
    t.after(() => store.close());
    return { store, where: store.where, cut: store.cutConnections };
  },
};

const given = process.env['TEST_DATABASE_URL'];
const external: Engine = {
  name: 'external',
  async open(t) {
    const name = `candor_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
    const admin = async (query: string) => {
      const client = new pg.Client({ connectionString: given });
      await client.connect();
      await client.query(query).finally(() => client.end());
    };
    await admin(`create database ${name}`);
    const url = new URL(given!);
    url.pathname = `/${name}`;
    const where = { connectionString: String(url) };
    const store = connect(where, { log: silentLog() });
    t.after(async () => {
      await store.close();
      await admin(`drop database if exists ${name} with (force)`);
    });
    const cut = () =>
      admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    return { store, where, cut };
  },
};

for (const engine of given ? [embedded, external] : [embedded]) {
  const on = (what: string, run: (world: Awaited<ReturnType<Engine['open']>>) => Promise<void>) =>
    test(`${engine.name}: ${what}`, { timeout: 30_000 }, async (t) => {
      const world = await engine.open(t);
      await sql`create table thing (id text primary key, n bigint not null default 0)`.execute(
        world.store.db,
      );
      await run(world);
    });
  const numbers = async ({ db }: Store) =>
    (await sql<{ id: string; n: number }>`select id, n from thing order by id`.execute(db)).rows;

  on('every migration of the product runs, and runs once', async ({ store, where }) => {
    await migrate(where);
    assert.deepEqual(await migrate(where), []);
    const ran = await sql<{ name: string }>`select name from store_migration order by name`.execute(store.db);
    assert.deepEqual(
      ran.rows.map(({ name }) => name),
      readMigrations().map(({ name }) => name),
    );
  });

  on('a transaction is whole or not at all', async ({ store }) => {
    await assert.rejects(
      store.transaction(async (tx) => {
        await sql`insert into thing values ('a', 1)`.execute(tx);
        throw new Error('no');
      }),
      /no/,
    );
    assert.deepEqual(await numbers(store), []);
    await store.transaction((tx) => sql`insert into thing values ('a', 1)`.execute(tx));
    assert.deepEqual(await numbers(store), [{ id: 'a', n: 1 }]);
  });

  on('values come back in the house’s own forms', async ({ store }) => {
    const { rows } = await sql<Record<string, unknown>>`select '2026-03-29T01:30:00+02:00'::timestamptz as at,
      array['2026-03-29T00:00:00Z'::timestamptz] as ats, 9007199254740991::int8 as n, 0.10::numeric as money,
      date '2026-03-29' as day, '{"a_b":{"c":[1,null]}}'::jsonb as body`.execute(store.db);
    assert.deepEqual(rows[0], {
      at: '2026-03-28T23:30:00.000Z',
      ats: ['2026-03-29T00:00:00.000Z'],
      n: Number.MAX_SAFE_INTEGER,
      money: '0.10',
      day: '2026-03-29',
      body: { a_b: { c: [1, null] } },
    });
    await assert.rejects(
      sql`select 9007199254740993::int8 as n`.execute(store.db),
      /more than a number can hold/,
    );
  });

  on(
    'a serialization failure is run again from the start, and its hints are not called twice',
    async ({ store }) => {
      let runs = 0;
      const called: number[] = [];
      await store.transaction(async (tx) => {
        const run = ++runs;
        store.afterCommit(tx, () => called.push(run));
        await sql`insert into thing values ('a', ${run})`.execute(tx);
        if (run < 3) throw Object.assign(new Error('again'), { code: run === 1 ? '40001' : '40P01' });
      });
      assert.deepEqual(await numbers(store), [{ id: 'a', n: 3 }]);
      assert.deepEqual(called, [3]);
    },
  );

  on('what never passes is given up after five tries', async ({ store }) => {
    let runs = 0;
    const never = store.transaction(async () => {
      runs += 1;
      throw Object.assign(new Error('again'), { code: '40001' });
    });
    await assert.rejects(never, /again/);
    assert.equal(runs, 5);
  });

  on('many writers of one row lose nothing', async ({ store }) => {
    await sql`insert into thing values ('sum', 0)`.execute(store.db);
    await Promise.all(
      Array.from({ length: 24 }, () =>
        store
          .transaction(async (tx) => {
            await sql`set transaction isolation level serializable`.execute(tx).catch(() => {});
            await sql`select n from thing where id = 'sum' for update`.execute(tx);
            await sql`update thing set n = n + 1 where id = 'sum'`.execute(tx);
          })
          .catch((error: { code?: string }) => {
            if (error.code !== '40001') throw error;
            return store.transaction((tx) => sql`update thing set n = n + 1 where id = 'sum'`.execute(tx));
          }),
      ),
    );
    assert.deepEqual(await numbers(store), [{ id: 'sum', n: 24 }]);
  });

  on('hints come after the commit, never after a rollback', async ({ store }) => {
    const seen: string[] = [];
    await store
      .transaction(async (tx) => {
        store.afterCommit(tx, () => seen.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => {});
    await store.transaction(async (tx) => {
      store.afterCommit(tx, () => seen.push('committed'));
      assert.deepEqual(seen, []);
    });
    assert.deepEqual(seen, ['committed']);
  });

  on('cut connections are said, and mended without anybody’s help', async ({ store, cut }) => {
    const states: string[] = [];
    store.onState((state) => states.push(state));
    const back = new Promise<void>((resolve) => store.onState((state) => state === 'up' && resolve()));
    const broken = store.transaction(async (tx) => {
      await sql`insert into thing values ('lost', 1)`.execute(tx);
      await cut();
      await sql`insert into thing values ('lost too', 1)`.execute(tx);
    });
    await assert.rejects(broken, (error: { code?: string }) => error.code === 'store.unavailable');
    await back;
    assert.deepEqual(states, ['down', 'up']);
    assert.equal(store.state(), 'up');
    assert.deepEqual(await numbers(store), []);
    await store.transaction((tx) => sql`insert into thing values ('kept', 1)`.execute(tx));
    assert.deepEqual(await numbers(store), [{ id: 'kept', n: 1 }]);
  });
}
