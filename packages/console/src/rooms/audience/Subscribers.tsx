/** Who asked to be told: how many in each state, the list by what they are, adding, importing, and forgetting for good. */
import type { Subscriber, SubscriberCounts } from '@candor/protocol/audience.ts';
import { Anchor, Button, Group, NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { addressOf, del } from '../../api.ts';
import { useGet, useList, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { AddSubscriber } from './AddSubscriber.tsx';
import { hearsOf, STATES, type State, stateLabel, useCarriers } from './words.ts';

type Shown = State | 'all' | 'quarantined';

export default function Subscribers() {
  const [state, setState] = useState<Shown>('all');
  const [carrier, setCarrier] = useState('');
  const [typed, setTyped] = useState('');
  const [address] = useDebouncedValue(typed.trim(), 300);
  const [adding, add] = useDisclosure(false);
  const carriers = useCarriers();
  const counts = useGet<SubscriberCounts>('/subscribers/counts');
  const filter = {
    state: state === 'all' || state === 'quarantined' ? null : state,
    quarantined: state === 'quarantined' ? true : null,
    carrier: carrier || null,
    q: address || null,
  };
  const list = useList<Subscriber>('/subscribers', { ...filter, limit: 100 });
  const may = useMay();
  const mayEdit = may('audience:write');
  const total = STATES.reduce((sum, [name]) => sum + (counts.data?.[name] ?? 0), 0);
  const withCount = (label: string, count: number | undefined) =>
    count === undefined ? label : `${label} ${count.toLocaleString('en')}`;
  return (
    <div className="page">
      <PageTitle
        title="Subscribers"
        lead="Nobody is written to before they confirmed, and who left stays gone until they ask again."
      >
        {mayEdit && (
          <Group gap="xs">
            <LinkButton to="/subscribers/imports" variant="default">
              Import a list
            </LinkButton>
            <Button onClick={add.open}>Add a subscriber</Button>
          </Group>
        )}
      </PageTitle>
      <div className="scroll" style={{ marginBlockEnd: '1rem' }}>
        <SegmentedControl
          aria-label="State of the subscription"
          value={state}
          onChange={(value) => setState(value as Shown)}
          data={[
            { value: 'all', label: withCount('All', counts.data && total) },
            ...STATES.map(([value, label]) => ({ value, label: withCount(label, counts.data?.[value]) })),
            { value: 'quarantined', label: withCount('In quarantine', counts.data?.quarantined) },
          ]}
        />
      </div>
      <Group align="end" mb="md" gap="md">
        <NativeSelect
          label="Way"
          data={[
            { value: '', label: 'Every way' },
            ...carriers.map(({ name, title }) => ({ value: name, label: title })),
          ]}
          value={carrier}
          onChange={({ currentTarget }) => setCarrier(currentTarget.value)}
        />
        <TextInput
          label="Whole address"
          type="search"
          placeholder="reader@example.com"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {total > 0 && (
          <Anchor href={addressOf('/subscribers/export', filter)} download size="sm" pb={8}>
            Export as CSV
          </Anchor>
        )}
      </Group>
      <Loaded of={list}>
        {() => (
          <Rows list={list} all={state === 'all' && !carrier && !address} mayEdit={mayEdit} add={add.open} />
        )}
      </Loaded>
      <AddSubscriber opened={adding} close={add.close} />
    </div>
  );
}

type RowsProps = {
  list: ReturnType<typeof useList<Subscriber>>;
  all: boolean;
  mayEdit: boolean;
  add: () => void;
};

function Rows({ list, all, mayEdit, add }: RowsProps) {
  const nameOf = useComponentName();
  const carriers = useCarriers();
  const forget = useSend((id: string) => del(`/subscribers/${id}`), { touches: ['/subscribers'] });
  if (list.items.length === 0)
    return all ? (
      <Empty
        title="Nobody has subscribed yet"
        action={mayEdit && <Button onClick={add}>Add a subscriber</Button>}
      >
        Visitors subscribe on the public page and confirm by mail. You can also add an address or a webhook
        here, or import a list.
      </Empty>
    ) : (
      <Text className="quiet" role="status">
        No subscription is like that.
      </Text>
    );
  return (
    <>
      <ProblemAlert problem={forget.error} />
      <DataTable
        caption="Subscribers"
        rows={list.items}
        rowKey={({ id }) => id}
        to={({ id }) => `/subscribers/${id}`}
        filter={({ address, locale, source, plan, segment, region }) =>
          [address, locale, source, plan, segment, region].join(' ')
        }
        more={list}
        columns={[
          { header: 'Address', cell: ({ address }) => address },
          {
            header: 'Way',
            wide: true,
            cell: ({ carrier }) => carriers.find(({ name }) => name === carrier)?.title ?? carrier,
          },
          {
            header: 'State',
            cell: ({ state: now, endedWhy, quarantinedAt }) => (
              <>
                <span style={{ whiteSpace: 'nowrap' }}>
                  {quarantinedAt && now === 'active' ? 'In quarantine' : stateLabel(now)}
                </span>
                {endedWhy && <span className="quiet"> · {endedWhy}</span>}
              </>
            ),
          },
          { header: 'Hears of', wide: true, cell: (subscriber) => hearsOf(subscriber, nameOf) },
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
                  wide: true,
                  cell: ({ id, address }: Subscriber) => (
                    <ConfirmButton
                      size="compact-sm"
                      question={`${address} and everything the ledger of deliveries knows of it is erased. A hash stays, so that no import brings it back. This cannot be undone.`}
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
