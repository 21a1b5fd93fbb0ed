/** Every incident, open ones first. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Stack, Title } from '@mantine/core';
import { spanText } from '../../lib/times.ts';
import { useList } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { PromiseClock } from '../../ui/PromiseClock.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Severity } from '../../ui/Severity.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Empty, ProblemAlert, Waiting } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export default function Incidents() {
  const incidents = useList<IncidentView>('/incidents', { limit: 50 });
  const may = useMay();
  const name = useActorName();
  const open = incidents.items.filter(({ resolvedAt }) => resolvedAt === null);
  const past = incidents.items.filter(({ resolvedAt }) => resolvedAt !== null);
  const words = (incident: IncidentView) =>
    `${Object.values(incident.title).join(' ')} ${incident.phase} ${incident.id}`;
  const to = ({ id }: IncidentView) => `/incidents/${id}`;
  return (
    <div className="page">
      <PageTitle title="Incidents">
        {may('respond:write') && (
          <LinkButton to="/incidents/new" variant="default">
            Open an incident
          </LinkButton>
        )}
      </PageTitle>
      {incidents.error && <ProblemAlert problem={incidents.error} retry={incidents.refetch} />}
      {incidents.isPending && <Waiting />}
      {incidents.isSuccess && incidents.items.length === 0 && (
        <Empty title="No incident so far">
          A monitor that fails opens one by itself. You can also open one by hand when users tell you first.
        </Empty>
      )}
      <Stack gap="xl">
        {open.length > 0 && (
          <section aria-labelledby="open">
            <Title order={2} fz="h4" id="open" mb="xs">
              Open
            </Title>
            <DataTable
              caption="Open incidents"
              rows={open}
              rowKey={({ id }) => id}
              to={to}
              columns={[
                { header: 'Incident', cell: ({ title }) => textIn(title) },
                { header: 'Phase', wide: true, cell: ({ phase }) => <StatusMark state={phase} /> },
                { header: 'Severity', wide: true, cell: ({ severity }) => <Severity severity={severity} /> },
                {
                  header: 'Owner',
                  wide: true,
                  cell: ({ roles }) => (roles.owner ? name(roles.owner) : <b>Nobody</b>),
                },
                {
                  header: 'Next word',
                  cell: ({ promise }) =>
                    promise ? <PromiseClock dueAt={promise.dueAt} /> : 'Not promised yet',
                },
              ]}
            />
          </section>
        )}
        {past.length > 0 && (
          <section aria-labelledby="past">
            <Title order={2} fz="h4" id="past" mb="xs">
              Resolved
            </Title>
            <DataTable
              caption="Resolved incidents"
              rows={past}
              rowKey={({ id }) => id}
              to={to}
              filter={words}
              more={incidents}
              keys={open.length === 0}
              columns={[
                { header: 'Incident', cell: ({ title }) => textIn(title) },
                { header: 'Severity', wide: true, cell: ({ severity }) => <Severity severity={severity} /> },
                { header: 'Began', cell: ({ startedAt }) => <Time at={startedAt} show="absolute" /> },
                {
                  header: 'Lasted',
                  cell: ({ startedAt, recoveredAt, resolvedAt }) =>
                    spanText(Date.parse(recoveredAt ?? resolvedAt ?? startedAt) - Date.parse(startedAt)),
                },
                {
                  header: 'Promises',
                  wide: true,
                  cell: ({ promises }) =>
                    `${promises.filter(({ outcome }) => outcome !== 'missed').length} of ${promises.length} kept`,
                },
              ]}
            />
          </section>
        )}
      </Stack>
    </div>
  );
}
