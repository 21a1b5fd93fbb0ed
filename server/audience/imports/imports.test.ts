/** Lists as spreadsheets and other products write them: what is good comes in once, what is broken is named. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SubscriberImport } from '@candor/protocol/audience.ts';
import { openAudience } from '../testing.ts';

const LIMIT = { timeout: 60_000 };
const AT = '/api/v1/subscribers/imports';
const CONSENT = 'consentSource=Old%20page&consentAt=2025-05-05';

test('lists of every spelling are read, told apart, and taken all or none, by choice', LIMIT, async (t) => {
  const w = await openAudience();
  t.after(w.close);
  const { subscribers } = w.audience;
  const send = (list: string | Buffer, query: string, headers = {}) =>
    fetch(new URL(`${AT}?${query}`, w.url), {
      method: 'POST',
      body: list as string,
      headers: { 'content-type': 'text/csv', cookie: w.cookieOf('communicator'), ...headers },
    });
  const run = async (list: string | Buffer, query = CONSENT): Promise<SubscriberImport> => {
    const answer = await send(list, query);
    const begun = (await answer.json()) as SubscriberImport;
    assert.equal(answer.status, 202, JSON.stringify(begun));
    await w.settled();
    return (await w.ask('GET', `${AT}/${begun.id}`, { as: 'responder' })).json;
  };
  const counts = ({ counts: { rows, added, known, gone, repeated, broken } }: SubscriberImport) => [
    rows,
    added,
    known,
    gone,
    repeated,
    broken,
  ];

  const list = [
    'E-Mail;Language;Components;Least Severity;Plan;Consent date',
    'ada@example.com;de;search;2;gold;2024-02-03',
    'bo@example.com;;"Checkout|Search";;;',
    'ADA@example.com;en;;;;',
    'cy@bücher.example;pt-BR;;;;2024-02-03 10:00:00',
  ].join('\r\n');
  const planned = await run(list, `${CONSENT}&plan=true`);
  assert.deepEqual([planned.state, ...counts(planned)], ['planned', 4, 3, 0, 0, 1, 0]);
  assert.deepEqual(await subscribers.counts(), { pending: 0, active: 0, unsubscribed: 0, suppressed: 0 });

  const done = await run(list);
  assert.deepEqual([done.state, ...counts(done)], ['done', 4, 3, 0, 0, 1, 0]);
  const ada = await subscribers.find('email', 'ada@example.com');
  assert.deepEqual(
    [ada!.state, ada!.locale, ada!.componentIds, ada!.leastSeverity, ada!.plan, ada!.confirmedAt],
    ['active', 'de', [w.search.id], 2, 'gold', '2024-02-03T00:00:00.000Z'],
  );
  const [entry] = await subscribers.consent(ada!.id);
  assert.equal(entry!.detail['consentSource'], 'Old page');
  assert.deepEqual(
    (await subscribers.find('email', 'bo@example.com'))!.componentIds?.toSorted(),
    [w.checkout.id, w.search.id].sort(),
  );
  assert.ok(await subscribers.find('email', 'cy@xn--bcher-kva.example'));
  assert.deepEqual(counts(await run(list)), [4, 0, 3, 0, 1, 0], 'sending it again adds nobody');

  // Who left and who asked to be forgotten stay away; nobody's own wishes are overwritten.
  await subscribers.change(ada!.id, { locale: 'fr' }, { source: 'test' });
  await subscribers.end(
    (await subscribers.find('email', 'bo@example.com'))!.id,
    'unsubscribed',
    'asked to stop',
  );
  await subscribers.erase((await subscribers.find('email', 'cy@xn--bcher-kva.example'))!.id);
  assert.deepEqual(counts(await run(list)), [4, 0, 1, 2, 1, 0]);
  assert.equal((await subscribers.get(ada!.id)).locale, 'fr');

  const broken = [
    'type\temail\tlocale\ttime zone\tstate\tcomponents',
    'email\tok@example.com\ten\tEurope/Berlin\t\t',
    'email\tnot an address\ten\t\t\t',
    'email\tx1@example.com\tklingon\t\t\t',
    'email\tx2@example.com\ten\tMars/Olympus\t\t',
    'email\tx3@example.com\ten\t\tunconfirmed\t',
    'email\tx4@example.com\ten\t\t\tunicorns',
    'email\tx5@example.com\ten',
    'webhook\thttp://169.254.169.254/\t\t\t\t',
    'pigeon\troof\t\t\t\t',
    'email\tx6@example.com\ten\t\t\t',
    'sms\t+15550009999\ten\t\t\t',
  ].join('\n');
  const refused = await run(broken);
  assert.deepEqual([refused.state, ...counts(refused)], ['failed', 11, 0, 0, 0, 0, 8]);
  assert.match(refused.error!, /8 of 11 rows are broken; nothing was written/);
  assert.deepEqual(
    refused.faults.map(({ line, column }) => [line, column]),
    [
      [3, 'email'],
      [4, 'locale'],
      [5, 'time zone'],
      [6, 'state'],
      [7, 'components'],
      [8, ''],
      [9, 'email'],
      [10, 'type'],
    ],
  );
  assert.equal(await subscribers.find('email', 'ok@example.com'), null);
  // The same, as a spreadsheet writes UTF-16.
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(broken, 'utf16le')]);
  const taken = await run(utf16, `${CONSENT}&broken=skip`);
  assert.deepEqual([taken.state, ...counts(taken)], ['done', 11, 3, 0, 0, 0, 8]);
  assert.equal((await subscribers.find('sms', '+15550009999'))!.state, 'active');
  const report = await w.ask('GET', `${AT}/${taken.id}/report`, { as: 'responder' });
  assert.match(report.text, /^line,column,why\r\n3,"email","This is not a mail address\./);

  for (const [what, text, query, why] of [
    ['no consent', 'email\na@example.com\n', '', /1 of 1 rows/],
    ['consent tomorrow', 'email,consent_at\na@example.com,2031-01-01\n', CONSENT, /1 of 1 rows/],
    ['no address', 'name,age\nAda,3\n', CONSENT, /one of them the address/],
    ['two mailboxes', 'email,mail\na@example.com,b@example.com\n', CONSENT, /mean the same/],
    ['an address in the first line', 'Ada,a@example.com\n', CONSENT, /holds an address already/],
    ['more than the template has', 'email,a@example.com,yes,search\n', CONSENT, /1 of 1 rows/],
    ['nothing', '\n', CONSENT, /empty/],
    [
      'a picture',
      Buffer.from('email\n\xff\xd8\xff\xe0', 'latin1'),
      CONSENT,
      /holds a letter that is not UTF-8/,
    ],
    [
      'an open quote',
      `email\n"a@example.com\n${'b@example.com\n'.repeat(20)}`,
      CONSENT,
      /quotation mark opens in line 2 and is not closed.*Nothing was written/,
    ],
    [
      'an open quote far from its end, to be skipped',
      `email,name\nb@example.com,B\n"a@example.com,A\n${'c@example.com,C\n'.repeat(10_000)}`,
      `${CONSENT}&broken=skip`,
      /quotation mark opens in line 3/,
    ],
  ] as const) {
    const failed = await run(text, query);
    assert.equal(failed.state, 'failed', what);
    assert.match(failed.error!, why, what);
  }
  assert.equal((await send('email\n', `${CONSENT}&broken=perhaps`)).status, 400);
  assert.equal((await send('', CONSENT)).status, 400);
  assert.equal((await send('email\n', CONSENT, { cookie: w.cookieOf('viewer') })).status, 403);
  const [one, two] = [
    await send('email\nkey@example.com\n', CONSENT, { 'idempotency-key': 'k1' }),
    await send('email\nkey@example.com\n', CONSENT, { 'idempotency-key': 'k1' }),
  ];
  assert.equal(((await two.json()) as { id: string }).id, ((await one.json()) as { id: string }).id);
  assert.equal((await send('email\nother@example.com\n', CONSENT, { 'idempotency-key': 'k1' })).status, 422);
  await w.settled();
  assert.deepEqual(readdirSync(join(w.dataFolder, 'imports')), [], 'no list is left on the disk');

  // What goes out comes back in.
  const { text: whole } = await w.ask('GET', '/api/v1/subscribers/export', { as: 'owner' });
  const here = counts(await run(whole));
  assert.deepEqual([here[1], here[5]], [0, 0], JSON.stringify(here));
});

test(
  'lists as other pages give them away: several kinds of address, numbers without country, who never confirmed',
  LIMIT,
  async (t) => {
    const w = await openAudience();
    t.after(w.close);
    const run = async (list: string, query = `${CONSENT}&broken=skip`): Promise<SubscriberImport> => {
      const answer = await fetch(new URL(`${AT}?${query}`, w.url), {
        method: 'POST',
        body: list,
        headers: { 'content-type': 'text/csv', cookie: w.cookieOf('communicator') },
      });
      assert.equal(answer.status, 202);
      const { id } = (await answer.json()) as { id: string };
      await w.settled();
      return (await w.ask('GET', `${AT}/${id}`, { as: 'responder' })).json;
    };
    const stateOf = async (carrier: string, address: string) =>
      (await w.audience.subscribers.find(carrier, address))?.state ?? null;

    const api = await run(
      [
        'id,mode,email,phone_number,phone_country,endpoint,created_at,quarantined_at',
        'a,email,one@example.com,,,,2020-01-01T00:00:00.000Z,',
        'b,sms,,030 5550101,DE,,2020-01-01,',
        'c,webhook,owner@example.com,,,https://hooks.example.com/c,2020-01-01,',
        'd,email,dead@example.com,,,,2020-01-01,2021-01-01T00:00:00.000Z',
        'e,sms,,5550102,Atlantis,,2020-01-01,',
      ].join('\n'),
    );
    assert.deepEqual(
      [api.counts.added, api.faults.map(({ line, column }) => [line, column])],
      [4, [[6, 'phone_country']]],
    );
    assert.equal(await stateOf('email', 'one@example.com'), 'active');
    assert.equal(await stateOf('sms', '+49305550101'), 'active');
    assert.equal(await stateOf('webhook', 'https://hooks.example.com/c'), 'active');
    assert.equal(
      await stateOf('email', 'owner@example.com'),
      null,
      'the owner of a webhook asked for no mail',
    );
    assert.equal(await stateOf('email', 'dead@example.com'), 'suppressed');

    const template = await run(
      'email,two@example.com,yes\nsms,2025550103,US\nwebhook,https://hooks.example.com/t,two@example.com\n',
    );
    assert.equal(template.counts.added, 3, 'the first line counts: the template has no names of columns');
    assert.equal(await stateOf('sms', '+12025550103'), 'active');
    assert.equal((await run('three@example.com\nfour@example.com\n')).counts.added, 2);

    const verified = await run(
      'email,verified_at\nfive@example.com,2024-05-05 10:00:00\nsix@example.com,\nseven@example.com,no\neight@example.com,yes\n',
    );
    assert.deepEqual([verified.counts.added, verified.counts.broken], [2, 2]);
    assert.match(verified.faults[0]!.why, /never confirmed/);
    assert.equal(await stateOf('email', 'six@example.com'), null);
    assert.equal(
      (await w.audience.subscribers.find('email', 'five@example.com'))!.confirmedAt,
      '2024-05-05T10:00:00.000Z',
    );

    const both = await run('email,phone\nnine@example.com,+15550104\n,+15550105\n');
    assert.equal(both.counts.added, 2);
    assert.deepEqual(
      [
        await stateOf('email', 'nine@example.com'),
        await stateOf('sms', '+15550104'),
        await stateOf('sms', '+15550105'),
      ],
      ['active', null, 'active'],
    );
  },
);
