/** A checklist as a form. Items keep their ids, so that what readers did stays theirs when a text is mended. */
import type { ChecklistInput } from '@candor/protocol/prepare.ts';
import { NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../api.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { ChecklistItem } from './ChecklistItem.tsx';
import { freshId } from './fresh-id.ts';
import { blankItem } from './items.ts';
import { Rows } from './Rows.tsx';

type Saving = {
  mutate: (input: ChecklistInput) => void;
  reset: () => void;
  isPending: boolean;
  isSuccess: boolean;
  error: Problem | null;
};

export function ChecklistForm({
  initial,
  submit,
  save,
}: {
  initial: ChecklistInput;
  submit: string;
  save: Saving;
}) {
  const [values, setValues] = useState(initial);
  const mayEdit = useMay()('prepare:write');
  const set = (change: Partial<ChecklistInput>) => {
    setValues((now) => ({ ...now, ...change }));
    if (save.isSuccess) save.reset();
  };
  const errorOf = (path: string) => save.error?.errors.find((error) => error.path === path)?.message;
  const { slug, title, intro, state, items } = values;
  return (
    <fieldset disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <FormShell
        submit={save.isSuccess ? 'Saved' : submit}
        pending={save.isPending}
        problem={save.error}
        onSubmit={() => save.mutate(values)}
      >
        <section className="card">
          <Stack>
            <LocalizedField
              label="Title"
              value={title}
              error={errorOf('title') ?? errorOf('title.en')}
              onChange={(value) => set({ title: value })}
            />
            <TextInput
              label="Address"
              description="Lower-case letters, digits and hyphens; part of its link."
              value={slug}
              error={errorOf('slug')}
              onChange={({ currentTarget }) => set({ slug: currentTarget.value })}
            />
            <LocalizedField
              label="Introduction"
              lines={2}
              value={intro ?? {}}
              onChange={(value) => set({ intro: writtenText(value) })}
            />
            <NativeSelect
              label="State"
              data={[
                { value: 'open', label: 'Open' },
                { value: 'withdrawn', label: 'Withdrawn: shown to nobody' },
              ]}
              value={state}
              onChange={({ currentTarget }) =>
                set({ state: currentTarget.value === 'withdrawn' ? 'withdrawn' : 'open' })
              }
            />
          </Stack>
        </section>
        <section className="card">
          <Title order={2} fz="h4" mb="sm">
            Items
          </Title>
          <Rows
            rows={items}
            keyOf={(item) => item.id}
            one="item"
            empty="A checklist has at least one item."
            onChange={(rows) => set({ items: rows })}
            blank={() => blankItem(freshId('item'))}
          >
            {(item, change, i) => (
              <ChecklistItem item={item} set={change} errorOf={(path) => errorOf(`items.${i}.${path}`)} />
            )}
          </Rows>
        </section>
      </FormShell>
    </fieldset>
  );
}
