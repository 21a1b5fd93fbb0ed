/** What a page says and shows: its words, and the components under the names that its readers use. */
import type { Group as ComponentGroup, Page } from '@candor/protocol/catalog.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Autocomplete, Checkbox, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, textIn, writtenText } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { listed, useSavePage } from './data.ts';

export function Content({ page, locked }: { page: Page; locked: boolean }) {
  const save = useSavePage(page);
  const components = useComponents().data?.items ?? [];
  const groups = useGet<Listed<ComponentGroup>>('/groups').data?.items ?? [];
  const { selection } = page;
  const form = useForm(
    {
      name: page.name,
      description: page.description ?? '',
      supportUrl: page.supportUrl ?? '',
      timeZone: page.timeZone,
      locales: page.locales.join(', '),
      intro: page.intro ?? ({} as LocalizedText),
      footer: page.footer ?? ({} as LocalizedText),
      noindex: page.noindex,
      kind: selection.kind as string,
      groupIds: selection.kind === 'chosen' ? selection.groupIds : [],
      componentIds: selection.kind === 'chosen' ? selection.componentIds : [],
      aliases: page.aliases,
    },
    save.error,
  );
  const { kind, groupIds, componentIds, aliases, intro, footer, timeZone, locales, ...rest } = form.values;
  const spoken = listed(locales);
  const inGroup = (groupId: string | null) => groupId !== null && groupIds.includes(groupId);
  const shown = components.filter(
    ({ id, groupId }) => kind === 'all' || componentIds.includes(id) || inGroup(groupId),
  );
  return (
    <div className="card" style={{ maxWidth: '48rem' }}>
      <FormShell
        submit={save.isSuccess ? 'Saved' : 'Save'}
        pending={save.isPending}
        problem={save.error}
        locked={locked}
        onSubmit={() =>
          save.mutate({
            name: rest.name,
            description: rest.description.trim() || null,
            supportUrl: rest.supportUrl.trim() || null,
            noindex: rest.noindex,
            timeZone,
            locales: spoken,
            intro: writtenText(intro),
            footer: writtenText(footer),
            selection:
              kind === 'all'
                ? { kind }
                : {
                    kind,
                    groupIds: groupIds.filter((id) => groups.some((group) => group.id === id)),
                    componentIds: componentIds.filter((id) => components.some((each) => each.id === id)),
                  },
            aliases: Object.fromEntries(
              components.flatMap(({ id }) => {
                const alias = writtenText(aliases[id] ?? {});
                return alias ? [[id, alias]] : [];
              }),
            ),
          })
        }
      >
        <TextInput label="Name" {...form.text('name')} />
        <Textarea label="Description" autosize minRows={1} {...form.text('description')} />
        <Radio.Group
          label="Components"
          description="Incidents and maintenance are shown when they touch one of these."
          value={kind}
          error={form.errorOf('selection')}
          onChange={(value) => form.set({ kind: value })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="all" label="Everything, also what is added later" />
            <Radio value="chosen" label="Only what I choose" />
          </Stack>
        </Radio.Group>
        {kind === 'chosen' && (
          <>
            {groups.length > 0 && (
              <Checkbox.Group
                label="Whole groups"
                description="With every component that is in them now or later."
                value={groupIds}
                onChange={(value) => form.set({ groupIds: value })}
              >
                <Stack gap="xs" mt="xs">
                  {groups.map(({ id, name }) => (
                    <Checkbox key={id} value={id} label={textIn(name)} />
                  ))}
                </Stack>
              </Checkbox.Group>
            )}
            <Checkbox.Group
              label="Single components"
              value={componentIds}
              onChange={(value) => form.set({ componentIds: value })}
            >
              <Stack gap="xs" mt="xs">
                {components.map(({ id, name, groupId }) => (
                  <Checkbox
                    key={id}
                    value={id}
                    label={`${textIn(name)}${inGroup(groupId) ? ' (with its group)' : ''}`}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          </>
        )}
        <details>
          <summary>Other names for these readers ({Object.keys(aliases).length})</summary>
          <Stack gap="sm" mt="sm">
            {shown.length === 0 && <Text className="quiet">Nothing is chosen yet.</Text>}
            {shown.map(({ id, name }) => (
              <LocalizedField
                key={id}
                label={textIn(name)}
                placeholder={textIn(name)}
                locales={spoken}
                value={aliases[id] ?? {}}
                onChange={(value) => form.set({ aliases: { ...aliases, [id]: value } })}
              />
            ))}
          </Stack>
        </details>
        <LocalizedField
          label="Words above"
          description="Under the sentence of the state. Markdown."
          lines={2}
          locales={spoken}
          value={intro}
          onChange={(value) => form.set({ intro: value })}
        />
        <LocalizedField
          label="Words below"
          description="At the foot. Markdown."
          lines={2}
          locales={spoken}
          value={footer}
          onChange={(value) => form.set({ footer: value })}
        />
        <TextInput
          label="Where readers find help"
          description="An address that begins with https:// or mailto:"
          {...form.text('supportUrl')}
        />
        <TextInput
          label="Languages"
          description="The first is the page’s own: en, de"
          {...form.text('locales')}
        />
        <Autocomplete
          label="Time zone"
          data={Intl.supportedValuesOf('timeZone')}
          limit={30}
          value={timeZone}
          error={form.errorOf('timeZone')}
          onChange={(value) => form.set({ timeZone: value })}
        />
        <Checkbox label="Ask search engines to leave it out" {...form.checked('noindex')} />
      </FormShell>
    </div>
  );
}
