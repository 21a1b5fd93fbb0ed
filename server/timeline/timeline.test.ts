import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createTestStore } from '../store/testing.ts';
import { createTimeline, type FactDraft, temporarySigningKey } from './index.ts';
import type { TimelineTables } from './tables.ts';

const START = '2026-03-01T12:00:00.000Z';

async function world(t: { after(fn: () => Promise<void>): void }) {
  const store = await createTestStore();
  const clock = handClock(START);
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const ids = createIds(clock);
  const timeline = createTimeline({ store, clock, ids, log, loops, key: temporarySigningKey() });
  t.after(async () => {
    await loops.stop();
    await store.close();
  });
  const incidentId = ids.next('inc');
  const subject = `incident:${incidentId}`;
  const opened = (key: string | null = null): FactDraft => ({
    subject,
    by: 'rule:open-on-failure',
    key,
    body: {
      kind: 'incident.opened',
      title: { en: 'Checkout is not working' },
      severity: 1,
      components: [],
      startedAt: START,
      detectedAt: START,
      detectedBy: 'monitor',
      impact: null,
      automaticFirstWord: true,
    },
  });
  const note = (text: string): FactDraft => ({
    subject,
    by: 'system:test',
    body: { kind: 'note.entered', text },
  });
  return { store, clock, loops, ids, timeline, subject, incidentId, opened, note };
}

test('facts come back as they were recorded, numbered per subject', async (t) => {
  const { store, timeline, subject, opened, note } = await world(t);
  await store.transaction((tx) => timeline.record(tx, [opened(), note('first'), note('second')]));
  const facts = await timeline.read({ subject });
  assert.deepEqual(
    facts.map((fact) => [fact.seq, fact.position, fact.body.kind]),
    [
      [1, 1, 'incident.opened'],
      [2, 2, 'note.entered'],
      [3, 3, 'note.entered'],
    ],
  );
  assert.deepEqual(facts[1]?.body, { kind: 'note.entered', text: 'first' });
});

test('the same key is recorded once, and the first fact is answered', async (t) => {
  const { store, timeline, subject, opened } = await world(t);
  const [first] = await store.transaction((tx) => timeline.record(tx, [opened('open:1')]));
  const [again] = await store.transaction((tx) => timeline.record(tx, [opened('open:1')]));
  assert.deepEqual(again, first);
  assert.equal((await timeline.read({ subject })).length, 1);
});

test('concurrent recorders never leave a gap or share a place', async (t) => {
  const { store, timeline, note } = await world(t);
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      store.transaction((tx) => timeline.record(tx, [note(`n${i}`), note(`m${i}`)])),
    ),
  );
  const facts = await timeline.read();
  assert.deepEqual(
    facts.map((fact) => fact.position),
    Array.from({ length: 60 }, (_, i) => i + 1),
  );
  assert.equal(await timeline.verify(), null);
});

test('a fact that does not fit the union is refused and leaves nothing', async (t) => {
  const { store, timeline, opened, subject } = await world(t);
  const broken = { ...opened(), body: { kind: 'update.published', text: {} } } as unknown as FactDraft;
  await assert.rejects(store.transaction((tx) => timeline.record(tx, [opened(), broken])));
  assert.equal((await timeline.read({ subject })).length, 0);
});

test('any change to the stored history is found', async (t) => {
  const { store, timeline, opened, note } = await world(t);
  await store.transaction((tx) => timeline.record(tx, [opened(), note('one'), note('two'), note('three')]));
  const { sql } = await import('kysely');
  const tampering = [
    sql`update timeline_fact set at = at + interval '1 minute' where position = 2`,
    sql`update timeline_fact set body = jsonb_set(body, '{severity}', '3') where position = 1`,
    sql`update timeline_fact set by = 'system:other' where position = 3`,
    sql`update timeline_text set content = 'rewritten' where content = 'two'`,
    sql`delete from timeline_text where fact_id = (select id from timeline_fact where position = 4); delete from timeline_fact where position = 4`,
    sql`delete from timeline_text where content = 'two'`,
    sql`update timeline_checkpoint set signature = repeat('A', 86) || '=='`,
    sql`update timeline_checkpoint set key_id = 'another'`,
    sql`update timeline_checkpoint set signed_at = signed_at + interval '1 hour'`,
    sql`delete from timeline_checkpoint`,
  ];
  for (const query of tampering) {
    const failed = await store
      .transaction(async (tx) => {
        for (const part of query.compile(tx).sql.split(';')) await sql.raw(part).execute(tx);
        throw Object.assign(new Error('undo'), { found: await timeline.verify(tx) });
      })
      .catch((error) => error.found);
    assert.ok(failed, 'the tampering was not found');
  }
  assert.equal(await timeline.verify(), null);
});

