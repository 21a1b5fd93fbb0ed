/**
 * Statements that are planned once per connection instead of each time: the few that run hundreds of times a second,
 * whose best plan does not depend on their values. Whoever writes one begins it with `PREPARED`. Against a database of
 * the operator's it is an ordinary statement, because a pooler in between may hand each one to another session.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';

const MARK = '/* prepared */';

/** What such a statement begins with. */
export const PREPARED = sql.raw(MARK);

/** The name of a marked statement; null for all others. Names follow from the text, so that no two texts share one. */
export function createNaming(): (text: string) => string | null {
  const names = new Map<string, string>();
  return (text) => {
    if (!text.startsWith(MARK)) return null;
    let name = names.get(text);
    if (!name) {
      name = createHash('sha256').update(text).digest('hex').slice(0, 32);
      names.set(text, name);
    }
    return name;
  };
}
