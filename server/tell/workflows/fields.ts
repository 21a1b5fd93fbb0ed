/** The settings of a trigger or an action as a form: made from its schema alone. Pure. */
import { WorkflowField } from '@candor/protocol/workflows.ts';
import { z } from 'zod';

type Property = {
  title?: string;
  description?: string;
  type?: string;
  enum?: (string | number | null)[];
  const?: string | number;
  anyOf?: Property[];
  pick?: string;
  labels?: Record<string, string>;
};

export function fieldsOf(settings: z.ZodObject): WorkflowField[] {
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const options = optionsOf(property);
    return WorkflowField.parse({
      name,
      title: property.title ?? name,
      description: property.description ?? null,
      required: schema.required?.includes(name) ?? false,
      input: property.pick ?? (options.length > 0 ? 'choice' : inputOf(property)),
      options: options.map((value) => ({ value, label: property.labels?.[String(value)] ?? String(value) })),
    });
  });
}

/** A union of literals and an enumeration are both a choice. */
function optionsOf({ enum: values, const: value, anyOf = [] }: Property): (string | number)[] {
  const own = values ?? (value === undefined ? [] : [value]);
  return [...own.filter((each) => each !== null), ...anyOf.flatMap(optionsOf)];
}

function inputOf({ type, anyOf = [] }: Property): WorkflowField['input'] {
  const types = [type, ...anyOf.map((each) => each.type)];
  if (types.includes('boolean')) return 'switch';
  if (types.includes('integer') || types.includes('number')) return 'number';
  return 'text';
}

/** Names of the fields that are sealed at rest and never shown again. */
export const secretFields = (settings: z.ZodObject): string[] => {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { secret?: boolean }>;
  };
  return Object.entries(properties).flatMap(([name, { secret }]) => (secret ? [name] : []));
};
