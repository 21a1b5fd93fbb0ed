/** Planned maintenance that runs or comes next. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Time } from '../../ui/Time.tsx';

export function Ahead() {
  const planned = useGet<Listed<IncidentView>>('/incidents', { kind: 'maintenance', open: true, limit: 5 });
  const items = [...(planned.data?.items ?? [])].sort((a, b) =>
    (a.scheduledFor ?? '').localeCompare(b.scheduledFor ?? ''),
  );
  return (
    <section className="card" aria-labelledby="ahead">
      <Title order={2} fz="h5" id="ahead" mb="xs">
        Planned
      </Title>
      {items.length === 0 && (
        <Text size="sm" className="quiet">
          No maintenance is planned. <TextLink to="/maintenances">Plan one</TextLink>
        </Text>
      )}
      {items.map(({ id, title, phase, scheduledFor }) => (
        <div key={id} style={{ marginBlockEnd: 8 }}>
          <TextLink to={`/maintenances/${id}`}>{textIn(title)}</TextLink>
          <Text size="sm" component="div">
            <StatusMark state={phase} /> {scheduledFor && <Time at={scheduledFor} />}
          </Text>
        </div>
      ))}
    </section>
  );
}
