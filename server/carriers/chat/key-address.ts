/**
 * Addresses of pagers: a key alone for the vendor's first region, `eu:` and a key for Europe, or the address of another
 * service that speaks the same API with the key as a parameter. The key is never sent as part of an address.
 */
import type { Outbound } from '#lib/outbound/index.ts';
import type { AddressRule } from '../carrier.ts';
import { isUrl, webhookUrl } from './address.ts';

export type KeyRule = {
  key: RegExp;
  /** In which an address of another service carries the key. */
  parameter: string;
  /** With which such an address ends; what stands before it is the base. */
  path: RegExp;
  regions: { us: string; eu: string };
  wanted: string;
};

export function keyAddress(
  outbound: Outbound,
  rule: KeyRule,
  text: string,
): ReturnType<AddressRule['parse']> {
  const given = text.trim();
  const wrong = { fault: `Enter ${rule.wanted}.` };
  if (!isUrl(given)) {
    const key = given.replace(/^(us|eu):/i, '');
    if (!rule.key.test(key)) return wrong;
    return { address: /^eu:/i.test(given) ? `eu:${key}` : key };
  }
  const parsed = webhookUrl(outbound, given, { path: rule.path, wanted: 'address of such a service' });
  if ('fault' in parsed) return parsed;
  return (new URL(parsed.address).searchParams.get(rule.parameter) ?? '').length >= 8 ? parsed : wrong;
}

/** Where to call, and with which key. */
export function targetOf(rule: KeyRule, address: string): { base: string; key: string } {
  if (!isUrl(address))
    return address.startsWith('eu:')
      ? { base: rule.regions.eu, key: address.slice(3) }
      : { base: rule.regions.us, key: address };
  const url = new URL(address);
  return {
    base: url.origin + url.pathname.replace(rule.path, ''),
    key: url.searchParams.get(rule.parameter) ?? '',
  };
}
