/**
 * The sender against Debian's smtp-sink with its own faults: every kind of refusal, lost and slow connection. Whoever
 * asks gets an answer, nothing hangs, and what was called accepted is no more than the sink took.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { missing, startSink } from '../../../../bench/smtp/postfix.ts';
import { verdictOf } from '../verdict.ts';
import type { SmtpFailure } from './failure.ts';
import { letter, noSignal, openSmtp } from './testing.ts';

const absent = missing();
const MESSAGES = 200;
const CONNECTIONS = 4;

/** A folder that smtp-sink, which gives up root, writes each message into. */
function makeBox(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-sink-'));
  chmodSync(folder, 0o777);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    option: ['-d', `${folder}/%M.`],
    /** Whom the sink took a message for. It deletes the file of a message that it refuses, also while this reads. */
    recipients: () =>
      readdirSync(folder).flatMap((file) => {
        const path = join(folder, file);
        try {
          return [/^X-Rcpt-Args: <(.*)>/m.exec(readFileSync(path, 'latin1'))?.[1] ?? file];
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
          throw error;
        }
      }),
  };
}

async function sendAll(
  t: TestContext,
  faults: readonly string[],
  { count = MESSAGES }: { count?: number } = {},
) {
  const box = makeBox(t);
  const sink = await startSink([...faults, ...box.option]);
  t.after(() => sink.close());
  const smtp = openSmtp(t, sink.port, {
    connections: CONNECTIONS,
  });
  const sent = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      smtp.send(letter(n), noSignal()).then(
        ({ release, response }) => {
          release();
          return { to: letter(n).to, response };
        },
        (error: Error & SmtpFailure) => ({ to: letter(n).to, failure: error }),
      ),
    ),
  );
  smtp.close();
  const accepted = sent.flatMap((each) => ('response' in each ? [each.to] : []));
  const failures = sent.flatMap((each) => ('failure' in each ? [each.failure] : []));
  const taken = box.recipients();
  for (const to of accepted) assert.ok(taken.includes(to), `${to} is called accepted and was not taken`);
  return { accepted, failures, verdicts: failures.map(verdictOf), taken };
}

const it = (name: string, run: (t: TestContext) => Promise<void>) =>
  test(name, { skip: absent ?? false, timeout: 60_000 }, run);

it('a sink that takes everything, with and without its extensions', async (t) => {
  for (const options of [[], ['-p'], ['-a'], ['-e'], ['-E'], ['-p', '-a', '-E']]) {
    const { accepted, taken } = await sendAll(t, options);
    assert.equal(accepted.length, MESSAGES, options.join(' '));
    assert.equal(taken.length, MESSAGES);
    assert.equal(new Set(taken).size, MESSAGES, 'nobody got it twice');
  }
});

it('refusals for good and for now, at each command', async (t) => {
  for (const command of ['connect', 'mail', 'rcpt', 'data', '.'])
    for (const [option, reply, kind] of [
      ['-f', [], 5],
      ['-r', [], 4],
      ['-f', ['-B', '554 5.7.1 not here'], 5],
      ['-r', ['-b', '451 4.7.1 Rate limit exceeded'], 4],
    ] as const) {
      const { accepted, verdicts, failures } = await sendAll(t, [...reply, option, command]);
      assert.deepEqual(accepted, [], `${option} ${command}`);
      assert.ok(
        failures.every(({ responseCode }) => Math.floor(responseCode! / 100) === kind),
        `${option} ${command}`,
      );
      const aboutMessage = ['rcpt', 'data', '.'].includes(command);
      const wanted = kind === 5 && aboutMessage ? 'never' : 'later';
      assert.ok(
        verdicts.every(({ outcome }) => outcome === wanted),
        `${option} ${command}`,
      );
      if (reply[0] === '-b')
        assert.ok(verdicts.every((verdict) => verdict.outcome === 'later' && verdict.throttled));
    }
});

it('connections that are lost or closed with 421 at each command', async (t) => {
  for (const option of ['-q', '-Q'])
    for (const command of ['connect', 'helo,ehlo', 'mail', 'rcpt', 'data', '.']) {
      const { accepted, verdicts } = await sendAll(t, [option, command]);
      assert.deepEqual(accepted, [], `${option} ${command}`);
      assert.ok(verdicts.every((verdict) => verdict.outcome === 'later' && verdict.scope === 'provider'));
    }
});

it('slow answers and few connections cost time and nothing else', async (t) => {
  for (const [options, count] of [
    [['-w', '1'], 12],
    [['-W', 'data:1:5'], 24],
    [['-H', '1'], 8],
    [['-m', '2'], MESSAGES],
  ] as const) {
    const { failures, taken } = await sendAll(t, options, { count });
    assert.deepEqual(failures, [], options.join(' '));
    assert.equal(new Set(taken).size, count);
    assert.equal(taken.length, count, 'nobody got it twice');
  }
});

it('a sink that refuses in the middle of a body and hears no more', async (t) => {
  for (const delay of ['0', '1']) {
    const { accepted, verdicts } = await sendAll(t, ['-A', delay], { count: 20 });
    assert.deepEqual(accepted, []);
    assert.equal(verdicts.length, 20);
  }
});
