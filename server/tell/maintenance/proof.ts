/** Is it over? What the monitors of what was touched say, pure: red, green for how long, or nobody looks. */
import type { Monitor, MonitorState } from '@candor/protocol/watch.ts';

export type Proof = {
  /** Components with a monitor that fails, hidden or not. */
  red: string[];
  /** Since when all of them are green; null while one is not. */
  greenSinceMs: number | null;
  /** False where no monitor looks: then the clock and people are all the proof there is. */
  watched: boolean;
};

type Watched = {
  monitor: Pick<Monitor, 'enabled' | 'componentId'>;
  state: Pick<MonitorState, 'verdict' | 'since' | 'doubts'>;
};

export function proofOf(states: readonly Watched[], componentIds: readonly string[]): Proof {
  const mine = states.filter(({ monitor }) => monitor.enabled && componentIds.includes(monitor.componentId));
  const red = mine.filter(({ state }) => state.verdict === 'down').map(({ monitor }) => monitor.componentId);
  // One that just failed and is being looked at again vouches for nothing.
  const green = mine.every(
    ({ state }) => state.verdict === 'up' && state.since !== null && state.doubts === 0,
  );
  return {
    red: [...new Set(red)],
    greenSinceMs:
      green && mine.length > 0 ? Math.max(...mine.map(({ state }) => Date.parse(state.since!))) : null,
    watched: mine.length > 0,
  };
}
