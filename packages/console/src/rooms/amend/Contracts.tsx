/** The contracts: what was promised to whom. */
import type { ContractView, StoredContract } from '@candor/protocol/amend.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';

export const tiersText = ({ tiers, multiplier }: ContractView): string =>
  multiplier === null
    ? tiers
        .map(({ below, creditPct, creditDays }) =>
          creditPct === undefined
            ? `below ${below} %: ${creditDays} days`
            : `below ${below} %: ${creditPct} %`,
        )
        .join(', ')
    : `${multiplier} × what was paid for the time down`;

export default function Contracts() {
  const contracts = useGet<Listed<StoredContract>>('/contracts');
  const nameOf = useComponentName();
  const mayEdit = useMay()('amend:write');
  const add = mayEdit && <LinkButton to="/contracts/new">Add a contract</LinkButton>;
  return (
    <div className="page">
      <PageTitle
        title="Contracts and credits"
        lead="Credits are computed from the recorded downtime for every customer, and paid when a person approves."
      >
        {add}
      </PageTitle>
      <Loaded of={contracts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No contract yet" action={add}>
              Write down what you promise: a share of each month, and what is credited below it. Customers
              come from the CSV import under Tell.
            </Empty>
          ) : (
            <DataTable
              caption="Contracts"
              rows={items}
              rowKey={({ contract }) => contract.id}
              to={({ contract }) => `/contracts/${contract.id}`}
              columns={[
                { header: 'Contract', cell: ({ contract }) => contract.name },
                {
                  header: 'Promised',
                  cell: ({ contract }) => `${contract.target} % of each ${contract.period}`,
                },
                { header: 'Credit', wide: true, cell: ({ contract }) => tiersText(contract) },
                {
                  header: 'Covers',
                  wide: true,
                  cell: ({ contract, plans }) => (
                    <>
                      {contract.components.map(nameOf).join(', ')}
                      <span className="quiet"> · {plans ? `plans ${plans.join(', ')}` : 'every plan'}</span>
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}
