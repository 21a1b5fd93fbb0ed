/** The rules of the house, as a test: who may know whom, who may read the time, and what the operator is told. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { describeConfig } from '#config';
import { PROBLEMS } from '#lib/problem.ts';

const ROOT = import.meta.dirname;
const SKIPPED = new Set(['node_modules', 'dist', '.git', 'mirror']);

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield path;
  }
}

type Source = { path: string; text: string };
const sources: Source[] = ['server', 'packages', 'stories', 'mocks', 'bench'].flatMap((folder) =>
  [...walk(join(ROOT, folder))].map((path) => ({
    path: relative(ROOT, path),
    text: readFileSync(path, 'utf8'),
  })),
);
const isTest = (path: string) => /\.test\.tsx?$|\/testing\.ts$|\/fixtures\//.test(path);

/** In the order in which a room may know the ones before it. `config` and `lib` stand before all. */
const FOUNDATION = [
  'store',
  'timeline',
  'words',
  'calendar',
  'library',
  'catalog',
  'people',
  'audience',
  'carriers',
  'web',
];
const STORY = ['prepare', 'watch', 'respond', 'tell', 'degrade', 'learn', 'amend', 'listen'];
const EVERYTHING = /^(stories|mocks|bench)\/|^server\/(cli\/|app\.ts$|main\.ts$|schedule\.ts$)/;

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
const importsOf = ({ text }: Source) =>
  [...text.matchAll(IMPORT)].map((match) => (match[1] ?? match[2] ?? match[3])!);

/** A room's name and whether its front door was used, for an import that stays within the house. */
function target(path: string, specifier: string): { place: string; door: boolean } | null {
  if (specifier.startsWith('#lib/') || specifier === '#config') return { place: 'lib', door: true };
  if (specifier.startsWith('#')) return { place: specifier.slice(1), door: true };
  if (specifier.startsWith('@candor/')) return { place: `@${specifier.split('/')[1]}`, door: true };
  if (!specifier.startsWith('.')) return null;
  const [top = '', room = '', ...rest] = relative(ROOT, resolve(ROOT, dirname(path), specifier)).split('/');
  if (top === 'packages') return { place: `@${room}`, door: rest.length <= 1 };
  if (top !== 'server') return { place: top, door: true };
  return { place: rest.length === 0 ? room : room, door: rest.join('/') === 'index.ts' };
}

/** Why the import is not allowed, or null. */
function refused(path: string, specifier: string): string | null {
  const found = target(path, specifier);
  if (!found || EVERYTHING.test(path)) return null;
  const [top, room = ''] = path.split('/');
  const { place, door } = found;
  if (top === 'packages') {
    if (place === `@${room}` || place === '@protocol') return null;
    return isTest(path) ? null : `packages/${room} may know the protocol only`;
  }
  if (place === '@protocol' || place === room) return null;
  if (place.startsWith('@')) return place === '@page' && door ? null : `a room may not know ${place}`;
  if (place === 'lib' || path === 'server/config.ts')
    return room === 'lib' && specifier === '#config' ? 'lib knows nothing of us' : null;
  if (isTest(path)) return null;
  if (!door) return `this goes inside ${place} past its front door`;
  // Routes are mounted by the composition root alone, so those of the foundation may know all of the foundation.
  if (/\/routes\.ts$/.test(path) && FOUNDATION.includes(place)) return null;
  const order = [...FOUNDATION, ...STORY];
  const [mine, theirs] = [order.indexOf(room), order.indexOf(place)];
  if (mine < 0) return `${room} knows nothing of us`;
  if (theirs < 0) return `${place} may be known by the composition root only`;
  return theirs < mine ? null : `${place} comes after ${room}`;
}

test('rooms know only what stands before them, by its front door', () => {
  const all = sources.flatMap((source) =>
    importsOf(source).map((specifier) => ({ path: source.path, specifier })),
  );
  const wrong = all.flatMap(({ path, specifier }) => {
    const why = refused(path, specifier);
    return why ? [`${path}: ${specifier}: ${why}`] : [];
  });
  assert.deepEqual(wrong, []);
  // A checker that sees nothing reports green: prove that it looks.
  assert.ok(sources.length > 250, `${sources.length} files`);
  assert.ok(all.length > 800, `${all.length} imports`);
});

