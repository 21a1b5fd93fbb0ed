/** What to look at, what is good, and what follows when it is not. The timing has defaults that detect within 15 s. */
import type { MonitorInput } from '@candor/protocol/watch.ts';
import {
  Collapse,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Problem } from '../../api.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { SEVERITIES } from '../../ui/Severity.tsx';
import { statusLabel } from '../../ui/StatusMark.tsx';
import { HttpFields } from './HttpFields.tsx';
import { inputOf, type Values } from './values.ts';

export function MonitorForm({
  initial,
  fresh,
  submit,
  pending,
  problem,
  onSave,
}: {
  initial: Values;
  /** A monitor that exists keeps its kind. */
  fresh: boolean;
  submit: string;
  pending: boolean;
  problem: Problem | null;
  onSave: (input: MonitorInput) => void;
}) {
  const components = useComponents();
  const form = useForm(initial, problem);
  const [timing, timingChange] = useDisclosure(false);
  const { values, set, text, number, errorOf } = form;
  const known = components.data?.items ?? [];
  const chosen = values.componentId || known[0]?.id || '';
  return (
    <FormShell
      submit={submit}
      pending={pending}
      problem={problem}
      onSubmit={() => onSave(inputOf({ ...values, componentId: chosen }))}
    >
      {fresh && (
        <SegmentedControl
          aria-label="Kind of monitor"
          value={values.kind}
          onChange={(kind) => set({ kind: kind as Values['kind'] })}
          data={[
            { value: 'http', label: 'HTTP' },
            { value: 'tcp', label: 'TCP' },
            { value: 'heartbeat', label: 'Heartbeat' },
          ]}
        />
      )}
      <TextInput label="Name" placeholder="Sign-in answers" required {...text('name')} />
      <NativeSelect
        label="Component"
        description="What is in trouble for users when this fails."
        data={known.map(({ id, name }) => ({ value: id, label: textIn(name) }))}
        {...text('componentId')}
        value={chosen}
      />
      {values.kind === 'http' && <HttpFields form={form} />}
      {values.kind === 'tcp' && (
        <>
          <SimpleGrid cols={2}>
            <TextInput
              label="Host"
              placeholder="db.example.com"
              {...text('host')}
              error={errorOf('target.host')}
            />
            <NumberInput label="Port" min={1} max={65_535} hideControls {...number('port')} />
          </SimpleGrid>
          <TextInput label="Send" description="Optional." {...text('send')} />
          <TextInput label="Expect in the answer" description="Optional." {...text('expect')} />
        </>
      )}
      {values.kind === 'heartbeat' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberInput label="Expected every (s)" min={1} {...number('periodSeconds')} />
          <NumberInput label="May be late by (s)" min={0} {...number('graceSeconds')} />
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label="While it fails, the component shows"
          data={(['major_outage', 'partial_outage', 'degraded_performance'] as const).map((status) => ({
            value: status,
            label: statusLabel(status),
          }))}
          {...text('statusWhenDown')}
        />
        <NativeSelect
          label="A failure opens"
          data={[
            ...SEVERITIES.map(({ value, label }) => ({
              value,
              label: `an incident: ${label.toLowerCase()}`,
            })),
            { value: '', label: 'no incident' },
          ]}
          {...text('opensIncident')}
        />
      </SimpleGrid>
      <div>
        <UnstyledButton className="fold" onClick={timingChange.toggle} aria-expanded={timing}>
          Timing: every {values.intervalSeconds} s, believed after {values.confirmations} checks
        </UnstyledButton>
        <Collapse expanded={timing}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="sm">
            <NumberInput label="Interval (s)" min={1} {...number('intervalSeconds')} />
            <NumberInput label="Timeout (ms)" min={100} step={500} {...number('timeoutMs')} />
            <NumberInput
              label="Failing checks until believed"
              min={1}
              max={20}
              {...number('confirmations')}
            />
            <NumberInput
              label="Good checks until recovered"
              min={1}
              max={20}
              {...number('recoverConfirmations')}
            />
            <NumberInput label="Pause before a re-check (ms)" min={100} step={500} {...number('recheckMs')} />
          </SimpleGrid>
        </Collapse>
      </div>
    </FormShell>
  );
}
