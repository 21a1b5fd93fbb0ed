/**
 * SPF (RFC 7208) as a receiver evaluates it: which addresses may send in the name of a domain. With all mechanisms,
 * redirect, macros, at most ten look-ups and two that find nothing. Decides; changes nothing.
 */
import { BlockList, isIP } from 'node:net';
import type { Dns } from './dns.ts';

export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'temperror';
export type SpfVerdict = {
  result: SpfResult;
  /** The record of the domain itself. */
  record: string | null;
  lookups: number;
  /** What decided, or what is wrong. */
  why: string;
};

const MOST_LOOKUPS = 10;
const MOST_VOID = 2;
const MOST_NAMES = 10;
const QUALIFIERS: Record<string, SpfResult> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

type Given = { ip: string; sender: string; helo: string };
type State = { lookups: number; voids: number };

/** Ends the evaluation as a whole, from however deep inside. */
class Broken extends Error {}
const broken = (why: string): never => {
  throw new Broken(why);
};

export async function evaluateSpf(
  dns: Dns,
  {
    ip,
    domain,
    sender = `postmaster@${domain}`,
    helo = domain,
  }: { ip: string; domain: string; sender?: string; helo?: string },
): Promise<SpfVerdict> {
  const state: State = { lookups: 0, voids: 0 };
  let record: string | null = null;
  try {
    record = await recordOf(dns, domain);
    if (record === null) return { result: 'none', record, lookups: 0, why: `${domain} has no SPF record.` };
    const { result, why } = await evaluate(dns, domain, record, { ip, sender, helo }, state);
    return { result, record, lookups: state.lookups, why };
  } catch (error) {
    const why = (error as Error).message;
    return {
      result: error instanceof Broken ? 'permerror' : 'temperror',
      record,
      lookups: state.lookups,
      why,
    };
  }
}

async function recordOf(dns: Dns, domain: string): Promise<string | null> {
  const found = (await dns.txt(domain)).filter((text) => /^v=spf1( |$)/i.test(text));
  if (found.length > 1) broken(`${domain} has ${found.length} SPF records; there may be one.`);
  return found[0] ?? null;
}

