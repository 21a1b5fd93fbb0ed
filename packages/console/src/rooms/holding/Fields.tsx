/** The fields of a trigger or an action, as it describes itself. */

import type { CarrierView } from '@candor/protocol/carriers.ts';
import type { HoldingSet } from '@candor/protocol/holding.ts';
import type { OutsideCopy } from '@candor/protocol/outside.ts';
import type { UpdateAudience } from '@candor/protocol/told.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { WorkflowField } from '@candor/protocol/workflows.ts';
import { MultiSelect, NativeSelect, NumberInput, SimpleGrid, Switch, TextInput } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { LocalizedField, textIn, writtenText } from '../../ui/LocalizedField.tsx';
import { PersonSelect, useComponents, usePersons } from '../../ui/names.tsx';

type Props = {
  field: WorkflowField;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
};

export function Fields({
  fields,
  settings,
  errorOf,
  onChange,
}: {
  fields: readonly WorkflowField[];
  settings: Record<string, unknown>;
  errorOf: (name: string) => string | undefined;
  onChange: (settings: Record<string, unknown>) => void;
}) {
  return fields.map((field) => (
    <Field
      key={field.name}
      field={field}
      value={settings[field.name]}
      error={errorOf(field.name)}
      onChange={(value) => onChange({ ...settings, [field.name]: value })}
    />
  ));
}

function Field({ field, value, error, onChange }: Props) {
  const shared = { label: field.title, description: field.description, error };
  if (field.input === 'switch')
    return (
      <Switch
        {...shared}
        checked={value === undefined ? true : Boolean(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (field.input === 'number')
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        onChange={(given) => onChange(typeof given === 'number' ? given : undefined)}
      />
    );
  if (field.input === 'choice') return <Choice {...{ field, value, error, onChange }} />;
  if (field.input === 'words')
    return (
      <LocalizedField
        label={field.title}
        description={field.description}
        error={error}
        lines={3}
        value={(value as LocalizedText | null | undefined) ?? {}}
        onChange={(text) => onChange(writtenText(text))}
      />
    );
  if (field.input === 'person')
    return (
      <PersonSelect {...shared} value={(value as string | null | undefined) ?? null} onChange={onChange} />
    );
  if (field.input === 'audience') return <Audience {...{ field, value, error, onChange }} />;
  if (field.input === 'text')
    return (
      <TextInput
        {...shared}
        value={typeof value === 'string' ? value : ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
    );
  return <Known {...{ field, value, error, onChange }} />;
}

function Choice({ field, value, error, onChange }: Props) {
  const chosen = value === undefined || value === null ? '' : String(value);
  return (
    <NativeSelect
      label={field.title}
      description={field.description}
      error={error}
      value={chosen}
      data={[
        { value: '', label: field.required ? 'Choose' : 'As usual' },
        ...field.options.map((each) => ({ value: String(each.value), label: each.label })),
      ]}
      onChange={({ currentTarget }) =>
        onChange(field.options.find((each) => String(each.value) === currentTarget.value)?.value)
      }
    />
  );
}

/** Something of the house, chosen by its name. */
function Known({ field, value, error, onChange }: Props) {
  const places = useGet<Listed<OutsideCopy>>(field.input === 'place' ? '/outside-copies' : null);
  const sets = useGet<Listed<HoldingSet>>(field.input === 'set' ? '/holding-sets' : null);
  const carriers = useGet<Listed<CarrierView>>(field.input === 'carrier' ? '/carriers' : null);
  const components = useComponents();
  const persons = usePersons().map(({ id, name }) => ({ value: id, label: name }));
  if (field.input === 'persons')
    return (
      <MultiSelect
        label={field.title}
        description={field.description}
        error={error}
        data={persons}
        searchable
        value={(value as string[] | undefined) ?? []}
        onChange={onChange}
      />
    );
  const data =
    field.input === 'place'
      ? (places.data?.items ?? [])
          .filter(({ purpose }) => purpose === 'holding')
          .map(({ id, name }) => ({ value: id, label: name }))
      : field.input === 'set'
        ? (sets.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
        : field.input === 'carrier'
          ? (carriers.data?.items ?? []).map(({ name, title }) => ({ value: name, label: title }))
          : (components.data?.items ?? []).map(({ id, name }) => ({ value: id, label: textIn(name) }));
  return (
    <NativeSelect
      label={field.title}
      description={field.description}
      error={error}
      value={typeof value === 'string' ? value : ''}
      data={[{ value: '', label: 'Choose' }, ...data]}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function Audience({ field, value, error, onChange }: Props) {
  const chosen = (value as UpdateAudience | null | undefined) ?? {};
  const change = (part: Partial<Record<keyof UpdateAudience, unknown>>) => {
    const kept = Object.entries({ ...chosen, ...part }).filter(([, each]) =>
      Array.isArray(each) ? each.length > 0 : each,
    );
    onChange(kept.length > 0 ? Object.fromEntries(kept) : null);
  };
  const names = (trait: 'plans' | 'segments' | 'regions', label: string) => (
    <TextInput
      label={label}
      placeholder="enterprise, business"
      defaultValue={(chosen[trait] ?? []).join(', ')}
      onBlur={({ currentTarget }) => change({ [trait]: listed(currentTarget.value) })}
    />
  );
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500, padding: 0 }}>
        {field.title}
      </legend>
      {field.description && <div className="quiet">{field.description}</div>}
      {error && <div role="alert">{error}</div>}
      <SimpleGrid cols={{ base: 1, sm: 3 }} mt={4}>
        {names('plans', 'Plans')}
        {names('segments', 'Segments')}
        {names('regions', 'Regions')}
      </SimpleGrid>
      <Switch
        mt="xs"
        label="Those who are affected"
        checked={chosen.affectedOnly ?? false}
        onChange={({ currentTarget }) => change({ affectedOnly: currentTarget.checked })}
      />
    </fieldset>
  );
}
