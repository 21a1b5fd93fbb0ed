/** Mail that comes back, as real mail servers write it: through every door, forged, repeated, hostile. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { freePorts } from '../../../web/domains/testing.ts';
import { createWorld, plan, reader, update } from '../../testing.ts';
import { readIncoming } from './incoming.ts';
import { judge } from './judgement.ts';
import { createReturnPath } from './return-path.ts';
import { amazon, exchange, exim, feedback, gmail, outOfOffice, person, postfix, qmail } from './samples.ts';
import { whose } from './whose.ts';

const RETURN_PATH = 'bounces@returns.acme.example';
const KEY = Buffer.alloc(32, 7);
const DELIVERY = 'ab'.repeat(32);
const sample = {
  to: `<${RETURN_PATH}>`,
  reader: 'ada@receiver.example',
  original: 'Subject: API is failing\r\n\r\nWe look.',
};

const judged = async (raw: Buffer) => {
  const mail = await readIncoming(raw);
  assert.ok(mail);
  const { kind, ...more } = judge(mail);
  return kind === 'bounced' && 'permanent' in more && more.permanent ? 'dead' : kind;
};

test('what servers write is understood: who is dead, who is full, who is only slow', async () => {
  for (const [name, raw, wanted] of [
    ['Postfix, no such user', postfix(sample), 'dead'],
    ['Postfix, mailbox full', postfix(sample, '5.2.2').subarray(), 'bounced'],
    ['Postfix, refused by policy', postfix(sample, '5.7.1'), 'bounced'],
    ['Postfix, our address refused', postfix(sample, '5.1.8'), 'bounced'],
    ['Postfix, mailbox disabled', postfix(sample, '5.2.1'), 'dead'],
    ['Postfix, delayed', postfix(sample, '4.4.1', 'delayed'), 'delayed'],
    ['Postfix, delivered', postfix(sample, '2.0.0', 'delivered'), 'delivered'],
    ['Postfix, expanded', postfix(sample, '2.0.0', 'expanded'), 'nothing'],
    ['Exim, the code in the diagnostic', exim(sample), 'dead'],
    ['Exchange, 5.1.10', exchange(sample), 'dead'],
    ['Gmail', gmail(sample), 'dead'],
    ['Amazon, mailbox full', amazon(sample), 'bounced'],
    ['qmail, without a report', qmail(sample), 'dead'],
    ['a complaint', feedback(sample), 'complained'],
    ['a complaint taken back', feedback(sample, 'not-spam'), 'nothing'],
    ['a report of a failed check', feedback(sample, 'auth-failure'), 'nothing'],
    ['asked the provider to stop', feedback(sample, 'opt-out'), 'unsubscribed'],
    ['an automatic reply', outOfOffice(sample), 'nothing'],
    ['a person', person(sample, 'No such user lives here! Undelivered mail returned to sender.'), 'nothing'],
  ] as const)
    assert.equal(await judged(raw), wanted, name);
});

test('what some write in their own way is understood too', async () => {
  const diagnosed = (code: string, said: string) =>
    judged(
      Buffer.from(
        postfix(sample, code)
          .toString('latin1')
          .replace(/Diagnostic-Code: [\s\S]*?table/, `Diagnostic-Code: ${said}`),
        'latin1',
      ),
    );
  for (const [code, said, wanted] of [
    ['5.0.0', "smtp; 554 delivery error: dd This user doesn't have a mailbox.example account (ada)", 'dead'],
    ['5.1.0', 'X-Postfix; Domain receiver.example does not accept mail (nullMX)', 'dead'],
    ['5.0.0', 'smtp; 550 Requested action not taken: mailbox unavailable', 'bounced'],
    ['5.4.4', 'X-Postfix; Host or domain name not found. Name service error', 'bounced'],
  ] as const)
    assert.equal(await diagnosed(code, said), wanted, said);
  const bare = postfix(sample)
    .toString('latin1')
    .replace(/Reporting-MTA[\s\S]*?\r\n\r\n/, '');
  assert.equal(await judged(Buffer.from(bare, 'latin1')), 'dead', 'without the fields of the message itself');
});

test('a return address proves itself, in any case, and no other does', () => {
  const path = createReturnPath({ set: RETURN_PATH, key: KEY })!;
  const address = path.addressFor(DELIVERY);
  assert.match(address, /^bounces\+b[a-z2-7]{32}@returns\.acme\.example$/);
  assert.ok(address.indexOf('@') <= 64);
  assert.deepEqual(path.read(address.toUpperCase()), { use: 'bounce', keyPrefix: DELIVERY.slice(0, 20) });
  assert.equal(path.unsubscribeMailbox(DELIVERY, '')!.startsWith('bounces+u'), true);
  assert.equal(path.unsubscribeMailbox(DELIVERY, 'stop@elsewhere.example'), null);
  assert.equal(
    createReturnPath({ set: RETURN_PATH, key: Buffer.alloc(32, 8) })!.read(address),
    null,
    'another house',
  );
  assert.equal(createReturnPath({ set: '', key: KEY }), null);
  const idn = createReturnPath({ set: 'bounces@returns.münchen.example', key: KEY })!;
  assert.match(idn.addressFor(DELIVERY), /@returns\.xn--mnchen-3ya\.example$/);
  for (const host of ['returns.xn--mnchen-3ya.example', 'RETURNS.MÜNCHEN.example']) {
    const to = idn.addressFor(DELIVERY).replace(/@.*/, `@${host}`);
    const empty = { fields: new Map(), type: '', text: '', status: [], feedback: null, original: null };
    assert.equal(whose(empty, [`<${to}>`], idn)?.keyPrefix, DELIVERY.slice(0, 20), host);
  }
  assert.match(
    idn.unsubscribeMailbox(DELIVERY, 'leave@returns.münchen.example')!,
    /^leave\+u.*@returns\.xn--/,
  );
  for (const wrong of ['no address', 'a+b@x.example', `${'x'.repeat(31)}@x.example`])
    assert.throws(() => createReturnPath({ set: wrong, key: KEY }), /MAIL_RETURN_PATH/);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: address.indexOf('@') - 1 }),
      fc.string({ minLength: 1, maxLength: 1 }),
      (at, letter) => {
        const changed = `${address.slice(0, at)}${letter}${address.slice(at + 1)}`;
        const read = path.read(changed);
        // The name before the plus is not what proves anything.
        if (at > address.indexOf('+') && changed.toLowerCase().trim() !== address) assert.equal(read, null);
      },
    ),
  );
  // A bounce address unsubscribes nobody, and the other way round.
  assert.equal(path.read(address.replace('+b', '+u')), null);
});

