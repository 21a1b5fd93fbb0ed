/** Handing the incident to somebody else: one tap on a name. The timeline records it. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { usePersons } from '../../ui/names.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { useChanges } from './data.ts';

export function HandOver({
  incident,
  opened,
  close,
}: {
  incident: IncidentView;
  opened: boolean;
  close: () => void;
}) {
  const persons = usePersons().filter(({ id, disabledAt }) => !disabledAt && id !== incident.roles.owner);
  const { role } = useChanges(incident.id);
  return (
    <Modal opened={opened} onClose={close} title="Hand over to" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="xs">
        {persons.map(({ id, name }) => (
          <Button
            key={id}
            variant="default"
            size="md"
            justify="flex-start"
            loading={role.isPending && role.variables?.personId === id}
            onClick={() => role.mutate({ role: 'owner', personId: id }, { onSuccess: close })}
          >
            {name}
          </Button>
        ))}
        {persons.length === 0 && (
          <Text className="quiet">There is nobody else on the staff yet; invite them under Settings.</Text>
        )}
        <ProblemAlert problem={role.error} />
      </Stack>
    </Modal>
  );
}
