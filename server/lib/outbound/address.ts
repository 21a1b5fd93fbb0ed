/**
 * Reads an IP address in every spelling that some resolver or library accepts: IPv4 with one to four parts in
 * decimal, octal or hexadecimal (inet_aton), IPv6 with `::`, an IPv4 tail, brackets or a zone. Names are not
 * addresses: they give null.
 */
export type Address = {
  family: 4 | 6;
  /** 128 bits; IPv4 as IPv4-mapped IPv6. */
  bits: bigint;
};

const MAPPED = 0xffffn << 32n;

export function parseAddress(text: string): Address | null {
  const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  if (bare.includes(':')) {
    const bits = parse6(bare.split('%')[0]!);
    if (bits === null) return null;
    return bits >> 32n === 0xffffn ? { family: 4, bits } : { family: 6, bits };
  }
  const bits = parse4(bare);
  return bits === null ? null : { family: 4, bits: MAPPED | bits };
}

const PART = /^(?:0[xX][0-9a-fA-F]*|0[0-7]*|[1-9][0-9]*)$/;

function parse4(text: string): bigint | null {
  const parts = text.replace(/\.$/, '').split('.');
  if (parts.length > 4 || !parts.every((part) => PART.test(part))) return null;
  const numbers = parts.map((part) => {
    if (/^0[xX]/.test(part)) return BigInt(part.length === 2 ? 0 : part.toLowerCase());
    return part.length > 1 && part.startsWith('0') ? BigInt(`0o${part.slice(1)}`) : BigInt(part);
  });
  // The last part fills all bytes that the parts before it leave over: 127.1 is 127.0.0.1.
  const last = numbers.pop()!;
  if (numbers.some((n) => n > 255n) || last >> BigInt(8 * (4 - numbers.length)) !== 0n) return null;
  return numbers.reduce((bits, n, i) => bits | (n << BigInt(8 * (3 - i))), last);
}

function parse6(text: string): bigint | null {
  // An IPv4 tail takes the place of the last two groups.
  const tail = /^(.*:)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.exec(text);
  if (tail) {
    const inner = parse4(tail[2]!);
    if (inner === null) return null;
    return parse6(`${tail[1]}${(inner >> 16n).toString(16)}:${(inner & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = rest
    ? [...head, ...Array(Math.max(0, 8 - head.length - rest.length)).fill('0'), ...rest]
    : head;
  if (groups.length !== 8 || (rest && head.length + rest.length > 7)) return null;
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
