/** One import: its plan with everything that it would do, the one button, and afterwards its report. */
import {
  type ImportView,
  PlanAction,
  type PlanItem,
  type TransferCounts,
  TransferSection,
} from '@candor/protocol/transfer.ts';
import { Group, List, NativeSelect, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useGet, useList, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert, Waiting } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { ACTIONS, SECTIONS, SOURCES, STATES } from './words.ts';

const LOOK_MS = 1_000;

export default function OneImport() {
  const id = useParam('importId');
  const [running, setRunning] = useState(false);
  const found = useGet<ImportView>(`/imports/${id}`, {}, running ? { everyMs: LOOK_MS } : {});
  const state = found.data?.state;
  if (state && running !== (state === 'applying')) setRunning(state === 'applying');
  return <Loaded of={found}>{(view) => <Import view={view} />}</Loaded>;
}

function Import({ view }: { view: ImportView }) {
  const { id, state, source, counts, done, warnings, leftOut, error, appliedAt } = view;
  const may = useMay();
  const apply = useSend(() => post<ImportView>(`/imports/${id}/application`), {
    touches: ['/imports', '/components', '/groups', '/monitors', '/incidents', '/subscribers', '/pages'],
  });
  const ready = (state === 'planned' || state === 'failed') && may('tell:write');
  return (
    <div className="page">
      <PageTitle
        title={source.name}
        lead={`${SOURCES[source.kind]} · ${STATES[state]}`}
        back={<TextLink to="/imports">Import and export</TextLink>}
      >
        {ready && (
          <ConfirmButton
            variant="filled"
            danger={false}
            loading={apply.isPending}
            question="What the plan says is carried out now. Nobody is written to. It cannot be undone as a whole."
            confirm="Carry it out"
            onConfirm={() => apply.mutate()}
          >
            {state === 'failed' ? 'Go on …' : 'Carry it out …'}
          </ConfirmButton>
        )}
      </PageTitle>
      <Stack gap="lg">
        <ProblemAlert problem={apply.error} />
        {state === 'applying' && <Waiting what="It is being carried out; you may leave this page" />}
        {state === 'applied' && (
          <Callout tone="green" role="status" title="Carried out">
            {appliedAt && <Time at={appliedAt} />} The same source again brings only what is new there.
          </Callout>
        )}
        {state === 'failed' && (
          <Callout tone="red" role="alert" title="It stopped">
            {error} What was done stands; going on repeats nothing.
          </Callout>
        )}
        {warnings.map((warning) => (
          <Callout key={warning} tone="amber">
            {warning}
          </Callout>
        ))}
        <Counts done={done !== null} counts={done ?? counts} />
        {leftOut.length > 0 && (
          <section>
            <Title order={2} fz="h4" mb="xs">
              Not carried from the source
            </Title>
            <List size="sm">
              {leftOut.map(({ section, what, why, count }) => (
                <List.Item key={`${section} ${what}`}>
                  {what}
                  {count > 1 ? ` (${count.toLocaleString('en')})` : ''}: <span className="quiet">{why}</span>
                </List.Item>
              ))}
            </List>
          </section>
        )}
        <Items id={id} />
      </Stack>
    </div>
  );
}

function Counts({ done, counts }: { done: boolean; counts: TransferCounts }) {
  const rows = TransferSection.options.flatMap((name) => {
    const of = counts[name];
    return of && Object.keys(of).length > 0 ? [{ name, of }] : [];
  });
  if (rows.length === 0) return <Empty title="There is nothing in it" />;
  return (
    <table className="list">
      <VisuallyHidden component="caption">
        {done ? 'What was carried out' : 'What would be done'}
      </VisuallyHidden>
      <thead>
        <tr>
          <th scope="col">{done ? 'Carried out' : 'Plan'}</th>
          {PlanAction.options.map((action) => (
            <th key={action} scope="col" className={widthOf(action)}>
              {ACTIONS[action]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, of }) => (
          <tr key={name}>
            <th scope="row">{SECTIONS[name]}</th>
            {PlanAction.options.map((action) => (
              <td key={action} className={widthOf(action)}>
                {(of[action] ?? 0).toLocaleString('en')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** On a phone what stays as it is steps back. */
const widthOf = (action: PlanAction) => (action === 'same' ? 'end wide' : 'end');

function Items({ id }: { id: string }) {
  const [section, setSection] = useState('');
  const [action, setAction] = useState('');
  const found = useList<PlanItem>(`/imports/${id}/items`, {
    section: section || undefined,
    action: action || undefined,
    limit: 100,
  });
  return (
    <section>
      <Title order={2} fz="h4" mb="xs">
        Thing by thing
      </Title>
      <Group gap="sm" mb="sm">
        <NativeSelect
          label="Section"
          value={section}
          onChange={({ currentTarget }) => setSection(currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            ...TransferSection.options.map((name) => ({ value: name, label: SECTIONS[name] })),
          ]}
        />
        <NativeSelect
          label="What happens"
          value={action}
          onChange={({ currentTarget }) => setAction(currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            ...PlanAction.options.map((name) => ({ value: name, label: ACTIONS[name] })),
          ]}
        />
      </Group>
      {found.error && <ProblemAlert problem={found.error} retry={found.refetch} />}
      {found.isPending && <Waiting />}
      {found.isSuccess && found.items.length === 0 && <Text className="quiet">Nothing of this kind.</Text>}
      {found.items.length > 0 && (
        <DataTable
          caption="Things of this import"
          rows={found.items}
          rowKey={(item) => `${item.section} ${item.externalId}`}
          more={found}
          columns={[
            { header: 'What', cell: ({ title }) => title },
            { header: 'Section', wide: true, cell: (item) => SECTIONS[item.section] },
            { header: 'Happens', cell: (item) => ACTIONS[item.action] },
            { header: 'Why', cell: ({ detail }) => detail },
          ]}
        />
      )}
    </section>
  );
}
