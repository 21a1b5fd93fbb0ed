/** Adding a page; a private one is private from its first moment. */
import type { Page } from '@candor/protocol/catalog.ts';
import { PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';

export default function NewPage() {
  const navigate = useNavigate();
  const add = useSend((input: object) => post<Page>('/pages', input), {
    touches: ['/pages'],
    done: ({ id }) => void navigate({ to: `/pages/${id}` }),
  });
  const form = useForm({ name: '', slug: '', readers: 'public', password: '' }, add.error);
  const { name, slug, readers, password } = form.values;
  return (
    <div className="page narrow">
      <PageTitle
        title="New page"
        lead="It shows nothing until you choose what it shows."
        back={<TextLink to="/pages">Pages</TextLink>}
      />
      <div className="card">
        <FormShell
          submit="Add the page"
          pending={add.isPending}
          problem={add.error}
          onSubmit={() =>
            add.mutate({
              name,
              slug,
              selection: { kind: 'chosen' },
              ...(readers === 'private' ? { access: { kind: 'private', password } } : {}),
            })
          }
        >
          <TextInput label="Name" required {...form.text('name')} />
          <TextInput
            label="Short name"
            description={`The page is read at /p/${slug || 'SHORT-NAME'}/ until it has a host of its own.`}
            required
            {...form.text('slug')}
          />
          <Radio.Group
            label="Who may read it"
            value={readers}
            onChange={(value) => form.set({ readers: value })}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="public" label="Everybody" />
              <Radio value="private" label="Readers with a password; other ways in can be added after" />
            </Stack>
          </Radio.Group>
          {readers === 'private' && (
            <PasswordInput
              label="Password for readers"
              description="At least 10 characters."
              required
              {...form.text('password')}
              error={form.errorOf('access.password')}
            />
          )}
        </FormShell>
      </div>
    </div>
  );
}
