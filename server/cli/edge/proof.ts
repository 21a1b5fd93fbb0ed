/**
 * Proof of what an origin gives, by Web Crypto alone, so that it runs in Node and in edge runtimes: the signature of a
 * list of documents (ed25519 over canonical JSON, RFC 8785), directly by the pinned key or by one that it delegated to,
 * and the SHA-256 of each document.
 */

/** Keys sorted by UTF-16 code unit; numbers and strings already have RFC 8785's form in JSON.stringify. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(fields[name])}`)}}`;
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

const verifies = (publicKey: string, value: unknown, signature: string) =>
  verifiesText(publicKey, canonicalText(value), signature);

async function verifiesText(publicKey: string, signed: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify(
      'Ed25519',
      key,
      fromBase64(signature),
      new TextEncoder().encode(signed),
    );
  } catch {
    return false;
  }
}

export type Proven = {
  publicKey: string;
  signature: string;
  delegation?: { schema: string; publicKey: string; validUntil: string; signature: string } | undefined;
};

/** Whether `value` was signed by `pinned`, or at `madeAt` by a key that `pinned` vouched for until later. */
export async function provenBy(
  pinned: string,
  value: unknown,
  { publicKey, signature, delegation }: Proven,
  madeAt: string,
): Promise<boolean> {
  if (publicKey === pinned) return verifies(pinned, value, signature);
  if (!delegation || delegation.publicKey !== publicKey) return false;
  const { signature: vouched, ...word } = delegation;
  if (word.schema !== 'candor.delegation/1' || !(madeAt <= word.validUntil)) return false;
  return (await verifies(pinned, word, vouched)) && verifies(publicKey, value, signature);
}

/** `/log/keys.json` of a house: each signing key is signed by the one before it. */
export type KeyChain = { handovers?: { text: string; signedByPrevious: string }[] };
const MOST_HANDOVERS = 1_000;

/** The key that the pinned one was handed over to, through however many others; itself when it was not. */
export async function followed(pinned: string, { handovers = [] }: KeyChain): Promise<string> {
  let key = pinned;
  for (const { text, signedByPrevious } of handovers.slice(0, MOST_HANDOVERS)) {
    const [kind, , previous, next] = String(text).split('\n');
    if (kind !== 'candor/key/1' || previous !== key || next === undefined) continue;
    if (await verifiesText(key, text, signedByPrevious)) key = next;
  }
  return key;
}

export async function digestHex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
