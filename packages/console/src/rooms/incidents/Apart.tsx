/** What changes the incident itself stands apart from what is done every minute: its name and its severity. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { SEVERITIES } from '../../ui/Severity.tsx';
import { useChanges } from './data.ts';

export function Apart({ incident }: { incident: IncidentView }) {
  const [titling, titlingChange] = useDisclosure(false);
  const [grading, gradingChange] = useDisclosure(false);
  return (
    <Group gap="xs" justify="flex-end">
      <Button size="compact-sm" variant="subtle" onClick={titlingChange.open}>
        Change the title
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={gradingChange.open}>
        Change the severity
      </Button>
      <Modal
        opened={titling}
        onClose={titlingChange.close}
        title="Change the title"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {titling && <TitleForm incident={incident} close={titlingChange.close} />}
      </Modal>
      <Modal
        opened={grading}
        onClose={gradingChange.close}
        title="Change the severity"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {grading && <SeverityForm incident={incident} close={gradingChange.close} />}
      </Modal>
    </Group>
  );
}

function TitleForm({ incident, close }: { incident: IncidentView; close: () => void }) {
  const { retitle } = useChanges(incident.id);
  const form = useForm({ title: incident.title, impact: incident.impact ?? {} }, retitle.error);
  return (
    <FormShell
      submit="Save"
      pending={retitle.isPending}
      problem={retitle.error}
      cancel={close}
      onSubmit={() =>
        retitle.mutate(
          { title: writtenText(form.values.title) ?? {}, impact: writtenText(form.values.impact) },
          { onSuccess: close },
        )
      }
    >
      <LocalizedField
        label="What fails, as users would say it"
        value={form.values.title}
        error={form.errorOf('title')}
        onChange={(title) => form.set({ title })}
      />
      <LocalizedField
        label="What users see"
        lines={2}
        value={form.values.impact}
        onChange={(impact) => form.set({ impact })}
      />
    </FormShell>
  );
}

function SeverityForm({ incident, close }: { incident: IncidentView; close: () => void }) {
  const { severity } = useChanges(incident.id);
  const form = useForm({ severity: String(incident.severity), reason: '' }, severity.error);
  return (
    <FormShell
      submit="Change it"
      pending={severity.isPending}
      problem={severity.error}
      cancel={close}
      onSubmit={() =>
        severity.mutate(
          { severity: Number(form.values.severity), reason: form.values.reason.trim() || null },
          { onSuccess: close },
        )
      }
    >
      <NativeSelect
        label="Severity"
        description="It decides the cadence of the promises and who is called."
        data={SEVERITIES.map(({ value, label, meaning }) => ({ value, label: `${label}: ${meaning}` }))}
        {...form.text('severity')}
      />
      <TextInput label="Why" {...form.text('reason')} />
    </FormShell>
  );
}
