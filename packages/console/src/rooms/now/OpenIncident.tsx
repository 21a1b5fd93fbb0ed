/** One open incident: what fails, for how long, the next word and whose it is. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Group, Text } from '@mantine/core';
import { put } from '../../api.ts';
import { useNow } from '../../lib/now.ts';
import { spanText } from '../../lib/times.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useActorName, useComponentName } from '../../ui/names.tsx';
import { PromiseClock } from '../../ui/PromiseClock.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { Severity } from '../../ui/Severity.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';

export function OpenIncident({ incident }: { incident: IncidentView }) {
  const name = useActorName();
  const component = useComponentName();
  const nowMs = useNow();
  const writes = useMay()('respond:write');
  const acknowledge = useSend(() => put<IncidentView>(`/incidents/${incident.id}/acknowledgement`), {
    touches: ['/incidents', '/promises'],
  });
  const { owner } = incident.roles;
  return (
    <article className="card broken">
      <Group justify="space-between" gap="xs" align="flex-start">
        <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
          <Text fz="lg" fw={650} lh={1.3} style={{ overflowWrap: 'anywhere' }}>
            <TextLink to={`/incidents/${incident.id}`}>{textIn(incident.title)}</TextLink>
          </Text>
          <Group gap="xs" mt={6}>
            <StatusMark state={incident.phase} />
            <Severity severity={incident.severity} />
            <Text size="sm" className="quiet">
              for {spanText(nowMs - Date.parse(incident.startedAt))}
            </Text>
          </Group>
        </div>
        {incident.promise ? (
          <PromiseClock dueAt={incident.promise.dueAt} label="Next word" />
        ) : (
          <span className="chip" data-tone="red">
            No word yet
          </span>
        )}
      </Group>
      <Group gap="md" mt="xs">
        {incident.components.map(({ componentId, status }) => (
          <Text key={componentId} size="sm" component="span">
            <StatusMark state={status} label={component(componentId)} />
          </Text>
        ))}
      </Group>
      <Group justify="space-between" mt="sm" gap="xs">
        <Text size="sm" component="div">
          {owner ? (
            <>
              The promise is <b>{name(owner)}</b>’s
              {incident.acknowledgedAt ? '' : ', not acknowledged yet'}
            </>
          ) : (
            <b>Nobody owns it yet</b>
          )}
        </Text>
        <Group gap="xs">
          {writes && !incident.acknowledgedAt && (
            <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
              Acknowledge
            </Button>
          )}
          <LinkButton to={`/incidents/${incident.id}`} variant="default">
            Go to the room
          </LinkButton>
        </Group>
      </Group>
      <ProblemAlert problem={acknowledge.error} />
    </article>
  );
}
