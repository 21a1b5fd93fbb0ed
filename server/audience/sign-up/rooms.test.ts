/** Readers bring a room of a chat or a program of their own: asked by a link, signed for, and told no more than the page says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, MINUTE_MS } from '#lib/duration.ts';
import { startSlack } from '../../../mocks/slack.ts';
import { startWebhookReceiver } from '../../../mocks/webhook-receiver.ts';
import { hiddenIn, openAudience } from '../testing.ts';

const LIMIT = { timeout: 60_000 };
const linkIn = (text: string) => /\/subscribers\/[^\s"<>|)]+\/confirm/.exec(text)![0];

test('a program is asked, confirms by a link and gets its secret', LIMIT, async (t) => {
  const w = await openAudience({ allow: '127.0.0.1' });
  t.after(w.close);
  const receiver = await startWebhookReceiver();
  t.after(receiver.close);
  const { subscribers } = w.audience;

  const form = await w.ask('GET', '/subscribers', { headers: { accept: 'text/html' } });
  assert.match(form.text, /value="webhook"/);
  assert.match(form.text, /value="slack"/);
  assert.doesNotMatch(
    form.text,
    /value="(pagerduty|voice|x)"/,
    'what needs an account of the house is not offered',
  );
  w.jump(MINUTE_MS);
  const room = `${receiver.url}/hook`;
  const asked = await w.post('/subscribers', {
    ...hiddenIn(form.text),
    carrier: 'webhook',
    room,
    locale: 'en',
  });
  assert.equal(asked.status, 202, asked.text);
  await w.settled();
  const call = receiver.inbox()[0]!;
  const { type, data } = call.body as { type: string; data: Record<string, string> };
  assert.equal(type, 'subscription.confirm');
  const [pending] = await subscribers.list({ limit: 1 });
  assert.deepEqual([pending!.state, pending!.carrier, pending!.everyNote], ['pending', 'webhook', true]);

  const path = linkIn(data['confirmUrl']!);
  assert.equal((await w.ask('GET', path)).status, 200);
  assert.equal((await subscribers.get(pending!.id)).state, 'pending', 'looking confirms nothing');
  const confirmed = await w.post(path, {});
  assert.match(confirmed.text, /whsec_[A-Za-z0-9+/=]{32}/, 'its owner can check who calls');
  assert.equal((await subscribers.get(pending!.id)).state, 'active');
  const later = await w.ask('GET', path);
  assert.match(later.text, /href="\/subscribers\/[^"/]+"/, 'the way to leave');
  assert.doesNotMatch(later.text, /whsec_/);
  assert.equal(call.headers['webhook-signature'] !== undefined, true, 'the question is signed already');

  // Who lost it makes another one; the one before signs on for a day.
  const [first] = /whsec_[A-Za-z0-9+/=]{32,}/.exec(confirmed.text)!;
  const manage = /href="(\/subscribers\/[^"/]+)"/.exec(later.text)![1]!;
  assert.match((await w.ask('GET', manage)).text, /Make a new secret/);
  const made = await w.post(`${manage}/secrets`, {});
  const [second] = /whsec_[A-Za-z0-9+/=]{32,}/.exec(made.text)!;
  assert.match(
    made.text,
    /signs beside it until \d+ \w+ 2026, \d\d:\d\d UTC|signs beside it until \w+ \d+, \d\d:\d\d UTC/,
  );
  const { secret } = await subscribers.get(pending!.id);
  assert.ok(secret!.startsWith(`${second} ${first}~`), 'both sign');
  const trail = await subscribers.consent(pending!.id);
  assert.deepEqual(trail.at(-1)!.detail, { changed: ['secret'] });
  assert.ok(!JSON.stringify(trail).includes('whsec_'));
  const known = await w.ask('GET', `${manage}/data`);
  assert.ok(!known.text.includes('whsec_'), 'it is shown once');

  const other = await subscribers.add(
    { carrier: 'email', address: 'reader@example.com', confirmed: true },
    'system:test',
  );
  await assert.rejects(subscribers.replaceSecret(other.id, { source: 'test' }), /signed with a secret/);
  await assert.rejects(
    subscribers.replaceSecret('sub_none', { source: 'test' }),
    (problem: { status?: number }) => problem.status === 404,
  );

  // Who leaves and comes back within the day is shown the secret of now, and not how it is kept.
  await subscribers.end(pending!.id, 'unsubscribed', 'asked to stop');
  w.jump(DAY_MS / 2);
  assert.equal((await w.post('/subscribers', { carrier: 'webhook', room, locale: 'en' })).status, 202);
  await w.settled();
  const asks = receiver.inbox().at(-1)!.body as { data: Record<string, string> };
  const back = await w.post(linkIn(asks.data['confirmUrl']!), {});
  assert.ok(back.text.includes(`>${second}<`) && !back.text.includes(first!));
});

test(
  'a room of Slack is asked where it is; a room of the house’s bot is not the reader’s',
  LIMIT,
  async (t) => {
    const w = await openAudience({ allow: '127.0.0.1' });
    t.after(w.close);
    const slack = await startSlack();
    t.after(slack.close);
    const give = (room: string, carrier = 'slack') => w.post('/subscribers', { carrier, room, locale: 'de' });
    assert.equal((await give('#general')).status, 400);
    assert.equal((await give('C0123456789')).status, 400);
    assert.equal((await give('http://hooks.example/services/T0/B0/x')).status, 400, 'a key in the open');
    assert.equal((await give('https://10.0.0.1/services/T0/B0/x')).status, 400, 'the inside');
    assert.equal((await give('https://hooks.example/v2/enqueue', 'pagerduty')).status, 400);
    assert.equal((await w.audience.subscribers.list({ limit: 1 })).length, 0);

    assert.equal((await give(`${slack.hookUrl}`)).status, 202);
    await w.settled();
    const said = JSON.stringify(slack.inbox());
    assert.match(said, /\/subscribers\/[^"\s]+\/confirm/);
  },
);

test('many programs at one host are asked for a proof, and then nobody is called', LIMIT, async (t) => {
  const w = await openAudience();
  t.after(w.close);
  const { limits, subscribers } = w.audience;
  const room = (n: number, host = 'victim.example') => `https://${host}/${n}`;
  const left = (url: string) => limits.room('webhook', url, null);
  assert.equal(await left(room(0)), 'free');
  for (let n = 0; n < 5; n++) await subscribers.signUp({ carrier: 'webhook', address: room(n) });
  assert.deepEqual([await left(room(99)), await left(room(99, 'other.example'))], ['prove', 'free']);
  for (let n = 5; n < 20; n++) await subscribers.signUp({ carrier: 'webhook', address: room(n) });
  assert.equal(await left(room(99)), 'full');
});
