/** Groups gather components under one line of the page. */
import type { Group as ComponentGroup } from '@candor/protocol/catalog.ts';
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { del, patch, post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { LocalizedField, textIn, writtenText } from '../../ui/LocalizedField.tsx';
import { ProblemAlert } from '../../ui/states.tsx';

const touches = ['/groups', '/components'];

export function Groups({ groups }: { groups: readonly ComponentGroup[] }) {
  const [name, setName] = useState('');
  const [edited, setEdited] = useState<string | null>(null);
  const add = useSend(
    (en: string) => post<ComponentGroup>('/groups', { name: { en }, position: groups.length }),
    { touches, done: () => setName('') },
  );
  return (
    <section aria-labelledby="groups" style={{ marginBlockStart: '2rem' }}>
      <Title order={2} fz="h5" id="groups" mb="xs">
        Groups
      </Title>
      <Stack gap="xs">
        {groups.map((group) =>
          edited === group.id ? (
            <EditGroup key={group.id} group={group} close={() => setEdited(null)} />
          ) : (
            <Group key={group.id} justify="space-between" className="card" py={8}>
              <Text>{textIn(group.name)}</Text>
              <Button size="compact-sm" variant="subtle" onClick={() => setEdited(group.id)}>
                Change
              </Button>
            </Group>
          ),
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) add.mutate(name.trim());
          }}
        >
          <Group gap="xs">
            <TextInput
              aria-label="Name of a new group"
              placeholder="New group"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button variant="default" type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </form>
        <ProblemAlert problem={add.error} />
      </Stack>
    </section>
  );
}

function EditGroup({ group, close }: { group: ComponentGroup; close: () => void }) {
  const [name, setName] = useState(group.name);
  const save = useSend(
    () => patch<ComponentGroup>(`/groups/${group.id}`, { name: writtenText(name) ?? {} }),
    {
      touches,
      done: close,
    },
  );
  const remove = useSend(() => del(`/groups/${group.id}`), { touches, done: close });
  return (
    <div className="card">
      <FormShell
        submit="Save"
        cancel={close}
        pending={save.isPending}
        problem={save.error ?? remove.error}
        onSubmit={() => save.mutate()}
      >
        <LocalizedField label="Name" value={name} onChange={setName} />
      </FormShell>
      <ConfirmButton
        mt="md"
        size="compact-sm"
        question="The group goes; its components stay, without a group."
        confirm="Remove the group"
        onConfirm={() => remove.mutate()}
      >
        Remove …
      </ConfirmButton>
    </div>
  );
}
