/** Who is called and when, and that an acknowledgement ends it for good. Each test also reads the facts that are left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, seconds, type World } from './testing.ts';

const HOOK = 'https://pager.example.org/hook';

/** Owner at once, Ben after a minute, Cleo and a webhook after three. */
async function withPolicy(w: World) {
  const [ada, ben, cleo] = [await w.person('ada'), await w.person('ben'), await w.person('cleo')];
  const { id } = await w.respond.policies.default();
  await w.respond.policies.save(id, {
    name: 'Default',
    ownerId: ada.id,
    acknowledgeSeconds: { 1: 120, 2: 120, 3: 120, 4: 120 },
    steps: [
      { afterSeconds: 60, personIds: [ben.id], webhooks: [] },
      { afterSeconds: 180, personIds: [cleo.id], webhooks: [{ url: HOOK }] },
    ],
  });
  return { ada, ben, cleo };
}

const open = (w: World) =>
  w.respond.open({ title: { en: 'Checkout fails' }, severity: 1, components: [] }, 'system:test');

const called = async (w: World) =>
  (await w.told()).map(({ recipientId }) => recipientId).filter((id) => !id.startsWith('sub_'));

test('nobody answers: each step at its time, the missed deadline between, and then it is exhausted', async (t) => {
  const w = await createWorld(t);
  const { ada, ben, cleo } = await withPolicy(w);
  const { id } = await open(w);
  await w.settled();
  assert.deepEqual(await called(w), [ada.id]);
  await w.forward(seconds(59));
  assert.deepEqual(await called(w), [ada.id]);
  await w.forward(seconds(2));
  assert.deepEqual(await called(w), [ada.id, ben.id]);
  await w.forward(seconds(60));
  assert.deepEqual((await w.kinds(id)).slice(-2), ['escalation.stepped', 'acknowledgement.missed']);
  await w.forward(seconds(60));
  assert.deepEqual((await called(w)).sort(), [ada.id, ben.id, cleo.id, `webhook:${HOOK}`].sort());
  assert.deepEqual((await w.kinds(id)).slice(-2), ['escalation.stepped', 'escalation.exhausted']);
  await w.forward(seconds(3_600));
  assert.equal((await called(w)).length, 4, 'and nobody is called again');
});

test('an acknowledgement ends the calling, however long the incident lasts', async (t) => {
  const w = await createWorld(t);
  const { ada, ben } = await withPolicy(w);
  const { id } = await open(w);
  await w.forward(seconds(70));
  const acknowledged = await w.respond.acknowledge(id, `person:${ben.id}`);
  assert.equal(acknowledged.acknowledgedBy, `person:${ben.id}`);
  assert.deepEqual(await w.timeline.wakes.list({ subject: `incident:${id}`, kind: 'respond.step' }), []);
  w.clock.jumpTo(w.clock.nowMs() + seconds(90 * 86_400));
  await w.forward(seconds(60));
  assert.deepEqual(await called(w), [ada.id, ben.id]);
  const kinds = await w.kinds(id);
  assert.equal(kinds.at(-1), 'incident.acknowledged');
  assert.ok(!kinds.includes('acknowledgement.missed'));
});

test('the first who acknowledges owns what nobody owned, and a second acknowledgement is no fact', async (t) => {
  const w = await createWorld(t);
  const ben = await w.person('ben');
  const { id } = await open(w);
  const mine = await w.respond.acknowledge(id, `person:${ben.id}`);
  assert.equal(mine.roles.owner, ben.id);
  const before = await w.kinds(id);
  assert.deepEqual(before.slice(-2), ['incident.acknowledged', 'role.assigned']);
  await w.respond.acknowledge(id, 'system:test');
  assert.deepEqual(await w.kinds(id), before);
});

test('"resolved" ends the calling, and leaves nothing to acknowledge', async (t) => {
  const w = await createWorld(t);
  const { ada } = await withPolicy(w);
  const { id } = await open(w);
  await w.record({
    subject: `incident:${id}`,
    by: 'system:test',
    body: {
      kind: 'update.published',
      updateId: w.ids.next('upd'),
      phase: 'resolved',
      text: { en: 'You can pay again.' },
      origin: 'person',
      nextUpdateBy: null,
      components: [],
    },
  });
  await w.settled();
  await w.forward(seconds(600));
  assert.deepEqual(await called(w), [ada.id]);
  const before = await w.kinds(id);
  await assert.rejects(w.respond.acknowledge(id, `person:${ada.id}`), { code: 'state.conflict' });
  assert.deepEqual(await w.kinds(id), before);
});

test('who has left the staff is not called, and the others are', async (t) => {
  const w = await createWorld(t);
  const { ada, ben } = await withPolicy(w);
  await w.disable(ada.id);
  await open(w);
  await w.forward(seconds(70));
  assert.deepEqual(await called(w), [ben.id]);
});

test('there is always a default policy, and a change of it holds for the next incident', async (t) => {
  const w = await createWorld(t);
  const first = await w.respond.policies.default();
  assert.equal((await w.respond.policies.default()).id, first.id);
  assert.deepEqual(
    (await w.respond.policies.list()).map(({ isDefault }) => isDefault),
    [true],
  );
  await assert.rejects(w.respond.policies.get('esc_none'), { code: 'not-found' });
  await assert.rejects(w.respond.policies.save('esc_none', { name: 'x' }), { code: 'not-found' });
});
