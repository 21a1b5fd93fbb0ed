/** Links in the mails of the page before, as lists carry them: each ends its own person's subscription, and nobody else's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAudience } from '../testing.ts';
import { oldLinksOf } from './old-link.ts';

const CLICK = {
  body: 'List-Unsubscribe=One-Click',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};

test('what a cell says is an exact path and the one token in it, or nothing that could be guessed', () => {
  for (const [cell, known] of [
    ['https://old.example/unsubscribe?token=9f8e7d6c5b4a', ['9f8e7d6c5b4a']],
    [
      '/unsubscribe?id=list12345678&token=9f8e7d6c5b4a',
      ['/unsubscribe?id=list12345678&token=9f8e7d6c5b4a', '9f8e7d6c5b4a'],
    ],
    ['/subscriptions/k8w3r06qmzrp', ['/subscriptions/k8w3r06qmzrp', 'k8w3r06qmzrp']],
    ['k8w3r06qmzrp', ['k8w3r06qmzrp']],
    ['https://old.example/?unsubscribe=abcdefghijkl', ['abcdefghijkl']],
    [
      'https://old.example/u?l=list1234567&s=7f7f7f7f7f7f',
      ['/u?l=list1234567&s=7f7f7f7f7f7f', '7f7f7f7f7f7f'],
    ],
    ['https://old.example/unsubscribe', null],
    ['https://old.example/unsubscribe?page=12', null],
    ['12345678', null],
    ['unsubscribe', null],
    ['mailto:leave@old.example', null],
  ] as const)
    assert.deepEqual(oldLinksOf(cell), known, cell);
});

test('a list brings old links along, also of those who are here already', { timeout: 60_000 }, async (t) => {
  const w = await openAudience();
  t.after(w.close);
  const { subscribers } = w.audience;
  const here = await subscribers.add(
    { carrier: 'email', address: 'here@example.com', confirmed: true },
    'prs_1',
  );
  const run = async (list: string, query = '') => {
    const answer = await fetch(
      new URL(
        `/api/v1/subscribers/imports?consentSource=Old&consentAt=2025-05-05&broken=skip${query}`,
        w.url,
      ),
      {
        method: 'POST',
        body: list,
        headers: { 'content-type': 'text/csv', cookie: w.cookieOf('communicator') },
      },
    );
    const { id } = (await answer.json()) as { id: string };
    await w.settled();
    return (await w.ask('GET', `/api/v1/subscribers/imports/${id}`, { as: 'responder' })).json;
  };
  const list = [
    'id,email,unsubscribe link',
    'k8w3r06qmz01,one@example.com,https://old.example/unsubscribe?token=aaaa1111bbbb',
    'k8w3r06qmz02,here@example.com,https://old.example/unsubscribe?token=cccc2222dddd',
    '3,two@example.com,https://old.example/unsubscribe',
    '4,three@example.com,',
  ].join('\n');
  const stateOf = async (address: string) => (await subscribers.find('email', address))?.state;
  await run(list, '&plan=true');
  assert.equal((await w.ask('GET', '/unsubscribe?token=aaaa1111bbbb')).status, 404, 'a plan changes nothing');
  const done = await run(list);
  assert.deepEqual([done.counts.added, done.counts.known, done.counts.broken], [2, 1, 1]);
  assert.deepEqual(
    [done.faults[0].line, done.faults[0].column, done.faults[0].why],
    [4, 'unsubscribe link', 'holds nothing that belongs to this person alone'],
  );

  assert.equal((await w.ask('GET', '/unsubscribe?token=aaaa1111bbbb')).status, 200);
  assert.equal(await stateOf('one@example.com'), 'active', 'looking changes nothing');
  assert.equal((await w.ask('POST', '/unsubscribe?token=aaaa1111bbbb', CLICK)).status, 200);
  assert.deepEqual(
    [await stateOf('one@example.com'), await stateOf('here@example.com')],
    ['unsubscribed', 'active'],
  );
  assert.equal(
    (await w.ask('POST', '/unsubscribe/legacy/k8w3r06qmz02', CLICK)).status,
    200,
    'by the id that Statuspage names',
  );
  assert.equal((await subscribers.get(here.id)).state, 'unsubscribed');
  // The links of Statuspage itself lead to the page, which answers everybody else from its shelf.
  await w.web.shelf.put('/', { contentType: 'text/html; charset=utf-8', body: 'the page' });
  for (const path of ['/', '/?utm_source=unsubscribe'])
    assert.equal((await w.ask('GET', path)).text, 'the page', path);
  await run('id,email\nzjcdb6727vmj,four@example.com\n');
  const sent = '/?unsubscribe=zjcdb6727vmj';
  assert.match((await w.ask('GET', sent)).text, /Stop writing to me/);
  assert.equal(await stateOf('four@example.com'), 'active');
  assert.equal((await w.ask('POST', sent, CLICK)).status, 200);
  assert.equal(await stateOf('four@example.com'), 'unsubscribed');
  for (const guessed of ['/?unsubscribe=zjcdb6727vm1', '/unsubscribe/3', '/unsubscribe?id=4', '/unsubscribe'])
    assert.equal((await w.ask('POST', guessed, CLICK)).status, 404, guessed);
  assert.equal(await stateOf('three@example.com'), 'active');
});
