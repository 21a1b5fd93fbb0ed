/** Between what a form holds and what the API takes. */
import type { CarrierAccount, CarrierAccountInput, ProviderView } from '@candor/protocol/carriers.ts';

export type Given = Omit<CarrierAccountInput, 'provider'>;
type Values = Record<string, string | number | boolean>;

export function initialOf({ fields }: ProviderView, account?: CarrierAccount): Values {
  return Object.fromEntries(
    fields.map(({ name, kind, options, fallback }) => {
      const stored = account?.settings[name] as Values[string] | null | undefined;
      const empty = kind === 'switch' ? false : kind === 'choice' ? (options?.[0] ?? '') : '';
      return [name, stored ?? fallback ?? empty];
    }),
  );
}

/** An empty secret is null, which leaves the stored one; any other field left empty is left out. */
export function settingsOf({ fields }: ProviderView, values: Values): Given['settings'] {
  return Object.fromEntries(
    fields.flatMap(({ name, secret }): [string, Values[string] | null][] => {
      const value = values[name];
      if (value !== '' && value !== undefined) return [[name, value]];
      return secret ? [[name, null]] : [];
    }),
  );
}
