/** One series of windows: its rule, the next of them, and leaving one out or ending it. */
import type { SeriesView } from '@candor/protocol/maintenance.ts';
import { Group, Stack, Text, Title } from '@mantine/core';
import { put } from '../../api.ts';
import { spanText } from '../../lib/times.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export default function OneSeries() {
  const id = useParam('seriesId');
  const series = useGet<SeriesView>(`/maintenance-series/${id}`);
  return (
    <div className="page narrow">
      <Loaded of={series}>{(found) => <Inside key={found.id} series={found} />}</Loaded>
    </div>
  );
}

function Inside({ series }: { series: SeriesView }) {
  const component = useComponentName();
  const { id, title, rule, startsLocal, durationMinutes, timeZone, componentIds, next, endedAt, exceptions } =
    series;
  const touches = ['/maintenance-series', '/incidents', '/maintenances'];
  const leave = useSend(
    (date: string) => put<SeriesView>(`/maintenance-series/${id}/exceptions/${date}`, { leaveOut: true }),
    { touches },
  );
  const end = useSend(() => put<SeriesView>(`/maintenance-series/${id}/end`, {}), { touches });
  const may = useMay()('tell:write') && !endedAt;
  return (
    <>
      <PageTitle
        title={textIn(title)}
        back={<TextLink to="/maintenances">Maintenance</TextLink>}
        lead={
          <>
            <code>{rule}</code> at {startsLocal.slice(11, 16)} for {spanText(durationMinutes * 60_000)}, on
            the clock of {timeZone}
          </>
        }
      />
      <Stack gap="md">
        <Group gap="md">
          {componentIds.map((componentId) => (
            <span key={componentId} className="chip" data-tone="blue">
              {component(componentId)}
            </span>
          ))}
        </Group>
        <section aria-labelledby="next">
          <Title order={2} fz="h4" id="next" mb="xs">
            The next windows
          </Title>
          {endedAt && (
            <Text size="sm">
              It ended <Time at={endedAt} />.
            </Text>
          )}
          <ol className="along">
            {next.map(({ date, startsAt, endsAt, maintenanceId }) => (
              <li key={date}>
                <Group gap="sm" justify="space-between">
                  <Text size="sm" component="div">
                    <Time at={startsAt} /> to <Time at={endsAt} show="absolute" />
                    {maintenanceId ? (
                      <>
                        {' '}
                        · <TextLink to={`/maintenances/${maintenanceId}`}>planned</TextLink>
                      </>
                    ) : (
                      <span className="quiet"> · by the rule</span>
                    )}
                  </Text>
                  {may && (
                    <ConfirmButton
                      size="compact-xs"
                      question={
                        maintenanceId
                          ? 'It is cancelled, and who was told of it is told so. To move it, open it.'
                          : 'It will not take place; the others stay.'
                      }
                      confirm="Leave it out"
                      loading={leave.isPending}
                      onConfirm={() => leave.mutate(date)}
                    >
                      Leave out …
                    </ConfirmButton>
                  )}
                </Group>
              </li>
            ))}
          </ol>
          {exceptions.length > 0 && (
            <Text size="sm" className="quiet" mt="xs">
              Left out or moved: {exceptions.map(({ date }) => date).join(', ')}
            </Text>
          )}
        </section>
        <ProblemAlert problem={leave.error ?? end.error} />
        {may && (
          <div>
            <ConfirmButton
              size="compact-sm"
              variant="subtle"
              question="What is planned and has not begun is cancelled; who was told of one is told so."
              confirm="End the series"
              loading={end.isPending}
              onConfirm={() => end.mutate()}
            >
              End it …
            </ConfirmButton>
          </div>
        )}
      </Stack>
    </>
  );
}
