/** An account's settings, as its provider's schema describes them. A secret is typed once and never shown again. */
import type { CarrierAccount, ProviderView, SettingField } from '@candor/protocol/carriers.ts';
import { Checkbox, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import type { Problem } from '../../api.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { type Given, initialOf, settingsOf } from './fields.ts';

export function AccountForm({
  provider,
  account,
  submit,
  pending,
  problem,
  onSave,
}: {
  provider: ProviderView;
  account?: CarrierAccount;
  submit: string;
  pending: boolean;
  problem: Problem | null;
  onSave: (given: Given) => void;
}) {
  const base = useForm(
    {
      name: account?.name ?? provider.title,
      enabled: account?.enabled ?? true,
      position: account?.position ?? 0,
    },
    problem,
  );
  const fields = useForm<Record<string, string | number | boolean>>(initialOf(provider, account), problem);
  return (
    <FormShell
      submit={submit}
      pending={pending}
      problem={problem}
      locked={!useMay()('carriers:write')}
      onSubmit={() =>
        onSave({
          name: base.values.name,
          enabled: base.values.enabled,
          ...(account ? { position: base.values.position } : {}),
          settings: settingsOf(provider, fields.values),
        })
      }
    >
      <TextInput label="Name" description="How you recognise it." data-autofocus {...base.text('name')} />
      {provider.fields.map((field) => (
        <Field key={field.name} field={field} form={fields} stored={account !== undefined} />
      ))}
      {account && (
        <NumberInput
          label="Order"
          description="Lower is tried first."
          min={0}
          max={1_000}
          {...base.number('position')}
        />
      )}
      <Checkbox label="In use" {...base.checked('enabled')} />
    </FormShell>
  );
}

function Field({
  field,
  form,
  stored,
}: {
  field: SettingField;
  form: ReturnType<typeof useForm<Record<string, string | number | boolean>>>;
  stored: boolean;
}) {
  const { name, title, help, kind, options, required, secret, example } = field;
  const error = form.errorOf(`settings.${name}`);
  const kept = secret && stored ? 'Stored, and never shown. Left empty, it stays.' : null;
  const description = [help, kept].filter(Boolean).join(' ');
  const shared = { label: title, error, ...(description ? { description } : {}), withAsterisk: required };
  if (kind === 'switch') return <Checkbox {...form.checked(name)} label={title} description={description} />;
  if (kind === 'choice') return <NativeSelect data={options ?? []} {...form.text(name)} {...shared} />;
  if (kind === 'number') return <NumberInput {...form.number(name)} {...shared} />;
  if (secret) return <PasswordInput autoComplete="new-password" {...form.text(name)} {...shared} />;
  return (
    <TextInput
      autoComplete="off"
      {...(example ? { placeholder: example } : {})}
      {...form.text(name)}
      {...shared}
    />
  );
}
