/** Who changed what, the newest first. */
import type { AuditEntry } from '@candor/protocol/people.ts';
import { useList } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const detailText = (detail: AuditEntry['detail']): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

export default function Audit() {
  const audit = useList<AuditEntry>('/audit', { limit: 100 });
  const nameOf = useActorName();
  return (
    <div className="page">
      <PageTitle
        title="Audit log"
        lead="Changes to people and access. What happened in an outage stands in the incident’s own timeline."
      />
      <Loaded of={audit}>
        {() =>
          audit.items.length === 0 ? (
            <Empty title="Nothing was changed yet">
              Sign-ins, invitations, roles and tokens leave a line here.
            </Empty>
          ) : (
            <DataTable
              caption="Audit log"
              rows={audit.items}
              rowKey={({ id }) => id}
              filter={({ what, by, target, detail }) =>
                `${what} ${nameOf(by)} ${target ?? ''} ${detailText(detail)}`
              }
              more={audit}
              columns={[
                { header: 'What', cell: ({ what }) => what },
                { header: 'By', cell: ({ by }) => nameOf(by) },
                { header: 'When', cell: ({ at }) => <Time at={at} seconds /> },
                { header: 'About', wide: true, cell: ({ target }) => target ?? '' },
                { header: 'Detail', wide: true, cell: ({ detail }) => detailText(detail) },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}
