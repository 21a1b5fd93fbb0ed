/**
 * Who we are to a push service (VAPID, RFC 8292): one ES256 key, made at first use and kept in the data folder, because
 * every browser's subscription is bound to it; and a token for each service, made anew before it runs out.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { keyFile } from '#lib/key-file.ts';

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
  const privateKey = createPrivateKey(keyFile(join(dataFolder, 'keys', 'push.pem'), freshKey));
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const point = [Buffer.from([4]), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')];
  return {
    publicKey: Buffer.concat(point).toString('base64url'),
    sign: (text) =>
      sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

const freshKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

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
