/**
 * Who holds a lease. A process that starts takes back at once what a dead process of the same machine held, instead
 * of waiting for its leases to end; of other machines it cannot know, so their leases run out by time.
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

export type Identity = {
  /** `host/pid/token`, unique for this process. */
  owner: string;
  /** True when the process behind this owner certainly runs no more. */
  isDead(owner: string): boolean;
};

export function processIdentity({
  host = hostname(),
  pid = process.pid,
  token = randomBytes(6).toString('hex'),
  isAlive = alive,
}: {
  host?: string;
  pid?: number;
  token?: string;
  isAlive?: (pid: number) => boolean;
} = {}): Identity {
  const owner = `${host}/${pid}/${token}`;
  return {
    owner,
    isDead(other) {
      const [otherHost, otherPid] = other.split('/');
      if (otherHost !== host || other === owner) return false;
      // Same machine and same number, yet another token: the number was given out again, so its first holder is gone.
      return Number(otherPid) === pid ? !HERE.has(other) : !isAlive(Number(otherPid));
    },
  };
}

/** Several Candors in one process (stories) share a pid and are all alive. */
const HERE = new Set<string>();
export const markAlive = (owner: string): (() => void) => {
  HERE.add(owner);
  return () => HERE.delete(owner);
};

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
