import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SLACK_CHANNEL, SLACK_TOKEN, startSlack } from '../../../mocks/slack.ts';
import { noteOf } from '../chat/note.ts';
import {
  createChatWorld,
  forAnyWords,
  HOSTILE,
  parts,
  URL_OF_INCIDENT,
  usualFaults,
} from '../chat/testing.ts';
import { messageOf } from './blocks.ts';

test('Slack: a bot keeps one thread for each incident, and its refusals are read', async (t) => {
  const slack = await startSlack();
  t.after(() => slack.close());
  const world = await createChatWorld(t, 'slack');
  const account = await world.account('bot', { token: SLACK_TOKEN, apiUrl: slack.apiUrl });
  assert.deepEqual(await world.carriers.check(account), [
    { what: 'The token, by auth.test', ok: true, detail: 'It is candor in Pretend.' },
  ]);

  const first = await world.tell(parts(), SLACK_CHANNEL);
  assert.equal(first.state, 'accepted', first.lastError ?? '');
  assert.deepEqual(first.receipt, {
    id: '1700000000.000001',
    channel: SLACK_CHANNEL,
    at: '2026-03-01T10:00:00.000Z',
    status: 200,
    way: account,
  });
  assert.equal(
    slack.accepted()[0]!.text,
    `Logins fail\nInvestigating\nAPI, Website\nWe write again by 10:30 UTC.\nSome logins *fail*. See <https://example.org/guide|the guide>.\n\n<${URL_OF_INCIDENT}>`,
  );
  await world.tell(parts({ correction: true, body: 'All logins fail.' }), SLACK_CHANNEL);
  await world.tell(parts({ phase: 'resolved', phaseLabel: 'Resolved' }), SLACK_CHANNEL);
  const sent = slack
    .asked()
    .filter(({ path }) => path.endsWith('postMessage'))
    .map(({ body }) => body as Record<string, string>);
  assert.deepEqual(
    sent.map(({ thread_ts, reply_broadcast }) => [thread_ts, reply_broadcast]),
    [
      [undefined, undefined],
      ['1700000000.000001', 'false'],
      ['1700000000.000001', 'true'],
    ],
  );
  assert.match(slack.accepted()[1]!.text, /\nCorrected\n/);

  await t.test('what Slack says of a channel is the channel’s, of the token the way’s', async () => {
    const unknown = await world.tell({ subject: 'Test', text: 'Hello' }, 'C0NOWHERE1', {
      recipient: { id: 'b' },
    });
    assert.equal(unknown.state, 'failed');
    assert.match(unknown.lastError!, /channel_not_found: there is no such channel/);
    slack.refuse('token_revoked');
    const refused = await world.tell({ subject: 'Test', text: 'Hello' }, SLACK_CHANNEL, {
      recipient: { id: 'c' },
    });
    assert.equal(refused.state, 'deferred');
    assert.doesNotMatch(JSON.stringify(refused), /xoxb/);
    assert.equal((await world.carriers.check(account))[0]!.ok, false);
    slack.refuse(null);
    await world.moveBy(4_000);
    assert.deepEqual(await world.states('c'), ['accepted']);
  });

  await t.test('the usual faults', () => usualFaults(world, slack, '#status'));

  await t.test('answers that come in another order belong to their own messages', async () => {
    slack.setFault({ mode: 'out-of-order', times: 1 });
    const [one, two] = await Promise.all([
      world.tell({ subject: 'One', text: 'One' }, '#status', { recipient: { id: 'one' } }),
      world.tell({ subject: 'Two', text: 'Two' }, SLACK_CHANNEL, { recipient: { id: 'two' } }),
    ]);
    assert.deepEqual([one.state, two.state], ['accepted', 'accepted']);
    const ids = slack
      .accepted()
      .slice(-2)
      .map(({ id }) => id);
    assert.deepEqual(new Set([one.receipt!['id'], two.receipt!['id']]), new Set(ids));
    assert.notEqual(one.receipt!['id'], two.receipt!['id']);
  });

  await t.test('a Slack that hangs holds up nobody else, and is tried again', async () => {
    slack.setFault({ mode: 'hang', times: 1 });
    const hung = world.tell({ subject: 'Test', text: 'Hangs' }, '#status', { recipient: { id: 'hangs' } });
    while (slack.inbox().at(-1)!.accepted) await new Promise(setImmediate);
    const beside = await world.tell({ subject: 'Test', text: 'Beside' }, slack.hookUrl, {
      recipient: { id: 'beside' },
    });
    assert.equal(beside.state, 'accepted');
    await hung;
    await world.moveBy(16_000);
    await world.moveBy(5_000);
    assert.deepEqual(await world.states('hangs'), ['accepted']);
  });

  await t.test('an incoming webhook needs no account', async () => {
    const hook = { recipient: { id: 'hook' } };
    assert.equal((await world.tell(parts(), slack.hookUrl, hook)).state, 'accepted');
    const unsubscribeUrl = 'https://status.example.org/subscribers/token/unsubscribe';
    await world.tell(parts(), slack.hookUrl, { recipient: { ...hook.recipient, unsubscribeUrl } });
    assert.match(
      JSON.stringify(slack.asked().at(-1)!.body),
      /<https:..status\.example\.org.subscribers.token\|Stop these messages>/,
    );
    slack.setFault({ mode: 'status', status: 429, retryAfterSeconds: 9, times: 1 });
    const busy = await world.tell(parts(), slack.hookUrl, hook);
    assert.equal(Date.parse(busy.nextAt!) - world.clock.nowMs(), 9_000);
    await world.moveBy(10_000);
    slack.refuse('no_service');
    const gone = await world.tell(parts(), slack.hookUrl, hook);
    assert.equal(gone.state, 'suppressed');
    assert.doesNotMatch(gone.lastError!, /pretendpretend/);
  });
});

