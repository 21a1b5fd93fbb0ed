/** A new account: which provider, what to do there, and its settings. */
import type { CarrierAccount, CarrierView, ProviderView } from '@candor/protocol/carriers.ts';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Listed, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { AccountForm } from './AccountForm.tsx';
import type { Given } from './fields.ts';
import { SetUp } from './SetUp.tsx';

export default function NewAccount() {
  const name = useParam('carrier');
  const carriers = useGet<Listed<CarrierView>>('/carriers');
  return (
    <div className="page narrow">
      <Loaded of={carriers}>
        {({ items }) => {
          const carrier = items.find((one) => one.name === name);
          const first = carrier?.providers[0];
          return carrier && first ? (
            <Inside carrier={carrier} first={first} />
          ) : (
            <Text>This carrier needs no account.</Text>
          );
        }}
      </Loaded>
    </div>
  );
}

function Inside({ carrier, first }: { carrier: CarrierView; first: ProviderView }) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(first.name);
  const provider = carrier.providers.find(({ name }) => name === chosen) ?? first;
  const add = useSend(
    (given: Given) =>
      post<CarrierAccount>(`/carriers/${carrier.name}/accounts`, {
        ...given,
        provider: provider.name,
        settings: Object.fromEntries(Object.entries(given.settings).filter(([, value]) => value !== null)),
      }),
    {
      touches: ['/carriers'],
      done: ({ id }) => void navigate({ to: `/carriers/${carrier.name}/accounts/${id}` }),
    },
  );
  return (
    <>
      <PageTitle
        title={`Add an account of ${carrier.title}`}
        back={<TextLink to={`/carriers/${carrier.name}`}>{carrier.title}</TextLink>}
        lead={provider.detail}
      />
      <Stack gap="md">
        {carrier.providers.length > 1 && (
          <NativeSelect
            label="Provider"
            value={chosen}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={carrier.providers.map(({ name, title }) => ({ value: name, label: title }))}
          />
        )}
        <SetUp provider={provider} />
        <section className="card" aria-label="Settings">
          <AccountForm
            key={provider.name}
            provider={provider}
            submit="Add the account"
            pending={add.isPending}
            problem={add.error}
            onSave={add.mutate}
          />
        </section>
      </Stack>
    </>
  );
}
