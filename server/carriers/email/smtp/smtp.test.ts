/** The sender against relays that do exactly what is written here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from '../verdict.ts';
import type { SmtpFailure } from './failure.ts';
import {
  type Answer,
  deliver,
  letter,
  noSignal,
  openSmtp,
  STEPS,
  type Step,
  startRelay,
  until,
} from './testing.ts';

/** The first time that `step` comes, and never again. */
const once = (wanted: Step, answer: Answer) => {
  let done = false;
  return (step: Step): Answer => {
    if (step !== wanted || done) return null;
    done = true;
    return answer;
  };
};
const always = (wanted: Step, answer: Answer) => (step: Step) => (step === wanted ? answer : null);
/** Only a hang has to be waited for. */
const shortFor = (fault: Answer, ms: number) => (fault === 'hang' ? { answerMs: ms, stepMs: ms } : {});
const failureOf = (sending: Promise<unknown>) =>
  sending.then(
    () => assert.fail('It was taken.'),
    (error: Error & SmtpFailure) => error,
  );

test('a body leaves in one write with the envelope of the next message', async (t) => {
  const relay = await startRelay(t);
  const smtp = openSmtp(t, relay.port);
  await Promise.all(Array.from({ length: 9 }, (_, n) => deliver(smtp, n)));
  assert.equal(relay.connections(), 1);
  assert.deepEqual(
    relay.messages.map(({ to }) => to),
    Array.from({ length: 9 }, (_, n) => `reader-${n}@example.com`),
  );
  const together = relay.chunks.filter((chunk) =>
    /^Subject: \d[\s\S]*\r\n\.\r\nMAIL FROM:<status@shop\.example> SIZE=\d+\r\nRCPT TO:<.*>\r\nDATA\r\n$/.test(
      chunk,
    ),
  );
  assert.ok(together.length >= 7, `${together.length} of 9`);
});

test('no body leaves before the answer to the one before is written down; its envelope does', async (t) => {
  const relay = await startRelay(t);
  const smtp = openSmtp(t, relay.port);
  const first = await smtp.send(letter(1), noSignal());
  const second = smtp.send(letter(2), noSignal());
  await until(() => relay.commands.filter((line) => line === 'DATA').length === 2);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(relay.messages.length, 1);
  first.release();
  await second;
  assert.equal(relay.messages.length, 2);
  assert.equal(relay.connections(), 1);
});

