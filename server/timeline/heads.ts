/**
 * Signed heads, pure: after each recording transaction the head of the chain is signed with the installation's key.
 * Whoever can write the database can compute the whole chain anew, but cannot sign its heads.
 */
import type { Tampering } from './chain.ts';
import { type KeySpan, keyAt } from './handover.ts';
import { verifySignature } from './keys.ts';

export type SignedHead = {
  position: number;
  hash: string;
  signedAt: string;
  keyId: string;
  signature: string;
  /** The position of the head before; null in heads from before that was signed as well. */
  previous: number | null;
};

/** What a signed head says; the text that is signed. */
export const headText = ({
  position,
  hash,
  signedAt,
  previous,
}: Omit<SignedHead, 'keyId' | 'signature'>): string =>
  previous === null
    ? `candor/head/1\n${position}\n${hash}\n${signedAt}\n`
    : `candor/head/2\n${position}\n${hash}\n${signedAt}\n${previous}\n`;

/**
 * The first head that its time's key did not sign, that signs another history than `hashes` (by position), or that does
 * not follow the one before it, of which `after` is the position.
 */
export function findForgedHead(
  heads: readonly SignedHead[],
  hashes: ReadonlyMap<number, string>,
  spans: readonly KeySpan[],
  after: number,
): Tampering | null {
  let before = after;
  for (const head of heads) {
    const { position, hash, keyId, signature, previous } = head;
    if (hashes.get(position) !== hash)
      return { position, what: 'the signed head names another fact than the log holds' };
    const key = keyAt(spans, position);
    if (keyId !== key.keyId)
      return {
        position,
        what: `the head was signed by the key ${keyId}, not by ${key.keyId} of this data folder`,
      };
    if (!verifySignature(key.publicKey, headText(head), signature))
      return { position, what: 'the signature of the head does not hold' };
    if (previous !== null && previous !== before)
      return { position, what: `the signed head at ${previous} is missing` };
    before = position;
  }
  return null;
}
