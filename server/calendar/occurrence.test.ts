/** Recurring windows, held beside an independent reader of the format, and over changes of the clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { instantOf } from './local.ts';
import { checkedRecurrence, occurrencesOf, type Recurrence } from './occurrence.ts';

const recurrence = (more: Partial<Recurrence> = {}): Recurrence => ({
  rule: 'FREQ=WEEKLY;BYDAY=SU',
  startsLocal: '2026-03-15T02:00',
  durationMinutes: 120,
  timeZone: 'Europe/Berlin',
  exceptions: [],
  ...more,
});
const take = (of: Recurrence, count: number) => [...occurrencesOf(of).take(count)];

test('every Sunday from two to four stays at the wall’s time while the clock changes', () => {
  const windows = take(recurrence(), 4).map(({ startsAt, endsAt }) => [
    startsAt.slice(5, 16),
    endsAt.slice(5, 16),
  ]);
  assert.deepEqual(windows, [
    ['03-15T01:00', '03-15T03:00'],
    ['03-22T01:00', '03-22T03:00'],
    // 02:00 does not exist on this day; it begins at 03:00 and ends at 04:00 all the same.
    ['03-29T01:00', '03-29T02:00'],
    ['04-05T00:00', '04-05T02:00'],
  ]);
  const autumn = take(recurrence({ startsLocal: '2026-10-18T02:00' }), 3).map(({ startsAt, endsAt }) => [
    startsAt.slice(5, 16),
    endsAt.slice(5, 16),
  ]);
  assert.deepEqual(autumn, [
    ['10-18T00:00', '10-18T02:00'],
    ['10-25T00:00', '10-25T03:00'],
    ['11-01T01:00', '11-01T03:00'],
  ]);
});

test('a window that the clock leaves out altogether takes as long as ever', () => {
  const [, , gone] = take(recurrence({ durationMinutes: 60 }), 3);
  assert.deepEqual([gone!.startsAt.slice(11, 16), gone!.endsAt.slice(11, 16)], ['01:00', '02:00']);
});

test('one is skipped, one is moved, and the rest stays', () => {
  const moved = {
    date: '2026-03-22',
    startsAt: '2026-03-23T01:00:00.000Z',
    endsAt: '2026-03-23T03:00:00.000Z',
  };
  const windows = take(recurrence({ exceptions: [{ date: '2026-03-15' }, moved] }), 2);
  assert.deepEqual(windows[0], moved);
  assert.equal(windows[1]!.date, '2026-03-29');
});

const RULES: [rule: string, start: string][] = [
  ['FREQ=DAILY;INTERVAL=3;COUNT=40', '2026-01-01T02:00'],
  ['FREQ=DAILY;BYDAY=MO,WE;UNTIL=20260630', '2026-01-05T02:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=30', '2026-01-06T02:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=30', '2026-01-06T02:00'],
  ['FREQ=MONTHLY;BYDAY=1SU;COUNT=20', '2026-02-01T02:00'],
  ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=20', '2026-01-30T02:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=31;COUNT=12', '2026-01-31T02:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=15', '2026-01-31T02:00'],
  ['FREQ=MONTHLY;COUNT=12', '2026-01-30T02:00'],
  ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15;COUNT=12', '2026-01-01T02:00'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=6', '2026-02-13T02:00'],
  ['FREQ=YEARLY;BYMONTH=3,9;BYDAY=2TU;COUNT=8', '2026-03-10T02:00'],
  ['FREQ=YEARLY;COUNT=5', '2028-02-28T02:00'],
  ['FREQ=WEEKLY;UNTIL=20260301T020000', '2026-01-04T02:00'],
];
for (const [rule, start] of RULES)
  test(`${rule} from ${start} is what another reader of the format makes of it`, () => {
    const expansion = new ICAL.RecurExpansion({
      dtstart: ICAL.Time.fromDateTimeString(`${start}:00`),
      component: ICAL.Component.fromString(
        `BEGIN:VEVENT\r\nDTSTART:${start.replaceAll(/[-:]/g, '')}00\r\nRRULE:${rule}\r\nEND:VEVENT`,
      ),
    });
    const theirs: string[] = [];
    for (let next = expansion.next(); next && theirs.length < 40; next = expansion.next())
      theirs.push(next.toString().slice(0, 10));
    const ours = take(recurrence({ rule, startsLocal: start, timeZone: 'UTC' }), 40).map(({ date }) => date);
    assert.ok(ours.length > 4);
    assert.deepEqual(ours, theirs);
  });

test('a day that a year has not is left out (RFC 5545 §3.3.10), and never moved', () => {
  const days = take(recurrence({ rule: 'FREQ=YEARLY;COUNT=3', startsLocal: '2028-02-29T02:00' }), 9);
  assert.deepEqual(
    days.map(({ date }) => date),
    ['2028-02-29', '2032-02-29', '2036-02-29'],
  );
});

test('UNTIL in UTC counts on the wall of the zone, and includes the window that starts then', () => {
  const until = (instant: string) =>
    take(recurrence({ rule: `FREQ=WEEKLY;BYDAY=SU;UNTIL=${instant}` }), 9).length;
  assert.equal(until('20260322T010000Z'), 2);
  assert.equal(until('20260322T005959Z'), 1);
});

const refused = (more: Partial<Recurrence>, message: RegExp, path: string) =>
  assert.throws(
    () => checkedRecurrence(recurrence(more)),
    (error: { code?: string; message: string; errors?: { path: string }[] }) =>
      error.code === 'request.invalid' && message.test(error.message) && error.errors![0]!.path === path,
  );

test('what is not read is refused by name', () => {
  refused({ rule: 'every sunday' }, /no value/, 'rule');
  refused({ rule: 'BYDAY=SU' }, /how often/, 'rule');
  refused({ rule: 'FREQ=SECONDLY' }, /SECONDLY is not read/, 'rule');
  refused({ rule: 'FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO' }, /BYSETPOS/, 'rule');
  refused({ rule: 'FREQ=WEEKLY;BYDAY=XX' }, /BYDAY/, 'rule');
  refused({ rule: 'FREQ=WEEKLY;BYDAY=1SU' }, /counts days of a month/, 'rule');
  refused({ rule: 'FREQ=WEEKLY;INTERVAL=0' }, /INTERVAL/, 'rule');
  refused({ rule: 'FREQ=WEEKLY;COUNT=2;UNTIL=20270101' }, /not both/, 'rule');
  refused({ rule: 'FREQ=WEEKLY;UNTIL=20261341' }, /no date/, 'rule');
  refused({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, /never/, 'rule');
  refused({ rule: 'FREQ=WEEKLY;BYDAY=MO' }, /begins on 2026-03-16/, 'startsLocal');
  refused({ rule: 'FREQ=DAILY', durationMinutes: 1_441 }, /would go on/, 'durationMinutes');
  refused({ timeZone: 'Mars/Olympus' }, /no time zone/, 'timeZone');
});

test('a time that the clock shows twice or never is asked back, with both readings', () => {
  const ask = (local: string, choose?: 'earlier' | 'later') =>
    instantOf(local, 'Europe/Berlin', { path: 'local.from', choose });
  assert.equal(ask('2026-03-28T02:30'), '2026-03-28T01:30:00.000Z');
  for (const [local, word, earlier, later] of [
    ['2026-03-29T02:30', /never shows/, '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', /twice/, '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
  ] as const) {
    assert.throws(
      () => ask(local),
      (error: { message: string; extra?: unknown }) =>
        word.test(error.message) &&
        JSON.stringify(error.extra) === JSON.stringify({ choices: { earlier, later } }),
    );
    assert.equal(ask(local, 'earlier'), earlier);
    assert.equal(ask(local, 'later'), later);
  }
  assert.throws(() => ask('2026-02-30T02:30'), /no date with a time/);
  // Lord Howe puts its clock forward by half an hour.
  assert.throws(() => instantOf('2026-10-04T02:15', 'Australia/Lord_Howe', { path: 'x' }), /never shows/);
});
