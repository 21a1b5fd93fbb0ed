/**
 * DNS as the checks of mail ask it. "There is none" is an answer, an empty list; a server that fails or is silent throws,
 * so that what could not be found out is never taken for what is missing.
 */
import { Resolver } from 'node:dns/promises';

export type Dns = {
  /** Each record as one text, its pieces joined. */
  txt(name: string): Promise<string[]>;
  /** Best first, without the dot at the end. */
  mx(name: string): Promise<string[]>;
  /** IPv4 and IPv6. */
  addresses(name: string): Promise<string[]>;
  ptr(ip: string): Promise<string[]>;
};

const NONE = new Set(['ENOTFOUND', 'ENODATA']);

export function createDns({
  servers,
  timeoutMs = 3_000,
}: {
  servers?: string[];
  timeoutMs?: number;
} = {}): Dns {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers) resolver.setServers(servers);
  const ask = async <T>(question: Promise<T[]>): Promise<T[]> => {
    try {
      return await question;
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (NONE.has(code)) return [];
      throw new Error(`DNS does not answer: ${code || message}`);
    }
  };
  const bare = (name: string) => name.toLowerCase().replace(/\.$/, '');
  return {
    txt: async (name) => (await ask(resolver.resolveTxt(name))).map((pieces) => pieces.join('')),
    async mx(name) {
      const found = await ask(resolver.resolveMx(name));
      return found.sort((a, b) => a.priority - b.priority).map(({ exchange }) => bare(exchange));
    },
    async addresses(name) {
      const [four, six] = await Promise.all([ask(resolver.resolve4(name)), ask(resolver.resolve6(name))]);
      return [...four, ...six];
    },
    ptr: async (ip) => (await ask(resolver.reverse(ip))).map(bare),
  };
}
