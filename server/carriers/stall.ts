/**
 * Counts deliveries under way as unsettled for stories, but none for longer than a real second: a receiver that hangs
 * must not stop a story's clock, which alone can end the wait.
 */
import type { Loops } from '#lib/loop.ts';

const STALLED_MS = 1_000;

export function createStall(loops: Pick<Loops, 'track'>) {
  const lively = new Set<string>();
  let quiet: (() => void) | null = null;
  let timer: NodeJS.Timeout | null = null;

  function done(): void {
    lively.clear();
    if (timer) clearTimeout(timer);
    timer = null;
    quiet?.();
    quiet = null;
  }

  return {
    began(id: string) {
      lively.add(id);
      if (!quiet)
        loops.track(
          new Promise<void>((resolve) => {
            quiet = resolve;
          }),
        );
      if (timer) timer.refresh();
      else timer = setTimeout(done, STALLED_MS).unref();
    },
    ended(id: string) {
      lively.delete(id);
      if (lively.size === 0 && quiet) done();
    },
  };
}
