/** One maintenance: its times, what is expected, what was said, what it hid, and its changes. Cancelling stands apart. */
import type { SilencedView } from '@candor/protocol/maintenance.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { type Listed, put, serverNowMs } from '../../api.ts';
import { spanText } from '../../lib/times.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useActorName, useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { StatusMark, statusLabel } from '../../ui/StatusMark.tsx';
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

const STEP: Record<string, string> = { reminded: 'Reminder', moved: 'Moved', extended: 'Takes longer' };

function Inside({ maintenance }: { maintenance: IncidentView }) {
  const component = useComponentName();
  const name = useActorName();
  const {
    id,
    title,
    phase,
    startedAt,
    scheduledFor,
    scheduledUntil,
    components,
    updates,
    plan,
    roles,
    related,
  } = maintenance;
  const hidden = useGet<Listed<SilencedView>>(phase === 'scheduled' ? null : `/maintenances/${id}/silenced`);
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
                · <Time at={phase === 'scheduled' || phase === 'cancelled' ? scheduledFor : startedAt} /> to{' '}
                <Time at={scheduledUntil} />
              </>
            )}
          </>
        }
      />
      <Stack gap="md">
        <Group gap="md">
          {components.map(({ componentId, status }) => (
            <span key={componentId} className="chip" data-tone="blue">
              {component(componentId)}
              {status !== 'under_maintenance' && `: ${statusLabel(status).toLowerCase()} expected`}
            </span>
          ))}
        </Group>
        {plan && (
          <Text size="sm" className="quiet" component="div">
            {roles.owner ? `${name(roles.owner)} answers for it` : 'Nobody answers for it'} ·{' '}
            {plan.completes === 'manual'
              ? 'a person says when it is done'
              : 'over at its end, once its monitors are green'}
            {plan.timeZone && ` · planned on the clock of ${plan.timeZone}`}
            {plan.seriesId && (
              <>
                {' '}
                · <TextLink to={`/maintenances/series/${plan.seriesId}`}>one of a series</TextLink>
              </>
            )}
          </Text>
        )}
        {phase === 'scheduled' && plan && scheduledFor && <Reminders maintenance={maintenance} />}
        {plan?.askedAt && (
          <Text size="sm" role="status">
            Its owner was asked whether it takes longer, <Time at={plan.askedAt} />.
          </Text>
        )}
        {plan?.extendedByHouse && (
          <Text size="sm" role="status">
            Nobody answered, so it was extended by itself, once. Its monitors are not silenced after the end
            that was announced.
          </Text>
        )}
        {related.length > 0 && (
          <Text size="sm" component="div">
            It overran:{' '}
            {related.map((other) => (
              <TextLink key={other} to={`/incidents/${other}`}>
                the incident that tells of it
              </TextLink>
            ))}
          </Text>
        )}
        <Changes key={`${scheduledFor} ${scheduledUntil}`} maintenance={maintenance} />
        <section aria-labelledby="said">
          <Title order={2} fz="h4" id="said" mb="xs">
            What was said
          </Title>
          <Stack gap="sm">
            {updates.toReversed().map((update) => (
              <article key={update.id} className="card">
                <StatusMark
                  state={update.phase}
                  label={STEP[update.step ?? ''] ?? statusLabel(update.phase)}
                />
                <Markdown text={textIn(update.text)} />
                <Text size="xs" className="quiet" mt={4} component="div">
                  {name(update.by)} · <Time at={update.at} />
                </Text>
              </article>
            ))}
          </Stack>
        </section>
        {(hidden.data?.items.length ?? 0) > 0 && (
          <section aria-labelledby="hid">
            <Title order={2} fz="h4" id="hid" mb="xs">
              What it hid
            </Title>
            <ul>
              {hidden.data?.items.map(({ monitorId, at, detail }) => (
                <li key={`${monitorId} ${at}`}>
                  <Text size="sm" component="div">
                    <TextLink to={`/monitors/${monitorId}`}>{name(`monitor:${monitorId}`)}</TextLink>:{' '}
                    {detail} <Time at={at} />
                  </Text>
                </li>
              ))}
            </ul>
          </section>
        )}
      </Stack>
    </>
  );
}

