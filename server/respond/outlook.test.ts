/** The estimate and the workaround are facts that the public reads: honest, linted, and gone when it is over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measuresOf } from './index.ts';
import { createWorld, START, seconds } from './testing.ts';

const BY = 'system:test';
const later = (minutes: number) => new Date(Date.parse(START) + minutes * 60_000).toISOString();
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

async function opened(t: { after(fn: () => Promise<void>): void }) {
  const world = await createWorld(t);
  const { id } = await world.respond.open({ title: { en: 'Checkout is not working' } }, BY);
  return { ...world, id };
}

test('an estimate has a time in the future and a basis, and is a fact', async (t) => {
  const { respond, id, kinds } = await opened(t);
  const basis = { en: 'The last restore took 40 minutes.' };
  await assert.rejects(respond.estimate(id, { recoveryAt: later(-1), basis }, BY), code('request.invalid'));
  await assert.rejects(respond.estimate(id, { recoveryAt: later(60) }, BY), /based on/);
  assert.equal(
    (await kinds(id)).filter((kind) => kind === 'estimate.given').length,
    0,
    'nothing was changed',
  );
  const { estimate } = await respond.estimate(id, { recoveryAt: later(60), basis }, BY);
  assert.deepEqual(estimate, { recoveryAt: later(60), basis, givenAt: START });
  const unsure = await respond.estimate(id, { recoveryAt: null }, BY);
  assert.equal(unsure.estimate?.recoveryAt, null);
  assert.deepEqual(unsure.estimates, [{ recoveryAt: later(60), givenAt: START }]);
});

test('the rules of public words hold, and an override is signed', async (t) => {
  const { respond, id, kinds } = await opened(t);
  for (const text of ['Just try again soon!', 'Call host-17.internal', 'It is the fault of the provider'])
    await assert.rejects(respond.workaround(id, { text: { en: text } }, BY), code('words.blocked'), text);
  const { workaround } = await respond.workaround(id, { text: { en: 'Pay by invoice.' } }, BY);
  assert.deepEqual(workaround, { en: 'Pay by invoice.' });
  const override = { reason: 'the product is called Soon' };
  await respond.workaround(id, { text: { en: 'Open the app Soon and pay there soon.' }, override }, BY);
  assert.ok((await kinds(id)).includes('gate.overridden'));
  assert.equal((await respond.workaround(id, { text: null }, BY)).workaround, null);
});

test('whether the estimates held is known when it is over, and nothing can be expected of it then', async (t) => {
  const { respond, id, clock, record } = await opened(t);
  const basis = { en: 'The last restore took 40 minutes.' };
  await respond.estimate(id, { recoveryAt: later(10), basis }, BY);
  await respond.estimate(id, { recoveryAt: later(40), basis }, BY);
  await respond.workaround(id, { text: { en: 'Pay by invoice.' } }, BY);
  assert.equal(measuresOf(await respond.get(id)).estimatesHeld, null);
  await clock.moveTo(Date.parse(START) + seconds(30 * 60), async () => {});
  await record({
    subject: `incident:${id}`,
    by: BY,
    body: {
      kind: 'update.published',
      updateId: 'upd_00000000000000000000000001',
      phase: 'resolved',
      text: { en: 'You can pay again.' },
      origin: 'person',
      nextUpdateBy: null,
      components: [],
    },
  });
  const over = await respond.get(id);
  assert.equal(over.estimate, null);
  assert.equal(over.workaround, null);
  const { estimatesGiven, estimatesHeld } = measuresOf(over);
  assert.deepEqual([estimatesGiven, estimatesHeld], [2, 1]);
  await assert.rejects(respond.estimate(id, { recoveryAt: later(90), basis }, BY), code('state.conflict'));
  await assert.rejects(respond.workaround(id, { text: { en: 'Wait.' } }, BY), code('state.conflict'));
});
