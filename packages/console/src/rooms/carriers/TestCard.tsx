/** A plainly labelled test to one address, and what the receiver answered. */
import type { CarrierView, Delivery } from '@candor/protocol/carriers.ts';
import { Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { TextLink } from '../../ui/RoomLink.tsx';

const OVER = new Set<Delivery['state']>(['accepted', 'failed', 'suppressed', 'superseded']);

export function TestCard({ carrier }: { carrier: CarrierView }) {
  const [sent, setSent] = useState<string | null>(null);
  const send = useSend((address: string) => post<Delivery>(`/carriers/${carrier.name}/tests`, { address }), {
    touches: ['/deliveries'],
    done: ({ id }) => setSent(id),
  });
  const form = useForm({ address: '' }, send.error);
  return (
    <section className="card" aria-labelledby="carrier-test">
      <Title order={2} fz="h5" id="carrier-test" mb="xs">
        Send a test
      </Title>
      <FormShell
        submit="Send the test"
        pending={send.isPending}
        problem={send.error}
        onSubmit={() => send.mutate(form.values.address)}
      >
        <TextInput
          label={carrier.address.label}
          description={`It says that it is a test. Such as ${carrier.address.example}.`}
          autoComplete="off"
          {...form.text('address')}
        />
      </FormShell>
      {sent && <Outcome id={sent} />}
    </section>
  );
}

function Outcome({ id }: { id: string }) {
  const [over, setOver] = useState(false);
  const found = useGet<Delivery>(`/deliveries/${id}`, {}, over ? {} : { everyMs: 1_000 });
  const delivery = found.data;
  if (!delivery) return null;
  if (OVER.has(delivery.state) && !over) setOver(true);
  return (
    <Text size="sm" mt="sm" role="status">
      {delivery.state === 'accepted'
        ? 'The receiver accepted it. '
        : OVER.has(delivery.state)
          ? `It was not accepted: ${delivery.lastError ?? 'see its delivery'} `
          : `Under way${delivery.lastError ? `: ${delivery.lastError}` : ' …'} `}
      <TextLink to={`/deliveries/${id}`}>The whole answer</TextLink>
    </Text>
  );
}
