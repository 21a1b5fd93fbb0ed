import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coverEndsMs, type Window, windowAt } from './window.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const window = (id: string, startMs: number, endMs: number, componentIds = ['api']): Window => ({
  id,
  componentIds,
  startsAt: iso(startMs),
  endsAt: iso(endMs),
});

test('a window includes its start and not its end', () => {
  const windows = [window('a', 1_000, 2_000)];
  assert.equal(windowAt(windows, 'api', 999), null);
  assert.equal(windowAt(windows, 'api', 1_000)?.id, 'a');
  assert.equal(windowAt(windows, 'api', 1_999)?.id, 'a');
  assert.equal(windowAt(windows, 'api', 2_000), null);
});

test('a window covers the components it names and no other', () => {
  const windows = [window('a', 0, 10, ['api', 'web'])];
  assert.equal(windowAt(windows, 'web', 5)?.id, 'a');
  assert.equal(windowAt(windows, 'mail', 5), null);
});

test('cover goes on through windows that meet or overlap', () => {
  const windows = [window('a', 0, 10), window('b', 10, 20), window('c', 15, 30), window('d', 31, 40)];
  assert.equal(coverEndsMs(windows, 'api', 3), 30);
  assert.equal(coverEndsMs(windows, 'api', 30), null);
});

test('property: cover ends exactly where no window covers any more', () => {
  const spans = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 50 })), { maxLength: 12 });
  fc.assert(
    fc.property(spans, fc.nat(250), (list, atMs) => {
      const windows = list.map(([startMs, length], i) => window(`w${i}`, startMs, startMs + length));
      const endMs = coverEndsMs(windows, 'api', atMs);
      if (endMs === null) return assert.equal(windowAt(windows, 'api', atMs), null);
      for (let ms = atMs; ms < endMs; ms++) assert.ok(windowAt(windows, 'api', ms));
      assert.equal(windowAt(windows, 'api', endMs), null);
    }),
    { numRuns: 200 },
  );
});
