import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { startMailServer } from '../../../mocks/mail-server.ts';
import { createWorld, plan, reader, update } from '../testing.ts';

const link = 'https://status.example.org/unsubscribe/abc-123';

test('a mail carries text, HTML and the headers that mailbox providers and readers ask for', async (t) => {
  const world = await createWorld(t, { config: { mailUnsubscribe: 'leave@acme.example' } });
  const { carriers, settle } = await world.open();
  await carriers.start();
  const forms = {
    en: {
      subject: 'API is failing',
      text: 'Since 10:00. Leave: {{unsubscribeUrl}}',
      html: '<p>Since 10:00. <a href="{{unsubscribeUrl}}">Leave</a></p>',
    },
  };
  await plan(world, carriers, update('investigating', 1, { forms }), [
    reader('sub_a', { unsubscribeUrl: link }),
  ]);
  await settle();
  const [mail] = world.mail.inbox();
  const { headers } = mail!;
  assert.equal(mail!.text.trim(), `Since 10:00. Leave: ${link}`);
  assert.match(mail!.html!, new RegExp(`href="${link}"`));
  assert.equal(headers['from'], 'Acme Status <status@acme.example>');
  assert.equal(headers['to'], 'sub_a@example.org');
  assert.equal(headers['list-unsubscribe'], `<${link}>, <mailto:leave@acme.example?subject=unsubscribe>`);
  assert.equal(headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  assert.equal(headers['list-id'], 'Acme Status <status.acme.example>');
  assert.equal(headers['list-help'], '<https://status.example.org/>');
  assert.equal(headers['auto-submitted'], 'auto-generated');
  assert.equal(headers['precedence'], 'list');
  assert.equal(headers['date'], 'Sun, 01 Mar 2026 10:00:00 +0000');
});

test('mail to staff and confirmations are no list', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, { kind: 'staff', forms: { en: { subject: 'Page', text: 'Up.' } } }, [
    reader('usr_a', { kind: 'person' }),
  ]);
  await settle();
  const { headers } = world.mail.inbox()[0]!;
  for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'precedence'])
    assert.equal(headers[name], undefined);
  assert.equal(headers['auto-submitted'], 'auto-generated');
});

test('all mails of one incident to one reader are one thread; nobody shares it', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const people = [reader('sub_a'), reader('sub_b')];
  await plan(world, carriers, update('investigating', 1), people);
  await settle();
  await plan(world, carriers, update('resolved', 4), people);
  // Two incidents have no order between them.
  await settle();
  await plan(world, carriers, update('investigating', 1, { incidentId: 'inc_2', updateId: 'upd_o' }), people);
  await settle();
  const thread = (to: string) =>
    world.mail
      .inbox()
      .filter((mail) => mail.to[0] === to)
      .map(({ headers }) => [headers['in-reply-to'], headers['references']]);
  const [first, second, other] = thread('sub_a@example.org');
  assert.ok(first![0]);
  assert.deepEqual(first, second);
  assert.notDeepEqual(first, other);
  assert.notDeepEqual(first, thread('sub_b@example.org')[0]);
  assert.equal(new Set(world.mail.inbox().map(({ messageId }) => messageId)).size, 6);
});

test('the same mail is the same bytes at every attempt', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle, moveBy } = await world.open();
  await carriers.start();
  world.mail.setFault({ mode: 'drop' });
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  world.mail.setFault({ mode: 'accept' });
  await moveBy(5_000);
  const [first, second] = world.mail.inbox();
  assert.equal(first!.raw, second!.raw);
});