test('redaction removes the text with its salt and keeps the proof', async (t) => {
  const { store, timeline, subject, note, opened } = await world(t);
  const secret = 'call me on 555-0100';
  const [, fact] = await store.transaction((tx) =>
    timeline.record(tx, [opened(), { ...note(secret) }, note('another note')]),
  );
  const stored = () =>
    store.db
      .withTables<TimelineTables>()
      .selectFrom('timelineText')
      .selectAll()
      .where('factId', '=', fact!.id)
      .execute();
  const [{ salt, path } = { salt: null, path: '' }] = await stored();
  const why = { by: 'system:test', reason: 'a phone number' };
  const { removed } = await store.transaction((tx) => timeline.redact(tx, fact!.id, why));
  assert.equal(removed, 1);
  const facts = await timeline.read({ subject });
  assert.deepEqual(facts[1]?.body, { kind: 'note.entered', text: '[removed]' });
  assert.deepEqual(facts[3]?.body, { kind: 'fact.redacted', factId: fact!.id, reason: 'a phone number' });
  assert.equal(await timeline.verify(), null);

  // The commitment is left, and nothing by which a guess could be held against it.
  const [left] = await stored();
  assert.deepEqual([left!.content, left!.salt], [null, null]);
  assert.ok(salt && path);
  const dump = JSON.stringify([
    await store.db.withTables<TimelineTables>().selectFrom('timelineText').selectAll().execute(),
    await store.db.withTables<TimelineTables>().selectFrom('timelineFact').selectAll().execute(),
  ]);
  assert.ok(!dump.includes(secret) && !dump.includes(salt));

  // A second time changes nothing; what holds no text and what is not there are refused.
  const again = await store.transaction((tx) => timeline.redact(tx, fact!.id, why));
  assert.deepEqual([again.removed, again.recorded], [0, []]);
  assert.equal((await timeline.read({ subject })).length, 4);
  const [bare] = await store.transaction((tx) =>
    timeline.record(tx, [{ subject, by: 'system:test', body: { kind: 'incident.acknowledged' } }]),
  );
  const redact = (id: string) => store.transaction((tx) => timeline.redact(tx, id, why));
  await assert.rejects(redact(bare!.id), /holds no free text/);
  await assert.rejects(redact('fct_none'), /There is no fact fct_none/);
});

test('what is kept in memory forgets a removed text at once, and nothing else', async (t) => {
  const { store, timeline, subject, opened } = await world(t);
  const retitle = (en: string): FactDraft => ({
    subject,
    by: 'system:test',
    body: { kind: 'incident.retitled', title: { en }, impact: null },
  });
  const [, named] = await store.transaction((tx) => timeline.record(tx, [opened(), retitle('Ada broke it')]));
  assert.equal((await timeline.incidents())[0]?.title['en'], 'Ada broke it');
  await store.transaction(async (tx) => {
    await timeline.redact(tx, named!.id, { by: 'system:test', reason: 'names a person' });
    await timeline.record(tx, [
      {
        subject,
        by: 'system:test',
        body: {
          kind: 'task.added',
          taskId: `tsk_${'0'.repeat(26)}`,
          title: 'T',
          personId: null,
          dueAt: null,
        },
      },
    ]);
  });
  const [incident] = await timeline.incidents();
  assert.equal(incident?.title['en'], '[removed]');
  assert.equal(incident?.tasks.length, 1);
  assert.deepEqual(incident, await timeline.incident(incident!.id));
});

test('a reaction answers each fact once and in order, also when it fails in between', async (t) => {
  const { store, clock, loops, timeline, note } = await world(t);
  const seen: string[] = [];
  let failures = 2;
  timeline.react({
    name: 'test.echo',
    kinds: ['note.entered'],
    async run(fact, tx) {
      if (fact.body.text.startsWith('echo')) return;
      if (fact.body.text === 'b' && failures-- > 0) throw new Error('not yet');
      await timeline.record(tx, [
        { ...note(`echo ${fact.body.text}`), because: fact.id, key: `echo:${fact.id}` },
      ]);
      seen.push(fact.body.text);
    },
  });
  timeline.start();
  await store.transaction((tx) => timeline.record(tx, [note('a'), note('b'), note('c')]));
  await clock.moveTo(clock.nowMs() + 20_000, loops.settled);
  assert.deepEqual(seen, ['a', 'b', 'c']);
  const echoes = (await timeline.read()).flatMap(({ body }) =>
    body.kind === 'note.entered' && body.text.startsWith('echo') ? [body.text] : [],
  );
  assert.deepEqual(echoes, ['echo a', 'echo b', 'echo c']);
});

