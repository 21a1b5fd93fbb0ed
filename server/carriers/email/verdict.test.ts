import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '#lib/problem.ts';
import { readRelay, readSender } from './settings.ts';
import { verdictOf } from './verdict.ts';

const failure = (responseCode: number, response: string, command: string) => ({
  message: 'x',
  responseCode,
  response: `${responseCode} ${response}`,
  command,
});

test('5xx for a recipient is never, 4xx later', () => {
  assert.equal(verdictOf(failure(550, '5.7.1 no', 'RCPT TO')).outcome, 'never');
  assert.equal(verdictOf(failure(554, '5.6.0 no', 'DATA')).outcome, 'never');
  assert.deepEqual(verdictOf(failure(451, '4.7.1 greylisted', 'RCPT TO')), {
    outcome: 'later',
    error: '451 4.7.1 greylisted',
    scope: 'recipient',
  });
});

test('5.1.x suppresses, unless it is about the sender', () => {
  const suppresses = (text: string) => {
    const verdict = verdictOf(failure(550, text, 'RCPT TO'));
    return verdict.outcome === 'never' && verdict.suppress === true;
  };
  for (const text of [
    '5.1.1 no such user',
    '5.1.2 bad host',
    '5.1.3 syntax',
    '5.1.6 moved',
    '5.1.10 null MX',
  ])
    assert.ok(suppresses(text), text);
  for (const text of ['5.1.7 bad sender', '5.1.8 bad sender', '5.2.2 full', '5.7.1 policy', 'no such user'])
    assert.ok(!suppresses(text), text);
});

test('what the relay has against us costs no recipient an attempt', () => {
  for (const given of [
    failure(535, '5.7.8 bad password', 'AUTH PLAIN'),
    failure(554, '5.7.1 go away', 'EHLO'),
    failure(550, '5.7.1 sender refused', 'MAIL FROM'),
    failure(421, '4.3.2 closing', 'DATA'),
    { message: 'connect ECONNREFUSED', code: 'ECONNECTION', command: 'CONN' } as const,
    { message: 'The relay did not answer in time.', code: 'ETIMEDOUT' } as const,
  ]) {
    const verdict = verdictOf(given);
    assert.equal(verdict.outcome, 'later', given.message);
    assert.equal(verdict.outcome === 'later' && verdict.scope, 'provider');
  }
});

test('who asks for fewer messages says so; who asks for a wait does not', () => {
  const throttled = (code: number, text: string) => {
    const verdict = verdictOf(failure(code, text, 'RCPT TO'));
    return verdict.outcome === 'later' && verdict.throttled === true;
  };
  for (const [code, text] of [
    [421, '4.7.0 Try again later, closing connection'],
    [450, '4.7.1 Rate limit exceeded'],
    [451, '4.7.500 Server busy'],
    [452, '4.5.3 Too many recipients'],
    [421, '4.7.28 Our system has detected an unusual rate of unsolicited mail'],
    [451, 'Throttled, slow down'],
  ] as const)
    assert.ok(throttled(code, text), text);
  for (const [code, text] of [
    [451, '4.7.1 Greylisted, come back in 5 minutes'],
    [450, '4.2.1 mailbox busy'],
    [421, '4.3.2 closing'],
    [550, '5.7.1 Rate limit exceeded'],
    [452, '4.2.2 mailbox full'],
  ] as const)
    assert.ok(!throttled(code, text), text);
});

test('what this relay can never take is given up for this recipient alone', () => {
  for (const code of ['EUTF8', 'ETOOLARGE'] as const)
    assert.deepEqual(verdictOf({ message: 'It does not.', code }), {
      outcome: 'never',
      error: 'It does not.',
    });
});

test('a message that is too large is that message’s trouble', () => {
  assert.equal(verdictOf(failure(552, '5.3.4 too big', 'MAIL FROM')).outcome, 'never');
});

test('SMTP_URL and MAIL_FROM are read or refused with a sentence that keeps the secret', () => {
  assert.deepEqual(readRelay('smtp://u%40x:p%20w@mail.example:2525'), {
    host: 'mail.example',
    port: 2525,
    secure: false,
    auth: { user: 'u@x', pass: 'p w' },
  });
  assert.deepEqual(readRelay('smtps://[::1]'), { host: '::1', port: 465, secure: true, auth: null });
  assert.equal(readRelay(''), null);
  assert.throws(
    () => readRelay('http://u:hunter2@x'),
    (error) => error instanceof Problem && !error.message.includes('hunter2'),
  );
  assert.deepEqual(readSender('"Acme, Inc." <a@Acme.Example>'), {
    name: 'Acme, Inc.',
    address: 'a@Acme.Example',
    domain: 'acme.example',
  });
  assert.equal(readSender('a@b.example')!.name, '');
  assert.throws(() => readSender('nobody'), Problem);
  assert.throws(() => readSender('A <a@b.example\r\nBcc: c@d.example>'), Problem);
});
