/** The next word: that one is writing it, so that nobody else is called, or that it comes later, in public. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { SnoozeInput } from '@candor/protocol/tell.ts';
import { Button, Group, Modal, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { useActorName } from '../../ui/names.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const touches = ['/incidents', '/promises'];
const CHOICES = [
  { value: '60', label: '1 h' },
  { value: '120', label: '2 h' },
  { value: '240', label: '4 h' },
  { value: '480', label: '8 h' },
];

export function PutOff({ incident }: { incident: IncidentView }) {
  const name = useActorName();
  const [open, change] = useDisclosure(false);
  const writing = useSend(() => put<IncidentView>(`/incidents/${incident.id}/promise/acknowledgement`), {
    touches,
  });
  const { promise } = incident;
  if (!promise || incident.resolvedAt) return null;
  return (
    <>
      <Group gap="xs">
        {promise.acknowledgedBy ? (
          <Text size="sm">{name(promise.acknowledgedBy)} is writing the next word.</Text>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            loading={writing.isPending}
            onClick={() => writing.mutate()}
          >
            I am writing it
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={change.open}>
          Put it off…
        </Button>
      </Group>
      <ProblemAlert problem={writing.error} />
      <Modal
        opened={open}
        onClose={change.close}
        title="Put the next word off"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {open && <Form incident={incident} dueAt={promise.dueAt} close={change.close} />}
      </Modal>
    </>
  );
}

function Form({ incident, dueAt, close }: { incident: IncidentView; dueAt: string; close: () => void }) {
  const send = useSend((input: SnoozeInput) => put<IncidentView>(`/incidents/${incident.id}/snooze`, input), {
    touches,
  });
  const form = useForm({ minutes: '60', reason: {} as Record<string, string> }, send.error);
  const until = new Date(Math.max(Date.now(), Date.parse(dueAt)) + Number(form.values.minutes) * 60_000);
  until.setUTCSeconds(0, 0);
  return (
    <FormShell
      submit="Publish"
      pending={send.isPending}
      problem={send.error}
      cancel={close}
      onSubmit={() =>
        send.mutate(
          { until: until.toISOString(), reason: writtenText(form.values.reason) ?? {} },
          { onSuccess: close },
        )
      }
    >
      <Text size="sm">
        Users read this at once. It keeps the promise only if it comes before{' '}
        <Time at={dueAt} show="absolute" />.
      </Text>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="Later by"
          data={CHOICES}
          value={form.values.minutes}
          onChange={(minutes) => form.set({ minutes })}
        />
        <Text size="sm">
          to <Time at={until.toISOString()} show="absolute" />
        </Text>
      </Group>
      {form.errorOf('until') && (
        <Text size="sm" c="red">
          {form.errorOf('until')}
        </Text>
      )}
      <LocalizedField
        label="Why, for users"
        placeholder="The replacement part arrives at 13:30 UTC"
        required
        value={form.values.reason}
        error={form.errorOf('reason')}
        onChange={(reason) => form.set({ reason })}
      />
    </FormShell>
  );
}
