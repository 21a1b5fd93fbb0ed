/** How commands fail: one sentence and a status, never a stack; and that `candor lint` takes what it says it takes. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#config';
import { Problem } from '#lib/problem.ts';
import { Complaint, exitCodeOf, sentenceOf } from './complaint.ts';
import { candor } from './testing.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const STACK = /\n\s+at |\.ts:\d+/;

function folder(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'candor-cli-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A process of its own: what a shell sees. */
const run = (argv: string[], env: Record<string, string>) =>
  new Promise<{ status: number; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, ...argv],
      { env: { PATH: process.env['PATH'] ?? '', ...env } },
      (_error, _out, err) => resolve({ status: child.exitCode ?? -1, err }),
    );
  });

test('a start that cannot be says what to do, and leaves no process behind', {
  timeout: 60_000,
}, async (t) => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  t.after(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const data = folder(t);
  const [wrong, busy] = await Promise.all([
    run(['serve'], { PORT: 'abc', CANDOR_DATA: data }),
    run(['serve'], { PORT: String(port), CANDOR_DATA: data }),
  ]);
  assert.deepEqual(wrong, {
    status: 1,
    err: 'PORT is "abc"; it has to be a whole number from 0 to 65535.\n',
  });
  assert.equal(busy.status, 1);
  assert.equal(busy.err, `Port ${port} on 127.0.0.1 is taken; choose another with PORT.\n`);
});

test('what was asked wrongly ends with 2, what did not work with 1, both in one sentence', async (t) => {
  const missing = join(folder(t), 'candor.yaml');
  const file = join(folder(t), 'candor.yaml');
  writeFileSync(file, 'people: []\n');
  const cases: [argv: string[], status: number, said: RegExp][] = [
    [['quux'], 2, /^No command registered for `quux`\. See candor --help\.\n$/],
    [['bogus'], 2, /did you mean `bounce`\? See candor --help\.\n$/],
    [['apply', '--nope'], 2, /^No flag registered for --nope/],
    [['lint', '--phase', 'resolved'], 2, /^Expected argument for FILE/],
    [['apply', '-f', missing], 1, /^There is no file .*candor\.yaml\. Name the file with -f/],
    [['apply', '-f', file], 1, /^CANDOR_TOKEN is not set\. Make a token in the console/],
  ];
  for (const [argv, status, said] of cases) {
    const ended = await candor(argv);
    assert.equal(ended.status, status, argv.join(' '));
    assert.match(ended.err, said);
    assert.doesNotMatch(ended.err, STACK);
    assert.equal(ended.out, '');
  }
});

test('a server that cannot be reached, or is none of ours, is told from a refusal', async (t) => {
  const file = join(folder(t), 'candor.yaml');
  writeFileSync(file, 'groups:\n  - name: { en: Shop }\n');
  const other = createServer((_request, response) => response.end('<h1>hello</h1>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.after(() => other.close());
  const env = { CANDOR_TOKEN: 'cnd_x' };
  const there = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const strange = await candor(['apply', '-f', file, '--url', there], env);
  assert.deepEqual([strange.status, /does not answer like Candor/.test(strange.err)], [1, true], strange.err);
  await new Promise((resolve) => other.close(resolve));
  const gone = await candor(['apply', '-f', file, '--url', there], env);
  assert.match(gone.err, /^http:\S+ does not answer \(ECONNREFUSED\)\. Is Candor running there\?/);
  const nowhere = await candor(['apply', '-f', file, '--url', 'status.example'], env);
  assert.deepEqual([nowhere.status, nowhere.err.startsWith('"status.example" is not an address')], [2, true]);
});

test('settings that make no sense are refused by name, and a secret one is not repeated', () => {
  for (const [name, value] of [
    ['CANDOR_URL', 'status.example'],
    ['LOG_LEVEL', 'loud'],
    ['SMTP_URL', 'mail:hunter2@relay'],
    ['DATABASE_URL', 'hunter2'],
  ] as const)
    assert.throws(
      () => readConfig({ [name]: value }),
      (error: unknown) =>
        error instanceof Problem && error.message.startsWith(name) && !/hunter2/.test(error.message),
    );
});

test('only what nobody expected keeps its stack, and only for whoever asks', () => {
  const fault = new TypeError('x is not a function');
  assert.match(sentenceOf(fault, false), /^Something went wrong in Candor itself: x is not a function\./);
  assert.doesNotMatch(sentenceOf(fault, false), STACK);
  assert.match(sentenceOf(fault, true), STACK);
  const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', path: '/data/x' });
  assert.equal(sentenceOf(full, false), 'There is no room left on the disk for /data/x.');
  assert.equal(sentenceOf(new Error('Do this instead.'), false), 'Do this instead.');
  assert.deepEqual([exitCodeOf(new Complaint('no', { exitCode: 2 })), exitCodeOf(fault)], [2, 1]);
});

test('candor lint takes every flag of its own usage line, and answers with findings', async (t) => {
  const at = folder(t);
  const [message, facts] = [join(at, 'message.md'), join(at, 'facts.json')];
  writeFileSync(message, 'It will be fixed soon.');
  writeFileSync(facts, '{}');
  const usage = (await candor(['lint', '--phase', 'nowhere', message])).err;
  const flags = [...usage.matchAll(/--[a-z]+/g)].map(([flag]) => flag);
  const values: Record<string, string[]> = {
    '--phase': ['identified'],
    '--severity': ['2'],
    '--locale': ['en'],
    '--position': ['update'],
    '--channel': ['sms'],
    '--facts': [facts],
    '--technical': [],
    '--json': [],
  };
  assert.deepEqual([...new Set(flags)].sort(), Object.keys(values).sort());
  const all = Object.entries(values).flatMap(([flag, value]) => [flag, ...value]);
  const { status, out, err } = await candor(['lint', ...all, message]);
  assert.equal(status, 1, err);
  const { findings } = JSON.parse(out);
  assert.ok(
    findings.some((each: { rule: string; level: string }) => each.rule === 'H03' && each.level === 'error'),
  );
  for (const finding of findings)
    assert.deepEqual(Object.keys(finding).sort(), ['end', 'level', 'message', 'rule', 'start', 'suggestion']);
  // A flag that nobody gave is not one with the value "undefined".
  const few = await candor(['lint', '--phase', 'update', message]);
  assert.deepEqual([few.status, few.err], [1, '']);
});
