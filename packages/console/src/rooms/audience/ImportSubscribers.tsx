/** A list in three steps: where the consent stands, what the list would do, and doing it. Broken rows are named. */
import type { SubscriberImport } from '@candor/protocol/audience.ts';
import {
  Anchor,
  Button,
  Code,
  Fieldset,
  FileInput,
  Group,
  List,
  Radio,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { addressOf, type Listed, postFile } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const AT = '/subscribers/imports';
const LOOK_MS = 1_000;
const FAULTS_SHOWN = 20;

const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
const isRunning = ({ state }: SubscriberImport) => state === 'reading' || state === 'writing';

export default function ImportSubscribers() {
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [consentSource, setSource] = useState('');
  const [consentAt, setAt] = useState('');
  const [broken, setBroken] = useState<'refuse' | 'skip'>('refuse');
  const [current, setCurrent] = useState<string | null>(null);
  const send = useSend(
    ({ plan }: { plan: boolean }) =>
      postFile<SubscriberImport>(AT, file as File, {
        plan,
        broken,
        consentSource: consentSource.trim() || null,
        consentAt: consentAt || null,
      }),
    { touches: ['/subscribers'], done: ({ id }) => setCurrent(id) },
  );
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setCurrent(null);
      send.reset();
    };
  return (
    <div className="page narrow">
      <PageTitle
        title="Import a list of subscribers"
        lead="Whoever is here already keeps their own wishes; whoever left is not brought back."
        back={<TextLink to="/subscribers">Subscribers</TextLink>}
      />
      <Stack gap="md">
        <Text size="sm">
          The first line names the columns. Needed: the address (<Code>email</Code>, <Code>phone</Code>,{' '}
          <Code>url</Code>). Known besides: carrier, language, time zone, components, groups, severity,
          digest, quiet from and until, plan, segment, region, state, consent source, consent date. Commas,
          semicolons and tabs, UTF-8 and UTF-16 are all read.
        </Text>
        {/* Dropping is a second way to the field below, which the keyboard reaches. */}
        <Fieldset
          legend="The list"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            change(setFile)(event.dataTransfer.files[0] ?? null);
          }}
          style={{
            borderStyle: 'dashed',
            ...(over ? { borderColor: 'var(--mantine-color-blue-filled)' } : {}),
          }}
        >
          <FileInput
            label="CSV file"
            description="Choose it, or drop it here."
            placeholder="Choose a file"
            accept=".csv,.tsv,.txt,text/csv"
            clearable
            clearButtonProps={{ 'aria-label': 'Take the file away' }}
            value={file}
            onChange={change(setFile)}
          />
        </Fieldset>
        <Group grow align="start">
          <TextInput
            label="Where they agreed"
            description="For rows that do not say it themselves."
            placeholder="Sign-up form of the old page"
            maxLength={300}
            value={consentSource}
            onChange={({ currentTarget }) => change(setSource)(currentTarget.value)}
          />
          <TextInput
            label="When they agreed"
            description="The latest day, when they differ."
            type="date"
            value={consentAt}
            onChange={({ currentTarget }) => change(setAt)(currentTarget.value)}
          />
        </Group>
        <Radio.Group
          label="When rows are broken"
          value={broken}
          onChange={(value) => change(setBroken)(value as 'refuse' | 'skip')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="refuse" label="Import nothing" />
            <Radio value="skip" label="Import the good ones" />
          </Stack>
        </Radio.Group>
        <ProblemAlert problem={send.error} />
        {current ? (
          <Progress
            key={current}
            id={current}
            go={(view) =>
              view.state === 'planned' &&
              (broken === 'skip' || view.counts.broken === 0) &&
              view.counts.added > 0 ? (
                <Button loading={send.isPending} onClick={() => send.mutate({ plan: false })}>
                  Import {rows(view.counts.added)} now
                </Button>
              ) : null
            }
          />
        ) : (
          <Group>
            <Button disabled={!file} loading={send.isPending} onClick={() => send.mutate({ plan: true })}>
              Show what it would do
            </Button>
          </Group>
        )}
        <Earlier />
      </Stack>
    </div>
  );
}

const TITLES: Record<SubscriberImport['state'], string> = {
  reading: 'Reading …',
  writing: 'Writing …',
  planned: 'This list would do this; nothing was changed',
  done: 'Imported',
  failed: 'Nothing was imported',
};

function Progress({ id, go }: { id: string; go: (view: SubscriberImport) => ReactNode }) {
  const [settled, setSettled] = useState(false);
  const found = useGet<SubscriberImport>(`${AT}/${id}`, {}, settled ? {} : { everyMs: LOOK_MS });
  if (found.data && !isRunning(found.data) && !settled) setSettled(true);
  return (
    <Loaded of={found}>
      {(view) => (
        <section aria-labelledby="outcome">
          <div role="status">
            <Title order={2} size="h4" id="outcome">
              {TITLES[view.state]}
            </Title>
          </div>
          {view.error && <Text size="sm">{view.error}</Text>}
          <List size="sm" my="xs">
            <List.Item>{rows(view.counts.rows)} read</List.Item>
            <List.Item>{rows(view.counts.added)} new</List.Item>
            <List.Item>{rows(view.counts.known)} here already</List.Item>
            <List.Item>{rows(view.counts.gone)} of people who left or asked to be forgotten</List.Item>
            <List.Item>{rows(view.counts.repeated)} with an address that stands in the list before</List.Item>
            <List.Item>{rows(view.counts.broken)} broken</List.Item>
          </List>
          {view.faults.length > 0 && <Faults view={view} />}
          <Group mt="md">{go(view)}</Group>
        </section>
      )}
    </Loaded>
  );
}

function Faults({ view: { id, faults, counts } }: { view: SubscriberImport }) {
  return (
    <>
      <div className="scroll">
        <Table captionSide="top" withRowBorders>
          <Table.Caption>Broken rows</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>Why</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.slice(0, FAULTS_SHOWN).map(({ line, column, why }) => (
              <Table.Tr key={`${line} ${column}`}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{column}</Table.Td>
                <Table.Td>{why}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Anchor href={addressOf(`${AT}/${id}/report`)} download size="sm">
        {counts.broken > faults.length
          ? `The first ${faults.length.toLocaleString('en')} broken rows, as CSV`
          : 'All broken rows, as CSV'}
      </Anchor>
    </>
  );
}

function Earlier() {
  const found = useGet<Listed<SubscriberImport>>(AT);
  const all = found.data?.items.filter(({ state }) => state === 'done' || state === 'failed') ?? [];
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="earlier">
      <Title order={2} size="h4" id="earlier" mb="xs">
        Imports before
      </Title>
      <List size="sm">
        {all.slice(0, 10).map(({ id, state, counts, createdAt }) => (
          <List.Item key={id}>
            <Time at={createdAt} show="absolute" /> · {TITLES[state]} · {rows(counts.added)} new of{' '}
            {rows(counts.rows)}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
