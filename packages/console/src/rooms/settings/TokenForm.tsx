/** A new token: its name, how long it is good, and per room nothing, read, or read and write. */
import type { NewApiToken, TokenInput } from '@candor/protocol/people.ts';
import { Fieldset, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useSession } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { grantable, type Level, scopesFor } from './scopes.ts';

export function TokenForm({ close }: { close: () => void }) {
  const scopes = useSession().data?.scopes ?? [];
  const [made, setMade] = useState<NewApiToken | null>(null);
  const [chosen, setChosen] = useState<Record<string, Level>>({});
  const make = useSend((input: TokenInput) => post<NewApiToken>('/tokens', input), {
    touches: ['/tokens'],
    done: setMade,
  });
  const form = useForm({ name: '', expiresOn: '' }, make.error);
  if (made)
    return (
      <SecretOnce label="Token" secret={made.secret} hint="Sent as: Authorization: Bearer …" close={close} />
    );
  const { name, expiresOn } = form.values;
  return (
    <FormShell
      submit="Make the token"
      pending={make.isPending}
      problem={make.error}
      cancel={close}
      onSubmit={() =>
        make.mutate({
          name,
          scopes: scopesFor(chosen) as TokenInput['scopes'],
          expiresAt: expiresOn ? `${expiresOn}T00:00:00.000Z` : null,
        })
      }
    >
      <TextInput label="Name" description="What will use it." data-autofocus {...form.text('name')} />
      <TextInput
        label="Good until"
        description="Empty: until somebody revokes it. Otherwise the start of that day in UTC."
        type="date"
        {...form.text('expiresOn')}
        error={form.errorOf('expiresAt')}
      />
      <Fieldset legend="What it may do">
        <Stack gap="xs">
          {form.errorOf('scopes') && (
            <Text size="sm" c="var(--state-major_outage)">
              Choose at least one.
            </Text>
          )}
          {grantable(scopes).map(({ room, about, mayWrite }) => (
            <Group key={room} justify="space-between" gap="xs">
              <div style={{ flex: '1 1 12rem' }}>
                <Text size="sm" fw={600}>
                  {room}
                </Text>
                <Text size="xs" className="quiet">
                  {about}
                </Text>
              </div>
              <SegmentedControl
                size="xs"
                aria-label={`What it may do with ${about}`}
                value={chosen[room] ?? 'none'}
                onChange={(level) => setChosen((now) => ({ ...now, [room]: level as Level }))}
                data={[
                  { value: 'none', label: 'nothing' },
                  { value: 'read', label: 'read' },
                  ...(mayWrite ? [{ value: 'write', label: 'read, write' }] : []),
                ]}
              />
            </Group>
          ))}
        </Stack>
      </Fieldset>
    </FormShell>
  );
}
