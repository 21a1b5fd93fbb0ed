/** One step: after how long, whom, and which addresses. */
import type { EscalationPolicy } from '@candor/protocol/respond.ts';
import { Button, Group, MultiSelect, NumberInput, Text, TextInput } from '@mantine/core';
import { usePersons } from '../../ui/names.tsx';
import { AddressList } from './AddressList.tsx';

type Step = EscalationPolicy['steps'][number];

export function StepFields({
  number,
  step,
  errorOf,
  onChange,
  onRemove,
}: {
  number: number;
  step: Step;
  errorOf: (field: string) => string | undefined;
  onChange: (step: Step) => void;
  onRemove: () => void;
}) {
  const persons = usePersons();
  const [webhook] = step.webhooks;
  return (
    <div className="card" style={{ background: 'var(--ground)' }}>
      <Group justify="space-between" mb="xs">
        <Text fw={600} size="sm">
          Step {number}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={onRemove}>
          Leave it out
        </Button>
      </Group>
      <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
        <NumberInput
          label="After (s)"
          min={1}
          max={86_400}
          step={60}
          value={step.afterSeconds}
          error={errorOf('afterSeconds')}
          onChange={(seconds) => {
            if (typeof seconds === 'number') onChange({ ...step, afterSeconds: seconds });
          }}
        />
        <MultiSelect
          label="Call"
          data={persons.map(({ id, name }) => ({ value: id, label: name }))}
          value={step.personIds}
          error={errorOf('personIds')}
          onChange={(personIds) => onChange({ ...step, personIds })}
        />
        <TextInput
          label="And this webhook"
          placeholder="https://"
          value={webhook?.url ?? ''}
          error={errorOf('webhooks.0.url')}
          onChange={(event) => {
            const url = event.currentTarget.value;
            const rest = step.webhooks.slice(1);
            // A secret belongs to its address.
            onChange({ ...step, webhooks: url ? [{ url }, ...rest] : rest });
          }}
        />
      </Group>
      <Text size="sm" fw={500} mt="sm">
        And these shared addresses
      </Text>
      <AddressList
        addresses={step.targets}
        blank={{ carrier: 'sms', address: '' }}
        errorOf={(field) => errorOf(`targets.${field}`)}
        onChange={(targets) => onChange({ ...step, targets })}
      />
      {step.webhooks.length > 1 && (
        <Text size="sm" className="quiet" mt="xs">
          and {step.webhooks.length - 1} more:{' '}
          {step.webhooks
            .slice(1)
            .map(({ url }) => url)
            .join(', ')}
        </Text>
      )}
    </div>
  );
}
