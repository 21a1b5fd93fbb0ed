/** The promise: settled by what was published and by nothing else, put off only in public, and never without a call. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import { Problem } from '#lib/problem.ts';
import type { Incident } from '#timeline';
import { settlePromise } from './promise.ts';
import { createWorld, identified, seconds, type World } from './testing.ts';

const minutes = (n: number) => seconds(60 * n);
const at = (w: World, ms: number) => new Date(w.clock.nowMs() + ms).toISOString();

/** An incident that the public was told of, with a promise of half an hour (the first one is rounded down). */
async function spoken(t: Parameters<typeof createWorld>[0], severity: Severity = 2) {
  const w = await createWorld(t);
  const id = await w.open({ severity });
  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  await w.settled();
  return { w, id, promise: (await w.get(id)).promise! };
}

const outcomes = ({ promises }: Incident) => promises.map(({ outcome }) => outcome);
const newest = async (w: World, id: string) => (await w.get(id)).updates.at(-1)!;

const standing = (lastFactAt: string): Incident =>
  ({
    promise: { updateId: 'upd_1', dueAt: '2026-03-01T12:30:00.000Z', factId: 'fct_1', acknowledgedBy: null },
    promises: [],
    lastFactAt,
  }) as unknown as Incident;
const word = (at: string) => ({ id: 'upd_2', at, origin: 'person' as const, by: 'person:x' });

test('at the very instant is in time, a millisecond later is not', () => {
  const kinds = (at: string) =>
    settlePromise(standing('2026-03-01T12:00:00.000Z'), word(at)).map(({ body }) => body.kind);
  assert.deepEqual(kinds('2026-03-01T12:30:00.000Z'), ['promise.kept']);
  assert.deepEqual(kinds('2026-03-01T12:30:00.001Z'), ['promise.missed']);
});

test('a clock that was set back makes nothing punctual that was late', () => {
  const [fact] = settlePromise(standing('2026-03-01T12:31:00.000Z'), word('2026-03-01T12:10:00.000Z'));
  assert.equal(fact!.body.kind, 'promise.missed');
  assert.equal(fact!.at, '2026-03-01T12:31:00.000Z');
});

test('put off before its time: the reason is public, the promise kept, and no note comes before the new time', async (t) => {
  const { w, id, promise } = await spoken(t);
  const until = at(w, minutes(120));
  const reason = {
    en: 'The data centre lets us in at 13:30 UTC',
    de: 'Das Rechenzentrum lässt uns um 13:30 Uhr UTC ein',
  };
  const after = await w.tell.snooze(id, { until, reason }, 'system:test');
  assert.deepEqual(outcomes(after), ['kept']);
  assert.equal(after.promise!.dueAt, until);
  const [snooze] = after.snoozes;
  assert.deepEqual(
    { ...snooze, at: '' },
    { updateId: promise.updateId, at: '', by: 'system:test', dueAt: promise.dueAt, until, reason },
  );
  const { text } = await newest(w, id);
  assert.match(
    text['en']!,
    /^\*\*The next word comes later than promised:\*\* The data centre lets us in at 13:30 UTC\.\n/,
  );
  assert.match(text['de']!, /^\*\*Die nächste Meldung kommt später als zugesagt:\*\* Das Rechenzentrum/);
  assert.match(text['en']!, /Next word by /);
  await w.forward(minutes(119));
  assert.equal((await w.get(id)).updates.length, 2);
  await w.forward(minutes(1));
  assert.equal((await newest(w, id)).origin, 'note');
  assert.deepEqual(outcomes(await w.get(id)), ['kept', 'kept-by-note']);
});

test('put off after its time, the promise stays missed', async (t) => {
  const { w, id, promise } = await spoken(t);
  // The machine slept over the time.
  w.clock.jumpTo(Date.parse(promise.dueAt) + minutes(3));
  const after = await w.tell.snooze(
    id,
    { until: at(w, minutes(60)), reason: { en: 'We slept' } },
    'system:test',
  );
  assert.deepEqual(outcomes(after), ['missed']);
  await w.settled();
  assert.deepEqual(outcomes(await w.get(id)), ['missed']);
});

test('a snooze that is too long, too early, of nothing, or in bad words changes nothing', async (t) => {
  const { w, id, promise } = await spoken(t);
  const before = await w.kinds(id);
  const refused = async (
    input: { until: string; reason: Record<string, string> },
    code: string,
    words: RegExp,
  ) =>
    assert.rejects(w.tell.snooze(id, input, 'system:test'), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.code, code);
      assert.match(error.message, words);
      return true;
    });
  const reason = { en: 'We wait for a spare part' };
  await refused({ until: at(w, minutes(60 * 25)), reason }, 'request.invalid', /at the latest/);
  await refused({ until: promise.dueAt, reason }, 'request.invalid', /publish an update/);
  await refused({ until: at(w, minutes(90)), reason: { en: 'We will be back soon' } }, 'words.blocked', /./);
  assert.deepEqual(await w.kinds(id), before);
  const quiet = await w.open();
  await assert.rejects(
    w.tell.snooze(quiet, { until: at(w, minutes(90)), reason }, 'system:test'),
    /No word is promised/,
  );
});

