/**
 * What differs between two versions of the policy: a pure comparison, entry by entry. Entries of lists are told apart
 * by their id or severity, so that moving one changes nothing.
 */
import type { PolicyChange, PolicyDocument } from '@candor/protocol/prepare.ts';

type Leaf = { path: string; locale: string | null; text: string };

export function changesBetween(was: PolicyDocument | null, is: PolicyDocument): PolicyChange[] {
  const [before, after] = [byPlace(was ? leaves(was) : []), byPlace(leaves(is))];
  return [...new Map([...after, ...before])]
    .filter(([place]) => before.get(place)?.text !== after.get(place)?.text)
    .map(([place, { path, locale }]) => ({
      path,
      locale,
      was: before.get(place)?.text ?? null,
      is: after.get(place)?.text ?? null,
    }));
}

const byPlace = (all: Iterable<Leaf>) =>
  new Map([...all].map((leaf) => [`${leaf.path} ${leaf.locale ?? ''}`, leaf]));

/** Every text and number, with where it stands. */
function* leaves(value: unknown, path = ''): Generator<Leaf> {
  const under = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') yield { path, locale: null, text: String(value) };
  else if (Array.isArray(value))
    for (const [at, each] of value.entries()) yield* leaves(each, under(nameOf(each) ?? at));
  else
    for (const [key, each] of Object.entries(value)) {
      // A text in several languages always has an English form.
      if ('en' in value) yield { path, locale: key, text: String(each) };
      else if (key !== 'id') yield* leaves(each, under(key));
    }
}

function nameOf(entry: unknown): string | number | undefined {
  const { id, severity, below } = entry as { id?: string; severity?: number; below?: string };
  return id ?? severity ?? below?.replace('.', ',');
}
