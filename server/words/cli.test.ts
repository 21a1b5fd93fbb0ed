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

test('a byte order mark and CRLF count as readers of the file count, and what is no UTF-8 is refused', async () => {
  const text = `${GOOD}\r\n\r\nMore soon.\r\n`;
  const marked = io({ 'm.md': `\uFEFF${text}`, 'f.json': '\uFEFF{"startedAt":"2026-03-03T14:02:00Z"}' });
  assert.equal(await lintCommand(['--phase', 'first', '--facts', 'f.json', '--json', 'm.md'], marked), 1);
  const [soon] = JSON.parse(marked.said.out).findings;
  assert.equal(text.slice(soon.start, soon.end), 'soon');
  const binary = io({}, 'S\0i\0g\0n\0');
  assert.equal(await lintCommand(['--phase', 'first', '-'], binary), 2);
  assert.match(binary.said.err, /no text in UTF-8/);
});

test('a language that nobody wrote words for is checked by the rules that need none, and that is said', async () => {
  const world = io({}, 'Kirjautuminen ei toimi klo 14:02.');
  assert.equal(await lintCommand(['--phase', 'first', '--locale', 'fi', '--json', '-'], world), 1);
  assert.match(world.said.out, /"U06"/);
  assert.match(world.said.err, /no words for the locale "fi"/);
});
