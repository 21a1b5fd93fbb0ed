/** A one-time link: the first owner's, an invitation, or a new password. The token leaves the address bar at once. */
import type { Session, WelcomeOffer } from '@candor/protocol/people.ts';
import { PasswordInput, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type Problem, post } from '../api.ts';
import { useSessionChanges } from '../session.ts';
import { FormShell } from '../ui/FormShell.tsx';
import { useForm } from '../ui/form.ts';
import { TextLink } from '../ui/RoomLink.tsx';
import { ProblemAlert, Waiting } from '../ui/states.tsx';
import { Door } from './Door.tsx';

export function Welcome() {
  // Kept here alone: an address stays in histories and logs.
  const [token] = useState(() => new URLSearchParams(window.location.search).get('token') ?? '');
  useEffect(() => {
    if (token) window.history.replaceState(window.history.state, '', window.location.pathname);
  }, [token]);
  const offer = useQuery<WelcomeOffer, Problem>({
    queryKey: ['/welcome/offer', token],
    queryFn: () => post<WelcomeOffer>('/welcome/offer', { token }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (offer.isPending)
    return (
      <Door title="Welcome">
        <Waiting what="Looking at your link" />
      </Door>
    );
  if (offer.error)
    return (
      <Door title="This link does not open">
        <ProblemAlert problem={offer.error} />
        <Text mt="md">
          Have an account? <TextLink to="/sign-in">Sign in</TextLink>
        </Text>
      </Door>
    );
  return <Form token={token} offer={offer.data} />;
}

function Form({ token, offer }: { token: string; offer: WelcomeOffer }) {
  const { begin } = useSessionChanges();
  const navigate = useNavigate();
  const enter = useMutation<Session, Problem, { name: string; email: string; password: string }>({
    mutationFn: (values) =>
      post<Session>('/welcome', {
        token,
        ...values,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    onSuccess: (session) => {
      begin(session);
      void navigate({ to: '/', replace: true });
    },
  });
  const form = useForm({ name: '', email: offer.email ?? '', password: '' }, enter.error);
  return (
    <Door title="Welcome to Candor">
      <Text mb="md" className="quiet">
        This link makes you {offer.role === 'owner' || offer.role === 'admin' ? 'an' : 'a'} {offer.role} and
        works once.
      </Text>
      <FormShell
        submit="Enter"
        pending={enter.isPending}
        problem={enter.error}
        onSubmit={() => enter.mutate(form.values)}
      >
        <TextInput label="Your name" autoComplete="name" autoFocus {...form.text('name')} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          readOnly={offer.email !== null}
          {...form.text('email')}
        />
        <PasswordInput
          label="Password"
          description="At least 12 characters: a sentence that you remember is best."
          autoComplete="new-password"
          {...form.text('password')}
        />
      </FormShell>
    </Door>
  );
}
