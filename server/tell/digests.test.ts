/** What is held back comes together, once, when it is due on the reader's own clock, and says what is true by then. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createWorld, identified, resolved, seconds } from './testing.ts';

const HOUR = seconds(3_600);
type World = Awaited<ReturnType<typeof createWorld>>;

/** An incident of the component that is not critical, and its first word. */
async function trouble(w: World, severity: 2 | 3 = 2) {
  const id = await w.open({ severity });
  await say(w, id);
  return id;
}
/** As a machine that slept: what lies between does not ring, and a minute later everything due has been seen. */
async function sleep(w: World, ms: number) {
  w.clock.jumpTo(w.clock.nowMs() + ms - seconds(61));
  await w.forward(seconds(61));
}
async function say(w: World, id: string, phase: 'identified' | 'monitoring' | 'resolved' = 'identified') {
  const { startedAt } = await w.get(id);
  const text = phase === 'resolved' ? resolved(startedAt, w.clock.now()) : identified(startedAt);
  return w.tell.update(id, { phase, text, holdSeconds: 0 }, 'system:test');
}

test('the affected hear at once, the calm hear together at the full hour or in their morning', async (t) => {
  const w = await createWorld(t);
  const [own, hourly, daily] = [
    await w.reader('own', { digest: 'daily', component_ids: [w.component.id] }),
    await w.reader('hourly', { digest: 'hourly' }),
    await w.reader('daily', { digest: 'daily', time_zone: 'Asia/Kolkata' }),
  ];
  const first = await trouble(w);
  assert.deepEqual(await w.toldTo(own), ['update']);
  assert.deepEqual(await w.toldTo(hourly), []);
  await sleep(w, HOUR / 2 - seconds(60));
  await say(w, first, 'resolved');
  const second = await trouble(w);
  await sleep(w, HOUR / 2 + seconds(121));
  assert.deepEqual(await w.toldTo(hourly), ['digest'], 'two incidents, one letter');
  const [letter] = await w.textsTo(hourly);
  assert.match(letter!.subject, /^Identified: .* \(\+1\)$/, 'what goes on leads');
  assert.equal(letter!.text.match(/Resolved: /g)?.length, 1);
  assert.equal(letter!.text.match(/No change since/g)?.length, 1, 'what is over is one line');
  assert.match(letter!.text, /\{\{unsubscribeUrl\}\}/);
  await say(w, second, 'resolved');
  assert.deepEqual(await w.toldTo(daily), []);
  // 08:00 in India is 02:30 UTC.
  await sleep(w, 15 * HOUR + HOUR / 2 - seconds(120));
  assert.deepEqual(await w.toldTo(daily), []);
  await w.forward(seconds(240));
  assert.deepEqual(await w.toldTo(daily), ['digest']);
  await sleep(w, 3 * HOUR);
  assert.deepEqual(await w.toldTo(daily), ['digest']);
  assert.deepEqual(await w.toldTo(hourly), ['digest', 'digest'], 'the second one’s end, and nothing twice');
});

test('a clock that jumps and two processes at once tell it once', async (t) => {
  const w = await createWorld(t);
  const ids = [];
  for (let n = 0; n < 5; n++) ids.push(await w.reader(`r${n}`, { digest: 'hourly' }));
  await say(w, await trouble(w), 'resolved');
  w.clock.jumpTo(w.clock.nowMs() + 26 * HOUR);
  await w.forward(seconds(120));
  w.clock.jumpTo(w.clock.nowMs() - 25 * HOUR);
  await sleep(w, 3 * HOUR);
  for (const id of ids) assert.deepEqual(await w.toldTo(id), ['digest']);

  await say(w, await trouble(w), 'resolved');
  w.clock.jumpTo(w.clock.nowMs() + 26 * HOUR);
  const processes = [w.store.again(), w.store.again()];
  const taken = await Promise.all(
    processes.map((store) => store.transaction((tx) => w.audience.digests.take(tx, 10))),
  );
  assert.deepEqual(
    taken.flatMap((due) => due.map(({ subscriberId }) => subscriberId)).toSorted(),
    ids.toSorted(),
    'none by both',
  );
});

