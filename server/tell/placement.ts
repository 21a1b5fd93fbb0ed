/**
 * Where a page lives, put into its documents at the exit: each link that begins at the root begins with the path of
 * the page's address. Values of attributes are escaped, so that no text of a person can look like a link.
 */
import type { ShelfItem } from '#web';

/** `''` for a page at the root of its host, else such as `/p/acme`. */
export const prefixOf = (url: string): string => new URL(url).pathname.replace(/\/+$/, '');

const ROOTED = /(<[^<>]*? (?:href|src|action)=")(?=\/(?!\/))/g;

/** The document as it reads at its address, as bytes. */
export function placed(item: ShelfItem, prefix: string): ShelfItem & { body: Buffer } {
  const { body } = item;
  if (typeof body !== 'string')
    return { ...item, body: Buffer.from(body.buffer, body.byteOffset, body.length) };
  const moved =
    prefix && item.contentType.startsWith('text/html') ? body.replace(ROOTED, `$1${prefix}`) : body;
  return { ...item, body: Buffer.from(moved) };
}

/** The last item when the new one says the same, so that what is known by identity stays known. */
export function settled(item: ShelfItem & { body: Buffer }, last: ShelfItem | undefined): ShelfItem {
  if (!last || typeof last.body === 'string' || !item.body.equals(last.body)) return item;
  const { body, ...head } = item;
  const { body: _, ...lastHead } = last;
  return JSON.stringify(head) === JSON.stringify(lastHead) ? last : item;
}
