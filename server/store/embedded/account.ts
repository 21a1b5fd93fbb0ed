/**
 * PostgreSQL refuses to run as root, so root hands it to an account without rights. As an ordinary user there is
 * nothing to choose.
 */
import { chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Account = { name: string; uid: number; gid: number; drops: boolean };

/** Accounts without rights that systems ship, best first. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * `owner` is the account of a cluster that exists already: a system that gains an account "postgres" later must not
 * lose the database that it ran as "nobody".
 */
export function chooseAccount(owner: number | null, passwd = readAccounts()): Account {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) {
    const name = passwd.find((entry) => entry.uid === uid)?.name ?? String(uid);
    return { name, uid, gid, drops: false };
  }
  const candidates = UNPRIVILEGED.map((name) => passwd.find((entry) => entry.name === name)).filter(
    (entry) => entry !== undefined,
  );
  const chosen = candidates.find((entry) => entry.uid === owner) ?? candidates[0];
  if (!chosen)
    throw new Error(
      'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as. Start Candor as an ordinary user, or set DATABASE_URL.',
    );
  return { ...chosen, drops: true };
}

type Entry = { name: string; uid: number; gid: number };

/** PostgreSQL itself looks the account up, so a bare number that is not in this file would not do. */
export function readAccounts(file = '/etc/passwd'): Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name ?? '', uid: Number(uid), gid: Number(gid) }));
}

/** True when the account may walk down to this folder. */
export function canReach(account: Pick<Account, 'uid' | 'gid'>, path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** How a program is started as that account. The environment is bare: secrets and PG… variables stay outside. */
export const identity = ({ drops, uid, gid }: Account) => ({
  ...(drops ? { uid, gid } : {}),
  cwd: '/',
  env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
});

/** A folder that only this account may enter. */
export function makePrivateFolder(path: string, account: Account): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (!account.drops) return;
  try {
    chownSync(path, account.uid, account.gid);
  } catch (error) {
    throw new Error(cannotChangeUser(account, error), { cause: error });
  }
}

export const cannotChangeUser = ({ name }: Account, error: unknown): string =>
  `PostgreSQL does not run as root, and this process may not act as the account "${name}" (${(error as NodeJS.ErrnoException).code}): a container may have taken that right away. Start Candor as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`;
