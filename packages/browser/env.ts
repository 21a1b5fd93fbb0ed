/**
 * What the SDK takes from its surroundings: time, chance, storage, network. Handed in, so that tests move time by
 * hand; guarded, because a browser may forbid storage and a page must never break for its status banner.
 */
export type Store = {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  /** Stored JSON, or null when there is none or somebody else wrote something different there. */
  json<T>(key: string): T | null;
};

export type Env = {
  nowMs(): number;
  random(): number;
  fetch(input: string, init?: RequestInit): Promise<Response>;
  store: Store;
};

/** Storage that is full, forbidden or missing behaves like an empty one. */
export function guarded(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Store {
  const get = (key: string) => {
    try {
      return storage().getItem(key);
    } catch {
      return null;
    }
  };
  return {
    get,
    set(key, value) {
      try {
        if (value === null) storage().removeItem(key);
        else storage().setItem(key, value);
      } catch {}
    },
    json<T>(key: string) {
      try {
        return JSON.parse(get(key) ?? 'null') as T | null;
      } catch {
        return null;
      }
    },
  };
}

export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return guarded(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }));
}

export const browserEnv = (): Env => ({
  nowMs: Date.now,
  random: Math.random,
  fetch: (input, init) => fetch(input, init),
  store: guarded(() => localStorage),
});
