/** Adds an address of any carrier. A webhook's secret is shown once, because it is needed to check signatures. */
import type { Subscriber, SubscriberInput } from '@candor/protocol/audience.ts';
import { Checkbox, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { asInput, NO_WISHES, WishFields } from './WishFields.tsx';
import { useCarriers } from './words.ts';

type Added = Subscriber & { secret: string | null };

export function AddSubscriber({ opened, close }: { opened: boolean; close: () => void }) {
  const [added, setAdded] = useState<Added | null>(null);
  const end = () => {
    setAdded(null);
    close();
  };
  return (
    <Modal opened={opened} onClose={end} title={added ? 'Added' : 'Add a subscriber'} size="lg">
      {added ? <Done added={added} close={end} /> : <Form onAdded={setAdded} cancel={end} />}
    </Modal>
  );
}

function Done({ added, close }: { added: Added; close: () => void }) {
  if (added.secret)
    return (
      <SecretOnce
        label="Signing secret"
        secret={added.secret}
        hint="The receiver checks our signatures with it (Standard Webhooks)."
        close={close}
      />
    );
  return (
    <Stack>
      <Text role="status">
        {added.state === 'pending'
          ? `${added.address} was asked, and hears from us once it is confirmed.`
          : `${added.address} hears of the next word.`}
      </Text>
    </Stack>
  );
}

const EMPTY = { ...NO_WISHES, carrier: 'email', address: '', confirmed: false, consentSource: '' };
/** People answer for themselves; everything else is added by whoever answers for it. */
const ASKED = new Set(['email', 'sms', 'voice']);

function Form({ onAdded, cancel }: { onAdded: (added: Added) => void; cancel: () => void }) {
  // A browser subscribes itself: nobody can type its keys.
  const carriers = useCarriers().filter(({ name }) => name !== 'webpush');
  const add = useSend((input: SubscriberInput) => post<Added>('/subscribers', input), {
    touches: ['/subscribers'],
    done: onAdded,
  });
  const form = useForm(EMPTY, add.error);
  const { carrier, address, confirmed, consentSource, ...wishes } = form.values;
  const rule = carriers.find(({ name }) => name === carrier);
  const isAsked = ASKED.has(carrier);
  const send = () =>
    add.mutate({
      ...asInput(wishes),
      carrier,
      address,
      ...(isAsked ? { confirmed } : {}),
      ...(confirmed && consentSource.trim() ? { consentSource } : {}),
    });
  return (
    <FormShell submit="Add" pending={add.isPending} problem={add.error} onSubmit={send} cancel={cancel}>
      <NativeSelect
        label="How they are told"
        description={rule && !rule.ready ? rule.detail : undefined}
        data={carriers.map(({ name, title }) => ({ value: name, label: title }))}
        value={carrier}
        onChange={({ currentTarget }) =>
          form.set({ carrier: currentTarget.value, everyNote: currentTarget.value === 'webhook' })
        }
      />
      <TextInput
        label={rule?.address.label ?? 'Address'}
        description={rule?.address.help}
        placeholder={rule?.address.example}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...form.text('address')}
      />
      {isAsked && (
        <>
          <Checkbox
            label="Their consent is on record"
            description="Otherwise they are asked first, and told nothing else until they confirm."
            {...form.checked('confirmed')}
          />
          {confirmed && (
            <TextInput
              label="Where it is on record"
              placeholder="Contract 2026-017"
              maxLength={300}
              {...form.text('consentSource')}
            />
          )}
        </>
      )}
      <WishFields form={form as never} />
    </FormShell>
  );
}
