/** OAuth 1.0a for one request (RFC 5849, HMAC-SHA1). The nonce and the time are handed in. Pure. */
import { createHmac } from 'node:crypto';

export type Keys = {
  apiKey: string;
  apiKeySecret: string;
  accessToken: string;
  accessTokenSecret: string;
};

/** RFC 3986: what encodeURIComponent leaves alone is encoded as well. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Bodies of JSON and multipart are no part of the signature; the query is. */
export function authorization(
  keys: Keys,
  method: string,
  address: string,
  { nonce, seconds }: { nonce: string; seconds: number },
): string {
  const url = new URL(address);
  const own = {
    oauth_consumer_key: keys.apiKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(seconds),
    oauth_token: keys.accessToken,
    oauth_version: '1.0',
  };
  const pairs = [...Object.entries(own), ...url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const base = [
    method.toUpperCase(),
    encode(`${url.origin}${url.pathname}`),
    encode(pairs.map(([name, value]) => `${name}=${value}`).join('&')),
  ].join('&');
  const key = `${encode(keys.apiKeySecret)}&${encode(keys.accessTokenSecret)}`;
  const signature = createHmac('sha1', key).update(base).digest('base64');
  const fields = Object.entries({ ...own, oauth_signature: signature });
  return `OAuth ${fields.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}
