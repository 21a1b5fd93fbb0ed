/** One delivery: what happened to it, what the receiver said, and another try for a dead letter. */
import type { Delivery } from '@candor/protocol/carriers.ts';
import { Button, Code, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { DeliveryMark } from './stateMark.tsx';

export default function OneDelivery() {
  const id = useParam('deliveryId');
  const delivery = useGet<Delivery>(`/deliveries/${id}`);
  return (
    <div className="page narrow">
      <Loaded of={delivery}>{(found) => <Inside delivery={found} />}</Loaded>
    </div>
  );
}

function Inside({ delivery }: { delivery: Delivery }) {
  const may = useMay();
  const replay = useSend(() => post<Delivery>(`/deliveries/${delivery.id}/replays`), {
    touches: ['/deliveries'],
  });
  const rows: [string, ReactNode][] = [
    ['State', <DeliveryMark key="state" state={delivery.state} />],
    ['Way', delivery.carrier],
    ['What', delivery.kind.replaceAll('_', ' ')],
    [
      'Incident',
      delivery.incidentId && (
        <TextLink key="incident" to={`/incidents/${delivery.incidentId}`}>
          {delivery.incidentId}
        </TextLink>
      ),
    ],
    ['Attempts', delivery.attempts],
    ['Planned', <Time key="planned" at={delivery.createdAt} seconds />],
    ['Settled', delivery.settledAt && <Time key="settled" at={delivery.settledAt} seconds />],
    ['Next try', delivery.nextAt && <Time key="next" at={delivery.nextAt} seconds />],
    ['Last error', delivery.lastError],
    [
      'Receipt',
      delivery.receipt && (
        <Code key="receipt" block>
          {JSON.stringify(delivery.receipt, null, 2)}
        </Code>
      ),
    ],
  ];
  return (
    <>
      <PageTitle title={delivery.address} back={<TextLink to="/deliveries">Deliveries</TextLink>}>
        {delivery.state === 'failed' && may('carriers:write') && (
          <Button loading={replay.isPending} onClick={() => replay.mutate()}>
            Try it again
          </Button>
        )}
      </PageTitle>
      <ProblemAlert problem={replay.error} />
      <section className="card" aria-label="What happened">
        <Table withRowBorders={false}>
          <Table.Tbody>
            {rows
              .filter(([, value]) => value !== null && value !== '')
              .map(([label, value]) => (
                <Table.Tr key={label}>
                  <Table.Th scope="row" w="8rem" fw={400} className="quiet">
                    {label}
                  </Table.Th>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </section>
    </>
  );
}
