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

/** Times the patience of one try, for two tries at each of a few servers. */
const PATIENCE = 4;
const NONE = new Set(['ENOTFOUND', 'ENODATA']);

export function createDns({
  servers,
  timeoutMs = 3_000,
}: {
  servers?: string[];
  timeoutMs?: number;
} = {}): Dns {
  const ask = async <T>(question: (resolver: Resolver) => Promise<T[]>): Promise<T[]> => {
    // One for each question, so that one that hangs can be ended alone.
    const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers) resolver.setServers(servers);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      // The resolver's own patience is per try and per server; a look at the page must end whatever it does.
      timer = setTimeout(() => {
        reject(new Error('it is silent'));
        resolver.cancel();
      }, timeoutMs * PATIENCE);
    });
    try {
      return await Promise.race([question(resolver), late]);
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (NONE.has(code)) return [];
      throw new Error(`DNS does not answer: ${code || message}`);
    } finally {
      clearTimeout(timer);
    }
  };
  const bare = (name: string) => name.toLowerCase().replace(/\.$/, '');
  return {
    txt: async (name) =>
      (await ask((resolver) => resolver.resolveTxt(name))).map((pieces) => pieces.join('')),
    async mx(name) {
      const found = await ask((resolver) => resolver.resolveMx(name));
      return found.sort((a, b) => a.priority - b.priority).map(({ exchange }) => bare(exchange));
    },
    async addresses(name) {
      const [four, six] = await Promise.all([
        ask((resolver) => resolver.resolve4(name)),
        ask((resolver) => resolver.resolve6(name)),
      ]);
      return [...four, ...six];
    },
    ptr: async (ip) => (await ask((resolver) => resolver.reverse(ip))).map(bare),
  };
}
