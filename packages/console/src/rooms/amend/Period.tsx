/** The credits of one period: computed for everybody, checked, approved once. After that the statements stand. */
import type { ContractView, CreditRun } from '@candor/protocol/amend.ts';
import { Button, Group, List, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { post, put, serverNowMs } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { moneyText } from '../../ui/figures.ts';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { lastPeriod } from './contract-form.ts';
import { Statements } from './Statements.tsx';

export function Period({ contract, mayEdit }: { contract: ContractView; mayEdit: boolean }) {
  const [typed, setTyped] = useState(() => lastPeriod(contract.period, new Date(serverNowMs())));
  const [period, setPeriod] = useState(typed);
  const wellFormed = (contract.period === 'month' ? /^\d{4}-\d\d$/ : /^\d{4}-Q[1-4]$/).test(typed);
  const path = `/contracts/${contract.id}/statements`;
  const found = useGet<CreditRun>(path, { period });
  const client = useQueryClient();
  // The answer of a run also says who was left out, which the list does not.
  const done = (run: CreditRun) => client.setQueryData([path, { period }], run);
  const compute = useSend(() => post<CreditRun>(`/contracts/${contract.id}/runs`, { period }), {
    touches: [],
    done,
  });
  const [bookedOn, setBookedOn] = useState('');
  const booking = { bookedOn: bookedOn || null };
  const approve = useSend(() => put<CreditRun>(`/contracts/${contract.id}/approvals/${period}`, booking), {
    touches: ['/incidents'],
    done,
  });
  return (
    <section aria-labelledby="period">
      <Title order={2} fz="h4" id="period" mb="sm">
        Credits of a {contract.period}
      </Title>
      <Group align="end" mb="md">
        <TextInput
          label={contract.period === 'month' ? 'Month' : 'Quarter'}
          description={contract.period === 'month' ? 'Such as 2026-11' : 'Such as 2026-Q4'}
          w={160}
          value={typed}
          error={
            wellFormed ? undefined : `Write it as ${contract.period === 'month' ? '2026-11' : '2026-Q4'}`
          }
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            if ((contract.period === 'month' ? /^\d{4}-\d\d$/ : /^\d{4}-Q[1-4]$/).test(value))
              setPeriod(value);
          }}
        />
        {mayEdit && (
          <Button
            loading={compute.isPending}
            disabled={!wellFormed}
            onClick={() => {
              approve.reset();
              compute.mutate();
            }}
          >
            Compute {period}
          </Button>
        )}
      </Group>
      <ProblemAlert problem={compute.error ?? approve.error} />
      <Loaded of={found}>
        {(run) =>
          run.items.length === 0 && run.skipped.length === 0 ? (
            <Empty title={`Nothing was computed for ${period}`}>
              {mayEdit
                ? 'Compute it: every customer of the contract gets a statement from the recorded downtime.'
                : 'Somebody who may amend computes it.'}
            </Empty>
          ) : (
            <Result
              run={run}
              period={period}
              mayEdit={mayEdit}
              approve={approve}
              booked={
                <TextInput
                  type="date"
                  label="Booked on"
                  description="When customers find it in their accounts; they are told this day. May stay empty."
                  value={bookedOn}
                  onChange={({ currentTarget }) => setBookedOn(currentTarget.value)}
                />
              }
            />
          )
        }
      </Loaded>
    </section>
  );
}

type ResultProps = {
  run: CreditRun;
  period: string;
  mayEdit: boolean;
  approve: { mutate: () => void; isPending: boolean };
  booked: ReactNode;
};

function Result({ run, period, mayEdit, approve, booked }: ResultProps) {
  const waiting = run.items.filter(({ approvedAt }) => approvedAt === null);
  const credited = run.items.filter(({ creditMinor }) => creditMinor > 0);
  const [first] = run.items;
  return (
    <>
      {mayEdit && waiting.length > 0 && booked}
      <Group justify="space-between" mb="sm" mt="sm">
        <Text role="status">
          {run.items.length.toLocaleString('en')} {run.items.length === 1 ? 'statement' : 'statements'},{' '}
          {credited.length.toLocaleString('en')} with a credit, together{' '}
          <b>{moneyText(run.totalMinor, run.currency)}</b>.{' '}
          {waiting.length === 0 && first?.approvedAt && (
            <>
              Approved <Time at={first.approvedAt} />.
            </>
          )}
        </Text>
        {mayEdit && waiting.length > 0 && (
          <ConfirmButton
            variant="filled"
            danger={false}
            loading={approve.isPending}
            question={`${waiting.length} statements of ${period} are settled. They stand from then on. Each customer with a credit is written to at once, with their own amount alone.`}
            confirm="Approve these credits"
            onConfirm={() => approve.mutate()}
          >
            Approve {waiting.length}
          </ConfirmButton>
        )}
      </Group>
      <Statements statements={run.items} />
      {run.skipped.length > 0 && (
        <>
          <Title order={3} fz="md" mt="md">
            Left out
          </Title>
          <List size="sm">
            {run.skipped.map(({ customerId, reason }) => (
              <List.Item key={customerId}>
                {customerId}: {reason}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </>
  );
}
