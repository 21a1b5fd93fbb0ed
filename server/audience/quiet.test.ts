/** Nights and digests on the clock of the reader's wall, also when it is put forward or back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestDueMs, quietUntilMs } from './quiet.ts';

const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().slice(0, 16));
const until = (now: string, timeZone: string, quietFrom: string, quietUntil: string) =>
  at(quietUntilMs(Date.parse(now), { timeZone, quietFrom, quietUntil }));

test('a night ends by the reader’s own clock', () => {
  assert.equal(until('2026-03-01T23:00Z', 'UTC', '22:00', '07:00'), '2026-03-02T07:00');
  assert.equal(until('2026-03-01T06:59Z', 'UTC', '22:00', '07:00'), '2026-03-01T07:00');
  assert.equal(until('2026-03-01T07:00Z', 'UTC', '22:00', '07:00'), null);
  assert.equal(until('2026-03-01T21:00Z', 'Europe/Berlin', '22:00', '07:00'), '2026-03-02T06:00');
  assert.equal(until('2026-03-01T13:00Z', 'UTC', '12:00', '14:00'), '2026-03-01T14:00');
  assert.equal(until('2026-03-01T13:00Z', 'UTC', '12:00', '12:00'), null, 'no night at all');
  assert.equal(
    until('2026-03-01T23:00Z', 'Nowhere/Else', '22:00', '07:00'),
    '2026-03-02T07:00',
    'read as UTC',
  );
});

test('a night is shorter when the clock goes forward, and longer when it goes back', () => {
  // Berlin, 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00.
  assert.equal(until('2026-03-28T22:00Z', 'Europe/Berlin', '22:00', '07:00'), '2026-03-29T05:00');
  assert.equal(until('2026-10-24T21:00Z', 'Europe/Berlin', '22:00', '07:00'), '2026-10-25T06:00');
  assert.equal(
    until('2026-03-29T00:30Z', 'Europe/Berlin', '22:00', '02:30'),
    '2026-03-29T01:30',
    'no 02:30 that day',
  );
  assert.equal(
    until('2026-10-25T00:10Z', 'Europe/Berlin', '22:00', '02:30'),
    '2026-10-25T00:30',
    'the first 02:30',
  );
  assert.equal(
    until('2026-10-25T01:10Z', 'Europe/Berlin', '22:00', '02:30'),
    '2026-10-25T01:30',
    'the second',
  );
});

test('digests come at the full hour or in the reader’s morning, and never in a night', () => {
  const due = (now: string, every: 'hourly' | 'daily', timeZone: string, quietFrom: string | null = null) =>
    at(
      digestDueMs(Date.parse(now), {
        every,
        dailyAt: '08:00',
        timeZone,
        quietFrom,
        quietUntil: quietFrom && '09:30',
      }),
    );
  assert.equal(due('2026-03-01T10:20Z', 'hourly', 'UTC'), '2026-03-01T11:00');
  assert.equal(due('2026-03-01T11:00Z', 'hourly', 'UTC'), '2026-03-01T12:00');
  assert.equal(due('2026-03-01T10:20Z', 'daily', 'UTC'), '2026-03-02T08:00');
  assert.equal(
    due('2026-03-28T10:20Z', 'daily', 'Europe/Berlin'),
    '2026-03-29T06:00',
    'summer time has begun',
  );
  assert.equal(due('2026-03-01T05:00Z', 'daily', 'Asia/Kolkata'), '2026-03-02T02:30');
  assert.equal(due('2026-03-01T22:20Z', 'hourly', 'UTC', '22:00'), '2026-03-02T09:30');
  assert.equal(due('2026-03-01T10:20Z', 'daily', 'UTC', '22:00'), '2026-03-02T09:30');
});
