/** Days of 23 and 25 hours, overlapping outages, and a cadence that is never late. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TellSettings } from '@candor/protocol/tell.ts';
import fc from 'fast-check';
import { dayRecords, lastDays, lastMonths, monthRecords, unionMs, uptimePercent } from './bars.ts';
import { nextUpdateBy, promiseTimes } from './cadence.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

test('the days on which clocks change have 23 and 25 hours, and no gap between them', () => {
  for (const [now, date, hours] of [
    ['2026-03-30T10:00:00Z', '2026-03-29', 23],
    ['2026-10-26T10:00:00Z', '2026-10-25', 25],
  ] as const) {
    const days = lastDays(at(now), 'Europe/Berlin', 90);
    const day = days.find((each) => each.date === date)!;
    assert.equal((day.endMs - day.startMs) / HOUR, hours);
    assert.equal(days.length, 90);
    for (let i = 1; i < days.length; i++) assert.equal(days[i]!.startMs, days[i - 1]!.endMs);
    const span = {
      componentId: 'c',
      incidentId: 'i',
      status: 'major_outage' as const,
      startMs: day.startMs,
      endMs: day.endMs,
    };
    assert.equal(dayRecords([span], [day], at(now), 0)[0]!.downMinutes, hours * 60);
  }
});

test('overlapping outages are a union, never a sum', () => {
  const piece = fc
    .tuple(fc.nat(200), fc.nat(50))
    .map(([startMs, length]) => ({ startMs, endMs: startMs + length }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      let covered = 0;
      for (let ms = 0; ms < 260; ms++) if (pieces.some((p) => p.startMs <= ms && ms < p.endMs)) covered += 1;
      assert.equal(unionMs(pieces), covered);
    }),
  );
});

test('what nobody watched is no data, and maintenance is not downtime', () => {
  const days = lastDays(at('2026-03-10T12:00:00Z'), 'UTC', 3);
  const records = dayRecords([], days, at('2026-03-10T12:00:00Z'), at('2026-03-10T00:00:00Z'));
  assert.deepEqual(
    records.map(({ status }) => status),
    ['no_data', 'no_data', 'operational'],
  );
  const span = (status: 'major_outage' | 'under_maintenance', startMs: number, endMs: number) => ({
    componentId: 'c',
    incidentId: 'i',
    status,
    startMs,
    endMs,
  });
  assert.equal(uptimePercent([span('major_outage', 0, 10), span('under_maintenance', 50, 100)], 0, 100), 80);
  assert.equal(uptimePercent([], 5, 5), null);
});

test('a promise lies within its cadence, is rounded early, and its steps come in order', () => {
  const cadence = fc.record({
    now: fc.integer({ min: 1e12, max: 2e12 }),
    seconds: fc.integer({ min: 1, max: 86_400 }),
  });
  fc.assert(
    fc.property(cadence, ({ now, seconds }) => {
      const settings = TellSettings.parse({ cadenceSeconds: { 1: seconds, 2: 1, 3: 1, 4: 1 } });
      const dueAt = nextUpdateBy(now, 1, settings);
      const dueMs = at(dueAt);
      assert.ok(dueMs > now && dueMs <= now + seconds * 1_000);
      if (seconds >= 300) assert.equal(dueMs % 60_000, 0);
      const times = promiseTimes(now, dueAt, 1, settings);
      const order = [
        new Date(now).toISOString(),
        times.remindOwnerAt,
        times.remindDeputyAt,
        times.callEverybodyAt!,
        times.noteAt,
        dueAt,
      ];
      assert.deepEqual(order, order.toSorted());
    }),
  );
});

test('months are of the page’s zone, begin where something was known, and share an outage at their edge', () => {
  const now = at('2026-03-10T12:00:00Z');
  const months = lastMonths(now, 'Europe/Berlin', 12);
  assert.deepEqual(
    months.slice(0, 2).map(({ month, startMs }) => [month, new Date(startMs).toISOString()]),
    [
      ['2026-03', '2026-02-28T23:00:00.000Z'],
      ['2026-02', '2026-01-31T23:00:00.000Z'],
    ],
  );
  for (let i = 1; i < months.length; i++) assert.equal(months[i]!.endMs, months[i - 1]!.startMs);
  const span = (status: 'major_outage' | 'under_maintenance', from: string, to: string) => ({
    componentId: 'c',
    incidentId: 'i',
    status,
    startMs: at(from),
    endMs: at(to),
  });
  const known = at('2026-02-20T00:00:00Z');
  const made = monthRecords(
    [
      span('major_outage', '2026-02-28T22:00:00Z', '2026-03-01T00:30:00Z'),
      span('under_maintenance', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'),
    ],
    months,
    now,
    known,
  );
  assert.deepEqual(
    made.map(({ month, downMinutes }) => [month, downMinutes]),
    [
      ['2026-03', 90],
      ['2026-02', 60],
    ],
    'nothing is said of months before it was known',
  );
  const hours = (now - months[0]!.startMs) / HOUR - 24;
  assert.equal(made[0]!.uptime, Math.floor(((hours - 1.5) / hours) * 100_000) / 1_000);
});