async function open(t: TestContext, config = {}) {
  const world = await createWorld(t, { config: { mailReturnPath: RETURN_PATH, ...config } });
  const process = await world.open();
  const { carriers, settle } = process;
  const ended: { recipientId: string; event?: string }[] = [];
  carriers.ledger.onSuppressed(async (_tx, what) => void ended.push(what));
  await carriers.start();
  await plan(world, carriers, update('investigating', 1), [
    reader('ada', { unsubscribeUrl: 'https://status.example.org/u' }),
    reader('bob', { unsubscribeUrl: 'https://status.example.org/u' }),
  ]);
  await settle();
  const letter = (who: string) => world.mail.inbox().find(({ to }) => to[0] === `${who}@example.org`)!;
  const of = async (who: string) => (await carriers.ledger.list({ recipientId: who })).items.at(-1)!;
  const sampleOf = (who: string) => ({
    to: letter(who).from,
    reader: `${who}@example.org`,
    original: letter(who).raw,
  });
  return { ...process, world, ended, letter, of, sampleOf, take: carriers.mail.returned.take };
}

test('a bounce finds its delivery, ends it with the reason, and suppresses the address; a repeat changes nothing', async (t) => {
  const { letter, of, sampleOf, take, ended, carriers, world, settle } = await open(t);
  assert.match(letter('ada').from, /^bounces\+b/);
  assert.notEqual(letter('ada').from, letter('bob').from);
  assert.equal((await take(postfix(sampleOf('ada')))).outcome, 'applied');
  const delivery = await of('ada');
  assert.equal(delivery.state, 'failed');
  assert.match(delivery.lastError!, /5\.1\.1 550 5\.1\.1/);
  const [echo] = delivery.receipt!['echoes'] as { event: string; permanent: boolean; at: string }[];
  assert.deepEqual(
    { ...echo, detail: '' },
    { event: 'bounced', permanent: true, detail: '', at: '2026-03-01T09:58:00.000Z', way: 'settings' },
  );
  assert.deepEqual(
    ended.map(({ recipientId, event }) => [recipientId, event]),
    [['ada', 'bounced']],
  );
  assert.equal((await take(postfix(sampleOf('ada')))).outcome, 'repeated');
  assert.equal(ended.length, 1);
  assert.equal((await of('bob')).state, 'accepted', 'nobody else is touched');
  await plan(world, carriers, update('identified', 2), [reader('ada')]);
  await settle();
  assert.equal((await carriers.ledger.list({ recipientId: 'ada' })).items[0]!.state, 'suppressed');
});

