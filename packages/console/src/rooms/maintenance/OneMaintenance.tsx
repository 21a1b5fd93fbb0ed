/** One maintenance: its times, what was said, and its changes. Cancelling stands apart. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useActorName, useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { useZone } from '../../ui/zone.ts';
import { fromField, toField } from './localTime.ts';

export default function OneMaintenance() {
  const id = useParam('maintenanceId');
  const maintenance = useGet<IncidentView>(`/incidents/${id}`);
  return (
    <div className="page narrow">
      <Loaded of={maintenance}>{(found) => <Inside key={found.id} maintenance={found} />}</Loaded>
    </div>
  );
}

function Inside({ maintenance }: { maintenance: IncidentView }) {
  const component = useComponentName();
  const name = useActorName();
  const { title, phase, scheduledFor, scheduledUntil, components, updates } = maintenance;
  return (
    <>
      <PageTitle
        title={textIn(title)}
        back={<TextLink to="/maintenances">Maintenance</TextLink>}
        lead={
          <>
            <StatusMark state={phase} />{' '}
            {scheduledFor && scheduledUntil && (
              <>
                · <Time at={scheduledFor} /> to <Time at={scheduledUntil} />
              </>
            )}
          </>
        }
      />
      <Stack gap="md">
        <Group gap="md">
          {components.map(({ componentId }) => (
            <span key={componentId} className="chip" data-tone="blue">
              {component(componentId)}
            </span>
          ))}
        </Group>
        <Changes maintenance={maintenance} />
        <section aria-labelledby="said">
          <Title order={2} fz="h4" id="said" mb="xs">
            What was said
          </Title>
          <Stack gap="sm">
            {updates.toReversed().map((update) => (
              <article key={update.id} className="card">
                <StatusMark state={update.phase} />
                <Markdown text={textIn(update.text)} />
                <Text size="xs" className="quiet" mt={4} component="div">
                  {name(update.by)} · <Time at={update.at} />
                </Text>
              </article>
            ))}
          </Stack>
        </section>
      </Stack>
    </>
  );
}

function Changes({ maintenance }: { maintenance: IncidentView }) {
  const { id, phase, scheduledUntil } = maintenance;
  const { zone } = useZone();
  const [until, setUntil] = useState(() => (scheduledUntil ? toField(scheduledUntil, zone) : ''));
  const path = `/maintenances/${id}`;
  const touches = ['/incidents', '/monitors'];
  const start = useSend(() => put<IncidentView>(`${path}/start`), { touches });
  const complete = useSend(() => put<IncidentView>(`${path}/completion`), { touches });
  const cancel = useSend(() => put<IncidentView>(`${path}/cancellation`, {}), { touches });
  const extend = useSend((to: string) => put<IncidentView>(`${path}/end`, { scheduledUntil: to }), {
    touches,
  });
  const may = useMay();
  if (!may('tell:write') || phase === 'completed' || phase === 'cancelled') return null;
  const moved = fromField(until, zone);
  return (
    <section className="card" aria-label="Change it">
      <Group gap="sm" align="flex-end">
        {phase === 'scheduled' && (
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            Start it now
          </Button>
        )}
        {phase !== 'scheduled' && (
          <Button loading={complete.isPending} onClick={() => complete.mutate()}>
            It is done
          </Button>
        )}
        <TextInput
          label={`Ends (${zone})`}
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button
          variant="default"
          loading={extend.isPending}
          disabled={!moved || moved === scheduledUntil}
          onClick={() => moved && extend.mutate(moved)}
        >
          Move the end
        </Button>
      </Group>
      <ConfirmButton
        mt="md"
        size="compact-sm"
        variant="subtle"
        question="Everybody who was told of it is told that it does not happen."
        confirm="Cancel the maintenance"
        loading={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      >
        Cancel it …
      </ConfirmButton>
      <ProblemAlert problem={start.error ?? complete.error ?? extend.error ?? cancel.error} />
    </section>
  );
}