test('no update may promise the next one later than the longest silence', async (t) => {
  const { w, id } = await spoken(t);
  const { startedAt } = await w.get(id);
  const update = {
    phase: 'identified' as const,
    text: identified(startedAt),
    nextUpdateBy: at(w, minutes(60 * 25)),
  };
  await assert.rejects(w.tell.update(id, update, 'system:test'), /longestSilenceSeconds/);
  await w.settings.set({ longestSilenceSeconds: 2 * 86_400 });
  await w.tell.update(id, { ...update, holdSeconds: 0 }, 'system:test');
});

test('worse than it was: the word comes when the new severity asks for it, and the promise is kept early', async (t) => {
  const { w, id, promise } = await spoken(t, 4);
  await w.forward(minutes(10));
  await w.respond.changeSeverity(id, { severity: 1, reason: null }, 'system:test');
  await w.forward(minutes(21));
  const { at: saidAt, origin } = await newest(w, id);
  assert.equal(origin, 'note');
  assert.ok(saidAt < promise.dueAt, 'half an hour before the time that was promised');
  assert.deepEqual(outcomes(await w.get(id)), ['kept-by-note']);
});

test('milder than it was: what was promised stays promised', async (t) => {
  const { w, id, promise } = await spoken(t, 1);
  await w.respond.changeSeverity(id, { severity: 4, reason: null }, 'system:test');
  await w.settings.set({ cadenceSeconds: { 1: 86_400, 2: 86_400, 3: 86_400, 4: 86_400 } });
  await w.forward(Date.parse(promise.dueAt) - w.clock.nowMs());
  assert.equal((await newest(w, id)).origin, 'note');
  assert.ok((await newest(w, id)).at <= promise.dueAt);
});

test('a clock that is set back makes nobody wait longer, neither for the note nor for an update in its hold', async (t) => {
  const { w, id, promise } = await spoken(t);
  await w.forward(minutes(10));
  const { startedAt } = await w.get(id);
  w.clock.jumpTo(w.clock.nowMs() - minutes(55));
  const jumpedAt = w.clock.nowMs();
  await w.forward(Date.parse(promise.dueAt) - jumpedAt - minutes(55 + 10) + minutes(10));
  assert.equal((await newest(w, id)).origin, 'note', 'twenty minutes after the jump, not seventy-five');
  assert.deepEqual(outcomes(await w.get(id)), ['kept-by-note']);
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 60 },
    'system:test',
  );
  await w.settled();
  w.clock.jumpTo(w.clock.nowMs() - minutes(30));
  await w.forward(seconds(66));
  assert.equal((await newest(w, id)).origin, 'person');
});

test('a word that is refused at the end of its hold does not keep the house from speaking', async (t) => {
  const { w, id, promise } = await spoken(t);
  await w.forward(Date.parse(promise.dueAt) - w.clock.nowMs() - seconds(30));
  const { startedAt } = await w.get(id);
  const text = { en: `${identified(startedAt)['en']} Reports are not affected and work as usual.` };
  await w.tell.update(
    id,
    {
      phase: 'identified',
      text,
      holdSeconds: 300,
      components: [{ componentId: w.component.id, status: 'operational' }],
    },
    'system:test',
  );
  w.fail();
  await w.forward(seconds(30));
  const after = await w.get(id);
  assert.deepEqual(outcomes(after), ['kept-by-note']);
  assert.ok((await w.kinds(id)).includes('carrier.skipped'), 'that it was refused is on record');
});

test('owner, deputy, then everybody on the policy; who writes stops it', async (t) => {
  const { w, id } = await spoken(t);
  const [ada, ben, cleo] = [await w.person('ada'), await w.person('ben'), await w.person('cleo')];
  const policy = await w.respond.policies.default();
  await w.respond.policies.save(policy.id, {
    name: 'Default',
    steps: [
      { afterSeconds: 60, personIds: [cleo.id], targets: [{ carrier: 'sms', address: '+49 30 1234567' }] },
    ],
  });
  await w.respond.assignRole(id, { role: 'owner', personId: ada.id }, 'system:test');
  await w.respond.assignRole(id, { role: 'deputy', personId: ben.id }, 'system:test');
  const called = async () =>
    (await w.told()).map(({ recipientId, carrier }) =>
      recipientId.startsWith('usr_') ? recipientId : carrier,
    );
  await w.forward(minutes(29));
  assert.deepEqual((await called()).slice(0, 2), [ada.id, ben.id]);
  assert.deepEqual((await called()).slice(2).sort(), [ada.id, ben.id, cleo.id, 'sms'].sort());
  assert.deepEqual(
    (await w.kinds(id)).filter((kind) => /reminded|escalated/.test(kind)),
    ['promise.reminded', 'promise.reminded', 'promise.escalated'],
  );
  await w.forward(minutes(2));
  assert.equal((await newest(w, id)).origin, 'note');
  const before = (await called()).length;
  const taken = await w.tell.acknowledgePromise(id, `person:${ada.id}`);
  assert.equal(taken.promise!.acknowledgedBy, `person:${ada.id}`);
  await w.forward(minutes(31));
  assert.equal((await called()).length, before, 'nobody else is called while somebody writes');
  assert.equal((await w.get(id)).updates.length, 3, 'and the public hears all the same');
});

