/**
 * Names to addresses, without the four threads of the system's resolver, which a few hung name servers would
 * block for every other check. The hosts file is read first; a name that the name servers do not know is given to
 * the system's resolver as well (search domains), a few at a time.
 */
import { lookup, Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { ProbeFailure, type Resolve } from './probe.ts';

const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
const QUERY_TIMEOUT_MS = 2_500;
const MOST_SYSTEM_LOOKUPS = 2;

/** `127.0.0.1  localhost loop # words` → both names, lower-case. Pure. */
export function readHosts(text: string): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [ip, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!ip || !isIP(ip)) continue;
    for (const name of names.map((n) => n.toLowerCase())) hosts.set(name, [...(hosts.get(name) ?? []), ip]);
  }
  return hosts;
}

function hostsOfThisMachine(): Map<string, string[]> {
  try {
    return readHosts(readFileSync(HOSTS_FILE, 'utf8'));
  } catch {
    return new Map();
  }
}

/** Addresses of version 4 first: a broken version 6 route is common and slow to show itself. */
const inOrder = (ips: readonly string[]) => [...ips].sort((a, b) => isIP(a) - isIP(b));

const codeOf = (error: unknown) => (error as { code?: string }).code ?? '';
const ABSENT = new Set(['ENOTFOUND', 'ENODATA']);

export function createResolve({
  servers,
  hosts = hostsOfThisMachine(),
}: {
  servers?: string[];
  hosts?: Map<string, string[]>;
} = {}): Resolve {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: 2 });
  if (servers) resolver.setServers(servers);
  let systemLookups = 0;

  return async (hostname) => {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    const listed = hosts.get(name) ?? (name === 'localhost' ? ['127.0.0.1', '::1'] : undefined);
    if (listed) return inOrder(listed);
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const found = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return inOrder(found);
    const codes = [v4, v6].map((answer) => (answer.status === 'rejected' ? codeOf(answer.reason) : ''));
    const absent = codes.some((code) => ABSENT.has(code));
    if (absent && !servers && systemLookups < MOST_SYSTEM_LOOKUPS) {
      systemLookups++;
      try {
        const answers = await lookup(hostname, { all: true });
        if (answers.length > 0) return inOrder(answers.map(({ address }) => address));
      } catch {
        // The name servers' own answer below says more.
      } finally {
        systemLookups--;
      }
    }
    throw new ProbeFailure('dns', dnsSentence(absent ? 'ENOTFOUND' : (codes.find(Boolean) ?? '')));
  };
}

function dnsSentence(code: string): string {
  if (code === 'ENOTFOUND') return 'the host name does not exist or has no address';
  if (code === 'ESERVFAIL') return 'the name servers could not answer (SERVFAIL)';
  if (code === 'EREFUSED') return 'the name servers refused to answer';
  if (code === 'ETIMEOUT' || code === 'ECONNREFUSED') return 'no name server answered';
  return 'the host name could not be resolved';
}
