/**
 * The installation's signing key (ed25519): it signs the heads of the history and the snapshots of the page.
 * It lies in the data folder, readable by its owner alone, and never leaves it.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type SigningKey = {
  keyId: string;
  /** The raw 32 bytes, base64: what verifiers and SDKs are given. */
  publicKey: string;
  sign(text: string): string;
};

export function openSigningKey(dataFolder: string): SigningKey {
  const folder = join(dataFolder, 'keys');
  const file = join(folder, 'signing.pem');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    renameSync(fresh, file);
  }
  return signingKey(createPrivateKey(readFileSync(file)));
}

/** A key that lives in memory only, for tests. */
export const temporarySigningKey = (): SigningKey => signingKey(generateKeyPairSync('ed25519').privateKey);

function signingKey(privateKey: KeyObject): SigningKey {
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    keyId: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

/** What a signed head says; the text that is signed. */
export const headText = (position: number, hash: string, signedAt: string): string =>
  `candor/head/1\n${position}\n${hash}\n${signedAt}\n`;
