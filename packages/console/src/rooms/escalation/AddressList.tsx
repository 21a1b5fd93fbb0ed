/** Addresses at which staff are called, by any carrier that calls people. */
import type { CarrierView } from '@candor/protocol/carriers.ts';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Listed } from '../../api.ts';
import { placed } from '../../lib/placed.ts';
import { useGet } from '../../query.ts';

type Address = { carrier: string; address: string };

/** Posts go to everybody, and a browser's subscription belongs to the browser. */
export function useCallingCarriers(): CarrierView[] {
  const carriers = useGet<Listed<CarrierView>>('/carriers');
  return (carriers.data?.items ?? []).filter(
    ({ name, audience }) => audience !== 'house' && name !== 'webpush',
  );
}

export function AddressList<A extends Address>({
  addresses,
  blank,
  onChange,
  errorOf,
  more,
  locked = false,
}: {
  addresses: readonly A[];
  blank: A;
  onChange: (addresses: A[]) => void;
  errorOf: (field: string) => string | undefined;
  /** What else there is to say of one. */
  more?: (address: A, set: (change: Partial<A>) => void) => ReactNode;
  locked?: boolean;
}) {
  const carriers = useCallingCarriers();
  return (
    <Stack gap="xs">
      {placed(addresses).map(({ item, place }) => {
        const carrier = carriers.find(({ name }) => name === item.carrier);
        const set = (change: Partial<A>) =>
          onChange(addresses.map((each, i) => (i === place ? { ...each, ...change } : each)));
        return (
          <Group key={place} gap="xs" align="flex-end" wrap="wrap">
            <NativeSelect
              label="By"
              disabled={locked}
              data={carriers.map(({ name, title }) => ({ value: name, label: title }))}
              value={item.carrier}
              error={errorOf(`${place}.carrier`)}
              onChange={({ currentTarget }) =>
                set({ carrier: currentTarget.value, address: '' } as Partial<A>)
              }
            />
            <TextInput
              style={{ flex: '1 1 12rem' }}
              label={carrier?.address.label ?? 'Address'}
              placeholder={carrier?.address.example}
              readOnly={locked}
              value={item.address}
              error={errorOf(`${place}.address`)}
              onChange={({ currentTarget }) => set({ address: currentTarget.value } as Partial<A>)}
            />
            {more?.(item, set)}
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={locked}
              aria-label={`Remove address ${place + 1}`}
              onClick={() => onChange(addresses.filter((_, i) => i !== place))}
            >
              Remove
            </Button>
          </Group>
        );
      })}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          disabled={locked}
          onClick={() => onChange([...addresses, blank])}
        >
          + Address
        </Button>
      </Group>
    </Stack>
  );
}
