/** Lint, format and types; `npm test` runs the same first. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));

const GATES: [name: string, program: string, parameters: string[]][] = [
  ['Biome', 'biome', ['check', '--error-on-warnings', '.']],
  ['TypeScript', 'tsc', ['--noEmit', '-p', '.']],
  ['TypeScript (console)', 'tsc', ['--noEmit', '-p', 'packages/console']],
  ['knip', 'knip', ['--no-progress']],
];

/** Answers the names of the gates that were not passed; what is wrong has been printed. */
export function check(): { passed: string[]; failed: string[] } {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const [name, program, parameters] of GATES) {
    const path = `${dirname(process.execPath)}:${process.env['PATH']}`;
    const run = spawnSync(join(home, 'node_modules/.bin', program), parameters, {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    });
    if (run.status === 0) passed.push(name);
    else {
      failed.push(name);
      console.log(`✖ ${name}\n${run.stdout ?? ''}${run.stderr ?? run.error?.message ?? ''}`);
    }
  }
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = check();
  console.log(failed.length === 0 ? 'Lint and types are in order.' : `Not in order: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
