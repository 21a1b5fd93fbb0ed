/** Whether mail would arrive if an outage came now: what was found, what to do, how to warm up, and a test letter. */
import type {
  MailRate,
  MailReadiness as Readiness,
  ReadinessFinding,
  WarmUp,
} from '@candor/protocol/mail-readiness.ts';
import { Button, Stack, Text, Title } from '@mantine/core';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { numberText, percentText } from '../../ui/figures.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Snippet } from '../../ui/Snippet.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { SeedTests } from './SeedTests.tsx';

const STATES: Record<ReadinessFinding['state'], [mark: string, label: string]> = {
  fail: ['major_outage', 'To be mended'],
  warn: ['degraded_performance', 'Could be better'],
  unknown: ['unknown', 'Not known'],
  ok: ['operational', 'In order'],
};
const ORDER = Object.keys(STATES) as ReadinessFinding['state'][];

export default function MailReadiness() {
  const readiness = useGet<Readiness>('/mail-readiness');
  return (
    <div className="page narrow">
      <PageTitle
        title="Mail readiness"
        lead="An outage is a bad moment to learn that mail does not arrive. This is what receivers would see if it came now."
      >
        <Button variant="default" loading={readiness.isFetching} onClick={() => readiness.refetch()}>
          Look again
        </Button>
      </PageTitle>
      <Loaded of={readiness}>
        {(found) => (
          <Stack gap="md">
            <Findings found={found} />
            <WarmUpCard warmUp={found.warmUp} />
            {found.rates.length > 0 && <Rates rates={found.rates} />}
            <SeedTests />
          </Stack>
        )}
      </Loaded>
    </div>
  );
}

function Findings({ found: { findings, checkedAt, sender } }: { found: Readiness }) {
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const count = (state: ReadinessFinding['state']) => findings.filter((one) => one.state === state).length;
  return (
    <section className="card" aria-labelledby="mail-findings">
      <Title order={2} fz="h5" id="mail-findings">
        {count('fail') > 0
          ? `${count('fail')} to be mended, ${count('warn')} could be better`
          : count('warn') > 0
            ? `Nothing is broken; ${count('warn')} could be better`
            : 'In order, as far as it can be seen from here'}
      </Title>
      <Text size="sm" className="quiet" mt={2}>
        {sender ? `From ${sender}. ` : ''}Looked at <Time at={checkedAt} />.
      </Text>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {sorted.map((finding) => (
          <Finding key={`${finding.id} ${finding.what}`} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function Finding({ finding: { what, state, evidence, todo, record } }: { finding: ReadinessFinding }) {
  const [mark, label] = STATES[state];
  return (
    <li style={{ borderTop: '1px solid var(--line)', paddingBlock: '0.75rem', marginBlockStart: '0.75rem' }}>
      <div style={{ display: 'flex', flexWrap: 'wrap', columnGap: '0.75rem', alignItems: 'baseline' }}>
        <Title order={3} fz="md" style={{ overflowWrap: 'anywhere' }}>
          {what}
        </Title>
        <StatusMark state={mark} label={label} />
      </div>
      <Text size="sm" className="quiet" style={{ overflowWrap: 'anywhere' }}>
        {evidence}
      </Text>
      {todo && <Text mt={4}>{todo}</Text>}
      {record && (
        <div style={{ marginBlockStart: '0.5rem' }}>
          <Snippet
            label={`The record for ${what}`}
            code={`${record.name} ${record.type} ${record.type === 'TXT' ? `"${record.value}"` : record.value}`}
          />
        </div>
      )}
    </li>
  );
}

function WarmUpCard({ warmUp }: { warmUp: WarmUp }) {
  const { advice, byProvider, plan } = warmUp;
  return (
    <section className="card" aria-labelledby="mail-warm-up">
      <Title order={2} fz="h5" id="mail-warm-up">
        Warm-up
      </Title>
      <Text mt={4}>{advice}</Text>
      {byProvider.length > 0 && (
        <DataTable
          caption="Readers by mailbox provider"
          keys={false}
          rows={byProvider}
          rowKey={({ provider }) => provider}
          columns={[
            { header: 'Mailbox provider', cell: ({ provider }) => provider },
            { header: 'Readers', align: 'end', cell: ({ readers }) => numberText(readers) },
            { header: 'Bulk rules', cell: ({ bulk }) => (bulk ? 'apply' : 'not by number') },
          ]}
        />
      )}
      {plan.length > 0 && (
        <DataTable
          caption="Plan of days"
          keys={false}
          rows={plan}
          rowKey={({ day }) => String(day)}
          columns={[
            { header: 'Day', cell: ({ day }) => day },
            { header: 'Letters, at most', align: 'end', cell: ({ letters }) => numberText(letters) },
          ]}
        />
      )}
    </section>
  );
}

function Rates({ rates }: { rates: readonly MailRate[] }) {
  const share = (value: number | null) => (value === null ? 'nothing sent' : percentText(value));
  return (
    <section className="card" aria-labelledby="mail-rates">
      <Title order={2} fz="h5" id="mail-rates">
        What came back
      </Title>
      <Text size="sm" className="quiet" mb="xs">
        Large providers ask for complaints below 0.1 % and refuse senders with 0.3 %.
      </Text>
      <div className="scroll">
        <DataTable
          caption="What came back, by way out"
          keys={false}
          rows={rates}
          rowKey={({ way, hours }) => `${way} ${hours}`}
          columns={[
            { header: 'Way out', cell: ({ way }) => (way === 'settings' ? 'SMTP_URL' : way) },
            { header: 'In the last', cell: ({ hours }) => (hours === 24 ? 'day' : `${hours / 24} days`) },
            { header: 'Sent', align: 'end', wide: true, cell: ({ sent }) => numberText(sent) },
            { header: 'Bounced', align: 'end', cell: ({ bounceShare }) => share(bounceShare) },
            { header: 'Complained', align: 'end', cell: ({ complaintShare }) => share(complaintShare) },
          ]}
        />
      </div>
    </section>
  );
}
