/** Business hours and the promises that fall into them: weekends, holidays, breaks, and the two days on which clocks change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessHours } from '@candor/protocol/cadence.ts';
import { TellSettings } from '@candor/protocol/tell.ts';
import { afterWorking, workingSpans } from './business-hours.ts';
import { latestNextUpdate, movedByHours, nextUpdateBy, promiseTimes } from './cadence.ts';

const berlin = (change: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '18:00' })),
  holidays: [],
  ...change,
});
const settings = (businessHours: BusinessHours, seconds = 1_800) =>
  TellSettings.parse({
    cadenceSeconds: { 1: seconds, 2: seconds, 3: seconds, 4: seconds },
    cadenceHours: { 1: 'all', 2: 'business', 3: 'business', 4: 'business' },
    businessHours,
  });
const at = (local: string, zone = 'Europe/Berlin') =>
  Temporal.ZonedDateTime.from(`${local}[${zone}]`).epochMilliseconds;
const local = (instant: string | number, zone = 'Europe/Berlin') =>
  Temporal.Instant.fromEpochMilliseconds(typeof instant === 'number' ? instant : Date.parse(instant))
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never', offset: 'never' });
const due = (from: string, hours = berlin(), seconds = 1_800) =>
  local(nextUpdateBy(at(from), 2, settings(hours, seconds)));

test('the time runs in business hours alone', () => {
  assert.equal(due('2026-11-25T10:00'), '2026-11-25T10:30');
  assert.equal(due('2026-11-27T17:50'), '2026-11-30T09:20', 'ten minutes on Friday, twenty on Monday');
  assert.equal(due('2026-11-27T17:30'), '2026-11-27T18:00', 'the last minute still counts');
  assert.equal(due('2026-11-28T12:00'), '2026-11-30T09:30', 'made on a Saturday');
  assert.equal(due('2026-11-26T03:00'), '2026-11-26T09:30', 'made before the morning');
  assert.equal(
    due('2026-12-23T17:50', berlin({ holidays: ['2026-12-24', '2026-12-25'] })),
    '2026-12-28T09:20',
  );
  assert.equal(due('2026-11-25T10:00', berlin(), 20 * 3_600), '2026-11-27T12:00', 'longer than two days');
});

test('severities in all hours know no weekend', () => {
  assert.equal(local(nextUpdateBy(at('2026-11-27T17:50'), 1, settings(berlin()))), '2026-11-27T18:20');
  assert.equal(
    movedByHours(at('2026-11-27T17:50'), '2026-11-30T08:20:00.000Z', 1, settings(berlin())),
    false,
  );
  assert.equal(movedByHours(at('2026-11-27T17:50'), '2026-11-30T08:20:00.000Z', 2, settings(berlin())), true);
});

test('breaks, overlaps, nights and the end of a day', () => {
  const broken = berlin({
    days: [
      { day: 3, from: '13:00', until: '18:00' },
      { day: 3, from: '09:00', until: '12:00' },
      { day: 3, from: '11:00', until: '12:30' },
    ],
  });
  assert.equal(due('2026-11-25T12:20', broken), '2026-11-25T13:20');
  assert.equal(due('2026-11-25T11:50', broken), '2026-11-25T12:20', 'hours that overlap count once');
  assert.equal(due('2026-11-25T17:50', broken), '2026-12-02T09:20', 'only Wednesdays');
  const night = berlin({
    days: [
      { day: 5, from: '22:00', until: '24:00' },
      { day: 6, from: '00:00', until: '04:00' },
    ],
  });
  assert.equal(due('2026-11-27T23:50', night), '2026-11-28T00:20');
});

test('on the days on which clocks change an hour is lost or won, and the local time holds', () => {
  const always = berlin({
    days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })),
  });
  for (const from of ['2026-03-29T01:50', '2026-10-25T01:50'])
    assert.equal(
      nextUpdateBy(at(from), 2, settings(always)),
      new Date(at(from) + 1_800_000).toISOString(),
      'in hours without a gap it is elapsed time',
    );
  const sundays = berlin({ days: [7, 1].map((day) => ({ day, from: '01:00', until: '04:00' })) });
  // Two hours of work in spring (02:00 does not exist), four in autumn (02:00 comes twice).
  assert.equal(local(afterWorking(at('2026-03-29T01:00'), 2.5 * 3_600_000, sundays)), '2026-03-30T01:30');
  assert.equal(local(afterWorking(at('2026-10-25T01:00'), 3.5 * 3_600_000, sundays)), '2026-10-25T03:30');
  const skipped = berlin({ days: [{ day: 7, from: '02:15', until: '02:45' }] });
  assert.equal(
    workingSpans(at('2026-03-28T12:00'), at('2026-03-30T12:00'), skipped).length,
    1,
    'hours that the clock skips are worked after the gap',
  );
  assert.equal(due('2026-03-27T17:50'), '2026-03-30T09:20', 'over the change');
  assert.equal(due('2026-10-23T17:50'), '2026-10-26T09:20');
});

test('a calendar without a working day promises by the clock, not never', () => {
  const holidays = Array.from({ length: 500 }, (_, n) =>
    Temporal.PlainDate.from('2026-11-20').add({ days: n }).toString(),
  );
  assert.equal(due('2026-11-25T10:00', berlin({ holidays })), '2026-11-25T10:30');
});

test('people are called in working time: Friday afternoon and Monday morning, not on the weekend', () => {
  const made = at('2026-11-27T17:50');
  const times = promiseTimes(made, new Date(at('2026-11-30T09:20')).toISOString(), 2, settings(berlin()));
  assert.equal(local(times.remindOwnerAt), '2026-11-30T09:10');
  assert.equal(local(times.remindDeputyAt), '2026-11-30T09:14');
  assert.equal(local(times.callEverybodyAt!), '2026-11-30T09:17');
  assert.equal(times.noteAt, '2026-11-30T08:19:55.000Z');
  const outside = promiseTimes(
    at('2026-11-28T10:00'),
    new Date(at('2026-11-28T11:00')).toISOString(),
    2,
    settings(berlin()),
  );
  assert.equal(
    local(outside.remindOwnerAt),
    '2026-11-28T10:40',
    'a time that a person chose outside of them',
  );
});

test('how long silence may last is bounded; business hours may ask for more', () => {
  const one = settings(berlin());
  assert.equal(local(latestNextUpdate(at('2026-11-25T10:00'), 1, one)), '2026-11-26T10:00');
  assert.equal(local(latestNextUpdate(at('2026-11-27T17:50'), 2, one)), '2026-11-30T09:20');
});
