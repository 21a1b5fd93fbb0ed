/**
 * PostgreSQL refuses to run as root, so root hands it to an account without rights. As an ordinary user there is
 * nothing to choose.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Account = { name: string; uid: number; gid: number; drops: boolean };

export function chooseAccount(): Account {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const known = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , id, group]) => ({ name: name ?? '', uid: Number(id), gid: Number(group) }));
  if (uid !== 0)
    return { name: known.find((entry) => entry.uid === uid)?.name ?? String(uid), uid, gid, drops: false };
  const chosen = ['postgres', 'nobody']
    .map((name) => known.find((entry) => entry.name === name))
    .find((entry) => entry);
  if (!chosen)
    throw new Error(
      'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as. Start Candor as an ordinary user, or set DATABASE_URL.',
    );
  return { ...chosen, drops: true };
}

/** True when the account may walk down to this folder. */
export function canReach(account: Account, path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
