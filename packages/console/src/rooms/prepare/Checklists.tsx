/** The checklists: what users should know before an outage, and how many do. */
import type { Checklist } from '@candor/protocol/prepare.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Progress } from './Progress.tsx';

export default function Checklists() {
  const checklists = useGet<Listed<Checklist>>('/checklists');
  const mayEdit = useMay()('prepare:write');
  const add = mayEdit && <LinkButton to="/checklists/new">Add a checklist</LinkButton>;
  return (
    <div className="page">
      <PageTitle
        title="Checklists"
        lead="On a page of Candor’s own, or inside your onboarding. Progress is counted; readers stay anonymous unless your app names them."
      >
        {add}
      </PageTitle>
      <Loaded of={checklists}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No checklist yet" action={add}>
              Good first items: know the policy, find the status page, subscribe, know how to report a
              problem.
            </Empty>
          ) : (
            <DataTable
              caption="Checklists"
              rows={items}
              rowKey={({ id }) => id}
              to={({ id }) => `/checklists/${id}`}
              columns={[
                { header: 'Checklist', cell: ({ title }) => textIn(title) },
                { header: 'State', cell: ({ state }) => (state === 'open' ? 'Open' : 'Withdrawn') },
                { header: 'Items', align: 'end', wide: true, cell: ({ items: all }) => all.length },
                { header: 'Progress', cell: ({ id }) => <Progress checklistId={id} /> },
                {
                  header: 'Changed',
                  wide: true,
                  cell: ({ updatedAt }) => <Time at={updatedAt} show="absolute" />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}
