/** Readers of a segment get their own words beside the shared text; everybody else, and the page, the shared text alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '#lib/problem.ts';
import { withNote, withNotes } from './segments.ts';
import { createWorld, identified, seconds, type World } from './testing.ts';

const NOTE = 'For your code: repeat failed requests with the same idempotency key.';
const FORBIDDEN = 'It will work again soon.';

async function readers(w: World) {
  return {
    developer: await w.reader('dev', { segment: 'Developer' }),
    shop: await w.reader('shop', { segment: 'enterprise' }),
    nobody: await w.reader('any'),
  };
}
const textTo = async (w: World, id: string) => (await w.carriers.ledger.proof(id))[0]!;
const say = async (w: World, id: string, more: object = {}) => {
  const { startedAt } = await w.get(id);
  return w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 0, ...more },
    'system:test',
  );
};
const refused = (code: string, pattern: RegExp) => (error: unknown) =>
  error instanceof Problem && error.code === code && pattern.test(error.message);

test('a note stands before the promise, in the languages in which it is written', () => {
  assert.equal(
    withNote('It fails.\n\n**Next word by 12:20 UTC.**', NOTE),
    `It fails.\n\n${NOTE}\n\n**Next word by 12:20 UTC.**`,
  );
  const hours = 'It fails.\n\n**Next word by 12:20 UTC.**\n\nWe write during our business hours.';
  assert.match(withNote(hours, NOTE), /same idempotency key\.\n\n\*\*Next word/);
  assert.equal(withNote('**It fails.**', NOTE), `**It fails.**\n\n${NOTE}`);
  assert.deepEqual(withNotes({ en: 'It fails.', de: 'Es geht nicht.' }, { ' Developer': { en: NOTE } }), {
    developer: { en: `It fails.\n\n${NOTE}` },
  });
  assert.equal(withNotes({ en: 'It fails.' }, { developer: { de: 'Hinweis.' } }), undefined);
});

test('who is of the segment gets the note, and what is previewed is what is sent', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  const id = await w.open();
  const update = { text: identified((await w.get(id)).startedAt), segmentNotes: { developer: { en: NOTE } } };
  const preview = async (segment: string | null) => {
    const [shown] = await w.tell.previewMessages(id, {
      phase: 'identified',
      ...update,
      holdSeconds: 0,
      segment,
    });
    const mail = shown!.carriers.find(({ name }) => name === 'email')!;
    return { page: shown!.page.text, mail: mail.texts[0]!.text };
  };
  const [asDeveloper, asAnybody] = [await preview('developer'), await preview(null)];
  await say(w, id, update);
  const { updates } = await w.get(id);
  assert.ok(!updates[0]!.text['en']!.includes(NOTE), 'the page has the shared text');
  assert.ok(!asDeveloper.page.includes(NOTE));
  const sent = await textTo(w, to.developer);
  assert.equal(sent.segment, 'Developer');
  const links = (text: string) => text.replace(/https:\S+unsubscribe/g, '{{unsubscribeUrl}}');
  assert.equal(links(asDeveloper.mail), sent.text);
  assert.match(sent.text!, /There is no workaround yet[\s\S]*same idempotency key\.\n\nNext word/);
  for (const id_ of [to.shop, to.nobody])
    assert.equal((await textTo(w, id_)).text, links(asAnybody.mail), 'as it always was');
  assert.ok(!asAnybody.mail.includes(NOTE));

  const who = await w.tell.showAudience(id, { phase: 'identified', address: 'dev@example.org' });
  assert.deepEqual(who.segments, [
    { name: 'Developer', count: 1 },
    { name: 'enterprise', count: 1 },
  ]);
  assert.match(who.asked![0]!.sentence, /They are told as Developer\./);
  assert.deepEqual(
    (await w.tell.showAudience(id, { phase: 'identified', audience: { segments: ['enterprise'] } })).told,
    1,
  );

  // A correction repeats no note by itself.
  const corrected = { en: `${updates[0]!.text['en']} We found more.` };
  await w.tell.correct(id, updates[0]!.id, { text: corrected }, 'system:test');
  assert.ok(!(await textTo(w, to.developer)).text!.includes(NOTE));
  await w.tell.correct(
    id,
    updates[0]!.id,
    { text: { en: `${corrected.en} And more.` }, segmentNotes: { developer: { en: NOTE } } },
    'system:test',
  );
  assert.match((await textTo(w, to.developer)).text!, /And more\.[\s\S]*idempotency/);
  assert.ok(!(await textTo(w, to.shop)).text!.includes(NOTE));
});

test('a phone of the segment gets the note in its SMS, before the promise, in the zone of its reader', async (t) => {
  const w = await createWorld(t);
  const phone = async (name: string, wishes: Record<string, unknown>) =>
    w.reader(name, { carrier: 'sms', address: `+49301234${name}`, ...wishes });
  const dev = await phone('001', { segment: 'developer', time_zone: 'Europe/Berlin' });
  const anybody = await phone('002', { time_zone: 'Europe/Berlin' });
  const id = await w.open();
  await say(w, id, { segmentNotes: { developer: { en: `${NOTE}\n\nKeep their *ids* until 14:00 UTC.` } } });
  const place = 'en@Europe/Berlin';
  const { forms, segments } = (await w.contentTo(dev))!.content;
  assert.deepEqual((await w.contentTo(anybody))!.content.forms, forms);
  const mine = segments!['developer']!.forms[place]!.shortWithNote!;
  assert.match(
    mine,
    /^.+ same idempotency key\. Keep their ids until 1[56]:00 .+ Next word by .+ https:\S+$/,
  );
  assert.equal(
    mine.replace(/ For your code.+?(?= Next word)/, ''),
    forms[place]!.short,
    'and else what everybody gets',
  );
  assert.equal(forms[place]!.shortWithNote, undefined);
  const [shown] = await w.tell.previewMessages(id, {
    phase: 'identified',
    text: identified((await w.get(id)).startedAt),
    segmentNotes: { developer: { en: NOTE } },
    segment: 'developer',
  });
  const sms = shown!.carriers.find(({ name }) => name === 'sms');
  if (sms) assert.match(sms.texts[0]!.text, /idempotency key/);
});

test('a note is judged like the text, names a segment and a language that there are, and changes nothing when refused', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  const id = await w.open();
  const notes = (segmentNotes: object) => say(w, id, { segmentNotes });
  await assert.rejects(
    notes({ developer: { en: FORBIDDEN } }),
    refused('words.blocked', /^The words for developer \(en\): /),
  );
  await assert.rejects(
    notes({ devs: { en: NOTE } }),
    refused('request.invalid', /Nobody is of the segment "devs"/),
  );
  await assert.rejects(notes({ developer: { de: 'Hinweis.' } }), refused('request.invalid', /no text in de/));
  await assert.rejects(
    notes({ developer: { en: NOTE }, Developer: { en: NOTE } }),
    refused('request.invalid', /has a note already/),
  );
  await assert.rejects(notes({ developer: { en: '  ' } }), refused('request.invalid', /says nothing/));
  assert.deepEqual((await w.get(id)).updates, []);
  const seen = await w.tell.preview(id, {
    phase: 'identified',
    text: identified((await w.get(id)).startedAt),
    segmentNotes: { developer: { en: `${NOTE} ${FORBIDDEN}` } },
  });
  const [found] = seen.notes;
  assert.deepEqual([found!.segment, found!.locale], ['developer', 'en']);
  const [vague] = found!.findings.filter(({ level }) => level === 'error');
  assert.deepEqual([vague!.rule, `${NOTE} ${FORBIDDEN}`.slice(vague!.start, vague!.end)], ['H03', 'soon']);
  assert.match(seen.blocked!, /developer/);
  assert.ok(
    seen.findings.every(({ rule }) => rule !== 'H03'),
    'the shared text is not blamed for it',
  );
  assert.equal((await w.carriers.ledger.proof(to.developer)).length, 0);
});

test('what does not pass when it goes out is left out, and the message goes to everybody', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  const id = await w.open();
  const said = identified((await w.get(id)).startedAt);
  const text = { en: `${said['en']}\n\n**Next word by 10:20 UTC.**` };
  const segmentTexts = withNotes(text, {
    developer: { en: FORBIDDEN },
    enterprise: { en: 'You may quote this message to your own customers.' },
  });
  await w.store.transaction((tx) =>
    w.tell.publisher.publish(tx, {
      updateId: w.ids.next('upd'),
      incidentId: id,
      phase: 'identified',
      origin: 'person',
      text,
      segmentTexts,
      nextUpdateBy: new Date(w.clock.nowMs() + seconds(1_200)).toISOString(),
      by: 'system:test',
    }),
  );
  const incident = await w.get(id);
  assert.equal(incident.updates.length, 1);
  assert.deepEqual(Object.keys(incident.updates[0]!.segmentTexts ?? {}), ['enterprise']);
  const skipped = (await w.facts(id)).flatMap(({ body }) =>
    body.kind === 'carrier.skipped' ? [body.reason] : [],
  );
  assert.match(skipped.join(), /^The words for developer \(en\): .*told the shared text alone\.$/);
  assert.equal((await textTo(w, to.developer)).text, (await textTo(w, to.nobody)).text);
  assert.match((await textTo(w, to.shop)).text!, /quote this message/);
});

test('the first word of the house speaks to segments as its templates do, and only to those that there are', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  const id = await w.open({ automaticFirstWord: true });
  await w.forward(seconds(10));
  const [first] = (await w.get(id)).updates;
  assert.deepEqual(Object.keys(first!.segmentTexts!).toSorted(), ['developer', 'enterprise']);
  assert.deepEqual(Object.keys(first!.segmentTexts!['developer']!).toSorted(), [
    'de',
    'en',
    'es',
    'fr',
    'ja',
    'pt',
  ]);
  assert.match((await textTo(w, to.developer)).text!, /For your code: repeat failed requests/);
  assert.match((await textTo(w, to.shop)).text!, /You may quote this message/);
  assert.doesNotMatch((await textTo(w, to.nobody)).text!, /For your code|quote/);
  // "No change" has no words of its own for anybody.
  await w.forward(seconds(1_200));
  const notes = (await w.get(id)).updates.filter(({ origin }) => origin === 'note');
  assert.ok(notes.length > 0 && notes.every(({ segmentTexts }) => segmentTexts === undefined));
});

test('a site’s own template for a segment speaks in place of the shared words, in every form', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  await w.words.templates.save(
    {
      kind: 'update',
      phase: 'investigating',
      locale: 'en',
      segment: 'Developer',
      subject: 'For developers: {{ title }}',
      body: '{{ whatUsersSee }} This began at {{ startedAt }}. Our API answers with errors. {{ whoIsAffected }} {{ action }} {{ workaround }} We are sorry that you cannot use {{ components }} as usual.{% if nextUpdateBy %}\n\n**Next word by {{ nextUpdateBy }}.**{% endif %}',
      short: 'API: {{ title }}',
      banner: 'API: {{ title }}',
    },
    'system:test',
  );
  await w.open({ automaticFirstWord: true });
  await w.forward(seconds(10));
  const sent = await textTo(w, to.developer);
  assert.match(sent.subject!, /^For developers: /);
  assert.match(sent.text!, /Our API answers with errors/);
  assert.doesNotMatch((await textTo(w, to.nobody)).text!, /Our API/);
  assert.doesNotMatch((await textTo(w, to.nobody)).subject!, /For developers/);
});

test('without segments nothing is different: one form for each language and zone, and none beside', async (t) => {
  const w = await createWorld(t);
  const nobody = await w.reader('any');
  const id = await w.open({ automaticFirstWord: true });
  await w.forward(seconds(10));
  const [first] = (await w.get(id)).updates;
  assert.equal(first!.segmentTexts, undefined);
  const { content, segment } = (await w.contentTo(nobody))!;
  assert.deepEqual([segment, content.segments, Object.keys(content.forms).length], [null, undefined, 2]);
});

test('programs and digests get the words of their segment, of their own or of their customer', async (t) => {
  const w = await createWorld(t);
  const hook = await w.audience.subscribers.add(
    { carrier: 'webhook', address: 'https://hooks.example.org/a', confirmed: true, segment: 'developer' },
    'system:test',
  );
  await w.audience.customers.importCsv('external_id,name,segment\ncus-1,Example,Developer\n');
  const [customer] = await w.audience.customers.list();
  const daily = await w.reader('daily', { digest: 'hourly', customer_id: customer!.id });
  const plain = await w.reader('plain', { digest: 'hourly' });
  assert.deepEqual(await w.audience.traits.segments(), ['developer']);
  const id = await w.open({ severity: 2 });
  const nextUpdateBy = new Date(w.clock.nowMs() + seconds(7_200)).toISOString();
  await say(w, id, { segmentNotes: { developer: { en: NOTE } }, nextUpdateBy });
  const { content } = (await w.contentTo(hook.id))!;
  const { update } = content.segments!['developer']!.event!.data as { update: Record<string, unknown> };
  assert.match((update['text'] as Record<string, string>)['en']!, /idempotency/);
  assert.equal(update['segment'], 'developer');
  assert.ok(
    !JSON.stringify(content.event).includes('idempotency'),
    'everybody’s programs get the shared text',
  );
  await w.forward(seconds(3_700));
  const digestTo = async (reader: string) => {
    const { content: told, segment } = (await w.contentTo(reader))!;
    return (segment ? told.segments!['developer']!.forms : told.forms)['en@UTC']!.text;
  };
  assert.match(await digestTo(daily), /idempotency/);
  assert.doesNotMatch(await digestTo(plain), /idempotency/);
});

test('planned work is told to a segment as the house’s templates have it, from its announcement on', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  const at = (hours: number) => new Date(w.clock.nowMs() + hours * 3_600_000).toISOString();
  const { id } = await w.tell.maintenance.schedule(
    {
      title: { en: 'New database' },
      reason: { en: 'We move to a larger database, so that you can pay faster.' },
      impact: { en: 'You cannot pay at the checkout.' },
      whatToDo: { en: 'Please pay before or afterwards.' },
      componentIds: [w.component.id],
      scheduledFor: at(1),
      scheduledUntil: at(2),
    },
    'system:test',
  );
  assert.match((await textTo(w, to.developer)).text!, /Let jobs wait/);
  assert.match((await textTo(w, to.shop)).text!, /collides with a date of yours/);
  assert.doesNotMatch((await textTo(w, to.nobody)).text!, /jobs|collides/);
  assert.ok(!(await w.get(id)).updates[0]!.text['en']!.includes('jobs'));
});

test('whoever plans work writes notes of their own for segments, judged like the announcement', async (t) => {
  const w = await createWorld(t);
  const to = await readers(w);
  const at = (hours: number) => new Date(w.clock.nowMs() + hours * 3_600_000).toISOString();
  const given = (note: string) => ({
    title: { en: 'New database' },
    reason: { en: 'We move to a larger database, so that you can pay faster.' },
    impact: { en: 'You cannot pay at the checkout.' },
    whatToDo: { en: 'Please pay before or afterwards.' },
    componentIds: [w.component.id],
    scheduledFor: at(1),
    scheduledUntil: at(2),
    segmentNotes: { Developer: { en: note } },
  });
  const plan = (note: string) => w.tell.maintenance.schedule(given(note), 'system:test');
  await assert.rejects(
    plan('It will be over shortly.'),
    refused('words.blocked', /^The words for developer \(en\): /),
  );
  assert.equal((await w.carriers.ledger.proof(to.developer)).length, 0);
  const seen = await w.tell.maintenance.preview(given('It will be over shortly.'), 'system:test');
  assert.deepEqual(seen.segments, ['developer', 'enterprise']);
  assert.match(seen.offered['developer']!['en']!, /Let jobs wait/);
  assert.deepEqual(
    seen.notes.map(({ segment, findings }) => [segment, findings[0]!.rule]),
    [['developer', 'H03']],
  );
  const own = 'For your code: connections are closed at 11:00 UTC. Open new ones afterwards.';
  const { id } = await plan(own);
  const told = (await textTo(w, to.developer)).text!;
  assert.ok(told.includes(own) && !told.includes('Let jobs wait'), 'in place of the template’s');
  assert.match((await textTo(w, to.shop)).text!, /collides with a date of yours/, 'which others still get');
  await w.tell.maintenance.tell(
    id,
    {
      text: {
        en: `We moved the first part of the data. On ${at(1).slice(0, 10)} from ${at(1).slice(11, 16)} to ${at(2).slice(11, 16)} UTC you cannot pay at the checkout, so that you can pay faster afterwards. Please pay before or afterwards.`,
      },
      segmentNotes: { Developer: { en: 'For your code: the address of the API stays the same.' } },
    },
    'system:test',
  );
  assert.match((await textTo(w, to.developer)).text!, /first part[\s\S]+stays the same/);
  assert.doesNotMatch((await textTo(w, to.shop)).text!, /stays the same/);
});
