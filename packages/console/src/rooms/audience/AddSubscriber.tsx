/** Adds an address or a webhook. A webhook's secret is shown once, because it is needed to check signatures. */
import type { Subscriber, SubscriberInput } from '@candor/protocol/audience.ts';
import { Checkbox, Modal, MultiSelect, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { localeName, textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';

type Added = Subscriber & { secret: string | null };

export function AddSubscriber({ opened, close }: { opened: boolean; close: () => void }) {
  const [added, setAdded] = useState<Added | null>(null);
  const end = () => {
    setAdded(null);
    close();
  };
  return (
    <Modal opened={opened} onClose={end} title={added ? 'Added' : 'Add a subscriber'}>
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
          ? `${added.address} was sent a mail with a link, and hears from us once it is confirmed.`
          : `${added.address} hears of the next word.`}
      </Text>
    </Stack>
  );
}

const EMPTY = {
  carrier: 'email' as 'email' | 'webhook',
  address: '',
  componentIds: [] as string[],
  locale: 'en',
  everyNote: false,
  confirmed: false,
};

function Form({ onAdded, cancel }: { onAdded: (added: Added) => void; cancel: () => void }) {
  const components = useComponents().data?.items ?? [];
  const add = useSend((input: SubscriberInput) => post<Added>('/subscribers', input), {
    touches: ['/subscribers'],
    done: onAdded,
  });
  const form = useForm(EMPTY, add.error);
  const { carrier, address, componentIds, locale, everyNote, confirmed } = form.values;
  const send = () => {
    const shared = {
      address,
      componentIds: componentIds.length > 0 ? componentIds : null,
      locale,
      everyNote,
    };
    add.mutate(carrier === 'email' ? { carrier, ...shared, confirmed } : { carrier, ...shared });
  };
  return (
    <FormShell submit="Add" pending={add.isPending} problem={add.error} onSubmit={send} cancel={cancel}>
      <NativeSelect
        label="How they are told"
        data={[
          { value: 'email', label: 'E-mail' },
          { value: 'webhook', label: 'Signed webhook' },
        ]}
        value={carrier}
        onChange={({ currentTarget }) =>
          form.set({ carrier: currentTarget.value === 'webhook' ? 'webhook' : 'email' })
        }
      />
      <TextInput
        label={carrier === 'email' ? 'Mail address' : 'Address of the receiver'}
        type={carrier === 'email' ? 'email' : 'url'}
        placeholder={carrier === 'email' ? 'name@example.com' : 'https://example.com/status-hook'}
        data-autofocus
        {...form.text('address')}
      />
      <MultiSelect
        label="Components"
        description="Empty means all of them, also those that come later."
        data={components.map(({ id, name }) => ({ value: id, label: textIn(name) }))}
        value={componentIds}
        onChange={(value) => form.set({ componentIds: value })}
      />
      <NativeSelect
        label="Language"
        data={['en', 'de'].map((value) => ({ value, label: localeName(value) }))}
        {...form.text('locale')}
      />
      <Checkbox label="Also “no change” notes" {...form.checked('everyNote')} />
      {carrier === 'email' && (
        <Checkbox
          label="Their consent is on record"
          description="Otherwise they are sent a mail with a link first, and nothing else."
          {...form.checked('confirmed')}
        />
      )}
    </FormShell>
  );
}
