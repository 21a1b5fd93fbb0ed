/** What is under way, what is ahead, what recurs, and what is over. */
import type { SeriesView } from '@candor/protocol/maintenance.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Stack, Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet, useList } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Empty, ProblemAlert, Waiting } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const byStart = (a: IncidentView, b: IncidentView) =>
  (a.scheduledFor ?? a.openedAt).localeCompare(b.scheduledFor ?? b.openedAt);

export default function Maintenances() {
  const may = useMay();
  const open = useList<IncidentView>('/incidents', { kind: 'maintenance', open: true, limit: 200 });
  const over = useList<IncidentView>('/incidents', { kind: 'maintenance', open: false });
  const series = useGet<Listed<SeriesView>>(may('tell:read') ? '/maintenance-series' : null);
  const plan = may('tell:write') && <LinkButton to="/maintenances/new">Plan maintenance</LinkButton>;
  const recurring = series.data?.items ?? [];
  const underWay = open.items.filter(({ phase }) => phase !== 'scheduled').sort(byStart);
  const ahead = open.items
    .filter(({ phase }) => phase === 'scheduled')
    .sort(byStart)
    // Of a series the next one stands for those that follow it.
    .filter(
      ({ plan: planned }, i, all) =>
        !planned?.seriesId || all.findIndex((other) => other.plan?.seriesId === planned.seriesId) === i,
    );
  const error = open.error ?? over.error;
  const nothing = open.isSuccess && over.isSuccess && open.items.length + over.items.length === 0;
  return (
    <div className="page">
      <PageTitle title="Maintenance">{plan}</PageTitle>
      {error && <ProblemAlert problem={error} retry={open.error ? open.refetch : over.refetch} />}
      {(open.isPending || over.isPending) && <Waiting />}
      {nothing && (
        <Empty title="Nothing is planned" action={plan}>
          Users forgive what they were told of. Say it days ahead: when, how long, what will not work. While
          it runs, the monitors of its components keep quiet.
        </Empty>
      )}
      <Stack gap="xl">
        <Line title="Under way" items={underWay} />
        <Line title="Ahead" items={ahead} />
        {recurring.length > 0 && (
          <section aria-labelledby="recurs">
            <Title order={2} fz="h4" id="recurs" mb="xs">
              Recurs
            </Title>
            <Stack gap="xs">
              {recurring.map(({ id, title, rule, next, endedAt }) => (
                <div key={id} className="card">
                  <TextLink to={`/maintenances/series/${id}`}>{textIn(title)}</TextLink>
                  <Text size="sm" className="quiet" component="div">
                    <code>{rule}</code> ·{' '}
                    {endedAt ? (
                      <>
                        ended <Time at={endedAt} />
                      </>
                    ) : next[0] ? (
                      <>
                        next <Time at={next[0].startsAt} />
                      </>
                    ) : (
                      'no more'
                    )}
                  </Text>
                </div>
              ))}
            </Stack>
          </section>
        )}
        {over.items.length > 0 && (
          <section aria-labelledby="over">
            <Title order={2} fz="h4" id="over" mb="xs">
              Over
            </Title>
            <DataTable
              caption="Maintenance that is over"
              rows={over.items}
              rowKey={({ id }) => id}
              to={({ id }) => `/maintenances/${id}`}
              filter={({ title, phase }) => `${Object.values(title).join(' ')} ${phase}`}
              more={over}
              columns={[
                { header: 'What', cell: ({ title }) => textIn(title) },
                { header: 'State', cell: ({ phase }) => <StatusMark state={phase} /> },
                { header: 'From', cell: ({ startedAt }) => <Time at={startedAt} /> },
                {
                  header: 'Until',
                  wide: true,
                  cell: ({ resolvedAt }) => resolvedAt && <Time at={resolvedAt} show="absolute" />,
                },
                {
                  header: 'Overran',
                  wide: true,
                  cell: ({ plan: planned }) => (planned?.overran ? 'yes, as an incident' : ''),
                },
              ]}
            />
          </section>
        )}
      </Stack>
    </div>
  );
}

/** One after the other, along their times. */
function Line({ title, items }: { title: string; items: readonly IncidentView[] }) {
  const component = useComponentName();
  if (items.length === 0) return null;
  const id = title.toLowerCase().replace(' ', '-');
  return (
    <section aria-labelledby={id}>
      <Title order={2} fz="h4" id={id} mb="xs">
        {title}
      </Title>
      <ol className="along">
        {items.map((each) => (
          <li key={each.id}>
            <TextLink to={`/maintenances/${each.id}`}>{textIn(each.title)}</TextLink>
            <Text size="sm" component="div">
              <StatusMark state={each.phase} />{' '}
              <Time at={each.phase === 'scheduled' ? (each.scheduledFor ?? each.openedAt) : each.startedAt} />
              {each.scheduledUntil && (
                <>
                  {' '}
                  to <Time at={each.scheduledUntil} show="absolute" />
                </>
              )}
            </Text>
            <Text size="sm" className="quiet">
              {each.components.map(({ componentId }) => component(componentId)).join(', ')}
              {each.plan?.seriesId ? ' · recurs, this is the next one' : ''}
              {each.plan?.overran ? ' · overran' : ''}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}
