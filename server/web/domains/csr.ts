/**
 * A request for a certificate (PKCS #10, RFC 2986) for one host, written as DER by hand: the few structures are
 * shorter than a library for all of them. Pure but for the key that signs.
 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** One DER value: its tag, and what it holds. */
export function der(tag: number, ...parts: (Buffer | Uint8Array)[]): Buffer {
  const body = Buffer.concat(parts);
  const size = [];
  for (let left = body.length; left > 0; left >>>= 8) size.unshift(left & 0xff);
  const length = body.length < 0x80 ? [body.length] : [0x80 | size.length, ...size];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const BITS = 0x03;

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

/** subjectAltName with one dNSName, or one IPv4 address (RFC 5280 §4.2.1.6). */
export function extensionsFor(host: string): Buffer {
  const name = isIPv4(host)
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host, 'ascii'));
  return der(SEQUENCE, der(SEQUENCE, oid('2.5.29.17'), der(OCTETS, der(SEQUENCE, name))));
}

export const ECDSA_SHA256 = der(SEQUENCE, oid('1.2.840.10045.4.3.2'));

/** What is to be signed, with its signature by a P-256 key. */
export const signed = (body: Buffer, key: KeyObject): Buffer =>
  der(SEQUENCE, body, ECDSA_SHA256, der(BITS, Buffer.from([0]), sign('sha256', body, key)));

export const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;

export function createCsr(host: string, key: KeyObject): string {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const wanted = der(SEQUENCE, oid('1.2.840.113549.1.9.14'), der(SET, extensionsFor(host)));
  const version = der(0x02, Buffer.from([0]));
  // The subject is empty: the name is in the extension, where authorities and browsers look.
  const info = der(SEQUENCE, version, der(SEQUENCE), publicKey, der(0xa0, wanted));
  return pem('CERTIFICATE REQUEST', signed(info, key));
}
