/** What it is, how bad, since when, and the promise's clock, which stays in view while one scrolls. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Anchor, Button, Group, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { Problem } from '../../api.ts';
import { useNow } from '../../lib/now.ts';
import { spanText } from '../../lib/times.ts';
import { useMay } from '../../session.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useActorName, useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { PromiseClock } from '../../ui/PromiseClock.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Severity } from '../../ui/Severity.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { PutOff } from './PutOff.tsx';

export function Head({
  incident,
  acknowledgeable,
  acknowledge,
}: {
  incident: IncidentView;
  acknowledgeable: boolean;
  acknowledge: UseMutationResult<IncidentView, Problem, void>;
}) {
  const name = useActorName();
  const may = useMay();
  const component = useComponentName();
  const nowMs = useNow();
  const ended = incident.recoveredAt ?? incident.resolvedAt;
  const lasted = spanText(
    Date.parse(ended ?? new Date(nowMs).toISOString()) - Date.parse(incident.startedAt),
  );
  return (
    <>
      <PageTitle
        title={textIn(incident.title)}
        back={
          incident.kind === 'maintenance' ? (
            <TextLink to="/maintenances">Maintenance</TextLink>
          ) : (
            <TextLink to="/incidents">Incidents</TextLink>
          )
        }
        lead={
          <>
            {incident.kind === 'maintenance' ? 'Planned for ' : 'Since '}
            <Time at={incident.scheduledFor ?? incident.startedAt} show="absolute" />
            {incident.kind === 'incident' && (ended ? `, lasted ${lasted}` : `, for ${lasted}`)}
            {incident.acknowledgedAt && (
              <>
                {' · '}acknowledged by {name(incident.acknowledgedBy ?? '')}
              </>
            )}
            {/* The page has no address for it before the public heard of it. */}
            {incident.updates.length > 0 && (
              <>
                {' · '}
                <Anchor
                  href={`/incidents/${incident.id}`}
                  target="_blank"
                  rel="noreferrer"
                  underline="always"
                >
                  public page
                </Anchor>
              </>
            )}
            {incident.kind === 'incident' && (
              <>
                {' · '}
                <TextLink to={`/incidents/${incident.id}/follow-up`}>
                  {ended ? 'after recovery' : 'script for support'}
                </TextLink>
              </>
            )}
          </>
        }
      >
        {acknowledgeable && (
          <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate()} visibleFrom="sm">
            Acknowledge
          </Button>
        )}
      </PageTitle>
      <div className="strip">
        <Group gap="xs">
          <StatusMark state={incident.phase} />
          {incident.kind === 'incident' && <Severity severity={incident.severity} />}
          {incident.promise && <PromiseClock dueAt={incident.promise.dueAt} label="Next word" />}
          {!incident.promise && !incident.resolvedAt && incident.kind === 'incident' && (
            <span className="chip" data-tone="red">
              No word yet: write the first
            </span>
          )}
          {may('tell:write') && <PutOff incident={incident} />}
        </Group>
      </div>
      {incident.components.length > 0 && (
        <Group gap="md" mb="md">
          {incident.components.map(({ componentId, status }) => (
            <Text key={componentId} size="sm" component="span">
              <StatusMark state={status} label={component(componentId)} />
            </Text>
          ))}
        </Group>
      )}
      <ProblemAlert problem={acknowledge.error} />
    </>
  );
}
