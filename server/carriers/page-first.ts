/**
 * The page first: what was just planned begins to leave when readers can see it on the page, or half a second later,
 * because a page that cannot be made must not keep people from being told.
 */
import type { Clock } from '#lib/clock.ts';
import type { Loops } from '#lib/loop.ts';

const PAGE_FIRST_MS = 500;

export function createPageFirst({
  pageFirst,
  kick,
  clock,
  loops,
}: {
  pageFirst: (() => Promise<void>) | undefined;
  kick: () => void;
  clock: Clock;
  loops: Pick<Loops, 'track'>;
}) {
  let stop!: () => void;
  const closed = new Promise<void>((resolve) => {
    stop = resolve;
  });

  async function shown(ready: () => Promise<void>): Promise<void> {
    let late!: () => void;
    const waited = new Promise<void>((resolve) => {
      late = resolve;
    });
    const cancel = clock.at(clock.nowMs() + PAGE_FIRST_MS, late);
    await Promise.race([ready(), waited, closed]).finally(cancel);
  }

  return {
    kick(): void {
      if (pageFirst) loops.track(shown(pageFirst).finally(kick));
      else kick();
    },
    /** Nobody waits any more: the page will not be made. */
    close: () => stop(),
  };
}
