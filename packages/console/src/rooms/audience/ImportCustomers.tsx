/** The import in two steps: what it would change, then doing it. With one broken line nothing is imported. */
import type { ImportReport } from '@candor/protocol/audience.ts';
import { Button, Code, FileInput, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { ProblemAlert } from '../../ui/states.tsx';

const COLUMNS =
  'external_id, name, email, plan, segment, locale, time_zone, fee_minor, currency, started_on, ended_on';

const lines = (count: number, what: string) => `${count.toLocaleString('en')} ${what}`;

export function ImportCustomers({ opened, close }: { opened: boolean; close: () => void }) {
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<{ plan: boolean; counts: ImportReport } | null>(null);
  const run = useSend(
    ({ plan }: { plan: boolean }) => post<ImportReport>('/customers/imports', { csv, plan }),
    { touches: ['/customers'], done: (counts, { plan }) => setReport({ plan, counts }) },
  );
  const change = (text: string) => {
    setCsv(text);
    setReport(null);
    run.reset();
  };
  const end = () => {
    change('');
    close();
  };
  const done = report !== null && !report.plan;
  return (
    <Modal opened={opened} onClose={end} title="Import customers" size="lg">
      <Stack>
        {!done && (
          <>
            <Text size="sm">
              The first line names the columns. Needed: <Code>external_id</Code> and <Code>name</Code>. Known:{' '}
              {COLUMNS}. Fees are in minor units (12900 is 129.00). Customers with a known external_id are
              changed, none are removed.
            </Text>
            <FileInput
              label="CSV file"
              placeholder="Choose a file"
              accept=".csv,text/csv"
              clearable
              clearButtonProps={{ 'aria-label': 'Take the file away' }}
              onChange={(file) => void file?.text().then(change)}
            />
            <Textarea
              label="Or paste it here"
              autosize
              minRows={4}
              maxRows={10}
              value={csv}
              onChange={({ currentTarget }) => change(currentTarget.value)}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            />
          </>
        )}
        <ProblemAlert problem={run.error} />
        {report && (
          <div role="status">
            <Text fw={600}>{done ? 'Imported' : 'This import would change:'}</Text>
            <List size="sm">
              <List.Item>{lines(report.counts.added, 'added')}</List.Item>
              <List.Item>{lines(report.counts.changed, 'changed')}</List.Item>
              <List.Item>{lines(report.counts.unchanged, 'as they were')}</List.Item>
            </List>
          </div>
        )}
        <Group gap="xs">
          {done ? (
            <Button onClick={end}>Close</Button>
          ) : report ? (
            <Button loading={run.isPending} onClick={() => run.mutate({ plan: false })}>
              Import now
            </Button>
          ) : (
            <Button disabled={!csv.trim()} loading={run.isPending} onClick={() => run.mutate({ plan: true })}>
              Show the plan
            </Button>
          )}
          {!done && (
            <Button variant="default" onClick={end}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
