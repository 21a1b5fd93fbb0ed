/**
 * A thing kept in the browser's storage under one key, as JSON; in memory from the moment that storage refuses it. And
 * the rule that one tab at a time works on it.
 */
import type { Store } from './env.ts';

export type Drawer<T> = { load(): T; save(value: T): void };

export function createDrawer<T>(store: Store, key: string, read: (found: unknown) => T): Drawer<T> {
  let memory: { value: T } | null = null;
  return {
    load: () => (memory ? memory.value : read(store.json(key))),
    save(value) {
      const text = JSON.stringify(value);
      if (!memory) store.set(key, text);
      if (memory || store.get(key) !== text) memory = { value };
    },
  };
}

/** Works unless another tab does: then false. Where there are no locks, receivers know what they have by its key. */
export async function inOneTab(name: string, work: () => Promise<boolean>): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work();
  let begun = false;
  try {
    return await locks.request(name, { ifAvailable: true }, (lock) => {
      begun = true;
      return lock !== null && work();
    });
  } catch (error) {
    // A sandboxed frame has locks that may not be used.
    if (begun) throw error;
    return work();
  }
}
