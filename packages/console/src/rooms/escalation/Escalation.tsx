/** The policies: who owns an incident from its first second, and who is called when nobody answers. */
import type { EscalationPolicy, EscalationPolicyInput } from '@candor/protocol/respond.ts';
import { Button, Fieldset, Group, NumberInput, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { type Listed, put } from '../../api.ts';
import { placed } from '../../lib/placed.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { PersonSelect } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { severityLabel } from '../../ui/Severity.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StepFields } from './StepFields.tsx';

export default function Escalation() {
  const policies = useGet<Listed<EscalationPolicy>>('/escalation-policies');
  return (
    <div className="page narrow">
      <PageTitle
        title="Escalation"
        lead="The owner is told at once, by mail and by the ways that they chose in their account. When nobody acknowledges in time, the steps follow one after another."
      />
      <Loaded of={policies}>
        {({ items }) => (
          <Stack gap="lg">
            {items.map((policy) => (
              <Policy key={policy.id} policy={policy} />
            ))}
          </Stack>
        )}
      </Loaded>
    </div>
  );
}

const SEVERITIES = [1, 2, 3, 4] as const;

function Policy({ policy }: { policy: EscalationPolicy }) {
  const writes = useMay()('respond:write');
  const save = useSend(
    (input: EscalationPolicyInput) => put<EscalationPolicy>(`/escalation-policies/${policy.id}`, input),
    { touches: ['/escalation-policies'] },
  );
  const { id: _, isDefault, updatedAt: __, ...initial } = policy;
  const { values, set, text, errorOf } = useForm(initial, save.error);
  return (
    <section className="card" aria-label={policy.name}>
      <Title order={2} fz="h4" mb="sm">
        {policy.name}
        {isDefault ? ' (for every incident)' : ''}
      </Title>
      <FormShell
        submit={save.isSuccess ? 'Saved' : 'Save'}
        pending={save.isPending}
        problem={save.error}
        locked={!writes}
        onSubmit={() => save.mutate(values)}
      >
        <TextInput label="Name" {...text('name')} />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <PersonSelect
            label="Owner"
            description="Keeps the promises of the incident."
            value={values.ownerId}
            error={errorOf('ownerId')}
            onChange={(ownerId) => set({ ownerId })}
          />
          <PersonSelect
            label="Deputy"
            description="Is reminded when the owner does not answer."
            value={values.deputyId}
            error={errorOf('deputyId')}
            onChange={(deputyId) => set({ deputyId })}
          />
        </SimpleGrid>
        <Fieldset legend="Seconds until somebody has to acknowledge" variant="unstyled">
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {SEVERITIES.map((severity) => (
              <NumberInput
                key={severity}
                label={severityLabel(severity)}
                min={1}
                max={86_400}
                step={60}
                value={values.acknowledgeSeconds[severity]}
                error={errorOf(`acknowledgeSeconds.${severity}`)}
                onChange={(seconds) => {
                  if (typeof seconds === 'number')
                    set({ acknowledgeSeconds: { ...values.acknowledgeSeconds, [severity]: seconds } });
                }}
              />
            ))}
          </SimpleGrid>
        </Fieldset>
        <Fieldset legend="Then" variant="unstyled">
          <Stack gap="sm">
            {placed(values.steps).map(({ item: step, place: index }) => (
              <StepFields
                key={index}
                number={index + 1}
                step={step}
                errorOf={(field) => errorOf(`steps.${index}.${field}`)}
                onChange={(next) =>
                  set({ steps: values.steps.map((each, i) => (i === index ? next : each)) })
                }
                onRemove={() => set({ steps: values.steps.filter((_, i) => i !== index) })}
              />
            ))}
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  set({
                    steps: [...values.steps, { afterSeconds: 300, personIds: [], webhooks: [], targets: [] }],
                  })
                }
              >
                + Step
              </Button>
            </Group>
          </Stack>
        </Fieldset>
      </FormShell>
    </section>
  );
}
