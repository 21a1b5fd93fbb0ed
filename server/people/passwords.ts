/**
 * Passwords, kept as scrypt digests with their parameters, so that the cost can rise later: a digest of another cost
 * still verifies and asks to be renewed. A stranger's name costs as much time as a real one. Only a few digests are
 * computed at once, so that a flood of sign-ins takes neither the memory nor the thread pool from the rest.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Problem } from '#lib/problem.ts';

/** `N` is CPU and memory cost (128·N·r bytes), `p` repetitions. */
export type ScryptCost = { N: number; r: number; p: number };

/** OWASP's password storage cheat sheet, the row with 32 MiB. */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const AT_ONCE = 2;
const WAITING = 32;

export type Passwords = {
  hash(password: string): Promise<string>;
  /** `stored` null is a person who does not exist: the same time passes, the answer is no. */
  verify(password: string, stored: string | null): Promise<{ ok: boolean; renew: boolean }>;
};

export function createPasswords(cost: ScryptCost = COST): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function derive(password: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING)
        throw new Problem(
          'request.rate-limited',
          'Too many people are signing in at once; try again shortly.',
        );
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await new Promise((resolve, reject) =>
        // The same letters typed on different keyboards are one password.
        scrypt(password.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
          error ? reject(error) : resolve(key),
        ),
      );
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  const nobody = { cost, salt: randomBytes(16), key: randomBytes(32) };

  return {
    async hash(password) {
      const salt = randomBytes(16);
      const key = await derive(password, salt, cost);
      return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64')}$${key.toString('base64')}`;
    },
    async verify(password, stored) {
      const parsed = stored === null ? nobody : parse(stored);
      const key = await derive(password, parsed.salt, parsed.cost);
      const ok = timingSafeEqual(key, parsed.key) && stored !== null;
      const { N, r, p } = parsed.cost;
      return { ok, renew: ok && (N !== cost.N || r !== cost.r || p !== cost.p) };
    },
  };
}

function parse(stored: string) {
  const [scheme, N, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !key) throw new Error('A stored password digest is malformed.');
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}
