/** The three parts of a rule's form: when, only if, then. */
import type { Group as CatalogGroup } from '@candor/protocol/catalog.ts';
import type { WorkflowKinds, WorkflowUndo } from '@candor/protocol/workflows.ts';
import {
  Button,
  Chip,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import type { useForm } from '../../ui/form.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { Fields } from './Fields.tsx';
import { type ActionValues, newAction, type Values } from './rule-form.ts';

type Form = ReturnType<typeof useForm<Values>>;

export function Head({ form, kinds }: { form: Form; kinds: WorkflowKinds }) {
  const { trigger } = form.values;
  const known = kinds.triggers.find(({ kind }) => kind === trigger.kind);
  return (
    <Stack gap="sm">
      <TextInput label="Name" required {...form.text('name')} />
      <NativeSelect
        label="When"
        description={known?.summary}
        value={trigger.kind}
        error={form.errorOf('trigger.kind')}
        data={kinds.triggers.map(({ kind, title }) => ({ value: kind, label: title }))}
        onChange={({ currentTarget }) => form.set({ trigger: { kind: currentTarget.value, settings: {} } })}
      />
      <Fields
        fields={known?.fields ?? []}
        settings={trigger.settings}
        errorOf={(name) => form.errorOf(`trigger.settings.${name}`)}
        onChange={(settings) => form.set({ trigger: { ...trigger, settings } })}
      />
    </Stack>
  );
}

const STATES = [
  { value: '', label: 'In whatever state' },
  { value: 'degraded_performance', label: 'Slow or unreliable, or worse' },
  { value: 'partial_outage', label: 'Failing for some, or worse' },
  { value: 'major_outage', label: 'Not working' },
];
const PHASES = [
  ...['investigating', 'identified', 'monitoring', 'resolved'],
  ...['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled'],
].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
const NOTICED_BY = [
  { value: '', label: 'Anybody' },
  { value: 'monitor', label: 'A monitor' },
  { value: 'person', label: 'A person' },
  { value: 'signal', label: 'A signal from outside' },
];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function Conditions({ form }: { form: Form }) {
  const components = useComponents();
  const groups = useGet<Listed<CatalogGroup>>('/groups');
  const { values } = form;
  return (
    <Stack gap="sm" component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <Title order={2} fz="h5" component="legend">
        Only if
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <MultiSelect
          label="It concerns one of these components"
          placeholder={values.componentIds.length > 0 ? '' : 'Any'}
          searchable
          clearable
          data={(components.data?.items ?? []).map(({ id, name }) => ({ value: id, label: textIn(name) }))}
          value={values.componentIds}
          onChange={(componentIds) => form.set({ componentIds })}
        />
        <MultiSelect
          label="Or one of these groups"
          placeholder={values.groupIds.length > 0 ? '' : 'Any'}
          searchable
          clearable
          data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: textIn(name) }))}
          value={values.groupIds}
          onChange={(groupIds) => form.set({ groupIds })}
        />
        <NativeSelect
          label="Its severity is"
          data={[
            { value: '', label: 'Any' },
            { value: '1', label: 'Critical' },
            { value: '2', label: 'Major or worse' },
            { value: '3', label: 'Minor or worse' },
          ]}
          {...form.text('severity')}
        />
        <TextInput
          label="Its title holds one of"
          placeholder="payment, checkout"
          {...form.text('titleWords')}
        />
        <NativeSelect
          label="A component of it is"
          data={STATES}
          {...form.text('componentStatus')}
          error={form.errorOf('conditions.componentStatus')}
        />
        <MultiSelect
          label="Its phase is"
          placeholder={values.phases.length > 0 ? '' : 'Any'}
          clearable
          data={PHASES}
          value={values.phases}
          onChange={(phases) => form.set({ phases })}
        />
        <NativeSelect label="It was noticed by" data={NOTICED_BY} {...form.text('detectedBy')} />
        <NumberInput
          label="It has lasted (s)"
          description="At the moment of the trigger"
          min={0}
          {...form.number('lastsSeconds')}
          error={form.errorOf('conditions.lastsSeconds')}
        />
        <NumberInput
          label="Promises missed, at least"
          min={0}
          max={100}
          {...form.number('promisesMissed')}
          error={form.errorOf('conditions.promisesMissed')}
        />
        <NumberInput
          label="It stays so for (s)"
          description="0: at once"
          min={0}
          {...form.number('forSeconds')}
          error={form.errorOf('conditions.forSeconds')}
        />
      </SimpleGrid>
      <Switch label="Only while nobody has taken it" {...form.checked('unacknowledged')} />
      <Switch label="Only at certain hours" {...form.checked('useHours')} />
      {values.useHours && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput label="From" {...form.text('from')} error={form.errorOf('conditions.hours.from')} />
            <TextInput label="To" {...form.text('to')} error={form.errorOf('conditions.hours.to')} />
            <TextInput
              label="Time zone"
              {...form.text('timeZone')}
              error={form.errorOf('conditions.hours.timeZone')}
            />
          </SimpleGrid>
          <Chip.Group multiple value={values.days} onChange={(days) => form.set({ days })}>
            <Group gap="xs" role="group" aria-label="Days">
              {DAYS.map((day, i) => (
                <Chip key={day} value={String(i + 1)} size="xs">
                  {day}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Switch
          label="Every time that it happens"
          description="Else once for each incident, and once more when it comes back."
          {...form.checked('everyTime')}
        />
        <NumberInput label="At most, within an hour" min={1} max={100} {...form.number('maxPerHour')} />
      </SimpleGrid>
    </Stack>
  );
}

export function Actions({ form, kinds }: { form: Form; kinds: WorkflowKinds }) {
  const { actions } = form.values;
  const set = (next: ActionValues[]) => form.set({ actions: next });
  const move = (from: number, to: number) => {
    const next = actions.toSpliced(from, 1);
    set(next.toSpliced(to, 0, actions[from]!));
  };
  return (
    <Stack gap="sm">
      <Title order={2} fz="h5">
        Then
      </Title>
      {form.errorOf('actions') && <Text role="alert">{form.errorOf('actions')}</Text>}
      {actions.map((action, i) => (
        <Stack
          key={action.key}
          gap="xs"
          component="section"
          aria-label={`Action ${i + 1}`}
          style={{
            borderInlineStart: '3px solid var(--mantine-color-default-border)',
            paddingInlineStart: '0.9rem',
          }}
        >
          <One
            action={action}
            kinds={kinds}
            errorOf={(path) => form.errorOf(`actions.${i}.${path}`)}
            onChange={(changed) => set(actions.with(i, changed))}
          />
          <Group gap="xs">
            {i > 0 && (
              <Button size="compact-xs" variant="default" onClick={() => move(i, i - 1)}>
                Earlier
              </Button>
            )}
            {i < actions.length - 1 && (
              <Button size="compact-xs" variant="default" onClick={() => move(i, i + 1)}>
                Later
              </Button>
            )}
            <Button size="compact-xs" variant="default" onClick={() => set(actions.toSpliced(i, 1))}>
              Leave out
            </Button>
          </Group>
        </Stack>
      ))}
      <Group>
        <Button variant="default" size="compact-sm" onClick={() => set([...actions, newAction('update')])}>
          Add an action
        </Button>
      </Group>
    </Stack>
  );
}

function One({
  action,
  kinds,
  errorOf,
  onChange,
}: {
  action: ActionValues;
  kinds: WorkflowKinds;
  errorOf: (path: string) => string | undefined;
  onChange: (action: ActionValues) => void;
}) {
  const known = kinds.actions.find(({ kind }) => kind === action.kind);
  return (
    <>
      <NativeSelect
        label="Do"
        description={known?.summary}
        value={action.kind}
        error={errorOf('kind')}
        data={kinds.actions.map(({ kind, title }) => ({ value: kind, label: title }))}
        onChange={({ currentTarget }) => onChange({ ...newAction(currentTarget.value), key: action.key })}
      />
      <Fields
        key={action.kind}
        fields={known?.fields ?? []}
        settings={action.settings}
        errorOf={(name) => errorOf(`settings.${name}`)}
        onChange={(settings) => onChange({ ...action, settings })}
      />
      {known?.undo && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label="Take it back"
            description={known.undo}
            value={action.undo.when}
            error={errorOf('undo.when')}
            data={[
              { value: 'recovery', label: 'When it is over' },
              { value: 'after', label: 'After some time' },
              { value: 'never', label: 'Never' },
            ]}
            onChange={({ currentTarget }) =>
              onChange({
                ...action,
                undo: { ...action.undo, when: currentTarget.value as WorkflowUndo['when'] },
              })
            }
          />
          {action.undo.when !== 'never' && (
            <NumberInput
              label={action.undo.when === 'after' ? 'After (s)' : 'And this much later (s)'}
              min={0}
              value={action.undo.afterSeconds}
              onChange={(value) =>
                typeof value === 'number' &&
                onChange({ ...action, undo: { ...action.undo, afterSeconds: value } })
              }
            />
          )}
        </SimpleGrid>
      )}
    </>
  );
}
