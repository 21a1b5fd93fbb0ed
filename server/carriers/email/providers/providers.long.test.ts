/** Mail through the HTTP APIs, against pretend ones that check every request as the real ones do. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type ApiName, KEYS, startMailApis } from '../../../../mocks/mail-apis.ts';
import { createWorld, plan, reader, stateOf, update } from '../../testing.ts';

const UNSUBSCRIBE = 'https://status.example.org/subscribers/one/unsubscribe';

const settingsOf = (name: ApiName, url: string): Record<string, unknown> =>
  ({
    ses: { ...KEYS.ses, endpoint: url },
    postmark: { serverToken: KEYS.postmark, baseUrl: url },
    sendgrid: { apiKey: KEYS.sendgrid, baseUrl: url },
    mailgun: { apiKey: KEYS.mailgun, domain: KEYS.mailgunDomain, baseUrl: url },
    resend: { apiKey: KEYS.resend, baseUrl: url },
  })[name];
const ALL: ApiName[] = ['ses', 'postmark', 'sendgrid', 'mailgun', 'resend'];

async function open(t: TestContext, name: ApiName, more: Record<string, unknown> = {}) {
  const apis = await startMailApis();
  t.after(() => apis.close());
  const world = await createWorld(t, { config: { smtpUrl: '' } });
  const process = await world.open();
  const { carriers } = process;
  const account = (settings = {}, provider: string = name) =>
    carriers.accounts.create('email', {
      provider,
      name: provider,
      settings: { ...settingsOf(name, apis.url), ...more, ...settings },
    });
  const { id } = await account();
  await process.settle();
  await carriers.start();
  const send = async (who: string, address = `${who}@example.org`) => {
    await plan(world, carriers, update('investigating', 1, { updateId: `upd_${who}` }), [
      reader(who, { address, unsubscribeUrl: UNSUBSCRIBE }),
    ]);
    await process.settle();
    return (await carriers.ledger.list({ recipientId: who, limit: 5 })).items[0]!;
  };
  return { ...process, world, carriers, apis, id, account, send };
}

for (const name of ALL)
  test(`${name}: a letter arrives whole; the check says whether the account works; refusals are told apart`, async (t) => {
    const { apis, send, carriers, id, account, moveBy } = await open(t, name);
    const delivery = await send('ada');
    assert.equal(delivery.state, 'accepted', delivery.lastError ?? '');
    const [letter, ...more] = apis.inbox();
    assert.equal(more.length, 0);
    assert.equal(letter!.to, 'ada@example.org');
    assert.match(letter!.from, /Acme Status.*status@acme\.example/);
    assert.equal(letter!.subject, 'API is failing');
    assert.match(letter!.text, /We are investigating/);
    const { headers } = letter!;
    assert.ok(headers['list-unsubscribe']!.startsWith(`<${UNSUBSCRIBE}>`));
    assert.equal(headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
    assert.equal(headers['auto-submitted'], 'auto-generated');
    assert.match(headers['message-id']!, /^<[0-9a-f]{40}@acme\.example>$/);
    assert.match(headers['references']!, /^<[0-9a-f]{40}\.thread@acme\.example>$/);
    assert.equal(headers['in-reply-to'], headers['references']);
    // What the provider will call it later, and which account took it.
    assert.equal(delivery.receipt?.['id'], letter!.id.replace(/^<|>$/g, ''));
    assert.equal(delivery.receipt?.['way'], id);

    const stateOfWay = () =>
      carriers
        .describe()
        .find((one) => one.name === 'email')!
        .ways.find((way) => way.id === id)!;
    apis.setFault({ mode: 'answer', status: 429, headers: { 'retry-after': '7' }, body: {}, times: 1 });
    const busy = await send('busy');
    assert.equal(busy.state, 'deferred');
    assert.equal(stateOfWay().state, 'closed', 'too fast is no failure of the account');
    await moveBy(6_000);
    assert.equal((await stateOf(carriers, 'busy'))[0], 'deferred', 'Retry-After is honoured');
    await moveBy(2_000);
    assert.equal((await stateOf(carriers, 'busy'))[0], 'accepted');

    // The account is asked more slowly for a while after it said "too fast".
    await moveBy(60_000);
    apis.setFault({ mode: 'answer', status: 413, body: { message: 'too large' }, times: 1 });
    assert.equal((await send('large')).state, 'failed');

    await moveBy(60_000);
    apis.setFault({ mode: 'answer', status: 503, body: 'no', times: 1 });
    const down = await send('down');
    assert.equal(down.state, 'deferred');
    assert.equal(down.attempts, 0, 'the provider’s trouble costs the recipient nothing');
    assert.equal(stateOfWay().state, 'open');
    await moveBy(60_000);
    assert.equal((await stateOf(carriers, 'down'))[0], 'accepted');

    const good = await carriers.check(id);
    assert.ok(good.length >= 1 && good.every(({ ok }) => ok === true), JSON.stringify(good));
    const wrong = {
      ses: { secretAccessKey: 'anotherSecretKey1234' },
      postmark: { serverToken: 'wrong-token-of-somebody' },
      sendgrid: { apiKey: 'SG.wrong-key-of-somebody' },
      mailgun: { apiKey: 'wrong-key-of-somebody' },
      resend: { apiKey: 're_wrong-key-of-somebody' },
    }[name];
    const found = await carriers.check((await account(wrong)).id);
    assert.equal(found[0]!.ok, false);
    assert.doesNotMatch(JSON.stringify(found), /somebody|anotherSecret/);
  });

test('a letter that Resend took although its answer was lost is not sent twice', async (t) => {
  const { apis, send, carriers, moveBy } = await open(t, 'resend');
  apis.setFault({ mode: 'drop' });
  assert.equal((await send('ada')).state, 'deferred');
  apis.setFault({ mode: 'none' });
  await moveBy(60_000);
  assert.deepEqual(await stateOf(carriers, 'ada'), ['accepted']);
  assert.equal(apis.inbox().length, 1);
});

test('what a provider says of a recipient is the recipient’s, of the sender the account’s', async (t) => {
  const { send, carriers } = await open(t, 'postmark');
  const dead = await send('inactive', 'inactive@example.org');
  assert.equal(dead.state, 'suppressed');
  assert.match(dead.lastError!, /406/);
  const again = await send('inactive2', 'inactive@example.org');
  assert.equal(again.state, 'suppressed', 'nothing is sent to a dead address again');
  assert.equal(carriers.describe().find(({ name }) => name === 'email')!.ways[0]!.state, 'closed');
});

test('a spent quota and a refused sender are the account’s, whatever status they come with', async (t) => {
  const cases: [ApiName, number, unknown, Record<string, string>?][] = [
    ['resend', 429, { statusCode: 429, name: 'daily_quota_exceeded', message: 'spent' }],
    ['postmark', 422, { ErrorCode: 405, Message: 'Not allowed to send' }],
    ['ses', 400, { message: 'paused' }, { 'x-amzn-errortype': 'SendingPausedException' }],
    ['sendgrid', 401, { errors: [{ message: 'Maximum credits exceeded', field: null }] }],
    ['mailgun', 400, { message: 'Domain mg.acme.example is not allowed to send' }],
  ];
  for (const [name, status, body, headers = {}] of cases) {
    const { apis, send, carriers, close } = await open(t, name);
    apis.setFault({ mode: 'answer', status, body, headers });
    const delivery = await send(`spent-${name}`);
    assert.equal(delivery.state, 'deferred', name);
    assert.equal(delivery.attempts, 0, name);
    const way = carriers.describe().find((one) => one.name === 'email')!.ways[0]!;
    assert.equal(way.state, 'open', name);
    await close();
  }
});

test('when one account is refused, the next takes over with the same letter', async (t) => {
  const { account, send, apis, carriers, id, settle } = await open(t, 'sendgrid', {
    from: 'Acme <status@unverified.example>',
  });
  const second = await account({ from: 'Acme Status <status@acme.example>' });
  await settle();
  const delivery = await send('ada');
  assert.equal(delivery.state, 'accepted', delivery.lastError ?? '');
  assert.equal(delivery.receipt?.['way'], second.id);
  assert.equal(delivery.attempts, 1);
  assert.equal(apis.inbox().length, 1);
  const ways = carriers.describe().find(({ name }) => name === 'email')!.ways;
  assert.equal(ways.find((way) => way.id === id)!.state, 'open');
  assert.match(ways.find((way) => way.id === id)!.error!, /verified Sender Identity/);
});

test('relays as accounts: the second takes over when the first is gone, and a wrong host is refused by policy', async (t) => {
  const world = await createWorld(t, { config: { smtpUrl: '' } });
  const { carriers, settle } = await world.open();
  const relay = (name: string, settings: Record<string, unknown>) =>
    carriers.accounts.create('email', { provider: 'smtp', name, settings });
  const gone = await relay('gone', { host: '127.0.0.1', port: 9 });
  const here = await relay('here', {
    host: '127.0.0.1',
    port: world.mail.port,
    from: 'Second <second@other.example>',
  });
  const inside = await relay('inside', { host: '10.0.0.7', port: 25 });
  await settle();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('ada')]);
  await settle();
  assert.equal(world.mail.inbox().length, 1);
  assert.equal(world.mail.inbox()[0]!.headers['from'], 'Second <second@other.example>');
  assert.equal((await carriers.ledger.list({ recipientId: 'ada' })).items[0]!.receipt?.['way'], here.id);

  const [reached] = await carriers.check(here.id);
  assert.equal(reached!.ok, true, reached!.detail);
  assert.equal((await carriers.check(gone.id))[0]!.ok, false);
  assert.equal((await carriers.check(inside.id))[0]!.ok, false);
});