test('full and late mailboxes stay subscribed; a complaint and a letter to the unsubscribe address end it', async (t) => {
  const { of, sampleOf, take, ended, letter } = await open(t);
  assert.equal((await take(postfix(sampleOf('ada'), '4.2.2', 'delayed'))).event, 'delayed');
  assert.equal((await of('ada')).state, 'accepted');
  assert.equal((await take(amazon(sampleOf('ada')))).event, 'bounced');
  assert.equal((await of('ada')).state, 'failed');
  assert.equal(ended.length, 0);

  // The complaint comes from elsewhere to a mailbox that says nothing; the original inside says whose it is.
  const complaint = feedback({ ...sampleOf('ada'), to: 'fbl@acme.example' });
  assert.equal((await take(complaint)).event, 'complained');
  assert.deepEqual(
    ended.map(({ recipientId, event }) => [recipientId, event]),
    [['ada', 'complained']],
  );

  const [, mailbox] = /<mailto:([^?>]+)/.exec(letter('bob').headers['list-unsubscribe']!)!;
  assert.match(mailbox!, /^bounces\+u/);
  const to = { ...sampleOf('bob'), to: mailbox! };
  assert.equal((await take(outOfOffice(to))).outcome, 'ignored');
  assert.equal(
    (await take(person({ ...to, to: letter('bob').from }))).outcome,
    'ignored',
    'a bounce address unsubscribes nobody',
  );
  assert.equal((await take(person(to), [mailbox!])).event, 'unsubscribed');
  assert.equal(ended.at(-1)!.event, 'unsubscribed');
});

test('forged, foreign and endless returns do nothing', async (t) => {
  const { of, sampleOf, take, ended, letter } = await open(t);
  const real = sampleOf('ada');
  const forged = letter('ada').from.replace(/\+b.{4}/, '+baaaa');
  const quoted = `Return-Path: <${forged}>\r\nMessage-ID: <one@acme.example>\r\n\r\nx`;
  for (const to of [forged, RETURN_PATH, `<${forged}>, ada@example.org`])
    assert.equal((await take(postfix({ ...real, to, original: quoted }), [to])).outcome, 'unknown');
  // A bounce of a bounce of a bounce: about no letter of ours, and nobody is answered.
  let bounce = postfix({ ...real, to: RETURN_PATH, original: 'Subject: x\r\n\r\n' });
  for (let i = 0; i < 30; i += 1)
    bounce = postfix({ ...real, to: RETURN_PATH, original: bounce.toString('latin1') });
  assert.equal((await take(bounce)).outcome, 'unknown');
  assert.equal((await of('ada')).state, 'accepted');
  assert.equal(ended.length, 0);
});

