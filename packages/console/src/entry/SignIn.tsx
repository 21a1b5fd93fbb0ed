/** Signing in. Where the visitor wanted to go is kept in the address. */
import type { Session } from '@candor/protocol/people.ts';
import { PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type Problem, post } from '../api.ts';
import { useSession, useSessionChanges } from '../session.ts';
import { FormShell } from '../ui/FormShell.tsx';
import { useForm } from '../ui/form.ts';
import { Door } from './Door.tsx';

/** Only addresses of the console itself: a sign-in must not lead elsewhere. */
const inside = (next: unknown): string =>
  typeof next === 'string' && /^\/console(\/(?!sign-in)[^\\]*)?$/.test(next) ? next : '/console/';

export function SignIn() {
  const session = useSession();
  const { begin } = useSessionChanges();
  const navigate = useNavigate();
  const { next }: { next?: string } = useSearch({ strict: false });
  const signIn = useMutation<Session, Problem, { email: string; password: string }>({
    mutationFn: (values) => post<Session>('/session', values),
    onSuccess: (opened) => {
      begin(opened);
    },
  });
  const form = useForm({ email: '', password: '' }, signIn.error);
  const isIn = Boolean(session.data);
  useEffect(() => {
    if (isIn) void navigate({ href: inside(next), replace: true });
  }, [isIn, navigate, next]);
  return (
    <Door title="Sign in">
      <FormShell
        submit="Sign in"
        pending={signIn.isPending}
        problem={signIn.error}
        onSubmit={() => signIn.mutate(form.values)}
      >
        <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.text('email')} />
        <PasswordInput label="Password" autoComplete="current-password" {...form.text('password')} />
      </FormShell>
    </Door>
  );
}
