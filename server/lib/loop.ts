/**
 * A loop is a piece of background work that runs one turn at a time: it runs, says when it wants to run
 * next, and can be kicked awake earlier. A turn that throws is logged once and tried again after a pause,
 * so that one programming error or a lost database never ends the work for good.
 */
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';

export type Loop = {
  /** Asks for a turn as soon as possible. */
  kick(): void;
  /** True while a turn runs or is about to. */
  busy(): boolean;
  /** No further turn begins; resolves when the running one has ended. */
  stop(): Promise<void>;
};

export type Loops = {
  /** `turn` does what is due and returns when it wants to run next (epoch ms), or null to wait for a kick. */
  start(name: string, turn: () => Promise<number | null>): Loop;
  /** Counts work that outlives its turn (a probe, a delivery) as unsettled until it ends. Never rejects. */
  track(work: Promise<unknown>): void;
  /** Resolves when no loop has anything to do now: how stories know that the dust has settled. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

const PAUSE_AFTER_ERROR_MS = 1_000;

export function createLoops({ clock, log }: { clock: Clock; log: Log }): Loops {
  const all = new Set<Loop>();
  const tracked = new Set<Promise<unknown>>();
  const busy = () => tracked.size > 0 || [...all].some((loop) => loop.busy());
  let wakeSettled: (() => void)[] = [];
  const noteQuiet = () => {
    if (busy()) return;
    const waiting = wakeSettled;
    wakeSettled = [];
    for (const wake of waiting) wake();
  };

  const start: Loops['start'] = (name, turn) => {
    let running: Promise<void> | null = null;
    let again = false;
    let stopped = false;
    let cancel: (() => void) | null = null;

    const run = async () => {
      try {
        do {
          again = false;
          cancel?.();
          cancel = null;
          let nextMs: number | null;
          try {
            nextMs = await turn();
          } catch (error) {
            // A lost database is said once, by the store.
            const lost = error instanceof Problem && error.code === 'store.unavailable';
            log[lost ? 'debug' : 'error'](
              { err: error, loop: name },
              'a turn failed and will be tried again',
            );
            nextMs = clock.nowMs() + PAUSE_AFTER_ERROR_MS;
          }
          if (stopped) return;
          if (nextMs !== null && !again) cancel = clock.at(nextMs, kick);
        } while (again && !stopped);
      } finally {
        running = null;
        noteQuiet();
      }
    };
    const kick = () => {
      if (stopped) return;
      again = true;
      running ??= Promise.resolve().then(run);
    };
    const loop: Loop = {
      kick,
      busy: () => running !== null,
      async stop() {
        stopped = true;
        cancel?.();
        await running;
        all.delete(loop);
      },
    };
    all.add(loop);
    kick();
    return loop;
  };

  return {
    start,
    track(work) {
      tracked.add(work);
      const done = () => {
        tracked.delete(work);
        noteQuiet();
      };
      work.then(done, done);
    },
    async settled() {
      // Work may hand over between loops in later microtasks, so quiet has to hold across a real turn of the event loop.
      for (;;) {
        if (busy()) await new Promise<void>((resolve) => wakeSettled.push(resolve));
        await new Promise((resolve) => setImmediate(resolve));
        if (!busy()) return;
      }
    },
    async stop() {
      await Promise.all([...all].map((loop) => loop.stop()));
      await Promise.allSettled(tracked);
    },
  };
}
