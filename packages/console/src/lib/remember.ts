/** Small settings of this browser, kept in localStorage; where nothing can be kept they live as long as the tab. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const fallback = new Map<string, string>();

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`candor-${name}`);
  } catch {
    return fallback.get(name) ?? null;
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`candor-${name}`);
    else localStorage.setItem(`candor-${name}`, value);
  } catch {
    if (value === null) fallback.delete(name);
    else fallback.set(name, value);
  }
  for (const tell of listeners) tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
};

/** A remembered choice that every user of the same name sees change. */
export function useRemembered(name: string, initial: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => remembered(name) ?? initial);
  return [value, (next) => remember(name, next)];
}
