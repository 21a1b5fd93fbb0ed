import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createWorld, endpoint, plan, reader, stateOf, update } from './testing.ts';

test('a planned message leaves, and its receipt is the receiver’s answer', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [
    reader('sub_a'),
    endpoint('whk_b', world.receiver.url, world.secret),
  ]);
  await settle();
  assert.deepEqual(
    world.mail.inbox().map(({ to }) => to),
    [['sub_a@example.org']],
  );
  assert.equal(world.receiver.accepted().length, 1);
  assert.equal(world.receiver.inbox()[0]!.verified, true);
  const { items } = await carriers.ledger.list({ incidentId: 'inc_1' });
  const byCarrier = new Map(items.map((item) => [item.carrier, item]));
  assert.match(String(byCarrier.get('email')!.receipt!['response']), /^250 .*queued/);
  assert.equal(byCarrier.get('webhook')!.receipt!['status'], 200);
  assert.equal(byCarrier.get('email')!.address, 's…@example.org');
  const progress = await carriers.ledger.progress({ incidentId: 'inc_1' });
  assert.equal(progress.total.accepted, 2);
  assert.equal(progress.settled, true);
});

test('planning the same update again adds nothing and sends nothing', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const first = await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  const again = await plan(world, carriers, update('investigating', 1), [reader('sub_a'), reader('sub_b')]);
  await settle();
  assert.equal(again.messageId, first.messageId);
  assert.equal(again.planned, 1, 'only the one who was not planned before');
  assert.equal(world.mail.inbox().length, 2);
});

test('what the caller’s transaction takes back was never planned', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, store } = await world.open();
  await carriers.start();
  await assert.rejects(
    store.transaction(async (tx) => {
      await carriers.ledger.plan(tx, { message: update('investigating', 1), recipients: [reader('sub_a')] });
      throw new Error('no');
    }),
  );
  await settle();
  assert.equal((await carriers.ledger.list({})).items.length, 0);
  assert.equal(world.mail.inbox().length, 0);
});

test('recipients may be a stream of thousands', async (t) => {
  const world = await createWorld(t);
  const { carriers } = await world.open();
  async function* many() {
    for (let i = 0; i < 2_300; i++) yield reader(`sub_${i}`);
  }
  const { planned } = await plan(world, carriers, update('investigating', 1), many());
  assert.equal(planned, 2_300);
  const progress = await carriers.ledger.progress({ updateId: 'upd_investigating' });
  assert.equal(progress.total.planned, 2_300);
  assert.equal(progress.settled, false);
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await carriers.ledger.list({ incidentId: 'inc_1', after, limit: 500 });
    for (const { id } of page.items) seen.add(id);
    after = page.next ?? undefined;
  } while (after);
  assert.equal(seen.size, 2_300, 'pages leave nobody out');
});

test('what waits is superseded in the transaction of the later word; only the latest leaves', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await plan(world, carriers, update('identified', 2), [reader('sub_a')]);
  const { messageId } = await plan(world, carriers, update('resolved', 4), [reader('sub_a')]);
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['superseded', 'superseded', 'planned']);
  await carriers.start();
  await settle();
  assert.deepEqual(
    world.mail.inbox().map(({ text }) => text.trim()),
    ['We are resolved.'],
  );
  const [last, , first] = (await carriers.ledger.list({ recipientId: 'sub_a' })).items;
  assert.equal(last!.state, 'accepted');
  assert.ok(first!.supersededBy);
  assert.equal((await carriers.ledger.list({ messageId })).items.length, 1);
});

test('a relapse supersedes too: later in time counts, not further in phase', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await plan(world, carriers, update('resolved', 4), [reader('sub_a')]);
  await plan(world, carriers, update('investigating-again', 1), [reader('sub_a')]);
  await carriers.start();
  await settle();
  assert.deepEqual(
    world.mail.inbox().map(({ text }) => text.trim()),
    ['We are investigating-again.'],
  );
});

test('messages of one phase reach a reader in the order in which they were planned', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 451, only: 'sub_a' });
  await carriers.start();
  await plan(world, carriers, update('investigating', 1, { updateId: 'upd_1' }), [reader('sub_a')]);
  await settle();
  await plan(world, carriers, update('still investigating', 1, { updateId: 'upd_2' }), [
    reader('sub_a'),
    reader('sub_b'),
  ]);
  await settle();
  assert.deepEqual(
    world.mail.inbox().map(({ to }) => to[0]),
    ['sub_b@example.org'],
    'the second waits for the first, and holds up nobody else',
  );
  world.mail.setFault({ mode: 'accept' });
  await moveBy(5_000);
  const texts = world.mail.inbox().filter(({ to }) => to[0] === 'sub_a@example.org');
  assert.deepEqual(
    texts.map(({ text }) => text.trim()),
    ['We are investigating.', 'We are still investigating.'],
  );
});

test('messages without a phase stand alone: a page to staff waits for nothing', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  const page = {
    kind: 'staff',
    incidentId: 'inc_1',
    urgent: true,
    forms: { en: { subject: 'Page', text: 'Wake up.' } },
  };
  await plan(world, carriers, { ...page, key: 'page-1' }, [reader('usr_a', { kind: 'person' })]);
  await plan(world, carriers, { ...page, key: 'page-2' }, [reader('usr_a', { kind: 'person' })]);
  await carriers.start();
  await settle();
  assert.equal(world.mail.inbox().length, 2);
});

