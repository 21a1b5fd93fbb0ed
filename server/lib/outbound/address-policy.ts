/**
 * Which network addresses this installation may reach from the inside. Anything that users can name as a target
 * (a probe, a webhook) passes here, so that Candor never becomes a way into the network it stands in. An address is
 * judged by its bits, never by its spelling; what cannot be read as an address is refused. Only global unicast is
 * allowed, plus what the operator lists. Never resolves a name: see guarded-lookup.ts.
 *
 * Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6052 (NAT64), RFC 3056 (6to4), RFC 5214 (ISATAP).
 */
import { Problem } from '#lib/problem.ts';
import { type Address, parseAddress } from './address.ts';

export type AddressPolicy = {
  /** True when `ip` (an address in any spelling, or read already; not a name) may be connected to. */
  allows(ip: string | Address): boolean;
};

type Network = { bits: bigint; length: number };

/** IPv4 is kept as IPv4-mapped IPv6 (`::ffff:0:0/96`), so that one number stands for one address. */
const MAPPED = 0xffffn << 32n;

const network = (text: string): Network => {
  const [ip = '', prefix] = text.split('/');
  const address = parseAddress(ip);
  const most = address?.family === 4 ? 32 : 128;
  const length = prefix === undefined ? most : Number(prefix);
  if (!address || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) || length > most)
    throw new Problem(
      'request.invalid',
      `"${text}" is neither an IP address nor a network such as 10.0.0.0/8 or fd00::/8.`,
    );
  return { bits: address.bits, length: length + (address.family === 4 ? 96 : 0) };
};

const inside = (bits: bigint, { bits: base, length }: Network) => {
  const shift = BigInt(128 - length);
  return bits >> shift === base >> shift;
};

const RESERVED_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local, and with it the metadata service of most clouds.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure's wire server looks public and is not.
  '168.63.129.16',
].map(network);

const GLOBAL_6 = network('2000::/3');
const RESERVED_6 = ['2001::/23', '2001:db8::/32', '3fff::/20'].map(network);
const NAT64 = network('64:ff9b::/96');
const SIX_TO_FOUR = network('2002::/16');

/** IPv6 forms that carry an IPv4 address to which the packet ends up going. */
function embedded(bits: bigint): bigint | null {
  if (inside(bits, NAT64)) return bits & 0xffff_ffffn;
  if (inside(bits, SIX_TO_FOUR)) return (bits >> 80n) & 0xffff_ffffn;
  // ISATAP: the interface identifier is 0000:5efe or 0200:5efe followed by the IPv4 address.
  const identifier = (bits >> 32n) & 0xffff_ffffn;
  if (identifier === 0x0000_5efen || identifier === 0x0200_5efen) return bits & 0xffff_ffffn;
  return null;
}

function isGlobal(address: Address): boolean {
  if (address.family === 4) return !RESERVED_4.some((reserved) => inside(address.bits, reserved));
  const inner = embedded(address.bits);
  if (inner !== null && !isGlobal({ family: 4, bits: MAPPED | inner })) return false;
  if (inside(address.bits, NAT64)) return true;
  return inside(address.bits, GLOBAL_6) && !RESERVED_6.some((reserved) => inside(address.bits, reserved));
}

/** `allowText` is the setting CANDOR_ALLOW_PRIVATE: addresses and networks, separated by commas or spaces. */
export function createAddressPolicy(allowText: string): AddressPolicy {
  const allowed = allowText
    .split(/[\s,]+/)
    .filter((text) => text !== '')
    .map(network);
  return {
    allows(ip) {
      const address = typeof ip === 'string' ? parseAddress(ip) : ip;
      if (!address) return false;
      return allowed.some((net) => inside(address.bits, net)) || isGlobal(address);
    },
  };
}
