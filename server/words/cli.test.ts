import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintCommand } from './cli.ts';

function io(files: Record<string, string> = {}, input = '') {
  const said = { out: '', err: '' };
  return {
    said,
    readFile: async (path: string) => files[path] ?? Promise.reject(new Error(`no such file: ${path}`)),
    readInput: async () => input,
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
  };
}

const GOOD =
  'Sign-in fails since 14:02 UTC. We are checking the servers. There is no workaround yet. We are sorry that you cannot sign in. Next update by 14:30 UTC.';

test('candor lint prints findings as JSON and ends with 1 when something blocks', async () => {
  const good = io({ 'm.md': GOOD, 'f.json': JSON.stringify({ startedAt: '2026-03-03T14:02:00.000Z' }) });
  assert.equal(
    await lintCommand(
      ['--phase', 'investigating', '--severity', '1', '--facts', 'f.json', '--json', 'm.md'],
      good,
    ),
    0,
  );
  assert.deepEqual(JSON.parse(good.said.out), { findings: [] });

  const bad = io({}, 'It will be fixed\nsoon.');
  assert.equal(await lintCommand(['--phase', 'identified', '--locale', 'en', '--json', '-'], bad), 1);
  const { findings } = JSON.parse(bad.said.out);
  assert.ok(
    findings.some((each: { rule: string; start: number }) => each.rule === 'H03' && each.start === 17),
  );
});

test('without --json it prints a line per finding, with its place', async () => {
  const world = io({}, 'It will be fixed\nsoon.');
  assert.equal(await lintCommand(['--phase', 'identified', '-'], world), 1);
  assert.match(world.said.out, /^-:2:1 error H03 “soon” /m);
});

test('what it was asked wrongly is said, with how to ask', async () => {
  const cases: string[][] = [
    [],
    ['--phase', 'investigating'],
    ['-'],
    ['--phase', 'nowhere', '-'],
    ['--phase', 'resolved', '--severity', 'high', '-'],
    ['--phase', 'resolved', '--locale', 'x', '-'],
    ['--phase', 'resolved', '--facts', 'list.json', '-'],
    ['--phase', 'resolved', '--facts', 'early.json', '-'],
    ['--phase', 'resolved', 'empty.md'],
    ['--phase', 'resolved', '--severity', '9', '-'],
    ['--what', '-'],
    ['--phase', 'resolved', 'gone.md'],
    ['--phase', 'resolved', '--facts', 'bad.json', '-'],
  ];
  for (const argv of cases) {
    const world = io(
      { 'bad.json': '{', 'list.json': '[]', 'early.json': '{"startedAt":"early"}', 'empty.md': ' \n' },
      GOOD,
    );
    assert.equal(await lintCommand(argv, world), 2, argv.join(' '));
    assert.match(world.said.err, /candor lint --phase/);
    assert.equal(world.said.out, '');
  }
});

test('phases go by the names that people use, and an unknown one is refused with the list', async () => {
  for (const phase of [
    'first',
    'Update',
    'fix',
    'end',
    'maintenance',
    'no change',
    'In Progress',
    'follow-up',
  ]) {
    const world = io({}, 'Sign-in fails.');
    assert.ok((await lintCommand(['--phase', phase, '--json', '-'], world)) < 2, phase);
    assert.ok(Array.isArray(JSON.parse(world.said.out).findings));
  }
  const lost = io({}, GOOD);
  await lintCommand(['--phase', 'nowhere', '-'], lost);
  assert.match(lost.said.err, /no phase "nowhere".*investigating.*maintenance/);
});

test('facts take times with an offset; what is not known of them is said and left aside', async () => {
  const world = io({ 'f.json': '{"startedAt":"2026-03-03T15:02:00+01:00","weather":"fine"}' }, GOOD);
  assert.equal(await lintCommand(['--phase', 'first', '--facts', 'f.json', '--json', '-'], world), 0);
  assert.match(world.said.err, /weather left aside; known facts are startedAt/);
  const other = io({ 'f.json': '{"startedAt":"2026-03-03T12:02:00Z"}' }, GOOD);
  assert.equal(await lintCommand(['--phase', 'first', '--facts', 'f.json', '--json', '-'], other), 1);
  assert.match(other.said.out, /"U03"/);
});
