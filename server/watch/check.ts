/**
 * One planned check of one target, and, when it fails or hesitates, the re-checks that confirm it. A hesitating
 * answer is not waited for: when the pause before a re-check has passed, the next one starts beside it, so that a
 * target that hangs until the timeout is confirmed one timeout after the last re-check and not three timeouts later.
 * Results are handed on in the order in which the checks started.
 */
import type { Clock } from '#lib/clock.ts';
import type { ProbeResult } from './probes/index.ts';

export type Checked = { startedMs: number; endedMs: number; result: ProbeResult };

type Running = { startedMs: number; ended: Promise<Checked> };

export type CheckSettings = {
  clock: Clock;
  recheckMs: number;
  run: () => Promise<ProbeResult>;
  /** May another one start beside those that run? */
  mayOverlap: () => boolean;
  /** Takes a result; answers how many more are wanted soon (0 when the matter is settled). */
  conclude: (checked: Checked) => number;
};

/**
 * `wanted` is how many results in a row would settle the matter. Resolves when it is settled with null, else with the
 * time at which the next re-check is due; never rejects.
 */
export async function checkUntilSettled(settings: CheckSettings, wanted: number): Promise<number | null> {
  const { clock, recheckMs } = settings;
  const running: Running[] = [launch(settings)];
  let left = wanted;
  for (;;) {
    const [oldest, newest] = [running[0]!, running.at(-1)!];
    const overlap = running.length < left && settings.mayOverlap();
    const checked = overlap
      ? await firstOf(oldest.ended, clock, newest.startedMs + recheckMs)
      : await oldest.ended;
    if (checked === 'late') {
      running.push(launch(settings));
      continue;
    }
    running.shift();
    left = settings.conclude(checked);
    if (left === 0) return null;
    if (running.length === 0) return Math.max(clock.nowMs(), newest.startedMs + recheckMs);
  }
}

function launch({ clock, run }: CheckSettings): Running {
  const startedMs = clock.nowMs();
  const fromMs = clock.monotonicMs();
  // The wall clock may be set during a check; how long the check took is told by the other one.
  const ended = run().then((result) => ({
    startedMs,
    endedMs: startedMs + clock.monotonicMs() - fromMs,
    result,
  }));
  return { startedMs, ended };
}

function firstOf(ended: Promise<Checked>, clock: Clock, lateMs: number): Promise<Checked | 'late'> {
  return new Promise((resolve) => {
    const cancel = clock.at(lateMs, () => resolve('late'));
    ended.then((checked) => {
      cancel();
      resolve(checked);
    });
  });
}