test('nobody holds a role: everybody on the policy is called at the owner’s time', async (t) => {
  const { w } = await spoken(t);
  const cleo = await w.person('cleo');
  const { id: policyId } = await w.respond.policies.default();
  await w.respond.policies.save(policyId, {
    name: 'Default',
    steps: [{ afterSeconds: 60, personIds: [cleo.id] }],
  });
  await w.forward(minutes(22));
  assert.deepEqual(
    (await w.told()).map(({ recipientId }) => recipientId),
    [cleo.id],
  );
});

test('an incident of which nobody told the public calls its owner, then everybody', async (t) => {
  const w = await createWorld(t);
  const [ada, cleo] = [await w.person('ada'), await w.person('cleo')];
  const { id: policyId } = await w.respond.policies.default();
  await w.respond.policies.save(policyId, {
    name: 'Default',
    steps: [{ afterSeconds: 60, personIds: [cleo.id] }],
  });
  const id = await w.open({ severity: 2 });
  await w.respond.assignRole(id, { role: 'owner', personId: ada.id }, 'system:test');
  const called = async () => (await w.told()).map(({ recipientId }) => recipientId);
  await w.forward(minutes(31));
  assert.deepEqual(await called(), [ada.id]);
  await w.forward(minutes(30));
  assert.deepEqual((await called()).slice(1).sort(), [ada.id, cleo.id].sort());
  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  const told = (await called()).length;
  await w.forward(minutes(15));
  assert.equal((await called()).length, told);
});

test('the record over everything names every miss with how late the next word came', async (t) => {
  const { w, id, promise } = await spoken(t);
  w.clock.jumpTo(Date.parse(promise.dueAt) + minutes(7));
  await w.forward(seconds(6));
  const record = await w.tell.promiseRecord();
  const [miss] = record.misses;
  assert.deepEqual([record.kept, record.keptByNote, record.missed], [0, 0, 1]);
  assert.equal(miss!.incidentId, id);
  assert.ok(miss!.lateSeconds! >= 420 && miss!.lateSeconds! <= 426, String(miss!.lateSeconds));
  assert.equal(record.longestLateSeconds, miss!.lateSeconds);
});

test('business hours: the public reads why it takes until Monday, and nobody is woken before', async (t) => {
  const w = await createWorld(t);
  // 2026-03-06 is a Friday.
  w.clock.jumpTo(Date.parse('2026-03-06T16:50:00.000Z'));
  await w.settings.set({
    cadenceHours: { 1: 'all', 2: 'all', 3: 'business', 4: 'business' },
    businessHours: {
      timeZone: 'Europe/Berlin',
      days: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '18:00' })),
      holidays: [],
    },
  });
  const ada = await w.person('ada');
  const id = await w.open({ severity: 3 });
  await w.respond.assignRole(id, { role: 'owner', personId: ada.id }, 'system:test');
  const { startedAt } = await w.get(id);
  const text = { ...identified(startedAt) };
  const preview = await w.tell.preview(id, { phase: 'identified', text });
  assert.deepEqual(
    preview.findings.filter(({ level }) => level === 'error'),
    [],
  );
  await w.tell.update(id, { phase: 'identified', text, holdSeconds: 0 }, 'system:test');
  const said = await newest(w, id);
  assert.equal(said.nextUpdateBy, '2026-03-09T08:20:00.000Z');
  assert.match(
    said.text['en']!,
    /Next word by 08:20 UTC on 9 March\.\*\*\n\nWe write about this during our business hours/,
  );
  await w.forward(minutes(30));
  w.clock.jumpTo(Date.parse('2026-03-09T08:05:00.000Z'));
  await w.forward(minutes(1));
  assert.deepEqual(await w.told(), []);
  await w.forward(minutes(6));
  assert.deepEqual(
    (await w.told()).map(({ recipientId }) => recipientId),
    [ada.id],
  );
  await w.forward(minutes(8));
  assert.deepEqual(outcomes(await w.get(id)), ['kept-by-note']);
});
