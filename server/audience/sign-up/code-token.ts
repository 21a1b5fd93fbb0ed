/**
 * What the form of a code carries: for which address it is, and since when, signed. It is the same for numbers that
 * are known, unknown or subscribed already, and so is how many tries it allows: the answers tell nothing about a number.
 */
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import { MINUTE_MS } from '#lib/duration.ts';
import { CODE_MINUTES, CODE_TRIES } from '../codes.ts';
import type { LinkTokens } from '../tokens.ts';

const REMEMBERED = 10_000;

export function createCodeTokens({ links, clock }: { links: LinkTokens; clock: Clock }) {
  const tries = new Map<string, number>();
  return {
    make: (carrier: string, address: string) =>
      links.make(
        'code',
        [
          carrier,
          Buffer.from(addressHash(carrier, address), 'hex').toString('base64url'),
          clock.nowMs().toString(36),
        ].join('~'),
      ),
    /** Counts the try; null for a token that is not ours. */
    read(token: string): { carrier: string; hash: string; over: boolean } | null {
      const [carrier, packed, made] = links.read('code', token)?.split('~') ?? [];
      if (!carrier || !packed || !made) return null;
      const count = (tries.get(token) ?? 0) + 1;
      if (tries.size >= REMEMBERED) tries.delete(tries.keys().next().value!);
      tries.set(token, count);
      const isOld = clock.nowMs() - Number.parseInt(made, 36) > CODE_MINUTES * MINUTE_MS;
      const hash = Buffer.from(packed, 'base64url').toString('hex');
      return { carrier, hash, over: isOld || count > CODE_TRIES };
    },
  };
}
