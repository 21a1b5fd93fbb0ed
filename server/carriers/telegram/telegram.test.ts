import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  startTelegram,
  TELEGRAM_CHAT,
  TELEGRAM_KICKED,
  TELEGRAM_MOVED,
  TELEGRAM_TOKEN,
} from '../../../mocks/telegram.ts';
import { noteOf } from '../chat/note.ts';
import {
  createChatWorld,
  forAnyWords,
  HOSTILE,
  parts,
  URL_OF_INCIDENT,
  usualFaults,
} from '../chat/testing.ts';
import { messageOf } from './html.ts';

test('Telegram: one bot for all chats', async (t) => {
  const telegram = await startTelegram();
  t.after(() => telegram.close());
  const world = await createChatWorld(t, 'telegram');
  const account = await world.account('bot', { token: TELEGRAM_TOKEN, apiUrl: telegram.url });
  assert.deepEqual(await world.carriers.check(account), [
    { what: 'The token, by getMe', ok: true, detail: 'It is @candor_bot.' },
  ]);

  await t.test('messages of one incident answer the first', async () => {
    const first = await world.tell(parts(), TELEGRAM_CHAT);
    assert.equal(first.state, 'accepted', first.lastError ?? '');
    assert.equal(first.receipt!['id'], `${TELEGRAM_CHAT}/1`);
    assert.deepEqual(telegram.asked().at(-1)!.body, {
      chat_id: Number(TELEGRAM_CHAT),
      text: `<b>Logins fail</b>\nInvestigating · API, Website\n\nSome logins <b>fail</b>. See <a href="https://example.org/guide">the guide</a>.\n\nWe write again by 10:30 UTC.\n\n<a href="${URL_OF_INCIDENT}">${URL_OF_INCIDENT}</a>`,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    });
    await world.tell(parts({ correction: true }), TELEGRAM_CHAT);
    assert.equal(telegram.accepted().at(-1)!.to, `${TELEGRAM_CHAT} to 1`);
    const topic = await world.tell(parts({ body: HOSTILE, title: HOSTILE }), `${TELEGRAM_CHAT}/7`, {
      recipient: { id: 'topic' },
    });
    assert.equal(topic.state, 'accepted', topic.lastError ?? '');
    assert.equal(telegram.accepted().at(-1)!.to, `${TELEGRAM_CHAT}/7`);
  });

  await t.test('what a chat answers', async () => {
    const moved = await world.tell(parts(), TELEGRAM_MOVED, { recipient: { id: 'moved' } });
    assert.deepEqual([moved.state, telegram.accepted().at(-1)!.to], ['accepted', TELEGRAM_CHAT]);
    const kicked = await world.tell(parts(), TELEGRAM_KICKED, { recipient: { id: 'kicked' } });
    assert.equal(kicked.state, 'suppressed');
    const unknown = await world.tell(parts(), '@nowhere', { recipient: { id: 'nowhere' } });
    assert.deepEqual(
      [unknown.state, unknown.lastError],
      ['failed', 'Telegram answered 400: Bad Request: chat not found'],
    );
  });

  await t.test('the usual faults', () => usualFaults(world, telegram, '@acme_status'));

  await t.test('a token that is refused is the way’s fault, and is told to nobody', async () => {
    const wrong = TELEGRAM_TOKEN.replace('AA', 'BB');
    await world.carriers.accounts.update(account, { settings: { token: wrong } });
    await world.settle();
    const refused = await world.tell(parts(), TELEGRAM_CHAT, { recipient: { id: 'refused' } });
    assert.deepEqual([refused.state, refused.attempts], ['deferred', 0]);
    const [finding] = await world.carriers.check(account);
    assert.deepEqual([finding!.ok, finding!.detail], [false, 'Telegram answered 401: Unauthorized']);
    assert.doesNotMatch(JSON.stringify([refused, world.carriers.describe()]), /BBpretend/);
  });
});

test('Telegram: whatever is said fits, is HTML that Telegram reads, and calls nobody', () => {
  const { html } = messageOf(noteOf({ form: { subject: '', text: '', parts: parts({ body: HOSTILE }) } }));
  assert.doesNotMatch(html, /<(script|img)|javascript:|(^|\s)@\w/);
  forAnyWords((form) => {
    const { html, text } = messageOf(noteOf({ form }));
    assert.ok(text.length >= 1 && text.length <= 4_096);
    assert.ok(html.isWellFormed());
    assert.doesNotMatch(html.replace(/<\/?(b|i|s|code|pre|blockquote|a)( href="[^"<>]*")?>/g, ''), /[<>]/);
  });
});
