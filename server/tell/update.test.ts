/** A person's update: held, checked, published whole with its promise, or refused with nothing written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, identified, resolved, seconds } from './testing.ts';

test('it can be taken back within its hold, and afterwards only corrected', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const input = { phase: 'identified' as const, text: identified(startedAt) };
  const first = await w.tell.update(id, input, 'system:test');
  assert.equal(Date.parse(first.commitsAt!) - w.clock.nowMs(), seconds(10));
  await w.forward(seconds(9));
  assert.deepEqual(await w.kinds(id), ['incident.opened'], 'nobody has seen it');
  await w.tell.drafts.takeBack(first.id);
  await w.forward(seconds(30));
  assert.deepEqual(await w.kinds(id), ['incident.opened']);

  const second = await w.tell.update(id, input, 'system:test');
  await w.forward(seconds(10));
  const incident = await w.get(id);
  assert.equal(incident.phase, 'identified');
  assert.equal(incident.updates[0]!.id, second.id, 'the author’s receipt names it');
  assert.ok(incident.promise!.dueAt > w.clock.now());
  await assert.rejects(w.tell.drafts.takeBack(second.id), { code: /state.conflict|not-found/ });
});

test('a promise is about the future, and is made by the cadence when the author makes none', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const input = { phase: 'identified' as const, text: identified(startedAt), holdSeconds: 0 };
  const past = { ...input, nextUpdateBy: new Date(w.clock.nowMs() - 1_000).toISOString() };
  await assert.rejects(w.tell.update(id, past, 'system:test'), {
    code: 'request.invalid',
    message: /lies in the past/,
  });
  assert.deepEqual(await w.kinds(id), ['incident.opened']);
  await w.tell.update(id, input, 'system:test');
  const { promise } = await w.get(id);
  assert.ok(Date.parse(promise!.dueAt) - w.clock.nowMs() <= seconds(1_200));
  assert.deepEqual(
    (await w.tell.promises()).map(({ dueAt }) => dueAt),
    [promise!.dueAt],
  );
});

test('bad words are refused, the preview says why, and neither writes anything', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const input = {
    phase: 'identified' as const,
    text: { en: 'We believe it is only a minor glitch and will be fixed soon!' },
  };
  const seen = await w.tell.preview(id, input);
  assert.ok(seen.blocked);
  assert.ok(seen.findings.filter(({ level }) => level === 'error').length >= 3);
  await assert.rejects(w.tell.update(id, input, 'system:test'), { code: 'words.blocked' });
  await w.forward(seconds(60));
  assert.deepEqual(await w.kinds(id), ['incident.opened']);
  assert.deepEqual(await w.tell.drafts.list(id), []);
});

test('"resolved" against the monitors needs a signed reason, which is public record', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  w.fail();
  await w.forward(seconds(120));
  const input = {
    phase: 'resolved' as const,
    text: resolved(startedAt, w.clock.now()),
    holdSeconds: 0,
  };
  await assert.rejects(w.tell.update(id, input, 'system:test'), {
    code: 'truth.contradiction',
    message: /Front door fails since/,
  });
  assert.deepEqual(await w.kinds(id), ['incident.opened']);
  const override = { reason: 'The monitor checks an address that moved.' };
  await w.tell.update(id, { ...input, override }, 'system:test');
  assert.deepEqual(await w.kinds(id), ['incident.opened', 'gate.overridden', 'update.published']);
  const incident = await w.get(id);
  assert.equal(incident.phase, 'resolved');
  assert.equal(incident.promise, null, 'nothing more is promised');
  assert.equal(incident.overrides[0]!.reason, override.reason);
});

test('what became untrue within the hold is not published, and its owner hears why', async (t) => {
  const w = await createWorld(t);
  const ada = await w.person('ada');
  const id = await w.open();
  await w.respond.assignRole(id, { role: 'owner', personId: ada.id }, 'system:test');
  const { startedAt } = await w.get(id);
  await w.forward(seconds(120));
  await w.tell.update(id, { phase: 'resolved', text: resolved(startedAt, w.clock.now()) }, 'system:test');
  await w.forward(seconds(5));
  w.fail();
  await w.forward(seconds(10));
  assert.equal((await w.get(id)).phase, 'investigating');
  const facts = await w.timeline.read({ subject: `incident:${id}`, kinds: ['carrier.skipped'] });
  assert.equal(facts.length, 1);
  assert.match(JSON.stringify(facts[0]!.body), /Front door fails since/);
  const [told] = await w.told();
  assert.equal(told!.recipientId, ada.id);
});

test('resolved is said once; a relapse is the same outage, with a promise again', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  await w.forward(seconds(120));
  const end = { phase: 'resolved' as const, text: resolved(startedAt, w.clock.now()), holdSeconds: 0 };
  await w.tell.update(id, end, 'system:test');
  await assert.rejects(w.tell.update(id, end, 'system:test'), { code: 'state.conflict' });
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  const incident = await w.get(id);
  assert.equal(incident.phase, 'identified');
  assert.ok(incident.promise);
  assert.equal((await w.timeline.incidents()).length, 1);
});

test('who answers for a statement is a person of the staff, on record', async (t) => {
  const w = await createWorld(t);
  const ada = await w.person('ada');
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const input = { phase: 'identified' as const, text: identified(startedAt), holdSeconds: 0 };
  await assert.rejects(w.tell.update(id, { ...input, approvedBy: w.ids.next('usr') }, 'system:test'), {
    code: 'request.invalid',
  });
  await w.tell.update(id, { ...input, approvedBy: ada.id }, 'system:test');
  const [approved] = await w.timeline.read({ kinds: ['statement.approved'] });
  assert.equal(approved!.body.kind === 'statement.approved' && approved!.body.personId, ada.id);
});

test('notes are planned for those who asked for every one, other words for everybody they concern', async (t) => {
  const w = await createWorld(t);
  const other = await w.catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  const add = (address: string, more: object = {}) =>
    w.audience.subscribers.add({ carrier: 'email', address, confirmed: true, ...more }, 'system:test');
  const all = await add('all@example.org');
  const every = await add('every@example.org', { everyNote: true });
  await add('elsewhere@example.org', { componentIds: [other.id] });
  const chosen = await add('chosen@example.org', { componentIds: [w.component.id] });
  const id = await w.open();
  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  const first = (await w.told()).map(({ recipientId }) => recipientId);
  assert.deepEqual(first.toSorted(), [all.id, chosen.id, every.id].sort());
  const { promise } = await w.get(id);
  await w.forward(Date.parse(promise!.dueAt) - w.clock.nowMs());
  const incident = await w.get(id);
  assert.equal(incident.updates.at(-1)!.origin, 'note');
  assert.deepEqual(
    (await w.told()).slice(first.length).map(({ recipientId }) => recipientId),
    [every.id],
  );
  assert.deepEqual(await w.kinds(id), [
    'incident.opened',
    'update.published',
    'promise.reminded',
    'promise.kept',
    'update.published',
  ]);
});
