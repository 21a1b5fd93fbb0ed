/** Who asked to be told: how many in each state, the list, adding one, and forgetting one for good. */
import type { Subscriber, SubscriberState } from '@candor/protocol/audience.ts';
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { z } from 'zod';
import { del } from '../../api.ts';
import { useGet, useList, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { AddSubscriber } from './AddSubscriber.tsx';

type State = z.infer<typeof SubscriberState>;

const STATES: [State, string][] = [
  ['active', 'Active'],
  ['pending', 'Not confirmed'],
  ['unsubscribed', 'Unsubscribed'],
  ['suppressed', 'Suppressed'],
];
const labelOf = (state: State) => STATES.find(([name]) => name === state)?.[1] ?? state;

export default function Subscribers() {
  const [state, setState] = useState<State | 'all'>('all');
  const [adding, add] = useDisclosure(false);
  const counts = useGet<Record<State, number>>('/subscribers/counts');
  const list = useList<Subscriber>('/subscribers', { state: state === 'all' ? null : state, limit: 100 });
  const mayEdit = useMay()('audience:write');
  const total = Object.values(counts.data ?? {}).reduce((sum, count) => sum + count, 0);
  const withCount = (label: string, count: number | undefined) =>
    count === undefined ? label : `${label} ${count.toLocaleString('en')}`;
  return (
    <div className="page">
      <PageTitle
        title="Subscribers"
        lead="Nobody is written to before they confirmed, and who left stays gone until they ask again."
      >
        {mayEdit && <Button onClick={add.open}>Add a subscriber</Button>}
      </PageTitle>
      <div className="scroll" style={{ marginBlockEnd: '1rem' }}>
        <SegmentedControl
          aria-label="State of the subscription"
          value={state}
          onChange={(value) => setState(value as State | 'all')}
          data={[
            { value: 'all', label: withCount('All', counts.data && total) },
            ...STATES.map(([value, label]) => ({ value, label: withCount(label, counts.data?.[value]) })),
          ]}
        />
      </div>
      <Loaded of={list}>{() => <Rows list={list} state={state} mayEdit={mayEdit} add={add.open} />}</Loaded>
      <AddSubscriber opened={adding} close={add.close} />
    </div>
  );
}

type RowsProps = {
  list: ReturnType<typeof useList<Subscriber>>;
  state: State | 'all';
  mayEdit: boolean;
  add: () => void;
};

function Rows({ list, state, mayEdit, add }: RowsProps) {
  const nameOf = useComponentName();
  const forget = useSend((id: string) => del(`/subscribers/${id}`), { touches: ['/subscribers'] });
  if (list.items.length === 0)
    return state === 'all' ? (
      <Empty
        title="Nobody has subscribed yet"
        action={mayEdit && <Button onClick={add}>Add a subscriber</Button>}
      >
        Visitors subscribe on the public page and confirm by mail. You can also add an address or a webhook
        here.
      </Empty>
    ) : (
      <Text className="quiet" role="status">
        No subscription is in this state.
      </Text>
    );
  return (
    <>
      <ProblemAlert problem={forget.error} />
      <DataTable
        caption="Subscribers"
        rows={list.items}
        rowKey={({ id }) => id}
        filter={({ address, locale, source }) => `${address} ${locale} ${source}`}
        more={list}
        columns={[
          { header: 'Address', cell: ({ address }) => address },
          {
            header: 'State',
            cell: ({ state: now, endedWhy }) => (
              <>
                <span style={{ whiteSpace: 'nowrap' }}>{labelOf(now)}</span>
                {endedWhy && <span className="quiet"> · {endedWhy}</span>}
              </>
            ),
          },
          {
            header: 'Hears of',
            wide: true,
            cell: ({ componentIds, everyNote }) => (
              <>
                {componentIds ? componentIds.map(nameOf).join(', ') : 'Everything'}
                {everyNote && <span className="quiet"> · also “no change” notes</span>}
              </>
            ),
          },
          {
            header: 'Language, zone',
            wide: true,
            cell: ({ locale, timeZone }) => `${localeName(locale)}, ${timeZone}`,
          },
          { header: 'Since', wide: true, cell: ({ createdAt }) => <Time at={createdAt} show="absolute" /> },
          ...(mayEdit
            ? [
                {
                  header: 'Privacy',
                  cell: ({ id, address }: Subscriber) => (
                    <ConfirmButton
                      size="compact-sm"
                      question={`${address} and everything the ledger of deliveries knows of it is erased. This cannot be undone.`}
                      confirm="Forget this address"
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
    </>
  );
}
