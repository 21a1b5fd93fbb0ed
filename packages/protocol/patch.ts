/** A partial edit of an object: every field may be left out, and a field left out is not set to its default. */
import { z } from 'zod';

export function patchOf<S extends z.ZodObject>(
  schema: S,
): z.ZodType<Partial<z.output<S>>, Partial<z.input<S>>> {
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const bare = field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : (field as z.ZodType);
    return [name, bare.optional()] as const;
  });
  return z.strictObject(Object.fromEntries(fields)) as never;
}
