/**
 * How much is claimed ahead: about what leaves in a second, so that the wire never waits for the database, and yet
 * something urgent that is planned now is never far from the front. Pure but for its counts.
 */
import type { Clock } from '#lib/clock.ts';

const MOST = 1_000;

export function createPace({ clock, inFlight }: { clock: Pick<Clock, 'nowMs'>; inFlight: number }) {
  let sinceMs = 0;
  let count = 0;
  let perSecond = 0;
  return {
    ended() {
      const nowMs = clock.nowMs();
      if (nowMs - sinceMs >= 1_000) {
        perSecond = (count * 1_000) / (nowMs - sinceMs);
        sinceMs = nowMs;
        count = 0;
      }
      count += 1;
    },
    most: () => Math.max(inFlight * 3, Math.min(MOST, Math.ceil(Math.max(perSecond, count)))),
  };
}
