/** The outages that are over, each with the survey of those whom it hit. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export default function Surveys() {
  const incidents = useGet<Listed<IncidentView>>('/incidents', { open: false, limit: 200 });
  return (
    <div className="page">
      <PageTitle
        title="Surveys"
        lead="At most five questions to those who were told of the outage; nobody is asked twice within thirty days."
      />
      <Loaded of={incidents}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="No outage is over yet"
              action={
                <LinkButton to="/subscribers" variant="default">
                  See who would be asked
                </LinkButton>
              }
            >
              When one is, those who subscribed before it ended can be asked here.
            </Empty>
          ) : (
            <DataTable
              caption="Outages whose readers can be asked"
              rows={items}
              rowKey={({ id }) => id}
              to={({ id }) => `/incidents/${id}/survey`}
              filter={({ title }) => textIn(title)}
              columns={[
                { header: 'Incident', cell: ({ title }) => textIn(title) },
                {
                  header: 'Over since',
                  cell: ({ resolvedAt }) => (resolvedAt ? <Time at={resolvedAt} /> : ''),
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}
