/** Subscribing over HTTP, as a reader and as a mail program would: double opt-in, and no change by a GET. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from '../../stories/house.ts';

test('a reader signs up, confirms, is told, and leaves by one click', { timeout: 60_000 }, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const send = (path: string, body: Record<string, string> | null) =>
    fetch(new URL(path, house.app.web.url()), {
      method: body ? 'POST' : 'GET',
      ...(body ? { body: new URLSearchParams(body) } : {}),
    });
  const state = async () =>
    (await house.app.audience.subscribers.list({ limit: 10 })).map((each) => each.state);

  const first = await send('/subscribers', { email: 'reader@example.com', locale: 'en' });
  assert.equal(first.status, 202);
  const answer = await first.text();
  assert.deepEqual(await state(), ['pending']);
  await house.until(() => house.mail.inbox().length === 1);
  const path = /\/subscribers\/\S+\/confirm/.exec(house.mail.inbox()[0]!.text)![0];

  assert.equal((await send(path, null)).status, 200);
  assert.deepEqual(await state(), ['pending'], 'a scanner that follows the link confirms nothing');
  assert.equal((await send(path, {})).status, 200);
  assert.deepEqual(await state(), ['active']);

  // Known and unknown addresses get the same answer, and the known one no second letter.
  const again = await send('/subscribers', { email: 'reader@example.com', locale: 'en' });
  assert.equal(again.status, 202);
  assert.equal(await again.text(), answer);
  await house.settled();
  assert.equal(house.mail.inbox().length, 1);

  const [{ id } = { id: '' }] = await house.app.audience.subscribers.list({ limit: 1 });
  const leave = `/subscribers/${house.app.audience.links.make('manage', id)}/unsubscribe`;
  assert.equal((await send(leave, null)).status, 200);
  assert.deepEqual(await state(), ['active'], 'a GET never unsubscribes');
  assert.equal((await send(`${leave.replace('/unsubscribe', 'x')}/unsubscribe`, {})).status, 404);
  assert.equal((await send(leave, { 'List-Unsubscribe': 'One-Click' })).status, 200);
  assert.deepEqual(await state(), ['unsubscribed']);
  assert.equal((await send(path, {})).status, 409, 'an old confirmation does not bring it back');
});

test('a list of customers is imported whole or not at all', { timeout: 60_000 }, async (t) => {
  const { app } = await openHouse(t, { monitors: false });
  const { customers } = app.audience;
  const good = 'external_id,name,fee_minor,currency\na,Ada,1000,EUR\nb,Bo,2000,EUR\n';
  await assert.rejects(
    customers.importCsv(`${good}c,Cy,many,EUR\n`),
    (error: { code?: string; errors?: { path: string }[] }) =>
      error.code === 'import.invalid' && error.errors?.[0]?.path === 'line 4',
  );
  await assert.rejects(customers.importCsv(`${good}a,Twice,1,EUR\n`), /nothing was imported/);
  await assert.rejects(customers.importCsv('id,surname\n1,x\n'), /Unknown column/);
  assert.deepEqual(await customers.list(), []);
  assert.deepEqual(await customers.importCsv(good), { added: 2, changed: 0, unchanged: 0, rejected: [] });
  const changed = await customers.importCsv(good.replace('2000', '2500'));
  assert.deepEqual(changed, { added: 0, changed: 1, unchanged: 1, rejected: [] });
});
