/** Ids that come from outside and have to name something: a clear refusal before anything is written. Pure. */
import { Problem } from '#lib/problem.ts';

/** Throws `request.invalid` with the place of every id that is not known. */
export function refuseUnknown(
  what: string,
  given: readonly { path: string; id: string }[],
  known: ReadonlySet<string>,
): void {
  const strange = given.filter(({ id }) => !known.has(id));
  if (strange.length === 0) return;
  const say = (id: string) => `There is no ${what} ${id.slice(0, 64)}.`;
  throw new Problem('request.invalid', say(strange[0]!.id), {
    errors: strange.slice(0, 100).map(({ path, id }) => ({ path, message: say(id) })),
  });
}

/** The places of a list's items: `components.0`, `components.1`, … */
export const placed = (path: string, ids: readonly string[]) =>
  ids.map((id, i) => ({ path: `${path}.${i}`, id }));
