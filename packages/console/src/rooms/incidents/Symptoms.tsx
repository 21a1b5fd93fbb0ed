/** What the monitors say, with the failing sample's own words. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Stack, Text, Title } from '@mantine/core';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Time } from '../../ui/Time.tsx';

export function Symptoms({ incident }: { incident: IncidentView }) {
  if (incident.symptoms.length === 0) return null;
  return (
    <section className="card" aria-labelledby="symptoms">
      <Title order={2} fz="h5" id="symptoms" mb="xs">
        What the monitors say
      </Title>
      <Stack gap="sm">
        {incident.symptoms.map(({ factId, monitorId, monitorName, detail, failedAt, recoveredAt }) => (
          <div key={factId}>
            <StatusMark state={recoveredAt ? 'up' : 'down'} />{' '}
            <TextLink to={`/monitors/${monitorId}`}>{monitorName}</TextLink>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {detail}
            </Text>
            <Text size="xs" className="quiet" component="div">
              {recoveredAt ? 'recovered ' : 'since '}
              <Time at={recoveredAt ?? failedAt} />
            </Text>
          </div>
        ))}
      </Stack>
    </section>
  );
}
