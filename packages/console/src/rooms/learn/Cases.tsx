/** The library of famous outages, with one's own in the same table and where they stand among them. */
import type { CaseRow, CaseTable } from '@candor/protocol/learn.ts';
import { Anchor, Modal, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { spanText } from '../../lib/times.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Loaded } from '../../ui/states.tsx';
import { CaseDetails } from './CaseDetails.tsx';
import { ORDERS, type Order, sorted } from './case-order.ts';
import { Shown } from './Shown.tsx';

export default function CaseLibrary() {
  const cases = useGet<CaseTable>('/cases');
  const [order, setOrder] = useState<Order>('date');
  const [opened, setOpened] = useState<CaseRow | null>(null);
  return (
    <div className="page">
      <PageTitle
        title="Case library"
        lead={
          <>
            How long others took to say the first word, and what they learned. Everybody can read it at{' '}
            <Anchor href="/cases" underline="always">
              /cases
            </Anchor>
            .
          </>
        }
      >
        <NativeSelect
          aria-label="Order"
          value={order}
          onChange={({ currentTarget }) =>
            setOrder(ORDERS.find(({ value }) => value === currentTarget.value)?.value ?? 'date')
          }
          data={[...ORDERS]}
        />
      </PageTitle>
      <Loaded of={cases}>
        {(table) => (
          <>
            <Standings table={table} />
            <DataTable
              caption="Outages compared"
              rows={sorted(table.rows, order)}
              rowKey={({ id }) => id}
              onOpen={setOpened}
              filter={({ org, title, causeClass, lesson }) =>
                `${org} ${title} ${causeClass} ${lesson.text ?? ''}`
              }
              columns={[
                {
                  header: 'Outage',
                  cell: ({ org, title, origin }) => (
                    <div style={{ minWidth: 'min(14rem, 30vw)' }}>
                      {org}
                      {origin === 'own' && <span className="quiet"> (yours)</span>}
                      <Text component="span" display="block" size="sm" fw={400}>
                        {title}
                      </Text>
                    </div>
                  ),
                },
                { header: 'Start (UTC)', wide: true, cell: ({ date }) => <Shown cell={date} /> },
                { header: 'Lasted', wide: true, cell: ({ duration }) => <Shown cell={duration} /> },
                { header: 'First word after', cell: ({ firstWord }) => <Shown cell={firstWord} /> },
                { header: 'Updates', wide: true, cell: ({ cadence }) => <Shown cell={cadence} /> },
                { header: 'Kind of cause', wide: true, cell: ({ causeClass }) => causeClass },
              ]}
            />
            <Modal
              opened={opened !== null}
              onClose={() => setOpened(null)}
              size="lg"
              title={opened ? `${opened.org}: ${opened.title}` : ''}
            >
              {opened && <CaseDetails row={opened} honesty={table.honesty} />}
            </Modal>
          </>
        )}
      </Loaded>
    </div>
  );
}

const minutes = (value: number) => spanText(value * 60_000);

function Standings({ table }: { table: CaseTable }) {
  const [latest] = table.standings;
  const row = latest && table.rows.find(({ id }) => id === latest.id);
  if (!latest?.firstWord || !row)
    return (
      <Text className="quiet" mb="md">
        Your own outages join the table once you have said a first word about one.
      </Text>
    );
  const { firstWord } = latest;
  return (
    <Text mb="md">
      Your latest outage, “{row.title}”: the first word came after {minutes(firstWord.minutes)}, sooner than
      in {firstWord.better} of the {firstWord.of} outages whose time is known (median{' '}
      {minutes(firstWord.median)}
      ).
    </Text>
  );
}
