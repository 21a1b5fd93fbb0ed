/**
 * Failed sign-ins per mail address: ten, then one more every thirty seconds. Kept in bounded memory, because the
 * addresses are a stranger's text; when it is full the oldest is forgotten.
 */
import type { Clock } from '#lib/clock.ts';

const BURST = 10;
const REFILL_MS = 30_000;
const REMEMBERED = 10_000;

export function createAttempts({ clock }: { clock: Clock }) {
  /** The instant at which the address has its whole burst again. */
  const freshAt = new Map<string, number>();
  const debtMs = (address: string) => Math.max(0, (freshAt.get(address) ?? 0) - clock.nowMs());
  return {
    allowed: (address: string) => debtMs(address) <= (BURST - 1) * REFILL_MS,
    failed(address: string) {
      const debt = debtMs(address);
      freshAt.delete(address);
      if (freshAt.size >= REMEMBERED) freshAt.delete(freshAt.keys().next().value!);
      freshAt.set(address, clock.nowMs() + debt + REFILL_MS);
    },
    forget: (address: string) => freshAt.delete(address),
  };
}
