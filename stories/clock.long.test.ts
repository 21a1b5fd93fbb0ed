/** Clocks that jump and nights on which they change: nothing is due twice, nothing waits for ever, times stay true. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse, seconds } from './house.ts';

async function outage(t: Parameters<typeof openHouse>[0], start?: string) {
  const house = await openHouse(t, start ? { start } : {});
  await house.subscribe('leser@example.com', { locale: 'de', timeZone: 'Europe/Berlin' });
  await house.forward(minutes(1));
  house.service.set('500');
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2), 5_000);
  await house.settled();
  return { house, incident: (await house.incident())! };
}

test('a machine that slept for two hours owns up to the missed promise once, and goes on', {
  timeout: 180_000,
}, async (t) => {
  const { house, incident } = await outage(t);
  house.clock.jumpTo(house.clock.nowMs() + minutes(120));
  await house.forward(seconds(10));
  const after = (await house.incident())!;
  assert.deepEqual(
    after.promises.map(({ dueAt, outcome }) => [dueAt, outcome]),
    [[incident.promise!.dueAt, 'missed']],
    'one promise was made, and one was missed',
  );
  assert.ok(after.promise!.dueAt > house.clock.now());
  assert.equal(
    after.updates.filter(({ origin }) => origin === 'note').length,
    1,
    'one word now, not one per cadence',
  );
  assert.equal((await house.app.timeline.incidents({ limit: 10 })).length, 1);
  house.service.set('fine');
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(2), 5_000);
  assert.equal(await house.app.timeline.verify(), null);
});

test('a clock that is set back ten minutes stops no checks and no words, and breaks no promise', {
  timeout: 180_000,
}, async (t) => {
  const { house, incident } = await outage(t);
  house.clock.jumpTo(house.clock.nowMs() - minutes(10));
  house.service.set('fine');
  // The watchdog that notices looks in real time.
  await new Promise((resolve) => setTimeout(resolve, 5_200));
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(2), 5_000);
  const told = await house.app.tell.update(
    incident.id,
    {
      phase: 'monitoring',
      text: {
        en: `You have been able to pay again since ${(await house.incident())!.recoveredAt!.slice(11, 16)} UTC. Checkout failed for everybody from ${incident.startedAt.slice(11, 16)} UTC. We started another database, and we are watching it.`,
      },
    },
    'system:author',
  );
  assert.ok(told.commitsAt! > house.clock.now());
  await house.forward(seconds(15));
  const after = (await house.incident())!;
  assert.equal(after.phase, 'monitoring', 'the hold lasted seconds, not ten minutes');
  assert.deepEqual(
    after.promises.map(({ outcome }) => outcome),
    ['kept'],
  );
  assert.equal(await house.app.timeline.verify(), null);
});

test('on the night on which an hour comes twice, promises last as long as they say and texts name the zone', {
  timeout: 180_000,
}, async (t) => {
  // In Berlin 02:59:59 CEST is followed by 02:00:00 CET, at 01:00 UTC.
  const { house, incident } = await outage(t, '2026-10-25T00:48:00.000Z');
  const made = incident.updates[0]!;
  const lasts = Date.parse(made.nextUpdateBy!) - Date.parse(made.at);
  assert.ok(lasts > minutes(19) && lasts <= minutes(20), 'twenty minutes are twenty minutes');
  assert.ok(made.nextUpdateBy! > '2026-10-25T01:00', 'the next word comes in the second 02 hour');
  const letter = house.mail.inbox().find(({ to }) => to.includes('leser@example.com'))!;
  const hour = made.nextUpdateBy!.slice(14, 16);
  assert.ok(letter.text.includes(`bis 02:${hour} Uhr MEZ (01:${hour} UTC)`), letter.text);
  assert.match(letter.text, /seit 02:\d\d Uhr MESZ \(00:\d\d UTC\)/);
  await house.forward(Date.parse(made.nextUpdateBy!) + seconds(1) - house.clock.nowMs());
  const after = (await house.incident())!;
  assert.deepEqual(
    after.promises.map(({ outcome }) => outcome),
    ['kept-by-note'],
  );
});
