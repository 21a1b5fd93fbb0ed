/**
 * `npm run bench`: every benchmark, or those named on the command line, one after another, each in a process of its
 * own, and at the end one table of every figure that has a floor. The status is 0 also when a floor was missed,
 * because a busy machine is not a broken product; it is 1 when a bench could not run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inWords, met, OUT, type Report, readable } from './kit/report.ts';

/** A bench that hangs is ended, and the next one runs. */
const MOST_MS = 5 * 60_000;
/** Ten thousand incidents take their time. */
const LONGER_MS: Record<string, number> = { promises: 90 * 60_000 };
const SUFFIX = '.bench.ts';

const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

let running: ReturnType<typeof spawn> | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    running?.kill(signal);
    process.exitCode = 1;
    wanted.length = 0;
  });

/** Null when it could not run. */
async function run(name: string): Promise<Report | null> {
  const file = join(OUT, `${name}.json`);
  rmSync(file, { force: true });
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, `${name}${SUFFIX}`)],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  running = child;
  const late = setTimeout(() => child.kill('SIGTERM'), LONGER_MS[name] ?? MOST_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(late);
  running = null;
  if (code !== 0) return null;
  return JSON.parse(readFileSync(file, 'utf8'));
}

const named = process.argv.slice(2);
const strange = named.find((name) => !known.includes(name));
const wanted = named.length > 0 ? [...named] : known;
if (strange) {
  console.error(`There is no bench ${strange}; there are ${known.join(', ')}.`);
  process.exit(2);
}

const rows: Record<string, string>[] = [];
const broken: string[] = [];
const fromMs = performance.now();
for (const name of [...wanted]) {
  if (!wanted.includes(name)) break;
  const found = await run(name);
  if (!found) broken.push(name);
  for (const figure of found?.figures ?? []) {
    if (!figure.floor) continue;
    rows.push({
      bench: name,
      what: figure.what,
      floor: inWords(figure.floor, figure.unit),
      measured: `${readable(figure.measured)} ${figure.unit}`,
      result: met(figure) ? 'pass' : 'FAIL',
    });
  }
}
console.log(`\nEverything that has a floor, after ${Math.round((performance.now() - fromMs) / 1_000)} s:`);
console.table(rows);
if (broken.length > 0) {
  console.error(`Could not run: ${broken.join(', ')}.`);
  process.exitCode = 1;
}
