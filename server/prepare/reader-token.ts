/**
 * Who the end user is, by a JWT that the host app signs (RFC 7519, HS256 as in RFC 7515). Pure: keys and time are
 * handed in. The algorithm is ours and never the token's; the signature is compared in constant time before anything
 * of the content is read; a token without an end, or with one further than a day away, is refused.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Verified = { subject: string; keyId: string };
export type Refused = { refused: string };

const LONGEST = 4_096;
const LEEWAY_MS = 30_000;
const LONGEST_LIFE_MS = 86_400_000;
const PART = /^[A-Za-z0-9_-]+$/;

export function verifyReaderToken(
  token: string,
  keys: readonly { id: string; secret: string }[],
  nowMs: number,
): Verified | Refused {
  const [head = '', body = '', proof = '', ...rest] = token.split('.');
  if (token.length > LONGEST || rest.length > 0 || ![head, body, proof].every((part) => PART.test(part)))
    return { refused: 'it is not a JWT of three parts' };
  const header = read(head);
  if (header?.['alg'] !== 'HS256') return { refused: 'only alg HS256 is taken' };
  if ('crit' in header) return { refused: 'it names extensions in crit, and none is known here' };
  const kid = header['kid'];
  const key = keys
    .filter(({ id }) => kid === undefined || kid === id)
    .find(({ secret }) =>
      sameText(createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'), proof),
    );
  if (!key) return { refused: 'no key of this installation made its signature' };
  const claims = read(body);
  const { sub, exp, nbf } = claims ?? {};
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return { refused: 'exp is missing' };
  if (exp * 1_000 + LEEWAY_MS <= nowMs) return { refused: 'it has expired' };
  if (exp * 1_000 - nowMs > LONGEST_LIFE_MS) return { refused: 'exp is more than a day away' };
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1_000 - LEEWAY_MS <= nowMs))
    return { refused: 'it is not valid yet (nbf)' };
  if (typeof sub !== 'string' || !/^[^\p{Cc}]{1,200}$/u.test(sub))
    return { refused: 'sub has to be 1 to 200 characters' };
  return { subject: sub, keyId: key.id };
}

/** As text, because decoding would forgive characters that were added. */
function sameText(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function read(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
