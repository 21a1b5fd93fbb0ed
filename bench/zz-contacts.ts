import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createPlanner } from '../server/carriers/plan.ts';
import { createPlanFrom } from '../server/carriers/plan-from.ts';
import { contactCounts, keepContacts } from '../server/carriers/contact-counts.ts';
import { makeDataFolder, postmasterOf } from './kit/candor.ts';
import { childrenOf, cpuSecondsOfAll } from './kit/processes.ts';
import { openDatabase, subscribe } from './ledger/database.ts';
const RECIPIENTS = Number(process.argv[2] ?? 300_000), MESSAGES = Number(process.argv[3] ?? 16);
const folder = makeDataFolder();
const database = await openDatabase(folder);
const { store } = database;
const pm = postmasterOf(folder)!;
const procs = () => [pm, ...childrenOf(pm)];
async function m(what: string, work: () => Promise<unknown>) {
  const cpu = cpuSecondsOfAll(procs()); const t = performance.now();
  const r = await work();
  console.log(what, ((performance.now() - t) / 1000).toFixed(2), 's; cpu', (cpuSecondsOfAll(procs()) - cpu).toFixed(2), r ?? '');
}
try {
  await subscribe(store, { carrier: 'email', count: RECIPIENTS }, { before: 'reader-', after: '@example.com' });
  const clock = systemClock(); const ids = createIds(clock);
  const planner = createPlanner({ clock, ids, endpointOf: () => 'relay' });
  const planFrom = createPlanFrom({ planner, ids, rules: () => ({ one: new Map([['email', 'relay']]), address: [], host: [] }) });
  const everybody = sql`select id as recipient_id, 'subscriber' as recipient_kind, carrier, address, address_hash, locale, time_zone,
      100::smallint as lane, null::timestamptz as not_before, secret, '{"everything":true}'::jsonb as why
    from audience_subscriber where state = 'active'`;
  for (let i = 0; i < MESSAGES; i++) {
    const go = () => store.transaction((tx) => planFrom(tx, { message: { kind: 'update', incidentId: `inc_${i}`, updateId: `upd_${i}`, phaseRank: 1, forms: { en: { subject: 'x', text: 'x' } } }, select: everybody }));
    if (i < 2) await m('plan', async () => { await go(); }); else await go();
    await sql`update carriers_delivery set state='accepted', settled_at=now(), private=null where state='planned'`.execute(store.db);
    await sql`insert into carriers_tally (message_id, carrier, accepted) select message_id, carrier, sum(planned-accepted) from carriers_tally group by 1,2 having sum(planned-accepted)>0`.execute(store.db);
  }
  await sql`vacuum analyze carriers_delivery`.execute(store.db);
  await sql`analyze carriers_message`.execute(store.db);
  const since = new Date(Date.now() - 86_400_000).toISOString();
  const count = () => store.transaction(async (tx) => {
    const f = await contactCounts(tx, { since, atLeast: 8 });
    return (await sql`select count(*)::int as told from (${f!}) c where c.contacts >= 12`.execute(tx)).rows;
  });
  await m('count, nothing kept (as before)', count);
  await m('again', count);
  for (let kept = 1; kept > 0; ) await m('keep', async () => { kept = await keepContacts(store, clock); return kept; });
  await m('count, kept', count);
  await m('again', count);
} finally { await database.close(); rmSync(folder, { recursive: true, force: true }); }
