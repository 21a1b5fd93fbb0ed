/** The present, as the server's clock has it; components that show a clock are drawn again on its ticks. */
import { useSyncExternalStore } from 'react';
import { serverNowMs } from '../api.ts';

function ticker(everyMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let nowMs = serverNowMs();
  const tick = () => {
    nowMs = serverNowMs();
    for (const tell of listeners) tell();
  };
  return {
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        nowMs = serverNowMs();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    read: () => nowMs,
  };
}

const seconds = ticker(1_000);
const calm = ticker(5_000);

/** Epoch milliseconds, anew every second for clocks and every five seconds for the rest. */
export function useNow(pace: 'clock' | 'calm' = 'calm'): number {
  const source = pace === 'clock' ? seconds : calm;
  return useSyncExternalStore(source.subscribe, source.read);
}
