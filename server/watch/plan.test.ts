import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstDueMs, nextDueMs, shareOf } from './plan.ts';

const monitors = Array.from({ length: 1_000 }, (_, i) => `mon_${i}`);
const NOW = 1_000_000_000;

test('shares are spread evenly', () => {
  const tenths = new Array(10).fill(0);
  for (const id of monitors) tenths[Math.floor(shareOf(id) * 10)]++;
  assert.ok(Math.min(...tenths) > 60 && Math.max(...tenths) < 140, tenths.join());
});

test('after a restart, 1,000 monitors that are overdue run within a second, not at once', () => {
  const dues = monitors.map((id) => firstDueMs({ id, intervalMs: 30_000, lastPlannedMs: NOW - 90_000 }, NOW));
  assert.ok(dues.every((due) => due >= NOW && due <= NOW + 1_000));
  assert.ok(new Set(dues).size > 500);
});

test('after a restart, monitors that are not due yet keep their time', () => {
  assert.equal(
    firstDueMs({ id: 'mon_1', intervalMs: 30_000, lastPlannedMs: NOW - 10_000 }, NOW),
    NOW + 20_000,
  );
});

test('a plan from the future, made by a clock that was wrong, is not waited for', () => {
  const due = firstDueMs({ id: 'mon_1', intervalMs: 30_000, lastPlannedMs: NOW + 86_400_000 }, NOW);
  assert.ok(due <= NOW + 1_000);
});

test('property: the next check is in the future, at most one interval away, and on the grid', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 100_000 }),
      fc.integer({ min: -200_000, max: 500_000 }),
      (intervalMs, lateMs) => {
        const lastPlannedMs = NOW - lateMs;
        const due = nextDueMs({ id: 'mon_1', intervalMs, lastPlannedMs }, NOW);
        assert.ok(due > NOW && due <= NOW + intervalMs);
        if (lateMs >= 0) assert.equal((due - lastPlannedMs) % intervalMs, 0);
      },
    ),
  );
});
