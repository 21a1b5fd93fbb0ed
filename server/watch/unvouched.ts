/** What nobody can vouch for, pure: it is shown as unknown, never as green. */
import type { Watch } from './index.ts';

/** Components of which every enabled monitor is undecided: nobody can vouch for them. */
export function unvouched(states: ReturnType<Watch['states']>): Set<string> {
  const byComponent = new Map<string, boolean>();
  for (const { monitor, state } of states) {
    if (!monitor.enabled) continue;
    byComponent.set(
      monitor.componentId,
      (byComponent.get(monitor.componentId) ?? true) && state.verdict === 'unknown',
    );
  }
  return new Set([...byComponent].filter(([, unknown]) => unknown).map(([componentId]) => componentId));
}
