/** A second person reads it first; exactly what was read goes out, and no promise waits for anybody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '#people';
import { scopesOf } from '#people';
import { digestOf, stateOf } from './drafts.ts';
import { createWorld, identified, seconds, type World } from './testing.ts';

async function staffed(t: Parameters<typeof createWorld>[0], approvals: object = {}) {
  const w = await createWorld(t);
  const [author, reader] = [await w.person('author'), await w.person('reader')];
  await w.settings.set({
    approvals: { severities: [1], statements: false, personIds: [], atDeadline: 'note', ...approvals },
  });
  return { w, author, reader, by: `person:${author.id}` };
}

const actor = ({ id }: { id: string }, w: World): Actor => ({
  by: `person:${id}`,
  kind: 'person',
  id,
  name: 'Somebody',
  role: 'responder',
  managesAs: 'responder',
  scopes: scopesOf('responder'),
  locale: 'en',
  timeZone: 'UTC',
  sessionId: w.ids.next('ses'),
});

const input = async (w: World, id: string) => ({
  phase: 'identified' as const,
  text: identified((await w.get(id)).startedAt),
});

const staffMail = async (w: World, personId: string) =>
  (await w.textsTo(personId)).map(({ subject }) => subject);

test('it waits for somebody else, who is told, and goes out after the hold', async (t) => {
  const { w, author, reader, by } = await staffed(t);
  const id = await w.open();
  const draft = await w.tell.update(id, await input(w, id), by);
  assert.equal(stateOf(draft), 'waiting');
  assert.equal(draft.commitsAt, null);
  assert.match((await staffMail(w, reader.id)).join(), /Please read and approve: Checkout/);
  assert.deepEqual(await staffMail(w, author.id), []);
  await w.forward(seconds(60));
  assert.deepEqual(await w.kinds(id), ['incident.opened', 'approval.asked']);

  const digest = digestOf(draft);
  await assert.rejects(w.tell.approvals.approve(draft.id, digest, actor(author, w)), {
    code: 'auth.forbidden',
    message: /You wrote this/,
  });
  await assert.rejects(w.tell.approvals.approve(draft.id, '0'.repeat(64), actor(reader, w)), {
    code: 'edit.conflict',
  });
  const approved = await w.tell.approvals.approve(draft.id, digest, actor(reader, w));
  assert.equal(stateOf(approved), 'held');
  await w.forward(seconds(10));
  assert.deepEqual(await w.kinds(id), [
    'incident.opened',
    'approval.asked',
    'approval.given',
    'statement.approved',
    'update.published',
  ]);
  const { updates, promise } = await w.get(id);
  assert.equal(updates[0]!.by, by, 'it is its author’s word');
  // The promise was added when it went out, not when it was written.
  assert.ok(updates[0]!.text['en']!.includes(`${promise!.dueAt.slice(11, 16)} UTC`));
  await assert.rejects(w.tell.approvals.approve(draft.id, digest, actor(reader, w)), {
    code: 'state.conflict',
  });
});

test('a changed letter asks again, and a refusal goes back to its author with the reason', async (t) => {
  const { w, author, reader, by } = await staffed(t);
  const id = await w.open();
  const written = await input(w, id);
  const first = await w.tell.update(id, written, by);
  await w.tell.approvals.approve(first.id, digestOf(first), actor(reader, w));
  await assert.rejects(w.tell.rewrite(first.id, written, by), { code: 'state.conflict' });
  await w.tell.drafts.takeBack(first.id);

  const draft = await w.tell.update(id, written, by);
  const text = { en: `${written.text['en']} If you have to pay today, choose invoice.` };
  await assert.rejects(w.tell.rewrite(draft.id, { ...written, text }, by, '0'.repeat(64)), {
    code: 'edit.conflict',
  });
  const changed = await w.tell.rewrite(draft.id, { ...written, text }, by, digestOf(draft));
  assert.notEqual(digestOf(changed), digestOf(draft));
  await assert.rejects(w.tell.approvals.approve(draft.id, digestOf(draft), actor(reader, w)), {
    code: 'edit.conflict',
    message: /changed since you read it/,
  });
  const refusal = { digest: digestOf(changed), reason: 'We do not know yet whether trying again helps.' };
  const refused = await w.tell.approvals.refuse(draft.id, refusal, actor(reader, w));
  assert.equal(stateOf(refused), 'refused');
  assert.match((await staffMail(w, author.id)).join(), /was not approved/);
  const again = await w.tell.rewrite(draft.id, written, by);
  assert.equal(stateOf(again), 'waiting');
  assert.equal((await w.kinds(id)).filter((kind) => kind === 'approval.asked').length, 4);
  await w.tell.drafts.takeBack(draft.id);
  await w.forward(seconds(400));
  assert.ok(!(await w.kinds(id)).includes('update.published'));
});

for (const atDeadline of ['note', 'publish'] as const)
  test(`the promise comes first: ${atDeadline}`, async (t) => {
    const { w, by } = await staffed(t, { severities: [], atDeadline });
    const id = await w.open();
    await w.tell.update(id, { ...(await input(w, id)), holdSeconds: 0 }, by);
    const { promise } = await w.get(id);
    await w.settings.set({
      approvals: { severities: [1, 2, 3, 4], statements: false, personIds: [], atDeadline },
    });
    const { startedAt } = await w.get(id);
    const text = { en: `${identified(startedAt)['en']} The other database is at half of its load.` };
    const draft = await w.tell.update(id, { phase: 'identified', text }, by);
    await w.forward(Date.parse(promise!.dueAt) - w.clock.nowMs() + seconds(2));
    const incident = await w.get(id);
    const said = incident.updates[1]!;
    assert.ok(said.at <= promise!.dueAt);
    const missed = (await w.facts(id)).find(({ body }) => body.kind === 'approval.missed');
    assert.equal(missed?.body.kind === 'approval.missed' && missed.body.updateId, draft.id);
    if (atDeadline === 'note') {
      assert.equal(said.origin, 'note');
      assert.equal(stateOf((await w.tell.drafts.list(id))[0]!), 'waiting', 'the text still waits');
    } else {
      assert.equal(said.id, draft.id);
      assert.match(said.text['en']!, /half of its load/);
      assert.deepEqual(await w.tell.drafts.list(id), []);
    }
    assert.ok(!(await w.kinds(id)).includes('promise.missed'));
  });

test('a first word does not wait for long: no promise stands that would end it', async (t) => {
  const { w, by } = await staffed(t);
  const id = await w.open();
  await w.tell.update(id, await input(w, id), by);
  await w.forward(seconds(299));
  assert.deepEqual(await w.kinds(id), ['incident.opened', 'approval.asked']);
  await w.forward(seconds(2));
  const { updates, promise } = await w.get(id);
  assert.equal(updates[0]!.origin, 'automatic');
  assert.equal(updates[0]!.phase, 'investigating');
  assert.ok(promise);
});

test('what is said about data asks whatever the severity, and whoever approves it answers for it', async (t) => {
  const { w, reader, by } = await staffed(t, { severities: [], statements: true });
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const plain = await w.tell.update(id, await input(w, id), by);
  assert.equal(stateOf(plain), 'held');
  await w.tell.drafts.takeBack(plain.id);
  const text = { en: `${identified(startedAt)['en']} No customer data was lost.` };
  const draft = await w.tell.update(id, { phase: 'identified', text }, by);
  assert.equal(draft.approval?.because, 'statement');
  await w.tell.approvals.approve(draft.id, digestOf(draft), actor(reader, w));
  await w.forward(seconds(10));
  const signed = (await w.facts(id)).find(({ body }) => body.kind === 'statement.approved');
  assert.equal(signed?.body.kind === 'statement.approved' && signed.body.personId, reader.id);
});

test('what was said since has overtaken it: the approval says so, and nothing is written', async (t) => {
  const { w, author, reader, by } = await staffed(t, { severities: [] });
  const id = await w.open();
  const written = await input(w, id);
  await w.tell.update(id, { ...written, phase: 'investigating', holdSeconds: 0 }, by);
  await w.settings.set({
    approvals: { severities: [1], statements: false, personIds: [reader.id], atDeadline: 'note' },
  });
  await w.forward(seconds(5));
  const draft = await w.tell.update(id, written, by);
  await w.settings.set({
    approvals: { severities: [], statements: false, personIds: [reader.id], atDeadline: 'note' },
  });
  await w.forward(seconds(5));
  const text = {
    en: 'The repair is in place, and you can pay again for everybody. We are watching our checks now.',
  };
  const components = [{ componentId: w.component.id, status: 'operational' as const }];
  await w.tell.update(id, { phase: 'monitoring', text, components, holdSeconds: 0 }, by);
  await assert.rejects(w.tell.approvals.approve(draft.id, digestOf(draft), actor(reader, w)), {
    code: 'state.conflict',
    message: /told "monitoring"/,
  });
  await assert.rejects(w.tell.approvals.approve(draft.id, digestOf(draft), actor(author, w)), {
    code: 'auth.forbidden',
  });
  assert.ok(!(await w.kinds(id)).includes('approval.given'));
});
