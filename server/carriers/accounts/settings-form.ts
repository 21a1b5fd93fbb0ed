/**
 * The settings of a provider as a form: made from its schema alone, so that console, API and manual cannot say
 * different things. Pure.
 */
import type { SettingField } from '@candor/protocol/carriers.ts';
import { z } from 'zod';
import type { Provider } from '../carrier.ts';

type Property = {
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  default?: unknown;
  secret?: boolean;
  example?: string;
  minimum?: number;
  maximum?: number;
};

/** One entry for each field, in the order of the schema. */
export function settingFields({ settings }: Pick<Provider, 'settings'>): SettingField[] {
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    title: property.title ?? name,
    help: property.description ?? null,
    kind: kindOf(property),
    options: property.enum?.map(String) ?? null,
    required: schema.required?.includes(name) ?? false,
    secret: property.secret ?? false,
    fallback: (property.default as SettingField['fallback']) ?? null,
    example: property.example ?? null,
  }));
}

function kindOf({ type, enum: options }: Property): SettingField['kind'] {
  if (options) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  return 'text';
}

/** Names of the fields that are sealed at rest and never shown again. */
export const secretFields = (provider: Pick<Provider, 'settings'>): Set<string> =>
  new Set(settingFields(provider).flatMap(({ name, secret }) => (secret ? [name] : [])));
