/**
 * `npm test`: lint and types, then every test but the long ones (`--long` runs those instead). Ends with one line,
 * `N passed, N failed`, and fails when no test ran.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check } from './check.ts';
import { chromium } from './chromium.ts';
import { batches } from './test-batches.ts';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const long = process.argv.includes('--long');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const files = globSync(
  [
    '*.test.ts',
    'server/**/*.test.ts',
    'packages/**/*.test.ts',
    'stories/**/*.test.ts',
    'mocks/**/*.test.ts',
    'bench/**/*.test.ts',
  ],
  {
    cwd: home,
    exclude: (name) => name.endsWith('node_modules') || name.endsWith('dist'),
  },
)
  .filter((file) => file.endsWith('.long.test.ts') === long)
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();
const cache = join(home, 'node_modules/.cache/candor');

/** A file that hangs is a failure with a name, not a run that never ends. */
const FILE_MS = (long ? 20 : 8) * 60_000;

let passed = 0;
let failed = 0;
let ran = 0;
/** Of which at least one test was seen. */
const seen = new Set<string | undefined>();

// Tests wait for sockets half of their time, which is room enough for the gates beside them.
const checking = !long && wanted.length === 0 ? check() : null;

// Each test file is a process; what one of them compiled, the others read back.
process.env['NODE_COMPILE_CACHE'] ??= cache;
process.env['CHROMIUM'] = chromium();
// Held for the whole run, so that the test files share one database server.
const { testServer } = await import('../server/store/testing.ts');
const server = await testServer();

await new Promise<void>((resolve) => {
  const stream = run({
    files: long ? files.map((file) => join(home, file)) : batches(files, home, join(cache, 'tests')),
    // Long trials start whole products and run alone; others wait for sockets half of their time.
    concurrency: long ? 1 : 2 * availableParallelism(),
    cwd: home,
    timeout: FILE_MS,
    // What a failed test left open ends with its file, and does not hold up the run.
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--test-force-exit',
      `--import=${new URL('./test-process.ts', import.meta.url)}`,
    ],
  });
  stream.on('test:pass', ({ details, name, file, skip }) => {
    if (details.type === 'suite') return;
    seen.add(file);
    if (skip !== undefined) {
      console.log(`- skipped: ${name}${typeof skip === 'string' ? ` (${skip})` : ''}`);
      return;
    }
    // A file that node runs as a test of its own is not a test.
    if (name === file) return;
    ran += 1;
    passed += 1;
  });
  stream.on('test:fail', ({ details, name, file }) => {
    if (details.type === 'suite') return;
    const inner = (details.error as { failureType?: string } | undefined)?.failureType;
    if (inner === 'subtestsFailed') return;
    failed += 1;
    seen.add(file);
    const cause = details.error?.cause ?? details.error;
    console.log(
      `\n✖ ${name}\n  ${file?.replace(`${home}/`, '') ?? ''}\n${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
    );
  });
  stream.on('test:stderr', ({ message }) => process.stderr.write(message));
  stream.on('test:stdout', ({ message }) => {
    if (message.startsWith('#')) process.stdout.write(message);
  });
  stream.once('end', resolve);
  stream.resume();
});
await server.close();
const gates = await checking;
passed += gates?.passed.length ?? 0;
failed += gates?.failed.length ?? 0;

for (const file of files.map((each) => join(home, each)).filter((each) => !seen.has(each))) {
  console.log(`✖ No test of ${file.replace(`${home}/`, '')} was seen.`);
  failed += 1;
}
if (ran === 0) {
  console.log(`No test ran (${files.length} files).`);
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