async function evaluate(
  dns: Dns,
  domain: string,
  record: string,
  given: Given,
  state: State,
): Promise<{ result: SpfResult; why: string }> {
  const terms = record.trim().split(/ +/).slice(1);
  const redirect = terms.find((term) => /^redirect=/i.test(term));
  for (const term of terms) {
    if (/^[a-z][\w.-]*=/i.test(term)) continue;
    const [, sign = '', name = '', rest = ''] =
      /^([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)([:/].*)?$/i.exec(term) ??
      broken(`"${term}" in the record of ${domain} is not SPF.`);
    if (await matches(dns, name.toLowerCase(), rest ?? '', domain, given, state))
      return { result: QUALIFIERS[sign || '+']!, why: `${term} of ${domain}` };
  }
  if (!redirect) return { result: 'neutral', why: `nothing in the record of ${domain} speaks of it` };
  count(state);
  const target = await expand(dns, redirect.slice('redirect='.length), domain, given, state);
  const next =
    (await recordOf(dns, target)) ?? broken(`redirect leads to ${target}, which has no SPF record.`);
  return evaluate(dns, target, next, given, state);
}

function count(state: State) {
  state.lookups += 1;
  if (state.lookups > MOST_LOOKUPS) broken(`it takes more than ${MOST_LOOKUPS} look-ups in DNS.`);
}

async function seen<T>(state: State, question: Promise<T[]>): Promise<T[]> {
  const found = await question;
  if (found.length === 0) {
    state.voids += 1;
    if (state.voids > MOST_VOID) broken(`more than ${MOST_VOID} of its look-ups find nothing.`);
  }
  return found;
}

async function matches(
  dns: Dns,
  name: string,
  rest: string,
  domain: string,
  given: Given,
  state: State,
): Promise<boolean> {
  const { ip } = given;
  if (name === 'all') return true;
  if (name === 'ip4' || name === 'ip6') return inNetwork(ip, rest.slice(1));
  count(state);
  const [, spec = '', four = '32', six = '128'] =
    /^(?::([^/]*))?(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/.exec(rest) ?? [];
  const target = spec === '' ? domain : await expand(dns, spec, domain, given, state);
  const bits = isIP(ip) === 6 ? six : four;
  const isNear = (found: string) => isIP(found) === isIP(ip) && inNetwork(ip, `${found}/${bits}`);
  switch (name) {
    case 'include': {
      const record =
        (await recordOf(dns, target)) ?? broken(`include leads to ${target}, which has no SPF record.`);
      return (await evaluate(dns, target, record, given, state)).result === 'pass';
    }
    case 'a':
      return (await seen(state, dns.addresses(target))).some(isNear);
    case 'mx': {
      const hosts = await seen(state, dns.mx(target));
      if (hosts.length > MOST_NAMES) broken(`${target} has more than ${MOST_NAMES} MX records.`);
      for (const host of hosts) if ((await dns.addresses(host)).some(isNear)) return true;
      return false;
    }
    case 'exists':
      return (await seen(state, dns.addresses(target))).length > 0;
    case 'ptr':
      return (await confirmedNames(dns, ip)).some((host) => host === target || host.endsWith(`.${target}`));
    default:
      return false;
  }
}

/** Names of this address that lead back to it. */
export async function confirmedNames(dns: Dns, ip: string): Promise<string[]> {
  const names = (await dns.ptr(ip)).slice(0, MOST_NAMES);
  const back = await Promise.all(names.map(async (name) => (await dns.addresses(name)).includes(ip)));
  return names.filter((_, at) => back[at]);
}

function inNetwork(ip: string, network: string): boolean {
  const [address = '', bits] = network.split('/');
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  const prefix = bits === undefined ? most : Number(bits);
  if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most)
    return broken(`"${network}" is no network.`);
  if (family !== isIP(ip)) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(address, prefix, kind);
  return list.check(ip, kind);
}

/** Macros (RFC 7208 §7): the address, the sender and the domain inside names. */
async function expand(dns: Dns, text: string, domain: string, given: Given, state: State): Promise<string> {
  if (!text.includes('%')) return text.toLowerCase();
  const { ip, sender, helo } = given;
  const at = sender.lastIndexOf('@');
  const values: Record<string, string> = {
    s: sender,
    l: sender.slice(0, at),
    o: sender.slice(at + 1),
    d: domain,
    i: isIP(ip) === 6 ? nibbles(ip) : ip,
    v: isIP(ip) === 6 ? 'ip6' : 'in-addr',
    h: helo,
  };
  if (/%\{p/i.test(text)) {
    count(state);
    values['p'] = (await confirmedNames(dns, ip))[0] ?? 'unknown';
  }
  return text
    .replace(
      /%(?:\{([slodivhp])(\d{0,3})(r?)([.\-+,/_=]*)\}|([%_-])|.?)/gi,
      (whole, letter, keep, reverse, marks, plain) => {
        if (plain) return { '%': '%', _: ' ', '-': '%20' }[plain as string]!;
        if (!letter) return broken(`"${whole}" is no macro.`);
        let parts = values[(letter as string).toLowerCase()]!.split(
          marks ? new RegExp(`[${(marks as string).replace(/[\]\\^-]/g, '\\$&')}]`) : '.',
        );
        if (reverse) parts = parts.reverse();
        if (keep) parts = parts.slice(-Number(keep));
        return parts.join('.');
      },
    )
    .toLowerCase();
}

function nibbles(ip: string): string {
  const [head = '', tail] = ip.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array.from({ length: missing }, () => '0'), ...last]
    .map((group) => group.padStart(4, '0'))
    .join('')
    .split('')
    .join('.');
}
