/** A correction waits for a second person where any word does, holds no promise up, and keeps none. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Actor, scopesOf } from '#people';
import { digestOf, stateOf } from './drafts.ts';
import { createWorld, identified, seconds } from './testing.ts';

async function corrected(t: TestContext, atDeadline: 'note' | 'publish' = 'note') {
  const w = await createWorld(t);
  const [author, reader] = [await w.person('author'), await w.person('reader')];
  const by = `person:${author.id}`;
  const id = await w.open();
  const text = identified((await w.get(id)).startedAt);
  await w.tell.update(id, { phase: 'identified', text, holdSeconds: 0 }, by);
  await w.settings.set({ approvals: { severities: [1], statements: false, personIds: [], atDeadline } });
  const [public_] = (await w.get(id)).updates;
  const mend = (end: string) =>
    w.tell.correct(
      id,
      public_!.id,
      { text: { en: `${text['en']} ${end}` }, reason: 'We left invoices out.' },
      by,
    );
  const second: Actor = {
    by: `person:${reader.id}`,
    kind: 'person',
    id: reader.id,
    name: 'Somebody',
    role: 'responder',
    managesAs: 'responder',
    scopes: scopesOf('responder'),
    locale: 'en',
    timeZone: 'UTC',
    sessionId: w.ids.next('ses'),
  };
  const now = async () => (await w.get(id)).updates[0]!;
  return { w, id, by, public_: public_!, mend, second, now, reader };
}

test('it goes public after its approval and hold, as its author’s correction', async (t) => {
  const { w, id, by, public_, mend, second, now, reader } = await corrected(t);
  const first = (await mend('Invoices fail too.')).waiting!;
  assert.equal(stateOf(first), 'waiting');
  assert.deepEqual(await now(), public_, 'nothing is public yet');
  assert.match((await w.textsTo(reader.id)).map(({ text }) => text).join(), /corrects what is public/);
  await assert.rejects(w.tell.rewrite(first.id, first.input, by), { code: 'state.conflict' });

  const newer = (await mend('Invoices and refunds fail too.')).waiting!;
  assert.equal(newer.id, first.id, 'a newer one takes its place');
  await assert.rejects(w.tell.approvals.approve(first.id, digestOf(first), second), {
    code: 'edit.conflict',
  });
  const held = await w.tell.approvals.approve(newer.id, digestOf(newer), second);
  assert.equal(stateOf(held), 'held');
  const { promise } = await w.get(id);
  await w.forward(seconds(11));
  const { corrections, text } = await now();
  assert.equal(corrections.length, 1);
  assert.equal(corrections[0]!.by, by);
  assert.equal(corrections[0]!.reason, 'We left invoices out.');
  assert.match(text['en']!, /refunds fail too\.[\s\S]+Next word by/);
  assert.deepEqual((await w.get(id)).promise, promise, 'it moves no promise');
  assert.deepEqual(await w.tell.drafts.list(id), []);
});

test('a note for a segment waits with it, and is told with it', async (t) => {
  const { w, id, by, public_, second } = await corrected(t);
  const developer = await w.reader('dev', { segment: 'developer' });
  const note = 'For your code: repeat failed requests with the same key.';
  const segmentNotes = { developer: { en: note } };
  const text = { en: `${public_.text['en']} Invoices fail too.` };
  const draft = (await w.tell.correct(id, public_.id, { text, segmentNotes }, by)).waiting!;
  assert.deepEqual(draft.input.segmentNotes, segmentNotes, 'whoever approves it reads it');
  await w.tell.approvals.approve(draft.id, digestOf(draft), second);
  await w.forward(seconds(11));
  assert.match((await w.carriers.ledger.proof(developer))[0]!.text!, /Invoices fail too[\s\S]+same key/);
});

for (const atDeadline of ['note', 'publish'] as const)
  test(`the promise does not wait for it: ${atDeadline}`, async (t) => {
    const { w, id, mend, now } = await corrected(t, atDeadline);
    await mend('Invoices fail too.');
    const { promise } = await w.get(id);
    await w.forward(Date.parse(promise!.dueAt) - w.clock.nowMs() + seconds(2));
    const { updates } = await w.get(id);
    assert.equal(updates[1]!.origin, 'note', 'a correction is no next word');
    assert.ok(!(await w.kinds(id)).includes('promise.missed'));
    assert.equal((await now()).corrections.length, atDeadline === 'publish' ? 1 : 0);
    assert.equal((await w.tell.drafts.list(id)).length, atDeadline === 'publish' ? 0 : 1);
  });

test('a correction in its hold is no word that keeps a promise', async (t) => {
  const { w, id, mend, second } = await corrected(t);
  const draft = (await mend('Invoices fail too.')).waiting!;
  const { promise } = await w.get(id);
  await w.forward(Date.parse(promise!.dueAt) - w.clock.nowMs() - seconds(5));
  await w.tell.approvals.approve(draft.id, digestOf(draft), second);
  await w.forward(seconds(12));
  const { updates } = await w.get(id);
  assert.equal(updates[0]!.corrections.length, 1);
  assert.equal(updates[1]!.origin, 'note');
  assert.ok(!(await w.kinds(id)).includes('promise.missed'));
});
