/** Planned maintenance that runs or comes next. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Time } from '../../ui/Time.tsx';

const SHOWN = 5;

export function Ahead() {
  const planned = useGet<Listed<IncidentView>>('/incidents', { kind: 'maintenance', open: true, limit: 200 });
  // They come with the furthest ahead first; the next of a series stands for those that follow it.
  const items = [...(planned.data?.items ?? [])]
    .sort((a, b) => (a.scheduledFor ?? '').localeCompare(b.scheduledFor ?? ''))
    .filter(
      ({ plan }, i, all) =>
        !plan?.seriesId || all.findIndex((other) => other.plan?.seriesId === plan.seriesId) === i,
    )
    .slice(0, SHOWN);
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
