/**
 * What a browser hands over when its reader wants to be notified: an address at its push service, and two keys. Both
 * come from strangers, so the address has to be one of a service that the operator knows: a guard against private
 * addresses alone would let anybody make us call any address of the internet, and those that are open to monitors.
 */
import { ECDH } from 'node:crypto';
import type { Outbound } from '#lib/outbound/index.ts';
import type { BrowserKeys } from './encrypt.ts';

const MOST_CHARS = 2_000;

/** `updates.example.com`, or `*.example.com` for every name below it; of any port. */
export function isService(url: URL, services: readonly string[]): boolean {
  const host = url.hostname.toLowerCase();
  return services.some((service) =>
    service.startsWith('*.') ? host.endsWith(service.slice(1)) : host === service,
  );
}

export const readServices = (text: string): string[] =>
  text
    .toLowerCase()
    .split(',')
    .map((service) => service.trim())
    .filter(Boolean);

export function readEndpoint(
  text: string,
  services: readonly string[],
  outbound: Outbound,
): { address: string } | { fault: string } {
  if (text.length > MOST_CHARS) return { fault: `This address is longer than ${MOST_CHARS} characters.` };
  try {
    const url = outbound.checkUrl(text.trim());
    if (!isService(url, services))
      return {
        fault: `${url.hostname} is no push service that this page knows; CANDOR_PUSH_SERVICES lists them.`,
      };
    // On this machine alone, for services that are tried out.
    if (url.protocol !== 'https:' && url.hostname !== '127.0.0.1')
      return { fault: 'The address of a push service begins with https://.' };
    return { address: url.href };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

/** From `P256DH.AUTH`, as the ledger carries them; null when a browser cannot have made them. */
export function readKeys(text: string | null): BrowserKeys | null {
  const [p256dh, auth, ...rest] = (text ?? '').split('.').map((half) => Buffer.from(half, 'base64url'));
  if (!p256dh || !auth || rest.length > 0 || auth.length !== 16 || p256dh.length !== 65) return null;
  try {
    ECDH.convertKey(p256dh, 'prime256v1');
    return { p256dh, auth };
  } catch {
    return null;
  }
}
