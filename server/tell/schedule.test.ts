/** An update at a time of its author's choice: checked again then, published once, and never lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createTimeline, temporarySigningKey } from '#timeline';
import { stateOf } from './drafts.ts';
import { createTell } from './index.ts';
import { createWorld, identified, resolved, seconds, type World } from './testing.ts';

const inSeconds = (w: World, count: number) => new Date(w.clock.nowMs() + seconds(count)).toISOString();

test('it goes out at its time, with the promise counted from then', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const publishAt = inSeconds(w, 600);
  const draft = await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), publishAt },
    'system:test',
  );
  assert.equal(stateOf(draft), 'scheduled');
  await w.forward(seconds(599));
  assert.deepEqual(await w.kinds(id), ['incident.opened']);
  await w.forward(seconds(1));
  const { updates, promise } = await w.get(id);
  assert.equal(updates[0]!.id, draft.id);
  assert.equal(Date.parse(promise!.dueAt) - Date.parse(publishAt), seconds(1_200));
  assert.ok(updates[0]!.text['en']!.includes(`${promise!.dueAt.slice(11, 16)} UTC`));
  assert.deepEqual(await w.tell.drafts.list(id), []);
});

test('it is moved, rewritten and taken back until then', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const input = { phase: 'identified' as const, text: identified(startedAt) };
  const first = await w.tell.update(id, { ...input, publishAt: inSeconds(w, 60) }, 'system:test');
  await w.tell.rewrite(first.id, { ...input, publishAt: inSeconds(w, 300) }, 'system:test');
  await w.forward(seconds(120));
  assert.deepEqual(await w.kinds(id), ['incident.opened'], 'the first time no longer counts');
  const text = { en: `${input.text['en']} The other database is starting.` };
  await w.tell.rewrite(first.id, { ...input, text, publishAt: inSeconds(w, 10) }, 'system:test');
  await w.forward(seconds(10));
  assert.match((await w.get(id)).updates[0]!.text['en']!, /is starting/);

  const second = await w.tell.update(id, { ...input, publishAt: inSeconds(w, 60) }, 'system:test');
  await w.tell.drafts.takeBack(second.id);
  await w.forward(seconds(120));
  assert.equal((await w.get(id)).updates.length, 1);
});

test('a time that cannot be kept is refused, with what to do', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const input = { phase: 'identified' as const, text: identified((await w.get(id)).startedAt) };
  for (const [wrong, message] of [
    [{ publishAt: inSeconds(w, -1) }, /lies in the past/],
    [{ publishAt: inSeconds(w, 31 * 86_400) }, /next 30 days/],
    [{ publishAt: inSeconds(w, 600), nextUpdateBy: inSeconds(w, 300) }, /before this one goes out/],
  ] as const)
    await assert.rejects(w.tell.update(id, { ...input, ...wrong }, 'system:test'), {
      code: 'request.invalid',
      message,
    });
  assert.deepEqual(await w.tell.drafts.list(id), []);
});

test('what has become untrue is not published, its owner is told at once, and the promise is kept all the same', async (t) => {
  const w = await createWorld(t);
  const owner = await w.person('owner');
  const id = await w.open();
  await w.respond.assignRole(id, { role: 'owner', personId: owner.id }, 'system:test');
  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'investigating', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  await w.forward(seconds(60));
  const text = resolved(startedAt, w.clock.now());
  const draft = await w.tell.update(
    id,
    { phase: 'resolved', text, publishAt: inSeconds(w, 120) },
    'system:test',
  );
  w.fail();
  await w.forward(seconds(120));
  assert.equal((await w.get(id)).phase, 'investigating');
  const [kept] = await w.tell.drafts.list(id);
  assert.equal(stateOf(kept!), 'refused');
  assert.match(kept!.refused!, /Front door fails/);
  assert.match((await w.textsTo(owner.id)).at(-1)!.subject, /was not published/);
  assert.match((await w.textsTo(owner.id)).at(-1)!.text, /Front door fails/);

  const { promise } = await w.get(id);
  await w.forward(Date.parse(promise!.dueAt) - w.clock.nowMs() + seconds(2));
  const { updates } = await w.get(id);
  assert.equal(updates.at(-1)!.origin, 'note');
  assert.ok(updates.at(-1)!.at <= promise!.dueAt);
  // Mended, it goes out.
  w.mend();
  const again = await w.tell.rewrite(draft.id, { phase: 'resolved', text, holdSeconds: 0 }, 'system:test');
  await w.forward(seconds(1));
  assert.equal((await w.get(id)).updates.at(-1)!.id, again.id);
});

test('an update that is held when the promise comes and has become untrue gives way to the note', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'investigating', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  const { promise } = await w.get(id);
  await w.forward(Date.parse(promise!.dueAt) - w.clock.nowMs() - seconds(20));
  await w.tell.update(
    id,
    { phase: 'resolved', text: resolved(startedAt, w.clock.now()), holdSeconds: 60 },
    'system:test',
  );
  w.fail();
  await w.forward(seconds(22));
  assert.equal((await w.get(id)).updates.at(-1)!.origin, 'note');
  assert.ok(!(await w.kinds(id)).includes('promise.missed'));
});

test('what was said meanwhile overtakes it: a resolved incident is not reopened by an old text', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), publishAt: inSeconds(w, 300) },
    'system:test',
  );
  await w.forward(seconds(60));
  const text = resolved(startedAt, w.clock.now());
  await w.tell.update(id, { phase: 'resolved', text, holdSeconds: 0 }, 'system:test');
  await w.forward(seconds(300));
  assert.equal((await w.get(id)).phase, 'resolved');
  assert.match((await w.tell.drafts.list(id))[0]!.refused!, /told "resolved"/);
});

test('two processes see the same time come, and it is published once', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const loops = createLoops({ clock: w.clock, log: silentLog() });
  const other = createTimeline({
    store: w.store,
    clock: w.clock,
    ids: w.ids,
    log: silentLog(),
    loops,
    key: temporarySigningKey(),
  });
  createTell({ ...w.parts, timeline: other });
  other.start();
  t.after(() => loops.stop());
  for (let n = 1; n <= 5; n++)
    await w.tell.update(
      id,
      {
        phase: 'identified',
        text: { en: `${identified(startedAt)['en']} We have started ${n} of 5 machines.` },
        publishAt: inSeconds(w, n),
      },
      'system:test',
    );
  await w.clock.moveTo(w.clock.nowMs() + seconds(30), async () => {
    await Promise.all([w.loops.settled(), loops.settled()]);
  });
  assert.equal((await w.get(id)).updates.length, 5);
  assert.deepEqual(await w.tell.drafts.list(id), []);
});
