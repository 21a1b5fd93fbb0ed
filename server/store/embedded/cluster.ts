/** The files of one PostgreSQL cluster: where they lie, whether this process may use them, and how they are made. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from '#lib/log.ts';
import type { DataFolder } from '../folder.ts';
import { type Account, canReach, chooseAccount, identity, makePrivateFolder } from './account.ts';
import type { Programs } from './binaries.ts';

export const USER = 'candor';
/** A Unix socket's path holds 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;

export type Place = {
  account: Account;
  /** The folder above the cluster: the data folder, or one that the server's account can reach. */
  home: string;
  cluster: string;
};

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const ownerOf = (path: string) => (existsSync(path) ? statSync(path).uid : null);

export function choosePlace(folder: DataFolder, log: Log): Place {
  const inside = join(folder.path, 'postgres');
  const account = chooseAccount(ownerOf(folder.elsewhere ? join(folder.elsewhere, 'postgres') : inside));
  if (folder.elsewhere)
    return { account, home: folder.elsewhere, cluster: join(folder.elsewhere, 'postgres') };
  if (!account.drops || canReach(account, folder.path))
    return { account, home: folder.path, cluster: inside };
  const home = join('/var/lib', `candor-${hash(folder.path)}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  folder.pointTo(home);
  log.warn(
    { cluster: home },
    `the account "${account.name}" cannot reach the data folder, so the database lies in ${home}`,
  );
  return { account, home, cluster: join(home, 'postgres') };
}

/** Refuses a cluster that another account owns, in words that say what to do. */
export function refuseOtherOwner({ cluster, account }: Place): void {
  const owner = ownerOf(cluster);
  if (owner === null || owner === account.uid) return;
  const who = account.drops ? 'as that account' : 'as that account, or as root if root made it';
  throw new Error(
    `The database in ${cluster} belongs to another account (uid ${owner}), and here it would run as "${account.name}" (uid ${account.uid}). Run Candor ${who}, or choose another folder with CANDOR_DATA.`,
  );
}

/** Refuses a cluster of another major version: its files cannot be read. */
export function refuseOtherVersion(cluster: string, { major, folder }: Programs): void {
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(major)) return;
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${found}, and ${folder} is PostgreSQL ${major}. Start it with the programs of version ${found} (CANDOR_PG_BIN) and move its data with pg_dump.`,
  );
}

/** The folder of socket, pipe and lock: beside the cluster, or in /tmp when that path is too long for a socket. */
export function makeRunFolder({ home, account }: Place): string {
  const beside = join(home, 'run');
  const fits = Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER;
  // Not the process's own TMPDIR: every process on the folder has to come to the same place.
  const shared = existsSync('/tmp') ? '/tmp' : tmpdir();
  const run = fits ? beside : join(shared, `candor-${hash(`${home}\n${account.uid}`)}`);
  makePrivateFolder(run, account);
  const { uid } = lstatSync(run);
  if (uid !== account.uid || !lstatSync(run).isDirectory())
    throw new Error(`${run} belongs to another account (uid ${uid}); remove it and start again.`);
  return run;
}

/** Makes the cluster beside its place and moves it there whole, so that a start that was cut off leaves no half. */
export function initialise({ cluster, account }: Place, { folder, major }: Programs, durable: boolean): void {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const making = `${cluster}.making`;
  rmSync(making, { recursive: true, force: true });
  makePrivateFolder(making, account);
  // The builtin locale sorts alike on every system; before 17 only plain C does.
  const locale = major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C'];
  const flags = ['-D', making, '-U', USER, '--auth=trust', '-E', 'UTF8', '--no-instructions', ...locale];
  try {
    execFileSync(join(folder, 'initdb'), durable ? flags : [...flags, '--no-sync'], {
      ...identity(account),
      stdio: 'pipe',
    });
    rmSync(cluster, { recursive: true, force: true });
    renameSync(making, cluster);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Error(`The database could not be made in ${dirname(cluster)}: ${said}`, { cause: error });
  }
}
