/**
 * Proof that a snapshot comes from whom it claims: ed25519 over its canonical JSON (RFC 8785), by WebCrypto.
 * Answers null where the browser cannot tell (an old engine, or a page without HTTPS): the caller says so honestly.
 */
import type { SignedSnapshot } from '@candor/protocol/snapshot.ts';

/** Keys sorted by UTF-16 code unit; numbers and strings already have RFC 8785's form in JSON.stringify. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = value as Record<string, unknown>;
  return `{${Object.keys(fields)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(fields[key])}`)}}`;
}

const bytes = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** `publicKey` and `signature` are base64; the key is the raw 32 bytes. */
export const verify = (publicKey: string, value: unknown, signature: string): Promise<boolean | null> =>
  verifyText(publicKey, canonical(value), signature);

async function verifyText(publicKey: string, text: string, signature: string): Promise<boolean | null> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', bytes(publicKey), 'Ed25519', false, ['verify']);
  } catch {
    return null;
  }
  try {
    return await crypto.subtle.verify('Ed25519', key, bytes(signature), new TextEncoder().encode(text));
  } catch {
    return false;
  }
}

/** `/log/keys.json`: each signing key is signed by the one before it. */
type KeyChain = { handovers: { text: string; signedByPrevious: string }[] };

/** Held against the trusted key, or else against the one that it was handed over to, which is trusted then. */
export async function prove(
  trusted: string,
  signed: SignedSnapshot,
  chain: () => Promise<KeyChain>,
): Promise<{ trusted: string; proof: boolean | null }> {
  const proof = await verifySigned(trusted, signed);
  if (proof !== false) return { trusted, proof };
  let key = trusted;
  for (const { text, signedByPrevious } of (await chain()).handovers) {
    const [kind, , previous, next] = text.split('\n');
    if (kind === 'candor/key/1' && previous === key && (await verifyText(key, text, signedByPrevious)))
      key = next!;
  }
  const followed = key !== trusted && (await verifySigned(key, signed));
  return followed ? { trusted: key, proof: true } : { trusted, proof };
}

/** A signed snapshot: by the pinned key, or by a key that it vouched for until a day (what is posted by hand). */
export async function verifySigned(
  pinned: string,
  { snapshot, publicKey, signature, delegation }: SignedSnapshot,
): Promise<boolean | null> {
  if (!delegation || publicKey === pinned) return verify(pinned, snapshot, signature);
  const { signature: vouched, ...word } = delegation;
  if (word.schema !== 'candor.delegation/1' || word.publicKey !== publicKey) return false;
  if (!(snapshot.madeAt <= word.validUntil)) return false;
  const known = await verify(pinned, word, vouched);
  return known ? verify(publicKey, snapshot, signature) : known;
}
