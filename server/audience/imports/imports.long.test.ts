/** A long list comes in whole, in bounded memory and time, with its broken rows named. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { SubscriberImport } from '@candor/protocol/audience.ts';
import { openAudience } from '../testing.ts';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 100_000);
const BROKEN_EVERY = 1_000;

test('a list of many rows, some broken, is taken without holding it in memory', {
  timeout: 900_000,
}, async (t) => {
  const w = await openAudience();
  t.after(w.close);
  function* list() {
    let part = 'email,locale,segment,consent_source,consent_at\r\n';
    for (let i = 0; i < ROWS; i++) {
      part +=
        i % BROKEN_EVERY === 0
          ? `no address ${i},en,,web,2025-01-01\r\n`
          : `reader-${i}@host-${i % 5_000}.example,${i % 3 ? 'en' : 'de'},s${i % 7},web,2025-01-01\r\n`;
      if (part.length < 60_000) continue;
      yield part;
      part = '';
    }
    yield part;
  }
  const began = performance.now();
  const answer = await fetch(new URL('/api/v1/subscribers/imports?broken=skip', w.url), {
    method: 'POST',
    body: Readable.toWeb(Readable.from(list())) as ReadableStream,
    duplex: 'half',
    headers: { 'content-type': 'text/csv', cookie: w.cookieOf('owner') },
  } as RequestInit);
  assert.equal(answer.status, 202);
  let most = 0;
  const before = process.memoryUsage().rss;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const { id } = (await answer.json()) as SubscriberImport;
  await w.settled();
  clearInterval(look);
  const seconds = (performance.now() - began) / 1_000;
  const { json } = await w.ask('GET', `/api/v1/subscribers/imports/${id}`, { as: 'owner' });
  const { state, counts, faults } = json as SubscriberImport;
  assert.equal(state, 'done', json.error);
  const broken = Math.ceil(ROWS / BROKEN_EVERY);
  assert.deepEqual(counts, { rows: ROWS, added: ROWS - broken, known: 0, gone: 0, repeated: 0, broken });
  assert.equal(faults.length, Math.min(1_000, broken));
  assert.deepEqual([faults[1]!.line, faults[1]!.column], [BROKEN_EVERY + 2, 'email']);
  const grownMb = (most - before) / 1e6;
  t.diagnostic(`${ROWS} rows in ${seconds.toFixed(1)} s, ${grownMb.toFixed(0)} MB more`);
  assert.ok(grownMb < 300, `${grownMb} MB`);
  assert.ok(seconds < ROWS / 500, `${seconds} s`);
});
