/** A long list comes in whole, its broken rows named, and takes no more memory than a short one. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SubscriberImport } from '@candor/protocol/audience.ts';
import { openAudience } from '../testing.ts';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 100_000);
const SHORT = 20_000;
const BROKEN_EVERY = 1_000;
/** What a list of several times the length may hold beyond a short one. */
const MORE_BYTES = 10e6;
// What the collector has not given back yet says how much memory the machine has, and nothing of what is held.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function* listOf(rows: number, name: string) {
  let part = 'email,locale,segment,consent_source,consent_at\r\n';
  for (let i = 0; i < rows; i++) {
    part +=
      i % BROKEN_EVERY === 0
        ? `no address ${i},en,,web,2025-01-01\r\n`
        : `${name}-${i}@host-${i % 5_000}.example,${i % 3 ? 'en' : 'de'},s${i % 7},web,2025-01-01\r\n`;
    if (part.length < 60_000) continue;
    yield part;
    part = '';
  }
  yield part;
}

/** Takes the list in and answers the most memory that was held meanwhile, in and beside the heap. */
async function take(t: TestContext, w: Awaited<ReturnType<typeof openAudience>>, rows: number, name: string) {
  let most = 0;
  let looks = 0;
  const look = setInterval(() => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    most = Math.max(most, heapUsed + external);
    looks += 1;
  }, 200);
  const answer = await fetch(new URL('/api/v1/subscribers/imports?broken=skip', w.url), {
    method: 'POST',
    body: Readable.toWeb(Readable.from(listOf(rows, name))) as ReadableStream,
    duplex: 'half',
    headers: { 'content-type': 'text/csv', cookie: w.cookieOf('owner') },
  } as RequestInit);
  assert.equal(answer.status, 202);
  const { id } = (await answer.json()) as SubscriberImport;
  await w.settled();
  clearInterval(look);
  const { json } = await w.ask('GET', `/api/v1/subscribers/imports/${id}`, { as: 'owner' });
  const { state, counts, faults } = json as SubscriberImport;
  assert.equal(state, 'done', json.error);
  const broken = Math.ceil(rows / BROKEN_EVERY);
  assert.deepEqual(counts, { rows, added: rows - broken, known: 0, gone: 0, repeated: 0, broken });
  assert.equal(faults.length, Math.min(1_000, broken));
  assert.deepEqual([faults[1]!.line, faults[1]!.column], [BROKEN_EVERY + 2, 'email']);
  assert.ok(looks > 5, 'it was looked at while it ran');
  t.diagnostic(`${rows} rows: at most ${Math.round(most / 1e6)} MB held`);
  return most;
}

test('a list of many rows, some broken, is taken without holding it in memory', {
  timeout: 900_000,
}, async (t) => {
  const w = await openAudience();
  t.after(w.close);
  const short = await take(t, w, SHORT, 'first');
  const long = await take(t, w, ROWS, 'reader');
  assert.ok(long - short < MORE_BYTES, `${Math.round((long - short) / 1e6)} MB more`);
});
