/** Standard Webhooks 1.0: `v1,` and the HMAC-SHA256 of `id.timestamp.body`, with a secret of 24 to 64 bytes. */
import { createHmac, randomBytes } from 'node:crypto';

export const makeWebhookSecret = (random: (size: number) => Uint8Array = randomBytes): string =>
  `whsec_${Buffer.from(random(32)).toString('base64')}`;

/** Null when the secret has not the shape that makeWebhookSecret gives. */
export function signWebhook(
  secret: string,
  id: string,
  timestampSeconds: number,
  body: string,
): string | null {
  if (!/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(secret)) return null;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64')}`;
}
