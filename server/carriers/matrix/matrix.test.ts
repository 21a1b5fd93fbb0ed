import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MATRIX_ALIAS,
  MATRIX_INVITED,
  MATRIX_ROOM,
  MATRIX_TOKEN,
  startMatrix,
} from '../../../mocks/matrix.ts';
import { noteOf } from '../chat/note.ts';
import {
  createChatWorld,
  forAnyWords,
  HOSTILE,
  parts,
  URL_OF_INCIDENT,
  usualFaults,
} from '../chat/testing.ts';
import { bytesOf, messageOf } from './message.ts';

test('Matrix: rooms by id and alias, threads, and repeats that are one event', async (t) => {
  const matrix = await startMatrix();
  t.after(() => matrix.close());
  const world = await createChatWorld(t, 'matrix');
  const account = await world.account('account', { homeserver: matrix.url, token: MATRIX_TOKEN });
  assert.deepEqual(await world.carriers.check(account), [
    { what: 'The token, by whoami', ok: true, detail: 'It is @candor:matrix.example.' },
  ]);

  const first = await world.tell(parts(), MATRIX_ALIAS);
  assert.equal(first.state, 'accepted', first.lastError ?? '');
  assert.deepEqual([first.receipt!['id'], first.receipt!['room']], ['$event1', MATRIX_ROOM]);
  assert.deepEqual(matrix.asked().at(-1)!.body, {
    msgtype: 'm.text',
    body: `Logins fail\nInvestigating · API, Website\n\nSome logins fail. See the guide (https://example.org/guide).\n\nWe write again by 10:30 UTC.\n\n${URL_OF_INCIDENT}`,
    format: 'org.matrix.custom.html',
    formatted_body: `<p><strong>Logins fail</strong><br>Investigating · API, Website</p><p>Some logins <strong>fail</strong>. See <a href="https://example.org/guide">the guide</a>.</p><p>We write again by 10:30 UTC.</p><p><a href="${URL_OF_INCIDENT}">${URL_OF_INCIDENT}</a></p>`,
    'm.mentions': {},
  });
  await world.tell(parts({ correction: true }), MATRIX_ALIAS);
  await world.tell(parts({ phase: 'resolved', phaseLabel: 'Resolved' }), MATRIX_ALIAS);
  assert.deepEqual((matrix.asked().at(-1)!.body as Record<string, unknown>)['m.relates_to'], {
    rel_type: 'm.thread',
    event_id: '$event1',
    is_falling_back: true,
    'm.in_reply_to': { event_id: '$event2' },
  });

  await t.test('the usual faults; a repeat is one event', async () => {
    await usualFaults(world, matrix, MATRIX_ROOM);
    assert.equal(matrix.duplicates().length, 1);
  });

  await t.test('it joins where it was invited, and says where it may not write', async () => {
    const invited = await world.tell(parts(), MATRIX_INVITED, { recipient: { id: 'invited' } });
    assert.equal(invited.state, 'accepted', invited.lastError ?? '');
    const stranger = await world.tell(parts(), '!stranger:matrix.example', { recipient: { id: 'stranger' } });
    assert.equal(stranger.state, 'failed');
    assert.match(stranger.lastError!, /M_FORBIDDEN: User not in room/);
    const nowhere = await world.tell(parts(), '#nowhere:matrix.example', { recipient: { id: 'nowhere' } });
    assert.match(nowhere.lastError!, /M_NOT_FOUND/);
  });

  await t.test('a token that ended, and an address that is no homeserver, are the way’s fault', async () => {
    await world.carriers.accounts.update(account, { settings: { token: 'syt_another_token' } });
    await world.settle();
    const told = await world.tell(parts(), MATRIX_ROOM, { recipient: { id: 'ended' } });
    assert.deepEqual([told.state, told.attempts], ['deferred', 0], told.lastError ?? '');
    assert.doesNotMatch(told.lastError!, /syt_/);
    await world.moveBy(1);
    await world.carriers.accounts.update(account, {
      settings: { token: MATRIX_TOKEN, homeserver: `${matrix.url}/elsewhere` },
    });
    await world.settle();
    await world.moveBy(3_000);
    assert.match((await world.deliveries('ended'))[0]!.lastError!, /^The homeserver answered 404/);
    assert.deepEqual(await world.states('ended'), ['deferred']);
  });

  const { parse } = world.carriers.all.get('matrix')!.address;
  assert.deepEqual(parse('https://matrix.to/#/%23status:matrix.example?via=x'), { address: MATRIX_ALIAS });
  assert.deepEqual(parse('!opaqueRoomIdOfVersion12_-'), { address: '!opaqueRoomIdOfVersion12_-' });
  for (const bad of ['status', '#status', '!', '#a b:c', '@user:matrix.example'])
    assert.ok('fault' in parse(bad), bad);
});

test('Matrix: whatever is said fits, and is the HTML that clients are asked to show', () => {
  const { formatted_body: html } = messageOf(
    noteOf({ form: { subject: '', text: '', parts: parts({ body: HOSTILE }) } }),
  );
  assert.doesNotMatch(html, /<(script|img)|href="(?!https?:|mailto:)/);
  forAnyWords((form) => {
    const message = messageOf(noteOf({ form }));
    assert.ok(bytesOf(message) <= 48_000, String(bytesOf(message)));
    assert.ok(JSON.stringify(message).isWellFormed());
    const bare = message.formatted_body.replace(
      /<\/?(p|br|strong|em|del|code|pre|blockquote|ul|li)>|<a href="[^"<>]*">|<\/a>|<ol start="\d+">|<\/ol>/g,
      '',
    );
    assert.doesNotMatch(bare, /[<>]/);
  });
});
