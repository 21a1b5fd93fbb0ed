/**
 * Signed heads, pure: after each recording transaction the head of the chain is signed with the installation's key.
 * Whoever can write the database can compute the whole chain anew, but cannot sign its heads.
 */
import type { Tampering } from './chain.ts';
import { type KeySpan, keyAt } from './handover.ts';
import { headText, verifySignature } from './keys.ts';

export type SignedHead = {
  position: number;
  hash: string;
  signedAt: string;
  keyId: string;
  signature: string;
};

/** The first head that its time's key did not sign, or that signs another history than `hashes` (by position). */
export function findForgedHead(
  heads: readonly SignedHead[],
  hashes: ReadonlyMap<number, string>,
  spans: readonly KeySpan[],
): Tampering | null {
  for (const { position, hash, signedAt, keyId, signature } of heads) {
    if (hashes.get(position) !== hash)
      return { position, what: 'the signed head names another fact than the log holds' };
    const key = keyAt(spans, position);
    if (keyId !== key.keyId)
      return {
        position,
        what: `the head was signed by the key ${keyId}, not by ${key.keyId} of this data folder`,
      };
    if (!verifySignature(key.publicKey, headText(position, hash, signedAt), signature))
      return { position, what: 'the signature of the head does not hold' };
  }
  return null;
}
