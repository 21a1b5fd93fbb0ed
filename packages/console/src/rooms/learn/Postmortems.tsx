/** Where each outage's postmortem stands; an outage without one is where one begins. */
import type { PostmortemSummary } from '@candor/protocol/learn.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const STANDING: Record<PostmortemSummary['status'], string> = {
  draft: 'Draft',
  'in-review': 'In review',
  reviewed: 'Reviewed, not public yet',
  published: 'Public',
  'actions-closed': 'Public, all actions done',
};

export default function Postmortems() {
  const incidents = useGet<Listed<IncidentView>>('/incidents', { limit: 200 });
  const postmortems = useGet<Listed<PostmortemSummary>>('/postmortems');
  const known = new Map(postmortems.data?.items.map((summary) => [summary.incidentId, summary]));
  return (
    <div className="page">
      <PageTitle
        title="Postmortems"
        lead="A draft from the facts takes a moment; people add what made it possible and what changes."
      />
      <Loaded of={incidents}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="No outage yet"
              action={
                <LinkButton to="/cases" variant="default">
                  Read how others told theirs
                </LinkButton>
              }
            >
              When an incident is over, its postmortem is drafted here from what was recorded.
            </Empty>
          ) : (
            <DataTable
              caption="Incidents and their postmortems"
              rows={items}
              rowKey={({ id }) => id}
              to={({ id }) => `/incidents/${id}/postmortem`}
              filter={({ title }) => textIn(title)}
              columns={[
                { header: 'Incident', cell: ({ title }) => textIn(title) },
                {
                  header: 'Began',
                  wide: true,
                  cell: ({ startedAt }) => <Time at={startedAt} show="absolute" />,
                },
                {
                  header: 'Postmortem',
                  cell: (incident) => <Standing of={known.get(incident.id)} {...incident} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}

function Standing({ of, resolvedAt }: { of: PostmortemSummary | undefined; resolvedAt: string | null }) {
  if (!of) return <span className="quiet">{resolvedAt ? 'Not begun' : 'The incident is still open'}</span>;
  return (
    <>
      {STANDING[of.status]}
      {of.version > 0 && `, version ${of.version}`}
      <span className="quiet">
        {' '}
        · changed <Time at={of.updatedAt} show="absolute" />
      </span>
    </>
  );
}
