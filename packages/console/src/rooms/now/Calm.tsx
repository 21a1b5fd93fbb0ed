/** Nothing is open. It says so only as far as the checks can vouch for it. */
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { Text } from '@mantine/core';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Time } from '../../ui/Time.tsx';

export function Calm({ monitors }: { monitors: readonly MonitorWithState[] }) {
  const watched = monitors.filter(({ enabled }) => enabled);
  const up = watched.filter(({ state }) => state.verdict === 'up');
  const lastAt = watched
    .map(({ state }) => state.last?.at ?? '')
    .sort()
    .at(-1);
  if (watched.length === 0)
    return (
      <section className="card calm">
        <Text fz="lg" fw={600}>
          <StatusMark state="unknown" label="No incident is open, and nothing is watched" size={20} />
        </Text>
        <Text className="quiet">Nobody can vouch for the service until a monitor looks at it.</Text>
      </section>
    );
  const all = up.length === watched.length;
  return (
    <section className="card calm">
      <Text fz="lg" fw={600} component="div">
        <StatusMark
          state={all ? 'operational' : 'unknown'}
          label={all ? 'All is calm' : 'No incident is open'}
          size={20}
        />
      </Text>
      <Text className="quiet" component="div">
        {up.length} of {watched.length} {watched.length === 1 ? 'monitor is' : 'monitors are'} up
        {lastAt ? (
          <>
            ; last check <Time at={lastAt} seconds />
          </>
        ) : null}
      </Text>
    </section>
  );
}