function Reminders({ maintenance: { plan, scheduledFor, updates } }: { maintenance: IncidentView }) {
  const startMs = Date.parse(scheduledFor ?? '');
  const saidMs = updates.filter(({ step }) => step === 'reminded').map(({ at }) => Date.parse(at));
  const ahead = (plan?.remindMinutesBefore ?? [])
    .map((minutes) => startMs - minutes * 60_000)
    .filter((atMs) => atMs > serverNowMs())
    .sort((a, b) => a - b);
  return (
    <Text size="sm" component="div">
      {saidMs.length > 0 && `Told again ${saidMs.length} ${saidMs.length === 1 ? 'time' : 'times'}. `}
      {ahead.length === 0
        ? 'It is not told of again before it starts.'
        : ahead.map((atMs, i) => (
            <span key={atMs}>
              {i === 0 ? 'Told again ' : ', then '}
              <Time at={new Date(atMs).toISOString()} /> ({spanText(startMs - atMs)} before)
            </span>
          ))}
    </Text>
  );
}

function Changes({ maintenance }: { maintenance: IncidentView }) {
  const { id, phase, scheduledFor, scheduledUntil } = maintenance;
  const { zone } = useZone();
  const [from, setFrom] = useState(() => (scheduledFor ? toField(scheduledFor, zone) : ''));
  const [until, setUntil] = useState(() => (scheduledUntil ? toField(scheduledUntil, zone) : ''));
  const path = `/maintenances/${id}`;
  const touches = ['/incidents', '/monitors', '/maintenances', '/maintenance-series'];
  const start = useSend(() => put<IncidentView>(`${path}/start`), { touches });
  const complete = useSend(() => put<IncidentView>(`${path}/completion`), { touches });
  const cancel = useSend(() => put<IncidentView>(`${path}/cancellation`, {}), { touches });
  const extend = useSend((to: string) => put<IncidentView>(`${path}/end`, { scheduledUntil: to }), {
    touches,
  });
  const move = useSend(
    (window: { scheduledFor: string; scheduledUntil: string }) => put<IncidentView>(`${path}/window`, window),
    { touches },
  );
  const may = useMay();
  if (!may('tell:write') || phase === 'completed' || phase === 'cancelled') return null;
  const [begins, ends] = [fromField(from, zone), fromField(until, zone)];
  const planned = phase === 'scheduled';
  const changed = ends !== scheduledUntil || (planned && begins !== scheduledFor);
  return (
    <section className="card" aria-label="Change it">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: planned ? 2 : 1 }}>
          {planned && (
            <TextInput
              label={`Starts (${zone})`}
              type="datetime-local"
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={`Ends (${zone})`}
            type="datetime-local"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Group gap="sm">
          {planned ? (
            <Button loading={start.isPending} onClick={() => start.mutate()}>
              Start it now
            </Button>
          ) : (
            <Button loading={complete.isPending} onClick={() => complete.mutate()}>
              It is done
            </Button>
          )}
          <Button
            variant="default"
            loading={extend.isPending || move.isPending}
            disabled={!begins || !ends || !changed}
            onClick={() => {
              if (!begins || !ends) return;
              if (planned) move.mutate({ scheduledFor: begins, scheduledUntil: ends });
              else extend.mutate(ends);
            }}
          >
            {planned ? 'Move it' : 'Move the end'}
          </Button>
          <ConfirmButton
            size="compact-sm"
            variant="subtle"
            question="Everybody who was told of it is told that it does not happen."
            confirm="Cancel the maintenance"
            loading={cancel.isPending}
            onConfirm={() => cancel.mutate()}
          >
            Cancel it …
          </ConfirmButton>
        </Group>
        {phase === 'verifying' && (
          <Text size="sm" className="quiet">
            It is completed when its monitors have been green for a while. What fails after its end is an
            incident.
          </Text>
        )}
        <ProblemAlert problem={start.error ?? complete.error ?? extend.error ?? move.error ?? cancel.error} />
      </Stack>
    </section>
  );
}
