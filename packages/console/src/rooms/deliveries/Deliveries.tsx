/** The ledger, of one incident or of all, newest first; the dead letters are one choice away. */
import { type CarrierView, type Delivery, DeliveryState } from '@candor/protocol/carriers.ts';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Listed } from '../../api.ts';
import { useGet, useList } from '../../query.ts';
import { Callout } from '../../ui/Callout.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, ProblemAlert, Waiting } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { DeadLetters } from './DeadLetters.tsx';
import { DeliveryMark, stateLabel } from './stateMark.tsx';

export default function Deliveries() {
  const incidentId = useParam('incidentId') || undefined;
  const [state, setState] = useState('');
  const [carrier, setCarrier] = useState('');
  const carriers = useGet<Listed<CarrierView>>('/carriers');
  const found = useList<Delivery>(
    '/deliveries',
    { incidentId, state: state || undefined, carrier: carrier || undefined, limit: 100 },
    { everyMs: 15_000 },
  );
  const broken = (carriers.data?.items ?? []).filter(({ breaker }) => breaker.state === 'open');
  return (
    <div className="page">
      <PageTitle
        title={incidentId ? 'Deliveries of an incident' : 'Deliveries'}
        back={incidentId && <TextLink to={`/incidents/${incidentId}`}>The incident</TextLink>}
        lead="Nothing counts as sent without the receiver’s answer. A dead letter can be tried again under its old id."
      />
      <Stack gap="md">
        {broken.map(({ name, title, breaker }) => (
          <Callout key={name} tone="amber" title={`${title} does not work at the moment`}>
            {breaker.error} {breaker.retryAt && <Time at={breaker.retryAt} />}
          </Callout>
        ))}
        <Group gap="sm">
          <NativeSelect
            label="State"
            value={state}
            onChange={(event) => setState(event.currentTarget.value)}
            data={[
              { value: '', label: 'All' },
              ...DeliveryState.options.map((each) => ({ value: each, label: stateLabel(each) })),
            ]}
          />
          <NativeSelect
            label="Way"
            value={carrier}
            onChange={(event) => setCarrier(event.currentTarget.value)}
            data={[
              { value: '', label: 'All' },
              ...(carriers.data?.items ?? []).map(({ name, title }) => ({ value: name, label: title })),
            ]}
          />
        </Group>
        <DeadLetters incidentId={incidentId} carrier={carrier || undefined} />
        {found.error && <ProblemAlert problem={found.error} retry={found.refetch} />}
        {found.isPending && <Waiting />}
        {found.isSuccess && found.items.length === 0 && (
          <Empty title={state === 'failed' ? 'No dead letters' : 'Nothing here'}>
            {state || carrier
              ? 'No delivery is in this state.'
              : 'Deliveries appear with the first update that has subscribers, and with calls to the staff.'}
          </Empty>
        )}
        {found.items.length > 0 && (
          <DataTable
            caption="Deliveries"
            rows={found.items}
            rowKey={({ id }) => id}
            to={({ id }) => `/deliveries/${id}`}
            more={found}
            columns={[
              { header: 'To', cell: ({ address }) => address },
              { header: 'State', cell: (each) => <DeliveryMark state={each.state} /> },
              { header: 'Way', wide: true, cell: (each) => each.carrier },
              { header: 'What', wide: true, cell: ({ kind }) => kind.replaceAll('_', ' ') },
              { header: 'Attempts', wide: true, align: 'end', cell: ({ attempts }) => attempts },
              {
                header: 'When',
                wide: true,
                cell: ({ settledAt, createdAt }) => <Time at={settledAt ?? createdAt} />,
              },
            ]}
          />
        )}
      </Stack>
    </div>
  );
}
