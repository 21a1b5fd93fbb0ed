/**
 * The seal on a snapshot: its canonical JSON (RFC 8785), signed. One sealer per page remembers the last snapshot, so
 * that what did not change stays the same object and is not written out again; reads no clock.
 */
import type { SignedSnapshot, Snapshot } from '@candor/protocol/snapshot.ts';
import type { SigningKey } from '#timeline';
import { shared } from './sharing.ts';

/** Shorter texts are written again faster than they are looked up. */
const WORTH_REMEMBERING = 256;
const written = new WeakMap<object, string>();

/** The canonical JSON of a value that nobody changes after; agrees with `#lib/canonical.ts` on everything JSON has. */
export function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    if (text === undefined || (typeof value === 'number' && !Number.isFinite(value)))
      throw new TypeError('This value has no JSON form.');
    return text;
  }
  const known = written.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value)
    ? `[${value.map(canonicalText).join(',')}]`
    : `{${Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`)
        .join(',')}}`;
  if (text.length >= WORTH_REMEMBERING) written.set(value, text);
  return text;
}

/** The version of a signed snapshot as it stands on the shelf; 0 when nothing is there that says one. */
export function versionOn(bytes: Buffer | undefined): number {
  if (!bytes) return 0;
  try {
    const { version } = (JSON.parse(bytes.toString()) as SignedSnapshot).snapshot;
    return Number.isSafeInteger(version) ? version : 0;
  } catch {
    return 0;
  }
}

/** Everything but when it was made and until when it holds. */
export const contentOf = ({ version, madeAt, validUntil, ...content }: Snapshot) => content;

export function createSealer(
  key: SigningKey,
): (snapshot: Snapshot) => { signed: SignedSnapshot; changed: boolean } {
  let last: Snapshot | null = null;
  return (made) => {
    const snapshot = shared(last, made);
    const before = last && Object.values(contentOf(last));
    const changed = !before || Object.values(contentOf(snapshot)).some((part, i) => part !== before[i]);
    last = snapshot;
    return {
      changed,
      signed: {
        snapshot,
        keyId: key.keyId,
        publicKey: key.publicKey,
        signature: key.sign(canonicalText(snapshot)),
      },
    };
  };
}
