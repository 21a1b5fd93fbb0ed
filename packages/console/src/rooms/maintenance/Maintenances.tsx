/** What is planned, running and done. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { useList } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Empty, ProblemAlert, Waiting } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export default function Maintenances() {
  const planned = useList<IncidentView>('/incidents', { kind: 'maintenance' });
  const plan = useMay()('tell:write') && <LinkButton to="/maintenances/new">Plan maintenance</LinkButton>;
  return (
    <div className="page">
      <PageTitle title="Maintenance">{plan}</PageTitle>
      {planned.error && <ProblemAlert problem={planned.error} retry={planned.refetch} />}
      {planned.isPending && <Waiting />}
      {planned.isSuccess && planned.items.length === 0 && (
        <Empty title="Nothing is planned" action={plan}>
          Users forgive what they were told of. Say it days ahead: when, how long, what will not work. While
          it runs, the monitors of its components keep quiet.
        </Empty>
      )}
      {planned.items.length > 0 && (
        <DataTable
          caption="Maintenance"
          rows={planned.items}
          rowKey={({ id }) => id}
          to={({ id }) => `/maintenances/${id}`}
          filter={({ title, phase }) => `${Object.values(title).join(' ')} ${phase}`}
          more={planned}
          columns={[
            { header: 'What', cell: ({ title }) => textIn(title) },
            { header: 'State', cell: ({ phase }) => <StatusMark state={phase} /> },
            {
              header: 'From',
              cell: ({ scheduledFor, openedAt }) => <Time at={scheduledFor ?? openedAt} />,
            },
            {
              header: 'To',
              wide: true,
              cell: ({ scheduledUntil }) => scheduledUntil && <Time at={scheduledUntil} show="absolute" />,
            },
          ]}
        />
      )}
    </div>
  );
}
