/**
 * After recovery: one message to those who were affected, in their language, with what is known and nothing more; once;
 * not while a check still fails; whoever was told enough that day gets it on one of the next; and a script for staff.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse } from './house.ts';

test('the word after recovery goes once to those who were affected, and asks later', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t);
  const { app } = house;
  const owner = await house.person('owner@example.com', 'owner');
  await house.subscribe('reader@example.com');
  const { id: componentId } = (await app.catalog.components.list())[0]!;
  const chose = { componentIds: [componentId], locale: 'de', timeZone: 'Europe/Berlin' };
  await house.subscribe('leser@example.com', chose);
  await house.forward(minutes(1));
  house.service.set('500');
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));
  const { id } = (await house.incident())!;

  const during = await app.followUps.show(id);
  assert.equal(during.state, 'early');
  assert.deepEqual(during.proposed, []);
  const script = during.staff.supportScript.find(({ locale }) => locale === 'en')!;
  assert.match(script.text, /What you can say/);
  assert.doesNotMatch(script.text, /again\. I am sorry/, 'it does not say that it is over');
  assert.match(script.text, /You cannot use Checkout at the moment/, 'as bad as the page says that it is');
  await assert.rejects(app.followUps.send(id, {}, 'system:test'), { code: 'state.conflict' });

  // What the public was told, the script says too, in the language in which it was said and in no other.
  await app.respond.retitle(
    id,
    { title: { en: 'Checkout fails' }, impact: { en: 'You cannot pay by card.' } },
    'system:test',
  );
  const workaround = { text: { en: 'You can pay by invoice until then.' } };
  await app.respond.workaround(id, workaround, 'system:test');
  await app.tell.update(
    id,
    {
      phase: 'identified',
      text: {
        en: 'You cannot pay by card. We do not know yet how many customers are affected. We found the cause: a certificate expired. We are installing a new one. You can pay by invoice until then. We are sorry that you cannot pay.',
      },
      holdSeconds: 0,
    },
    'system:test',
  );
  await house.until(async () => (await house.incident())?.identifiedAt != null, minutes(2));
  const { supportScript } = (await app.followUps.show(id)).staff;
  const said = supportScript.find(({ locale }) => locale === 'en')!.text;
  for (const words of [
    'You cannot pay by card.',
    'pay by invoice',
    'still installing a new one',
    'found the cause',
  ])
    assert.ok(said.includes(words), said);
  assert.doesNotMatch(said, /do not know it yet|no workaround/);
  const french = supportScript.find(({ locale }) => locale === 'fr')!.text;
  assert.match(french, /Vous ne pouvez pas utiliser Checkout/);
  assert.doesNotMatch(french, /You cannot|invoice|ne la connaissons pas/);

  house.service.set('fine');
  await house.until(async () => app.watch.failing().length === 0, minutes(5));
  await house.forward(minutes(2));
  const { startedAt } = (await house.incident())!;
  await app.tell.update(
    id,
    {
      phase: 'resolved',
      text: {
        en: `You can use Checkout again since ${house.clock.now().slice(11, 16)} UTC. It began at ${startedAt.slice(11, 16)} UTC, lasted a few minutes and affected everyone. No data was lost. We will publish our review here. We are sorry that you could not pay. Thank you for waiting.`,
      },
      components: [{ componentId, status: 'operational' }],
      approvedBy: owner.id,
      holdSeconds: 0,
    },
    'system:test',
  );
  await house.until(async () => (await house.incident())?.resolvedAt != null, minutes(2));
  await house.forward(minutes(2));
  const before = house.mail.inbox().length;

  const ready = await app.followUps.show(id, { offer: { en: 'Next month is free for you.' } });
  assert.equal(ready.state, 'ready');
  assert.deepEqual(
    ready.findings.filter(({ finding }) => finding.level === 'error'),
    [],
    'what is proposed passes the linter in every language',
  );
  const english = ready.proposed.find(({ locale }) => locale === 'en')!;
  assert.match(english.text, /sorry/);
  assert.match(english.text, /Next month is free/);
  const german = ready.proposed.find(({ locale }) => locale === 'de')!;
  assert.match(
    german.text,
    /auf Englisch: Next month/,
    'an offer holds for everybody, and says its language',
  );
  assert.equal(ready.known.find(({ what }) => what === 'cause')!.value, null);
  assert.deepEqual(ready.readers, { affected: 1, told: 2, budget: 0 });

  await assert.rejects(
    app.followUps.send(
      id,
      { text: { en: 'It was only a minor glitch, we will fix it soon!' } },
      'system:test',
    ),
    { code: 'words.blocked' },
  );
  house.service.set('500');
  await house.until(async () => app.watch.failing().length > 0, minutes(2));
  await assert.rejects(app.followUps.send(id, {}, 'system:test'), (error: { code?: string }) =>
    ['truth.contradiction', 'state.conflict'].includes(error.code ?? ''),
  );
  house.service.set('fine');
  await house.until(async () => app.watch.failing().length === 0, minutes(5));

  const sent = await app.followUps.send(id, { to: 'told', surveyAfterHours: 1 }, 'system:test');
  assert.equal(sent.sent!.planned, 2);
  await house.until(
    () => house.mail.inbox().filter(({ subject }) => /sorry|Entschuldigung|leid/i.test(subject)).length === 2,
    minutes(2),
  );
  const letter = house.mail
    .inbox()
    .find(({ to, subject }) => to.includes('leser@example.com') && /leid|Entschuld/i.test(subject))!;
  assert.match(letter.text, /Kasse/);
  assert.ok(letter.headers['list-unsubscribe']);
  assert.ok(before > 0);
  await assert.rejects(app.followUps.send(id, {}, 'system:test'), { code: 'state.conflict' });

  assert.equal((await app.listen.surveys.of(id)).length, 0);
  // The hour passes while nobody lives, which also proves that the wish outlives the process.
  await house.kill();
  await house.forwardAlone(minutes(61));
  await house.begin();
  await house.until(async () => (await house.app.listen.surveys.of(id)).length === 1, minutes(5));
});