test('Slack: whatever is said fits and calls nobody', () => {
  const hostile = messageOf(
    noteOf({
      form: { subject: '', text: '', parts: parts({ title: HOSTILE, body: HOSTILE, components: [HOSTILE] }) },
    }),
  );
  // The header is plain text, in which Slack obeys nothing.
  const written = JSON.stringify({ ...hostile, blocks: hostile.blocks.slice(1) });
  assert.doesNotMatch(written, /<[!@#]|<script|<javascript|\u202e|\\ud800/);
  assert.match(written, /&lt;!channel&gt;/);
  forAnyWords((form) => {
    const { blocks, text } = messageOf(noteOf({ form }));
    const section = (blocks.at(-1) as { text: { text: string } }).text.text;
    assert.ok(section.length >= 1 && section.length <= 3_000);
    assert.ok(section.isWellFormed() && text.isWellFormed());
    assert.ok(section.endsWith(`<${URL_OF_INCIDENT}>`));
    assert.doesNotMatch(section, /<(?!https?:|mailto:)/);
  });
});

test('Slack: addresses in their normal spelling, or a sentence that says what is wrong', async (t) => {
  const { carriers } = await createChatWorld(t, 'slack');
  const { parse } = carriers.all.get('slack')!.address;
  assert.deepEqual(parse(' C0123ABCD '), { address: 'C0123ABCD' });
  assert.deepEqual(parse('#Status'), { address: '#status' });
  assert.deepEqual(parse('https://hooks.slack.com/services/T0/B0/x#y'), {
    address: 'https://hooks.slack.com/services/T0/B0/x',
  });
  for (const bad of [
    '',
    'status',
    'http://hooks.slack.com/services/T/B/x',
    'https://example.com/x',
    'https://[::1]:x',
    'http://10.0.0.1/services/a',
  ])
    assert.ok('fault' in parse(bad), bad);
});
