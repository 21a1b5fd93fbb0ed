/** What goes wrong and how it ends: reasons, replay of many, dead endpoints, throttled receivers, proof. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEAD_AFTER_LETTERS, DEAD_AFTER_MS, deadBy } from './quarantine.ts';
import { createWorld, endpoint, plan, reader, stateOf, update } from './testing.ts';

test('"147 failed: why": reasons are grouped whatever differs between receivers, and replayed by reason', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'data', code: 554, text: '5.7.1 looks like spam' });
  const people = Array.from({ length: 12 }, (_, i) => reader(`sub_${i}`));
  await plan(world, carriers, update('investigating', 1), people);
  await settle();
  const [reason, ...others] = await carriers.ledger.reasons({ incidentId: 'inc_1' });
  assert.deepEqual(others, []);
  assert.deepEqual([reason!.state, reason!.count, reason!.carrier], ['failed', 12, 'email']);
  assert.match(reason!.error, /looks like spam/);
  world.mail.setFault({ mode: 'accept' });
  await assert.rejects(carriers.ledger.replayAll({}), { code: 'request.invalid' });
  assert.equal(await carriers.ledger.replayAll({ incidentId: 'inc_1', error: 'something else' }), 0);
  assert.equal(await carriers.ledger.replayAll({ incidentId: 'inc_1', error: reason!.error }), 12);
  await settle();
  const { total } = await carriers.ledger.progress({ incidentId: 'inc_1' });
  assert.deepEqual([total.accepted, total.failed], [12, 0]);
  assert.equal(world.mail.inbox().length, 12);
  assert.deepEqual(await carriers.ledger.reasons({ incidentId: 'inc_1' }), []);
});

test('a mail domain that says "too fast" is told more slowly, and delays nobody else', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.mail.setFault({
    mode: 'refuse',
    at: 'rcpt',
    code: 451,
    text: '4.7.0 too many',
    only: 'slow.example',
  });
  const slow = Array.from({ length: 30 }, (_, i) =>
    reader(`sub_s${i}`, { address: `r${i}@slow.example`, lane: 1 }),
  );
  const others = Array.from({ length: 30 }, (_, i) => reader(`sub_o${i}`));
  await plan(world, carriers, update('investigating', 1), [...slow, ...others]);
  await settle();
  assert.equal(world.mail.inbox().length, 30, 'all others were told');
  const view = carriers.describe().find(({ name }) => name === 'email')!;
  assert.equal(view.throttles![0]!.to, 'slow.example');
  assert.ok(view.throttles![0]!.pausedUntil);
  assert.equal(view.breaker.state, 'closed');
  const attempts = (await carriers.ledger.list({ limit: 100 })).items.filter(
    ({ state }) => state === 'deferred',
  );
  assert.ok(
    attempts.some((one) => one.attempts === 0),
    'who was not tried has used up nothing',
  );
  world.mail.setFault({ mode: 'accept' });
  await moveBy(60_000);
  assert.equal(world.mail.inbox().length, 60);
});

test('an endpoint is dead by the rule, and whoever listens hears it in the transaction', async (t) => {
  const letter = (deadLetters: number, failingSinceMs: number | null) =>
    deadBy({ deadLetters, failingSinceMs }, DEAD_AFTER_MS);
  assert.equal(letter(0, null), null);
  assert.equal(letter(DEAD_AFTER_LETTERS - 1, 1), null);
  assert.match(letter(DEAD_AFTER_LETTERS, DEAD_AFTER_MS)!, /10 messages/);
  assert.match(letter(1, 0)!, /five days/);
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  const dead: string[] = [];
  carriers.ledger.onDeadEndpoint(
    async (_tx, { recipientId, carrier }) => void dead.push(`${carrier} ${recipientId}`),
  );
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'data', code: 554, text: '5.7.1 no' });
  for (let i = 0; i < DEAD_AFTER_LETTERS; i++) {
    await plan(world, carriers, update(`word ${i}`, 1), [reader('sub_a')]);
    await settle();
    await moveBy(1_000);
    assert.equal(dead.length, i === DEAD_AFTER_LETTERS - 1 ? 1 : 0, `after ${i + 1}`);
  }
  assert.deepEqual(dead, ['email sub_a']);
});

test('the proof for one person: what, when, why, and what the receiver answered', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const why = { chose: ['cmp_1'] };
  await plan(world, carriers, update('investigating', 1, { because: 'fact_1' }), [
    reader('sub_a', { why }),
    endpoint('whk_b', world.receiver.url, world.secret),
  ]);
  await settle();
  const [mail, ...more] = await carriers.ledger.proof('sub_a');
  assert.deepEqual(more, []);
  assert.deepEqual(
    [mail!.state, mail!.why, mail!.because, mail!.subject],
    ['accepted', why, 'fact_1', 'API is failing'],
  );
  assert.match(String(mail!.receipt!['response']), /^250/);
  assert.deepEqual(mail!.echoes, []);
  await carriers.ledger.erase('sub_a');
  assert.deepEqual(
    (await carriers.ledger.proof('sub_a')).map(({ why: reason }) => reason),
    [null],
  );
  assert.deepEqual(await stateOf(carriers, 'whk_b'), ['accepted']);
});
