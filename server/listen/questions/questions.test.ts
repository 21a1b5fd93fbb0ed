/** Questions as readers and staff meet them over HTTP: asked without a name, looked at, put together, answered. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DAY_MS, MINUTE_MS } from '#lib/duration.ts';
import { openListen } from '../testing.ts';

describe('questions after an outage', () => {
  let w: Awaited<ReturnType<typeof openListen>>;
  let id = '';
  before(async () => {
    w = await openListen({ start: [] });
    const nowMs = w.clock.nowMs();
    id = await w.outage(nowMs - 50 * MINUTE_MS, nowMs - 5 * MINUTE_MS);
  });
  after(() => w.close());

  /** At most six a minute come from one address. */
  const ask = async (fields: Record<string, string>) => {
    await w.clock.moveTo(w.clock.nowMs() + MINUTE_MS);
    return w.post(`/incidents/${id}/questions`, fields);
  };
  const round = (body: unknown, as: 'owner' | 'viewer' = 'owner') =>
    w.ask('PUT', `/api/v1/incidents/${id}/questions/round`, { as, body });
  const all = async () => (await w.ask('GET', `/api/v1/incidents/${id}/questions`, { as: 'viewer' })).json;
  const inDays = (days: number) => new Date(w.clock.nowMs() + days * DAY_MS).toISOString();

  it('nobody can ask before the round is opened, and only staff that may opens it', async () => {
    assert.equal((await ask({ text: 'Why?' })).status, 404);
    assert.equal((await round({ answerBy: inDays(2) }, 'viewer')).status, 403);
    assert.equal((await round({ answerBy: inDays(-1) })).status, 400);
    assert.equal(
      (await round({ answerBy: inDays(2), liveAt: inDays(1) })).status,
      400,
      'a time without a place',
    );
    assert.equal(
      (await round({ answerBy: inDays(2), liveAt: inDays(1), liveUrl: 'javascript:alert(1)' })).status,
      400,
    );
    const opened = await round({ answerBy: inDays(2) });
    assert.equal(opened.status, 200, opened.text);
    assert.equal((await round({ answerBy: inDays(3) })).status, 200, 'its times can change');
    const facts = await w.timeline.read({ subject: `incident:${id}`, kinds: ['questions.opened'] });
    assert.equal(facts.length, 1, 'and it was opened once');
  });

  it('takes what is a question, in its language, and says why not', async () => {
    assert.equal((await ask({ text: 'War meine Bestellung weg? 👩‍👩‍👧', locale: 'de' })).status, 200);
    assert.match((await ask({ text: '', locale: 'de' })).text, /nicht angenommen/);
    assert.equal((await ask({ text: 'x'.repeat(1_001) })).status, 400);
    assert.equal((await ask({ text: 'a\u0000b' })).status, 400);
    assert.equal((await ask({ text: 'A robot asks', website: 'x' })).status, 200);
    assert.equal((await ask({ text: 'In another language', locale: '../xx' })).status, 200);
    const { items } = await all();
    assert.deepEqual(
      items.map(({ text, locale, state }: { text: string; locale: string; state: string }) => [
        text,
        locale,
        state,
      ]),
      [
        ['War meine Bestellung weg? 👩‍👩‍👧', 'de', 'waiting'],
        ['In another language', 'en', 'waiting'],
      ],
    );
  });

  it('is put together in one step, answered in public, and its lateness shown', async () => {
    const [first, second] = (await all()).items;
    const patch = (which: string, body: unknown) =>
      w.ask('PATCH', `/api/v1/questions/${which}`, { as: 'owner', body });
    assert.equal((await patch(first.id, { sameAs: first.id })).status, 400);
    assert.equal((await patch(first.id, { sameAs: 'qst_nobody' })).status, 404);
    assert.equal((await patch(second.id, { sameAs: first.id })).status, 200);
    assert.equal((await patch(first.id, { sameAs: second.id })).status, 400);
    const answer = (which: string) =>
      w.ask('PUT', `/api/v1/questions/${which}/answer`, {
        as: 'owner',
        body: { text: { de: 'Nein. Jede Bestellung blieb erhalten.' } },
      });
    assert.equal((await answer(second.id)).status, 409);
    await patch(first.id, { state: 'shown' });
    await w.clock.moveTo(w.clock.nowMs() + 4 * DAY_MS);
    assert.equal((await all()).items[0].overdue, true);
    const answered = await answer(first.id);
    assert.equal(answered.status, 200, answered.text);
    assert.deepEqual([answered.json.asked, answered.json.overdue, answered.json.state], [2, false, 'shown']);
    assert.equal((await patch(first.id, { sameAs: second.id })).status, 409, 'an answer is not lost');
  });

  it('a closed round takes nothing more and keeps its answers', async () => {
    const closed = await w.ask('DELETE', `/api/v1/incidents/${id}/questions/round`, { as: 'owner' });
    assert.equal(closed.json.isOpen, false);
    assert.equal((await ask({ text: 'One more?' })).status, 409);
    assert.equal((await all()).items.length, 2);
  });
});
