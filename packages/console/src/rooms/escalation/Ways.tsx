/** How one person is called besides by mail: each way from the severity on for which it is meant. */
import type { PersonWay } from '@candor/protocol/respond.ts';
import { NativeSelect, Text, Title } from '@mantine/core';
import { put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { Loaded } from '../../ui/states.tsx';
import { AddressList } from './AddressList.tsx';

type Shown = { ways: PersonWay[] };

const FROM = [
  { value: '1', label: 'critical only' },
  { value: '2', label: 'major and worse' },
  { value: '3', label: 'minor and worse' },
  { value: '4', label: 'everything' },
];

export function Ways({ personId }: { personId: string }) {
  const ways = useGet<Shown>(`/persons/${personId}/ways`);
  return (
    <section className="card" aria-labelledby="ways">
      <Title order={2} fz="h4" id="ways" mb="xs">
        How you are called
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        Mail always comes. These come besides, when you own an incident, when nobody acknowledged, and before
        a promise lapses.
      </Text>
      <Loaded of={ways}>{(shown) => <Form personId={personId} shown={shown} />}</Loaded>
    </section>
  );
}

function Form({ personId, shown }: { personId: string; shown: Shown }) {
  const path = `/persons/${personId}/ways`;
  const save = useSend((values: Shown) => put<Shown>(path, values), { touches: [path] });
  const form = useForm(shown, save.error);
  return (
    <FormShell
      submit={save.isSuccess ? 'Saved' : 'Save'}
      pending={save.isPending}
      problem={save.error}
      onSubmit={() => save.mutate(form.values)}
    >
      <AddressList<PersonWay>
        addresses={form.values.ways}
        blank={{ carrier: 'sms', address: '', fromSeverity: 4 }}
        errorOf={(field) => form.errorOf(`ways.${field}`)}
        onChange={(ways) => form.set({ ways })}
        more={({ fromSeverity }, set) => (
          <NativeSelect
            label="For"
            data={FROM}
            value={String(fromSeverity)}
            onChange={({ currentTarget }) =>
              set({ fromSeverity: Number(currentTarget.value) as PersonWay['fromSeverity'] })
            }
          />
        )}
      />
    </FormShell>
  );
}
