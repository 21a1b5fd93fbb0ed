/** The fields of a place, by its kind. A secret is typed once and never shown; left empty, the stored one stays. */
import { Checkbox, NativeSelect, NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { Problem } from '../../api.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { KINDS, type Kind, type Values } from './place.ts';

type Form = ReturnType<typeof useForm<Values>>;

export function CopyForm({
  initial,
  hasSecret,
  isNew = false,
  submit,
  pending,
  problem,
  onSave,
}: {
  initial: Values;
  hasSecret: boolean;
  /** What a place is for is settled when it is made. */
  isNew?: boolean;
  submit: string;
  pending: boolean;
  problem: Problem | null;
  onSave: (values: Values) => void;
}) {
  const form = useForm(initial, problem);
  const locked = !useMay()('tell:write');
  return (
    <FormShell
      submit={submit}
      pending={pending}
      problem={problem}
      locked={locked}
      onSubmit={() => onSave(form.values)}
    >
      <TextInput label="Name" data-autofocus {...form.text('name')} />
      {isNew && (
        <NativeSelect
          label="For"
          data={[
            { value: 'copy', label: 'Copies of the status page' },
            { value: 'holding', label: 'Holding pages, for a proxy or a landing page' },
          ]}
          value={form.values.purpose}
          onChange={({ currentTarget }) => form.set({ purpose: currentTarget.value as Values['purpose'] })}
        />
      )}
      <NativeSelect
        label="Kind"
        data={KINDS}
        value={form.values.kind}
        onChange={({ currentTarget }) => form.set({ kind: currentTarget.value as Kind })}
      />
      <Place form={form} />
      <Secret form={form} hasSecret={hasSecret} />
      <NumberInput
        label="Renew a calm copy every (s)"
        description="A change is carried at once. More than 120 lets the copy expire in between."
        min={15}
        max={3_600}
        {...form.number('calmSeconds')}
      />
      <NumberInput
        label="Give an attempt up after (s)"
        min={2}
        max={600}
        {...form.number('timeoutSeconds')}
      />
      <Checkbox label="Copy there" {...form.checked('enabled')} />
    </FormShell>
  );
}

/** A field of the place, whose errors the server names below `place`. */
const fieldOf = (form: Form) => (name: keyof Values & string) => ({
  ...form.text(name),
  error: form.errorOf(`place.${name}`),
});

function Place({ form }: { form: Form }) {
  const field = fieldOf(form);
  const { kind, remote } = form.values;
  if (kind === 'folder')
    return (
      <TextInput
        label="Folder"
        description="Under a folder that CANDOR_OUTSIDE_FOLDERS lists."
        {...field('path')}
      />
    );
  if (kind === 's3')
    return (
      <>
        <TextInput
          label="Endpoint"
          placeholder="https://s3.eu-central-1.example.com"
          type="url"
          {...field('endpoint')}
        />
        <TextInput label="Region" {...field('region')} />
        <TextInput label="Bucket" {...field('bucket')} />
        <TextInput label="Prefix" description="Empty, or a folder that ends with /." {...field('prefix')} />
        <TextInput label="Access key id" autoComplete="off" {...field('accessKeyId')} />
        <Checkbox
          label="The bucket stands in the path"
          description="Off: it stands before the host’s name."
          {...form.checked('pathStyle')}
        />
        <Checkbox label="Store as gzip" {...form.checked('gzip')} />
      </>
    );
  if (kind === 'git')
    return (
      <>
        <TextInput
          label="Remote"
          placeholder="https://git.example.com/team/status.git"
          description="https://, ssh://, or a folder that CANDOR_OUTSIDE_FOLDERS allows."
          {...field('remote')}
        />
        <TextInput label="Branch" {...field('branch')} />
        <TextInput
          label="Folder in it"
          description="Empty, or a folder that ends with /."
          {...field('folder')}
        />
        {remote.startsWith('ssh:') ? (
          <KnownHosts form={form} />
        ) : (
          <TextInput label="User of the token" placeholder="x-access-token" {...field('username')} />
        )}
      </>
    );
  if (kind === 'http-put')
    return (
      <>
        <TextInput
          label="Address"
          type="url"
          placeholder="https://copies.example.com/status/"
          {...field('url')}
        />
        <NativeSelect
          label="How we sign in"
          data={[
            { value: 'bearer', label: 'Bearer token' },
            { value: 'basic', label: 'User and password' },
            { value: 'none', label: 'Not at all' },
          ]}
          {...field('auth')}
        />
        {form.values.auth === 'basic' && <TextInput label="User" autoComplete="off" {...field('username')} />}
      </>
    );
  return (
    <>
      <TextInput label="Host" {...field('host')} />
      <NumberInput
        label="Port"
        min={1}
        max={65_535}
        {...form.number('port')}
        error={form.errorOf('place.port')}
      />
      <TextInput label="Account" autoComplete="off" {...field('user')} />
      <TextInput label="Folder there" {...field('path')} />
      <KnownHosts form={form} />
    </>
  );
}

const KnownHosts = ({ form }: { form: Form }) => (
  <Textarea
    label="Keys of the server"
    description="What `ssh-keyscan -p PORT HOST` prints; no other server is spoken to."
    autosize
    minRows={2}
    styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    {...fieldOf(form)('knownHosts')}
  />
);

function Secret({ form, hasSecret }: { form: Form; hasSecret: boolean }) {
  const { kind, auth, remote } = form.values;
  if (kind === 'folder' || (kind === 'http-put' && auth === 'none')) return null;
  const isKey = kind === 'rsync' || kind === 'sftp' || (kind === 'git' && remote.startsWith('ssh:'));
  const shared = {
    label: isKey
      ? 'Private key'
      : kind === 's3'
        ? 'Secret access key'
        : auth === 'basic'
          ? 'Password'
          : 'Token',
    ...(hasSecret ? { description: 'Stored, and never shown. Left empty, it stays.' } : {}),
    autoComplete: 'new-password',
    ...fieldOf(form)('secret'),
  };
  return isKey ? <Textarea autosize minRows={2} maxRows={6} {...shared} /> : <PasswordInput {...shared} />;
}
