import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startGoogleChat } from '../../../mocks/google-chat.ts';
import { noteOf } from '../chat/note.ts';
import { createChatWorld, forAnyWords, HOSTILE, parts, usualFaults } from '../chat/testing.ts';
import { bytesOf, messageOf } from './card.ts';

test('Google Chat: one thread for each incident, and repeats that are told', async (t) => {
  const chat = await startGoogleChat();
  t.after(() => chat.close());
  const world = await createChatWorld(t, 'google-chat');
  const first = await world.tell(parts(), chat.hookUrl);
  assert.equal(first.state, 'accepted', first.lastError ?? '');
  assert.deepEqual(first.receipt, {
    id: 'spaces/AAAApretend/messages/1',
    thread: 'spaces/AAAApretend/threads/1',
    status: 200,
    at: '2026-03-01T10:00:00.000Z',
  });
  const second = await world.tell(parts({ correction: true }), chat.hookUrl);
  assert.equal(second.receipt!['thread'], 'spaces/AAAApretend/threads/1');
  const { cardsV2 } = chat.asked().at(-1)!.body as { cardsV2: { card: { header: unknown } }[] };
  assert.deepEqual(cardsV2[0]!.card.header, {
    title: 'Logins fail',
    subtitle: 'Corrected · Investigating · API, Website',
  });

  await usualFaults(world, chat, chat.hookUrl);
  // The answer that broke off above was to a request that Google had kept; its repeat made no second message.
  assert.equal(chat.duplicates().length, 1);
  const gone = await world.tell(parts(), chat.goneUrl, { recipient: { id: 'gone' } });
  assert.deepEqual(
    [gone.state, gone.lastError],
    ['suppressed', 'Google Chat answered 404: Requested entity was not found.'],
  );
  assert.ok(
    'fault' in world.carriers.all.get('google-chat')!.address.parse(chat.hookUrl.replace('token=', 'x=')),
  );
});

test('Google Chat: whatever is said fits, and calls nobody', () => {
  const hostile = messageOf(
    noteOf({ form: { subject: '', text: '', parts: parts({ title: HOSTILE, body: HOSTILE }) } }),
  );
  assert.doesNotMatch(hostile.fallbackText, /<users/);
  assert.doesNotMatch(
    JSON.stringify(hostile.cardsV2[0]!.card['sections']),
    /<(script|img|users)|javascript:/,
  );
  forAnyWords((form) => {
    const message = messageOf(noteOf({ form }));
    assert.ok(bytesOf(message) <= 30_000, String(bytesOf(message)));
    assert.ok(message.fallbackText.length <= 4_096);
    assert.ok(JSON.stringify(message).isWellFormed());
  });
});
