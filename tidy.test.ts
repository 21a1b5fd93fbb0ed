/** The rules of the house, as a test: who may know whom, who may read the time, and what the operator is told. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { describeConfig, readConfig } from '#config';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { PROBLEMS } from '#lib/problem.ts';
import { allCarriers } from './server/carriers/all.ts';
import { carriersDocument } from './server/carriers/manual.ts';
import { readWanted } from './server/cli/apply-file.ts';
import { planOf } from './server/cli/apply-plan.ts';

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
const STORY = ['prepare', 'watch', 'respond', 'tell', 'degrade', 'learn', 'amend', 'listen', 'followup'];
const EVERYTHING =
  /^(stories|mocks|bench)\/|^server\/(cli\/|app\.ts$|app-routes\.ts$|main\.ts$|schedule\.ts$)/;

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
const LONG_ALLOWED = /\/words\/(lists|fixtures)\/|\.test\.ts$|^server\/watch\/engine\.ts$/;
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
  tell: [90, 102],
  degrade: [103, 109],
  learn: [110, 119],
  amend: [120, 129],
  listen: [130, 139],
  followup: [150, 159],
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

export const channelsDocument = (): string => {
  const clock = handClock('2026-01-01T00:00:00.000Z');
  const outbound = createOutbound({ allow: '', clock });
  const config = { ...readConfig({}), publicUrl: '' };
  return carriersDocument(allCarriers({ config, clock, log: silentLog(), outbound }));
};

test('every problem code, every setting and every carrier is documented', () => {
  const read = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');
  const how =
    'the list changed; write what problemsDocument(), settingsDocument() and channelsDocument() answer to docs/';
  assert.equal(read('problems.md'), problemsDocument(), how);
  assert.equal(read('settings.md'), settingsDocument(), how);
  assert.equal(read('channels.md'), channelsDocument(), how);
});

/** Skipping is for machines that lack something; each names what. */
const SKIP_ALLOWED = new Map([
  ['server/store/embedded/refusals.long.test.ts', 'needs another PostgreSQL, which few machines have'],
  ['server/store/disk-full.long.test.ts', 'needs to mount a small file system'],
  ['server/web/front/disk-full.long.test.ts', 'needs to mount a small file system'],
  [
    'server/store/embedded/copied-programs.long.test.ts',
    'needs root, who alone hands the server to another account',
  ],
  ['server/tell/holding/proxies.test.ts', 'needs Debian’s nginx-light and haproxy'],
  ['server/carriers/email/smtp/sink.long.test.ts', 'needs smtp-sink of Debian’s postfix'],
  ['server/carriers/bluesky/pds.long.test.ts', 'needs a folder with @atproto/pds, which has to be compiled'],
]);
const escapes = ({ path, text }: Source) => {
  const marks = [
    ['biome', '-ignore'],
    ['@ts', '-ignore'],
    ['@ts', '-nocheck'],
    ['(?:test|it|describe)\\.', 'only\\('],
    ...(SKIP_ALLOWED.has(path)
      ? []
      : [['(?:test|it|describe|\\bt)\\.', 'skip\\('], ...(isTest(path) ? [['\\bskip', ': (?!fals)']] : [])]),
    ['\\{ (?:skip|only', '): true'],
  ];
  return new RegExp(marks.map((parts) => parts.join('')).join('|')).test(text);
};

test('no check is switched off in passing', () => {
  assert.deepEqual(
    sources.filter(escapes).map(({ path }) => path),
    [],
  );
  for (const words of [
    ['// biome', '-ignore x'],
    ['test.', "only('x')"],
    ['t.', "skip('x')"],
    ["test('x', { only", ': true })'],
    ["test('x', { skip", ': absent })'],
  ])
    assert.ok(escapes({ path: 'server/x.test.ts', text: words.join('') }), words.join(''));
});

const opensWithProse = ({ text }: Source) => /^(#!.*\n)?\s*\/\*\*\s*\S/.test(text);
test('every module opens with what it is for', () => {
  const silent = sources.filter(
    (source) =>
      /^(server|packages)\//.test(source.path) &&
      !/\.test\.tsx?$|\/(fixtures|lists|generated)\//.test(source.path) &&
      !opensWithProse(source),
  );
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
  assert.ok(!opensWithProse({ path: 'x.ts', text: "import a from 'b';\n/** Late. */" }));
});

function* walkMarkdown(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith('.'))
      yield* walkMarkdown(path);
    else if (entry.name.endsWith('.md')) yield path;
  }
}
const pages: Source[] = [...walkMarkdown(ROOT)].map((path) => ({
  path: relative(ROOT, path),
  text: readFileSync(path, 'utf8'),
}));

