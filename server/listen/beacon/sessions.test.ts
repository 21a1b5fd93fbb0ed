import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEvents, type BucketChange, type Session, sessionKey } from './sessions.ts';
import type { BeaconRow } from './take.ts';

const WIDTH_MS = 3_600_000;
const event = (
  session: string,
  id: string,
  atMs: number,
  kind: BeaconRow['kind'],
  value?: number,
): BeaconRow => ({
  shard: 0,
  session,
  id,
  atMs,
  kind,
  path: null,
  name: null,
  value: value ?? null,
});

/** Feeds batches one after the other and adds everything up, as the database does. */
function fed(batches: readonly (readonly BeaconRow[])[]) {
  const known = new Map<string, Session>();
  const totals = new Map<number, Omit<BucketChange, 'widthMs' | 'atMs'>>();
  for (const batch of batches) {
    const { sessions, buckets } = applyEvents(known, batch, { widthMs: WIDTH_MS });
    for (const session of sessions) known.set(sessionKey(session), session);
    for (const { widthMs: _, atMs, ...figures } of buckets) {
      const old = totals.get(atMs);
      totals.set(
        atMs,
        old
          ? (Object.fromEntries(
              Object.entries(figures).map(([name, value]) => [name, value + old[name as keyof typeof old]]),
            ) as typeof old)
          : figures,
      );
    }
  }
  const empty = ([, figures]: [number, object]) => Object.values(figures).every((value) => value === 0);
  return [...totals].filter((entry) => !empty(entry)).sort(([a], [b]) => a - b);
}

test('a visit of one view is a bounce until something else happens in it', () => {
  const first = fed([[event('s', 'a', 10, 'view')]]);
  assert.deepEqual(first[0]![1], {
    sessions: 1,
    pageViews: 1,
    bounces: 1,
    durationSeconds: 0,
    conversions: 0,
    conversionValue: 0,
    dropped: 0,
  });
  const then = (second: BeaconRow) => fed([[event('s', 'a', 10, 'view')], [second]])[0]![1].bounces;
  assert.equal(then(event('s', 'b', 20, 'view')), 0);
  assert.equal(then(event('s', 'b', 20, 'conversion', 30)), 0);
  assert.equal(then(event('s', 'b', 20, 'leave', 4_000)), 1, 'leaving is how every visit ends');
  assert.equal(then(event('other', 'b', 20, 'view')), 2);
});

test('a visit counts where it began, also when its beginning comes last', () => {
  const late = fed([[event('s', 'b', WIDTH_MS + 5, 'view')], [event('s', 'a', 5, 'view')]]);
  assert.deepEqual(
    late.map(([at, { sessions, pageViews, bounces }]) => ({ at, sessions, pageViews, bounces })),
    [
      { at: 0, sessions: 1, pageViews: 1, bounces: 0 },
      { at: WIDTH_MS, sessions: 0, pageViews: 1, bounces: 0 },
    ],
  );
});

test('a visit stays in the grain in which it was first counted', () => {
  const known = new Map<string, Session>();
  const first = applyEvents(known, [event('s', 'a', 0, 'view')], { widthMs: WIDTH_MS });
  known.set('0:s', first.sessions[0]!);
  const second = applyEvents(known, [event('s', 'b', 7_000, 'view')], { widthMs: 5_000 });
  assert.deepEqual(
    second.buckets.map(({ widthMs, sessions, bounces, pageViews }) => ({
      widthMs,
      sessions,
      bounces,
      pageViews,
    })),
    [
      { widthMs: 5_000, sessions: 0, bounces: 0, pageViews: 1 },
      { widthMs: WIDTH_MS, sessions: 0, bounces: -1, pageViews: 0 },
    ],
  );
});

test('in whatever order and pieces events come, the figures are the same', () => {
  const events = fc.uniqueArray(
    fc.record({
      session: fc.constantFrom('a', 'b', 'c'),
      id: fc.nat(40).map(String),
      atMs: fc.nat(4 * WIDTH_MS),
      kind: fc.constantFrom('view' as const, 'leave' as const, 'conversion' as const),
      value: fc.nat(1_000).map((n) => n * 1_000),
    }),
    { selector: ({ session, id }) => `${session} ${id}`, minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(
      events,
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 7 }),
      (given, stream, size) => {
        const rows = given.map(({ session, id, atMs, kind, value }) => event(session, id, atMs, kind, value));
        const shuffled = rows
          .map((row) => ({ row, rank: stream.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ row }) => row);
        const pieces: BeaconRow[][] = [];
        for (let i = 0; i < shuffled.length; i += size) pieces.push(shuffled.slice(i, i + size));
        assert.deepEqual(fed(pieces), fed([rows]));
      },
    ),
    { numRuns: 200 },
  );
});
