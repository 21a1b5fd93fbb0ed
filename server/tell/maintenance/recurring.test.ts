/** Windows that recur: planned ahead one by one, at the wall's time, with exceptions, to their end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeriesInput } from '@candor/protocol/maintenance.ts';
import { BY, DAY, MINUTE, plannedWorld } from './testing.ts';

async function world(t: Parameters<typeof plannedWorld>[0]) {
  const it = await plannedWorld(t);
  const { scheduledFor: _, scheduledUntil: __, ...work } = it.input(1, 2);
  const input = (more: Partial<SeriesInput> = {}): SeriesInput => ({
    ...work,
    rule: 'FREQ=WEEKLY;BYDAY=SU',
    startsLocal: '2026-03-08T02:00',
    durationMinutes: 120,
    timeZone: 'Europe/Berlin',
    ...more,
  });
  const { series } = it.tell.maintenance;
  const planned = async () => (await it.timeline.incidents({ kind: 'maintenance', limit: 100 })).toReversed();
  return { ...it, series, seriesInput: input, planned };
}

test('every Sunday from two to four: eight weeks are planned, the first is announced, the clock may change', async (t) => {
  const it = await world(t);
  const reader = await it.reader('ada');
  const series = await it.series.plan(it.seriesInput({ remindMinutesBefore: [60] }), BY);
  const planned = await it.planned();
  assert.equal(planned.length, 8);
  assert.deepEqual(
    planned
      .slice(0, 5)
      .map(
        ({ scheduledFor, scheduledUntil }) =>
          `${scheduledFor!.slice(5, 16)}–${scheduledUntil!.slice(11, 16)}`,
      ),
    ['03-08T01:00–03:00', '03-15T01:00–03:00', '03-22T01:00–03:00', '03-29T01:00–02:00', '04-05T00:00–02:00'],
  );
  assert.ok(planned.every(({ plan }) => plan?.seriesId === series.id));
  assert.equal((await it.textsTo(reader)).length, 1, 'the first alone is told at once');
  assert.deepEqual(
    series.next.slice(0, 2).map(({ date, maintenanceId }) => [date, maintenanceId]),
    [
      ['2026-03-08', planned[0]!.id],
      ['2026-03-15', planned[1]!.id],
    ],
  );
  assert.equal(series.next.length, 12, 'and what is only a rule yet is known too');
  assert.equal(series.next[11]!.maintenanceId, null);
  await it.leapTo('2026-03-08T00:00:00.000Z');
  assert.equal((await it.textsTo(reader)).length, 2, 'a reminder of the first');
  await it.leapTo('2026-03-15T00:00:00.000Z');
  assert.equal((await it.planned()).length, 9 + 0, 'a week later there is one more');
});

test('one is left out, one is moved, and neither comes back', async (t) => {
  const it = await world(t);
  const { id } = await it.series.plan(it.seriesInput(), BY);
  const [first, second] = await it.planned();
  await it.series.except(id, '2026-03-08', { leaveOut: true, reason: null }, BY);
  assert.equal((await it.get(first!.id)).phase, 'cancelled');
  const moved = { scheduledFor: '2026-03-16T01:00:00.000Z', scheduledUntil: '2026-03-16T03:00:00.000Z' };
  await it.series.except(id, '2026-03-15', { ...moved, reason: null, acceptConflicts: false }, BY);
  assert.equal((await it.get(second!.id)).scheduledFor, moved.scheduledFor);
  // Not planned yet: it never will be.
  const after = await it.series.except(id, '2026-05-10', { leaveOut: true, reason: null }, BY);
  assert.deepEqual(
    after.exceptions.map(({ date }) => date),
    ['2026-03-08', '2026-03-15', '2026-05-10'],
  );
  it.clock.jumpTo(Date.parse('2026-03-20T00:00:00.000Z'));
  await it.forward(6_000);
  const starts = (await it.planned()).map(({ scheduledFor }) => scheduledFor!.slice(0, 10));
  assert.ok(!starts.includes('2026-05-10') && !starts.includes('2026-05-09'));
  assert.equal(starts.filter((day) => day === '2026-03-08').length, 1);
  await assert.rejects(it.series.except(id, '2026-03-09', { leaveOut: true, reason: null }, BY), {
    code: 'not-found',
  });
  await assert.rejects(it.series.except(id, '2026-03-15', { leaveOut: true, reason: null }, BY), {
    code: 'state.conflict',
  });
});

test('a series that ends calls off what has not begun, and tells those who were told', async (t) => {
  const it = await world(t);
  const reader = await it.reader('ada');
  const { id } = await it.series.plan(it.seriesInput(), BY);
  const ended = await it.series.end(id, 'The database is gone.', BY);
  assert.ok(ended.endedAt);
  assert.deepEqual(ended.next, []);
  assert.ok((await it.planned()).every(({ phase }) => phase === 'cancelled'));
  const subjects = (await it.textsTo(reader)).map(({ subject }) => /^\[(.+?)\]/.exec(subject)?.[1]);
  assert.deepEqual(subjects, ['Scheduled', 'Cancelled'], 'of the one that they were told of');
  await it.leapTo('2026-03-20T00:00:00.000Z');
  assert.equal((await it.planned()).length, 8);
});

test('a rule without end, every day, plans a dozen ahead and no more', async (t) => {
  const it = await world(t);
  const series = await it.series.plan(
    it.seriesInput({ rule: 'FREQ=DAILY', startsLocal: '2026-03-02T02:00', durationMinutes: 30 }),
    BY,
  );
  assert.equal((await it.planned()).length, 12);
  assert.equal(series.next.length, 12);
});

test('a rule with an end ends by itself', async (t) => {
  const it = await world(t);
  const { id } = await it.series.plan(it.seriesInput({ rule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=2' }), BY);
  assert.equal((await it.planned()).length, 2);
  it.clock.jumpTo(it.clock.nowMs() + 20 * DAY);
  await it.forward(10 * MINUTE);
  assert.ok((await it.series.get(id)).endedAt);
});

test('what cannot recur is refused, and nothing is planned', async (t) => {
  const it = await world(t);
  const refuse = (more: Partial<SeriesInput>, path: string) =>
    assert.rejects(it.series.plan(it.seriesInput(more), BY), (error: { errors?: { path: string }[] }) => {
      assert.equal(error.errors?.[0]?.path, path);
      return true;
    });
  await refuse({ rule: 'FREQ=HOURLY' }, 'rule');
  await refuse({ startsLocal: '2026-03-09T02:00' }, 'startsLocal');
  await refuse({ durationMinutes: 8 * 24 * 60 }, 'durationMinutes');
  await refuse({ startsLocal: '2025-03-02T02:00', rule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=3' }, 'rule');
  assert.deepEqual(await it.planned(), []);
  assert.deepEqual(await it.series.list(), []);
});
