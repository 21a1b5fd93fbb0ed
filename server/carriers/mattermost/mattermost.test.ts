import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MATTERMOST_CHANNEL, MATTERMOST_TOKEN, startMattermost } from '../../../mocks/mattermost.ts';
import { noteOf } from '../chat/note.ts';
import {
  createChatWorld,
  forAnyWords,
  HOSTILE,
  parts,
  URL_OF_INCIDENT,
  usualFaults,
} from '../chat/testing.ts';
import { textOf } from './text.ts';

test('Mattermost: a bot with threads, and incoming webhooks', async (t) => {
  const mattermost = await startMattermost();
  t.after(() => mattermost.close());
  const world = await createChatWorld(t, 'mattermost');
  const account = await world.account('bot', { serverUrl: `${mattermost.url}/`, token: MATTERMOST_TOKEN });
  assert.deepEqual(await world.carriers.check(account), [
    { what: 'The token, by /users/me', ok: true, detail: 'It is @candor.' },
  ]);

  const first = await world.tell(parts(), MATTERMOST_CHANNEL);
  assert.equal(first.state, 'accepted', first.lastError ?? '');
  assert.equal(
    mattermost.accepted()[0]!.text,
    `**Logins fail**\nInvestigating · API, Website\n\nSome logins **fail**. See [the guide](https://example.org/guide).\n\nWe write again by 10:30 UTC.\n\n${URL_OF_INCIDENT}`,
  );
  await world.tell(parts({ correction: true }), MATTERMOST_CHANNEL);
  assert.equal(mattermost.accepted().at(-1)!.to, `${MATTERMOST_CHANNEL} in ${first.receipt!['id']}`);

  await t.test('the usual faults; a repeat is told by the server', async () => {
    await usualFaults(world, mattermost, MATTERMOST_CHANNEL);
    assert.equal(mattermost.duplicates().length, 1);
  });

  await t.test('a channel that the bot is no member of', async () => {
    const told = await world.tell(parts(), 'pretendchannel000000000002', { recipient: { id: 'other' } });
    assert.deepEqual(
      [told.state, told.lastError],
      ['failed', 'Mattermost answered 403: You do not have the appropriate permissions.'],
    );
  });

  await t.test('incoming webhooks', async () => {
    const told = await world.tell(parts(), mattermost.hookUrl, { recipient: { id: 'hook' } });
    assert.deepEqual([told.state, told.receipt!['body']], ['accepted', 'ok']);
    const gone = await world.tell(parts(), mattermost.goneUrl, { recipient: { id: 'gone' } });
    assert.equal(gone.state, 'suppressed');
    assert.doesNotMatch(gone.lastError!, /pretendhook/);
  });

  await t.test('an address of a network that the operator did not allow is not called', async () => {
    const inside = await world.account(
      'bot',
      { serverUrl: 'http://10.1.2.3', token: MATTERMOST_TOKEN },
      'Inside',
    );
    const [finding] = await world.carriers.check(inside);
    assert.equal(finding!.ok, false);
    assert.match(finding!.detail, /private/);
    await world.carriers.accounts.remove(inside);
    assert.ok(
      'fault' in
        world.carriers.all
          .get('mattermost')!
          .address.parse('http://10.1.2.3/hooks/pretendhook000000000000001'),
    );
  });

  await t.test('a server that is none of Mattermost is the way’s fault', async () => {
    await world.carriers.accounts.update(account, { settings: { token: 'another-token' } });
    await world.settle();
    const told = await world.tell(parts(), MATTERMOST_CHANNEL, { recipient: { id: 'refused' } });
    assert.equal(told.state, 'deferred');
    assert.match(told.lastError!, /401: Invalid or expired session/);
  });
});

test('Mattermost: whatever is said fits, and calls nobody', () => {
  const text = textOf(
    noteOf({ form: { subject: '', text: '', parts: parts({ title: HOSTILE, body: HOSTILE }) } }),
  );
  assert.doesNotMatch(text, /(^|[^\w/])@\w|javascript:\w+\(1\)\)$|!\[/m);
  forAnyWords((form) => {
    const written = textOf(noteOf({ form }));
    assert.ok(written.length >= 1 && written.length <= 16_383);
    assert.ok(written.isWellFormed());
    assert.ok(written.endsWith(URL_OF_INCIDENT));
    assert.doesNotMatch(written, /(^|[^\w/`])@(all|here|channel)\b/m);
  });
});