/** Links to files of the repository, and paths in backticks that begin with one of its folders; `room` and `x` stand for any. */
function placesIn({ path, text }: Source): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!.replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^([a-z]+:|\/)/.test(link))
    .map((link) => join(dirname(path), link));
  const named = [
    ...prose.matchAll(/`((?:server|packages|stories|mocks|bench|bootstrap|decisions|docs)\/[\w./@-]+)`/g),
  ]
    .map((match) => match[1]!)
    .filter((place) => !/\/dist\b|NNNN|\.\.\.|\b[A-Z]{3,}\b\/?$|^server\/room\/|\/x\.ts$/.test(place));
  return [...links, ...named];
}

test('what the documents point to is there', () => {
  const wrong = pages.flatMap((page) =>
    placesIn(page)
      .filter((place) => !existsSync(join(ROOT, place)))
      .map((place) => `${page.path}: ${place}`),
  );
  assert.deepEqual(wrong, []);
  assert.ok(pages.length > 30 && pages.flatMap(placesIn).length > 100, 'the checker sees documents');
  const planted = placesIn({
    path: 'docs/x.md',
    text: '[a](gone.md) `server/gone/y.ts` [b](https://x.example)',
  });
  assert.deepEqual(planted, ['docs/gone.md', 'server/gone/y.ts']);
});

const RULE = /\b(?:[A-Z]|PM)\d{2}\b/g;
test('rules that the documents name exist', () => {
  const code = new Set(
    sources
      .filter(({ path }) => /^server\/(words\/lint|learn\/rules)\//.test(path) && !isTest(path))
      .flatMap(({ text }) => text.match(RULE) ?? []),
  );
  const named = pages.flatMap(({ path, text }) => (text.match(RULE) ?? []).map((rule) => ({ path, rule })));
  assert.deepEqual(
    named.filter(({ rule }) => !code.has(rule)).map(({ path, rule }) => `${path}: ${rule}`),
    [],
  );
  assert.ok(code.size > 20 && named.length > 20, `${code.size} rules, named ${named.length} times`);
});

test('every dependency has its reason', () => {
  const table = pages.find(({ path }) => path === 'decisions/0005-dependencies.md')!.text;
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  const cells = rows.map((row) => row.split('|')[1]!);
  /** One cell may name several packages of one family: "@mantine/core, hooks". */
  const names = new Set(
    cells.flatMap((cell) => {
      const parts = cell.split(',').map((part) => part.trim().split(' ')[0]!);
      const scope = /^(@[\w-]+\/)/.exec(parts[0] ?? '')?.[1] ?? '';
      const stem = /^(@[\w-]+\/[a-z]+)-/.exec(parts[0] ?? '')?.[1] ?? '';
      return parts.flatMap((part) => [
        part,
        `${scope}${part}`,
        `${scope}${part.replace(/^-/, '')}`,
        `${stem}${part}`,
      ]);
    }),
  );
  const manifests = [
    'package.json',
    ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/package.json`),
  ];
  const used = manifests.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    );
  });
  assert.ok(used.length > 40, `${used.length} dependencies`);
  assert.deepEqual(
    used.filter((name) => !names.has(name) && !names.has(name.replace(/\/.*/, '/…'))),
    [],
  );
  assert.ok(!names.has('left-pad'));
});

test('the example of candor.yaml can be applied to a new Candor', () => {
  const { text } = pages.find(({ path }) => path === 'docs/config-as-code.md')!;
  const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(text)!;
  const { wanted, locating } = readWanted(yaml!, 'docs/config-as-code.md');
  const empty = {
    groups: [],
    components: [],
    monitors: [],
    persons: [],
    invitations: [],
    templates: [],
    pages: [],
    places: [],
    sets: [],
    rules: [],
    kinds: null,
  };
  const changes = locating(() => planOf(wanted, { ...empty, page: { id: 'pag_1' } }));
  for (const part of [
    'page',
    'group',
    'component',
    'monitor',
    'invitations',
    'outside-copies',
    'holding-sets',
    'workflow-rules',
  ])
    assert.ok(
      changes.some(({ path }) => path.includes(part)),
      part,
    );
});
