/** Canonical JSON (RFC 8785) and the digests built on it: equal values always give equal bytes. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This value has no JSON form.');
  return text;
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
