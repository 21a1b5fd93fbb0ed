/** The first word comes by itself, after its hold, and never over a person or against the monitors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, identified, seconds } from './testing.ts';

const HOLD = seconds(10);

test('it comes when its hold is over, promises the next one, and is planned for every reader in their language', async (t) => {
  const w = await createWorld(t);
  for (const [address, locale] of [
    ['reader@example.org', 'en'],
    ['leser@example.org', 'de'],
  ] as const)
    await w.audience.subscribers.add({ carrier: 'email', address, locale, confirmed: true }, 'system:test');
  const id = await w.open({ automaticFirstWord: true });
  await w.forward(HOLD - 1);
  assert.deepEqual((await w.get(id)).updates, []);
  await w.forward(1);
  const incident = await w.get(id);
  assert.deepEqual(await w.kinds(id), ['incident.opened', 'update.published']);
  assert.equal(incident.updates[0]!.origin, 'automatic');
  assert.equal(incident.updates[0]!.by, 'rule:first-word');
  assert.equal(incident.promise!.dueAt, incident.updates[0]!.nextUpdateBy);
  assert.match(incident.updates[0]!.text['en']!, /Checkout/);
  const told = await w.told();
  assert.deepEqual(told.map(({ locale }) => locale).sort(), ['de', 'en']);
  for (const { updateId, because } of told) {
    assert.equal(updateId, incident.updates[0]!.id);
    assert.equal(because, incident.updates[0]!.factId);
  }
});

test('a person who speaks within the hold goes first, and the house is silent', async (t) => {
  const w = await createWorld(t);
  const id = await w.open({ automaticFirstWord: true });
  const { startedAt } = await w.get(id);
  await w.forward(seconds(5));
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 10 },
    'system:test',
  );
  await w.forward(seconds(60));
  assert.deepEqual(
    (await w.get(id)).updates.map(({ origin }) => origin),
    ['person'],
  );
});

test('a word that its author takes back leaves the first word to the house', async (t) => {
  const w = await createWorld(t);
  const id = await w.open({ automaticFirstWord: true });
  const { startedAt } = await w.get(id);
  const draft = await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 30 },
    'system:test',
  );
  await w.forward(seconds(20));
  await w.tell.drafts.takeBack(draft.id);
  await w.forward(seconds(15));
  assert.deepEqual(
    (await w.get(id)).updates.map(({ origin }) => origin),
    ['automatic'],
  );
});

test('an incident that a person opened gets none', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  await w.forward(seconds(60));
  assert.deepEqual(await w.kinds(id), ['incident.opened']);
});

test('what recovered before the first word is not called broken; when it fails again, the word comes', async (t) => {
  const w = await createWorld(t);
  const id = await w.open({ automaticFirstWord: true });
  const monitorId = w.monitorId('door');
  const joined = (key: string) =>
    w.record({
      subject: `incident:${id}`,
      by: 'rule:open-on-failure',
      key,
      body: {
        kind: 'symptom.joined',
        monitorId,
        monitorName: 'Front door',
        componentId: w.component.id,
        status: 'major_outage',
        failedAt: w.clock.now(),
        detail: 'answered 500',
      },
    });
  await joined('first');
  await w.forward(seconds(4));
  await w.record({
    subject: `incident:${id}`,
    by: 'rule:clear-on-recovery',
    body: { kind: 'symptom.cleared', monitorId, recoveredAt: w.clock.now() },
  });
  await w.forward(seconds(30));
  assert.deepEqual((await w.get(id)).updates, []);
  assert.equal((await w.kinds(id)).at(-1), 'carrier.skipped', 'that nothing was said is on record');
  await joined('again');
  await w.forward(HOLD);
  assert.deepEqual(
    (await w.get(id)).updates.map(({ origin }) => origin),
    ['automatic'],
  );
});

test('where confirming took longer than the hold, it comes at once', async (t) => {
  const w = await createWorld(t);
  const id = await w.open({ automaticFirstWord: true, failingForMs: seconds(14) });
  await w.forward(1);
  assert.deepEqual(
    (await w.get(id)).updates.map(({ origin }) => origin),
    ['automatic'],
  );
});

test('a component with a name that the linter refuses silences nobody, and the others speak as they should', async (t) => {
  const w = await createWorld(t);
  for (const [name, locales] of [
    [{ en: 'Checkout', de: 'host-12' }, ['en', 'es', 'fr', 'ja', 'pt']],
    [{ en: 'host-12' }, ['de', 'en', 'es', 'fr', 'ja', 'pt']],
  ] as const) {
    await w.catalog.components.update(w.component.id, { name });
    const id = await w.open({ automaticFirstWord: true });
    await w.forward(HOLD);
    const [first] = (await w.get(id)).updates;
    assert.ok(first, JSON.stringify(name));
    assert.deepEqual(Object.keys(first.text).sort(), locales);
    await w.forward(seconds(3_600));
    const { updates, promises } = await w.get(id);
    assert.ok(updates.length > 1, 'the notes come too');
    assert.ok(promises.every(({ outcome }) => outcome !== 'missed'));
  }
});
