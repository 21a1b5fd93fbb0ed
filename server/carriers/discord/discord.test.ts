import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DISCORD_CHANNEL, DISCORD_TOKEN, startDiscord } from '../../../mocks/discord.ts';
import { noteOf } from '../chat/note.ts';
import {
  createChatWorld,
  forAnyWords,
  HOSTILE,
  parts,
  URL_OF_INCIDENT,
  usualFaults,
} from '../chat/testing.ts';
import { messageOf } from './embed.ts';

test('Discord: a webhook, a forum and a bot each keep an incident together as far as they can', async (t) => {
  const discord = await startDiscord();
  t.after(() => discord.close());
  const world = await createChatWorld(t, 'discord');

  await t.test('a webhook needs no account and posts what Discord keeps', async () => {
    const told = await world.tell(parts(), discord.hookUrl);
    assert.equal(told.state, 'accepted', told.lastError ?? '');
    assert.equal(told.receipt!['id'], '300000000000000001');
    assert.deepEqual((discord.asked()[0]!.body as { embeds: unknown[] }).embeds, [
      {
        title: 'Logins fail',
        url: URL_OF_INCIDENT,
        author: { name: 'Investigating · API, Website' },
        description:
          'Some logins **fail**. See [the guide](https://example.org/guide).\n\nWe write again by 10:30 UTC.',
        color: 0xef6c00,
        timestamp: '2026-03-01T10:00:00.000Z',
      },
    ]);
    await usualFaults(world, discord, discord.hookUrl);
  });

  await t.test('a forum gets one post for each incident, and a new one when that was deleted', async () => {
    const room = { recipient: { id: 'forum' } };
    const first = await world.tell(parts(), discord.forumUrl, room);
    const thread = first.receipt!['thread'];
    assert.match(String(thread), /^3\d+$/);
    await world.tell(parts({ correction: true }), discord.forumUrl, room);
    assert.equal(discord.asked().at(-1)!.query.get('thread_id'), thread);
    assert.match(discord.accepted().at(-1)!.text, /\nCorrected · Investigating/);
  });

  await t.test('a webhook that was removed is never called again', async () => {
    const gone = discord.hookUrl.replace('200000000000000001', '200000000000000009');
    const told = await world.tell(parts(), gone, { recipient: { id: 'gone' } });
    assert.deepEqual([told.state, told.lastError], ['suppressed', 'Discord answered 404: Unknown Webhook']);
  });

  await t.test('a bot answers its first message, and says what it may not', async () => {
    const account = await world.account('bot', { token: DISCORD_TOKEN, apiUrl: discord.apiUrl });
    assert.deepEqual(await world.carriers.check(account), [
      { what: 'The token, by /users/@me', ok: true, detail: 'It is candor.' },
    ]);
    const bot = { recipient: { id: 'bot' } };
    const first = await world.tell(parts(), DISCORD_CHANNEL, bot);
    await world.tell(parts({ phase: 'resolved', phaseLabel: 'Resolved' }), DISCORD_CHANNEL, bot);
    assert.equal(discord.accepted().at(-1)!.to, `${DISCORD_CHANNEL} to ${first.receipt!['id']}`);
    const hidden = await world.tell(parts(), '100000000000000009', { recipient: { id: 'hidden' } });
    assert.deepEqual(
      [hidden.state, hidden.lastError],
      ['failed', 'Discord answered 403: Missing Access; the bot does not see the channel'],
    );

    // The answer got lost: the second attempt is told as a repeat by its nonce.
    discord.clear();
    discord.setFault({ mode: 'drop', times: 1 });
    await world.tell({ subject: 'Test', text: 'Once' }, DISCORD_CHANNEL, { recipient: { id: 'once' } });
    await world.moveBy(3_000);
    assert.deepEqual(await world.states('once'), ['accepted']);
    assert.equal(discord.duplicates().length, 1);
    const [again] = await world.deliveries('once');
    assert.equal(again!.receipt!['id'], String(BigInt(String(first.receipt!['id'])) + 2n));

    await world.carriers.accounts.update(account, { settings: { token: 'wrong.token.wrong' } });
    await world.settle();
    const refused = await world.tell(parts(), DISCORD_CHANNEL, { recipient: { id: 'refused' } });
    assert.equal(refused.state, 'deferred');
    assert.equal((await world.carriers.check(account))[0]!.ok, false);
  });
});

test('Discord: whatever is said fits, and no mark or mention of a text is obeyed', () => {
  const { embeds } = messageOf(noteOf({ form: { subject: '', text: '', parts: parts({ body: HOSTILE }) } }));
  assert.match(embeds[0]!.description, /\\<@U123\\>/);
  assert.match(embeds[0]!.description, /click pixel/);
  const code = messageOf(noteOf({ form: { subject: '', text: '', parts: parts({ body: '`[a](`' }) } }));
  assert.match(code.embeds[0]!.description, /^`\[a\]\(`/, 'code stays code');
  forAnyWords((form) => {
    const { embeds, allowed_mentions } = messageOf(noteOf({ form }));
    const { title = '', description, author } = embeds[0]!;
    assert.ok(title.length <= 256 && (author?.name ?? '').length <= 256);
    assert.ok(description.length >= 1 && description.length <= 4_096);
    assert.ok(description.isWellFormed() && title.isWellFormed());
    assert.deepEqual(allowed_mentions, { parse: [] });
    // What stands in code is shown as it was written, and nothing in it is obeyed; code that is not closed is none.
    const obeyed = description.replace(/```[\s\S]*?```|(?<!\\)`[^`\n]*`/g, '');
    assert.doesNotMatch(obeyed, /\]\((?!https?:|mailto:)/);
  });
});

test('Discord: addresses', async (t) => {
  const { carriers } = await createChatWorld(t, 'discord');
  const { parse } = carriers.all.get('discord')!.address;
  assert.deepEqual(parse('https://discord.com/api/webhooks/1/a-b_c'), {
    address: 'https://discord.com/api/webhooks/1/a-b_c',
  });
  assert.deepEqual(parse(' 100000000000000001 '), { address: '100000000000000001' });
  for (const bad of [
    '#general',
    '12',
    'https://discord.com/channels/1/2',
    'http://discord.com/api/webhooks/1/a',
  ])
    assert.ok('fault' in parse(bad), bad);
});
