/**
 * Planning alone: one update for many recipients becomes rows of the ledger by the statement of the product, in one
 * transaction of the embedded database with its real commits. Measured: time, what it costs the database's processes,
 * and how much the memory of both sides grows. Then the next phase is planned while nothing has left, which supersedes
 * every row. Beside it, in the same run, a bare INSERT … SELECT of as many rows into a table with one key.
 *
 * Run: `npm run bench planning` (Linux), half a minute with 200,000; `node bench/planning.bench.ts 1000000` for a million.
 */
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createPlanner, SUPERSEDED_AT_ONCE } from '../server/carriers/plan.ts';
import { createPlanFrom } from '../server/carriers/plan-from.ts';
import { makeDataFolder, postmasterOf } from './kit/candor.ts';
import { childrenOf, cpuSecondsOfAll, memoryOf } from './kit/processes.ts';
import { report } from './kit/report.ts';
import { openDatabase, subscribe } from './ledger/database.ts';

const RECIPIENTS = Number(process.argv[2] ?? 200_000);
/** A million in half a minute, and fewer in as much less. */
const MOST_SECONDS = (30 * RECIPIENTS) / 1_000_000;
const LOOK_MS = 100;

const folder = makeDataFolder();
const database = await openDatabase(folder);
const { store } = database;
const postmaster = postmasterOf(folder)!;
const processes = () => [postmaster, ...childrenOf(postmaster)];
const memory = () => ({
  node: process.memoryUsage().rss / 2 ** 20,
  database: processes().reduce((sum, pid) => sum + (memoryOf(pid)?.pssMb ?? 0), 0),
});

async function measure(work: () => Promise<unknown>) {
  const before = memory();
  const cpu = cpuSecondsOfAll(processes());
  const most = { ...before };
  const timer = setInterval(() => {
    const now = memory();
    most.node = Math.max(most.node, now.node);
    most.database = Math.max(most.database, now.database);
  }, LOOK_MS);
  const fromMs = performance.now();
  await work();
  const seconds = (performance.now() - fromMs) / 1_000;
  clearInterval(timer);
  return {
    seconds,
    cpu: cpuSecondsOfAll(processes()) - cpu,
    node: most.node - before.node,
    database: most.database - before.database,
  };
}

try {
  await subscribe(
    store,
    { carrier: 'email', count: RECIPIENTS },
    { before: 'reader-', after: '@example.com' },
  );
  const clock = systemClock();
  const ids = createIds(clock);
  const planner = createPlanner({ clock, ids, endpointOf: () => 'relay' });
  const rules = () => ({ one: new Map([['email', 'relay']]), address: [], host: [] });
  const planFrom = createPlanFrom({ planner, ids, rules });
  const everybody = sql`
    select id as recipient_id, 'subscriber' as recipient_kind, carrier, address, address_hash, locale, time_zone,
      segment, 100::smallint as lane, null::timestamptz as not_before, secret, '{"everything":true}'::jsonb as why
    from audience_subscriber where state = 'active'`;
  const say = (phase: string, phaseRank: number) =>
    measure(() =>
      store.transaction((tx) =>
        planFrom(tx, {
          message: {
            kind: 'update',
            incidentId: 'inc_bench',
            updateId: `upd_${phase}`,
            phaseRank,
            forms: { en: { subject: phase, text: phase } },
          },
          select: everybody,
        }),
      ),
    );
  const bare = await measure(() =>
    sql`create table bare as select id, address, address_hash, locale, time_zone from audience_subscriber`
      .execute(store.db)
      .then(() => sql`alter table bare add primary key (id)`.execute(store.db)),
  );
  const first = await say('investigating', 1);
  const second = await say('identified', 2);
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::integer as count from carriers_delivery group by state order by state`.execute(
    store.db,
  );
  const found = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  // Very many that wait are not ended in the author's transaction; the dispatcher ends them.
  const ended = RECIPIENTS > SUPERSEDED_AT_ONCE ? 0 : RECIPIENTS;
  if (found['planned'] !== 2 * RECIPIENTS - ended || (found['superseded'] ?? 0) !== ended)
    throw new Error(`Planned and superseded are ${JSON.stringify(found)}.`);
  const count = RECIPIENTS.toLocaleString('en');
  report('planning', [
    {
      what: `${count} recipients planned`,
      measured: first.seconds,
      unit: 's',
      floor: { most: MOST_SECONDS },
      beside: `a bare copy with one key takes ${bare.seconds.toFixed(1)} s`,
    },
    { what: 'the same, of the database’s CPU', measured: first.cpu, unit: 's' },
    { what: 'memory of Node meanwhile', measured: first.node, unit: 'MB more', floor: { most: 50 } },
    {
      what: 'memory of the database meanwhile',
      measured: first.database,
      unit: 'MB more',
      floor: { most: 50 },
    },
    {
      what: `${count} planned again while all of the first wait`,
      measured: second.seconds,
      unit: 's',
      beside: `${second.cpu.toFixed(1)} s of the database’s CPU`,
    },
  ]);
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
