/** A server that somebody else runs: waited for while it is away, refused in words when it cannot be used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { silentLog } from '#lib/log.ts';
import { closeWhole, freshFolder, open } from './embedded/testing.ts';
import { inWords, reach } from './external.ts';
import { createTestStore } from './testing.ts';

const SLOW = { timeout: 60_000 };

/** A log that keeps what was said. */
function keepingLog() {
  const said: string[] = [];
  const keep = (_: object, sentence: string) => said.push(sentence);
  return { said, log: { ...silentLog(), error: keep } as unknown as ReturnType<typeof silentLog> };
}

test('a server that is away is waited for, and that is said once', SLOW, async (t) => {
  const folder = freshFolder(t);
  const first = await open(folder);
  const where = first.where('candor');
  await closeWhole(first);
  const { said, log } = keepingLog();
  const reached = reach(where, log);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  assert.deepEqual(said, ['the database at DATABASE_URL cannot be reached; waiting until it answers']);
  const back = await open(folder);
  await reached;
  await closeWhole(back);
});

test('a database that is missing or encoded otherwise is refused in a sentence', SLOW, async (t) => {
  const store = await createTestStore();
  await assert.rejects(reach({ ...store.where, database: 'no_such_database' }, silentLog()), {
    message: /named in DATABASE_URL does not exist/,
  });
  const client = new pg.Client(store.where);
  await client.connect();
  const ascii = `ascii_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await client.query(
    `create database ${ascii} encoding 'SQL_ASCII' template template0 locale_provider libc locale 'C'`,
  );
  t.after(async () => {
    await client.query(`drop database ${ascii} with (force)`);
    await client.end();
    await store.close();
  });
  await assert.rejects(reach({ ...store.where, database: ascii }, silentLog()), {
    message: /encoded in SQL_ASCII; Candor needs one created with ENCODING 'UTF8'/,
  });
});

test('what the operator can mend is a sentence without the password, and everything else stays itself', () => {
  for (const code of ['28P01', '28000', '42501']) {
    const told = inWords(Object.assign(new Error('postgres://user:secret@host'), { code })) as Error;
    assert.match(told.message, /DATABASE_URL/);
    assert.doesNotMatch(told.message, /secret/);
  }
  const other = new Error('something else');
  assert.equal(inWords(other), other);
});
