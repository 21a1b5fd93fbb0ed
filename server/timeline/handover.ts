/**
 * From one signing key to the next, pure. The old key signs that the new one follows it, so that whoever knows the old
 * one can go on; the new key signs as well, so that nobody who can write the database can give this history other
 * forefathers. Both sign where the history stood.
 */
import { keyIdOf, verifySignature } from './keys.ts';

export type Handover = {
  n: number;
  previous: string;
  next: string;
  at: string;
  /** The head of the facts: what comes after it is signed by the next key. */
  position: number;
  hash: string;
  /** The public log at that instant. */
  size: number;
  root: string;
  signedByPrevious: string;
  signedByNext: string;
};

export const handoverText = (
  origin: string,
  {
    previous,
    next,
    at,
    position,
    hash,
    size,
    root,
  }: Omit<Handover, 'n' | 'signedByPrevious' | 'signedByNext'>,
): string => `candor/key/1\n${origin}\n${previous}\n${next}\n${at}\n${position}\n${hash}\n${size}\n${root}\n`;

/** A key, and after which fact and which size of the public log it is at work. */
export type KeySpan = { keyId: string; publicKey: string; after: number; fromSize: number };

/** The keys of a history in their order; a sentence where the chain from the first key to the current one is broken. */
export function keySpans(
  origin: string,
  handovers: readonly Handover[],
  current: string,
): KeySpan[] | { broken: string } {
  const first = handovers[0]?.previous ?? current;
  const spans = [{ keyId: keyIdOf(first), publicKey: first, after: -1, fromSize: -1 }];
  for (const [i, handover] of handovers.entries()) {
    const text = handoverText(origin, handover);
    const last = spans.at(-1)!;
    const holds =
      handover.n === i + 1 &&
      handover.previous === last.publicKey &&
      handover.position >= last.after &&
      handover.size >= last.fromSize &&
      verifySignature(handover.previous, text, handover.signedByPrevious) &&
      verifySignature(handover.next, text, handover.signedByNext);
    if (!holds) return { broken: `the handover ${i + 1} from one signing key to the next does not hold` };
    const { next: publicKey, position: after, size: fromSize } = handover;
    spans.push({ keyId: keyIdOf(publicKey), publicKey, after, fromSize });
  }
  if (spans.at(-1)!.publicKey !== current)
    return { broken: `the last signing key of the history is not ${keyIdOf(current)} of this data folder` };
  return spans;
}

/** The key that signs the head at this position. */
export const keyAt = (spans: readonly KeySpan[], position: number): KeySpan =>
  spans.findLast(({ after }) => after < position) ?? spans[0]!;
