/** What readers of the page say is wrong: how many, about what, and loudly when it is many at once. */
import type { ReportsView } from '@candor/protocol/watch.ts';
import { Text, Title } from '@mantine/core';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { Time } from '../../ui/Time.tsx';

const SHOWN = 5;

export function Reports() {
  const may = useMay();
  const name = useComponentName();
  const { data } = useGet<ReportsView>(
    may('watch:read') ? '/reports' : null,
    { limit: 20 },
    { everyMs: 60_000 },
  );
  if (!data || data.counts.length === 0) return null;
  const about = (componentId: string | null) => (componentId ? name(componentId) : 'Nothing in particular');
  return (
    <section className="card" aria-labelledby="reports">
      <Title order={2} fz="h5" id="reports" mb="xs">
        Reported by readers
      </Title>
      {data.surges.map(({ componentId, count, since, usualPerHour }) => (
        <Callout key={componentId} tone="amber" role="status" title={`${about(componentId)}: many at once`}>
          {count} reports since <Time at={since} />; usually {usualPerHour} in an hour. Look whether something
          is broken that no monitor sees.
        </Callout>
      ))}
      {data.counts.map(({ componentId, lastTenMinutes, lastHour, lastDay }) => (
        <Text key={componentId} size="sm">
          {about(componentId)}: {lastDay} in 24 hours, {lastHour} in the last hour, {lastTenMinutes} in ten
          minutes
        </Text>
      ))}
      {data.items
        .filter(({ text }) => text)
        .slice(0, SHOWN)
        .map(({ id, at, text, componentId }) => (
          <blockquote key={id} style={{ margin: '0.5rem 0 0', overflowWrap: 'anywhere' }}>
            <Text size="sm" dir="auto">
              {text}
            </Text>
            <Text size="xs" className="quiet" component="div">
              {about(componentId)}, <Time at={at} />
            </Text>
          </blockquote>
        ))}
    </section>
  );
}
