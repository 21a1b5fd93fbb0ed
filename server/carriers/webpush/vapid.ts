/**
 * Who we are to a push service (VAPID, RFC 8292): one ES256 key, made at first use and kept in the data folder, because
 * every browser's subscription is bound to it; and a token for each service, made anew before it runs out.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export type VapidKey = {
  /** As browsers take it: the uncompressed point in base64url. */
  publicKey: string;
  sign(text: string): string;
};

/** The services allow 24 hours; half of that leaves room for a clock that is wrong. */
const TOKEN_MS = 12 * 3_600_000;
const RENEW_MS = 3_600_000;
/** Of services whose tokens are kept; there are a handful, and some of them go by many names. */
const KEPT = 256;

export function openVapidKey(dataFolder: string): VapidKey {
  const folder = join(dataFolder, 'keys');
  const file = join(folder, 'push.pem');
  if (!existsSync(file)) make(folder, file);
  const privateKey = createPrivateKey(readFileSync(file, 'utf8'));
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const point = [Buffer.from([4]), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')];
  return {
    publicKey: Buffer.concat(point).toString('base64url'),
    sign: (text) =>
      sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

/** Two processes may start at once: the key appears whole under its name or not at all, and the first one stays. */
function make(folder: string, file: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const draft = `${file}.${process.pid}`;
  const open = openSync(draft, 'w', 0o600);
  writeSync(open, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  closeSync(open);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = part({ typ: 'JWT', alg: 'ES256' });

/** The `Authorization` header for a service. `contact`: a mailto: or https: address where its operator reaches ours. */
export function createAuthorization(key: VapidKey, contact: string) {
  const made = new Map<string, { header: string; untilMs: number }>();
  return (endpoint: string, nowMs: number): string => {
    const { origin } = new URL(endpoint);
    const known = made.get(origin);
    if (known && known.untilMs - nowMs > RENEW_MS && known.untilMs - nowMs <= TOKEN_MS) return known.header;
    const untilMs = nowMs + TOKEN_MS;
    const claims = part({ aud: origin, exp: Math.floor(untilMs / 1_000), sub: contact });
    const token = `${HEADER}.${claims}.${key.sign(`${HEADER}.${claims}`)}`;
    const header = `vapid t=${token}, k=${key.publicKey}`;
    if (made.size >= KEPT) made.clear();
    made.set(origin, { header, untilMs });
    return header;
  };
}
