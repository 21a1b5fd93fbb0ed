/** Brings in the past from another analytics tool, because a comparison needs one. All or nothing. */
import type { TrafficImportReport } from '@candor/protocol/listen.ts';
import { Button, Code, FileInput, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { post } from '../../api.ts';
import { spanText } from '../../lib/times.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { Time } from '../../ui/Time.tsx';
import { rowsOf } from './traffic-csv.ts';

export function ImportTraffic({ grainSeconds }: { grainSeconds: number }) {
  const [opened, { open, close }] = useDisclosure(false);
  const mayEdit = useMay()('listen:write');
  if (!mayEdit) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        Bring in the past
      </Button>
      <Modal opened={opened} onClose={close} title="Bring in the past" size="lg">
        <Form grainSeconds={grainSeconds} close={close} />
      </Modal>
    </>
  );
}

function Form({ grainSeconds, close }: { grainSeconds: number; close: () => void }) {
  const [csv, setCsv] = useState('');
  const send = useSend(
    (text: string) => post<TrafficImportReport>('/traffic/imports', { rows: rowsOf(text) }),
    { touches: ['/traffic'] },
  );
  if (send.data)
    return (
      <Stack>
        <Text role="status">
          {send.data.imported.toLocaleString('en')} rows from <Time at={send.data.from} show="absolute" /> to{' '}
          <Time at={send.data.until} show="absolute" /> were brought in.
        </Text>
        <Button onClick={close} w="fit-content">
          Close
        </Button>
      </Stack>
    );
  return (
    <FormShell
      submit="Bring it in"
      pending={send.isPending}
      problem={send.error}
      onSubmit={() => csv.trim() && send.mutate(csv)}
      cancel={close}
    >
      <Text size="sm">
        CSV with a line of column names, one row per {spanText(grainSeconds * 1_000)}: <Code>at</Code> (such
        as 2026-11-01T10:00:00Z) and <Code>sessions</Code>, and as far as you have them pageViews, bounces,
        durationSeconds, conversions, conversionValue.
      </Text>
      <FileInput
        label="CSV file"
        placeholder="Choose a file"
        accept=".csv,text/csv"
        clearable
        onChange={(file) => void file?.text().then(setCsv)}
      />
      <Textarea
        label="Or paste it here"
        autosize
        minRows={4}
        maxRows={10}
        value={csv}
        onChange={({ currentTarget }) => setCsv(currentTarget.value)}
      />
    </FormShell>
  );
}
