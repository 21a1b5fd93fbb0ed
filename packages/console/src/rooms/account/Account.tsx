/** Your profile, your password, and your open sessions. */
import type { OpenSession, Person } from '@candor/protocol/people.ts';
import { Autocomplete, Button, PasswordInput, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { del, type Listed, patch, put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Ways } from '../escalation/Ways.tsx';

export default function Account() {
  const profile = useGet<Person>('/profile');
  return (
    <div className="page">
      <PageTitle title="Your account" />
      <Loaded of={profile}>
        {(person) => (
          <Stack gap="lg">
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Profile person={person} />
              <Password />
            </SimpleGrid>
            <Ways personId={person.id} />
            <Sessions />
          </Stack>
        )}
      </Loaded>
    </div>
  );
}

function Profile({ person }: { person: Person }) {
  const save = useSend(
    (values: { name: string; timeZone: string; phone: string }) =>
      patch<Person>('/profile', { ...values, phone: values.phone.trim() || null }),
    { touches: ['/profile', '/session', '/persons'] },
  );
  const form = useForm(
    { name: person.name, timeZone: person.timeZone, phone: person.phone ?? '' },
    save.error,
  );
  return (
    <section className="card" aria-labelledby="profile">
      <Title order={2} fz="h4" id="profile" mb="sm">
        Profile
      </Title>
      <FormShell
        submit={save.isSuccess ? 'Saved' : 'Save'}
        pending={save.isPending}
        problem={save.error}
        onSubmit={() => save.mutate(form.values)}
      >
        <TextInput label="Name" autoComplete="name" {...form.text('name')} />
        <TextInput label="E-mail" value={person.email} readOnly description="An administrator changes it." />
        <Autocomplete
          label="Time zone"
          description="Times are shown in it; the key u switches to UTC."
          data={Intl.supportedValuesOf('timeZone')}
          limit={30}
          value={form.values.timeZone}
          error={form.errorOf('timeZone')}
          onChange={(timeZone) => form.set({ timeZone })}
        />
        <TextInput
          label="Phone"
          description="Such as +4930123456"
          autoComplete="tel"
          {...form.text('phone')}
        />
      </FormShell>
    </section>
  );
}

function Password() {
  const change = useSend(
    (values: { current: string; next: string }) => put<null>('/profile/password', values),
    { touches: ['/profile/sessions'], done: () => form.reset({ current: '', next: '' }) },
  );
  const form = useForm({ current: '', next: '' }, change.error);
  return (
    <section className="card" aria-labelledby="password">
      <Title order={2} fz="h4" id="password" mb="sm">
        Password
      </Title>
      <FormShell
        submit={change.isSuccess ? 'Changed' : 'Change the password'}
        pending={change.isPending}
        problem={change.error}
        onSubmit={() => change.mutate(form.values)}
      >
        <PasswordInput label="Present password" autoComplete="current-password" {...form.text('current')} />
        <PasswordInput
          label="New password"
          description="At least 12 characters. Your other sessions end."
          autoComplete="new-password"
          {...form.text('next')}
        />
      </FormShell>
    </section>
  );
}

/** "Chrome on Linux" of a browser's long name. */
function browserName(userAgent: string | null): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent ?? '')?.[1] ?? 'A browser';
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(userAgent ?? '')?.[1];
  return `${browser.replace('Edg', 'Edge').replace('OPR', 'Opera')}${system ? ` on ${system}` : ''}`;
}

function Sessions() {
  const sessions = useGet<Listed<OpenSession>>('/profile/sessions');
  const end = useSend((id: string) => del(`/profile/sessions/${id}`), { touches: ['/profile/sessions'] });
  return (
    <section aria-labelledby="sessions">
      <Title order={2} fz="h4" id="sessions" mb="sm">
        Where you are signed in
      </Title>
      <ProblemAlert problem={end.error} />
      <Loaded of={sessions}>
        {({ items }) => (
          <DataTable
            caption="Open sessions"
            rows={items}
            rowKey={({ id }) => id}
            columns={[
              {
                header: 'Browser',
                cell: ({ userAgent, current }) => `${browserName(userAgent)}${current ? ' (this one)' : ''}`,
              },
              { header: 'Last seen', cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
              {
                header: 'Since',
                wide: true,
                cell: ({ createdAt }) => <Time at={createdAt} show="absolute" />,
              },
              {
                header: 'Action',
                cell: ({ id, current }) =>
                  current ? null : (
                    <Button size="xs" variant="default" onClick={() => end.mutate(id)}>
                      Sign out
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
