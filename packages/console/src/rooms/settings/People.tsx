/** The staff: their roles, who may sign in, and the open invitations. */
import type { Invite, NewInvite, Person, Role } from '@candor/protocol/people.ts';
import { Button, Modal, Stack, Switch, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { del, type Listed, patch, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay, useMe } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { InviteForm } from './InviteForm.tsx';
import { RoleSelect } from './RoleSelect.tsx';

export default function People() {
  const [withDisabled, setWithDisabled] = useState(false);
  const [inviting, invite] = useDisclosure(false);
  const persons = useGet<Listed<Person>>('/persons', { disabled: withDisabled });
  const mayEdit = useMay()('people:write');
  return (
    <div className="page">
      <PageTitle title="People" lead="An owner may do everything; a viewer reads.">
        {mayEdit && <Button onClick={invite.open}>Invite somebody</Button>}
      </PageTitle>
      <Stack gap="xl">
        <div>
          <Loaded of={persons}>{({ items }) => <Staff persons={items} mayEdit={mayEdit} />}</Loaded>
          <Switch
            mt="sm"
            label="Also those who may no longer sign in"
            checked={withDisabled}
            onChange={({ currentTarget }) => setWithDisabled(currentTarget.checked)}
          />
        </div>
        {mayEdit && <Invitations />}
      </Stack>
      <Modal opened={inviting} onClose={invite.close} title="Invite somebody">
        <InviteForm close={invite.close} />
      </Modal>
    </div>
  );
}

function Staff({ persons, mayEdit }: { persons: readonly Person[]; mayEdit: boolean }) {
  const me = useMe();
  const [link, setLink] = useState<NewInvite | null>(null);
  const change = useSend(
    ({ id, ...edit }: { id: string; role?: Role; disabled?: boolean }) =>
      patch<Person>(`/persons/${id}`, edit),
    { touches: ['/persons', '/session'] },
  );
  const reset = useSend((id: string) => post<NewInvite>(`/persons/${id}/passwordLink`), {
    touches: [],
    done: setLink,
  });
  return (
    <>
      <ProblemAlert problem={change.error ?? reset.error} />
      <DataTable
        caption="The staff"
        rows={persons}
        rowKey={({ id }) => id}
        filter={({ name, email, role }) => `${name} ${email} ${role}`}
        columns={[
          {
            header: 'Name',
            cell: ({ id, name, email, disabledAt }) => (
              <>
                {name}
                {id === me?.id && <span className="quiet"> (you)</span>}
                <Text size="sm" className="quiet">
                  {email}
                  {disabledAt && ' · may not sign in'}
                </Text>
              </>
            ),
          },
          {
            header: 'Role',
            cell: ({ id, name, role }) =>
              mayEdit && id !== me?.id ? (
                <RoleSelect
                  aria-label={`Role of ${name}`}
                  value={role}
                  onChange={(next) => change.mutate({ id, role: next })}
                />
              ) : (
                role
              ),
          },
          { header: 'Zone', wide: true, cell: ({ timeZone }) => timeZone },
          ...(mayEdit
            ? [
                {
                  header: 'Access',
                  cell: ({ id, name, disabledAt }: Person) =>
                    id === me?.id ? null : disabledAt ? (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => change.mutate({ id, disabled: false })}
                      >
                        Let in again
                      </Button>
                    ) : (
                      <Stack gap={6} align="start">
                        <Button size="compact-sm" variant="default" onClick={() => reset.mutate(id)}>
                          New password link
                        </Button>
                        <ConfirmButton
                          size="compact-sm"
                          question={`${name} is signed out everywhere and may not sign in. What they did stays.`}
                          confirm={`End the access of ${name}`}
                          onConfirm={() => change.mutate({ id, disabled: true })}
                        >
                          End access …
                        </ConfirmButton>
                      </Stack>
                    ),
                },
              ]
            : []),
        ]}
      />
      <Modal opened={link !== null} onClose={() => setLink(null)} title="A one-time link">
        {link && (
          <SecretOnce
            label="Link to a new password"
            secret={link.link}
            hint="Give it to them over a channel that you trust. It works once."
            close={() => setLink(null)}
          />
        )}
      </Modal>
    </>
  );
}

function Invitations() {
  const invitations = useGet<Listed<Invite>>('/invitations');
  const withdraw = useSend((id: string) => del(`/invitations/${id}`), { touches: ['/invitations'] });
  const nameOf = useActorName();
  return (
    <section aria-labelledby="invitations">
      <Title order={2} fz="h4" id="invitations" mb="sm">
        Open invitations
      </Title>
      <ProblemAlert problem={withdraw.error} />
      <Loaded of={invitations}>
        {({ items }) =>
          items.length === 0 ? (
            <Text className="quiet">None. An invitation is a link that works once.</Text>
          ) : (
            <DataTable
              caption="Open invitations"
              keys={false}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'For', cell: ({ email }) => email ?? 'whoever has the link' },
                { header: 'Role', cell: ({ role }) => role },
                { header: 'By', wide: true, cell: ({ createdBy }) => nameOf(createdBy) },
                { header: 'Until', cell: ({ expiresAt }) => (expiresAt ? <Time at={expiresAt} /> : 'used') },
                {
                  header: 'Action',
                  cell: ({ id }) => (
                    <Button size="compact-sm" variant="default" onClick={() => withdraw.mutate(id)}>
                      Withdraw
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
