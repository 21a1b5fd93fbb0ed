/**
 * What a list says of the links in mails that the page before it sent. A link is kept as its exact path and the one
 * token in it; what others share or could guess (`/unsubscribe`, a running number) is never taken for somebody's own,
 * because whoever opens it would end another person's subscription. Pure.
 */
import { TOKEN_NAMES } from '../old-links/links.ts';

const LONGEST = 512;

/** Nobody comes to this by counting. */
export const isOwn = (part: string): boolean =>
  part.length >= 8 &&
  part.length <= LONGEST &&
  ((/\d/.test(part) && /[a-z]/i.test(part)) || part.length >= 20) &&
  !/[\s:@]/.test(part);

/** Under a name that says what it is even twelve letters are a token; every fiftieth of Statuspage's has no digit. */
const isToken = (value: string) => isOwn(value) || /^(?!\d+$)[a-z0-9]{12}$/i.test(value);

/** A whole link, a path, or a token alone; null when nothing in it is this person's own. */
export function oldLinksOf(cell: string): string[] | null {
  const text = cell.trim().replaceAll('&amp;', '&');
  if (!/^(?:https?:\/)?\//i.test(text)) return isOwn(text) ? [text] : null;
  if (!URL.canParse(text, 'http://old.invalid')) return null;
  const { pathname, search, searchParams } = new URL(text, 'http://old.invalid');
  const named = TOKEN_NAMES.flatMap((name) => searchParams.get(name) ?? []).filter(isToken);
  // One token under a name that is known says everything; else the whole path says whose it is.
  if (named.length === 1) return named;
  const token = named[0] ?? pathname.split('/').findLast(isOwn) ?? [...searchParams.values()].findLast(isOwn);
  return token === undefined ? null : [`${pathname}${search}`, token];
}