test('the urgent and the most exposed leave first', async (t) => {
  const world = await createWorld(t, { config: { mailConnections: 1 } });
  const { carriers, settle } = await world.open();
  const lanes = [900, 7, 3, 11, 1, 9, 5];
  await plan(
    world,
    carriers,
    update('investigating', 1),
    lanes.map((lane) => reader(`sub_${lane}`, { lane })),
  );
  await plan(
    world,
    carriers,
    { kind: 'staff', urgent: true, forms: { en: { subject: 'Page', text: 'Up.' } } },
    [reader('usr_a', { kind: 'person' })],
  );
  await carriers.start();
  await settle();
  assert.deepEqual(
    world.mail.inbox().map(({ to }) => to[0]!.split('@')[0]),
    ['usr_a', ...lanes.toSorted((a, b) => a - b).map((lane) => `sub_${lane}`)],
  );
});

test('a reader gets the language and the time zone that they read, else English', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const forms = {
    en: { subject: 'en', text: 'en' },
    de: { subject: 'de', text: 'de' },
    'de@Europe/Berlin': { subject: 'de Berlin', text: 'de Berlin' },
  };
  await plan(world, carriers, update('investigating', 1, { forms }), [
    reader('sub_1', { locale: 'de-AT', timeZone: 'Europe/Berlin' }),
    reader('sub_2', { locale: 'de', timeZone: 'Europe/Vienna' }),
    reader('sub_3', { locale: 'fr', timeZone: 'Europe/Paris' }),
  ]);
  await settle();
  const subjects = Object.fromEntries(world.mail.inbox().map(({ to, subject }) => [to[0], subject]));
  assert.deepEqual(subjects, {
    'sub_1@example.org': 'de Berlin',
    'sub_2@example.org': 'de',
    'sub_3@example.org': 'en',
  });
});

test('a reader of a segment gets its words in their language and zone, else everybody’s, and the proof says which', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const form = (text: string) => ({ subject: text, text });
  const forms = { en: form('en'), 'de@Europe/Berlin': form('de') };
  const segments = { developer: { forms: { 'de@Europe/Berlin': form('de developer') } } };
  const berlin = { locale: 'de', timeZone: 'Europe/Berlin' };
  await plan(world, carriers, update('investigating', 1, { forms, segments }), [
    reader('sub_1', { ...berlin, segment: 'Developer' }),
    reader('sub_2', { ...berlin, segment: 'enterprise' }),
    reader('sub_3', berlin),
    reader('sub_4', { segment: 'developer' }),
  ]);
  await settle();
  const subjects = Object.fromEntries(world.mail.inbox().map(({ to, subject }) => [to[0], subject]));
  const expected = { sub_1: 'de developer', sub_2: 'de', sub_3: 'de', sub_4: 'en' };
  assert.deepEqual(
    subjects,
    Object.fromEntries(Object.entries(expected).map(([id, subject]) => [`${id}@example.org`, subject])),
  );
  for (const [id, subject] of Object.entries(expected)) {
    const [proof] = await carriers.ledger.proof(id);
    assert.deepEqual([proof!.subject, proof!.text], [subject, subject]);
  }
  assert.deepEqual(
    (await carriers.ledger.proof('sub_1')).map(({ segment }) => segment),
    ['Developer'],
  );
});

test('erasing a recipient removes the address everywhere and stops what waits', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 451 });
  await plan(world, carriers, update('identified', 2), [reader('sub_a')]);
  await settle();
  await carriers.ledger.erase('sub_a');
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['accepted', 'suppressed']);
  const { rows } = await sql<{ text: string }>`select d::text as text from carriers_delivery d`.execute(
    world.store.db,
  );
  for (const { text } of rows) assert.doesNotMatch(text, /sub_a@example/);
});

test('changes are hinted with the incidents that they touch', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  const hints: (string | null)[][] = [];
  carriers.ledger.onChange((incidents) => hints.push([...incidents]));
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  assert.deepEqual([...new Set(hints.flat())], ['inc_1']);
});

test('where very many wait for an older word, none of it leaves after the newer one is planned', async (t) => {
  const world = await createWorld(t, { supersededAtOnce: 2 });
  const { carriers, settle } = await world.open();
  const people = ['a', 'b', 'c', 'd'].map((name) => reader(`sub_${name}`));
  await plan(world, carriers, update('investigating', 1), people);
  await plan(world, carriers, update('resolved', 4), people);
  assert.deepEqual(
    await stateOf(carriers, 'sub_a'),
    ['planned', 'planned'],
    'the author did not wait for them',
  );
  await carriers.start();
  await settle();
  for (const { id } of people) assert.deepEqual(await stateOf(carriers, id), ['superseded', 'accepted'], id);
  assert.equal(world.mail.inbox().length, 4);
  assert.equal((await carriers.ledger.progress({ incidentId: 'inc_1' })).settled, true);
});
