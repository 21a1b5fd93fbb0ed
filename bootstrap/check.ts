/** Lint, format and types; `npm test` runs the same first. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));

// Several checkers each look at the shared types anew: one takes half of the work, and the other core is busy anyway.
const TYPES = ['--noEmit', '--checkers', '1', '--incremental', '-p'];
/** What did not change since the last time is not looked at again. */
const known = (name: string) => join(home, 'node_modules/.cache/candor', name);

const GATES: [name: string, program: string, parameters: string[]][] = [
  ['Biome', 'biome', ['check', '--error-on-warnings', '.']],
  ['TypeScript', 'tsc', [...TYPES, '.', '--tsBuildInfoFile', known('types.json')]],
  [
    'TypeScript (console)',
    'tsc',
    [...TYPES, 'packages/console', '--tsBuildInfoFile', known('types-console.json')],
  ],
  ['knip', 'knip', ['--no-progress', '--cache', '--cache-location', known('knip')]],
];

const pass = (program: string, parameters: string[]) =>
  new Promise<{ ok: boolean; said: string }>((resolve) => {
    // The compiler lives for seconds: it need not collect as often as a server would.
    const env = {
      GOGC: '400',
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    };
    const child = spawn(join(home, 'node_modules/.bin', program), parameters, { cwd: home, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        said += data;
      });
    child.on('error', (error) => resolve({ ok: false, said: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, said }));
  });

/** Answers the names of the gates that were passed and not passed; what is wrong has been printed. */
export async function check(): Promise<{ passed: string[]; failed: string[] }> {
  const results = await Promise.all(
    GATES.map(async ([name, program, parameters]) => ({ name, ...(await pass(program, parameters)) })),
  );
  for (const { name, ok, said } of results) if (!ok) console.log(`✖ ${name}\n${said}`);
  const names = (wanted: boolean) => results.filter(({ ok }) => ok === wanted).map(({ name }) => name);
  return { passed: names(true), failed: names(false) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await check();
  console.log(failed.length === 0 ? 'Lint and types are in order.' : `Not in order: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
