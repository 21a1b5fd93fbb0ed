import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DAY_MS,
  formatDuration,
  HOUR_MS,
  isoDuration,
  MINUTE_MS,
  parseDuration,
  WEEK_MS,
} from './duration.ts';

test('durations are read as operators write them', () => {
  assert.equal(parseDuration('90s'), 90_000);
  assert.equal(parseDuration('1h30m'), 90 * MINUTE_MS);
  assert.equal(parseDuration('250ms'), 250);
  assert.equal(parseDuration('1w2d'), WEEK_MS + 2 * DAY_MS);
  for (const text of ['', 'm', '5', '30m1h', '1.5h', '-5m', '5 m', '99999999999999999w'])
    assert.equal(parseDuration(text), null, text);
});

test('durations are written as people read them, never rounded up', () => {
  const cases: [number, string][] = [
    [0, '0 s'],
    [400, 'less than 1 s'],
    [45_999, '45 s'],
    [60_000, '1 min'],
    [4 * HOUR_MS + 17 * MINUTE_MS + 59_000, '4 h 17 min'],
    [2 * DAY_MS, '2 d'],
    [2 * DAY_MS + 59_000, '2 d'],
    [-90_000, 'minus 1 min 30 s'],
  ];
  for (const [ms, text] of cases) assert.equal(formatDuration(ms), text);
});

test('machines get ISO 8601', () => {
  assert.equal(isoDuration(4 * HOUR_MS + 17 * MINUTE_MS), 'PT4H17M');
  assert.equal(isoDuration(0), 'PT0S');
  assert.equal(isoDuration(1_500), 'PT1.5S');
  assert.equal(isoDuration(26 * HOUR_MS), 'PT26H');
});
