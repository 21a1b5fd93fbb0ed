/** Customers: who has a contract, since when and for how much. They come as CSV; an import shows its plan first. */
import type { Customer } from '@candor/protocol/audience.ts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { del, type Listed } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { moneyText } from '../../ui/figures.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { ImportCustomers } from './ImportCustomers.tsx';

export default function Customers() {
  const customers = useGet<Listed<Customer>>('/customers');
  const [importing, importer] = useDisclosure(false);
  const mayEdit = useMay()('audience:write');
  const forget = useSend((id: string) => del(`/customers/${id}`), { touches: ['/customers'] });
  const start = mayEdit && <Button onClick={importer.open}>Import CSV</Button>;
  return (
    <div className="page">
      <PageTitle
        title="Customers"
        lead="Credits are computed for each of them, without a claim, from the fee of one period of their contract."
      >
        {start}
      </PageTitle>
      <ProblemAlert problem={forget.error} />
      <Loaded of={customers}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No customers yet" action={start}>
              Export them from your billing as CSV with at least the columns external_id and name; fees and
              start dates are what credits are computed from.
            </Empty>
          ) : (
            <DataTable
              caption="Customers"
              rows={items}
              rowKey={({ id }) => id}
              filter={({ name, externalId, email, plan, segment }) =>
                [name, externalId, email, plan, segment].join(' ')
              }
              columns={[
                { header: 'Name', cell: ({ name }) => name },
                { header: 'Your id', wide: true, cell: ({ externalId }) => externalId },
                { header: 'E-mail', wide: true, cell: ({ email }) => email ?? '' },
                { header: 'Plan', wide: true, cell: ({ plan }) => plan ?? '' },
                {
                  header: 'Fee',
                  align: 'end',
                  cell: ({ feeMinor, currency }) => moneyText(feeMinor, currency),
                },
                {
                  header: 'Customer since',
                  wide: true,
                  cell: ({ startedOn, endedOn }) =>
                    `${startedOn ?? 'not known'}${endedOn ? `, until ${endedOn}` : ''}`,
                },
                ...(mayEdit
                  ? [
                      {
                        header: 'Privacy',
                        cell: ({ id, name }: Customer) => (
                          <ConfirmButton
                            size="compact-sm"
                            question={`${name} is erased here. Approved statements keep their numbers under an id.`}
                            confirm="Forget this customer"
                            loading={forget.isPending && forget.variables === id}
                            onConfirm={() => forget.mutate(id)}
                          >
                            Forget …
                          </ConfirmButton>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
      <ImportCustomers opened={importing} close={importer.close} />
    </div>
  );
}