test('the signature covers both List-Unsubscribe headers and holds before an independent checker', async (t) => {
  const world = await createWorld(t, { config: { mailDkim: true } });
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a', { unsubscribeUrl: link })]);
  await settle();
  const { dkim } = carriers.describe().find(({ name }) => name === 'email')!.settings as {
    dkim: { name: string; value: string };
  };
  assert.equal(dkim.name, 'candor._domainkey.acme.example');
  const { results } = await dkimVerify(Buffer.from(world.mail.inbox()[0]!.raw, 'latin1'), {
    curTime: new Date(world.clock.nowMs()),
    resolver: async (name: string) => {
      assert.equal(name, dkim.name);
      return [[dkim.value]];
    },
  });
  assert.equal(results[0]!.status.result, 'pass');
  const signed = results[0]!.signingHeaders!.keys.toLowerCase();
  for (const name of ['from', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post'])
    assert.match(signed, new RegExp(`(^|: ?)${name}(:|$)`));
  assert.equal(statSync(join(world.dataFolder, 'dkim', 'acme.example.pem')).mode & 0o777, 0o600);
});

test('the key stays the same through restarts', async (t) => {
  const world = await createWorld(t, { config: { mailDkim: true } });
  const record = async () =>
    (await world.open()).carriers.describe().find(({ name }) => name === 'email')!.settings['dkim'];
  assert.deepEqual(await record(), await record());
});

test('no text can add a header, a recipient or an SMTP command', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  const evil = 'Down\r\nBcc: thief@evil.example\r\n\r\nX\u2028\u0000';
  await plan(
    world,
    carriers,
    update('investigating', 1, {
      forms: { en: { subject: evil, text: '.\r\nQUIT\r\n..', html: '<p>x</p>' } },
    }),
    [
      reader('sub_a', { unsubscribeUrl: 'https://x.example/a>\r\nX-Evil: 1' }),
      reader('sub_b', { address: 'b@example.org>\r\nRCPT TO:<thief@evil.example' }),
      reader('sub_c', { address: 'c@example.org, thief@evil.example' }),
      reader('sub_d', { unsubscribeUrl: 'javascript:alert(1)' }),
    ],
  );
  await settle();
  const mails = world.mail.inbox();
  assert.deepEqual(mails.map(({ to }) => to[0]).sort(), ['sub_a@example.org', 'sub_d@example.org']);
  for (const { headers, subject, text, to } of mails) {
    assert.equal(headers['bcc'], undefined);
    assert.equal(headers['x-evil'], undefined);
    assert.match(subject, /^Down Bcc: thief@evil\.example X \uFFFD$/);
    assert.match(text, /^\.\r?\nQUIT\r?\n\.\./);
    assert.equal(to.length, 1);
  }
  assert.equal(mails.find(({ to }) => to[0]!.startsWith('sub_d'))!.headers['list-unsubscribe'], undefined);
  const failed = (await carriers.ledger.list({ state: 'failed' })).items;
  assert.deepEqual(failed.map(({ recipientId }) => recipientId).sort(), ['sub_b', 'sub_c']);
});

test('connections are reused', async (t) => {
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(
    world,
    carriers,
    update('investigating', 1),
    Array.from({ length: 60 }, (_, i) => reader(`sub_${i}`)),
  );
  await settle();
  assert.equal(world.mail.inbox().length, 60);
  assert.ok(world.mail.connections() <= 5, `${world.mail.connections()} connections`);
});

test('a refused recipient does not spoil the connection for the next', async (t) => {
  const world = await createWorld(t, { config: { mailConnections: 1 } });
  const { carriers, settle } = await world.open();
  await carriers.start();
  world.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.7.1 no', only: 'sub_bad' });
  await plan(world, carriers, update('investigating', 1), [
    reader('sub_bad', { lane: 0 }),
    reader('sub_a'),
    reader('sub_b'),
  ]);
  await settle();
  assert.equal(world.mail.inbox().length, 2);
  assert.equal(world.mail.connections(), 1);
});

test('a relay that asks for a sign-in gets it under TLS; a wrong password costs nobody an attempt', async (t) => {
  const relay = await startMailServer({ auth: { user: 'candor', pass: 'right' } });
  t.after(() => relay.close());
  const world = await createWorld(t, { config: { smtpUrl: `smtp://candor:right@127.0.0.1:${relay.port}` } });
  const { carriers, settle } = await world.open();
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a')]);
  await settle();
  assert.equal(relay.inbox().length, 1);

  const wrong = await createWorld(t, { config: { smtpUrl: `smtp://candor:wrong@127.0.0.1:${relay.port}` } });
  const other = await wrong.open();
  await other.carriers.start();
  await plan(wrong, other.carriers, update('investigating', 1), [reader('sub_a')]);
  await other.settle();
  const [item] = (await other.carriers.ledger.list({})).items;
  assert.equal(item!.state, 'deferred');
  assert.equal(item!.attempts, 0);
  assert.match(item!.lastError!, /535/);
  assert.doesNotMatch(JSON.stringify([item, other.carriers.describe()]), /wrong/);
});
