/** Before it begins: announced, told of again, moved, called off, and what stands in its way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BY, DAY, MINUTE, plannedWorld } from './testing.ts';

const HOUR = 60;

test('it is told of again a week, a day and an hour ahead, in the thread of the announcement', async (t) => {
  const it = await plannedWorld(t);
  const reader = await it.reader('ada');
  const { id, scheduledFor } = await it.plan(8 * 24 * HOUR, 8 * 24 * HOUR + 30, {
    remindMinutesBefore: [HOUR, 24 * HOUR, 7 * 24 * HOUR],
  });
  assert.match(await it.lastText(id), /You cannot pay while we do this\./);
  assert.match(await it.lastText(id), /payments take half the time/);
  assert.match(await it.lastText(id), /Please pay before it starts/);
  const before = (minutes: number) => new Date(Date.parse(scheduledFor!) - minutes * MINUTE).toISOString();
  for (const minutes of [7 * 24 * HOUR, 24 * HOUR, HOUR]) {
    await it.leapTo(before(minutes + 1));
    const already = (await it.said(id)).length;
    await it.leapTo(before(minutes));
    assert.equal((await it.said(id)).length, already + 1, `${minutes} minutes ahead`);
  }
  assert.deepEqual(await it.said(id), ['scheduled', 'reminded', 'reminded', 'reminded']);
  const subjects = (await it.textsTo(reader)).map(({ subject }) => subject);
  assert.deepEqual(
    subjects.map((subject) => /^\[(.+?)\]/.exec(subject)?.[1]),
    ['Scheduled', 'Reminder', 'Reminder', 'Reminder'],
  );
  assert.equal((await it.get(id)).phase, 'scheduled');
});

test('reminders that lie in the past, or would follow the announcement at once, fall away', async (t) => {
  const it = await plannedWorld(t);
  const given = it.input(70, 100, { remindMinutesBefore: [7 * 24 * HOUR, 24 * HOUR, 65, 30] });
  const preview = await it.tell.maintenance.preview(given, BY);
  assert.deepEqual(preview.skipped, [
    { minutesBefore: 7 * 24 * HOUR, why: 'past' },
    { minutesBefore: 24 * HOUR, why: 'past' },
    { minutesBefore: 65, why: 'just_announced' },
  ]);
  assert.deepEqual(
    preview.tellings.map(({ step, at }) => [step, at]),
    [
      ['announced', it.at(0)],
      ['reminded', it.at(40)],
      ['started', it.at(70)],
      ['completed', it.at(100)],
    ],
  );
});

test('a process that slept over two reminders says the later one alone, and none after the start', async (t) => {
  const it = await plannedWorld(t);
  const { id } = await it.plan(3 * 24 * HOUR, 3 * 24 * HOUR + 60, { remindMinutesBefore: [24 * HOUR, 60] });
  const other = await it.plan(2 * 24 * HOUR, 2 * 24 * HOUR + 60, { remindMinutesBefore: [24 * HOUR, 60] });
  it.clock.jumpTo(it.clock.nowMs() + 3 * DAY - 30 * MINUTE);
  await it.forward(6_000);
  assert.deepEqual(await it.said(id), ['scheduled', 'reminded']);
  assert.ok(!(await it.said(other.id)).includes('reminded'));
});

test('a preview counts who is told, and writes nothing', async (t) => {
  const it = await plannedWorld(t);
  await it.reader('ada');
  await it.reader('bob', { component_ids: ['cmp_other'] });
  await it.reader('cid', { wants_maintenance: false });
  const before = await it.timeline.read({});
  const preview = await it.tell.maintenance.preview(it.input(HOUR, 2 * HOUR), BY);
  assert.equal(preview.told, 1);
  assert.deepEqual(preview.held.map(({ name }) => name).sort(), ['elsewhere', 'kind']);
  assert.deepEqual(
    preview.findings.filter(({ level }) => level === 'error'),
    [],
  );
  assert.match(preview.text['en']!, /You cannot pay/);
  assert.deepEqual(await it.timeline.read({}), before);
});

test('other times are told to those who were told before, and its reminders move with it', async (t) => {
  const it = await plannedWorld(t);
  const reader = await it.reader('ada');
  const { id } = await it.plan(3 * HOUR, 4 * HOUR, { remindMinutesBefore: [HOUR] });
  const moved = await it.tell.maintenance.move(id, { scheduledFor: it.at(6 * HOUR), reason: null }, BY);
  assert.equal(moved.scheduledUntil, it.at(7 * HOUR), 'it lasts as long as before');
  assert.deepEqual(await it.said(id), ['scheduled', 'moved']);
  assert.match(await it.lastText(id), /now starts at 16:00 UTC on 1 March and ends at 17:00 UTC/);
  const silenced = (minutes: number) => it.calendar.silencing(it.component.id, Date.parse(it.at(minutes)));
  assert.equal(silenced(3.5 * HOUR), null);
  assert.equal(silenced(6.5 * HOUR)?.id, id);
  await it.leapTo(it.at(3 * HOUR));
  assert.equal((await it.get(id)).phase, 'scheduled');
  await it.leapTo('2026-03-01T15:00:00.000Z');
  assert.deepEqual(await it.said(id), ['scheduled', 'moved', 'reminded']);
  assert.equal((await it.textsTo(reader)).length, 3);
  await it.tell.maintenance.cancel(id, { reason: 'The machines did not come.' }, BY);
  assert.equal((await it.textsTo(reader)).length, 4);
  assert.equal(silenced(1.5 * HOUR), null);
  await it.leapTo('2026-03-01T18:00:00.000Z');
  assert.equal((await it.get(id)).phase, 'cancelled');
  await assert.rejects(it.tell.maintenance.move(id, { scheduledFor: it.at(60) }, BY), {
    code: 'state.conflict',
  });
});

test('who was told of nothing hears nothing of its end; who was chosen stays chosen', async (t) => {
  const it = await plannedWorld(t);
  const [ada, bob] = [await it.reader('ada', { plan: 'gold' }), await it.reader('bob', { plan: 'free' })];
  const quiet = await it.plan(HOUR, 2 * HOUR, { notify: false });
  await it.tell.maintenance.cancel(quiet.id, { reason: null }, BY);
  assert.deepEqual(await it.toldTo(ada), []);
  const gold = await it.plan(3 * HOUR, 4 * HOUR, { audience: { plans: ['gold'] } });
  await it.tell.maintenance.tell(
    gold.id,
    {
      text: {
        en: 'From 13:00 UTC to 14:00 UTC on 1 March we work on the checkout, so that payments take half the time. You cannot pay in this time. Please pay before it.',
      },
    },
    BY,
  );
  await it.tell.maintenance.cancel(gold.id, { reason: null }, BY);
  assert.equal((await it.toldTo(ada)).length, 3);
  assert.deepEqual(await it.toldTo(bob), []);
});

test('what no window may be is refused with its place, and nothing is planned', async (t) => {
  const it = await plannedWorld(t);
  const refuse = async (more: object, path: string, message: RegExp) =>
    assert.rejects(
      it.tell.maintenance.schedule({ ...it.input(HOUR, 2 * HOUR), ...more }, BY),
      (error: {
        errors?: { path: unknown }[];
        issues?: { path: string[]; message: string }[];
        message: string;
      }) => {
        const place = error.errors?.[0]?.path ?? error.issues?.[0]?.path.join('.');
        assert.equal(place, path);
        assert.match(error.issues?.[0]?.message ?? error.message, message);
        return true;
      },
    );
  await refuse({ scheduledUntil: it.at(HOUR) }, 'scheduledUntil', /0 minutes/);
  await refuse({ scheduledUntil: it.at(HOUR - 1) }, 'scheduledUntil', /after the start/);
  await refuse({ scheduledFor: '2026-02-31T10:00:00.000Z' }, 'scheduledFor', /no such time/);
  await refuse({ scheduledUntil: '2026-03-01T99:00:00.000Z' }, 'scheduledUntil', /no such time/);
  await refuse({ scheduledFor: it.at(-30) }, 'scheduledFor', /in the past/);
  await refuse({ scheduledFor: it.at(-90), scheduledUntil: it.at(-30) }, 'scheduledUntil', /ended already/);
  await refuse({ scheduledUntil: it.at(HOUR + 73 * HOUR) }, 'scheduledUntil', /72 hours at most/);
  await refuse(
    { scheduledFor: it.at(1_100 * 24 * HOUR), scheduledUntil: it.at(1_100 * 24 * HOUR + 9) },
    'scheduledFor',
    /two years/,
  );
  await refuse({ componentIds: [] }, 'componentIds', /at least one/);
  await refuse({ componentIds: ['cmp_nowhere'] }, 'componentIds.0', /no component/);
  await refuse({ durationMinutes: 5 }, 'scheduledUntil', /one end/);
  await refuse({ local: { from: '2026-03-02T02:30' }, timeZone: 'UTC' }, 'local', /one start/);
  await refuse({ scheduledFor: undefined, local: { from: '2026-03-02T02:30' } }, 'timeZone', /wall/);
  await refuse(
    {
      scheduledFor: undefined,
      scheduledUntil: undefined,
      durationMinutes: 30,
      local: { from: '2026-03-29T02:30' },
      timeZone: 'Europe/Berlin',
    },
    'local.from',
    /never shows/,
  );
  await refuse({ ownerId: 'usr_nobody' }, 'ownerId', /no person usr_nobody/);
  assert.deepEqual(await it.timeline.incidents({ limit: 5 }), []);
});

test('times on a wall are the instants that the planner chose', async (t) => {
  const it = await plannedWorld(t);
  const { scheduledFor, scheduledUntil, plan } = await it.tell.maintenance.schedule(
    {
      ...it.input(HOUR, 2 * HOUR),
      scheduledFor: undefined,
      scheduledUntil: undefined,
      local: { from: '2026-10-25T02:30', until: '2026-10-25T04:00', choose: 'later' },
      timeZone: 'Europe/Berlin',
    },
    BY,
  );
  assert.equal(scheduledFor, '2026-10-25T01:30:00.000Z');
  assert.equal(scheduledUntil, '2026-10-25T03:00:00.000Z');
  assert.equal(plan?.timeZone, 'Europe/Berlin');
});

test('other work on the same component and an open incident are said before, and accepted knowingly', async (t) => {
  const it = await plannedWorld(t);
  const first = await it.plan(2 * HOUR, 3 * HOUR);
  const conflict = { code: 'state.conflict', message: new RegExp(`${first.id}.*from ${first.scheduledFor}`) };
  await assert.rejects(it.plan(2.5 * HOUR, 4 * HOUR), conflict);
  const after = await it.plan(3 * HOUR, 4 * HOUR);
  await assert.rejects(it.tell.maintenance.move(after.id, { scheduledFor: it.at(2.5 * HOUR) }, BY), conflict);
  const other = await it.catalog.components.create({ slug: 'mail', name: { en: 'Mail' } });
  await it.plan(2.5 * HOUR, 4 * HOUR, { componentIds: [other.id] });
  await it.plan(2.5 * HOUR, 4 * HOUR, { acceptConflicts: true });
  const incident = await it.open();
  await assert.rejects(it.plan(10 * HOUR, 11 * HOUR), {
    code: 'state.conflict',
    message: new RegExp(incident),
  });
  await it.plan(40 * HOUR, 41 * HOUR);
});
