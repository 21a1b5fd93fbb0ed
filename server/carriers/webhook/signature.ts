/** Standard Webhooks 1.0: `v1,` and the HMAC-SHA256 of `id.timestamp.body`, with a secret of 24 to 64 bytes. */
import { createHmac } from 'node:crypto';
import { secretsAt } from '#lib/webhook-secret.ts';

/** One signature for each secret that is valid, with spaces between; null when one has not the shape of a secret. */
export function signWebhook(
  secret: string,
  id: string,
  timestampSeconds: number,
  body: string,
): string | null {
  const signatures: string[] = [];
  for (const each of secretsAt(secret, timestampSeconds)) {
    if (!/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(each)) return null;
    const key = Buffer.from(each.slice('whsec_'.length), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64');
    signatures.push(`v1,${mac}`);
  }
  return signatures.join(' ');
}
