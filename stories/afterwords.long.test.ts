/**
 * What follows an outage by itself: the review, questions and each customer's own credit, told once, in the reader's
 * language; two customers never see each other's amount; and the word after recovery names the reader's own credit.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { publishReview, recordOutage, shopContract } from './afterwords.ts';
import { minutes, openHouse } from './house.ts';

test('the review, questions and credits are told once, and nobody sees the credit of another', {
  timeout: 240_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false, start: '2026-03-10T12:00:00.000Z' });
  const { component } = house;
  // Another process after the kill.
  const app = new Proxy({} as typeof house.app, {
    get: (_, name) => house.app[name as keyof typeof house.app],
  });
  const owner = await house.person('owner@example.com', 'owner');
  await app.audience.customers.importCsv(
    [
      'external_id,name,email,locale,time_zone,fee_minor,currency',
      'A-1,Alder,billing@alder.example,de,Europe/Berlin,12900,EUR',
      'B-2,Birch,billing@birch.example,en,UTC,77000,EUR',
      'C-3,Cedar,,en,UTC,1000,EUR',
      'D-4,Dogwood,gone@dogwood.example,en,UTC,5000,EUR',
      'E-5,Elm,billing@elm.example,en,UTC,0,EUR',
    ].join('\n'),
  );
  const alder = (await app.audience.customers.named('A-1'))!;
  const chose = { componentIds: [component.id] };
  await house.subscribe('leser@alder.example', {
    ...chose,
    customerId: alder,
    locale: 'de',
    timeZone: 'Europe/Berlin',
  });
  await house.subscribe('billing@birch.example', chose);
  await house.subscribe('stranger@example.com', chose);
  await house.subscribe('calm@example.com', { ...chose, digest: 'daily' });
  const gone = await house.subscribe('gone@dogwood.example', chose);
  await app.audience.subscribers.end(gone.id, 'unsubscribed', 'their own wish');
  const id = await recordOutage(house);
  await house.forward(minutes(1));
  const inbox = () => house.mail.inbox();
  const to = (address: string, subject: RegExp) =>
    inbox().filter((letter) => letter.to.includes(address) && subject.test(letter.subject));

  const main = async (path: string) => (await house.page(path)).text.split('<main')[1] ?? '';

  // Questions
  await app.listen.questions.open(id, { answerBy: '2026-03-12T12:00:00.000Z' }, `person:${owner.id}`);
  await house.until(() => to('stranger@example.com', /question/i).length > 0, minutes(2));
  assert.match(to('stranger@example.com', /question/i)[0]!.text, new RegExp(`/incidents/${id}/questions`));
  assert.equal(to('leser@alder.example', /Fragen/).length, 1, 'in the language of its reader');
  const asked = (text: string) =>
    fetch(new URL(`/incidents/${id}/questions`, app.web.url()), {
      method: 'POST',
      body: new URLSearchParams({ text, locale: 'en' }),
    });
  assert.equal((await asked('Was my <b>order</b> lost?')).status, 200);
  assert.equal((await asked('Are orders lost')).status, 200);
  assert.equal((await asked('   ')).status, 400);
  const [first, second] = (await app.listen.questions.of(id)).items;
  assert.doesNotMatch(await main(`/incidents/${id}/questions`), /order/, 'a person looks first');
  await app.listen.questions.edit(second!.id, { sameAs: first!.id, state: 'shown' });
  await assert.rejects(app.listen.questions.edit(first!.id, { sameAs: second!.id }), {
    code: 'request.invalid',
  });
  await assert.rejects(
    app.listen.questions.answer(first!.id, { en: 'It was only a minor glitch, we will fix it soon!' }, 'x:y'),
    { code: 'words.blocked' },
  );
  await app.listen.questions.answer(
    first!.id,
    { en: 'No. We kept each order and sent it on at 13:00 UTC.' },
    `person:${owner.id}`,
  );
  await house.forward(minutes(1));
  const page = await main(`/incidents/${id}/questions`);
  assert.match(page, /Was my &lt;b&gt;order&lt;\/b&gt; lost\?/);
  assert.match(page, /Asked 2 times/);
  assert.match(await main(`/incidents/${id}`), /Questions and answers/);
  assert.match(page, /We kept each order/);
  assert.doesNotMatch(page, /Are orders lost</);

  // The review
  await publishReview(house, id, owner.id);
  await house.until(() => to('stranger@example.com', /What happened/).length > 0, minutes(2));
  assert.match(
    to('stranger@example.com', /What happened/)[0]!.text,
    new RegExp(`/incidents/${id}/postmortem`),
  );
  assert.equal(to('calm@example.com', /./).length, 0, 'whoever asked for digests waits for one');
  // Killed, and a day passes: nothing is told twice, and the digest comes.
  await house.kill();
  await house.forwardAlone(minutes(24 * 60));
  await house.begin();
  await house.until(() => to('calm@example.com', /./).length === 1, minutes(2));
  assert.match(to('calm@example.com', /./)[0]!.text, new RegExp(`/incidents/${id}/postmortem`));
  await app.learn.postmortems.publish(id, `person:${owner.id}`, 'A time was wrong.');
  await house.forward(minutes(5));
  assert.equal(to('stranger@example.com', /What happened/).length, 1, 'a correction is told by the page');

  // The credits
  const contract = await app.amend.contracts.save(null, shopContract(component.id), null);
  const contractId = contract.contract.id;
  await app.amend.credits.compute(contractId, '2026-03');
  await assert.rejects(app.amend.credits.approve(contractId, '2026-03', 'x:y', '2026-03-01'), {
    code: 'request.invalid',
  });
  // Phones, browsers and rooms of a customer, who did not ask about this outage.
  const others = { incidentIds: ['inc_other'], customerId: (await app.audience.customers.named('C-3'))! };
  const room = 'https://hooks.slack.com/services/T00000000/B00000000/a-key-of-this-story-only';
  const add = (carrier: string, address: string, more: object) =>
    house.subscribe(address, { carrier, ...others, ...more });
  const phone = await add('sms', '+49301234567', { locale: 'de', quietFrom: '22:00', quietUntil: '23:30' });
  const flooded = await add('sms', '+49301234568', {});
  const rooms = await add('slack', room, { customerId: alder });
  const houses = await add('slack', 'C0123456789', {});
  const program = await add('webhook', 'https://program.example/hook', {});
  const { contactsPerDay } = await app.tell.settings.get();
  await app.tell.settings.set({ contactsPerDay: 1 });
  await app.store.transaction((tx) =>
    app.carriers.ledger.plan(tx, {
      message: { kind: 'update', key: 'enough', forms: { en: { subject: 's', text: 't' } } },
      recipients: [{ ...flooded, kind: 'subscriber', timeZone: 'UTC' }],
    }),
  );
  await app.amend.credits.approve(contractId, '2026-03', `person:${owner.id}`, '2026-04-02');
  await house.until(() => to('billing@birch.example', /credit/i).length > 0, minutes(2));
  await house.forward(minutes(2));
  const german = to('leser@alder.example', /Gutschrift/)[0]!;
  assert.match(german.text, /12,90\s€/);
  assert.match(german.text, /„Business 2026“ verspricht 99,9\s%/);
  assert.match(german.text, /2\. April 2026/);
  assert.equal(to('billing@alder.example', /Gutschrift/).length, 1, 'and the address of the contract');
  const birch = to('billing@birch.example', /credit/i);
  assert.equal(birch.length, 1, 'once for each mailbox');
  assert.match(birch[0]!.text, /€77\.00/);
  assert.match(birch[0]!.text, /We book it on 2 April 2026/);
  const amounts = /12[.,]90|77[.,]00/;
  for (const letter of inbox()) {
    const own = /alder/.test(letter.to.join()) ? /12,90/ : /birch/.test(letter.to.join()) ? /77\.00/ : null;
    const found =
      `${letter.subject} ${letter.text} ${letter.html ?? ''}`.match(new RegExp(amounts, 'g')) ?? [];
    for (const amount of found) assert.ok(own?.test(amount), `${letter.to}: ${amount}`);
  }
  assert.equal(to('gone@dogwood.example', /credit/i).length, 0, 'whoever left is not written to');
  await app.tell.settings.set({ contactsPerDay });
  const credited = async ({ id: recipientId }: { id: string }) =>
    (await app.carriers.ledger.list({ recipientId, limit: 10 })).items.flatMap(({ kind, state }) =>
      kind === 'credit' ? [state] : [],
    );
  const [words, ...more] = await Promise.all([phone, rooms, houses, program].map(credited));
  assert.deepEqual([words!.length, more.map(({ length }) => length)], [1, [1, 0, 0]]);
  assert.deepEqual(
    await credited(flooded),
    ['deferred'],
    'whoever was told enough today hears of it tomorrow',
  );
  const { rows: brief } = await sql<{ forms: Record<string, { text: string; short: string }> }>`
    select content -> 'forms' as forms from carriers_message where key like 'credit-in-short:%'`.execute(
    app.store.db,
  );
  assert.ok(
    brief.some(({ forms }) =>
      forms['de']?.short.startsWith('Die Kasse geht nicht: Sie erhalten eine Gutschrift.'),
    ),
  );
  for (const { forms } of brief) {
    assert.doesNotMatch(JSON.stringify(forms), amounts, 'others may look at it');
    for (const { text } of Object.values(forms)) assert.match(text, / \{\{ownUrl\}\}$/);
  }
  assert.equal(to('billing@elm.example', /./).length, 0, 'nothing is owed, nothing is said');
  const link = /\/statements\/\S+/.exec(birch[0]!.text)![0];
  const statement = await fetch(new URL(link, app.web.url()), { headers: { accept: 'text/html' } });
  const shown = (await statement.text()).split('<main')[1]!;
  assert.equal(statement.headers.get('cache-control'), 'private, no-store');
  assert.match(shown, /€77\.00/);
  assert.doesNotMatch(shown, /12[.,]90|Alder/);
  assert.equal((await house.send('GET', link)).body.check.same, true, 'programs get data');
  assert.equal((await house.send('GET', `${link.slice(0, 45)}x`)).status, 404);
  const facts = await app.timeline.read({ subject: `incident:${id}`, kinds: ['afterword.sent'] });
  assert.deepEqual(
    facts.map(({ body }) => body.kind === 'afterword.sent' && [body.about, body.planned, body.waiting]),
    [
      ['questions', 3, 1],
      ['postmortem_ready', 3, 1],
      // Dogwood left; Cedar has phones alone.
      ['credit', 6, 1],
    ],
  );
  for (const path of ['/', `/incidents/${id}`, `/incidents/${id}/postmortem`, `/incidents/${id}/questions`])
    assert.doesNotMatch(await main(path), amounts, path);

  // The word after recovery
  const proposal = await app.followUps.show(id, { offer: { en: 'Next month is free for you.' } });
  const offered = proposal.proposed.find(({ locale }) => locale === 'de')!.text;
  assert.match(
    offered,
    /Unser Angebot an Sie, auf Englisch: Next month is free/,
    'an offer reaches everybody',
  );
  assert.match(offered, new RegExp(`/incidents/${id}/questions`));
  const sent = await app.followUps.send(
    id,
    { offer: { en: 'Next month is free for you.' } },
    `person:${owner.id}`,
  );
  assert.equal(sent.sent!.planned, 4, JSON.stringify(sent.readers));
  await house.until(() => to('stranger@example.com', /sorry/i).length > 0, minutes(2));
  await house.forward(minutes(1));
  assert.match(to('leser@alder.example', /leid/)[0]!.text, /Ihre Gutschrift für März 2026: 12,90\s€/);
  assert.match(to('billing@birch.example', /sorry/i)[0]!.text, /Your credit for March 2026: €77\.00/);
  assert.doesNotMatch(to('stranger@example.com', /sorry/i)[0]!.text, amounts);
  assert.match(to('stranger@example.com', /sorry/i)[0]!.text, /Next month is free/);
});
