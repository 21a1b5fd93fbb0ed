/**
 * A document at the door: read whole or refused whole, with the place of every fault. What passes here is small enough,
 * knows its own ids, and holds no field that nobody asked for.
 */
import { TransferDocument } from '@candor/protocol/transfer.ts';
import { Problem } from '#lib/problem.ts';

const MOST_FAULTS = 50;

export function parseDocument(given: unknown): TransferDocument {
  const parsed = TransferDocument.safeParse(given);
  if (!parsed.success)
    refuse(
      parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
      'This is not a document of the form candor.export/1',
    );
  const document = parsed.data as TransferDocument;
  const strange = [...unkeepable(document, '')];
  if (strange.length > 0) refuse(strange, 'A text in this document cannot be kept');
  const sections = [
    'groups',
    'components',
    'monitors',
    'incidents',
    'maintenances',
    'subscribers',
    'holdingSets',
    'workflows',
  ] as const;
  const doubles = sections.flatMap((section) => {
    const seen = new Map<string, number>();
    return document[section].flatMap(({ externalId }, i) => {
      const first = seen.get(externalId);
      seen.set(externalId, first ?? i);
      return first === undefined
        ? []
        : [{ path: `${section}.${i}.externalId`, message: `stands at ${section}.${first} already` }];
    });
  });
  if (doubles.length > 0) refuse(doubles, 'Things in this document share an id');
  return document;
}

/** NUL and half a surrogate pair: no database keeps them. */
function* unkeepable(value: unknown, path: string): Generator<{ path: string; message: string }> {
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0')))
    yield { path, message: 'holds a character that no text can hold' };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    yield* unkeepable(inner, path ? `${path}.${name}` : name);
}

function refuse(faults: { path: string; message: string }[], what: string): never {
  const [first] = faults;
  throw new Problem(
    'import.invalid',
    `${what}: ${first?.path || 'the document'}: ${first?.message}${faults.length > 1 ? `, and ${faults.length - 1} more` : ''}. Nothing was changed.`,
    { errors: faults.slice(0, MOST_FAULTS) },
  );
}
