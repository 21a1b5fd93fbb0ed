/** Monitors that fail without an incident, and monitors that cannot tell: both deserve a look before users write. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { Text, Title } from '@mantine/core';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';

export function Undecided({
  monitors,
  open,
}: {
  monitors: readonly MonitorWithState[];
  open: readonly IncidentView[];
}) {
  const told = new Set(open.flatMap(({ symptoms }) => symptoms.map(({ monitorId }) => monitorId)));
  const shown = monitors.filter(
    ({ id, enabled, state }) =>
      enabled && !told.has(id) && (state.verdict !== 'up' || state.doubts > 0) && state.last !== null,
  );
  if (shown.length === 0) return null;
  return (
    <section className="card" aria-labelledby="undecided">
      <Title order={2} fz="h5" id="undecided" mb="xs">
        Worth a look
      </Title>
      {shown.slice(0, 10).map(({ id, name, state }) => (
        <div key={id} style={{ marginBlockEnd: 6 }}>
          <StatusMark state={state.verdict} /> <TextLink to={`/monitors/${id}`}>{name}</TextLink>
          <Text size="sm" span className="quiet">
            {' '}
            {state.silencedBy ? 'silenced by maintenance' : state.last?.detail}
          </Text>
        </div>
      ))}
      {shown.length > 10 && <TextLink to="/monitors">and {shown.length - 10} more</TextLink>}
    </section>
  );
}
