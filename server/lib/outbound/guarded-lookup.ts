/**
 * Name resolution that answers with allowed addresses only. Because the caller connects to exactly the address that
 * was checked here, a name cannot be allowed at one moment and point inside at the next (DNS rebinding).
 */
import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Problem } from '#lib/problem.ts';
import { parseAddress } from './address.ts';
import type { AddressPolicy } from './address-policy.ts';

export const refused = (host: string) =>
  new Problem(
    'target.private-address',
    `${host} is a private or reserved address. Name it in CANDOR_ALLOW_PRIVATE if it may be reached.`,
  );

const LOOPBACK = ['127.0.0.1', '::1'];

/** Throws `target.private-address` when `host` is an address that the policy refuses; a name passes, but localhost. */
export function checkHost(policy: AddressPolicy, host: string): void {
  const address = parseAddress(host);
  const refuse = address
    ? !policy.allows(address)
    : // Wherever it is asked, this is the machine itself (RFC 6761, 6.3).
      /(?:^|\.)localhost\.?$/i.test(host) && !LOOPBACK.some((ip) => policy.allows(ip));
  if (refuse) throw refused(host);
}

/** Same shape as `dns.lookup`, for the `lookup` option of `net.connect`, `tls.connect` and their users. */
export function createGuardedLookup(
  policy: AddressPolicy,
  resolve: LookupFunction = dns.lookup as LookupFunction,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const answers = Array.isArray(found)
        ? found
        : [{ address: found, family: found.includes(':') ? 6 : 4 }];
      const allowed = answers.filter(({ address }) => policy.allows(address));
      const first = allowed[0];
      if (!first) return callback(refused(hostname) as unknown as NodeJS.ErrnoException, '', 0);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}