test('at most one message a connection is in doubt when the sender dies at any point', async (t) => {
  for (const silentFrom of [1, 4, 7]) {
    let bodies = 0;
    const relay = await startRelay(t, {
      answer: (step) => (step === 'body' && ++bodies >= silentFrom ? 'hang' : null),
    });
    const smtp = openSmtp(t, relay.port, { connections: 3 });
    const outcomes = Array.from({ length: 12 }, (_, n) =>
      deliver(smtp, n).then(
        () => true,
        () => false,
      ),
    );
    await until(() => bodies >= silentFrom + 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    smtp.close();
    const known = (await Promise.all(outcomes)).filter(Boolean).length;
    assert.equal(known, silentFrom - 1);
    assert.ok(bodies - known <= 3, `${bodies - known} bodies in doubt on 3 connections`);
  }
});

test('what is not written down holds its place also when its connection is gone', async (t) => {
  const relay = await startRelay(t);
  const smtp = openSmtp(t, relay.port, { connections: 2, patience: { idleMs: 30 } });
  const [first, second] = await Promise.all([1, 2].map((n) => smtp.send(letter(n), noSignal())));
  relay.hangUp();
  const third = smtp.send(letter(3), noSignal());
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.equal(relay.messages.length, 2);
  first!.release();
  (await third).release();
  first!.release();
  second!.release();
  await Promise.all([4, 5, 6].map((n) => deliver(smtp, n)));
  assert.equal(relay.messages.length, 6);
});

test('a database that takes long costs no connection and no place', async (t) => {
  const relay = await startRelay(t);
  const smtp = openSmtp(t, relay.port, {
    connections: 2,
    messagesPerConnection: 2,
    patience: { idleMs: 20, stuckMs: 20 },
  });
  const taken: (() => void)[] = [];
  const sending = Array.from({ length: 8 }, (_, n) =>
    smtp.send(letter(n), noSignal()).then(({ release }) => taken.push(release)),
  );
  for (let written = 0; written < 8; written++) {
    await until(() => taken.length > written);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(
      relay.messages.length - written <= 2,
      `${relay.messages.length - written} in doubt on 2 connections`,
    );
    taken[written]!();
  }
  await Promise.all(sending);
  assert.equal(relay.messages.length, 8);
});

test('a relay without PIPELINING is spoken to step by step', async (t) => {
  const early: string[] = [];
  const relay = await startRelay(t, {
    features: ['8BITMIME'],
    answer: (_step, { line }) => {
      if (/^(MAIL|RCPT|DATA|RSET)/.test(line) && !relay.chunks.at(-1)!.endsWith(`${line}\r\n`))
        early.push(line);
      return line.includes('reader-1@') ? '550 5.7.1 no' : null;
    },
  });
  const smtp = openSmtp(t, relay.port);
  const sent = await Promise.allSettled([0, 1, 2, 3].map((n) => deliver(smtp, n)));
  assert.deepEqual(
    sent.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  );
  assert.deepEqual(early, []);
  assert.ok(relay.chunks.every((chunk) => (chunk.match(/^(MAIL|RCPT|DATA|RSET)/gm) ?? []).length <= 1));
  assert.equal(relay.connections(), 1);
  assert.ok(relay.commands.includes('RSET'));
});

test('one that knows no EHLO is greeted with HELO; one that knows neither is reported', async (t) => {
  const old = await startRelay(t, { answer: always('EHLO', '502 what?') });
  await deliver(openSmtp(t, old.port), 1);
  assert.ok(old.commands.includes('HELO shop.example'));
  const none = await startRelay(t, { answer: (step) => (/[EH]+LO/.test(step) ? '500 what?' : null) });
  assert.equal((await failureOf(deliver(openSmtp(t, none.port), 1))).command, 'HELO');
});

test('a refused recipient costs its message alone, whatever comes after in the pipeline', async (t) => {
  for (const afterwards of [
    '554 no valid recipients',
    '503 no',
    '451 later',
    '354 go on all the same',
  ] as const) {
    let refused = false;
    const relay = await startRelay(t, {
      answer(step, { line }) {
        if (step === 'RCPT') refused = line.includes('reader-1@');
        if (!refused) return null;
        if (step === 'RCPT') return '550 5.1.1 no such user';
        if (step === 'DATA') return afterwards;
        return step === 'body' ? '554 nothing in it' : null;
      },
    });
    const smtp = openSmtp(t, relay.port);
    const sent = await Promise.allSettled([0, 1, 2, 3].map((n) => deliver(smtp, n)));
    assert.deepEqual(
      sent.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
      afterwards,
    );
    const { reason } = sent[1] as PromiseRejectedResult;
    assert.equal(reason.command, 'RCPT TO');
    assert.equal(reason.responseCode, 550);
    assert.equal(relay.connections(), 1, afterwards);
    assert.deepEqual(
      relay.messages.map(({ to }) => to.slice(7, 8)),
      ['0', '2', '3'],
    );
  }
});

test('a relay that refused the sender and wants a body all the same gets none', async (t) => {
  const relay = await startRelay(t, { answer: once('MAIL', '550 5.7.1 not you') });
  const smtp = openSmtp(t, relay.port);
  const failure = await failureOf(deliver(smtp, 1));
  assert.equal(failure.command, 'MAIL FROM');
  await deliver(smtp, 2);
  assert.equal(relay.messages.length, 1);
  assert.equal(relay.connections(), 2);
});

test('every refusal is judged by where it came: 450, 451, 550, 552, 554 at each step', async (t) => {
  for (const code of [450, 451, 550, 552, 554])
    for (const step of STEPS) {
      const relay = await startRelay(t, {
        answer: (at) => (at.replace('HELO', 'EHLO') === step ? `${code} 5.7.1 no` : null),
      });
      const smtp = openSmtp(t, relay.port);
      const failure = await failureOf(deliver(smtp, 1));
      const verdict = verdictOf(failure);
      const aboutMessage = ['RCPT', 'DATA', 'body'].includes(step) || code === 552;
      assert.equal(failure.responseCode, code);
      assert.equal(verdict.outcome, code >= 500 && aboutMessage ? 'never' : 'later', `${code} at ${step}`);
      if (verdict.outcome === 'later')
        assert.equal(verdict.scope, ['RCPT', 'DATA', 'body'].includes(step) ? 'recipient' : 'provider');
      assert.equal(relay.messages.length, 0);
    }
});

test('421, a hang or a lost connection before the body left costs nobody anything', async (t) => {
  for (const fault of ['421 4.3.2 closing', 'hang', 'drop'] as const)
    for (const step of ['MAIL', 'RCPT', 'DATA'] as const) {
      const relay = await startRelay(t, { answer: once(step, fault) });
      const smtp = openSmtp(t, relay.port, { patience: shortFor(fault, 400) });
      await Promise.all([1, 2].map((n) => deliver(smtp, n)));
      assert.equal(relay.messages.length, 2, `${fault} at ${step}`);
      assert.equal(relay.connections(), 2);
    }
});

test('421, a hang or a lost connection after the body left is for the ledger to judge, and for nobody else', async (t) => {
  for (const [fault, code] of [
    ['421 4.3.2 closing', 'EREFUSED'],
    ['hang', 'ETIMEDOUT'],
    ['drop', 'ECONNECTION'],
  ] as const) {
    const relay = await startRelay(t, { answer: once('body', fault) });
    const smtp = openSmtp(t, relay.port, { patience: shortFor(fault, 400) });
    const [first, ...others] = await Promise.allSettled([1, 2, 3].map((n) => deliver(smtp, n)));
    assert.equal((first as PromiseRejectedResult).reason.code, code);
    assert.deepEqual(verdictOf((first as PromiseRejectedResult).reason).outcome, 'later');
    assert.ok(
      others.every(({ status }) => status === 'fulfilled'),
      fault,
    );
    assert.deepEqual(
      relay.messages.map(({ to }) => to.slice(7, 8)).sort(),
      ['2', '3'],
      'sent once, also when it came to nothing',
    );
  }
});

test('a relay that always fails is reported once for each message, with what it said', async (t) => {
  for (const fault of ['421 4.7.0 go away', 'hang', 'drop'] as const)
    for (const step of STEPS) {
      const relay = await startRelay(t, { answer: always(step, fault) });
      const smtp = openSmtp(t, relay.port, { connections: 2, patience: shortFor(fault, 60) });
      const failures = await Promise.all([1, 2, 3].map((n) => failureOf(deliver(smtp, n))));
      for (const failure of failures) {
        const verdict = verdictOf(failure);
        assert.equal(verdict.outcome, 'later', `${fault} at ${step}`);
        assert.equal(verdict.outcome === 'later' && verdict.scope, 'provider');
        if (fault.startsWith('421')) assert.equal(failure.response, fault);
      }
      assert.equal(relay.messages.length, 0);
    }
});

test('a connection that hangs delays no message whose body has not left', async (t) => {
  let hung = false;
  const relay = await startRelay(t, {
    answer(step, { line }) {
      hung ||= step === 'body' && line.includes('Hello 0');
      return hung && line.includes('Hello 0') ? 'hang' : null;
    },
  });
  const smtp = openSmtp(t, relay.port, { connections: 2, patience: { stuckMs: 50 } });
  const slow = deliver(smtp, 0).then(
    () => 'sent',
    () => 'cut',
  );
  await Promise.all(Array.from({ length: 30 }, (_, n) => deliver(smtp, n + 1)));
  assert.equal(relay.messages.length, 30);
  smtp.close();
  assert.equal(await slow, 'cut');
});

test('a signal ends its message wherever it is, and no other', async (t) => {
  const relay = await startRelay(t, {
    answer: (_step, { line }) => (line.includes('Hello 1') ? 'hang' : null),
  });
  const smtp = openSmtp(t, relay.port);
  const cuts = [1, 2, 3].map(() => new AbortController());
  const [body, envelope, queued] = cuts.map((cut, i) => failureOf(smtp.send(letter(i + 1), cut.signal)));
  const last = deliver(smtp, 4);
  await until(() => relay.chunks.some((chunk) => chunk.includes('Hello 1')));
  cuts[2]!.abort();
  assert.equal((await queued!).code, 'ETIMEDOUT');
  cuts[1]!.abort();
  assert.equal((await envelope!).code, 'ETIMEDOUT');
  cuts[0]!.abort();
  assert.equal((await body!).code, 'ETIMEDOUT');
  await last;
  assert.deepEqual(
    relay.messages.map(({ to }) => to),
    ['reader-4@example.com'],
  );
  const late = new AbortController();
  late.abort();
  await failureOf(smtp.send(letter(5), late.signal));
  assert.equal(relay.messages.length, 1);
});

test('a relay that takes few connections is used with those', async (t) => {
  const relay = await startRelay(t, {
    answer: (step, { connection }) =>
      step === 'connect' && connection > 2 ? '421 4.7.0 too many connections' : null,
  });
  const smtp = openSmtp(t, relay.port, { connections: 5, patience: { coolMs: 1_000 } });
  await deliver(smtp, 0);
  await Promise.all(Array.from({ length: 40 }, (_, n) => deliver(smtp, n)));
  assert.equal(relay.messages.length, 41);
  assert.ok(relay.connections() <= 10, `${relay.connections()} tries`);
});

test('answers in single bytes, answers before they are asked, and nonsense', async (t) => {
  const split = await startRelay(t, {
    async write(socket, text) {
      for (const byte of text) {
        socket.write(byte, 'latin1');
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  });
  const smtp = openSmtp(t, split.port);
  await Promise.all([1, 2, 3, 4].map((n) => deliver(smtp, n)));
  assert.equal(split.messages.length, 4);

  for (const [step, text] of [
    ['DATA', '354 go on\r\n250 2.0.0 queued already'],
    ['MAIL', '250 ok\r\n250 ok\r\n250 ok\r\n250 ok'],
    ['connect', '220 hello\r\n250 hello again'],
    ['body', '250-half\r\n251 other'],
    ['DATA', '250 queued'],
    ['RCPT', '354 go on'],
    ['MAIL', 'HTTP/1.1 200 OK'],
    ['body', '354 more'],
    ['MAIL', `250-${'x'.repeat(80_000)}`],
  ] as const) {
    const relay = await startRelay(t, { answer: always(step, text) });
    const failure = await failureOf(deliver(openSmtp(t, relay.port), 1));
    assert.equal(failure.code, 'EPROTOCOL', `${step} ${text.slice(0, 40)}: ${failure.message}`);
    assert.ok(failure.message.length < 200);
  }
});

test('what was sent early is never taken for the answer to a body', async (t) => {
  const relay = await startRelay(t, {
    answer: (step) => (step === 'DATA' ? '354 go on\r\n250 2.0.0 queued' : step === 'body' ? 'drop' : null),
  });
  const smtp = openSmtp(t, relay.port);
  const sent = await Promise.allSettled([1, 2, 3].map((n) => deliver(smtp, n)));
  assert.ok(sent.every(({ status }) => status === 'rejected'));
});

test('a message that is larger than the relay takes is never sent there', async (t) => {
  const relay = await startRelay(t, { features: ['SIZE 1000', 'PIPELINING'] });
  const smtp = openSmtp(t, relay.port);
  const failure = await failureOf(deliver(smtp, 1, { bytes: `${'x'.repeat(2_000)}\r\n` }));
  assert.deepEqual(verdictOf(failure), {
    outcome: 'never',
    error: 'The message has 2005 bytes; the relay takes at most 1000.',
  });
  await deliver(smtp, 2);
  assert.match(relay.commands.find((line) => line.startsWith('MAIL'))!, / SIZE=\d+$/);
});

test('letters outside ASCII before the @ need SMTPUTF8, and are refused where it is missing', async (t) => {
  const able = await startRelay(t, { features: ['PIPELINING', '8BITMIME', 'SMTPUTF8'] });
  await deliver(openSmtp(t, able.port), 1, { to: 'jürgen@example.com', utf8: true });
  assert.ok(able.commands.includes('MAIL FROM:<status@shop.example> BODY=8BITMIME SMTPUTF8'));
  assert.equal(Buffer.from(able.messages[0]!.to, 'latin1').toString(), 'jürgen@example.com');
  const unable = await startRelay(t);
  const smtp = openSmtp(t, unable.port);
  const failure = await failureOf(deliver(smtp, 1, { to: 'jürgen@example.com', utf8: true }));
  assert.equal(verdictOf(failure).outcome, 'never');
  assert.match(failure.message, /SMTPUTF8/);
  await deliver(smtp, 2);
});

test('a connection ends politely after its messages and after a rest', async (t) => {
  const relay = await startRelay(t);
  const smtp = openSmtp(t, relay.port, { patience: { idleMs: 200 } });
  await Promise.all(Array.from({ length: 250 }, (_, n) => deliver(smtp, n)));
  assert.equal(relay.connections(), 3);
  await until(() => relay.open() === 0);
  assert.equal(relay.commands.filter((line) => line === 'QUIT').length, 3);
  assert.equal(new Set(relay.messages.map(({ to }) => to)).size, 250);
});

test('a large body arrives whole, also when the relay reads slowly', async (t) => {
  const relay = await startRelay(t, { features: ['PIPELINING'] });
  const bytes = `Subject: x\r\n\r\n${`.${'y'.repeat(900)}\r\n`.repeat(4_000)}`;
  const smtp = openSmtp(t, relay.port);
  await Promise.all([deliver(smtp, 1, { bytes }), deliver(smtp, 2, { bytes })]);
  assert.equal(`${relay.messages[0]!.body.replace(/^\./gm, '')}\r\n`, bytes);
});
