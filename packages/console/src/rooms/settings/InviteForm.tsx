/** An invitation: a role, perhaps for one address only, and then a link that is shown once. */
import type { NewInvite, Role } from '@candor/protocol/people.ts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { RoleSelect } from './RoleSelect.tsx';

export function InviteForm({ close }: { close: () => void }) {
  const [made, setMade] = useState<NewInvite | null>(null);
  const invite = useSend(
    ({ role, email }: { role: Role; email: string }) =>
      post<NewInvite>('/invitations', { role, email: email.trim() || null }),
    { touches: ['/invitations'], done: setMade },
  );
  const form = useForm({ role: 'responder' as Role, email: '' }, invite.error);
  if (made)
    return (
      <SecretOnce
        label="Invitation"
        secret={made.link}
        hint="Send it to them. It works once, for seven days."
        close={close}
      />
    );
  return (
    <FormShell
      submit="Make the link"
      pending={invite.isPending}
      problem={invite.error}
      onSubmit={() => invite.mutate(form.values)}
      cancel={close}
    >
      <RoleSelect label="Role" value={form.values.role} onChange={(role) => form.set({ role })} />
      <TextInput
        label="E-mail"
        type="email"
        description="Optional: the link then works for this address only."
        {...form.text('email')}
      />
    </FormShell>
  );
}
