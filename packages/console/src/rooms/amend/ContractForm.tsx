/** What was promised, in one form: a share of the period, what counts as down, and what each tier credits. */
import type { StoredContract } from '@candor/protocol/amend.ts';
import {
  Autocomplete,
  Checkbox,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  TextInput,
} from '@mantine/core';
import { post, put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { contractBody, type ContractForm as Values } from './contract-form.ts';
import { Tiers } from './Tiers.tsx';

const DOWN = [
  { value: 'major_outage', label: 'Major outage' },
  { value: 'partial_outage', label: 'Partial outage' },
  { value: 'degraded_performance', label: 'Degraded performance' },
];

export function ContractForm({
  id,
  initial,
  onSaved,
}: {
  /** Null for a new contract. */
  id: string | null;
  initial: Values;
  onSaved: (stored: StoredContract) => void;
}) {
  const components = useComponents().data?.items ?? [];
  const save = useSend(
    (values: Values) =>
      id
        ? put<StoredContract>(`/contracts/${id}`, contractBody(values))
        : post<StoredContract>('/contracts', contractBody(values)),
    { touches: ['/contracts'], done: onSaved },
  );
  const form = useForm(initial, save.error);
  const { values, set } = form;
  const errorOf = (name: string) => form.errorOf(`contract.${name}`);
  return (
    <FormShell
      submit={id ? 'Save the contract' : 'Add the contract'}
      pending={save.isPending}
      problem={save.error}
      onSubmit={() => save.mutate(values)}
    >
      <TextInput label="Name" {...form.text('name')} error={errorOf('name')} />
      <Group grow align="start">
        <TextInput
          label="Promised uptime, %"
          inputMode="decimal"
          {...form.text('target')}
          error={errorOf('target')}
        />
        <NativeSelect
          label="Of each"
          data={[
            { value: 'month', label: 'month' },
            { value: 'quarter', label: 'quarter' },
          ]}
          value={values.period}
          onChange={({ currentTarget }) =>
            set({ period: currentTarget.value === 'quarter' ? 'quarter' : 'month' })
          }
        />
      </Group>
      <Autocomplete
        label="Time zone of the contract"
        description="Months begin and end in it."
        data={Intl.supportedValuesOf('timeZone')}
        limit={30}
        value={values.timeZone}
        error={errorOf('timeZone')}
        onChange={(timeZone) => set({ timeZone })}
      />
      <MultiSelect
        label="Components that it covers"
        data={components.map(({ id: value, name }) => ({ value, label: textIn(name) }))}
        value={values.components}
        error={errorOf('components')}
        onChange={(chosen) => set({ components: chosen })}
      />
      <Checkbox.Group
        label="Counts as down"
        description="Every minute in which one of the components was in one of these states."
        value={values.downStatuses}
        error={errorOf('downStatuses')}
        onChange={(downStatuses) => set({ downStatuses: downStatuses as Values['downStatuses'] })}
      >
        <Group mt="xs">
          {DOWN.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox label="Announced maintenance does not count" {...form.checked('excludesMaintenance')} />
      {values.excludesMaintenance && (
        <NumberInput
          label="Announced at least so long before, hours"
          min={0}
          max={8_760}
          {...form.number('noticeHours')}
          error={errorOf('exclusions.noticeHours')}
        />
      )}
      <Tiers
        target={values.target}
        tiers={values.tiers}
        onChange={(tiers) => set({ tiers })}
        errorOf={(path) => errorOf(`tiers${path}`)}
      />
      <Group grow align="start">
        <TextInput
          label="Currency"
          description="ISO 4217, such as EUR"
          maxLength={3}
          {...form.text('currency')}
          error={errorOf('currency')}
        />
        <TextInput
          label="At most, % of the period’s fee"
          inputMode="decimal"
          {...form.text('capPct')}
          error={errorOf('capPct')}
        />
      </Group>
      <TextInput
        label="Plans that it covers"
        description="As in the customers’ list, separated by commas; empty means every plan."
        {...form.text('plans')}
      />
    </FormShell>
  );
}