test('without a return path, the Message-ID in the report is enough', async (t) => {
  const { of, sampleOf, take } = await open(t, { mailReturnPath: '' });
  assert.equal((await take(gmail(sampleOf('ada')))).outcome, 'applied');
  assert.equal((await of('ada')).state, 'failed');
});

test('nothing that comes in can break the reader', async () => {
  const parts = [
    ...[postfix, exim, exchange, gmail, amazon, qmail, feedback].map((make) => make(sample)),
    outOfOffice(sample),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...parts),
      fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 12 })), { maxLength: 12 }),
      async (raw, changes) => {
        const bytes = Buffer.from(raw);
        for (const [at, with_] of changes) Buffer.from(with_).copy(bytes, at % bytes.length);
        const mail = await readIncoming(bytes);
        if (mail) judge(mail);
      },
    ),
    { numRuns: 150 },
  );
  for (const raw of [
    Buffer.alloc(0),
    randomBytes(20_000),
    Buffer.from(
      `Content-Type: multipart/report; boundary="${'b'.repeat(5_000)}"\r\n\r\n--${'b'.repeat(5_000)}\r\n`.repeat(
        20,
      ),
    ),
    Buffer.from(`${'Subject: x\r\n'.repeat(30_000)}\r\n`),
    Buffer.from(`From: MAILER-DAEMON@x\r\nSubject: failure notice\r\n\r\n${'user '.repeat(100_000)}`),
    Buffer.from(`From: MAILER-DAEMON@x\r\nSubject: failure notice\r\n\r\n${'-- '.repeat(100_000)}`),
    Buffer.from(
      `Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n'.repeat(500)}`,
    ),
    Buffer.alloc(2_000_000, 'a'),
  ]) {
    const mail = await readIncoming(raw);
    if (mail) judge(mail);
  }
});

test('the SMTP door takes our own addresses and relays nothing', async (t) => {
  const [port = 0] = await freePorts(1);
  const { sampleOf, of, carriers, letter } = await open(t, { mailReturnsPort: port });
  assert.deepEqual(carriers.mail.door(), { host: '127.0.0.1', port });
  const send = (to: string, raw: Buffer, from = '') =>
    new Promise<string>((resolve, reject) => {
      const connection = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true });
      connection.on('error', reject);
      connection.connect(() =>
        connection.send({ from, to: [to] }, raw, (error, info) => {
          connection.quit();
          resolve(
            error ? String((error as { response?: string }).response ?? error.message) : info!.response,
          );
        }),
      );
    });
  assert.match(
    await send('somebody@elsewhere.example', postfix(sampleOf('ada'))),
    /^550.*Only returned mail/,
  );
  assert.match(await send(RETURN_PATH, postfix(sampleOf('ada'))), /^550/);
  assert.match(
    await send(letter('ada').from.replace('+b', '+ba').slice(0, 60), postfix(sampleOf('ada'))),
    /^550/,
  );
  assert.match(await send(letter('ada').from, Buffer.alloc(1_100_000, 'a')), /^552/);
  assert.match(await send(letter('ada').from, postfix({ ...sampleOf('ada'), to: 'x@y.example' })), /^250/);
  assert.equal((await of('ada')).state, 'failed');
  // Garbage costs a connection, not the door.
  for (const text of [
    '\0\r\n\r\nHELO\r\n'.repeat(50),
    'DATA\r\n'.repeat(5),
    `EHLO ${'x'.repeat(100_000)}\r\n`,
  ])
    await new Promise<void>((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(text));
      socket
        .resume()
        .on('close', () => done())
        .on('error', () => done());
    });
  assert.match(await send(letter('bob').from, gmail(sampleOf('bob'))), /^250/);
  assert.equal((await of('bob')).state, 'failed');
});

test('a door without a mailbox is refused when Candor starts', async (t) => {
  const world = await createWorld(t, { config: { mailReturnsPort: 2525 } });
  await assert.rejects(world.open(), /MAIL_RETURN_PATH/);
});
