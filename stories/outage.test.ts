import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse, seconds } from './house.ts';

test('an outage from the first failing check to "resolved": everybody is told, in order, by kept promises', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t);
  const ada = await house.app.people.persons.list();
  assert.equal(ada.length, 0);
  await house.subscribe('reader@example.com');
  await house.subscribe('leser@example.com', { locale: 'de', timeZone: 'Europe/Berlin' });
  // Two promises in ten minutes instead of forty.
  await house.app.tell.settings.set({ cadenceSeconds: { 1: 300, 2: 300, 3: 300, 4: 300 } });
  await house.forward(minutes(2));
  assert.match((await house.page()).text, /Everything works\./);

  house.service.set('500');
  const brokenAt = house.clock.nowMs();
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));
  const opened = (await house.incident())!;
  assert.equal(opened.phase, 'investigating');
  assert.equal(opened.severity, 1);
  assert.ok(
    Date.parse(opened.firstWordAt!) - Date.parse(opened.startedAt) <= seconds(15),
    'the first word came late',
  );
  assert.ok(Date.parse(opened.startedAt) >= brokenAt);
  await house.settled();
  const page = (await house.page()).text;
  assert.match(page, /Checkout is not working\./);
  assert.match(page, /Next word by/);
  assert.match((await house.page('/de/')).text, /Kasse funktioniert nicht\./);
  await house.until(() => house.mail.inbox().length >= 2);
  assert.deepEqual(
    house.mail
      .inbox()
      .flatMap((letter) => letter.to)
      .sort(),
    ['leser@example.com', 'reader@example.com'],
  );

  // Nobody speaks: the promise is kept by an honest note, which differs each time and is not mailed by default.
  await house.forward(minutes(11));
  const silent = (await house.incident())!;
  assert.equal(silent.promises.filter(({ outcome }) => outcome === 'kept-by-note').length, 2);
  assert.equal(silent.promises.filter(({ outcome }) => outcome === 'missed').length, 0);
  const notes = silent.updates.filter(({ origin }) => origin === 'note');
  assert.equal(new Set(notes.map(({ text }) => text['en'])).size, notes.length);
  assert.equal(house.mail.inbox().length, 2);

  // "Resolved" is refused while the monitor fails.
  await assert.rejects(
    house.app.tell.update(silent.id, { phase: 'resolved', text: { en: 'It works again.' } }, 'system:test'),
    (error: { code?: string }) => error.code === 'truth.contradiction',
  );

  house.service.set('fine');
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(3));
  const recovered = (await house.incident())!;
  const told = await house.app.tell.update(
    recovered.id,
    {
      phase: 'resolved',
      text: {
        en: `You have been able to pay again since ${recovered.recoveredAt!.slice(11, 16)} UTC. Checkout failed for everybody from ${recovered.startedAt.slice(11, 16)} UTC, for about 12 minutes. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`,
      },
    },
    'system:test',
  );
  assert.ok(told.commitsAt! > told.createdAt, 'a person can take it back');
  await house.forward(seconds(12));
  const closed = (await house.incident())!;
  assert.equal(closed.phase, 'resolved');
  assert.equal(closed.promise, null);
  await house.until(() => house.mail.inbox().length >= 4);
  assert.match((await house.page()).text, /Everything works\./);
  assert.equal(await house.app.timeline.verify(), null);
});
