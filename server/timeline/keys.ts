/**
 * The installation's signing key (ed25519): it signs the heads of the history, the checkpoints of the public log and
 * the snapshots of the page. It lies in the data folder, readable by its owner alone, and never leaves it. It may be
 * changed for another (handover.ts); which one is at work stands in the database, so that the change is one commit.
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
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export type SigningKey = {
  readonly keyId: string;
  /** The raw 32 bytes, base64: what verifiers and SDKs are given. */
  readonly publicKey: string;
  sign(text: string): string;
  /**
   * Turns to the key of this id, which the database says is at work. A folder that lacks it (another node's, or a
   * restored one) goes on with its own, and verification says so.
   */
  use(keyId: string | null): void;
};

const FIRST = 'signing.pem';
const fileOf = (dataFolder: string, keyId: string) => join(dataFolder, 'keys', `signing-${keyId}.pem`);

export function openSigningKey(dataFolder: string): SigningKey {
  const folder = join(dataFolder, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).filter((name) => /^signing-[0-9a-f]{16}\.pem$/.test(name));
  if (!existsSync(join(folder, FIRST)) && names.length === 0) writeKey(join(folder, FIRST), freshKey());
  const name = existsSync(join(folder, FIRST)) ? FIRST : names.sort()[0]!;
  let current = staticKey(createPrivateKey(readFileSync(join(folder, name))));
  return {
    get keyId() {
      return current.keyId;
    },
    get publicKey() {
      return current.publicKey;
    },
    sign: (text) => current.sign(text),
    use(keyId) {
      if (keyId === null || keyId === current.keyId) return;
      const file = fileOf(dataFolder, keyId);
      if (existsSync(file)) current = staticKey(createPrivateKey(readFileSync(file)));
    },
  };
}

/** Makes the next key's file; nothing is signed with it until the database names it. */
export function createNextKey(dataFolder: string): SigningKey {
  const privateKey = freshKey();
  const key = staticKey(privateKey);
  writeKey(fileOf(dataFolder, key.keyId), privateKey);
  return key;
}

/** Removes every key but one, so that nobody who comes later can sign what lies before it. */
export function removeOtherKeys(dataFolder: string, keyId: string): void {
  const folder = join(dataFolder, 'keys');
  for (const name of readdirSync(folder))
    if (/^signing(-[0-9a-f]{16})?\.pem$/.test(name) && name !== `signing-${keyId}.pem`)
      rmSync(join(folder, name));
}

/** A key that lives in memory only, for tests. */
export const temporarySigningKey = (): SigningKey => staticKey(freshKey());

const freshKey = () => generateKeyPairSync('ed25519').privateKey;

function writeKey(file: string, privateKey: KeyObject) {
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}

export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);

export function staticKey(privateKey: KeyObject): SigningKey {
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  const publicKey = raw.toString('base64');
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    use() {},
  };
}

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64');
  const bytes = Buffer.from(signature, 'base64');
  // Node reads base64 leniently; a signature has one spelling.
  if (raw.length !== 32 || raw.toString('base64') !== publicKey || bytes.toString('base64') !== signature)
    return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, bytes);
}
