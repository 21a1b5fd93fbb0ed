/** The public log from facts to files, and what a reader with the dependency-free verifier sees of it. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openSigningKey } from '../keys.ts';
import type { TimelineTables } from '../tables.ts';
import { appendNext } from './append.ts';
import { rotateSigningKey } from './rotation.ts';
import { filesOf, historyWorld, reading } from './testing.ts';
import { verifyLog } from './verifier/candor-verify.mjs';

test('what was published is in the log, and nothing else of the house', async (t) => {
  const { store, key, timeline, incident, record, opened, ids, say } = await historyWorld(t);
  await timeline.publicLog.catchUp();
  const empty = await verifyLog(reading(await filesOf(store, key)));
  assert.equal(empty.size, 0);

  await incident(1);
  const silent = `incident:${ids.next('inc')}`;
  await record(opened(silent, { en: 'Nobody was told of this' }));
  const maintenance = `incident:${ids.next('mnt')}`;
  const window = { scheduledFor: '2026-03-02T12:00:00.000Z', scheduledUntil: '2026-03-02T13:00:00.000Z' };
  await record(
    say(maintenance, {
      kind: 'maintenance.scheduled',
      title: { en: 'Database work' },
      reason: 'internal: end of support',
      components: [],
      ...window,
    }),
  );
  await timeline.publicLog.catchUp();
  assert.equal(await timeline.verify(), null);

  const files = await filesOf(store, key);
  const log = await verifyLog(reading(files), empty);
  assert.deepEqual(
    log.entries.map(({ body }) => body.kind),
    [
      'incident.opened',
      'incident.retitled',
      'update.published',
      'severity.changed',
      'update.corrected',
      'promise.kept',
      'update.published',
      'maintenance.scheduled',
    ],
  );
  assert.ok(log.entries.every(({ by }) => by === 'person'));
  // The title that was replaced before the first word is not even committed to.
  assert.deepEqual(Object.keys(log.entries[0]!.body).sort(), ['components', 'kind', 'severity', 'startedAt']);
  const everything = [...files]
    .filter(([path]) => path.startsWith('log/t'))
    .map(([, body]) => body.toString())
    .join();
  assert.match(everything, /We see failing card payments, case 1/);
  assert.doesNotMatch(everything, /internal|Ada|NPE|usr_|Nobody was told/);
});

test('a log made anew from the first fact has the same bytes, whatever the batches were', async (t) => {
  const { store, key, timeline, incident, record, update } = await historyWorld(t);
  const { subject } = await incident(1);
  const add = (count: number) =>
    record(...Array.from({ length: count }, (_, i) => update(subject, `Still at work, ${i}`).draft));
  // One by one at first, then more at once than a batch holds.
  for (let n = 0; n < 3; n++) {
    await add(1);
    await timeline.publicLog.catchUp();
  }
  await add(290);
  await timeline.publicLog.catchUp();
  const before = await filesOf(store, key);
  assert.equal((await verifyLog(reading(before))).size, 300);
  assert.equal(await timeline.verify(), null);
  for (const path of ['log/tile/0/000', 'log/tile/0/001.p/44', 'log/tile/1/000.p/1', 'log/tile/entries/000'])
    assert.ok(before.has(path), path);

  await sql`truncate timeline_public_log, timeline_public_entry, timeline_public_tile, timeline_public_checkpoint`.execute(
    store.db,
  );
  await timeline.publicLog.catchUp();
  const after = await filesOf(store, key);
  // Smaller trees had their own partial tiles; all that the newest checkpoint needs is the same.
  for (const [path, bytes] of after) assert.ok(before.get(path)?.equals(bytes) ?? path.includes('.p/'), path);
  assert.equal(await timeline.verify(), null);

  // A reader who began before the last entries came finds what belongs to that checkpoint.
  await incident(2);
  await timeline.publicLog.catchUp();
  const old = new Map([...(await filesOf(store, key)), ['log/checkpoint', after.get('log/checkpoint')!]]);
  assert.equal((await verifyLog(reading(old))).size, 300);
});

test('a removed text leaves its entry, and the log says that it was removed', async (t) => {
  const { store, key, timeline, incident, record, update } = await historyWorld(t);
  const { subject } = await incident(1);
  const secret = 'call Ada on 555-0100';
  const [fact] = await record(update(subject, secret).draft);
  await timeline.publicLog.catchUp();
  const before = await filesOf(store, key);
  const known = await verifyLog(reading(before));
  assert.match(before.get('log/texts/000')!.toString(), /555-0100/);

  await store.transaction((tx) =>
    timeline.redact(tx, fact!.id, { by: 'system:test', reason: 'a telephone number of Ada' }),
  );
  // Between the removal and its entry the history holds as well.
  assert.equal(await timeline.verify(), null);
  await timeline.publicLog.catchUp();
  const after = await filesOf(store, key);
  assert.ok(![...after.values()].some((bytes) => /555-0100|telephone/.test(bytes.toString())));
  const log = await verifyLog(reading(after), known);
  assert.deepEqual(log.entries.at(-1)!.body, { kind: 'fact.redacted', factId: fact!.id });
  assert.deepEqual([...log.texts[known.size - 1]!], [['/text/en', null]]);
  assert.equal(await timeline.verify(), null);
  const bundle = `log/tile/entries/000.p/${known.size}`;
  assert.ok(after.get(bundle)?.equals(before.get(bundle)!));

  // A text that is simply gone is not excused.
  const gone = JSON.parse(after.get('log/texts/000')!.toString());
  gone.texts.pop();
  await assert.rejects(
    verifyLog(reading(new Map([...after, ['log/texts/000', Buffer.from(JSON.stringify(gone))]]))),
    /is gone, and no entry says why/,
  );
});

test('a removal before the first word leaves nothing to see but that it happened', async (t) => {
  const { store, key, timeline, record, opened, update, ids } = await historyWorld(t);
  const subject = `incident:${ids.next('inc')}`;
  const [fact] = await record(opened(subject, { en: 'Ada broke it' }));
  await store.transaction((tx) => timeline.redact(tx, fact!.id, { by: 'system:test', reason: 'a name' }));
  await record(update(subject, 'Something is wrong').draft);
  await timeline.publicLog.catchUp();
  const log = await verifyLog(reading(await filesOf(store, key)));
  assert.deepEqual(
    log.entries.map(({ body }) => body.kind),
    ['incident.opened', 'fact.redacted', 'update.published'],
  );
  assert.equal(await timeline.verify(), null);
});

test('what not everybody may see is not in the log, then or later', async (t) => {
  const { store, key, timeline, incident, record, update } = await historyWorld(t);
  timeline.publicLog.restrict(async () => false);
  const { subject } = await incident(1);
  await timeline.publicLog.catchUp();
  timeline.publicLog.restrict(async () => true);
  await record(update(subject, 'Still the same').draft);
  await timeline.publicLog.catchUp();
  assert.equal((await verifyLog(reading(await filesOf(store, key)))).size, 0);
  assert.equal(await timeline.verify(), null);
});

test('a new signing key is signed by the old, and what the old one signed holds', async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'keys-'));
  t.after(() => rm(dataFolder, { recursive: true }));
  const key = openSigningKey(dataFolder);
  const { store, clock, timeline, incident } = await historyWorld(t, key);
  const first = key.publicKey;
  await incident(1);
  await timeline.publicLog.catchUp();
  const known = await verifyLog(reading(await filesOf(store, key)));

  // As `candor keys rotate` does it beside a running server, whose key object learns of it by itself.
  for (let turn = 1; turn <= 2; turn++) {
    const other = openSigningKey(dataFolder);
    await rotateSigningKey({ store, clock, key: other, dataFolder });
    assert.deepEqual(await readdir(join(dataFolder, 'keys')), [`signing-${other.keyId}.pem`]);
    assert.equal((await verifyLog(reading(await filesOf(store, other)), known)).keys.at(-1), other.publicKey);
    await incident(1 + turn);
    assert.equal(key.publicKey, other.publicKey);
    await timeline.publicLog.catchUp();
    assert.equal(await timeline.verify(), null);
  }
  assert.notEqual(key.publicKey, first);
  assert.equal(openSigningKey(dataFolder).publicKey, key.publicKey);
  const files = await filesOf(store, key);
  const log = await verifyLog(reading(files), known);
  assert.equal(log.origin, known.origin);
  assert.equal(log.keys[0], first);

  // A data folder without the key leaves the log to whoever has it.
  const elsewhere = await mkdtemp(join(dataFolder, 'y-'));
  const foreign = openSigningKey(elsewhere);
  assert.equal(
    await store.transaction((tx) => appendNext(tx, { key: foreign, mayShow: async () => true })),
    'foreign',
  );
  await assert.rejects(
    rotateSigningKey({ store, clock, key: foreign, dataFolder: elsewhere }),
    /does not hold the key that signs this history/,
  );

  // Whoever can write the database has none of the keys: neither forefathers nor successors can be invented.
  const stranger = openSigningKey(await mkdtemp(join(dataFolder, 'x-')));
  for (const change of [
    { previous: stranger.publicKey },
    { position: 1 },
    { root: 'x' },
    { n: 7 },
    { signedByPrevious: 'AA==' },
  ]) {
    const failed = await store
      .transaction(async (tx) => {
        await tx
          .withTables<TimelineTables>()
          .updateTable('timelineHandover')
          .set(change)
          .where('n', '=', 1)
          .execute();
        throw Object.assign(new Error('undo'), { found: await timeline.verify(tx) });
      })
      .catch((error) => error.found);
    assert.match(String(failed?.what), /handover|origin/, JSON.stringify(change));
  }
});
