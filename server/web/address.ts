/**
 * The reader's address, behind trusted proxies too. X-Forwarded-For is a stranger's text up to the first proxy that
 * the operator trusts, so it is read from the right, for as long as each hop is trusted. Addresses serve limits only.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';
import { Problem } from '#lib/problem.ts';

export type Addresses = {
  of(request: { socket: Socket; headers: IncomingHttpHeaders }): string;
  trusted(address: string): boolean;
};

export function createAddresses(trustProxy: string): Addresses {
  const list = new BlockList();
  for (const text of trustProxy.split(',').map((part) => part.trim())) if (text) add(list, text);
  const trusted = (address: string) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
  return {
    trusted,
    of(request) {
      let address = plain(request.socket.remoteAddress ?? '');
      const forwarded = request.headers['x-forwarded-for'];
      if (forwarded === undefined || !trusted(address)) return address;
      const hops = String(forwarded).slice(0, 1_000).split(',').reverse();
      for (const hop of hops) {
        const next = plain(hop.trim());
        if (isIP(next) === 0) return address;
        address = next;
        if (!trusted(address)) return address;
      }
      return address;
    },
  };
}

function add(list: BlockList, text: string) {
  const [address = '', bits] = text.split('/');
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  const most = family === 'ipv4' ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (isIP(address) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most)
    throw new Problem(
      'request.invalid',
      `CANDOR_TRUST_PROXY holds "${text}", which is no address or network.`,
    );
  list.addSubnet(address, prefix, family);
}

/** An IPv4 address that arrived on an IPv6 socket is still that IPv4 address. */
export const plain = (address: string): string =>
  address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;

/** One household or server usually has a whole /64, so limits count that as one reader. */
export const limitKey = (address: string): string =>
  isIP(address) === 6
    ? new Array(4)
        .fill(0)
        .map((_, i) => groups(address)[i])
        .join(':')
    : address;

function groups(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...new Array<string>(zeros).fill('0'), ...back];
}
