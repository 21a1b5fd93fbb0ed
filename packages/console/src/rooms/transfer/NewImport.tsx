/** Where to read from, and what to take over. The key is sent once, used for this reading, and kept nowhere. */
import type { ImportInput, ImportView } from '@candor/protocol/transfer.ts';
import {
  Checkbox,
  Code,
  FileInput,
  Group,
  NativeSelect,
  PasswordInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { ProblemAlert } from '../../ui/states.tsx';

type Kind = 'statuspage' | 'statuspage-public' | 'instatus' | 'better-stack' | 'cachet' | 'document';

const KINDS: { value: Kind; label: string }[] = [
  { value: 'statuspage', label: 'Statuspage, with an API key' },
  { value: 'statuspage-public', label: 'Statuspage, what its public page shows' },
  { value: 'instatus', label: 'Instatus' },
  { value: 'better-stack', label: 'Better Stack' },
  { value: 'cachet', label: 'Cachet' },
  { value: 'document', label: 'A file: Candor, Uptime Kuma, Upptime' },
];
const WITH_ADDRESS: Kind[] = ['statuspage-public', 'cachet'];
const WITH_PAGE: Kind[] = ['statuspage', 'instatus', 'better-stack'];

const EMPTY = {
  kind: 'statuspage' as Kind,
  url: '',
  key: '',
  page: '',
  version: '2' as '2' | '3',
  timeZone: 'UTC',
  open: false,
  startMonitors: false,
};

export function NewImport() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const plan = useSend((input: ImportInput) => post<ImportView>('/imports', input), {
    touches: ['/imports'],
    done: ({ id }) => void navigate({ to: `/imports/${id}` }),
  });
  const form = useForm(EMPTY, plan.error);
  const { kind, url, key, page, version, timeZone, open, startMonitors } = form.values;
  const errorOf = (name: string) => form.errorOf(`from.${name}`);

  async function fromOf(): Promise<ImportInput['from'] | null> {
    if (kind === 'document') {
      try {
        return { kind, document: JSON.parse((await file?.text()) ?? '') as unknown };
      } catch {
        setUnreadable(
          'This file is not JSON. It should come from candor export, or from candor import … --out FILE.',
        );
        return null;
      }
    }
    if (kind === 'statuspage-public') return { kind, url };
    if (kind === 'cachet') return { kind, url, version, timeZone, ...(key ? { key } : {}) };
    return { kind, key, page };
  }
  const send = async () => {
    setUnreadable(null);
    const from = await fromOf();
    if (from) plan.mutate({ from, options: { open, startMonitors } });
  };

  return (
    <section className="card">
      <Title order={2} fz="h4" mb="sm">
        New import
      </Title>
      <FormShell submit="Make the plan" pending={plan.isPending} problem={plan.error} onSubmit={send}>
        <NativeSelect
          label="Source"
          data={KINDS}
          value={kind}
          onChange={({ currentTarget }) => {
            plan.reset();
            form.set({ kind: currentTarget.value as Kind });
          }}
        />
        {WITH_ADDRESS.includes(kind) && (
          <TextInput
            label="Address"
            type="url"
            placeholder="https://status.example.com"
            {...form.text('url')}
            error={errorOf('url')}
          />
        )}
        {WITH_PAGE.includes(kind) && (
          <TextInput label="Id of the page" {...form.text('page')} error={errorOf('page')} />
        )}
        {kind !== 'statuspage-public' && kind !== 'document' && (
          <PasswordInput
            label={kind === 'cachet' ? 'API key (needed for subscribers)' : 'API key'}
            description="Used for this reading and kept nowhere."
            autoComplete="off"
            {...form.text('key')}
            error={errorOf('key')}
          />
        )}
        {kind === 'cachet' && (
          <Group gap="sm" align="flex-end">
            <NativeSelect
              label="Version"
              data={[
                { value: '2', label: '2.x' },
                { value: '3', label: '3.x' },
              ]}
              {...form.text('version')}
            />
            <TextInput
              label="Time zone of its clocks"
              {...form.text('timeZone')}
              error={errorOf('timeZone')}
            />
          </Group>
        )}
        {kind === 'document' && (
          <>
            <FileInput
              label="File"
              placeholder="Choose a file"
              accept=".json,application/json"
              value={file}
              onChange={setFile}
              clearable
            />
            <Text size="sm" className="quiet">
              A file of <Code>candor export</Code>. For Uptime Kuma and Upptime, make it where their files
              are: <Code>candor import uptime-kuma kuma.db --out kuma.json</Code>
            </Text>
          </>
        )}
        <Checkbox
          label="Take over what is open and planned"
          description="Open incidents come as open, with nobody promised a next word; planned maintenance will start by itself. Otherwise both are left out."
          {...form.checked('open')}
        />
        <Checkbox
          label="Start the monitors"
          description="Otherwise they come switched off, so that none of them opens an incident today."
          {...form.checked('startMonitors')}
        />
        {unreadable && <ProblemAlert problem={new Error(unreadable)} />}
      </FormShell>
    </section>
  );
}
