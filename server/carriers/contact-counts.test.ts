/** How often somebody was written to: the same whether it is read from the deliveries or was taken over before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { DAY_MS, HOUR_MS } from '#lib/duration.ts';
import { contactCounts, keepContacts } from './contact-counts.ts';
import { createWorld, plan, reader, update } from './testing.ts';

test('messages that have ended are taken over once, counted as before, and forgotten after a day', async (t) => {
  const world = await createWorld(t);
  const { store, clock, mail } = world;
  const { carriers, settle } = await world.open();
  const counts = (): Promise<Record<string, number>> =>
    store.transaction(async (tx) => {
      const since = new Date(clock.nowMs() - DAY_MS).toISOString();
      const fragment = await contactCounts(tx, { since, atLeast: 1 });
      if (!fragment) return {};
      const { rows } = await sql<{ recipientId: string; contacts: number }>`
        select recipient_id, contacts::integer from (${fragment}) c where contacts > 0 order by recipient_id`.execute(
        tx,
      );
      return Object.fromEntries(rows.map(({ recipientId, contacts }) => [recipientId, contacts]));
    });
  const rows = async () =>
    (await sql<{ id: string }>`select recipient_id as id from carriers_contact order by 1`.execute(store.db))
      .rows;
  const say = async (n: number, ...recipients: string[]) =>
    plan(
      world,
      carriers,
      update('identified', 1, { incidentId: `inc_${n}`, updateId: `upd_${n}` }),
      recipients.map((id) => reader(id)),
    );
  mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.1.1 unknown', only: 'sub_gone' });
  await carriers.start();
  for (const n of [1, 2, 3, 4, 5, 6]) await say(n, 'sub_a', ...(n < 3 ? ['sub_b', 'sub_gone'] : []));
  await settle();
  // One that waits for the night to end, and one that is not told of an incident.
  await plan(world, carriers, update('identified', 1, { incidentId: 'inc_7', updateId: 'upd_7' }), [
    reader('sub_b', { notBefore: new Date(clock.nowMs() + 5 * HOUR_MS).toISOString() }),
  ]);
  await plan(
    world,
    carriers,
    { kind: 'confirm', key: 'confirm:1', forms: { en: { subject: 'x', text: 'x' } } },
    [reader('sub_a')],
  );
  await settle();
  const before = await counts();
  assert.deepEqual(before, { sub_a: 6, sub_b: 3 });
  assert.equal(await keepContacts(store, clock), 6);
  assert.deepEqual(await rows(), [{ id: 'sub_a' }, { id: 'sub_b' }]);
  assert.deepEqual(await counts(), before);
  assert.equal(await keepContacts(store, clock), 0);

  // What comes later is added, what is a day old is not.
  clock.moveTo(clock.nowMs() + 20 * HOUR_MS);
  await settle();
  for (const n of [11, 12, 13, 14, 15, 16]) await say(n, 'sub_a');
  await settle();
  assert.deepEqual(await counts(), { sub_a: 12, sub_b: 3 });
  assert.equal(await keepContacts(store, clock), 7);
  assert.deepEqual(await counts(), { sub_a: 12, sub_b: 3 });
  clock.moveTo(clock.nowMs() + 5 * HOUR_MS);
  assert.deepEqual(await counts(), { sub_a: 6 });
  await keepContacts(store, clock);
  assert.deepEqual(await rows(), [{ id: 'sub_a' }]);
});
