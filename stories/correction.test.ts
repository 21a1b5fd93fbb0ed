/** A correction is a word like any other: it passes the gate and the rules, and the original stays to be read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse } from './house.ts';

test('a correction may not say what the monitors contradict, nor what no update may say', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t);
  await house.subscribe('reader@example.com');
  await house.forward(minutes(1));
  house.service.set('500');
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));
  await house.until(() => house.mail.inbox().length === 1);
  const { id, updates, startedAt } = (await house.incident())!;
  const [first] = updates;
  const at = startedAt.slice(11, 16);
  const correct = async (en: string, more: object = {}) => {
    const { incident } = await house.app.tell.correct(
      id,
      first!.id,
      { text: { en }, reason: 'We named the wrong time.', ...more },
      'system:test',
    );
    return incident;
  };

  await assert.rejects(
    correct(`You can use Checkout again, everything works. It began at ${at} UTC.`),
    (error: { code?: string }) => error.code === 'truth.contradiction',
  );
  await assert.rejects(
    correct(`It was only a minor glitch with Checkout since ${at} UTC!`),
    (error: { code?: string }) => error.code === 'words.blocked',
  );
  assert.deepEqual((await house.incident())!.updates, updates, 'nothing was written');

  const good = `You cannot pay at the moment. It began at ${at} UTC and concerns everybody. We are looking for the cause. There is no workaround yet. We are sorry that you cannot pay.`;
  const after = await correct(good);
  assert.match(after.updates[0]!.text['en']!, /concerns everybody[\s\S]+Next word by/);
  assert.equal(after.updates[0]!.corrections[0]!.was['en'], first!.text['en']);
  assert.equal(after.promise?.dueAt, first!.nextUpdateBy, 'a correction moves no promise');
  await house.until(() => house.mail.inbox().length === 2, minutes(1));
  assert.match((await house.page(`/incidents/${id}`)).text, /concerns everybody/);

  const forced = await correct('You can use Checkout again, everything works.', {
    override: { reason: 'The monitor checks an address that moved.' },
  });
  assert.match(forced.overrides.at(-1)!.reason, /address that moved/);
});