test('a digest that a newer word overtook, or whose reader left, is not sent', async (t) => {
  const w = await createWorld(t);
  const [stays, leaves, mutes] = [
    await w.reader('stays', { digest: 'hourly' }),
    await w.reader('leaves', { digest: 'hourly' }),
    await w.reader('mutes', { digest: 'hourly' }),
  ];
  const id = await trouble(w);
  await w.audience.subscribers.end(leaves, 'unsubscribed', 'by themselves');
  await w.audience.subscribers.erase(mutes);
  await w.respond.changeSeverity(id, { severity: 1, reason: 'all of them' }, 'system:test');
  await say(w, id, 'monitoring');
  assert.deepEqual(await w.toldTo(stays), ['update'], 'critical: at once');
  await sleep(w, 2 * HOUR);
  assert.deepEqual(await w.toldTo(stays), ['update']);
  assert.deepEqual(await w.toldTo(leaves), []);
  assert.deepEqual(
    (await w.audience.digests.counts(id)).map(({ outcome, count }) => [outcome, count]).sort(),
    [
      ['left', 1],
      ['overtaken', 1],
    ],
  );
});

test('who was told enough today gets the rest in the morning, and what hits them all the same', async (t) => {
  const w = await createWorld(t);
  await w.settings.set({ contactsPerDay: 3 });
  const [anybody, hit] = [
    await w.reader('anybody', { every_note: true }),
    await w.reader('hit', { component_ids: [w.component.id], every_note: true }),
  ];
  const id = await trouble(w);
  await say(w, id);
  await say(w, id);
  for (const reader of [anybody, hit]) assert.equal((await w.toldTo(reader)).length, 3);
  await say(w, id);
  for (const reader of [anybody, hit])
    assert.equal((await w.toldTo(reader)).length, 3, 'one more word in the same phase waits for both');
  await say(w, id, 'monitoring');
  assert.equal((await w.toldTo(anybody)).length, 3);
  await say(w, id, 'resolved');
  assert.equal((await w.toldTo(hit)).length, 5, 'a turn of what hits them passes');
  const skipped = (await w.kinds(id)).filter((kind) => kind === 'carrier.skipped');
  assert.equal(skipped.length, 3, 'what was held back is on record');
  await sleep(w, 23 * HOUR);
  assert.deepEqual((await w.toldTo(anybody)).at(-1), 'digest');
});

test('whoever was to hear and was not planned is kept for later, whatever changed in between', async (t) => {
  const w = await createWorld(t);
  const [calm, prompt] = [await w.reader('calm', { digest: 'daily' }), await w.reader('prompt')];
  const id = await w.open();
  const incident = await w.get(id);
  const word = {
    phase: 'identified',
    components: [],
    note: false,
    correction: false,
    after: null,
    only: null,
  } as const;
  const held = (planned: string[]) =>
    w.store.transaction(async (tx) => {
      const matter = await w.matters.of(tx, incident, { ...word, components: [] });
      return w.audience.digests.hold(tx, {
        judged: await w.audience.selection(tx, matter, await w.matters.rules(tx)),
        planned: sql`select unnest(${planned}::text[]) as recipient_id`,
        incidentId: id,
        updateId: 'upd_1',
        dailyAt: '08:00',
      });
    });
  assert.deepEqual(await held([calm, prompt]), { digest: 0, budget: 0, dueAt: [] });
  const morning = ['2026-03-02T08:00:00.000Z'];
  assert.deepEqual(await held([calm]), { digest: 0, budget: 1, dueAt: morning });
  assert.deepEqual(await held([]), { digest: 1, budget: 1, dueAt: morning });
  assert.equal((await w.audience.digests.of(prompt)).length, 1, 'held twice, told once');
});
