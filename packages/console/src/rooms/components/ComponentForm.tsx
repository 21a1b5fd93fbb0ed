/** The fields of a component: its name first; what is rarely changed stands folded below. */
import type { Component, Group as ComponentGroup, ComponentInput } from '@candor/protocol/catalog.ts';
import { ComponentStatus, type LocalizedText } from '@candor/protocol/words-of-state.ts';
import {
  Checkbox,
  Collapse,
  NativeSelect,
  NumberInput,
  Stack,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Listed, Problem } from '../../api.ts';
import { useGet } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, textIn, writtenText } from '../../ui/LocalizedField.tsx';
import { statusLabel } from '../../ui/StatusMark.tsx';

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);

type Values = {
  name: LocalizedText;
  description: LocalizedText;
  slug: string;
  groupId: string;
  position: number;
  automaticFirstWord: boolean;
  safetyCritical: boolean;
  onlyShowIfDegraded: boolean;
  showcase: boolean;
  manualStatus: string;
};

const valuesOf = (component: Component | null): Values => ({
  name: component?.name ?? {},
  description: component?.description ?? {},
  slug: component?.slug ?? '',
  groupId: component?.groupId ?? '',
  position: component?.position ?? 0,
  automaticFirstWord: component?.automaticFirstWord ?? true,
  safetyCritical: component?.safetyCritical ?? false,
  onlyShowIfDegraded: component?.onlyShowIfDegraded ?? false,
  showcase: component?.showcase ?? true,
  manualStatus: component?.manualStatus ?? '',
});

const inputOf = ({ name, description, slug, groupId, manualStatus, ...rest }: Values): ComponentInput => ({
  ...rest,
  name: writtenText(name) ?? {},
  description: writtenText(description),
  slug: slug || slugOf(textIn(name)),
  groupId: groupId || null,
  manualStatus: (manualStatus || null) as ComponentStatus | null,
});

export function ComponentForm({
  component,
  submit,
  pending,
  problem,
  onSave,
}: {
  component: Component | null;
  submit: string;
  pending: boolean;
  problem: Problem | null;
  onSave: (input: ComponentInput) => void;
}) {
  const form = useForm(valuesOf(component), problem);
  const groups = useGet<Listed<ComponentGroup>>('/groups');
  const [more, moreChange] = useDisclosure(false);
  const { values, set, text, checked, errorOf } = form;
  return (
    <FormShell submit={submit} pending={pending} problem={problem} onSubmit={() => onSave(inputOf(values))}>
      <LocalizedField
        label="Name, as users say it"
        placeholder="Sign-in"
        required
        value={values.name}
        error={errorOf('name')}
        onChange={(name) => set({ name })}
      />
      <LocalizedField
        label="Description"
        value={values.description}
        onChange={(description) => set({ description })}
      />
      {groups.data && groups.data.items.length > 0 && (
        <NativeSelect
          label="Group"
          data={[
            { value: '', label: 'None' },
            ...groups.data.items.map(({ id, name }) => ({ value: id, label: textIn(name) })),
          ]}
          {...text('groupId')}
        />
      )}
      <Checkbox
        label="Candor may say the first word by itself"
        description="From an approved template, when a monitor is sure; a person's text within the hold comes before it."
        {...checked('automaticFirstWord')}
      />
      <div>
        <UnstyledButton onClick={moreChange.toggle} aria-expanded={more} className="fold">
          More
        </UnstyledButton>
        <Collapse expanded={more}>
          <Stack gap="md" mt="sm">
            <TextInput
              label="Short name in addresses"
              placeholder={slugOf(textIn(values.name)) || 'sign-in'}
              description="Badges and feeds use it."
              {...text('slug')}
            />
            <NumberInput label="Position" description="Lower stands higher." {...form.number('position')} />
            <NativeSelect
              label="Status by hand"
              description="Stands until you take it back, whatever the monitors say."
              data={[
                { value: '', label: 'As the monitors say' },
                ...ComponentStatus.options.map((status) => ({ value: status, label: statusLabel(status) })),
              ]}
              {...text('manualStatus')}
            />
            <Checkbox
              label="People depend on it for their safety"
              description="Texts about it have to say what to do meanwhile."
              {...checked('safetyCritical')}
            />
            <Checkbox label="Show it only while it is in trouble" {...checked('onlyShowIfDegraded')} />
            <Checkbox label="Show its history of 90 days" {...checked('showcase')} />
          </Stack>
        </Collapse>
      </div>
    </FormShell>
  );
}