test('a reaction is asked again for facts that it answers, of this process at once and of another soon', async (t) => {
  const { store, clock, ids, loops, timeline, subject, note } = await world(t);
  const asked: string[] = [];
  const seen: string[] = [];
  const own = store.again({
    hook: (moment, sql) => void (moment === 'before' && sql.includes('timeline_cursor') && asked.push(sql)),
  });
  const here = createTimeline({
    store: own,
    clock,
    ids,
    log: silentLog(),
    loops,
    key: temporarySigningKey(),
  });
  here.react({
    name: 'test.notes',
    kinds: ['note.entered'],
    run: async (fact) => void seen.push(fact.body.text),
  });
  here.start();
  await loops.settled();
  asked.length = 0;
  const opened = {
    subject,
    by: 'system:test',
    body: { kind: 'role.assigned', role: 'owner', personId: null },
  } as const;
  await own.transaction((tx) => here.record(tx, [opened]));
  await loops.settled();
  await clock.moveTo(clock.nowMs() + 6_000, loops.settled);
  assert.deepEqual(asked, [], 'it answers no such fact');
  await own.transaction((tx) => here.record(tx, [note('here')]));
  await loops.settled();
  assert.deepEqual(seen, ['here']);
  await store.transaction((tx) => timeline.record(tx, [note('elsewhere')]));
  await loops.settled();
  assert.deepEqual(seen, ['here'], 'nobody told this process');
  await clock.moveTo(clock.nowMs() + 6_000, loops.settled);
  assert.deepEqual(seen, ['here', 'elsewhere']);
});

test('two processes on one database ring a wake once, whoever comes first', async (t) => {
  const { store, clock, ids, timeline, subject } = await world(t);
  const others = createLoops({ clock, log: silentLog() });
  const other = createTimeline({
    store: store.again(),
    clock,
    ids,
    log: silentLog(),
    loops: others,
    key: temporarySigningKey(),
  });
  t.after(() => others.stop());
  const rung: string[] = [];
  for (const each of [timeline, other])
    each.onWake('test.ring', async ({ key }, tx) => {
      await each.record(tx, [{ subject, by: 'system:test', body: { kind: 'note.entered', text: key } }]);
      rung.push(key);
    });
  const keys = Array.from({ length: 20 }, (_, i) => `wake ${i}`);
  await store.transaction(async (tx) => {
    for (const key of keys)
      await timeline.wakes.set(tx, { key, kind: 'test.ring', subject, dueAt: '2026-03-01T12:00:05.000Z' });
  });
  clock.jumpTo(Date.parse('2026-03-01T12:00:06.000Z'));
  timeline.start();
  other.start();
  while ((await timeline.wakes.list({ subject })).length > 0) await others.settled();
  assert.deepEqual(rung.toSorted(), keys.toSorted());
  assert.equal((await timeline.read({ subject })).length, keys.length);
});

test('a wake rings once at its time, may be moved, cancelled, and set anew by its own handler', async (t) => {
  const { store, clock, loops, timeline, subject } = await world(t);
  const rung: string[] = [];
  timeline.onWake('test.ring', async (wake, tx) => {
    rung.push(`${wake.key} ${clock.now()}`);
    if (rung.length === 1) await timeline.wakes.set(tx, { ...wake, dueAt: '2026-03-01T12:00:30.000Z' });
  });
  timeline.start();
  const wake = (key: string, dueAt: string) => ({ key, kind: 'test.ring', subject, dueAt });
  await store.transaction(async (tx) => {
    await timeline.wakes.set(tx, wake('one', '2026-03-01T12:00:05.000Z'));
    await timeline.wakes.set(tx, wake('one', '2026-03-01T12:00:10.000Z'));
    await timeline.wakes.set(tx, { ...wake('two', '2026-03-01T12:00:07.000Z'), subject: 'incident:other' });
    await timeline.wakes.cancel(tx, { subject: 'incident:other' });
  });
  await clock.moveTo(Date.parse('2026-03-01T12:05:00.000Z'), loops.settled);
  assert.deepEqual(rung, ['one 2026-03-01T12:00:10.000Z', 'one 2026-03-01T12:00:30.000Z']);
});

test('the projection of incidents follows the log', async (t) => {
  const { store, timeline, incidentId, opened, note } = await world(t);
  assert.deepEqual(await timeline.incidents(), []);
  await store.transaction((tx) => timeline.record(tx, [opened(), note('x')]));
  const [incident] = await timeline.incidents({ open: true });
  assert.equal(incident?.id, incidentId);
  assert.deepEqual(incident, await timeline.incident(incidentId));
});
