/**
 * Structural sharing: of two snapshots the newer one, made of the older one's objects wherever they say the same. So
 * "did it change?" is a comparison of identities for everybody after, and memory can be keyed by the thing itself.
 * Never changes what it is given.
 */
type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (value: unknown) => (isPlain(value) && typeof value['id'] === 'string' ? value['id'] : null);

export function shared<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(after)) return Array.isArray(before) ? (sharedList(before, after) as T) : after;
  if (!isPlain(after) || !isPlain(before)) return after;
  const keys = Object.keys(after);
  let same = Object.keys(before).length === keys.length;
  const made: Plain = {};
  for (const key of keys) {
    const value = shared(before[key], after[key]);
    made[key] = value;
    same &&= Object.is(value, before[key]) && key in before;
  }
  return (same ? before : made) as T;
}

/** Elements with an id are compared with their namesake, wherever it stood, others with what stood in their place. */
function sharedList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const named = idOf(after[0]) === null ? null : new Map(before.map((value) => [idOf(value), value]));
  let same = before.length === after.length;
  const made = after.map((value, i) => {
    const element = shared(named ? named.get(idOf(value)) : before[i], value);
    same &&= Object.is(element, before[i]);
    return element;
  });
  return same ? before : made;
}
