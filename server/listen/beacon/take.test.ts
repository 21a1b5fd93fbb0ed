import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BeaconBatch } from '@candor/protocol/beacon.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import { isStorable, takeBatch } from './take.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();
const view = (atMs: number, path = '/') => ({ kind: 'view', id: 'a', session: 's', at: iso(atMs), path });
const take = (events: unknown[], sentAtMs?: number) =>
  takeBatch(BeaconBatch.parse({ events, ...(sentAtMs === undefined ? {} : { sentAt: iso(sentAtMs) }) }), {
    nowMs: NOW_MS,
    keepMs: 7 * DAY_MS,
  });

test('an event happened when the browser says, corrected by how far its clock is from ours', () => {
  const atOf = (atMs: number, sentAtMs?: number) => take([view(atMs)], sentAtMs).rows[0]?.atMs;
  assert.equal(atOf(NOW_MS - HOUR_MS), NOW_MS - HOUR_MS);
  // A browser three years ahead saw something an hour ago.
  const aheadMs = 3 * 365 * DAY_MS;
  assert.equal(atOf(NOW_MS + aheadMs - HOUR_MS, NOW_MS + aheadMs), NOW_MS - HOUR_MS);
  assert.equal(atOf(NOW_MS - 10 * MINUTE_MS - HOUR_MS, NOW_MS - 10 * MINUTE_MS), NOW_MS - HOUR_MS);
  // The way here is no wrong clock.
  assert.equal(atOf(NOW_MS - HOUR_MS, NOW_MS - 900), NOW_MS - HOUR_MS);
});

test('what would lie in the future or too long ago is ignored, not bent', () => {
  const { rows, ignored } = take([
    view(NOW_MS + 5 * MINUTE_MS),
    { ...view(NOW_MS - 8 * DAY_MS), id: 'b' },
    { ...view(NOW_MS + 20_000), id: 'c' },
  ]);
  assert.equal(ignored, 2);
  assert.deepEqual(
    rows.map(({ id, atMs }) => [id, atMs]),
    [['c', NOW_MS]],
  );
});

test('an impossible day is ignored', () => {
  assert.equal(take([{ ...view(NOW_MS), at: '2026-13-01T12:00:00.000Z' }]).ignored, 1);
});

test('nothing that could name somebody is kept, whoever sent it', () => {
  const paths = ['/orders/1234567/edit?token=secret#x', '/u/ada@example.org', '/shop'];
  const { rows } = take(paths.map((path, i) => ({ ...view(NOW_MS, path), id: String(i) })));
  assert.deepEqual(
    rows.map(({ path }) => path),
    ['/orders/:id/edit', '/u/:id', '/shop'],
  );
  const named = take([
    { kind: 'conversion', id: 'a', session: 's', at: iso(NOW_MS), name: 'order by ada@example.org' },
  ]);
  assert.equal(named.rows[0]!.name, 'order by :id');
});

test('text that a database cannot hold is found out before it gets there', () => {
  const batch = (name: string) =>
    BeaconBatch.parse({ events: [{ kind: 'conversion', id: 'a', session: 's', at: iso(NOW_MS), name }] });
  assert.equal(isStorable(batch('order')), true);
  assert.equal(isStorable(batch('or\0der')), false);
  assert.equal(isStorable(batch('or\ud800der')), false);
});
