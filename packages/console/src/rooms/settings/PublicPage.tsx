/** How the public page calls itself, in which languages it speaks, and where its readers find help. */
import type { Page } from '@candor/protocol/catalog.ts';
import { Anchor, Autocomplete, Checkbox, Group, Text, Textarea, TextInput } from '@mantine/core';
import { type Listed, patch } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { localeName } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Loaded } from '../../ui/states.tsx';

export default function PublicPage() {
  const pages = useGet<Listed<Page>>('/pages');
  return (
    <div className="page">
      <PageTitle
        title="Public page"
        lead={
          <>
            What everybody reads.{' '}
            <Anchor href="/" underline="always">
              Open it
            </Anchor>
          </>
        }
      />
      <Loaded of={pages}>
        {({ items }) =>
          items.filter((page) => page.isDefault).map((page) => <Form key={page.id} page={page} />)
        }
      </Loaded>
    </div>
  );
}

function Form({ page }: { page: Page }) {
  const mayEdit = useMay()('catalog:write');
  const save = useSend((change: object) => patch<Page>(`/pages/${page.id}`, change), { touches: ['/pages'] });
  const form = useForm(
    {
      name: page.name,
      description: page.description ?? '',
      supportUrl: page.supportUrl ?? '',
      timeZone: page.timeZone,
      locales: page.locales,
    },
    save.error,
  );
  const { name, description, supportUrl, timeZone, locales } = form.values;
  return (
    <div className="card" style={{ maxWidth: '44rem' }}>
      <FormShell
        submit={save.isSuccess ? 'Saved' : 'Save'}
        pending={save.isPending}
        problem={save.error}
        onSubmit={() =>
          mayEdit &&
          save.mutate({
            name,
            description: description.trim() || null,
            supportUrl: supportUrl.trim() || null,
            timeZone,
            locales,
          })
        }
      >
        <TextInput label="Name" readOnly={!mayEdit} {...form.text('name')} />
        <Textarea
          label="Description"
          description="One or two sentences under the name."
          autosize
          minRows={2}
          readOnly={!mayEdit}
          {...form.text('description')}
        />
        <TextInput
          label="Where readers find help"
          description="An address that begins with https:// or mailto:"
          readOnly={!mayEdit}
          {...form.text('supportUrl')}
        />
        <Autocomplete
          label="Time zone"
          description="Times on the page are shown in it, with UTC beside."
          data={Intl.supportedValuesOf('timeZone')}
          limit={30}
          readOnly={!mayEdit}
          value={timeZone}
          error={form.errorOf('timeZone')}
          onChange={(value) => form.set({ timeZone: value })}
        />
        <Checkbox.Group
          label="Languages"
          error={form.errorOf('locales')}
          value={locales}
          onChange={(value) => mayEdit && form.set({ locales: value })}
        >
          <Group mt="xs">
            {['en', 'de'].map((locale) => (
              <Checkbox key={locale} value={locale} label={localeName(locale)} disabled={locale === 'en'} />
            ))}
          </Group>
        </Checkbox.Group>
        {page.host && <Text className="quiet">Served at {page.host}.</Text>}
      </FormShell>
    </div>
  );
}
