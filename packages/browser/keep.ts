/**
 * Copies of good answers, for the time when no new ones come: in the browser's Cache API, in memory where that is
 * missing. Never keeps what its server marked no-store or private, what belongs to one sign-in, or more than LIMIT.
 */
export type Kept = { response: Response; ageSeconds: number };
export type Keep = {
  put(url: string, response: Response): Promise<void>;
  get(url: string): Promise<Kept | null>;
  /** Forgets everything: call it when a person signs out. */
  clear(): Promise<void>;
};

const NAME = 'candor-1';
const AT = 'candor-at';
const LIMIT = 100;

/** May this answer be shown again later, to whoever uses this browser? */
export function mayKeep(init: RequestInit, response: Response): boolean {
  const control = response.headers.get('cache-control') ?? '';
  const vary = response.headers.get('vary') ?? '';
  return (
    response.status === 200 &&
    init.cache !== 'no-store' &&
    !/no-store|private/i.test(control) &&
    (!new Headers(init.headers).has('authorization') || /public/i.test(control)) &&
    // A copy is found by its address alone, so an answer that depends on more is not kept.
    vary.split(',').every((name) => /^\s*(accept-encoding|origin)?\s*$/i.test(name))
  );
}

export function createKeep({ nowMs }: { nowMs(): number }): Keep {
  const memory = new Map<string, Response>();
  const open = async () => {
    try {
      return await caches.open(NAME);
    } catch {
      return null;
    }
  };
  return {
    async put(url, response) {
      const headers = new Headers(response.headers);
      headers.set(AT, String(nowMs()));
      // The body is decoded by now; these two would lie about it.
      headers.delete('content-encoding');
      headers.delete('content-length');
      const copy = new Response(await response.arrayBuffer(), { headers });
      const cache = await open();
      if (!cache) {
        memory.delete(url);
        memory.set(url, copy);
        if (memory.size > LIMIT) memory.delete(memory.keys().next().value!);
        return;
      }
      await cache.put(url, copy);
      const [oldest, ...rest] = await cache.keys();
      if (rest.length >= LIMIT) await cache.delete(oldest!);
    },
    async get(url) {
      const found = (await (await open())?.match(url)) ?? memory.get(url)?.clone();
      if (!found) return null;
      const ageSeconds = Math.max(0, Math.round((nowMs() - Number(found.headers.get(AT))) / 1000));
      return { response: found, ageSeconds };
    },
    async clear() {
      memory.clear();
      try {
        await caches.delete(NAME);
      } catch {}
    },
  };
}
