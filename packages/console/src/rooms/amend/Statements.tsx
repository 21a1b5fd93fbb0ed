/** Statements of a period; each opens with every step of its sum, done again at this moment. */
import type { CheckedStatement, StatementView } from '@candor/protocol/amend.ts';
import { Anchor, Button, CopyButton, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { moneyText } from '../../ui/figures.ts';
import { useComponentName } from '../../ui/names.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export function Statements({ statements }: { statements: readonly StatementView[] }) {
  const [opened, setOpened] = useState<StatementView | null>(null);
  return (
    <>
      <DataTable
        caption="Statements"
        rows={statements}
        rowKey={({ id }) => id}
        onOpen={setOpened}
        filter={({ customerName, customerId }) => customerName ?? customerId}
        columns={[
          { header: 'Customer', cell: ({ customerName, customerId }) => customerName ?? customerId },
          {
            header: 'Uptime',
            align: 'end',
            cell: ({ uptimePct, targetMet }) =>
              uptimePct === null ? 'nothing to measure' : `${uptimePct} %${targetMet ? '' : ' (missed)'}`,
          },
          { header: 'Down', align: 'end', wide: true, cell: ({ downMinutes }) => `${downMinutes} min` },
          {
            header: 'Credit',
            align: 'end',
            cell: ({ creditMinor, currency }) => moneyText(creditMinor, currency),
          },
          {
            header: 'Approved',
            wide: true,
            cell: ({ approvedAt }) => (approvedAt ? <Time at={approvedAt} show="absolute" /> : 'not yet'),
          },
          { header: 'Booked on', wide: true, cell: ({ bookedOn }) => bookedOn ?? 'no day yet' },
        ]}
      />
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        size="lg"
        title={`Statement of ${opened?.customerName ?? opened?.customerId ?? ''}`}
      >
        {opened && <Statement statement={opened} />}
      </Modal>
    </>
  );
}

function Statement({ statement: { id, link } }: { statement: StatementView }) {
  const found = useGet<CheckedStatement>(`/statements/${id}`);
  const nameOf = useComponentName();
  const address = new URL(link, window.location.href).href;
  return (
    <Loaded of={found}>
      {({ statement: { steps, evidence, digest }, check }) => (
        <Stack>
          <Text
            role="status"
            style={{ color: `var(--state-${check.same ? 'operational' : 'major_outage'})` }}
          >
            {check.same
              ? 'The sum was done again just now, from nothing but this statement: it agrees.'
              : `Done again, these do not agree: ${check.differs.join(', ')}. Compute the period again.`}
          </Text>
          <div>
            <Title order={3} fz="md" mb="xs">
              The sum
            </Title>
            <DataTable
              caption="Steps of the sum"
              keys={false}
              rows={steps}
              rowKey={({ name }) => name}
              columns={[
                { header: 'Step', cell: ({ name }) => name },
                { header: 'Formula', cell: ({ formula }) => formula },
                {
                  header: 'With',
                  wide: true,
                  cell: ({ values }) =>
                    Object.entries(values)
                      .map(([name, value]) => `${name} = ${value}`)
                      .join(', '),
                },
                { header: 'Result', align: 'end', cell: ({ result }) => result },
              ]}
            />
          </div>
          <div>
            <Title order={3} fz="md" mb="xs">
              Recorded downtime
            </Title>
            {evidence.downtime.length === 0 ? (
              <Text className="quiet">None in this period.</Text>
            ) : (
              <DataTable
                caption="Recorded downtime"
                keys={false}
                rows={evidence.downtime}
                rowKey={({ incidentId, componentId, startMs }) => `${incidentId} ${componentId} ${startMs}`}
                columns={[
                  { header: 'Component', cell: ({ componentId }) => nameOf(componentId) },
                  { header: 'State', wide: true, cell: ({ status }) => <StatusMark state={status} /> },
                  {
                    header: 'From',
                    cell: ({ startMs }) => (
                      <Time at={new Date(startMs).toISOString()} show="absolute" seconds />
                    ),
                  },
                  {
                    header: 'Until',
                    cell: ({ endMs }) => <Time at={new Date(endMs).toISOString()} show="absolute" seconds />,
                  },
                  {
                    header: 'Incident',
                    wide: true,
                    cell: ({ incidentId }) => <TextLink to={`/incidents/${incidentId}`}>Open</TextLink>,
                  },
                ]}
              />
            )}
          </div>
          <div>
            <Title order={3} fz="md" mb="xs">
              The customer’s own copy
            </Title>
            <Text size="sm">
              <Anchor href={link} fz="sm" underline="always" style={{ overflowWrap: 'anywhere' }}>
                {address}
              </Anchor>
            </Text>
            <Group mt="xs">
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button size="compact-sm" variant="default" onClick={copy}>
                    {copied ? 'Copied' : 'Copy the link'}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Text size="xs" className="quiet" mt="xs" style={{ overflowWrap: 'anywhere' }}>
              SHA-256 of the statement: {digest}
            </Text>
          </div>
        </Stack>
      )}
    </Loaded>
  );
}
