/** What has to be done, by whom; a task that is done stays on the list. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Checkbox, Group, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useMay, useMe } from '../../session.ts';
import { useActorName } from '../../ui/names.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { useChanges } from './data.ts';

export function Tasks({ incident }: { incident: IncidentView }) {
  const { addTask, finishTask } = useChanges(incident.id);
  const [title, setTitle] = useState('');
  const name = useActorName();
  const me = useMe();
  const writes = useMay()('respond:write');
  return (
    <section className="card" aria-labelledby="tasks">
      <Title order={2} fz="h5" id="tasks" mb="xs">
        Tasks
      </Title>
      {incident.tasks.map((task) => (
        <Checkbox
          key={task.id}
          mb={6}
          checked={task.doneAt !== null}
          disabled={task.doneAt !== null || !writes}
          onChange={() => finishTask.mutate(task.id)}
          label={task.title}
          description={task.personId ? name(task.personId) : undefined}
        />
      ))}
      {incident.tasks.length === 0 && (
        <Text size="sm" className="quiet" mb="xs">
          None yet.
        </Text>
      )}
      {writes && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!title.trim()) return;
            addTask.mutate(
              { title: title.trim(), personId: me?.id ?? null, dueAt: null },
              { onSuccess: () => setTitle('') },
            );
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <TextInput
              style={{ flex: 1 }}
              size="xs"
              aria-label="New task"
              placeholder="New task, yours"
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <Button size="xs" variant="default" type="submit" loading={addTask.isPending}>
              Add
            </Button>
          </Group>
        </form>
      )}
      <ProblemAlert problem={addTask.error ?? finishTask.error} />
    </section>
  );
}