test('the checker of imports finds planted violations', () => {
  const plant = (path: string, text: string) =>
    importsOf({ path, text })
      .map((specifier) => refused(path, specifier))
      .filter(Boolean).length;
  for (const [path, text] of [
    ['server/watch/x.ts', "import { a } from '#respond';"],
    ['server/tell/x.ts', "import { a } from '../respond/opening.ts';"],
    ['server/tell/x.ts', "import type {\n  A,\n} from '#learn';"],
    ['server/lib/x.ts', "export { a } from '#store';"],
    ['server/store/x.ts', "const a = await import('#timeline');"],
    ['packages/page/x.ts', "import '../../server/tell/bars.ts';"],
    ['packages/browser/x.ts', "import { a } from '@candor/page';"],
  ] as const)
    assert.equal(plant(path, text), 1, `${path}: ${text}`);
  assert.equal(plant('server/tell/x.ts', "import { a } from '#respond';\nimport b from './bars.ts';"), 0);
});

/** Who may read the machine's time, and why. */
const TIME_ALLOWED = new Map([
  ['server/lib/clock.ts', 'the one real clock'],
  ['server/store/embedded/postmaster.ts', 'waits for another process; runs before there is an app'],
  ['server/store/embedded/start-lock.ts', 'compares with the times of files'],
]);
const TIME = /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(|Temporal\.Now\b/;
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
const readsTime = ({ path, text }: Source) =>
  path.startsWith('server/') &&
  !path.startsWith('server/cli/') &&
  !isTest(path) &&
  !TIME_ALLOWED.has(path) &&
  TIME.test(code(text));

test('only the clock reads the time', () => {
  assert.deepEqual(
    sources.filter(readsTime).map(({ path }) => path),
    [],
  );
  for (const text of ['Date.now()', 'new Date()', 'performance.now()'])
    assert.ok(readsTime({ path: 'server/tell/x.ts', text }), text);
});

test('no file is unfinished, and none names a machine', () => {
  const marks = new RegExp(['TO', 'DO|FIX', 'ME|X', 'XX'].join(''));
  const machine = /\/home\/[a-z]+\/|\/Users\/[a-z]+\/|\/work\/(main|shared)|C:\\Users/;
  const wrong = sources.filter(
    ({ path, text }) =>
      path !== 'tidy.test.ts' && (new RegExp(`\\b(${marks.source})\\b`).test(text) || machine.test(text)),
  );
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

/** Long files that do one thing and open with prose. */
const LONG_ALLOWED =
  /\/words\/(lists|fixtures)\/|\.test\.ts$|^server\/cli\/demo\/story\.ts$|^server\/watch\/engine\.ts$/;
test('no file is longer than 400 lines', () => {
  const long = sources
    .filter(({ path }) => !LONG_ALLOWED.test(path))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > 400);
  assert.deepEqual(long, []);
});

const RANGES: Record<string, [from: number, to: number]> = {
  timeline: [10, 19],
  catalog: [20, 29],
  people: [30, 39],
  audience: [40, 49],
  carriers: [50, 59],
  words: [60, 64],
  calendar: [65, 69],
  watch: [70, 79],
  respond: [80, 89],
  tell: [90, 99],
  degrade: [100, 109],
  learn: [110, 119],
  amend: [120, 129],
  listen: [130, 139],
  prepare: [140, 149],
};
test('migrations stand in the range of their room', () => {
  const names = readdirSync(join(ROOT, 'server/store/migrations'));
  assert.ok(names.length >= 14);
  for (const name of names) {
    const [, number, room] = /^(\d{4})-([a-z]+)(?:-[a-z0-9-]+)?\.sql$/.exec(name) ?? [];
    const range = RANGES[room ?? ''];
    assert.ok(range && Number(number) >= range[0] && Number(number) <= range[1], name);
  }
});

export const problemsDocument = (): string =>
  `# Problems\n\nEvery error of the API is an RFC 9457 problem with one of these codes. The detail of the answer says what to do.\n\n${Object.entries(
    PROBLEMS,
  )
    .map(([name, [status, title]]) => `## ${name}\n\nStatus ${status}. ${title}\n`)
    .join('\n')}`;

export const settingsDocument = (): string =>
  `# Settings\n\nEvery setting of the process has an environment name; \`candor config\` prints them with their values.\n\n| Name | Default | Why |\n|---|---|---|\n${describeConfig(
    {},
  )
    .map(
      ({ env, fallback, why }) =>
        `| \`${env}\` | ${env === 'CANDOR_DATA' ? '`~/.candor`' : fallback ? `\`${fallback}\`` : '(empty)'} | ${why.replaceAll('|', '\\|')} |\n`,
    )
    .join('')}`;

test('every problem code and every setting is documented', () => {
  const read = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');
  const how = 'the list changed; write what problemsDocument() and settingsDocument() answer to docs/';
  assert.equal(read('problems.md'), problemsDocument(), how);
  assert.equal(read('settings.md'), settingsDocument(), how);
});
